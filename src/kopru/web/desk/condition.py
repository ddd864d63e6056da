"""What an item looked like: notes and photographs, at any moment of a loan, as evidence."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kopru.libraries.models import Library
from kopru.requests.lifecycle import LendingState
from kopru.requests.models import BorrowingRequest, LendingRequest
from kopru.shipping.models import ConditionReport, Moment, Photo
from kopru.shipping.photos import NotAPicture, Small, keep, shrunk
from kopru.web.desk.here import here, said_wrong
from kopru.web.frame.files import kept_file
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

#: photographs of one report
MOST_PHOTOS = 6
#: why a file is no picture that can be kept
WRONG_PICTURE = {
    "not_a_picture": gettext_lazy("“%(name)s” is no photograph. Choose JPEG, PNG or WebP."),
    "picture_too_large": gettext_lazy("“%(name)s” is too large: at most 15 MB and 60 megapixels."),
}


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photographs, each judged and made small."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", _Several(attrs={"accept": "image/jpeg,image/png,image/webp"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Small]:
        """What may be kept of each; an error names the file at fault."""
        files = [f for f in (data or []) if f]
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(_("At most %(n)s at once.") % {"n": MOST_PHOTOS})
        return [_judged(one) for one in files]


def _judged(file: "UploadedFile[Any]") -> Small:
    try:
        return shrunk(file.read())
    except NotAPicture as wrong:
        raise forms.ValidationError(WRONG_PICTURE[wrong.code] % {"name": file.name}) from wrong


class ConditionForm(forms.Form):
    """What is to be seen, now."""

    moment = forms.ChoiceField(label=gettext_lazy("When"), choices=Moment.choices)
    seen = forms.CharField(
        label=gettext_lazy("What is to be seen"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    photos = PhotosField(label=gettext_lazy("Photographs"), required=False)

    def clean(self) -> dict[str, Any]:
        """Something has to be said or shown."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not said.get("seen", "").strip() and not said.get("photos"):
            self.add_error("seen", _("Write what you see, or choose a photograph."))
        return said


def condition_of(library: Library, codes: Iterable[str], moment: str) -> dict[str, object]:
    """The card of a page: what was noted of these loans, and the form for more."""
    reports = ConditionReport.objects.filter(library=library, request_id__in=list(codes))
    return {
        "reports": list(reports.select_related("by").prefetch_related("photos")),
        "form": ConditionForm(prefix="seen", initial={"moment": moment}),
    }


_HOME = (
    LendingState.RETURNING,
    LendingState.CHECKED_IN,
    LendingState.DAMAGED,
    LendingState.CLOSED,
    LendingState.CLAIMED,
)


def moment_of(subject: LendingRequest | BorrowingRequest) -> str:
    """When an item would most likely be looked at now."""
    if isinstance(subject, LendingRequest):
        return Moment.HOME if subject.state in _HOME else Moment.SENT
    early = ("on_its_way", "ready", "requested", "condition_offered", "cancel_asked")
    is_early = subject.patron_request.state in early
    return Moment.ARRIVED if is_early else Moment.TAKEN_BACK


@require_POST
@staff_only
def add_lending(request: KopruRequest, pk: int) -> HttpResponseRedirect:
    """Of an item of ours."""
    lending = get_object_or_404(LendingRequest.objects.of(here(request)), pk=pk)
    _add(request, lending.request_id)
    return redirect("desk_lending", pk)


@require_POST
@staff_only
def add_borrowing(request: KopruRequest, pk: int) -> HttpResponseRedirect:
    """Of an item of another library's."""
    rows = BorrowingRequest.objects.of(here(request)).select_related("patron_request")
    borrowing = get_object_or_404(rows, pk=pk)
    _add(request, borrowing.request_id)
    return redirect("desk_request", borrowing.patron_request.number)


def _add(request: KopruRequest, request_id: str) -> None:
    form = ConditionForm(request.POST, _files(request), prefix="seen")
    if not form.is_valid():
        flash(request, said_wrong(form), tone="bad")
        return
    said = form.cleaned_data
    with transaction.atomic():
        report = ConditionReport.objects.create(
            library=here(request), request_id=request_id, moment=said["moment"],
            note=said["seen"].strip(), at=timezone.now(), by=request.user,
        )  # fmt: skip
        for small in said["photos"]:
            kept = keep(small, _folder())
            Photo.objects.create(
                report=report,
                name=kept.name,
                sha256=kept.sha256,
                width=kept.width,
                height=kept.height,
            )
    flash(request, _("Noted."))


def _files(request: KopruRequest) -> Any:
    """All files of the field, where a form as such would see only the last."""
    return {"seen-photos": request.FILES.getlist("seen-photos")}


def _folder() -> Path:
    return Path(settings.KOPRU_DATA) / "photos"


@require_safe
@staff_only
def show_photo(request: KopruRequest, pk: int) -> HttpResponse:
    """A photograph, for staff of the library that took it."""
    rows = Photo.objects.filter(report__library=here(request))
    photo = get_object_or_404(rows, pk=pk)
    path = _folder() / photo.name
    return kept_file(path, media="image/jpeg", cache="private, max-age=3600")
