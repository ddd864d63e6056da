"""Labelled lines: "Eser adı : …", "Yayın Yeri/Yayınevi/Yılı: a/b/c", filled-in forms."""

import re
from dataclasses import dataclass

from kopru.intake.kunye.details import YEAR, cut_parts, match_imprint
from kopru.intake.kunye.draft import Draft, clean_title
from kopru.intake.kunye.flat import flat
from kopru.intake.kunye.identifiers_in_text import cut_identifiers
from kopru.intake.kunye.names import split_authors

IGNORED = "ignored"

# Label as written (flat) -> what it says. The first row that fits wins. "kind:x" says
# the kind and leaves the value to be read as a citation of its own.
_LABELS = (
    (IGNORED, r"ad[i]?\s*(?:ve|,|/|-)?\s*soyad[i]?|isim\s*(?:ve\s*)?soyisim|ad\s*soyad|talep eden|isteyen\w*|istek sahibi|basvuran|kullanici(?: ad[i]|no)?|uye(?:lik)?\s*(?:ad[i]|no)?|isminiz|adiniz(?: soyadiniz)?|name|your name|full name|requester"
     r"|unvan[i]?|birim[i]?|fakulte(?:si)?|bolum[u]?(?:/program[i]?)?|anabilim dali|program[i]?|e-?posta(?: adresi)?|e-?mail|mail|telefon(?: no| numarasi)?|tel(?: no)?|gsm|cep(?: tel\w*)?|phone|adres[i]?|address|ogrenci (?:no|numarasi)|sicil no|t\.?c\.?\s*(?:kimlik)?\s*(?:no|numarasi)?|kimlik no|kart no"
     r"|istenen kutuphane|istenilen kutuphane|hangi kutuphane|kutuphane|library|not|notlar|note|notes|aciklama|aciklamalar|aciliyet|teslim\w*|son tarih|istek tarihi|talep tarihi|tarih|date|konu|subject|danisman[i]?|advisor|dil[i]?|language|yer numarasi|amac|kullanim amaci|imza|fiyat|adet"),
    ("thesis_number", r"(?:yok\s*)?tez\s*(?:merkezi\s*)?(?:no|numarasi)|thesis no"),
    ("isbn", r"isbn(?:\s*-?\s*1[03])?(?:\s*(?:no|numarasi))?|isbn/issn"),
    ("issn", r"e?-?issn(?:\s*(?:no|numarasi))?"),
    ("doi", r"doi(?:\s*(?:no|numarasi))?"),
    ("url", r"link|linki|baglanti(?:si)?|url|web adresi|erisim adresi|erisim"),
    ("combined", r"(?:(?:yayin|basim|baski)\s*)?yeri?\s*[/,&-]\s*(?:yayin\s?evi|yayinci|yayinlayan|basimevi)(?:\s*[/,&-]\s*(?:(?:yayin|basim|baski)\s*)?(?:yil|tarih)[i]?)?|yayin\s?evi\s*[/,&-]\s*(?:(?:yayin|basim|baski)\s*)?(?:yil|tarih|yer)[i]?(?:\s*[/,&-]\s*(?:(?:yayin|basim)\s*)?(?:yil|tarih)[i]?)?"
     r"|(?:cilt|vol(?:ume)?)\s*[/,-]\s*(?:sayi|issue|no)(?:[i]|su)?(?:\s*[/,-]\s*(?:yil[i]?|year|sayfa\w*|pages))?(?:\s*[/,-]\s*(?:sayfa\w*|pages))?|place\s*/\s*publisher(?:\s*/\s*year)?|publisher\s*/\s*year|yil\s*/\s*cilt\s*/\s*sayi(?:\s*/\s*sayfa\w*)?|yayin bilgisi|basim bilgileri|kunye bilgisi"),
    ("chapter_title", r"(?:kitap\s*)?bolum\w*\s*(?:ad[i]|basligi|ismi)|chapter(?: title)?|istenen bolum"),
    ("host_title", r"(?:bolumun )?(?:icinde )?(?:yer aldigi|bulundugu) (?:kitap|eser|kaynak)(?:\s*ad[i])?|icinde|in book"),
    ("journal", r"(?:yayin?landigi |yayimlandigi )?(?:dergi(?:nin|si)?|sureli yayin(?:in)?)\s*(?:ad[i]|ismi)?|journal(?:\s*(?:title|name))?|kaynak dergi"),
    ("article_title", r"makale(?:nin)?\s*(?:ad[i]|basligi|ismi)|article(?:\s*title)|title of (?:the )?article|bildiri(?:nin)?\s*(?:ad[i]|basligi)"),
    ("thesis_title", r"tez(?:in)?\s*(?:ad[i]|basligi|ismi|konusu)|thesis title|title of (?:the )?thesis"),
    ("title", r"(?:eser|kitab|yayin|materyal|kaynak|roman|kitap)(?:in|nin|un)?\s*(?:ad[i]?|basligi|ismi)|basligi?|ad[i]|ismi|title|book(?:\s*title| name)|title of (?:the )?book|kitap/?\s*eser ad[i]|eser/?\s*kitap ad[i]|name of (?:the )?book"),
    ("author", r"(?:kitabin |eserin |makale(?:nin)? |makale |tezin |tez |kitap )?yazar(?:[i]|lar[i]?|in)?(?:\s*(?:ad[i]?(?:\s*(?:ve\s*)?soyad[i])?|ismi))?(?:\(?(?:lar[i]?)\)?)?(?:\s*/\s*(?:yazarlar[i]?|editor[u]?))?|author(?:s|\(s\))?(?: name)?|muellif[i]?|by|tezi hazirlayan|hazirlayan|editor[u]?"),
    ("translator", r"ceviren(?:i|ler)?|cevirmen[i]?|translator|translated by|cev\."),
    ("publisher", r"yayin\s?evi|yayinci(?:si)?|yayinlayan|yayimlayan|yayin kurulusu|basimevi|publisher|yayinevi ad[i]"),
    ("place", r"(?:yayin|basim|baski)\s*yeri|yayinlandigi yer|yer[i]?|sehir|place(?: of publication)?|city"),
    ("year", r"(?:yayin|basim|baski|yayimlanma|yayinlanma|cikis)\s*(?:yil|tarih)[i]|yil[i]?|year(?: of publication)?|publication (?:date|year)|tez yili|savunma yili"),
    ("edition", r"baski(?:si)?|basim[i]?|baski\s*(?:no|sayisi|bilgisi)|kacinci baski|edition"),
    ("volume", r"cilt(?:\s*(?:no|numarasi))?|cildi|vol(?:ume)?\.?(?:\s*no)?"),
    ("issue", r"sayi(?:si)?(?:\s*(?:no|numarasi))?|issue(?:\s*(?:no|number))?|no"),
    ("pages", r"sayfa(?:lar[i]?|si)?(?:\s*(?:no|numarasi|numaralari|sayisi|araligi))?|pages?(?:\s*(?:range|numbers?))?|sf\.?|ss?\.?"),
    ("institution", r"universite(?:si)?|university|kurum[u]?|institution|universite/enstitu"),
    ("degree", r"tez(?:in)?\s*tur[u]|tez tipi|derece(?:si)?|degree|thesis type"),
    ("kind", r"(?:materyal|yayin|kaynak|istek|belge|eser)\s*(?:tur[u]|tip[i])|tur[u]|type"),
    ("kind:book", r"kitap|istenen kitap|book|eser|istedigim kitap|talep edilen kitap|roman"),
    ("kind:article", r"makale|istenen makale|article|istedigim makale|talep edilen makale|bildiri"),
    ("kind:thesis", r"tez|istenen tez|thesis|doktora tezi|yuksek lisans tezi"),
    ("kind:chapter", r"kitap bolumu|bolum|book chapter"),
)  # fmt: skip
_WHOLE = tuple((name, re.compile(rf"(?:{pattern})")) for name, pattern in _LABELS)
_LINE = re.compile(
    r"^[\s\-*•·▪>+]*(?:\d{1,2}\s*[.)-]\s*)?(?P<label>[^\W\d][^:=\t]{0,48}?)\s*(?:[:=]|:-|\t+:?)\s*(?P<value>.*)$"
)
_INLINE = re.compile(
    r"(?<![\w/'-])(?P<label>"
    + "|".join(
        rf"(?:{p})" for n, p in _LABELS if n not in (IGNORED, "kind") and not n.startswith("kind:")
    )
    + r")\s*[:=]\s*"
)
_KINDS = (
    ("thesis", re.compile(r"tez|thesis|dissert")),
    ("chapter", re.compile(r"bolum|chapter")),
    ("article", re.compile(r"makale|article|bildiri|paper")),
    ("issue", re.compile(r"dergi|sayi|issue")),
    ("book", re.compile(r"kitap|book|eser")),
)
_PART_TITLES = {"article_title": "article", "thesis_title": "thesis", "chapter_title": "chapter"}
_PLACEHOLDER = re.compile(
    r"^[\s.\-_…?*]*$|^\W*(?:yok|bilmiyorum|bilinmiyor|belirsiz|fark etmez|farketmez|unknown|n/?a|hatirlamiyorum)\W*$"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label and its value; `field` is a citation field or one of the names above."""

    field: str
    value: str
    label: str = ""


def read_label(label: str) -> str:
    """What a label says: a field's name, "kind:book", "ignored", or "" when it is unknown."""
    plain = re.sub(r"\s+", " ", flat(label)).strip(" .*_-()")
    return next((name for name, pattern in _WHOLE if pattern.fullmatch(plain)), "")


def labels_of(line: str) -> list[Labelled]:
    """The labels of one line with their values, in order; empty for a line without any."""
    match = _LINE.match(line)
    first = read_label(match["label"]) if match else ""
    hits = list(_INLINE.finditer(flat(line)))
    if (
        match
        and first
        and (len(hits) < 2 or hits[0].start() > match.start("label") + 2 or first == IGNORED)
    ):
        if len(hits) >= 1 and first.startswith("kind:") and hits[0].start() > match.start("value"):
            return [
                Labelled(
                    first, line[match.start("value") : hits[0].start()].strip(" ,;"), match["label"]
                ),
                *_inline(line, hits),
            ]
        return [Labelled(first, match["value"].strip(), match["label"])]
    if len(hits) >= 2 or (hits and read_label(hits[0]["label"]) in ("isbn", "doi") and not match):
        return _inline(line, hits)
    return []


def _inline(line: str, hits: list[re.Match[str]]) -> list[Labelled]:
    """Several labels in one line; what stands before the first is prose or a title."""
    found = [Labelled("", line[: hits[0].start()].strip(" ,;-"))]
    for place, hit in enumerate(hits):
        end = hits[place + 1].start() if place + 1 < len(hits) else len(line)
        found.append(
            Labelled(read_label(hit["label"]), line[hit.end() : end].strip(" ,;|-/"), hit["label"])
        )
    return [label for label in found if label.field or label.value]


def put_labelled(draft: Draft, labelled: Labelled) -> None:
    """Write one labelled value into `draft`, cut down to what its field means."""
    value = labelled.value.strip()
    if _PLACEHOLDER.match(flat(value)) or labelled.field in ("", IGNORED):
        return
    writer = _WRITERS.get(labelled.field)
    if writer:
        writer(draft, value, labelled)
    elif labelled.field.startswith("kind:"):
        draft.put("kind", labelled.field[5:], 0.9)
        draft.put("title", clean_title(value), 0.8)
    else:
        draft.put(labelled.field, value.strip(" .;,"), 0.95)


def _put_title(draft: Draft, value: str, labelled: Labelled) -> None:
    found = cut_identifiers(value)
    draft.fill(found.draft)
    match = re.search(r"\s*\(([^()]*)\)\s*$", found.rest)
    if match:
        inner = Draft()
        if not cut_parts(match.group(1), inner) and inner.values:
            draft.fill(inner)
            found.rest = found.rest[: match.start()]
    name = labelled.field
    if name in _PART_TITLES:
        draft.put("kind", _PART_TITLES[name], 0.95)
        if name == "chapter_title" and draft.has("title"):
            draft.put("host_title", draft.get("title"), 0.9)
            draft.drop("title")
        name = "title"
    elif name == "title" and draft.get("kind") == "chapter" and draft.has("title"):
        name = "host_title"
    draft.put(name, clean_title(found.rest), 0.96)


def _put_names(draft: Draft, value: str, labelled: Labelled) -> None:
    draft.put(
        labelled.field,
        split_authors(re.sub(r"\s*\.$", "", value) if value[-2:-1].islower() else value),
        0.95,
    )


def _put_number(draft: Draft, value: str, labelled: Labelled) -> None:
    prefix = {
        "isbn": "ISBN ",
        "issn": "ISSN ",
        "doi": "doi:",
        "thesis_number": "Tez No: ",
        "url": "",
    }[labelled.field]
    if labelled.field == "isbn" and re.match(r"\d{4}-\d{3}[\dxX]$", value):
        prefix = "ISSN "
    found = cut_identifiers(prefix + value)
    draft.fill(found.draft)
    if labelled.field == "isbn" and not found.draft.values and re.search(r"\d{5}", value):
        draft.put("isbn", value, 0.7)


def _put_imprint(draft: Draft, value: str, labelled: Labelled) -> None:
    """Publisher or place; either may hold "İstanbul: Can, 2019"."""
    for name, part, sure in match_imprint(value) if re.search(r"[:,(]|\d{4}", value) else []:
        draft.put(name, part, sure)
    if labelled.field not in draft.values:
        draft.put(labelled.field, value.strip(" ;,"), 0.95)


def _put_year(draft: Draft, value: str, labelled: Labelled) -> None:
    match = re.search(YEAR, value)
    draft.put("year", match.group() if match else value, 0.95 if match else 0.6)


def _put_extent(draft: Draft, value: str, labelled: Labelled) -> None:
    """Volume, issue or pages; each may be followed by the others ("26, Sayı: 1")."""
    match = re.search(r"[a-zA-Z]?\d+(?:\s*[-–/]\s*[a-zA-Z]?\d+)?|^[IVXLivxl]+\b", value)
    if not match:
        draft.put(labelled.field, value, 0.6)
        return
    number = re.sub(r"\s*[-–]\s*", "-", match.group())
    if labelled.field == "volume" and "/" in number:
        number, _, issue = number.partition("/")
        draft.put("issue", issue.strip(), 0.85)
    draft.put(labelled.field, number.strip(), 0.95)
    cut_parts(value[match.end() :], draft)


def _put_combined(draft: Draft, value: str, labelled: Labelled) -> None:
    """ "Yayın Yeri/Yayınevi/Yılı: a/b/c": labels and values divided alike."""
    names = [read_label(part) for part in re.split(r"[/,&-]", labelled.label)]
    for divider in (r"\s*/\s*", r"\s*,\s*", r"\s+[-–]\s+", r"\s*[/,;:]\s*"):
        values = re.split(divider, value.strip())
        if len(values) == len(names):
            for name, part in zip(names, values, strict=True):
                put_labelled(draft, Labelled(_full_name(name), part))
            return
    for part in re.split(r"\s*[/,;:]\s*", value):
        for name, piece, sure in match_imprint(part):
            draft.put(name, piece, sure)
    cut_parts(value, draft, only=("year", "pages", "volume", "issue"))


def _full_name(name: str) -> str:
    return name if name and name != IGNORED else "year"


def _put_kind(draft: Draft, value: str, labelled: Labelled) -> None:
    for kind, pattern in _KINDS:
        if pattern.search(flat(value)):
            draft.put("kind", kind, 0.95)
            return


def _put_journal(draft: Draft, value: str, labelled: Labelled) -> None:
    found = cut_identifiers(value)
    draft.fill(found.draft)
    rest = found.rest
    if re.search(r"\d", rest):
        rest = cut_parts(rest, draft)
    draft.put("journal", clean_title(re.sub(r"\(\s*\W*\)", "", rest)), 0.95)


def _put_degree(draft: Draft, value: str, labelled: Labelled) -> None:
    if not cut_parts(
        f"{value} tezi" if "tez" not in flat(value) else value, draft, only=("degree",)
    ) or not draft.has("degree"):
        draft.put("degree", value, 0.8)


_WRITERS = {
    "title": _put_title, "article_title": _put_title, "thesis_title": _put_title,
    "chapter_title": _put_title, "host_title": _put_title,
    "author": _put_names, "translator": _put_names,
    "isbn": _put_number, "issn": _put_number, "doi": _put_number, "url": _put_number, "thesis_number": _put_number,
    "publisher": _put_imprint, "place": _put_imprint, "year": _put_year,
    "volume": _put_extent, "issue": _put_extent, "pages": _put_extent,
    "combined": _put_combined, "kind": _put_kind, "journal": _put_journal, "degree": _put_degree,
}  # fmt: skip
