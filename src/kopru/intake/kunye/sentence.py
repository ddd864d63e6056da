"""A work named in running words: "Say'dan çıkan X'i", "… by Y", a journal's issue, volumes."""

import re

from kopru.intake.kunye.details import YEAR, cut_parts, match_imprint
from kopru.intake.kunye.draft import Draft, clean_title
from kopru.intake.kunye.flat import flat, tidy
from kopru.intake.kunye.identifiers_in_text import cut_identifiers
from kopru.intake.kunye.names import is_person, split_authors
from kopru.intake.kunye.prose import asks, cut_asked_noun, peel
from kopru.intake.kunye.separated import read_separated
from kopru.intake.kunye.vocabulary import is_publisher, prose_share

_WORDS = r"[^\s,;:()\"]{1,40}(?:\s[^\s,;:()\"]{1,40})"
_OUT = r"(?:cikan|cikmis|yayi[mn]lanan|yayi[mn]lanmis|basilan|basilmis|cikma)"
# (flat pattern, sureness): clauses that say a field in words; the group's name is the field.
_CLAUSES = (
    (re.compile(rf"\b(?P<year>{YEAR})\s*(?:yilinda|'?[dt][ae]|yili|tarihinde|senesinde)?\s+(?P<publisher>{_WORDS}{{0,5}}?)(?:'?\w?[dt][ae]n|'nin|\s+tarafindan)\s+{_OUT}"), 0.88),
    (re.compile(rf"(?<!\w)(?P<publisher>{_WORDS}{{0,5}}?)(?:'?\w?[dt][ae]n|\s+tarafindan)\s+(?P<year>{YEAR})\s*(?:yilinda|'?[dt][ae]|tarihinde|senesinde)\s+{_OUT}"), 0.88),
    (re.compile(rf"(?<!\w)(?P<publisher>{_WORDS}{{0,5}}?)(?:'?\w?[dt][ae]n|\s+tarafindan)\s+{_OUT}"), 0.86),
    (re.compile(rf"\b(?P<year>{YEAR})\s*(?:yilinda|'?[dt][ae]|tarihinde|senesinde)\s+{_OUT}"), 0.9),
    (re.compile(rf"\b(?P<year>{YEAR})\s+(?:basimi?|baskisi?|tarihli|yili)\b"), 0.9),
    (re.compile(rf"(?<!\w)(?P<publisher>{_WORDS}{{0,4}}?)(?:'n?in)?\s+baskisi(?:ni|nin|na)?\b"), 0.82),
    (re.compile(r"\byayinevi\s+(?:de\s+|olarak\s+|adi\s+)?(?P<publisher>[^\s,;:()\"]{2,40}(?:\s[^\s,;:()\".]{2,40}){0,4}?)(?=\s*[,.;]|\s+(?:ve|olan|idi|imis)\b|$)"), 0.85),
    (re.compile(rf"\byili\s+(?:da\s+)?(?P<year>{YEAR})\b"), 0.88),
    (re.compile(rf"\bpublished (?:by (?P<publisher>{_WORDS}{{0,4}}?))?\s*(?:in )?(?P<year>{YEAR})"), 0.88),
    (re.compile(rf"\bpublished by (?P<publisher>{_WORDS}{{0,4}})"), 0.82),
    (re.compile(r"\byazar[i]?(?:nin adi|\s+olarak)?\s*(?:da|de|:)?\s+(?P<author>[^,;:()\".?!]+?(?:\.[^,;:()\".?!]+?)*)(?=\s+(?:olan|olarak|imis|idi)\b|\s*[,;)!?]|\.?\s*$|\.\s)"), 0.88),
    (re.compile(rf"(?<!\w)(?P<author>{_WORDS}{{0,4}}?)\s+(?:tarafindan (?:yazilan|yazilmis|kaleme alinan|hazirlanan)|imzali)"), 0.88),
    (re.compile(rf"(?<!\w)(?P<author>{_WORDS}{{0,4}}?)(?:'?n?in)\s+(?:yazdigi|kaleme aldigi|yazmis oldugu)"), 0.88),
    (re.compile(rf"(?<!\w)(?P<translator>{_WORDS}{{0,4}}?)(?:'?n?in)?\s+cevirisi(?:yle|nden|ni|ile)?\b"), 0.85),
)  # fmt: skip
_BY = re.compile(
    r"\s+(?:written\s+)?by\s+(?P<author>(?:(?:prof|doc|dr|assoc|yrd|ass|mr|mrs)\.\s*)*[^\s(),;][^(),;]*?)(?=\s*(?:[(,;]|$)|\s+(?:from|in|for|which|that|is)\s|(?<![\s.]\w)\.\s)"
)
_ISSUE_ASKED = re.compile(
    r"\bsayi(?:si|sini|sinin|larini|yi|nin)\b|\bsayilari|\bissue\b|\bozel sayi|\bcil[dt]inin tamam"
)
_JOURNAL_NAME = re.compile(
    r"(?P<name>(?:\S+\s+){0,9}?\S*(?:derg[iı]s[iı]|journal|mecmuas[iı]|b[uü]lten[iı]|review|quarterly|magazine|belleten|y[iı]ll[iı][gğ][iı])(?=n[iı]n\b|\b)(?:\s+of(?:\s+[A-Z]\S*|\s+and|\s+the)+)?)",
    re.IGNORECASE,
)
_GENITIVE_OPEN = re.compile(r"^(?P<name>\S.{1,80}?)['’]n?[iıuü]n\b")
_VOLUMES = re.compile(
    r"(?:'\w+\s+)?(?P<list>\d{1,2}\.?(?:\s*(?:,|ve|ile|-|and|&)\s*\d{1,2}\.?){1,20})\s*cil[td]ler\w*|\bcil[td](?:ler)?\w*\s*:?\s*(?P<list2>\d{1,2}(?:\s*(?:,|ve|ile|-|and|&)\s*\d{1,2})+)|\bvol(?:ume)?s\.?\s*(?P<list3>\d{1,2}(?:\s*(?:,|-|and|&)\s*\d{1,2})+)"
)
_EITHER = re.compile(
    r"\bya\b(?P<first>.+?)\b(?:ya da|veya|yada|ya)\b(?P<second>.+)|\beither\b(?P<first2>.+?)\bor\b(?P<second2>.+)"
)
_CHAPTER = re.compile(
    r"\b(?P<number>\d{1,2})\.?\s*(?:bolum|unite)(?:u|unu|unun|leri)?\b|\b(?:bolum|chapter|ch\.)\s*(?P<number2>\d{1,2})\b"
)
_BINDING = re.compile(
    r"\b(?:eski|baska|diger|onceki) bask\w+ (?:olmaz|istemiyorum|kabul|uygun degil|isime yaramaz)|\b(?:mutlaka|ozellikle|sadece|yalnizca|kesinlikle)\b.{0,30}\bbask|\bbask\w+ (?:onemli|sart|olmasi gerek)|\bonly the\b.{0,25}\bedition|must be the\b.{0,25}\bedition"
)
_ACCUSATIVE = re.compile(r"(?<=\w{3})['’]y?[ıiuü]$")
_KINDS = (
    (
        "chapter",
        re.compile(r"\bkitap bolumu|\bbolum(?:u|unu|unun|lerini)\b|\bbook chapter|\bchapter \d"),
    ),
    (
        "thesis",
        re.compile(r"\b(?:tez(?:i|ini|ine|inin)?|thesis|dissertation)\b(?!\s*(?:icin|danisman))"),
    ),
    ("article", re.compile(r"\b(?:makale(?!l)\w*|bildiri\w*|articles?|paper)\b")),
)


def kind_hint(text: str) -> str:
    """The kind of work the words of a sentence speak of; "" when they do not say."""
    plain = re.sub(r"\btezim\w*|\btez icin", " ", flat(text))
    return next((kind for kind, pattern in _KINDS if pattern.search(plain)), "")


def remarks(text: str) -> Draft:
    """What a sentence says about a work named elsewhere: chapter, pages, edition, kind, imprint."""
    draft = Draft()
    _cut_clauses(text, draft)
    chapter = _CHAPTER.search(flat(text))
    if chapter:
        draft.chapter = chapter["number"] or chapter["number2"]
        draft.put("kind", "chapter", 0.88)
    if binds_edition(text):
        draft.needs.append("edition_binding")
    draft.put("kind", kind_hint(text), 0.8)
    cut_parts(
        text,
        draft,
        only=("edition", "pages")
        if chapter or "baski" in flat(text) or "sayfa" in flat(text)
        else ("edition",),
    )
    return draft


def binds_edition(text: str) -> bool:
    """Whether a sentence insists on one edition."""
    return bool(_BINDING.search(flat(text)))


def read_sentence(sentence: str) -> tuple[Draft, bool]:
    """The work a sentence names, and whether its words ask for it by name ("… kitabını")."""
    found = cut_identifiers(sentence)
    draft = found.draft
    text = _cut_either(found.rest)
    issue = _read_issue(text, draft)
    if issue:
        return issue, True
    draft.put("kind", kind_hint(text), 0.78)
    text = _cut_clauses(text, draft)
    text = _cut_asked_parts(text, draft)
    if draft.get("kind") == "chapter":
        text = _cut_chapter(text, draft)
    text, asked = cut_asked_noun(peel_keeping_noun(text))
    text = _cut_by(text, draft)
    core = peel(text)
    if core and (prose_share(core) < 0.99 or asked) and _has_substance(core):
        read_separated(core, draft)
        asked = asked or (asks(sentence) and draft.has("title"))
        if asked and draft.has("title"):
            draft.values["title"] = _ACCUSATIVE.sub("", draft.get("title"))
    return draft, asked


def _cut_asked_parts(text: str, draft: Draft) -> str:
    """ "2. cildi", "doktora tezini": parts that inflection ties into the sentence."""
    plain = flat(text)
    if re.search(r"\d\.\s*cil[td]|\bcildi(?:ni|nin)?\b", plain) and draft.get("kind") != "article":
        text = cut_parts(text, draft, only=("volume",))
    if draft.get("kind") == "thesis":
        text = cut_parts(text, draft, only=("degree",))
    return text


def peel_keeping_noun(text: str) -> str:
    """`text` peeled in front only; the noun of asking behind the title is needed yet."""
    words = text.split()
    front = peel(text)
    if not front:
        return text
    start = text.find(front.split()[0])
    return text[start:] if start >= 0 else " ".join(words)


def _has_substance(core: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", core))


def _cut_clauses(text: str, draft: Draft) -> str:
    for pattern, sure in _CLAUSES:
        match = pattern.search(flat(text))
        if not match:
            continue
        start = match.start()
        values = {
            name: text[slice(*match.span(name))] for name in pattern.groupindex if match[name]
        }
        if "publisher" in values:
            values["publisher"], moved = _last_publisher(values["publisher"])
            start = (
                match.start("publisher") + moved
                if not match.groupdict().get("year")
                or match.start("year") > match.start("publisher")
                else start
            )
        person = values.get("author") or values.get("translator")
        unlikely = person is not None and not is_person(person, least=0.3)
        if unlikely or values.get("publisher") == "":
            continue
        for name, value in values.items():
            draft.put(
                name,
                split_authors(value) if name in ("author", "translator") else value.strip(),
                sure,
            )
        text = f"{text[:start]} {text[match.end() :]}"
    return text


def _last_publisher(words: str) -> tuple[str, int]:
    """The longest run of words at the end that is a publisher, and where it begins."""
    parts = words.split(" ")
    for place in range(len(parts)):
        name = " ".join(parts[place:])
        bare = re.sub(r"['’]\w*$", "", name)
        if is_publisher(bare) and bare[:1].isupper():
            return bare, len(" ".join(parts[:place])) + (1 if place else 0)
    return "", 0


def _cut_by(text: str, draft: Draft) -> str:
    match = _BY.search(flat(text))
    if match and not draft.has("author"):
        author = text[slice(*match.span("author"))].rstrip(" .?!")
        if is_person(author, least=0.15) or len(author.split()) <= 4:
            draft.put(
                "author", split_authors(author), 0.9 if is_person(author, least=0.3) else 0.75
            )
            return f"{text[: match.start()]} {text[match.end('author') :]}"
    return text


def _cut_chapter(text: str, draft: Draft) -> str:
    match = _CHAPTER.search(flat(text))
    if match:
        draft.chapter = match["number"] or match["number2"]
        return f"{text[: match.start()]} {text[match.end() :]}"
    return text


def _cut_either(text: str) -> str:
    """ "Martin Eden; ya İş Kültür 2023 ya da Bilgi 2019" without the two editions."""
    match = _EITHER.search(flat(text))
    if not match or '"' in flat(text[match.start() :]):
        return text
    first = text[slice(*match.span("first" if match["first"] else "first2"))]
    return (
        text[: match.start()]
        if match_imprint(first.strip(" ,;()")) or re.search(rf"{YEAR}|,\s*,|\(\s*,?\s*\)", first)
        else text
    )


def _read_issue(text: str, draft: Draft) -> Draft | None:
    """A whole issue of a journal: "… Dergisi'nin 26. cilt 1. sayısının tamamı"."""
    plain = flat(text)
    if (
        not _ISSUE_ASKED.search(plain)
        or '"' in plain
        or re.search(r"\bmakale|\bbaslikli|\barticle|\byazi(?:yi|sini)\b", plain)
    ):
        return None
    numbers = Draft()
    rest = cut_parts(text, numbers, only=("volume", "issue"))
    rest = _cut_loose_year(rest, numbers)
    if not numbers.has("issue", "volume"):
        return None
    core = peel(re.sub(r"\(\s*\w*\s*,?\s*\)", " ", rest))
    match = _JOURNAL_NAME.search(core) or _GENITIVE_OPEN.search(core)
    if not match or len(match["name"].split()) > 10:
        return None
    draft.put("kind", "issue", 0.92)
    draft.put("journal", clean_title(match["name"]), 0.9)
    draft.fill(numbers)
    return draft


def _cut_loose_year(text: str, draft: Draft) -> str:
    match = re.search(rf"\(?\s*(?:[^\W\d_]+\s+)?(?P<year>{YEAR})(?:\s*y[ıi]l[ıi]\w*)?\s*\)?", text)
    if not match:
        return text
    draft.put("year", match["year"], 0.92)
    start = match.start() if text[match.start()] == "(" else match.start("year")
    return f"{text[:start]} {text[match.end() :]}"


def cut_volumes(text: str) -> tuple[str, list[str]]:
    """`text` without "3. ve 4. ciltlerini", and the volumes asked for (two or more)."""
    match = _VOLUMES.search(flat(text))
    if not match:
        return text, []
    listed = match["list"] or match["list2"] or match["list3"]
    numbers = [int(number) for number in re.findall(r"\d+", listed)]
    if re.fullmatch(r"\d+\.?\s*-\s*\d+\.?", listed.strip()) and 0 < numbers[1] - numbers[0] < 20:
        numbers = list(range(numbers[0], numbers[1] + 1))
    rest = re.sub(r"['’]n?[iıuü]n?\s*$", "", text[: match.start()]) + " " + text[match.end() :]
    return tidy(rest), [str(number) for number in dict.fromkeys(numbers)]
