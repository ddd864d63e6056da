"""The reader's card as a form, and what a block or a refusal has to say."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.patrons.models import Patron

if TYPE_CHECKING:
    _PatronModelForm = forms.ModelForm[Patron]
else:
    _PatronModelForm = forms.ModelForm

LANGUAGES = [("tr", "Türkçe"), ("en", "English")]


class PatronForm(_PatronModelForm):
    """What the institution card says, typed at the desk; nothing else of the card is kept."""

    language = forms.ChoiceField(label=gettext_lazy("Language of messages"), choices=LANGUAGES)

    class Meta:
        model = Patron
        fields = ["number", "name", "email", "group", "faculty", "phone", "language", "valid_until"]
        widgets = {"valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def take_errors(self, error: ValidationError) -> None:
        """Put what the action refused beside its fields, in words."""
        said = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for name, messages in said.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, self._words(name, message))

    def _words(self, name: str, message: str) -> str:
        if message == "national_id":
            return _(
                "This is a national identity number. Type the card number: the other is never kept."
            )
        if name == "__all__":
            return _("Another reader of your library has this card number or this e-mail.")
        return message


class RegisterForm(PatronForm):
    """The same with the one promise that goes with it."""

    card_handed_back = forms.BooleanField(
        label=gettext_lazy("The card has been handed back"), required=False, initial=True,
        help_text=gettext_lazy("No copy and no image of the card is kept."),
    )  # fmt: skip


class WhyForm(forms.Form):
    """The reason for a block or a refusal."""

    why = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


class FileForm(forms.Form):
    """The table of readers."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("With a heading line; comma, semicolon or tab; at most 5 MB."),
    )

    def clean_file(self) -> Any:
        """Not larger than what is read at once."""
        file = self.cleaned_data["file"]
        if file.size > 5 * 1024 * 1024:
            raise ValidationError(_("The file is larger than 5 MB."))
        return file


def masked_words(fields: list[str]) -> str:
    """The warning after a national identity number was masked; empty when none was."""
    if not fields:
        return ""
    return _(
        "A national identity number was typed and has been masked. Please do not write it anywhere."
    )
