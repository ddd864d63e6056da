"""Sets: one wish for several volumes or copies, each a request of its own, told as one story. Pure.

Source: domain.md 3.6 (partial fill: "1. cilt geldi, 2. cilt yok").
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kopru.common.words import Words
from kopru.requests.lifecycle import PatronRequestState as S
from kopru.requests.patron_view import VIEWS, View

#: parts that one wish may have: a shelf of volumes, a class of readers
MOST_PARTS = 40
_LONGEST_NAME = 12
_APART = re.compile(r"\s*(?:[,;&]|\bve\b|\band\b)\s*", re.I)
_RANGE = re.compile(r"(\d{1,4})\.?\s*(?:[-–—]|\bile\b|\bto\b)\s*(\d{1,4})", re.I)
#: what people write around a volume's number
_AROUND = re.compile(r"\b(?:cilt(?:ler)?i?|c|volumes?|vols?|v|takım[ıi]?)\b\.?", re.I)


class SetKind(StrEnum):
    """What the parts of a set are."""

    VOLUMES = "volumes"  #: different volumes of one work
    COPIES = "copies"  #: several copies of the same thing, as for a class


class WrongParts(ValueError):
    """The parts cannot be read; `code` is "backwards", "too_many" or "unreadable"."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}" if detail else code)


def volumes_named(text: str) -> tuple[str, ...]:
    """The volumes that somebody wrote, each once: "1-3, 5. cilt" is 1, 2, 3, 5; "" is none.

    :raises WrongParts: a range that runs backwards, more than MOST_PARTS, or no volume's name
    """
    found: list[str] = []
    for piece in _APART.split(_AROUND.sub(" ", text)):
        name = piece.strip(" .\t\n")
        if not name:
            continue
        found += _between(name) if _RANGE.fullmatch(name) else [_named(name)]
        if len(found) > MOST_PARTS:
            raise WrongParts("too_many", str(MOST_PARTS))
    return tuple(dict.fromkeys(found))


def _between(name: str) -> list[str]:
    said = _RANGE.fullmatch(name)
    assert said is not None  # noqa: S101 - the caller has looked
    first, last = int(said[1]), int(said[2])
    if first >= last:
        raise WrongParts("backwards", name)
    if last - first >= MOST_PARTS:
        raise WrongParts("too_many", str(MOST_PARTS))
    return [str(number) for number in range(first, last + 1)]


def _named(name: str) -> str:
    plain = " ".join(name.split())
    if len(plain) > _LONGEST_NAME or not any(c.isalnum() for c in plain):
        raise WrongParts("unreadable", name)
    return str(int(plain)) if plain.isdecimal() else plain


def fault_of(text: str) -> WrongParts | None:
    """What a person has to mend in a volume field; what cannot be read is one volume's name."""
    try:
        volumes_named(text)
    except WrongParts as wrong:
        return None if wrong.code == "unreadable" else wrong
    return None


def is_set(text: str) -> bool:
    """Whether a volume field names several volumes; what cannot be read is one volume's name."""
    try:
        return len(volumes_named(text)) > 1
    except WrongParts:
        return False


def part_label(kind: str, part: str) -> Words:
    """What one part is called: "2. cilt", "volume 2"; "3. nüsha", "copy 3"."""
    if kind == SetKind.COPIES:
        return Words(f"{part}. nüsha", f"copy {part}")
    return Words(f"{_ordinal(part)} cilt", f"volume {part}")


def parts_label(kind: str, parts: Sequence[str]) -> Words:
    """What some parts together are called: "1. ve 2. cilt", "volumes 1 and 2"; "12 nüsha", "12 copies"."""
    if len(parts) == 1:
        return part_label(kind, parts[0])
    if kind == SetKind.COPIES:
        return Words(f"{len(parts)} nüsha", f"{len(parts)} copies")
    turkish = f"{_listed([_ordinal(p) for p in parts], 've')} cilt"
    return Words(turkish, f"volumes {_listed(list(parts), 'and')}")


def _ordinal(part: str) -> str:
    return f"{part}." if part.isdecimal() or re.fullmatch("[IVXL]+", part) else part


def _listed(names: list[str], last: str) -> str:
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a set: its volume, or its number among the copies, and where it stands."""

    name: str
    state: str


#: where a part stands, in the fewest words; what the reader has to do with stands first
SHORT: dict[str, Words] = {
    S.OVERDUE: Words("gecikti", "overdue"),
    S.RECALLED: Words("geri isteniyor", "wanted back"),
    S.READY: Words("geldi", "here for you"),
    S.CONDITION_OFFERED: Words("koşulla verilebiliyor", "to be had on a condition"),
    S.NEEDS_INFO: Words("için bilgi bekleniyor", "waiting for a detail"),
    S.LOST: Words("kayıp", "lost"),
    S.WITH_READER: Words("sizde", "with you"),
    S.RENEWAL_ASKED: Words("için süre istendi", "being renewed"),
    S.COPY_READY: Words("kopyası masada", "at the desk as a copy"),
    S.DELIVERED: Words("kopyası sizde", "with you as a copy"),
    S.COPY_SENT: Words("kopyası yolda", "coming as a copy"),
    S.ON_ITS_WAY: Words("yolda", "on the way"),
    S.CANCEL_ASKED: Words("için iptal isteniyor", "being cancelled"),
    S.REQUESTED: Words("aranıyor", "being looked for"),
    S.SOURCING: Words("aranıyor", "being looked for"),
    S.NEW: Words("sırada", "next in line"),
    S.DAMAGED: Words("hasarlı", "damaged"),
    S.NOT_COLLECTED: Words("alınmadı", "not collected"),
    S.TAKEN_BACK: Words("iade edildi", "brought back"),
    S.COMPLETED: Words("tamamlandı", "completed"),
    S.UNFILLED: Words("yok", "not to be had"),
    S.REFUSED: Words("gönderilmedi", "not sent on"),
    S.CANCELLED: Words("iptal", "cancelled"),
}
#: where staff speak of the reader
_TO_STAFF = {S.WITH_READER: Words("okurda", "with the reader")}
_WEIGHT = {str(state): place for place, state in enumerate(SHORT)}


def story(kind: str, parts: Iterable[Part], *, to_staff: bool = False) -> Words:
    """The whole set in one sentence: "1. cilt geldi, 2. cilt yok." """
    grouped: dict[str, list[str]] = {}
    words: dict[str, Words] = {}
    for part in sorted(parts, key=lambda one: _WEIGHT[one.state]):
        short = (_TO_STAFF if to_staff else {}).get(S(part.state)) or SHORT[part.state]
        words[short.en] = short
        grouped.setdefault(short.en, []).append(part.name)
    turkish, english = [], []
    for key, names in grouped.items():
        label = parts_label(kind, names)
        turkish.append(f"{label.tr} {words[key].tr}")
        english.append(f"{label.en} {'are' if len(names) > 1 else 'is'} {words[key].en}")
    said = ", ".join(english)
    return Words(f"{', '.join(turkish)}.", f"{said[:1].upper()}{said[1:]}.")


def view_of(parts: Iterable[Part]) -> View:
    """The one word for the set: that of the part which most concerns the reader now."""
    return VIEWS[foremost(parts).state]


def foremost(parts: Iterable[Part]) -> Part:
    """The part that most concerns the reader now."""
    return min(parts, key=lambda one: _WEIGHT[one.state])
