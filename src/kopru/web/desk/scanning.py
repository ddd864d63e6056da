"""The scan box: one code, one line on what was done, and the way back."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kopru.requests.actions.parcels import items_in
from kopru.requests.actions.scanning import Extras, Scanned, find, scan
from kopru.requests.actions.steps import Refused
from kopru.requests.actions.undoing import undo
from kopru.requests.lifecycle import NotAllowed
from kopru.requests.models import BorrowingRequest, LendingRequest
from kopru.shipping.models import Parcel
from kopru.web.desk.here import act_of, attempt, here, say
from kopru.web.desk.saying import not_allowed_words, refused_words
from kopru.web.frame.back import back
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

_LOG = "desk_scans"
#: lines that a session remembers
_KEPT = 40


class ExtrasForm(forms.Form):
    """What may be said with a scan."""

    tracking = forms.CharField(label=gettext_lazy("Tracking number"), max_length=60, required=False)
    item_barcode = forms.CharField(
        label=gettext_lazy("Barcode of the copy"), max_length=60, required=False,
        help_text=gettext_lazy("Where another copy than the one on the slip was pulled."),
    )  # fmt: skip
    freight = forms.DecimalField(
        label=gettext_lazy("Freight paid at the door (TRY)"),
        max_digits=9, decimal_places=2, min_value=0, required=False, localize=True,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One scan as the log shows it. `papers`: kind and row of what to print now."""

    code: str
    text: str
    tone: str
    at: str
    url: str = ""
    title: str = ""
    deed: str = ""
    until: float = 0.0
    papers: list[tuple[str, int]] = field(default_factory=list)
    #: what `url` leads to, where it is no request
    link: str = ""

    @property
    def moment(self) -> datetime:
        """When it was scanned."""
        return datetime.fromisoformat(self.at)

    @property
    def seconds_left(self) -> int:
        """Seconds in which it may still be undone."""
        return max(0, int(self.until - timezone.now().timestamp())) if self.deed else 0


def log_of(request: KopruRequest) -> list[Line]:
    """The session's scans, newest first."""
    return [Line(**kept) for kept in request.session.get(_LOG, [])]


def _keep(request: KopruRequest, line: Line) -> None:
    request.session[_LOG] = [asdict(line), *request.session.get(_LOG, [])][:_KEPT]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def scan_page(request: KopruRequest) -> HttpResponse:
    """The box and the log; a POST of `code` takes the next steps of what it means."""
    form = ExtrasForm(request.POST or None)
    if request.method == "POST":
        line = _scan(request, form)
        _keep(request, line)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("desk_scan")
        form = ExtrasForm()
    template = "desk/scan_panel.html" if request.htmx else "desk/scan.html"  # type: ignore[attr-defined]
    return render(request, template, {"log": log_of(request), "form": form})


def _scan(request: KopruRequest, form: ExtrasForm) -> Line:
    code, act = request.POST.get("code", "").strip()[:80], act_of(request)
    at = act.now.isoformat()
    if not form.is_valid():
        wrong = "; ".join(f"{form.fields[n].label}: {e[0]}" for n, e in form.errors.items())
        return Line(code, wrong, "bad", at)
    try:
        done = scan(here(request), code, act=act, extras=Extras(**form.cleaned_data))
    except (Refused, NotAllowed) as refused:
        return _wrong(request, code, refused, at)
    until = act.now + timedelta(seconds=settings.KOPRU_UNDO_SECONDS)
    return Line(
        code, done_words(done), "good", at,
        url=_url(done.subject), title=_title(done.subject), deed=str(act.deed),
        until=until.timestamp(), papers=papers_after(done),
    )  # fmt: skip


def _wrong(request: KopruRequest, code: str, refused: Refused | NotAllowed, at: str) -> Line:
    words = refused_words(refused) if isinstance(refused, Refused) else not_allowed_words(refused)
    if isinstance(refused, Refused) and refused.code == "several":
        address = f"{reverse('desk_parcel_in')}?{urlencode({'code': code})}"
        return Line(code, say(words), "warn", at, url=address, link=_("Unpack the parcel"))
    found = find(here(request), code)
    if found is None:
        return Line(code, say(words), "bad", at)
    tone = "warn" if isinstance(refused, Refused) and refused.code == "just_done" else "bad"
    return Line(code, say(words), tone, at, url=_url(found), title=_title(found))


def _url(subject: LendingRequest | BorrowingRequest) -> str:
    if isinstance(subject, LendingRequest):
        return reverse("desk_lending", args=[subject.pk])
    return reverse("desk_request", args=[subject.patron_request.number])


def _title(subject: LendingRequest | BorrowingRequest) -> str:
    return subject.title if isinstance(subject, LendingRequest) else subject.patron_request.title


def _day(value: object) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""  # type: ignore[arg-type]


def done_words(done: Scanned) -> str:
    """What a scan did, in one line."""
    subject = done.subject
    if isinstance(subject, LendingRequest):
        return _lent(subject, done.actions)
    return _borrowed(subject, done.actions)


def _lent(lending: LendingRequest, actions: tuple[str, ...]) -> str:
    if "ship" in actions:
        said = _("Posted: %(title)s → %(library)s, due back %(day)s") % {
            "title": lending.title, "library": lending.requester.name, "day": _day(lending.due_date),
        }  # fmt: skip
        return f"{said}. {_together(lending.parcel)}".rstrip(". ")
    if actions == ("promise",):
        return _("To be copied: %(title)s → %(library)s. Send the copy from its page.") % {
            "title": lending.title, "library": lending.requester.name,
        }  # fmt: skip
    return _("Back on the shelf: %(title)s ← %(library)s. Closed on both sides.") % {
        "title": lending.title, "library": lending.requester.name,
    }  # fmt: skip


def _together(parcel: Parcel | None) -> str:
    """That it goes in one parcel with others, where it does."""
    number = items_in(parcel) if parcel else 1
    return _("In one parcel: %(n)s items.") % {"n": number} if number > 1 else ""


def _borrowed(borrowing: BorrowingRequest, actions: tuple[str, ...]) -> str:
    request = borrowing.patron_request
    reader = request.patron.name if request.patron else ""
    said = {
        "title": request.title, "library": borrowing.supplier.name, "reader": reader,
        "day": _day(request.collect_by if actions == ("arrive",) else request.due_date),
    }  # fmt: skip
    if actions == ("arrive",) and request.current_id == borrowing.pk:
        return _("Arrived: %(title)s. On the hold shelf for %(reader)s until %(day)s") % said
    if actions == ("arrive",):
        return (
            _(
                "Arrived, but nobody waits for it any more: %(title)s. Scan it again to post it back."
            )
            % said
        )
    if "copy_arrived" in actions:
        return _("Copy at the desk: %(title)s. Waits for %(reader)s.") % said
    if "copy_collected" in actions:
        return _("Copy handed over: %(title)s → %(reader)s. Nothing comes back.") % said
    if "hand_over" in actions:
        return _("Handed over: %(title)s → %(reader)s, to be returned by %(day)s") % said
    if "post_back" in actions and "take_back" in actions:
        words = _("Taken back from %(reader)s and posted home: %(title)s → %(library)s") % said
        return f"{words}. {_together(borrowing.return_parcel)}".rstrip(". ")
    if "take_back" in actions:
        return _("Taken back from %(reader)s: %(title)s. Scan it again when it is posted.") % said
    words = _("Posted home: %(title)s → %(library)s") % said
    return f"{words}. {_together(borrowing.return_parcel)}".rstrip(". ")


def papers_after(done: Scanned) -> list[tuple[str, int]]:
    """The papers that are wanted now, as kind and row (`papers.KINDS`)."""
    subject = done.subject
    if isinstance(subject, LendingRequest):
        if "ship" not in done.actions:
            return []
        parcel = subject.parcel
        if parcel and items_in(parcel) > 1:
            return [("parcel", parcel.pk), ("packing", parcel.pk), ("return", subject.pk)]
        return [("address", subject.pk), ("return", subject.pk)]
    request_pk = subject.patron_request_id
    return {
        "arrive": [("strap", request_pk)] if subject.is_current else [],
        "hand_over": [("loan", request_pk), ("handed", request_pk)],
        "take_back": [("return_home", subject.pk), ("taken_back", request_pk)],
        "post_back": [("return_home", subject.pk)],
    }.get(done.actions[0], [])


@require_POST
@staff_only
def undo_deed(request: KopruRequest, deed: UUID) -> HttpResponse | HttpResponseRedirect:
    """Take a deed back; the scan log says so, and the page it came from is shown again."""
    done = attempt(request, lambda: undo(deed, library=here(request), act=act_of(request)))
    if done is not None:
        _mark_undone(request, str(deed))
        flash(request, _("Taken back. Nobody has been told of it."), tone="neutral")
    return back(request, otherwise=reverse("desk"))


def _mark_undone(request: KopruRequest, deed: str) -> None:
    kept = request.session.get(_LOG, [])
    for line in kept:
        if line["deed"] == deed:
            text = _("Taken back: %(what)s") % {"what": line["text"]}
            line.update(deed="", tone="neutral", papers=[], text=text)
    request.session[_LOG] = kept
