"""Readers from a table: CSV in any of the usual dialects, and a report of the rows that cannot be taken."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kopru.common.text import fold
from kopru.libraries.models import Library
from kopru.patrons.actions import change, register
from kopru.patrons.models import Patron, PatronGroup

#: headings understood, folded, in Turkish and English
HEADINGS = {
    "number": ("kart no", "kart numarasi", "numara", "no", "number", "card number"),
    "name": ("ad soyad", "adi soyadi", "ad", "isim", "name"),
    "email": ("e posta", "eposta", "mail", "email", "e mail"),
    "group": ("grup", "okur grubu", "group"),
    "faculty": ("fakulte", "bolum", "birim", "faculty", "department"),
    "valid_until": ("gecerlilik", "son gecerlilik", "gecerlilik tarihi", "valid until"),
    "language": ("dil", "language"),
}
GROUPS = {
    "academic": ("akademik", "akademik personel", "ogretim uyesi", "academic", "faculty"),
    "graduate": ("lisansustu", "yuksek lisans", "doktora", "graduate"),
    "undergraduate": ("lisans", "on lisans", "ogrenci", "undergraduate"),
    "staff": ("idari", "idari personel", "personel", "staff"),
    "public": ("okur", "uye", "halk", "public"),
}
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not taken: its line in the file, and (field, code or sentence) pairs."""

    line: int
    problems: tuple[tuple[str, str], ...]
    row: tuple[str, ...]


@dataclass(slots=True)
class ImportReport:
    """What became of the rows; `rows` is the sum of the fates."""

    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    masked: int = 0


def import_patrons(data: bytes, *, library: Library, now: datetime) -> ImportReport:
    """Register or update the readers of a CSV file, matched by card number.

    Comma, semicolon or tab; UTF-8 (with or without mark) or windows-1254. A column
    that is not there leaves its field as it is. Bad rows are reported, good ones kept.
    """
    report = ImportReport()
    table = list(csv.reader(io.StringIO(_text(data)), dialect=_dialect(_text(data))))
    if not table:
        report.missing = ("number", "name", "email", "group")
        return report
    columns = _columns(table[0])
    report.missing = tuple(n for n in ("number", "name", "email", "group") if n not in columns)
    if report.missing:
        return report
    for line, row in enumerate(table[1:], start=2):
        if any(cell.strip() for cell in row):
            report.rows += 1
            _one(row, line, columns, library, now, report)
    return report


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1254", errors="replace")


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        return csv.excel


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        for name, known in HEADINGS.items():
            if fold(heading) in known:
                found.setdefault(name, place)
    return found


def _cells(row: list[str], columns: dict[str, int]) -> dict[str, str]:
    return {n: row[place].strip() for n, place in columns.items() if place < len(row)}


def _one(
    row: list[str],
    line: int,
    columns: dict[str, int],
    library: Library,
    now: datetime,
    report: ImportReport,
) -> None:
    cells = _cells(row, columns)
    patron = Patron.objects.of(library).filter(number=cells.get("number", "")).first()
    is_new = patron is None
    patron = patron or Patron(library=library)
    before = {f: getattr(patron, f) for f in HEADINGS}
    try:
        _fill(patron, cells)
        with transaction.atomic():
            masked = register(patron, now=now) if is_new else change(patron)
    except ValidationError as error:
        problems = tuple((f, "; ".join(m)) for f, m in error.message_dict.items())
        report.bad.append(BadRow(line, problems, tuple(row)))
    except IntegrityError as error:
        report.bad.append(BadRow(line, (("", str(error)),), tuple(row)))
    else:
        report.masked += bool(masked)
        if is_new:
            report.added += 1
        elif before == {f: getattr(patron, f) for f in HEADINGS}:
            report.unchanged += 1
        else:
            report.changed += 1


def _fill(patron: Patron, cells: dict[str, str]) -> None:
    for name in ("number", "name", "faculty"):
        if name in cells:
            setattr(patron, name, cells[name])
    if "email" in cells:
        patron.email = cells["email"].lower()
    if cells.get("language"):
        patron.language = "en" if fold(cells["language"]).startswith("en") else "tr"
    if "group" in cells:
        patron.group = _group(cells["group"])
    if "valid_until" in cells:
        patron.valid_until = _date(cells["valid_until"])


def _group(text: str) -> str:
    key = fold(text)
    for group, names in GROUPS.items():
        if key == group or key in names:
            return group
    raise ValidationError({"group": f"{text!r}: " + ", ".join(PatronGroup.values)})


def _date(text: str) -> date | None:
    if not text:
        return None
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValidationError({"valid_until": text})
