"""What the pages of a request say of its copy, and the forms by which one is sent and taken in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.requests.actions import copies
from kopru.requests.lifecycle import LENDING, PATRON_REQUEST, By, PatronRequestState
from kopru.requests.models import LendingRequest, PatronRequest
from kopru.shipping.copies import MOST_BYTES

_TYPES = "application/pdf,image/tiff,image/jpeg,image/png"


class _CopyField(forms.FileField):
    """A file as its bytes; b"" where none was chosen and none is needed."""

    widget = forms.FileInput(attrs={"accept": _TYPES})

    def clean(self, data: Any, initial: Any = None) -> bytes:
        file = super().clean(data, initial)
        if not file:
            return b""
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("At most 50 MB."))
        read: bytes = file.read()
        return read


class SendCopyForm(forms.Form):
    """How a copy goes out; with neither a file nor a link it goes by post."""

    file = _CopyField(
        label=gettext_lazy("File"), required=False,
        help_text=gettext_lazy("PDF, TIFF, JPEG or PNG, up to 50 MB."),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Or a link"), required=False, max_length=400, assume_scheme="https",
        help_text=gettext_lazy("Where it stands in open access, for example."),
    )  # fmt: skip
    by_post = forms.BooleanField(label=gettext_lazy("It goes on paper, by post"), required=False)

    def clean(self) -> dict[str, Any]:
        """One way, and only one."""
        said = super().clean() or self.cleaned_data
        ways = [bool(said.get("file")), bool(said.get("link")), bool(said.get("by_post"))]
        if not self.errors and sum(ways) != 1:
            self.add_error(
                "file", _("Choose a file, or write a link, or say that it goes by post.")
            )
        return said


class TakeInForm(forms.Form):
    """A copy that came another way, such as by e-mail."""

    file = _CopyField(
        label=gettext_lazy("File"), help_text=gettext_lazy("PDF, TIFF, JPEG or PNG, up to 50 MB.")
    )


def of_lending(lending: LendingRequest) -> dict[str, object]:
    """What the page of a lending request says of its copy; nothing for a loan."""
    if lending.service != "copy":
        return {}
    return {
        "form": SendCopyForm(prefix="copy"),
        "may_send": LENDING.can(lending.state, "deliver", by=By.STAFF),
        "file": copies.copy_of(lending.library, lending.request_id, is_ours=True),
    }


def of_request(wanted: PatronRequest) -> dict[str, object]:
    """What the page of a reader's request says of its copy; nothing where none has come."""
    loan = wanted.current
    if loan is None or wanted.state not in (
        PatronRequestState.COPY_SENT,
        PatronRequestState.DELIVERED,
    ):
        return {}
    return {
        "form": TakeInForm(prefix="copy"),
        "may_take_in": PATRON_REQUEST.can(wanted.state, "copy_here", by=By.STAFF),
        "file": copies.copy_of(wanted.library, loan.request_id, is_ours=False),
        "loan": loan,
        "is_on_its_way": bool(loan.copy_url) and not loan.copy_trouble,
    }
