"""Asking for what the search did not find: a pasted reference, or a form."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopru.catalogue.models import Edition
from kopru.catalogue.queries import Match, find_edition
from kopru.common.citation import Citation
from kopru.common.identifiers import isbn13
from kopru.intake.drafts import completed
from kopru.libraries.policy.case import service_for
from kopru.patrons.models import Patron
from kopru.requests.models import PatronRequest
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, reader_only
from kopru.web.patron import reading
from kopru.web.patron.asker import branches_of, patron_of
from kopru.web.patron.asking import confirm_page, follow, judged, may_go_on, take
from kopru.web.patron.forms import CitationForm, PasteForm, WishForm, masked_post
from kopru.web.patron.kinds import CITATION_KINDS

#: an edition this likely is shown before the wish goes out
_LIKELY = 0.6
#: kinds that are works of their own; of the others the edition is only the host
_WHOLE = ("book", "thesis")
_NONE_OF_THESE = "none"


@require_http_methods(["GET", "POST"])
@reader_only
def ask_by_hand(request: KopruRequest) -> HttpResponse:
    """The form; POST field `do` says which button: read, look, kind or send."""
    patron = patron_of(request)
    if request.method == "GET":
        return _page(request, patron, CitationForm(initial=_prefilled(request)))
    data, masked = masked_post(request.POST)
    if masked:
        warn_of_masked(request)
    changed = "kind" if request.htmx.trigger_name == "kind" else ""  # type: ignore[attr-defined]
    step = _STEPS.get(data.get("do", changed), _send)
    return step(request, patron, data)


def warn_of_masked(request: HttpRequest) -> None:
    """Tells the reader that a national identity number was taken out."""
    flash(
        request,
        _(
            "We took a national identity number out of what you wrote. We neither need it nor keep it."
        ),
        tone="warn",
    )


def _page(
    request: KopruRequest,
    patron: Patron,
    form: CitationForm,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    branches = branches_of(patron)
    wish = WishForm(
        initial=request.POST.dict(), branches=branches,
        declaration=declaration_of(patron, form.kind_now),
    )  # fmt: skip
    shown = {"form": form, "paste": PasteForm(), "wish": wish}
    return render(request, "patron/by_hand.html", {**shown, **context}, status=status)


def _prefilled(request: KopruRequest) -> dict[str, object]:
    get = request.GET
    if number := get.get("again", ""):
        mine = PatronRequest.objects.of(request.sight.library).of_reader(request.user)
        earlier = mine.filter(number=number).select_related("part_of").first()
        if earlier is None:
            return {}
        return (earlier.part_of or earlier).citation.as_dict()
    kind = get.get("kind", "")
    said: dict[str, object] = {"kind": kind} if kind in CITATION_KINDS else {}
    if get.get("edition", "").isdecimal():
        host = Edition.objects.filter(pk=int(get["edition"])).first()
        if host is not None:
            said |= {"journal": host.title, "issn": host.issns[0] if host.issns else ""}
    if q := get.get("q", "").strip():
        said |= reading.citation_in(q).as_dict()
    return said


def _read(request: KopruRequest, patron: Patron, data: Mapping[str, str]) -> HttpResponse:
    """A pasted reference fills the form; what was read without certainty is named."""
    paste = PasteForm(data)
    if not paste.is_valid():
        return _page(request, patron, CitationForm(initial=data), paste=paste, status=422)
    text = paste.cleaned_data["text"]
    item = reading.item_in(text)
    citation = reading.citation_in(text)
    form = CitationForm(initial=citation.as_dict())
    unsure = [
        field.label for field in form.shown
        if item and field.value() and item.confidence.get(field.name, 1.0) < reading.SURE
    ]  # fmt: skip
    found = _likely(citation)
    return _page(
        request, patron, form, paste=PasteForm(initial={"text": text}), was_read=True,
        unsure=unsure, found=found[0] if found else None,
    )  # fmt: skip


def _look(request: KopruRequest, patron: Patron, data: Mapping[str, str]) -> HttpResponse:
    """The catalogue fills the form by ISBN."""
    number = isbn13(data.get("isbn", ""))
    if number is None:
        form = CitationForm(data)
        form.is_valid()
        for name in [name for name in form.errors if name != "isbn"]:
            del form.errors[name]
        if not form.errors:
            form.add_error("isbn", _("Type the ISBN first: ten or thirteen digits."))
        return _page(request, patron, form, status=422)
    found = find_edition(Citation(isbn=number))
    if not found:
        return _page(
            request, patron, CitationForm(initial={**data, "isbn": number}), not_found=True
        )
    known = completed(Citation(isbn=number), found[0].edition)
    return _page(request, patron, CitationForm(initial=known.as_dict()), found=found[0])


def _kind(request: KopruRequest, patron: Patron, data: Mapping[str, str]) -> HttpResponse:
    """Another kind, other fields; what was typed stays."""
    return _page(request, patron, CitationForm(initial=data))


def declaration_of(patron: Patron, kind: str) -> str:
    """What the reader's library has them agree to for a copy (domain.md 4.9); "" for a loan."""
    if service_for(kind) != "copy":
        return ""
    return patron.library.terms(on=timezone.localdate()).copy_declaration


def _likely(citation: Citation) -> list[Match]:
    return [match for match in find_edition(citation) if match.score >= _LIKELY][:3]


def _send(request: KopruRequest, patron: Patron, data: Mapping[str, str]) -> HttpResponse:
    """The wish itself: first whether the catalogue has it, then what speaks against it."""
    form = CitationForm(data)
    wish = WishForm(
        data, branches=branches_of(patron), declaration=declaration_of(patron, form.kind_now)
    )
    if not (form.is_valid() & wish.is_valid()):
        return _page(request, patron, form, wish=wish, status=422)
    citation, chosen = form.citation, data.get("edition_chosen", "")
    edition = _edition(chosen)
    if edition is None and chosen != _NONE_OF_THESE and (found := _likely(citation)):
        context = {"found": found, "carried": _carried(data), "citation": citation}
        return render(request, "patron/which.html", context)
    if edition is not None and citation.kind in _WHOLE:
        citation = completed(replace(citation, isbn=""), edition)
    against = judged(patron, citation, edition)
    if against and not may_go_on(request, against):
        context = {
            "edition": edition, "citation": citation, "form": wish, "action": request.path,
            "carried": [*_carried(data, without=wish), ("edition_chosen", chosen)],
        }  # fmt: skip
        return confirm_page(request, patron, against, context)
    said = wish.cleaned_data
    made = take(
        request, patron, citation, edition, against,
        needed_by=said["needed_by"], pickup_branch=said.get("pickup_branch"),
        declaration=wish.declaration,
    )  # fmt: skip
    return follow(request, made)


def _edition(chosen: str) -> Edition | None:
    return Edition.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() else None


def _carried(data: Mapping[str, str], *, without: WishForm | None = None) -> list[tuple[str, str]]:
    """What was typed, for the next page to send again."""
    mine = {*CitationForm.base_fields, *(() if without else WishForm.base_fields)}
    return [(name, value) for name, value in data.items() if name in mine and value]


_STEPS: dict[str, Callable[[KopruRequest, Patron, Mapping[str, str]], HttpResponse]] = {
    "read": _read,
    "look": _look,
    "kind": _kind,
    "send": _send,
}
