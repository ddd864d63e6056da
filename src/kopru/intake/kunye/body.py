"""What the reader wrote: a mail's text without signature, quoted mails and notices."""

import re
import unicodedata
from dataclasses import dataclass

from kopru.intake.kunye.flat import flat
from kopru.intake.kunye.mojibake import repair
from kopru.intake.kunye.names import person_score
from kopru.intake.kunye.vocabulary import is_publisher, prose_share


@dataclass(frozen=True, slots=True)
class CleanBody:
    """A mail's text taken apart.

    `text` is the request; `quoted` earlier mails cut off it; `forwarded_from` the
    address (or, where none stands there, the name) of the forwarded mail's sender,
    whose words `text` then is; `repaired` whether letters had to be put right.
    """

    text: str
    quoted: str = ""
    signature: str = ""
    forwarded_from: str = ""
    repaired: bool = False


_FORWARD_MARK = re.compile(
    r"^[\s>]*(?:-{2,}\s*(?:forwarded message|iletilen (?:mesaj|ileti|e-?posta)|yonlendirilen (?:mesaj|ileti)|ilet(?:i|ilen) mesaj)\s*-{2,}"
    r"|begin forwarded message:|baslangic iletilen ileti:|iletilen (?:ileti|mesaj)(?:in)? basi:?)\s*$"
)
_ORIGINAL_MARK = re.compile(
    r"^[\s>]*-{2,}\s*(?:original message|original appointment|ozgun ileti|orijinal (?:mesaj|ileti)|asil ileti)\s*-{2,}\s*$|^_{10,}$"
)
_WROTE = re.compile(
    r"^[\s>]*(?:on .{5,200} wrote:|.{0,160}tarihinde.{0,160}(?:yazdi|sunu yazdi|sunlari yazdi)\s*:?|.{3,120}<[^<>@]+@[^<>]+>.{0,40}(?:yazdi|wrote)\s*:"
    r"|.{3,80} (?:sunu|sunlari) yazdi\s*:)\s*$"
)
_WROTE_OPENS = re.compile(
    r"^[\s>]*(?:on \w{3},? .*|\d{1,2} \w+ \d{4}.*tarihinde.*|.*<[^<>]+@[^<>]+>.*tarihinde.*)$"
)
_HEADER = re.compile(
    r"^[\s>*]*(?P<name>kimden|gonderen|from|gonderilme(?: tarihi)?|gonderme tarihi|sent|date|tarih|kime|alici|to|bilgi|cc|konu|subject)\s*\*?\s*:\s*\*?\s*(?P<value>.*)$"
)
_SENDER_NAMES = frozenset(("kimden", "gonderen", "from"))
_FORWARD_SUBJECT = re.compile(r"^\s*(?:(?:re|ynt|aw|cvp)\s*:\s*)*(?:fwd?|ilt|wg|tr)\s*:")
_FORWARDING_WORDS = re.compile(
    r"\b(?:ilet|yonlendir|forward|bilginize|bilgilerinize|geregi|fyi|asagida(?:ki)? (?:mail|e-posta|istek|talep))"
)
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")

_DASHES = re.compile(r"^\s*(?:--|-- |—|__+|~~+|={3,}|\*{3,})\s*$")
_SENT_FROM = re.compile(
    r"^\s*(?:sent from (?:my|mail|outlook|yahoo)|get outlook for|iphone'?umdan|ipad'?imden|android'?den|samsung|.{0,30}(?:cihazimdan|telefonumdan) gonderildi|outlook for .* edinin|yahoo mail|.{0,20}'?(?:den|dan) gonderildi\s*$)"
)
_NOTICE = re.compile(
    r"^\W*(?:bu (?:e-?posta|e-?mail|elektronik posta|mesaj|ileti)\w*\b.{0,80}(?:gizli|ekleri|yalniz|sadece|yazdir|kisi|icer|gonderil|yasal)|this (?:e-?mail|message|communication)\b.{0,80}(?:confidential|intended|attach|may contain|and any)"
    r"|yasal uyari|disclaimer|gizlilik (?:notu|bildirimi)|confidentiality|please consider the environment|lutfen .{0,40}cevreyi|.{0,60}cevreyi dusun|save paper|unsubscribe|virus-?free|kvkk|6698 sayili)"
)
_CLOSING = re.compile(
    r"^\W*(?:(?:simdiden|cok|yardimlariniz icin|ilginiz(?:e| icin)?|yardiminiz icin)\s+)*(?:tesekkur\w*(?: eder\w*| ederek)?|tskler|tesekkurler|sagolun|sag olun|iyi (?:calismalar|gunler|aksamlar|haftalar)|saygilar\w*|saygi\w* sunar\w*|selamlar|sevgiler\w*|hurmetler\w*|kolay gelsin"
    r"|(?:best|kind|warm)?\s*regards|best(?: wishes)?|sincerely|yours (?:sincerely|faithfully)|many thanks|thanks(?: a lot| in advance| so much)?|thank you(?: very much| in advance)?|thx|cheers)"
    r"(?:[\s,.!:;]|dilerim|ederim|ve|calismalar|gunler|iyi|kolay|gelsin|saygilar\w*|tesekkur\w*|sunarim|dilegiyle|simdiden|cok|for your help|in advance)*$"
)
_TITLED = re.compile(
    r"^\s*(?:prof|doc|dr|ars|ogr|uzm|av|ecz|op|yrd|phd|ph\.d|m\.?sc|assoc|assist|mr|mrs|ms)\s*\.\s"
)
_CONTACT = re.compile(
    r"\b(?:tel|telefon|gsm|cep|faks|fax|dahili|mobile|phone|ofis|e-?posta|e-?mail|web|adres)\s*(?:no)?\s*[:.]|\+90[\s\d(]|www\.|@|\b0\s?\(?[2-5]\d{2}\)?[\s\d]{7,}|\bdahili\b"
)
_OFFICE = re.compile(
    r"\b(?:bolumu|fakultesi|universitesi|enstitusu|anabilim dali|abd|muduru|mudurlugu|ogrencisi|ogretim uyesi|ogretim gorevlisi|arastirma gorevlisi|department|faculty|university|professor|student|librarian|yl|yuksek lisans|doktora)\b"
)
_EVIDENCE = re.compile(
    r"\bisbn\b|\bissn\b|10\.\d{4,9}/|^\s*(?:[-*•]|\d+\s*[.)])\s+\S|https?://(?!www\.example)|\t|\(\d{4}\)|\b(?:kitap|eser|makale|yazar|dergi|baslik|title|author)\w{0,6}(?:\s*ad[i\w]*)?\s*:"
)


def clean_body(text: str, *, subject: str = "") -> CleanBody:
    """Take a mail's `text` apart; `subject` helps to tell a forward from a reply.

    Knows Turkish and English mail programs: "… tarihinde … şunu yazdı:", "Kimden: /
    Gönderilme:", "From: / Sent:", ">" and forward marks. A forwarded mail is the
    request; of several nested ones the innermost is.
    """
    text, repaired = repair(unicodedata.normalize("NFC", text))
    text = re.sub(r"\r\n?", "\n", text).replace("\u00a0", " ")
    text = re.sub(r"[\u200b\u200e\u200f\ufeff\u2060]", "", text)
    lines = [line.rstrip() for line in text.split("\n")]
    own, earlier = _split_at_marks(lines)
    sender, quoted = "", ""
    forward = _forwarded(own, earlier, subject)
    if forward:
        own, sender, rest = forward
        quoted = rest
    else:
        quoted = "\n".join(line for block in earlier for line in block.lines)
    own, marked = _drop_marked(own)
    own, signature = _split_signature(own)
    quoted = "\n".join(part for part in (quoted, marked) if part.strip())
    return CleanBody(
        "\n".join(own).strip("\n"), quoted.strip(), signature.strip(), sender, repaired
    )


@dataclass
class _Earlier:
    """An earlier mail found below a mark."""

    lines: list[str]
    sender: str = ""
    subject: str = ""
    forward: bool = False


def _split_at_marks(lines: list[str]) -> tuple[list[str], list[_Earlier]]:
    """The lines above the first mark, and each earlier mail below one."""
    own: list[str] = []
    earlier: list[_Earlier] = []
    place = 0
    while place < len(lines):
        block, used = _mark_at(lines, place)
        if block:
            earlier.append(block)
            place += used
            continue
        (earlier[-1].lines if earlier else own).append(lines[place])
        place += 1
    return own, earlier


def _mark_at(lines: list[str], place: int) -> tuple[_Earlier | None, int]:
    """The earlier mail whose mark stands at `place`, and how many lines the mark takes."""
    plain = flat(lines[place])
    if _FORWARD_MARK.match(plain) or _ORIGINAL_MARK.match(plain):
        forward = bool(_FORWARD_MARK.match(plain))
        block, used = _headers_at(lines, place + 1)
        if block is None:
            return (_Earlier([], forward=forward), 1) if not plain.startswith("_") else (None, 0)
        block.forward = forward
        return block, used + 1
    if _WROTE.match(plain):
        return _Earlier([], sender=_sender(lines[place])), 1
    if (
        place + 1 < len(lines)
        and _WROTE_OPENS.match(plain)
        and _WROTE.match(flat(f"{lines[place]} {lines[place + 1]}"))
    ):
        return _Earlier([], sender=_sender(lines[place] + lines[place + 1])), 2
    return _headers_at(lines, place)


def _headers_at(lines: list[str], place: int) -> tuple[_Earlier | None, int]:
    """A block of mail headers beginning at `place`: at least two, one of them the sender."""
    start = place
    while place < len(lines) and not lines[place].strip() and place - start < 2:
        place += 1
    values: dict[str, str] = {}
    while place < len(lines):
        match = _HEADER.match(flat(lines[place]))
        if not match or (match["name"] in values):
            break
        values[match["name"]] = lines[place][match.start("value") :].strip(" *")
        place += 1
    names = values.keys() & _SENDER_NAMES
    if len(values) < 2 or not names or lines[start].lstrip().startswith(">"):
        return None, 0
    topic = values.get("konu") or values.get("subject") or ""
    return _Earlier([], _sender(values[min(names)]), topic), place - start


def _sender(text: str) -> str:
    """The address in a sender line, or else the name."""
    address = _ADDRESS.search(text)
    return address.group() if address else text.strip(' <>"*')[:120]


def _forwarded(
    own: list[str], earlier: list[_Earlier], subject: str
) -> tuple[list[str], str, str] | None:
    """(lines, sender, the rest) of the mail that was forwarded; None for a reply."""
    if not earlier:
        return None
    above = " ".join(own)
    said = bool(_FORWARD_SUBJECT.match(flat(subject))) or earlier[0].forward
    empty_handed = prose_share(above) > 0.9 and not _EVIDENCE.search(flat(above))
    if not said and not (
        earlier[0].subject and (not above.strip() or _FORWARDING_WORDS.search(flat(above)))
    ):
        return None
    if not empty_handed and not _FORWARDING_WORDS.search(flat(above)) and not earlier[0].forward:
        return None
    filled = [block for block in earlier if any(line.strip() for line in block.lines)]
    if not filled:
        return None
    chosen = filled[-1]
    rest = "\n".join([*own, *(line for block in filled[:-1] for line in block.lines)])
    return [re.sub(r"^\s*> ?", "", line) for line in chosen.lines], chosen.sender, rest


def _drop_marked(lines: list[str]) -> tuple[list[str], str]:
    """Lines without those marked with ">", and the marked ones."""
    kept = [line for line in lines if not line.lstrip().startswith(">")]
    marked = [line.lstrip(" >") for line in lines if line.lstrip().startswith(">")]
    return (kept, "\n".join(marked)) if any(line.strip() for line in kept) else (marked, "")


def _split_signature(lines: list[str]) -> tuple[list[str], str]:
    """Cut at the first line that opens a signature, a notice or a closing."""
    cut = next(
        (place for place, line in enumerate(lines) if _opens_signature(lines, place, line)),
        len(lines),
    )
    kept, signature = lines[:cut], lines[cut:]
    while kept and (not kept[-1].strip() or _is_last_name(kept)):
        signature.insert(0, kept.pop())
    return kept, "\n".join(signature)


def _opens_signature(lines: list[str], place: int, line: str) -> bool:
    plain = flat(line)
    if _SENT_FROM.match(plain) or _NOTICE.match(plain):
        return True
    below = [text for text in lines[place + 1 : place + 40] if text.strip()]
    if any(_EVIDENCE.search(flat(text)) for text in below[:12]):
        return False
    above = any(text.strip() for text in lines[:place])
    if _DASHES.match(plain) or (above and _CLOSING.match(plain)):
        return True
    if not above or _EVIDENCE.search(plain):
        return False
    if _TITLED.match(plain) and len(line) < 70 and len(below) < 12 and "," not in line[8:]:
        return True
    return _is_contact_block(line, below)


def _is_contact_block(line: str, below: list[str]) -> bool:
    """A name followed by an office or a telephone, as signatures are."""
    if not below or not 1 < len(line.split()) < 6 or person_score(line) < 0.4:
        return False
    near = [flat(text) for text in below[:3]]
    return any(_CONTACT.search(text) or (_OFFICE.search(text) and len(text) < 80) for text in near)


def _is_last_name(lines: list[str]) -> bool:
    """Whether the last line is only the writer's name, after a blank line or a sentence."""
    line = lines[-1].strip(" ,")
    plain = flat(line)
    if len(lines) < 2 or len(line) > 60 or _EVIDENCE.search(plain) or is_publisher(line):
        return False
    before = lines[-2].strip()
    ended = not before or before.endswith((".", "!", "?", ",")) or prose_share(before) > 0.8
    name = re.split(r"\s+[-–|/(]\s*", line)[0]
    named = person_score(name) >= 0.35 and line[:1].isupper()
    office = bool(_OFFICE.search(plain)) and prose_share(line) < 0.9 and "(" not in line
    return (
        ended and "," not in line and (named or (office and len(line.split()) <= 6 and not before))
    )
