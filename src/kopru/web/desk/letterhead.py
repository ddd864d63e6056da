"""The head of a library's own paper: its lines, its sign, who signs; and how that looks."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopru.libraries import actions
from kopru.libraries.models import Letterhead, Library
from kopru.shipping.papers import Head, ListedItem, OverdueLetter
from kopru.shipping.papers import render as render_pdf
from kopru.shipping.photos import NotAPicture, logo
from kopru.web.desk.condition import WRONG_PICTURE
from kopru.web.desk.here import here
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, library_admin_only

_MOST_LINES = 5


class LetterheadForm(forms.Form):
    """One line below the other, as they stand on the paper."""

    lines = forms.CharField(
        label=gettext_lazy("Lines of the letterhead"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("From the top, one below the other: T.C., the university, the department."),
    )  # fmt: skip
    signer = forms.CharField(label=gettext_lazy("Who signs"), max_length=120, required=False)
    signer_title = forms.CharField(
        label=gettext_lazy("Office of who signs"), max_length=120, required=False
    )
    sign = forms.FileField(
        label=gettext_lazy("Logo"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=gettext_lazy("PNG, JPEG or WebP; it is made small."),
    )  # fmt: skip
    without_sign = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)

    def clean_lines(self) -> str:
        """As many as a head has room for."""
        text: str = self.cleaned_data["lines"]
        if len([line for line in text.splitlines() if line.strip()]) > _MOST_LINES:
            raise forms.ValidationError(_("At most %(n)s lines.") % {"n": _MOST_LINES})
        return text

    def clean_sign(self) -> bytes | None:
        """The sign, small; None where none was chosen."""
        file = self.cleaned_data["sign"]
        if not file:
            return None
        try:
            return logo(file.read())
        except NotAPicture as wrong:
            raise forms.ValidationError(WRONG_PICTURE[wrong.code] % {"name": file.name}) from wrong


def head_of(library: Library, language: str) -> Head:
    """The head of `library`'s paper; its name alone where it has stated none."""
    stated = Letterhead.objects.filter(library=library).first()
    lines = tuple(stated.lines.splitlines()) if stated and stated.lines else ()
    branch = library.ill_branch()
    place = " ".join(branch.address.split()) if branch else ""
    town = f"{branch.postcode} {branch.city}".strip() if branch else library.city
    address = ", ".join(part for part in (place, town) if part)
    return Head(
        lines=lines or (library.name_in(language),),
        logo=bytes(stated.logo) if stated else b"",
        signer=stated.signer if stated else "",
        signer_title=stated.signer_title if stated else "",
        address=" · ".join(part for part in (address, library.phone, library.email) if part),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@library_admin_only
def edit(request: KopruRequest) -> HttpResponse:
    """The form, with what is stated now."""
    library = here(request)
    stated = Letterhead.objects.filter(library=library).first()
    initial: dict[str, Any] = {}
    if stated:
        initial = {
            "lines": stated.lines,
            "signer": stated.signer,
            "signer_title": stated.signer_title,
        }
    posted = request.method == "POST"
    form = LetterheadForm(
        request.POST if posted else None, request.FILES if posted else None, initial=initial
    )
    if posted and form.is_valid():
        said = form.cleaned_data
        actions.save_letterhead(
            library=library, lines=said["lines"], signer=said["signer"],
            signer_title=said["signer_title"],
            logo=b"" if said["without_sign"] else said["sign"],
        )  # fmt: skip
        flash(request, _("Saved."))
        return redirect("desk_letterhead")
    page = {
        "title": _("Letterhead"), "do": _("Save"), "up": reverse("desk_library"),
        "up_label": _("Library"), "has_sign": bool(stated and stated.logo),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "desk/library/letterhead.html", {"form": form, **page}, status=status)


@require_safe
@library_admin_only
def sample(request: KopruRequest) -> HttpResponse:
    """A letter of invented content under the present head, as PDF."""
    language, today = get_language() or "tr", timezone.localdate()
    item = ListedItem(
        "ORNEK-2600001-1", _("A sample title"), _("A. Author"),
        sent_on=today - timedelta(days=60), due_on=today - timedelta(days=30),
    )  # fmt: skip
    letter = OverdueLetter(
        "ORNEK-2600001-1",
        head_of(here(request), language),
        _("A sample library"),
        (item,),
        3,
        15,
        today,
    )
    answer = HttpResponse(render_pdf([letter], language=language), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="letterhead.pdf"'
    return answer
