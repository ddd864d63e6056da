"""The clauses of a library's terms as rows of a form: for whom and what, and what then holds."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import ValidationError

from kopru.common.text import fold
from kopru.common.words import Words
from kopru.libraries.policy.clauses import Clause, When
from kopru.libraries.policy.labels import CHOICES, LABELS
from kopru.libraries.policy.terms import Terms, trouble_in
from kopru.libraries.policy.words import (
    DISTANCES,
    GROUPS,
    KINDS,
    LIBRARY_KINDS,
    SERVICES,
    TRAITS,
)
from kopru.web.frame.termwords import LISTS, said

#: terms that one clause may set in this form; a file may have more
PAIRS = 3
_SPARE = 1
_YES, _NO = frozenset({"evet", "yes", "1"}), frozenset({"hayir", "no", "0"})
_CONDITIONS: Mapping[str, tuple[Any, Mapping[str, Words]]] = {
    "services": (gettext_lazy("Service"), SERVICES),
    "kinds": (gettext_lazy("Kinds of material"), KINDS),
    "traits": (gettext_lazy("Sorts of items"), TRAITS),
    "groups": (gettext_lazy("Groups of readers"), GROUPS),
    "distances": (gettext_lazy("Where the other library is"), DISTANCES),
    "partner_kinds": (gettext_lazy("Sort of the other library"), LIBRARY_KINDS),
}
#: terms that a line of text cannot say
_NOT_HERE = frozenset({"fines", "reader_fines"})


class ClauseForm(forms.Form):
    """One clause. A row without any effect is no clause."""

    side = forms.ChoiceField(
        label=gettext_lazy("It is said"), required=False, initial="lending",
        choices=(("lending", gettext_lazy("as supplier")), ("borrowing", gettext_lazy("for our own readers"))),
    )  # fmt: skip
    fewer_copies_than = forms.IntegerField(
        label=gettext_lazy("Fewer copies than"), required=False, min_value=1, max_value=100
    )
    partners = forms.CharField(
        label=gettext_lazy("Certain libraries"), required=False, max_length=400,
        help_text=gettext_lazy("Their symbols, with commas between them."),
    )  # fmt: skip
    branches = forms.CharField(
        label=gettext_lazy("Certain branches"), required=False, max_length=200,
        help_text=gettext_lazy("Their codes, with commas between them."),
    )  # fmt: skip
    refuses = forms.BooleanField(label=gettext_lazy("Such requests are refused"), required=False)
    words = forms.CharField(label=gettext_lazy("In our own words"), required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, names) in _CONDITIONS.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=label, required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(value, said(words)) for value, words in names.items()],
            )  # fmt: skip
        terms = [
            (name, said(LABELS[name]))
            for name in Terms.model_fields
            if name in LABELS and name not in _NOT_HERE
        ]
        for number in range(PAIRS):
            self.fields[f"term{number}"] = forms.ChoiceField(
                label=gettext_lazy("Then holds"), required=False, choices=[("", "—"), *terms]
            )
            self.fields[f"value{number}"] = forms.CharField(
                label=pgettext_lazy("a clause of the terms", "as"), required=False, max_length=200
            )

    @property
    def when(self) -> list[Any]:
        """The fields of the conditions."""
        return [self[name] for name in (*_CONDITIONS, "fewer_copies_than", "partners", "branches")]

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The fields of what then holds."""
        return [(self[f"term{n}"], self[f"value{n}"]) for n in range(PAIRS)]

    def clean(self) -> dict[str, Any]:
        """The clause under "clause", None where the row says nothing."""
        cleaned = super().clean() or {}
        sets = self._sets(cleaned)
        when = self._when(cleaned)
        cleaned["clause"] = None
        if self.errors or (not sets and not cleaned.get("refuses") and when.is_always):
            return cleaned
        side = cleaned.get("side") or "lending"
        if trouble := trouble_in(sets, side):
            self._name_trouble(*trouble)
            return cleaned
        try:
            cleaned["clause"] = Clause(
                when=when, side=side, refuses=bool(cleaned.get("refuses")), sets=sets,
                words=cleaned.get("words", ""),
            )  # fmt: skip
        except ValidationError:
            self.add_error("refuses", _problem(when, sets, refuses=bool(cleaned.get("refuses"))))
        return cleaned

    def _when(self, cleaned: Mapping[str, Any]) -> When:
        lists = {name: tuple(cleaned.get(name) or ()) for name in _CONDITIONS}
        return When(
            **lists, fewer_copies_than=cleaned.get("fewer_copies_than") or 0,
            partners=_listed(cleaned.get("partners", "")), branches=_listed(cleaned.get("branches", "")),
        )  # fmt: skip

    def _sets(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        sets: dict[str, Any] = {}
        for number in range(PAIRS):
            name, text = cleaned.get(f"term{number}"), cleaned.get(f"value{number}", "")
            if not name:
                continue
            try:
                sets[name] = value_of(name, text)
            except ValueError as error:
                self.add_error(f"value{number}", str(error))
        return sets

    def _name_trouble(self, name: str, words: str) -> None:
        at = next(
            (n for n in range(PAIRS) if self.cleaned_data.get(f"term{n}") == name.split(".")[0]), 0
        )
        if "no such term" in words:
            words = _("This is no term of that side.")
        self.add_error(f"value{at}", words)


def _problem(when: When, sets: Mapping[str, Any], *, refuses: bool) -> str:
    if refuses and sets:
        return _("Such requests are refused, or something holds for them: not both.")
    if refuses and when.is_always:
        return _("This would refuse everything. Say that you do not lend, or say for what.")
    return _("Say what then holds, or that such requests are refused.")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def value_of(name: str, text: str) -> Any:
    """The value of a term as somebody types it, in either language.

    :raises ValueError: saying what may be typed
    """
    text = text.strip()
    kind = Terms.model_fields[name].annotation
    if name in CHOICES:
        return _named(CHOICES[name], text)
    if name in LISTS:
        return [_named(LISTS[name], part) for part in _listed(text)]
    if kind is bool:
        if fold(text) in _YES:
            return True
        if fold(text) in _NO:
            return False
        raise ValueError(_("Yes or no."))
    if kind is str:
        return text
    try:
        return int(text) if kind is int else Decimal(text.replace(",", "."))
    except (ValueError, InvalidOperation) as error:
        raise ValueError(_("A number.")) from error


def typed_value(name: str, value: Any, language: str) -> str:
    """A term's value as it is typed."""
    if name in CHOICES:
        return CHOICES[name][value].say(language)
    if name in LISTS:
        return ", ".join(LISTS[name][one].say(language) for one in value)
    if isinstance(value, bool):
        return Words("evet" if value else "hayır", "yes" if value else "no").say(language)
    return str(value)


def _named(names: Mapping[Any, Words], text: str) -> Any:
    wanted = fold(text)
    for value, words in names.items():
        if wanted in (fold(str(value)), fold(words.tr), fold(words.en)):
            return value
    either = " / ".join(str(said(words)) for words in names.values())
    raise ValueError(_("One of: %(names)s.") % {"names": either})


def clause_rows(clauses: tuple[Clause, ...], language: str) -> list[dict[str, Any]]:
    """Clauses as the first values of rows."""
    rows = []
    for clause in clauses:
        row: dict[str, Any] = {
            **clause.when.model_dump(), "side": clause.side, "refuses": clause.refuses, "words": clause.words,
            "partners": ", ".join(clause.when.partners), "branches": ", ".join(clause.when.branches),
            "fewer_copies_than": clause.when.fewer_copies_than or None,
        }  # fmt: skip
        for number, (name, value) in enumerate(list(clause.sets.items())[:PAIRS]):
            row |= {f"term{number}": name, f"value{number}": typed_value(name, value, language)}
        rows.append(row)
    return rows


ClauseRows = forms.formset_factory(
    ClauseForm, extra=_SPARE, can_delete=True, can_order=False, max_num=60
)


def fits_rows(clause: Clause) -> bool:
    """Whether a row can say all of it; others stay as they are."""
    return len(clause.sets) <= PAIRS and _NOT_HERE.isdisjoint(clause.sets)
