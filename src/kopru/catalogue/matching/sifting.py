"""Candidates that cannot be of one edition, told from their packed features alone. Pure.

Most of what shares a key with a record is another book with the same beginning and year.
To unpack and compare each costs more than all else that a loader does, so that what a few
fields rule out is left out before. It never rules out what `compare` would not.
"""

from kopru.catalogue.matching.features import FIELD, ITEM, Features
from kopru.catalogue.matching.weights import POINTS, UNSURE

_PLACE = {name: place for place, name in enumerate(Features._fields)}
_FORM, _KIND, _PAGES, _YEARS = (_PLACE[name] for name in ("form", "kind", "pages", "years"))
_EDITION, _VOLUME = _PLACE["edition"], _PLACE["volume"]
_ISBNS, _OTHER_ISBNS, _ISSNS = (_PLACE[name] for name in ("isbns", "other_isbns", "issns"))
#: what title, author and publisher can speak for two records at best
_TEXTS = POINTS["title.same"] + POINTS["author.same"] + POINTS["publisher.same"]


def is_hopeless(mine: Features, packed: str) -> bool:
    """Whether `compare` finds another edition, however the texts of the two read."""
    theirs = packed.split(FIELD)
    if theirs[_FORM] != mine.form:
        return True
    if theirs[_KIND] != mine.kind and theirs[_KIND] and mine.kind:
        return True
    if theirs[_ISSNS] and mine.issns:
        return False
    if not theirs[_ISBNS] or not mine.isbns:
        points = _TEXTS
    elif set(mine.isbns).isdisjoint(theirs[_ISBNS].split(ITEM)):
        points = _TEXTS + POINTS["isbn.other"]
    else:
        return False
    return points + _of_rest(mine, theirs) < UNSURE


def _of_rest(mine: Features, theirs: list[str]) -> float:
    """What the other fields speak for the two at best."""
    points = 0.0
    if theirs[_OTHER_ISBNS] or mine.other_isbns:
        points += POINTS["isbn.part"]
    if mine.edition and theirs[_EDITION] != "0":
        points += POINTS["edition.same"]
    if theirs[_VOLUME] or mine.volume:
        points += POINTS["volume.same"]
    if theirs[_YEARS] and mine.years:
        points += _of_years(mine.years, theirs[_YEARS])
    if mine.pages and theirs[_PAGES] != "0":
        points += _of_pages(mine.pages, int(theirs[_PAGES]))
    return points


def _of_years(mine: tuple[int, ...], packed: str) -> float:
    theirs = [int(year) for year in packed.split(ITEM)]
    if not set(theirs).isdisjoint(mine):
        return POINTS["year.same"]
    return POINTS["year.near" if abs(mine[0] - theirs[0]) == 1 else "year.other"]


def _of_pages(mine: int, theirs: int) -> float:
    is_near = abs(mine - theirs) <= 3 + max(mine, theirs) // 50
    return POINTS["pages.same" if is_near else "pages.other"]
