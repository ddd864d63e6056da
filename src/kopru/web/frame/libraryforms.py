"""Forms on libraries, used by their own administrators and by the network's.

A form checks and names what was typed; `kopru.libraries.actions` writes it.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopru.libraries.actions import Refused
from kopru.libraries.models import Branch, Library, LibraryKind, Role

LANGUAGES = (("tr", "Türkçe"), ("en", "English"))


def carried_out(form: forms.Form, action: Callable[[], object]) -> bool:
    """Runs `action` if `form` is valid; what it refuses becomes an error of the form.

    :returns: whether it was done
    """
    if not form.is_valid():
        return False
    try:
        action()
    except Refused as refused:
        form.add_error(None, refused.words.say(get_language() or "tr"))
    except ValidationError as wrong:
        for name, problems in _problems(wrong).items():
            form.add_error(name if name in form.fields else None, problems)
    return not form.errors


def _problems(wrong: ValidationError) -> dict[str, list[Any]]:
    if hasattr(wrong, "error_dict"):
        return dict(wrong.error_dict)
    return {"": list(wrong.error_list)}


def _date_input() -> forms.DateInput:
    # browsers show a date input in the reader's own manner, and send this one
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class OwnLibraryForm(forms.Form):
    """What a library's administrator may say about it."""

    name_tr = forms.CharField(label=_("Name in Turkish"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("E-mail of the interlibrary loan desk"),
        required=False,
        help_text=_("Readers and other libraries write to it."),
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=60, required=False, help_text=_("With the extension.")
    )
    website = forms.URLField(label=_("Web site"), required=False, assume_scheme="https")
    language = forms.ChoiceField(label=_("Language of messages"), choices=LANGUAGES, initial="tr")

    def __init__(self, *args: Any, library: Library | None = None, **kwargs: Any) -> None:
        if library is not None:
            kwargs["initial"] = {n: getattr(library, n) for n in self.base_fields}
        super().__init__(*args, **kwargs)


class LibraryForm(OwnLibraryForm):
    """What the network's administrator may say about a library."""

    symbol = forms.CharField(
        label=_("Symbol"),
        max_length=40,
        help_text=_("Short and stable, for example TR-ASH. Messages between libraries carry it."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=LibraryKind.choices)
    is_local = forms.BooleanField(
        label=_("Its desk and readers use this installation"), required=False, initial=True
    )
    iso18626_address = forms.URLField(
        label=_("ISO 18626 address"),
        required=False,
        assume_scheme="https",
        help_text=_("Only for a partner elsewhere: where its messages go."),
    )
    field_order = ("symbol", "name_tr", "name_en", "kind", "city")


class BranchForm(forms.Form):
    """A branch and its address."""

    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("As in the library's own system.")
    )
    name_tr = forms.CharField(label=_("Name in Turkish"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    address = forms.CharField(
        label=_("Street and number"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
    )
    district = forms.CharField(label=_("District"), max_length=80, required=False)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    postcode = forms.RegexField(
        r"^\d{5}$",
        label=_("Postcode"),
        required=False,
        error_messages={"invalid": _("A postcode has five digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    is_ill_address = forms.BooleanField(label=_("Parcels come here"), required=False)

    def __init__(self, *args: Any, branch: Branch | None = None, **kwargs: Any) -> None:
        if branch is not None:
            kwargs["initial"] = {n: getattr(branch, n) for n in self.base_fields}
        super().__init__(*args, **kwargs)


class ClosingDaysForm(forms.Form):
    """A closing day, or several in a row; or days on which one works all the same."""

    first = forms.DateField(label=_("First day"), widget=_date_input())
    last = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=_date_input(),
        help_text=_("Empty for a single day."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=120,
        required=False,
        help_text=_("Other libraries see it."),
    )
    opens = forms.BooleanField(
        label=_("We work on these days all the same"),
        required=False,
        help_text=_("For a Saturday that is worked, or a feast on which somebody is there."),
    )


class WeekForm(forms.Form):
    """The library's week."""

    opens_saturday = forms.BooleanField(label=_("We are open on Saturdays"), required=False)
    opens_sunday = forms.BooleanField(label=_("We are open on Sundays"), required=False)
    closes_on_eves = forms.BooleanField(
        label=_("We are closed on the eves of feasts"),
        required=False,
        help_text=_("By law they are holidays from 13:00 on; the morning counts as open."),
    )


class InviteForm(forms.Form):
    """A person and the role they get."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), help_text=_("They will sign in with it."))
    role = forms.ChoiceField(label=_("Role"), choices=(), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of messages"), choices=LANGUAGES, initial="tr")

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(role.value, role.label) for role in roles]
        field.initial = roles[0].value
