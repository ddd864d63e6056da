"""The reader's forms. What is typed is kept after an error; identity numbers never are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.common.citation import Citation
from kopru.common.identifiers import isbn13, issn, mask_national_ids
from kopru.common.text import nfc
from kopru.libraries.models import Branch, Library
from kopru.patrons.models import PatronGroup
from kopru.requests.sets import fault_of
from kopru.web.patron.kinds import CITATION_KINDS

#: fields of `Citation` in the order they are asked, by kind; the first ones are needed
FIELDS = {
    "book": ("title", "author", "isbn", "publisher", "year", "edition", "volume"),
    "article": ("title", "journal", "author", "year", "volume", "issue", "pages", "doi", "issn"),
    "chapter": ("title", "host_title", "author", "pages", "year", "publisher", "isbn"),
    "thesis": ("title", "author", "institution", "degree", "year", "thesis_number"),
    "issue": ("journal", "year", "volume", "issue", "issn"),
}
#: one of each group has to be said, else nobody knows what is wanted
NEEDED = {
    "book": (("title", "isbn"),),
    "article": (("title", "doi"), ("journal", "doi")),
    "chapter": (("title",), ("host_title", "isbn")),
    "thesis": (("title", "thesis_number"),),
    "issue": (("journal", "issn"), ("year", "issue")),
}
_LONGEST = 500


def masked_post(post: QueryDict) -> tuple[dict[str, str], set[str]]:
    """What was sent, composed, with national identity numbers masked; and the fields that had one.

    Forms are bound to this, so that a number is not even shown again (domain.md 4.6).
    """
    texts, masked = {}, set()
    for name, value in post.items():
        text, found = mask_national_ids(nfc(str(value)))
        texts[name] = text
        if found:
            masked.add(name)
    return texts, masked


def readable_volumes(text: str) -> str:
    """The text, if the volumes in it can be told apart.

    :raises ValidationError: for a range that runs backwards, or too many
    """
    wrong = fault_of(text)
    if wrong is None:
        return text
    if wrong.code == "backwards":
        said = _("“%(range)s” runs backwards. Write the smaller number first.")
        raise forms.ValidationError(said % {"range": wrong.detail})
    said = _("At most %(n)s volumes can be asked for at once.")
    raise forms.ValidationError(said % {"n": wrong.detail})


class WishForm(forms.Form):
    """What only the reader knows: until when it is needed, where they will collect it."""

    needed_by = forms.DateField(
        label=gettext_lazy("Needed by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Leave it empty if there is no hurry."),
    )
    pickup_branch = forms.ModelChoiceField(
        Branch.objects.none(), label=gettext_lazy("Collect at"), required=False, empty_label=None
    )

    volumes = forms.CharField(
        label=gettext_lazy("Volumes"), max_length=40, required=False,
        help_text=gettext_lazy("Only where the work has several: 1-3 or 2, 5."),
    )  # fmt: skip

    agrees = forms.BooleanField(
        required=False,
        error_messages={"required": gettext_lazy("Please read this and agree, or leave it.")},
    )

    def __init__(
        self, *args: Any, branches: Sequence[Branch], volumes: bool = False,
        declaration: str = "", **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.declaration = declaration
        if declaration:
            self.fields["agrees"].label = declaration
            self.fields["agrees"].required = True
        else:
            del self.fields["agrees"]
        if not volumes:
            del self.fields["volumes"]
        if len(branches) < 2:
            del self.fields["pickup_branch"]
            return
        field = self.fields["pickup_branch"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = Branch.objects.filter(pk__in=[b.pk for b in branches])
        field.choices = [(b.pk, str(b)) for b in branches]

    def clean_volumes(self) -> str:
        """Volumes that can be told apart."""
        return readable_volumes(self.cleaned_data["volumes"])

    def clean_needed_by(self) -> date | None:
        """A day that is still to come."""
        day: date | None = self.cleaned_data["needed_by"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(
                _("This day is over. Choose a later one, or leave it empty.")
            )
        return day


class CitationForm(forms.Form):
    """A citation by hand. Fields that the kind does not need are carried along, hidden."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=list(CITATION_KINDS.items())
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=_LONGEST, required=False)
    author = forms.CharField(label=gettext_lazy("Author"), max_length=_LONGEST, required=False)
    journal = forms.CharField(label=gettext_lazy("Journal"), max_length=_LONGEST, required=False)
    host_title = forms.CharField(label=gettext_lazy("Title of the book"), max_length=_LONGEST, required=False)  # fmt: skip
    isbn = forms.CharField(label="ISBN", max_length=40, required=False)
    publisher = forms.CharField(label=gettext_lazy("Publisher"), max_length=200, required=False)
    year = forms.CharField(label=gettext_lazy("Year"), max_length=20, required=False)
    edition = forms.CharField(label=gettext_lazy("Edition"), max_length=80, required=False)
    volume = forms.CharField(
        label=gettext_lazy("Volume"), max_length=40, required=False,
        help_text=gettext_lazy("Several at once: 1-3 or 2, 5."),
    )  # fmt: skip
    issue = forms.CharField(label=gettext_lazy("Issue number"), max_length=40, required=False)
    pages = forms.CharField(label=gettext_lazy("Pages"), max_length=40, required=False)
    doi = forms.CharField(label="DOI", max_length=200, required=False)
    issn = forms.CharField(label="ISSN", max_length=20, required=False)
    institution = forms.CharField(label=gettext_lazy("University"), max_length=200, required=False)
    degree = forms.CharField(label=gettext_lazy("Degree"), max_length=80, required=False)
    thesis_number = forms.CharField(label=gettext_lazy("Thesis number"), max_length=40, required=False)  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.kind_now = str(self["kind"].value() or "book")
        if self.kind_now not in FIELDS:
            self.kind_now = "book"
        labels = {"chapter": {"title": _("Title of the chapter")}, "article": {"title": _("Title of the article")}}  # fmt: skip
        if self.kind_now != "book":
            self.fields["volume"].help_text = ""
        for name, label in labels.get(self.kind_now, {}).items():
            self.fields[name].label = label

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields of this kind, in their order; those that are needed do not say "optional"."""
        for group in NEEDED[self.kind_now]:
            self.fields[group[0]].required = True  # for the label: `clean` has judged already
        return [self[name] for name in FIELDS[self.kind_now]]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Names and values of the other fields, so that changing the kind loses nothing."""
        others = [n for n in self.fields if n != "kind" and n not in FIELDS[self.kind_now]]
        return [(n, str(value)) for n in others if (value := self[n].value())]

    def clean_isbn(self) -> str:
        """Thirteen digits; a number that fails its check is sent back, once somebody can look."""
        text: str = self.cleaned_data["isbn"]
        if not text:
            return ""
        number = isbn13(text)
        if number is None:
            raise forms.ValidationError(
                _(
                    "This is no valid ISBN: a digit is wrong or missing. Look at it again, or leave it empty."
                )
            )
        return number

    def clean_volume(self) -> str:
        """As written; of a book a range must make sense, since each volume is asked for."""
        text: str = self.cleaned_data["volume"]
        return readable_volumes(text) if self.kind_now == "book" else text

    def clean_issn(self) -> str:
        """Eight digits with their hyphen."""
        text: str = self.cleaned_data["issn"]
        number = issn(text) if text else ""
        if number is None:
            raise forms.ValidationError(
                _(
                    "This is no valid ISSN: a digit is wrong or missing. Look at it again, or leave it empty."
                )
            )
        return number

    def clean(self) -> dict[str, Any]:
        """Enough to know what is wanted."""
        said = self.cleaned_data
        for names in NEEDED.get(said.get("kind", ""), ()):
            if not any(said.get(name) for name in names) and not any(
                n in self.errors for n in names
            ):
                others = [str(self.fields[n].label) for n in names[1:]]
                self.add_error(names[0], _needed(others))
        return said

    @property
    def citation(self) -> Citation:
        """What was typed, of the fields that the kind has. Only after `is_valid`."""
        said = {name: self.cleaned_data.get(name, "") for name in FIELDS[self.cleaned_data["kind"]]}
        return Citation(kind=self.cleaned_data["kind"], **said)


def _needed(others: Sequence[str]) -> str:
    if others:
        return _("Please fill this in, or %(other)s.") % {"other": _(" or ").join(others)}
    return _("Please fill this in.")


class PasteForm(forms.Form):
    """A reference in any form."""

    text = forms.CharField(
        label=gettext_lazy("Reference, ISBN or DOI"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("As you have it: from a bibliography, a mail or a web page."),
    )


class AnswerForm(forms.Form):
    """The answer to the library's question."""

    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.full_clean()  # judged while it may still be empty
        self.fields["answer"].required = True  # for its label


class AccountForm(forms.Form):
    """A wish for an account; staff of the library decide."""

    library = forms.ModelChoiceField(
        Library.objects.none(), label=gettext_lazy("Your library"), empty_label=gettext_lazy("Choose your library")
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Name and surname"), max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    number = forms.CharField(
        label=gettext_lazy("Number on your library or institution card"), max_length=40,
        help_text=gettext_lazy("Not your national identity number: we do not keep that."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("The one your library knows, if you have one there."),
    )  # fmt: skip
    group = forms.ChoiceField(
        label=gettext_lazy("You are"),
        choices=[("", gettext_lazy("Choose your group")), *PatronGroup.choices],
    )
    faculty = forms.CharField(
        label=gettext_lazy("Faculty or department"), max_length=120, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["library"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = Library.objects.active().filter(is_local=True)


class CardForm(forms.Form):
    """What a reader may change about themselves."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of our messages"),
        choices=[("tr", "Türkçe"), ("en", "English")],
    )
