"""Asking for an account, one's own card, and what is kept."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopru.charges.models import Entry
from kopru.charges.queries import lines_of
from kopru.charges.readers import reader_place
from kopru.connections.notices.models import Notice
from kopru.patrons import actions
from kopru.patrons.models import Patron
from kopru.requests.models import PatronRequest
from kopru.requests.patron_view import VIEWS
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, reader_only
from kopru.web.patron.asker import patron_of
from kopru.web.patron.by_hand import warn_of_masked
from kopru.web.patron.forms import AccountForm, CardForm, masked_post

#: what a known card or address raises; a stranger is not to learn of it
_KNOWN_ALREADY = {"unique", "unique_together"}


@require_http_methods(["GET", "POST"])
def ask_for_account(request: HttpRequest) -> HttpResponse:
    """The wish for an account. The answer is the same whether the library knows the person or not."""
    if request.method == "GET":
        return _account_page(request, AccountForm())
    data, masked = masked_post(request.POST)
    if "number" in masked:
        data["number"] = ""
    if masked:
        warn_of_masked(request)
    form = AccountForm(data)
    if not form.is_valid() or not _taken(form):
        return _account_page(request, form, status=422)
    return HttpResponseRedirect(reverse("account_asked"))


def _account_page(request: HttpRequest, form: AccountForm, *, status: int = 200) -> HttpResponse:
    return render(request, "patron/account.html", {"form": form}, status=status)


def _taken(form: AccountForm) -> bool:
    """Whether the wish was kept, or is known already; other faults are put on the form."""
    patron = Patron(**form.cleaned_data)
    try:
        actions.ask_for_account(patron, now=timezone.now())
    except ValidationError as refused:
        faults = [
            (field, error)
            for field, errors in refused.error_dict.items()
            for error in errors
            if error.code not in _KNOWN_ALREADY
        ]
        for field, error in faults:
            form.add_error(field if field in form.fields else None, error)
        return not faults
    return True


@require_safe
def account_asked(request: HttpRequest) -> HttpResponse:
    """Thanks, and what comes next."""
    return render(request, "patron/account_asked.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, for how long, and what other libraries get."""
    return render(request, "patron/privacy.html")


@require_http_methods(["GET", "POST"])
@reader_only
def patron_card(request: KopruRequest) -> HttpResponse:
    """What the library keeps of the reader; the language of messages may be changed."""
    patron = patron_of(request)
    form = CardForm(request.POST or None, initial={"language": patron.language})
    if request.method == "POST" and form.is_valid():
        patron.language = form.cleaned_data["language"]
        actions.change(patron)
        flash(request, _("Kept. From now on we write to you in this language."))
        return HttpResponseRedirect(reverse("patron_card"))
    return render(request, "patron/card.html", {"patron": patron, "form": form})


@require_safe
@reader_only
def card_download(request: KopruRequest) -> JsonResponse:
    """Everything that is kept of this reader at this library, as JSON: KVKK art. 11, GDPR art. 15."""
    patron = patron_of(request)
    response = JsonResponse(
        _everything_of(patron), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="kopru.json"'
    return response


def _everything_of(patron: Patron) -> dict[str, Any]:
    requests = PatronRequest.objects.filter(patron=patron).prefetch_related("notes")
    notices = Notice.objects.filter(patron=patron)
    kept = ("number", "name", "email", "group", "faculty", "phone", "language", "valid_until", "standing", "registered_at")  # fmt: skip
    return {
        "library": {"symbol": patron.library.symbol, "name": patron.library.name},
        "card": {name: getattr(patron, name) for name in kept},
        "requests": [_request(one) for one in requests],
        "account": [_line(one) for one in lines_of(patron.library, reader_place(patron))],
        "mails": [
            {"written_at": n.written_at, "to": n.to, "subject": n.subject, "text": n.body}
            for n in notices
        ],
    }


def _line(entry: Entry) -> dict[str, Any]:
    row = entry.transaction
    return {
        "day": row.day, "amount": str(entry.amount), "currency": entry.currency, "kind": row.kind,
        "purpose": row.purpose, "request": row.request_number, "reason": row.reason,
        "proof": f"{row.proof_kind} {row.proof_number}".strip(),
    }  # fmt: skip


def _request(one: PatronRequest) -> dict[str, Any]:
    word = VIEWS[one.state].word
    return {
        "number": one.number,
        "asked_at": one.asked_at,
        "asked_for": one.cited,
        "word": {"tr": word.tr, "en": word.en},
        "needed_by": one.needed_by,
        "due_date": one.due_date,
        "question": one.question,
        "messages": [
            {"by": n.by, "at": n.at, "text": n.text} for n in one.notes.all() if n.for_reader
        ],
    }
