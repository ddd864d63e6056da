"""A citation whose parts stand between commas, slashes or dashes, in any order."""

import re
from dataclasses import dataclass, field

from kopru.intake.kunye.container import read_container
from kopru.intake.kunye.details import YEAR, cut_parts, match_imprint, match_part, match_university
from kopru.intake.kunye.draft import Draft, clean_title
from kopru.intake.kunye.flat import flat, quoted_spans, split_outside, tidy
from kopru.intake.kunye.names import is_person, leading_name, person_score, split_authors
from kopru.intake.kunye.vocabulary import is_prose, is_surely_publisher, prose_share

_SEPARATORS = (
    re.compile(r"\s*\t\s*|\s*\|\s*"),
    re.compile(r"\s+/\s*|\s*/\s+|(?<=\D)/(?=\D)"),
    re.compile(r"\s*;\s*"),
    re.compile(r"\s*,\s+|,(?=\S)(?!\d)|\.\s+(?=(?:YKY|ISBN|[A-ZÇĞİÖŞÜ]\w+ Yay|\d{4}))"),
)
_DASH = re.compile(r"\s+[-–—]\s+|\s*[–—]\s+")
_BRACKET = re.compile(r"\(([^()]*)\)")
_BRANDED = re.compile(
    r"\s+(?:(?:adl[iı]|isimli|ba[sş]l[iı]kl[iı])\s*)?(?:kitap|kitab[iı]n?[iı]?|eser[i]?|roman[iı]?|makale(?:si)?)\s*$"
)
_GENITIVE = re.compile(
    r"^(?P<name>[^\s,;/]+(?: [^\s,;/–—-][^\s,;/]*){0,4}?)['’](?:n?[iıuü]n)\s+(?P<title>\S.*)$"
)
_UNKNOWN_IMPRINT = re.compile(rf"^(?P<name>[^\W\d]\S*(?: [^\W\d]\S*){{0,3}}),? (?P<year>{YEAR})$")
_COUNT = re.compile(r"\s*\d+\s*(?:cilt(?:lik)?|adet|tane|kitap)(?:\s*(?:takim|set))?\s*")
_NAME_IN_SIGHT = 0.35
_SURE_NAME = 0.6
_MARGIN = 0.2
_TWO = 2


@dataclass
class _Pieces:
    """Pieces that are neither number nor imprint, in the order they stand."""

    unknown: list[str] = field(default_factory=list)


def read_separated(text: str, draft: Draft | None = None) -> Draft:
    """The work named by `text`, identifiers and request words already cut away.

    A `draft` with what is known already (the author, say) is gone on with.
    """
    draft = draft if draft is not None else Draft()
    text = _take_named(text, draft)
    text = _take_brackets(text, draft)
    text = _take_quoted(text, draft)
    pieces = _Pieces()
    for piece in _split(text):
        _place_piece(piece, draft, pieces)
    _settle(pieces.unknown, draft)
    if (
        not draft.has("title")
        and draft.has("publisher")
        and not is_surely_publisher(draft.get("publisher"))
    ):
        # "Kara Kitap" has the shape of a publisher; alone it is a title.
        draft.put("title", draft.get("publisher"), 0.7)
        draft.drop("publisher")
    if (
        not draft.has("title", "publisher", "isbn", "journal")
        and draft.has("author")
        and draft.has("year")
    ):
        # "George Orwell - 1984": nothing else can be the title.
        draft.put("title", draft.get("year"), 0.75)
        draft.drop("year")
    return draft


def _take_named(text: str, draft: Draft) -> str:
    """ "X'in Y …" and "X - Y …" where X is surely a person: the author, and the rest."""
    if draft.has("author"):
        return text
    match = _GENITIVE.match(text)
    if (
        match
        and person_score(match["name"]) >= _NAME_IN_SIGHT
        and not _name_elsewhere(match["title"])
    ):
        draft.put("author", match["name"], 0.92)
        return match["title"]
    parts = split_outside(text, _DASH)
    if len(parts) != _TWO or _BRACKET.search(parts[0]):
        return text
    names = [min(_name_score(parts[0]), 1.0), _name_score(_BRACKET.sub("", parts[1]).strip())]
    if max(names) < _SURE_NAME or abs(names[0] - names[1]) < _MARGIN:
        return text
    if names[0] > names[1]:
        draft.put("author", split_authors(parts[0]), 0.9)
        return parts[1]
    draft.put("author", split_authors(_BRACKET.sub("", parts[1])), 0.9)
    return " ".join([parts[0], *(f"({inner})" for inner in _BRACKET.findall(parts[1]))])


def _name_elsewhere(text: str) -> bool:
    """Whether another piece of `text` is surely a person, so that "X'in Y" is a title."""
    pieces = (
        split_outside(text, _SEPARATORS[-1])
        if "," in text
        else re.split(r"\s+/\s+|\s+[-–]\s+", text)
    )
    return any(_name_score(piece) >= _SURE_NAME for piece in pieces[1:])


def _split(text: str) -> list[str]:
    """`text` at its own separator: the strongest one that occurs outside brackets."""
    for separator in _SEPARATORS:
        parts = split_outside(text, separator)
        if len(parts) > 1:
            return [
                piece
                for part in parts
                for piece in ([part] if separator is _SEPARATORS[-1] else _split_known(part))
            ]
    return [text] if text.strip() else []


def _split_known(part: str) -> list[str]:
    """Divide a piece further at commas when that gives imprints or numbers."""
    pieces = split_outside(part, _SEPARATORS[-1])
    known = [bool(match_part(piece) or match_imprint(piece)) for piece in pieces]
    return pieces if len(pieces) > 1 and sum(known) >= len(pieces) - 1 else [part]


def _place_piece(piece: str, draft: Draft, pieces: _Pieces) -> None:
    found = match_part(piece) or match_imprint(piece)
    if not found and match_university(piece) and draft.has("degree"):
        found = [("institution", piece, 0.9)]
    for name, value, sure in found:
        draft.put("kind", "thesis", 0.95 if name == "degree" else 0.0)
        draft.put(name, value, sure)
    if found:
        return
    if _COUNT.fullmatch(flat(piece)):
        return
    if prose_share(piece) > 0.7 and not piece[:1].isupper() and len(piece.split()) > 1:
        return
    rest = cut_parts(piece, draft, only=("translator", "edition", "degree", "pages"))
    by_imprint = match_imprint(rest) if rest != piece else []
    for name, value, sure in by_imprint:
        draft.put(name, value, sure)
    if rest and not by_imprint:
        pieces.unknown.append(rest)


def _take_brackets(text: str, draft: Draft) -> str:
    """Read the brackets that hold imprint, numbers or the author; others stay."""
    for match in reversed(list(_BRACKET.finditer(text))):
        inner = match.group(1).strip()
        if not _read_bracket(inner, draft):
            continue
        gap = ", " if text[match.end() :].strip() else ""
        text = f"{text[: match.start()]}{gap}{text[match.end() :]}"
    return tidy(text)


def _read_bracket(inner: str, draft: Draft) -> bool:
    """Whether all of a bracket could be read: "(Say, 2014)", "(Dan Brown)", "(YKY 2019, 183 s.)"."""
    probe = Draft()
    whole = match_imprint(inner)
    unknown = _UNKNOWN_IMPRINT.match(inner)
    if (
        unknown
        and not whole
        and (draft.has("author") or person_score(unknown["name"]) < _SURE_NAME)
    ):
        draft.put("publisher", unknown["name"], 0.75)
        draft.put("year", unknown["year"], 0.9)
        return True
    pieces = [inner] if whole else split_outside(inner, _SEPARATORS[-1])
    if len(pieces) == 1 and " - " in inner:
        pieces = re.split(r"\s+-\s+", inner)
    unread = []
    for piece in pieces:
        found = match_part(piece) or match_imprint(piece)
        for name, value, sure in found:
            probe.put(name, value, sure)
        if not found:
            unread.append(piece)
    if (
        draft.has("author")
        and len(unread) == 1
        and probe.has("year", "place")
        and not probe.has("publisher")
        and len(inner.split()) <= 7
    ):
        probe.put("publisher", unread.pop(), 0.75)
    if unread and not _read_bracket_names(unread, probe):
        return bool(inner) and prose_share(inner) > 0.85 and not inner[:1].isupper()
    draft.fill(probe)
    return True


def _read_bracket_names(unread: list[str], probe: Draft) -> bool:
    """Whether what remains of a bracket is its author (or, behind one, a publisher)."""
    names = ", ".join(unread)
    if is_person(names, least=0.35) or (
        len(unread) == 1 and probe.has("publisher", "year") and person_score(names) > 0
    ):
        probe.put("author", split_authors(names), 0.9)
        return True
    if len(unread) == 1 and probe.has("year") and len(names.split()) <= 4:
        probe.put("publisher", names, 0.75)
        return True
    if len(unread) > 1 and is_person(unread[0], least=0.35):
        probe.put("author", split_authors(unread[0]), 0.85)
        probe.put("publisher", unread[1], 0.7)
        return True
    # a bracket of small letters in a mail without capitals: "(ibn tufeyl)"
    if len(unread) == 1 and not probe.values and person_score(names) > 0.3 and names.islower():
        probe.put("author", names, 0.75)
        return True
    return False


def _take_quoted(text: str, draft: Draft) -> str:
    """The first words in quotes are the title."""
    spans = quoted_spans(text)
    if not spans:
        return text
    start, end = spans[0]
    draft.put("title", clean_title(text[start:end]), 0.93)
    before, after = text[: start - 1], text[end + 1 :]
    after = re.sub(
        r"^(?:['’]\w{1,5}\b)?\s*,?\s*(?:(?:adl|isimli|ba[sş]l)\w*\s*)?(?:kitap|kitab|eser|roman|makale|tez)\w*\b",
        " ",
        after,
    )
    return tidy(f"{before}, {after}")


def _settle(unknown: list[str], draft: Draft) -> None:
    """Tell author and title apart among the pieces left over."""
    unknown = [piece for piece in (_strip_noun(piece) for piece in unknown) if piece]
    if not unknown:
        return
    if draft.has("title"):
        _settle_beside_title(unknown, draft)
    elif len(unknown) == 1:
        _settle_alone(unknown[0], draft)
    else:
        _settle_many(unknown, draft)


def _strip_noun(piece: str) -> str:
    """ "Labirent adlı kitap" is "Labirent"."""
    stripped = _BRANDED.sub("", piece)
    return stripped if stripped.strip() else piece


def _settle_beside_title(unknown: list[str], draft: Draft) -> None:
    names = [piece for piece in unknown if is_person(_without_genitive(piece), least=0.3)]
    if names and not draft.has("author"):
        draft.put("author", split_authors("; ".join(_without_genitive(n) for n in names)), 0.88)
    rest = [piece for piece in unknown if piece not in names and prose_share(piece) < 0.7]
    if rest and draft.has("author"):
        read_container(", ".join(rest), draft)
    elif rest:
        if len(rest) == 1 and len(rest[0].split()) <= 4 and not re.search(r"\d", rest[0]):
            draft.put("author", split_authors(_without_genitive(rest[0])), 0.6)
        else:
            read_container(", ".join(rest), draft)


def _without_genitive(piece: str) -> str:
    return re.sub(r"['’](?:n?[iıuü]n|den|dan|ten|tan)$", "", piece.strip())


def _settle_alone(piece: str, draft: Draft) -> None:
    """One piece: "A - T", author and title without a sign, or a title alone."""
    if draft.has("author"):
        draft.put("title", clean_title(piece), 0.9)
        return
    parts = split_outside(piece, _DASH)
    if len(parts) > 1:
        _settle_many(parts, draft)
        return
    words = piece.split()
    count = leading_name(piece)
    if count and count < len(words):
        draft.put("author", " ".join(words[:count]), 0.7)
        draft.put("title", clean_title(" ".join(words[count:])), 0.7)
    else:
        draft.put("title", clean_title(piece), 0.8 if draft.values else 0.65)


def _settle_many(unknown: list[str], draft: Draft) -> None:
    """Several pieces: the most person-like is the author, the others the title."""
    unknown = _join_inverted(unknown)
    if len(unknown) == 1:
        _settle_alone(unknown[0], draft)
        return
    if draft.has("author"):
        _title_then_publisher(unknown, draft, 0.85)
        return
    scores = [_name_score(piece) for piece in unknown]
    best = max(range(len(unknown)), key=lambda place: scores[place])
    if scores[best] < 0.3:
        _settle_nameless(unknown, draft)
        return
    end = best + 1
    while end < len(unknown) - (best == 0) and scores[end] >= _SURE_NAME:
        end += 1
    others = scores[:best] + scores[end:]
    margin = scores[best] - max(others, default=0.0)
    sure = 0.9 if margin >= 0.3 else 0.8 if margin >= 0.15 else 0.62
    draft.put("author", split_authors("; ".join(unknown[best:end])), sure)
    _title_then_publisher(unknown[:best] if best else unknown[end:], draft, sure)
    if best and unknown[end:]:
        _maybe_publisher(unknown[end:], draft)


def _name_score(piece: str) -> float:
    """The score of the weakest of the names in `piece`."""
    return min((person_score(name) for name in split_authors(piece).split("; ")), default=0.0)


def _settle_nameless(unknown: list[str], draft: Draft) -> None:
    """No name is recognised: readers mostly write title, author, publisher."""
    draft.put("title", clean_title(unknown[0]), 0.62)
    second = unknown[1]
    if (
        1 <= len(second.split()) <= 4
        and not re.search(r"\d", second)
        and not all(map(is_prose, second.split()))
    ):
        draft.put("author", split_authors(second), 0.55)
    _maybe_publisher(unknown[2:], draft)


def _title_then_publisher(pieces: list[str], draft: Draft, sure: float) -> None:
    """Several pieces of a title, of which the last may be an unknown publisher."""
    if (
        len(pieces) > 1
        and not draft.has("publisher", "journal")
        and draft.has("year", "isbn", "place", "pages")
    ):
        _maybe_publisher(pieces[-1:], draft)
        if draft.has("publisher"):
            pieces = pieces[:-1]
    draft.put(
        "title", clean_title(", ".join(pieces)), sure if len(pieces) == 1 else min(sure, 0.75)
    )


def _maybe_publisher(pieces: list[str], draft: Draft) -> None:
    for piece in pieces[:1]:
        words = piece.split()
        if not draft.has("publisher") and len(words) <= 4 and not all(map(is_prose, words)):
            draft.put("publisher", tidy(piece), 0.6)


def _join_inverted(pieces: list[str]) -> list[str]:
    """ "Atay", "Oğuz" at the start are one name written surname first."""
    first, second = pieces[0], pieces[1]
    single = len(first.split()) == 1 and len(second.split()) <= 2
    if (
        len(pieces) > 2
        and single
        and person_score(f"{second} {first}") >= 0.6
        and flat(first) not in flat(second)
    ):
        return [f"{first}, {second}", *pieces[2:]]
    return pieces
