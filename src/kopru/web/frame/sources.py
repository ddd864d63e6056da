"""Where records are harvested from: the pages of it, for a library's administrators and the network's.

Both rooms show the same pages over the sources that their people may see; only the addresses
(`desk_source…`, `network_source…`) and what may be chosen differ.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.connections.harvest import runs
from kopru.connections.harvest.models import Prefix, Run, RunState, Source
from kopru.connections.harvest.troubles import trouble_words
from kopru.connections.harvest.trying import try_source
from kopru.libraries.models import Library
from kopru.web.frame.flash import flash
from kopru.web.frame.formpage import form_page

PER_PAGE = 25
#: a source that is harvested by hand only is due in a time that does not come
NEVER = timedelta(days=36_500)
TONES = {
    RunState.RUNNING: "wait",
    RunState.WAITING: "warn",
    RunState.DONE: "good",
    RunState.FAILED: "bad",
}
HOURS = [
    (24, gettext_lazy("every day")), (168, gettext_lazy("every week")),
    (6, gettext_lazy("every six hours")), (1, gettext_lazy("every hour")),
    (0, gettext_lazy("only when somebody asks for it")),
]  # fmt: skip
CODE_PAGES = [
    ("", gettext_lazy("UTF-8, or as the provider declares")),
    ("cp1254", "Windows-1254"), ("iso8859-9", "ISO 8859-9"), ("cp1252", "Windows-1252"),
]  # fmt: skip


class SourceForm(forms.Form):
    """A provider and how it is harvested."""

    address = forms.URLField(
        label=gettext_lazy("Address of the provider"), max_length=300, assume_scheme="https",
        help_text=gettext_lazy("The base URL of its OAI-PMH service, without a question mark."),
    )  # fmt: skip
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=Prefix.choices)
    set = forms.CharField(
        label=gettext_lazy("Set"), max_length=200, required=False,
        help_text=gettext_lazy("Empty: everything the provider has."),
    )  # fmt: skip
    every_hours = forms.TypedChoiceField(
        label=gettext_lazy("Harvested"), choices=HOURS, coerce=int, initial=24
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Letters"), choices=CODE_PAGES, required=False,
        help_text=gettext_lazy("Only where the provider writes something else than it says. Trying it tells."),
    )  # fmt: skip

    def __init__(self, *args: Any, source: Source | None = None, **kwargs: Any) -> None:
        if source is not None:
            kwargs["initial"] = {name: getattr(source, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class NetworkSourceForm(SourceForm):
    """The same, for the network: of whichever library, also a union catalogue."""

    library = forms.ModelChoiceField(
        label=gettext_lazy("Library"), queryset=Library.objects.order_by("name_sort")
    )
    is_union = forms.BooleanField(
        label=gettext_lazy("A union catalogue: field 852 names the library of each copy"),
        required=False,
        help_text=gettext_lazy("Libraries that are not here yet are added, switched off."),
    )
    field_order = ("library",)


def show_sources(
    request: HttpRequest, sources: "QuerySet[Source, Source]", *, room: str, **context: Any
) -> HttpResponse:
    """The list, each source with its last run. `room` is "desk" or "network"."""
    newest = Run.objects.filter(source=OuterRef("pk")).values("pk")[:1]
    page = Paginator(sources.select_related("library"), PER_PAGE).get_page(request.GET.get("page"))
    shown = sources.filter(pk__in=[row.pk for row in page]).order_by()
    last = dict(shown.annotate(last_run=Subquery(newest)).values_list("pk", "last_run"))
    found = Run.objects.in_bulk(last.values())
    context |= {
        "page": page,
        "lines": [
            (row, reverse(f"{room}_source", args=[row.pk]), _shown(found.get(last[row.pk])))
            for row in page
        ],
        "add": reverse(f"{room}_source_add"),
        "is_network": room == "network",
    }
    return render(request, "frame/harvest/sources.html", context)


def _shown(run: Run | None) -> tuple[Run, str] | None:
    """A run with the tone of its state."""
    if run is None:
        return None
    tone = "warn" if run.trouble and run.state == RunState.DONE else TONES[RunState(run.state)]
    return run, tone


def show_source(request: HttpRequest, source: Source, *, room: str) -> HttpResponse:
    """One source: how it is harvested, and the log. A part of it where htmx asks for the log alone."""
    page = Paginator(source.runs.all(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "source": source,
        "runs": [_shown(run) for run in page],
        "page": page,
        "is_open": any(run.is_open for run in page) or _is_about_to_run(source),
        "hours": dict(HOURS).get(source.every_hours, ""),
        **_addresses(source, room),
    }
    template = "log" if getattr(request, "htmx", False) else "source"
    return render(request, f"frame/harvest/{template}.html", context)


def _is_about_to_run(source: Source) -> bool:
    return source.is_on and source.due_at is not None and source.due_at <= timezone.now()


def _addresses(source: Source, room: str) -> dict[str, str]:
    names = ("source", "source_edit", "source_now", "source_try", "source_switch")
    here = {f"{name}_url": reverse(f"{room}_{name}", args=[source.pk]) for name in names}
    return {**here, "up": reverse(f"{room}_sources")}


def edit_source(
    request: HttpRequest, *, room: str, library: Library | None, source: Source | None = None
) -> HttpResponse:
    """Adds a source of `library` (for None the form asks whose), or changes `source`."""
    kind = SourceForm if library is not None else NetworkSourceForm
    form = kind(request.POST or None, source=source)

    def save(typed: dict[str, Any]) -> None:
        kept = source or Source(library=library or typed["library"])
        if source is not None and runs.is_other(source, typed):
            runs.begin_anew(source, now=timezone.now())
        for name, value in typed.items():
            setattr(kept, name, value)
        kept.due_at = timezone.now() + (timedelta(0) if kept.every_hours else NEVER)
        kept.save()

    return form_page(
        request,
        form=form,
        action=save,
        done=_("Saved."),
        page={
            "title": _("Change the source") if source else _("New source"),
            "do": _("Save the source"),
            "up": reverse(f"{room}_source", args=[source.pk]) if source else reverse(f"{room}_sources"),
            "up_label": _("Back"),
        },
    )  # fmt: skip


def harvest_now(request: HttpRequest, source: Source, *, room: str) -> HttpResponse:
    """Makes the source due at once; the background work takes it up within seconds."""
    source.runs.filter(state=RunState.WAITING).update(again_at=timezone.now())
    source.due_at, source.is_on = timezone.now(), True
    source.save(update_fields=["due_at", "is_on"])
    flash(request, _("The harvest begins within seconds."))
    return redirect(f"{room}_source", source.pk)


def switch_source(request: HttpRequest, source: Source, *, room: str) -> HttpResponse:
    """Harvests the source by itself, or no longer (POST field `is_on`: yes or no)."""
    source.is_on = request.POST.get("is_on") == "yes"
    source.save(update_fields=["is_on"])
    said = _("It is harvested again.") if source.is_on else _("It is no longer harvested.")
    flash(request, said)
    return redirect(f"{room}_source", source.pk)


def show_tried(request: HttpRequest, source: Source, *, room: str) -> HttpResponse:
    """What the provider answers at this moment; nothing is kept."""
    tried = try_source(source)
    context = {
        "source": source,
        "tried": tried,
        "advice": dict(CODE_PAGES).get(tried.advice, ""),
        "why": trouble_words(tried.trouble) if tried.trouble else None,
        **_addresses(source, room),
    }
    return render(request, "frame/harvest/tried.html", context)
