"""Records that could not be read: why, their bytes, and another try."""

from dataclasses import dataclass
from itertools import count

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kopru.catalogue.loading.retrying import CODE_PAGES, Outcome, read_again, retry
from kopru.catalogue.models import Quarantined
from kopru.catalogue.records.reasons import reason_words
from kopru.protocols.marc import Unreadable, knows, likely_encodings, read_iso2709
from kopru.web.desk.here import here, page_of
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

_ROW = 16
_ROWS_SHOWN = 32
#: what a record would read like is shown for so many code pages
_MOST_TRIED = 3
#: signs that every font has, for what ends a record, a field, begins a subfield, and for escapes
_SIGNS = {0x1D: "§", 0x1E: "¶", 0x1F: "‡", 0x1B: "¬", 0x20: " "}


@dataclass(frozen=True, slots=True)
class Byte:
    """One byte as it is shown: in hex, as a character, and whether it is the wrong one."""

    hex: str
    sign: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What a piece would say in a code page."""

    code_page: str
    title: str
    author: str


@require_safe
@staff_only
def show_quarantine(request: KopruRequest) -> HttpResponse:
    """Records that could not be read, with why; `reason` in the address."""
    rows = Quarantined.objects.of(here(request)).defer("packed")
    reasons = [(code, reason_words(code), n) for code, n in rows.reasons().most_common()]
    if wanted := request.GET.get("reason", ""):
        rows = rows.filter(reason=wanted)
    context = {
        "page": page_of(rows, request),
        "reasons": reasons,
        "reason": wanted,
        "words": reason_words(wanted) if wanted else None,
        "code_pages": CODE_PAGES.items(),
        "total": sum(n for _, _, n in reasons),
    }
    return render(request, "desk/quarantine.html", context)


@require_safe
@staff_only
def show_piece(request: KopruRequest, pk: int) -> HttpResponse:
    """One piece: why, its bytes side by side, what it would say in other code pages.

    `from` in the address: the first byte shown; `code_page`: one more to try.
    """
    piece = get_object_or_404(Quarantined.objects.of(here(request)).select_related("load"), pk=pk)
    raw = piece.raw
    place = _wrong_place(piece, raw)
    first = _first_byte(request.GET.get("from", ""), place, len(raw))
    asked = request.GET.get("code_page", "")
    names = [asked] if asked and knows(asked) else []
    names += [name for name in _likely(raw) if name not in names]
    shown = _ROW * _ROWS_SHOWN
    context = {
        "piece": piece,
        "size": len(raw),
        "place": place,
        "rows": list(_rows(raw, first, place)),
        "before": max(0, first - shown) if first else None,
        "after": first + shown if first + shown < len(raw) else None,
        "last": min(first + shown, len(raw)),
        "first": first,
        "trials": [t for name in names[:_MOST_TRIED] if (t := _trial(piece, name))],
        "code_pages": CODE_PAGES.items(),
        "asked": asked,
        "says_nothing": bool(asked) and _trial(piece, asked) is None,
    }
    return render(request, "desk/piece.html", context)


@require_safe
@staff_only
def download_piece(request: KopruRequest, pk: int) -> HttpResponse:
    """The bytes as they came, as a file."""
    piece = get_object_or_404(Quarantined.objects.of(here(request)), pk=pk)
    raw = piece.raw
    ending = "xml" if raw.lstrip()[:1] == b"<" else "mrc"
    answer = HttpResponse(raw, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="record-{piece.pk}.{ending}"'
    return answer


@require_POST
@staff_only
def retry_pieces(request: KopruRequest) -> HttpResponse:
    """Try again those of `id`, or all of `reason` where `all` is posted, in `code_page`."""
    library, reason = here(request), request.POST.get("reason", "")
    code_page = request.POST.get("code_page", "").strip()
    pieces: QuerySet[Quarantined] = Quarantined.objects.of(library)
    back = reverse("desk_quarantine")
    if request.POST.get("all"):
        pieces = pieces.filter(reason=reason) if reason else pieces
    else:
        pieces = _chosen(pieces, request.POST.getlist("id"))
    if reason:
        back = f"{back}?{urlencode({'reason': reason})}"
    if code_page and not knows(code_page):
        text = _("There is no encoding %(name)s. Nothing was tried.") % {"name": code_page[:40]}
        flash(request, text, tone="bad")
    elif not pieces.exists():
        flash(request, _("Choose at least one record."), tone="bad")
    else:
        outcome = retry(pieces, library=library, code_page=code_page, now=timezone.now())
        flash(request, _said(outcome), tone="good" if outcome.read else "warn")
    if reason and not Quarantined.objects.of(library).filter(reason=reason).exists():
        back = reverse("desk_quarantine")
    return redirect(back)


def _chosen(pieces: "QuerySet[Quarantined]", ids: list[str]) -> "QuerySet[Quarantined]":
    return pieces.filter(pk__in=[int(one) for one in ids if one.isdecimal() and len(one) < 19])


def _said(outcome: Outcome) -> str:
    """The result in one line: "12 read, 3 still aside"."""
    parts = [
        ngettext("%(n)d record read", "%(n)d records read", outcome.read) % {"n": outcome.read},
        ngettext("%(n)d still aside", "%(n)d still aside", outcome.aside) % {"n": outcome.aside},
    ]
    if outcome.overtaken:
        more = ngettext(
            "%(n)d overtaken by a newer version",
            "%(n)d overtaken by newer versions",
            outcome.overtaken,
        )
        parts.append(more % {"n": outcome.overtaken})
    if outcome.left:
        more = ngettext("%(n)d not tried yet", "%(n)d not tried yet", outcome.left)
        parts.append(more % {"n": outcome.left})
    return ", ".join(parts) + "."


def _wrong_place(piece: Quarantined, raw: bytes) -> int:
    """Where in the bytes it goes wrong; -1 where no one place does."""
    if raw.lstrip()[:1] == b"<":
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            return error.start
        return -1
    try:
        read_iso2709(raw, code_page=piece.load.encoding if knows(piece.load.encoding) else None)
    except Unreadable as trouble:
        return trouble.place
    return -1


def _likely(raw: bytes) -> tuple[str, ...]:
    return () if raw.lstrip()[:1] == b"<" else likely_encodings(raw)


def _trial(piece: Quarantined, code_page: str) -> Trial | None:
    if not knows(code_page):
        return None
    item = read_again(piece, code_page=code_page, dialect=piece.load.format)
    if item.described is None:
        return None
    facts = item.described.facts
    title = " : ".join(part for part in (facts.title, facts.subtitle) if part)
    author = facts.responsibility or ", ".join(facts.authors[:2])
    return Trial(code_page, title or item.control_number, author)


def _first_byte(asked: str, place: int, size: int) -> int:
    """The first byte to show, a multiple of a row: as asked, else a little before the wrong place."""
    wanted = int(asked) if asked.isdecimal() and len(asked) < 12 else max(0, place - 8 * _ROW)
    wanted = min(wanted, max(0, size - 1))
    return wanted - wanted % _ROW


def _rows(raw: bytes, first: int, place: int) -> "list[tuple[int, list[Byte]]]":
    """(offset, bytes) of each row of the window that begins at `first`."""
    rows = []
    for offset in range(first, min(len(raw), first + _ROW * _ROWS_SHOWN), _ROW):
        row = raw[offset : offset + _ROW]
        rows.append(
            (
                offset,
                [_byte(code, at == place) for code, at in zip(row, count(offset), strict=False)],
            )
        )
    return rows


def _byte(code: int, is_wrong: bool) -> Byte:  # noqa: FBT001 - one place, read at a glance
    sign = _SIGNS.get(code) or (chr(code) if 0x20 < code < 0x7F else "·")
    return Byte(f"{code:02x}", sign, is_wrong)
