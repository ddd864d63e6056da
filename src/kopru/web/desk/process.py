"""The library's official process document: what it says today, its form, its revisions, sign-off."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.libraries.actions import Refused
from kopru.libraries.models import Library, Role, User
from kopru.reports.models import ProcessDocument, ProcessRevision
from kopru.reports.process import revising
from kopru.reports.process.bpmn import as_bpmn
from kopru.reports.process.content import Process
from kopru.reports.process.differences import differences
from kopru.reports.process.drawing.layout import sheets
from kopru.reports.process.drawing.svg import drawn
from kopru.reports.process.form import ROLES
from kopru.reports.process.paper import printed
from kopru.reports.process.standing import form_of, process_today
from kopru.web.desk.here import here, say
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, library_admin_only, staff_only

_KINDS = {"pdf": "application/pdf", "svg": "image/svg+xml", "bpmn": "application/xml"}
_TONES = {"draft": "neutral", "signing": "wait", "in_force": "good", "superseded": "neutral"}


class ProcessForm(forms.Form):
    """Number and related documents; for each role office, name, and who signs in Köprü."""

    number = forms.CharField(label=gettext_lazy("Document number"), max_length=40, required=False)
    title_tr = forms.CharField(
        label=gettext_lazy("Title in Turkish"), max_length=160, required=False
    )
    title_en = forms.CharField(
        label=gettext_lazy("Title in English"), max_length=160, required=False
    )
    related = forms.CharField(
        label=gettext_lazy("Related documents"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=gettext_lazy("One on each line."),
    )  # fmt: skip

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            memberships__library=library, memberships__role__in=[Role.STAFF, Role.LIBRARY_ADMIN], is_active=True
        ).distinct()  # fmt: skip
        for role in ROLES:
            self.fields[f"{role}_office"] = forms.CharField(
                label=_("Office"), max_length=160, required=False
            )
            self.fields[f"{role}_name"] = forms.CharField(
                label=_("Name"), max_length=160, required=False
            )
            self.fields[f"{role}_user"] = forms.ModelChoiceField(
                people, label=_("Signs in Köprü"), required=False, empty_label=_("An administrator of the library")
            )  # fmt: skip

    def by_role(self) -> list[tuple[str, list[Any]]]:
        """The fields of each role under its name."""
        return [
            (say(words), [self[f"{role}_{part}"] for part in ("office", "name", "user")])
            for role, words in ROLES.items()
        ]

    def signers(self) -> dict[str, dict[str, object]]:
        """What was filled in, by role."""
        said = self.cleaned_data
        return {
            role: {
                "office": said[f"{role}_office"], "name": said[f"{role}_name"],
                "user": said[f"{role}_user"].pk if said[f"{role}_user"] else None,
            }
            for role in ROLES
        }  # fmt: skip


def _language(request: KopruRequest) -> str:
    asked = request.GET.get("lang") or get_language() or "tr"
    return "tr" if asked.startswith("tr") else "en"


def _charts(process: Process, language: str) -> list[dict[str, Any]]:
    return [
        {
            "title": chart.title.say(language), "key": chart.key,
            "rows": [
                (number, node.label.say(language), [one.say(language) for one in node.text],
                 node.who.say(language), [one.say(language) for one in node.papers])
                for number, node in chart.numbered()
            ],
            # made by us from our own texts, each escaped
            "svg": mark_safe(drawn(sheets(chart, language)[0], name=chart.key, styled=False)),  # noqa: S308
        }
        for chart in process.charts
    ]  # fmt: skip


def _signing(request: KopruRequest, revision: ProcessRevision | None) -> list[dict[str, Any]]:
    """Each role with its signature, or whether the one who looks may sign now."""
    if revision is None:
        return []
    signed = {one.role: one for one in revision.signatures.all()}
    turn = revising.next_role(revision)
    return [
        {
            "role": role, "word": say(words), "signature": signed.get(role),
            "said": revision.document.signers.get(role, {}),
            "now": role == turn and revising.may_sign(request.user, revision, role),
            "turn": role == turn,
        }
        for role, words in ROLES.items()
    ]  # fmt: skip


def _dated(revision: ProcessRevision) -> dict[str, Any]:
    return {
        "row": revision, "tone": _TONES[revision.state], "why": [say(one) for one in revision.why],
        "number": f"{revision.number:02d}",
    }  # fmt: skip


@require_safe
@staff_only
def show(request: KopruRequest) -> HttpResponse:
    """The document as it stands: what is to be signed, what has changed, the drawings, the history."""
    library, today = here(request), timezone.localdate()
    newest = revising.latest(library)
    process = process_today(library, on=today)
    changed = differences(newest.process, process) if newest and newest.mark != process.mark else []
    history = [
        _dated(one) for one in ProcessRevision.objects.of(library).select_related("document")
    ]
    return render(request, "desk/library/process.html", {
        "newest": newest and _dated(newest), "changed": [say(one.sentence) for one in changed],
        "signing": _signing(request, newest) if newest and not changed else [],
        "charts": _charts(process, _language(request)), "history": history,
        "form": ProcessDocument.objects.filter(library=library).first(),
        "may_edit": request.sight.is_library_admin, "lang": _language(request),
    })  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@library_admin_only
def edit(request: KopruRequest) -> HttpResponse:
    """The form's own data."""
    library = here(request)
    kept = ProcessDocument.objects.filter(library=library).first()
    form = ProcessForm(request.POST or None, library=library, initial=_initial(kept))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        revising.save_form(
            library=library, number=said["number"], related=said["related"], signers=form.signers(),
            title_tr=said["title_tr"], title_en=said["title_en"],
        )  # fmt: skip
        flash(request, _("Saved."))
        return redirect("desk_process")
    status = 422 if form.errors else 200
    return render(request, "desk/library/process_form.html", {"form": form}, status=status)


def _initial(kept: ProcessDocument | None) -> dict[str, Any]:
    if kept is None:
        return {}
    people = {
        f"{role}_{part}": said.get(part) for role, said in kept.signers.items() for part in ("office", "name", "user")
    }  # fmt: skip
    return {
        "number": kept.number,
        "related": kept.related,
        "title_tr": kept.title_tr,
        "title_en": kept.title_en,
        **people,
    }


@require_POST
@library_admin_only
def revise(request: KopruRequest) -> HttpResponse:
    """Opens a revision of what runs today."""
    try:
        made = revising.open_revision(library=here(request), now=timezone.now(), by=request.user)
        flash(
            request,
            _("Revision %(number)02d is open: it can be signed now.") % {"number": made.number},
        )
    except Refused as refused:
        flash(request, say(refused.words), tone="bad")
    return redirect("desk_process")


@require_POST
@staff_only
def sign(request: KopruRequest, number: int, role: str) -> HttpResponse:
    """One signature."""
    revision = get_object_or_404(ProcessRevision.objects.of(here(request)), number=number)
    try:
        signed = revising.sign(revision=revision, role=role, by=request.user, now=timezone.now())
        done = signed.state == ProcessRevision.State.IN_FORCE
        flash(request, _("Signed: the revision is in force.") if done else _("Signed."))
    except Refused as refused:
        flash(request, say(refused.words), tone="bad")
    return redirect("desk_process")


@require_safe
@staff_only
def file(request: KopruRequest, kind: str, number: int | None = None) -> HttpResponse:
    """The document, or a revision of it, as PDF, SVG (of one drawing) or BPMN."""
    library, language = here(request), _language(request)
    if kind not in _KINDS:
        raise Http404
    revision = (
        get_object_or_404(ProcessRevision.objects.of(library), number=number)
        if number is not None
        else None
    )
    process = revision.process if revision else process_today(library, on=timezone.localdate())
    name = f"{library.symbol}-{language}" + (f"-r{number:02d}" if number is not None else "")
    if kind == "pdf":
        content = printed(process, form_of(library, revision, on=timezone.localdate()), language)
    elif kind == "bpmn":
        content = as_bpmn(process, language, name=library.name_in(language))
    else:
        asked = request.GET.get("chart") or process.charts[0].key
        chart = next((one for one in process.charts if one.key == asked), None)
        if chart is None:
            raise Http404
        content, name = (
            drawn(sheets(chart, language)[0], name=chart.key).encode(),
            f"{name}-{chart.key}",
        )
    answer = HttpResponse(content, content_type=_KINDS[kind])
    way = "inline" if kind == "pdf" else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="{name}.{kind}"'
    return answer


@require_safe
@staff_only
def compare(request: KopruRequest) -> HttpResponse:
    """Two revisions side by side: what stood, and what stands."""
    rows = list(ProcessRevision.objects.of(here(request)).select_related("document"))
    known = {str(one.number): one for one in rows}
    if len(rows) < 2:
        raise Http404
    old = known.get(request.GET.get("old", ""), rows[1])
    new = known.get(request.GET.get("new", ""), rows[0])
    found = differences(old.process, new.process)
    return render(request, "desk/library/process_compare.html", {
        "old": old, "new": new, "revisions": [_dated(one) for one in rows],
        "found": [
            (say(one.where), say(one.before) if one.before else "", say(one.after) if one.after else "") for one in found
        ],
    })  # fmt: skip


urlpatterns = [
    path("", show, name="desk_process"),
    path("form/", edit, name="desk_process_form"),
    path("revise/", revise, name="desk_process_revise"),
    path("compare/", compare, name="desk_process_compare"),
    path("file.<slug:kind>", file, name="desk_process_file"),
    path("<int:number>/file.<slug:kind>", file, name="desk_process_revision_file"),
    path("<int:number>/sign/<slug:role>/", sign, name="desk_process_sign"),
]
