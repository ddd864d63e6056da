"""Small forms that a step of a request asks for, and the citation."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kopru.common.citation import KINDS, Citation
from kopru.common.identifiers import isbn13, issn
from kopru.common.words import Words
from kopru.requests.actions.sets import Parting, parting_of
from kopru.requests.actions.steps import Refused
from kopru.requests.reasons import LOAN_CONDITIONS, REFUSED, RETRY, UNFILLED
from kopru.requests.sets import MOST_PARTS, fault_of
from kopru.web.desk.here import say
from kopru.web.desk.saying import refused_words

KIND_LABELS = {
    "book": _("Book"),
    "article": _("Article"),
    "chapter": _("Chapter"),
    "thesis": _("Thesis"),
    "issue": _("Issue"),
}


Choices = Mapping[str, Mapping[str, Words]]
#: where something turns up that others were asked for
_HERE = {code: REFUSED[code] for code in ("held_and_in", "open_access")}


class ChoosingForm(forms.Form):
    """A form with codes to choose from; `words` has what each field's codes are called."""

    words: ClassVar[Choices] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, table in self.words.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "—"), *((code, say(said)) for code, said in table.items())]


class ReasonForm(ChoosingForm):
    """Why the reader's wish is not sent on."""

    words: ClassVar[Choices] = {"reason": REFUSED}

    reason = forms.ChoiceField(label=_("Reason"), help_text=_("The reader is told."))


class UnfilledForm(ChoosingForm):
    """Why we cannot supply."""

    words: ClassVar[Choices] = {"reason": UNFILLED}

    reason = forms.ChoiceField(label=_("Reason"), help_text=_("The other library is told."))


class QuestionForm(forms.Form):
    """The one question that a reader is asked."""

    question = forms.CharField(
        label=_("Your question"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("One clear question; it goes out by e-mail, with the citation beneath it."),
    )


class ProofForm(forms.Form):
    """Why we close without the other library."""

    reason = forms.CharField(
        label=_("Proof of delivery"),
        max_length=300,
        help_text=_("For example the courier's delivery number."),
    )


class BarcodeForm(forms.Form):
    """The copy that was pulled."""

    item_barcode = forms.CharField(label=_("Barcode of the copy"), max_length=60, required=False)


class ConditionForm(forms.Form):
    """How the item looks before it leaves."""

    condition_note = forms.CharField(
        label=_("Condition"),
        max_length=200,
        required=False,
        help_text=_("What the other library should know."),
    )


class ShipForm(forms.Form):
    """The parcel on its way out."""

    tracking = forms.CharField(label=_("Tracking number"), max_length=60, required=False)
    carrier = forms.CharField(
        label=_("Courier"),
        max_length=60,
        required=False,
        help_text=_("Empty: the one our rules name."),
    )


class TrackingForm(forms.Form):
    """The parcel on its way home."""

    tracking = forms.CharField(label=_("Tracking number"), max_length=60, required=False)


class ArrivalForm(forms.Form):
    """What was paid at the door."""

    freight = forms.DecimalField(
        label=_("Freight paid at the door (TRY)"),
        max_digits=9, decimal_places=2, min_value=0, required=False, localize=True,
    )  # fmt: skip


class ItemNoteForm(forms.Form):
    """What is the matter with an item."""

    note = forms.CharField(
        label=_("What is the matter"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        help_text=_("The other library is told, so write of the item and of nobody's person."),
    )


class LossForm(ItemNoteForm):
    """What is lost, and what it is worth."""

    value = forms.DecimalField(
        label=_("Its market value"), max_digits=9, decimal_places=2, min_value=0, required=False,
        localize=True, help_text=_("Your terms make the sum out of it; left empty, nothing is charged yet."),
    )  # fmt: skip


class DamageForm(ItemNoteForm):
    """How it is damaged, and what that costs."""

    amount = forms.DecimalField(
        label=_("What the other library owes for it"), max_digits=9, decimal_places=2, min_value=0,
        required=False, localize=True, help_text=_("Left empty, nothing is charged yet."),
    )  # fmt: skip


class ConditionOfferForm(ChoosingForm):
    """On which condition we would supply."""

    words: ClassVar[Choices] = {"code": LOAN_CONDITIONS}

    code = forms.ChoiceField(label=_("Condition"), required=False)
    text = forms.CharField(
        label=_("In words"), max_length=200, required=False,
        help_text=_("For example the edition or the carrier that you offer."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Days of the loan"), required=False, min_value=1, max_value=365
    )
    cost = forms.DecimalField(
        label=_("Price"), max_digits=9, decimal_places=2, min_value=0, required=False, localize=True
    )

    def clean(self) -> dict[str, Any]:
        """One of them has to be said."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not (said.get("code") or said.get("text") or said.get("cost")):
            self.add_error("code", _("Name a condition, a price or both."))
        return said


class RetryForm(ChoosingForm):
    """How, or when, it could be had."""

    words: ClassVar[Choices] = {"reason": RETRY}

    reason = forms.ChoiceField(label=_("How or when"), help_text=_("The other library is told."))
    retry_after = forms.DateField(
        label=_("Not before"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class DueForm(forms.Form):
    """A new due date; without one that of our rules."""

    due_date = forms.DateField(
        label=_("New due date"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day that your rules give is filled in."),
    )  # fmt: skip


class FoundHereForm(ChoosingForm):
    """Where it turned up."""

    words: ClassVar[Choices] = {"reason": _HERE}

    reason = forms.ChoiceField(label=_("Reason"), help_text=_("The reader is told."))


class NoteForm(forms.Form):
    """A note among staff."""

    text = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
        help_text=_("Only staff of your library can read it."),
    )  # fmt: skip


class VolumesForm(forms.Form):
    """The volumes that one request is parted into."""

    names = forms.CharField(
        label=_("Volumes"), max_length=80, help_text=_("1-3 or 2, 5; at least two.")
    )


class CopiesForm(forms.Form):
    """How many copies one request is parted into."""

    number = forms.IntegerField(label=_("Copies"), min_value=2, max_value=MOST_PARTS)


class CitationForm(forms.Form):
    """A citation, field by field; what is not shown stays as it was."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(k, KIND_LABELS[k]) for k in KINDS])
    title = forms.CharField(label=_("Title"), max_length=400, required=False)
    author = forms.CharField(label=_("Author"), max_length=200, required=False)
    journal = forms.CharField(label=_("Journal"), max_length=300, required=False)
    host_title = forms.CharField(label=_("In the book"), max_length=300, required=False)
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    year = forms.CharField(label=_("Year"), max_length=20, required=False)
    edition = forms.CharField(label=_("Edition"), max_length=80, required=False)
    volume = forms.CharField(label=_("Volume"), max_length=60, required=False)
    issue = forms.CharField(label=_("Issue"), max_length=60, required=False)
    pages = forms.CharField(label=_("Pages"), max_length=60, required=False)
    isbn = forms.CharField(label="ISBN", max_length=30, required=False)
    issn = forms.CharField(label="ISSN", max_length=20, required=False)

    def clean_isbn(self) -> str:
        """Thirteen digits where it is valid; as typed where it is not: some books carry wrong ones."""
        typed = str(self.cleaned_data["isbn"]).strip()
        return isbn13(typed) or typed

    def clean_issn(self) -> str:
        """The usual form where it is valid."""
        typed = str(self.cleaned_data["issn"]).strip()
        return issn(typed) or typed

    def clean(self) -> dict[str, Any]:
        """Something has to be named."""
        said = super().clean() or self.cleaned_data
        if not any(said.get(name) for name in ("title", "isbn", "journal", "host_title")):
            self.add_error("title", _("Write a title or an ISBN."))
        return said

    def citation(self, before: Citation | None = None) -> Citation:
        """The citation as typed, over what was known and is not on the form."""
        known = before.as_dict() if before else {}
        return Citation.from_dict({**known, **self.cleaned_data})


class AskForm(CitationForm):
    """A wish for a reader: several volumes ("1-3") or copies are asked for one by one."""

    volume = forms.CharField(
        label=_("Volume"), max_length=60, required=False,
        help_text=_("Several at once: 1-3 or 2, 5. Each is asked for by itself."),
    )  # fmt: skip
    copies = forms.IntegerField(
        label=_("Copies"), required=False, min_value=1, max_value=MOST_PARTS,
        help_text=_("For a class, for example; each is asked for by itself."),
    )  # fmt: skip

    def clean_volume(self) -> str:
        """As written; of a book a range must make sense, since each volume is asked for."""
        text: str = self.cleaned_data["volume"]
        is_book = self.cleaned_data.get("kind") == "book"
        if is_book and (wrong := fault_of(text)):
            refused = Refused(f"parts_{wrong.code}", wrong.detail)
            raise forms.ValidationError(say(refused_words(refused)))
        return text

    def clean(self) -> dict[str, Any]:
        """Several volumes, or several copies, but not both."""
        said = super().clean()
        if (said.get("copies") or 1) > 1 and parting_of(self.citation()) is not None:
            self.add_error(
                "copies", _("Ask for several volumes or for several copies, not for both.")
            )
        return said

    @property
    def parting(self) -> Parting | None:
        """Into what the wish is parted; None for one thing. Only after `is_valid`."""
        return parting_of(self.citation(), self.cleaned_data["copies"] or 1)
