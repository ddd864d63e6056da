"""Copies that a UNIMARC record carries: there is no one way, these are those that are met."""

from collections.abc import Callable

from .holdings import HoldingData, located
from .records import Field
from .words import clean, trim

_Fields = dict[str, list[Field]]


def unimarc_holdings(fields: _Fields) -> tuple[HoldingData, ...]:
    """All holdings of a record: 995 items, else 930 with 915 and 955, else 899, 852 or 805.

    Only one of them is taken, since a record carries the same copies in several ways.
    """
    ways: tuple[tuple[str, Callable[[_Fields], list[HoldingData]]], ...] = (
        ("995", _items), ("930", _sudoc), ("899", _rusmarc), ("852", _in_852), ("805", _cmarc),
    )  # fmt: skip
    for tag, read in ways:
        if tag in fields and (found := read(fields)):
            return tuple(found)
    return ()


def _items(fields: _Fields) -> list[HoldingData]:
    """995, as Koha and the French exchange of items have it: $b owner (or $c, $a), $e or $l
    shelf, $k call number, $f barcode, $n due back, $u note; $o, $2 and $0 mark what is not lent.
    """
    return [
        HoldingData(
            branch=clean(field.get("b") or field.get("c") or field.get("a")),
            location=clean(field.get("e")),
            call_number=clean(field.get("k")),
            barcode=clean(field.get("f")),
            note=clean("; ".join(field.values("u"))),
            not_for_loan=_is_kept(field),
            is_in=not field.get("n").strip() if field.get("f") else None,
            due_back=clean(field.get("n")),
        )
        for field in fields["995"]
        if field.get("abc") or field.get("kf")
    ]


def _is_kept(field: Field) -> bool:
    """$o is a code of circulation in libraries of France (c, d: not lent), a mark in Koha (1)."""
    circulation = field.get("o").strip().lower()
    marks = (field.get(code).strip() for code in "20")
    return circulation not in ("", "0", "a", "u") or any(mark not in ("", "0") for mark in marks)


def _sudoc(fields: _Fields) -> list[HoldingData]:
    """930 $b library, $c shelf, $a call number; 915 $b barcode and 955 $r what is held, by $5."""
    barcodes = {field.get("5"): clean(field.get("b")) for field in fields.get("915", ())}
    held = {field.get("5"): trim("; ".join(field.values("ra"))) for field in fields.get("955", ())}
    alone = len(fields["930"]) == 1
    found = []
    for field in fields["930"]:
        link = field.get("5")
        summary = held.get(link) or (next(iter(held.values()), "") if alone else "")
        found.append(
            HoldingData(
                branch=clean(field.get("b") or link.partition(":")[0]),
                location=clean(field.get("c")),
                call_number=clean(field.get("a")),
                barcode=barcodes.get(link) or (next(iter(barcodes.values()), "") if alone else ""),
                note="; ".join(part for part in (clean(field.get("p")), summary) if part),
            )
        )
    return found


def _rusmarc(fields: _Fields) -> list[HoldingData]:
    """899 $a (or $1) library, $b department, $j or $h call number, $p barcode, $x number."""
    return [
        HoldingData(
            branch=clean(field.get("b") or field.get("a") or field.get("1")),
            location=clean(field.get("c")),
            call_number=clean(" ".join(field.values("hij"))),
            barcode=clean(field.get("p")),
        )
        for field in fields["899"]
    ]


def _in_852(fields: _Fields) -> list[HoldingData]:
    return [located(field) for field in fields["852"]]


def _cmarc(fields: _Fields) -> list[HoldingData]:
    """805 of Chinese MARC: $a library, $d class and $e book number, $c barcode."""
    return [
        HoldingData(
            branch=clean(field.get("a")),
            call_number=clean(" ".join(field.values("de"))),
            barcode=clean(field.get("c")),
        )
        for field in fields["805"]
    ]
