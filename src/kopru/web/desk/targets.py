"""The library's own catalogue: how it is asked, how well it answers, and a way to try it now."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kopru.connections.targets import actions
from kopru.connections.targets.health import health_of
from kopru.connections.targets.models import Target, TargetKind
from kopru.connections.targets.told import Told
from kopru.libraries.models import Library
from kopru.web.frame.flash import flash
from kopru.web.frame.formpage import UNPROCESSABLE, carry_out
from kopru.web.frame.libraryforms import carried_out
from kopru.web.frame.sight import KopruRequest, library_admin_only, staff_only
from kopru.web.frame.targetsaid import health_said, outcome_said, trouble_said

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_BIB1 = {"isbn": "1=7", "title": "1=4", "author": "1=1003", "number": "1=12"}
#: what the usual systems want; addresses are the library's own
LIKE: "dict[str, tuple[StrOrPromise, dict[str, Any]]]" = {
    "koha": ("Koha (REST)", {
        "kind": "koha", "address": "https://katalog.example.edu.tr",
        "page": "https://katalog.example.edu.tr/cgi-bin/koha/opac-detail.pl?biblionumber={koha_id}",
    }),
    "koha-z3950": ("Koha (Z39.50)", {
        "kind": "z3950", "address": "katalog.example.edu.tr:9999", "database": "biblios",
        "syntax": "usmarc", **_BIB1,
    }),
    "koha-sru": ("Koha (SRU)", {
        "kind": "sru", "address": "http://katalog.example.edu.tr:9999/biblios", "syntax": "marcxml",
        "isbn": "bath.isbn", "title": "dc.title", "author": "dc.creator",
    }),
    "yordam": ("Yordam (Z39.50)", {
        "kind": "z3950", "address": "katalog.example.edu.tr:210", "syntax": "usmarc", **_BIB1,
        "number": "",
    }),
    "sierra": ("Sierra, Millennium", {
        "kind": "z3950", "address": "katalog.example.edu.tr:210", "database": "INNOPAC",
        "syntax": "opac", **_BIB1, "number": "",
    }),
    "symphony": ("Symphony", {
        "kind": "z3950", "address": "katalog.example.edu.tr:2200", "database": "unicorn",
        "syntax": "opac", **_BIB1, "number": "",
    }),
    "link": (gettext_lazy("Only a link"), {
        "kind": "link", "page": "https://katalog.example.edu.tr/arama?isbn={isbn}",
    }),
}  # fmt: skip
_SYNTAXES = [
    ("", gettext_lazy("as the catalogue likes")), ("opac", "Z39.50: OPAC"), ("usmarc", "Z39.50: MARC 21"),
    ("xml", "Z39.50: XML"), ("marcxml", "SRU: MARCXML"), ("opacxml", "SRU: OPAC XML"),
]  # fmt: skip


def _text(label: Any, length: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocapitalize": "off", "spellcheck": "false"}),
    )


class TargetForm(forms.Form):
    """How a catalogue is asked. The password is never sent to the browser."""

    kind = forms.ChoiceField(label=gettext_lazy("Asked over"), choices=TargetKind.choices)
    address = _text(
        gettext_lazy("Address"), 300,
        gettext_lazy("Koha and SRU: https://… Z39.50: host:port."),
    )  # fmt: skip
    database = _text(gettext_lazy("Database"), 120, gettext_lazy("Z39.50 only."))
    syntax = forms.ChoiceField(
        label=gettext_lazy("Records come as"), choices=_SYNTAXES, required=False,
        help_text=gettext_lazy("OPAC says of each copy whether it is in; MARC only where items are in it."),
    )  # fmt: skip
    code_page = _text(
        gettext_lazy("Code page"), 40,
        gettext_lazy("Only for a catalogue that writes neither UTF-8 nor MARC-8, for example cp1254."),
    )  # fmt: skip
    isbn = _text(gettext_lazy("Index of ISBNs"), 60, gettext_lazy("Z39.50: 1=7. SRU: bath.isbn."))
    title = _text(gettext_lazy("Index of titles"), 60, gettext_lazy("Z39.50: 1=4. SRU: dc.title."))
    author = _text(gettext_lazy("Index of authors"), 60, gettext_lazy("Z39.50: 1=1003. SRU: dc.creator."))  # fmt: skip
    number = _text(
        gettext_lazy("Index of control numbers"), 60,
        gettext_lazy("Z39.50: 1=12. SRU: rec.id. The surest way where it works."),
    )  # fmt: skip
    user = _text(gettext_lazy("Account"), 120, gettext_lazy("Where the catalogue wants one."))
    password = forms.CharField(
        label=gettext_lazy("Password"), max_length=200, required=False,
        help_text=gettext_lazy("Left empty, the one we have stays."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    page = _text(
        gettext_lazy("Page of a title"), 400,
        gettext_lazy("With {isbn}, {title}, {control_number} or {koha_id} where it belongs."),
    )  # fmt: skip
    at_once = forms.IntegerField(
        label=gettext_lazy("Questions at once"), min_value=1, max_value=20, initial=2
    )
    a_minute = forms.IntegerField(
        label=gettext_lazy("Questions a minute"), min_value=1, max_value=600, initial=60
    )
    is_on = forms.BooleanField(label=gettext_lazy("Ask it"), required=False, initial=True)


def _own(request: KopruRequest) -> Library:
    library = request.sight.library
    if library is None:  # the guards let in a library's people only
        raise TypeError("staff without a library")
    return library


@staff_only
def show(request: KopruRequest) -> HttpResponse:
    """How the own catalogue is asked and how it answers; staff may try it."""
    return _page(request, None, "")


def _page(request: KopruRequest, told: Told | None, isbn: str, *, wrong: str = "") -> HttpResponse:
    target = Target.objects.of(_own(request)).select_related("library").first()
    health = health_of([target], now=timezone.now())[0] if target else None
    language = get_language() or "tr"
    context = {
        "target": target,
        "health": health,
        "said": health_said(health) if health else None,
        "trouble": trouble_said(health.last_trouble) if health and health.last_trouble else "",
        "told": told,
        "told_said": outcome_said(told.outcome) if told else None,
        "trace": [step.say(language) for step in told.trace] if told else [],
        "isbn": isbn,
        "wrong": wrong,
    }
    status = UNPROCESSABLE if wrong else 200
    return render(request, "desk/library/target.html", context, status=status)


@require_POST
@staff_only
def try_it(request: KopruRequest) -> HttpResponse:
    """Asks the own catalogue for an ISBN now and shows each step."""
    target = get_object_or_404(Target.objects.of(_own(request)).select_related("library"))
    isbn = request.POST.get("isbn", "").strip()[:40]
    told = actions.try_now(target, isbn, now=timezone.now())
    wrong = _("It cannot be asked for that: type an ISBN that you hold.") if told is None else ""
    return _page(request, told, isbn, wrong=wrong)


@library_admin_only
def edit(request: KopruRequest) -> HttpResponse:
    """Sets the own catalogue up, or changes it (`like`: the system whose usual values are filled in)."""
    library = _own(request)
    target = Target.objects.of(library).first()
    like = LIKE.get(request.GET.get("like", ""))
    form = TargetForm(request.POST or None, initial=like[1] if like else _values(target))

    def save() -> None:
        typed = {**form.cleaned_data}
        password = typed.pop("password") or None
        actions.save_target(library=library, password=password, **typed)

    if request.method == "POST" and carried_out(form, save):
        flash(request, _("Saved. Now try it with an ISBN that you hold."))
        return redirect("desk_target")
    likes = [(key, name) for key, (name, _values) in LIKE.items()]
    page = {"form": form, "groups": _groups(form), "likes": likes}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/library/target_form.html", page, status=status)


def _groups(form: TargetForm) -> list[tuple[str, list[forms.BoundField]]]:
    """The fields as the page has them, in three cards."""
    groups = (
        (_("Where and how"), ("kind", "address", "database", "syntax", "code_page")),
        (_("What it can be asked by"), actions.INDEXES),
        (_("Account, page and limits"), ("user", "password", "page", "at_once", "a_minute", "is_on")),
    )  # fmt: skip
    return [(title, [form[name] for name in names]) for title, names in groups]


def _values(target: Target | None) -> dict[str, Any]:
    if target is None:
        return {}
    return {name: getattr(target, name) for name in TargetForm.base_fields if name != "password"}


@require_POST
@library_admin_only
def remove(request: KopruRequest) -> HttpResponse:
    """Forgets the own catalogue."""
    target = get_object_or_404(Target.objects.of(_own(request)))
    return carry_out(
        request,
        lambda: actions.remove_target(target=target),
        done=_("The catalogue is forgotten. Nobody asks it any more."),
        to=reverse("desk_target"),
    )
