"""Keys by which records of one edition, and editions of one work, find each other. Pure."""

from kopru.catalogue.matching.features import Features, title_of
from kopru.catalogue.matching.names import surname_sound
from kopru.catalogue.matching.numerals import parted
from kopru.catalogue.records.described import Facts
from kopru.common.text import fold

#: letters of the title in a key, blanks left out. Long enough that few strangers meet, short
#: enough that a subtitle run into the title, or a typing error behind them, does no harm
_WITH_YEAR = 12
_WITH_AUTHOR = 16
_ALONE = 24
_WORK_TITLE = 60
_MOST_NUMBERS = 8
#: kinds that are no edition of a work in the sense of a reader who asks for one
_NO_WORK = frozenset({"journal", "article", "map", "image", "software", "other"})


def block_keys(features: Features) -> tuple[str, ...]:
    """Keys of which two records of one edition share at least one, in nearly all cases.

    Each ISBN and ISSN; title and first author; the title's start and each year. Sharing
    one says nothing yet: `compare` does.
    """
    keys = [f"i{number}" for number in features.isbns[:_MOST_NUMBERS]]
    keys += [f"i{number}" for number in features.other_isbns[:_MOST_NUMBERS]]
    keys += [f"s{number}" for number in features.issns[:_MOST_NUMBERS]]
    title = features.title.replace(" ", "")
    if title:
        if features.authors:
            keys.append(f"t{title[:_WITH_AUTHOR]}|{features.authors[0]}")
        keys += [f"y{title[:_WITH_YEAR]}|{year}" for year in features.years[:2]]
        if not features.years:
            keys.append(f"n{title[:_ALONE]}")
    return tuple(dict.fromkeys(keys))


def work_keys(facts: Facts) -> tuple[str, ...]:
    """Keys that editions of one work share: translations, reprints, other publishers.

    The author's name, by its sound, with the title and with each title that the record
    gives the work otherwise: uniform, original, or what a translation was made from.
    """
    if facts.kind in _NO_WORK or not facts.authors:
        return ()
    author = surname_sound(facts.authors[0])
    title, _, _ = title_of(facts.title, facts.subtitle, facts.volume, facts.kind)
    titles = [title, *(parted(fold(other))[0] for other in facts.work_titles)]
    return tuple(
        dict.fromkeys(
            f"w{author}|{title[:_WORK_TITLE].replace(' ', '')}" for title in titles if title
        )
    )
