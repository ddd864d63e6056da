"""A library's terms as a form: each sentence of the rules, with what it is made of.

The fields come from `Terms` itself, so that no term can be stated that has no field, and
the sentences from `libraries.policy.saying`: what is shown while somebody types is what
other libraries will read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args, get_origin

from annotated_types import Ge, Le
from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from kopru.libraries.policy.clauses import Clause
from kopru.libraries.policy.doubtful import Doubt, doubts
from kopru.libraries.policy.labels import CHOICES, LABELS
from kopru.libraries.policy.saying import clause_said
from kopru.libraries.policy.sentences_borrowing import BORROWING
from kopru.libraries.policy.sentences_lending import LENDING
from kopru.libraries.policy.terms import Rate, Terms
from kopru.web.frame.clauseform import ClauseRows, clause_rows, fits_rows
from kopru.web.frame.termwords import LISTS, said, say

_LONGEST = 200
_MOST = 3650
_LARGEST = 1_000_000


class RatesField(forms.CharField):
    """Rates by day of delay, typed as "0,30; 8: 0,60": from day 1, then from day 8."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=_LONGEST, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Rates as they are typed."""
        if not isinstance(value, (list, tuple)):
            return value
        rates = [rate if isinstance(rate, Rate) else Rate(**rate) for rate in value]
        comma = (get_language() or "tr").startswith("tr")
        return "; ".join(
            f"{rate.from_day}: {rate.per_day:.2f}".replace(".", "," if comma else ".")
            for rate in rates
        )

    def clean(self, value: Any) -> Any:
        """The rates; a ValidationError names the part that is none."""
        return tuple(self._rate(part) for part in super().clean(value).split(";") if part.strip())

    def _rate(self, part: str) -> Rate:
        day, colon, amount = part.rpartition(":")
        try:
            return Rate(
                from_day=int(day) if colon else 1, per_day=Decimal(amount.strip().replace(",", "."))
            )
        except (ValueError, InvalidOperation) as error:  # pydantic's is a ValueError
            words = _("“%(part)s” is no rate. Type for example 0,30; 8: 0,60.")
            raise forms.ValidationError(words % {"part": part.strip()}) from error


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of the terms and the fields that it is made of; `sentence` is "" where nothing is said."""

    name: str
    sentence: str
    fields: list[BoundField]

    @property
    def has_errors(self) -> bool:
        """Whether something in it has to be put right."""
        return any(field.errors for field in self.fields)

    @property
    def unsaid(self) -> str:
        """What it would be about."""
        return ", ".join(str(field.label) for field in self.fields)


@dataclass(frozen=True, slots=True)
class Matter:
    """The rules under one heading."""

    heading: str
    rules: list[Rule]


class TermsForm(forms.Form):
    """The terms but for their clauses, and the day from which they hold."""

    valid_from = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, terms: Terms, today: date) -> None:
        values = {name: getattr(terms, name) for name in Terms.model_fields if name != "clauses"}
        super().__init__(data, initial={**values, "valid_from": today})
        self._before = terms
        self._kept = tuple(clause for clause in terms.clauses if not fits_rows(clause))
        rows = clause_rows(tuple(filter(fits_rows, terms.clauses)), get_language() or "tr")
        sent = data if data is not None and "clause-TOTAL_FORMS" in data else None
        self.rows = ClauseRows(sent, initial=rows, prefix="clause")
        for name, info in Terms.model_fields.items():
            if name != "clauses":
                self.fields[name] = _field(name, info)
        self.order_fields([*values, "valid_from"])

    def clean(self) -> dict[str, Any]:
        """What the terms themselves refuse becomes an error of the field."""
        cleaned = super().clean() or {}
        values = {name: value for name, value in cleaned.items() if name != "valid_from"}
        if self.rows.is_bound and not self.rows.is_valid():
            self.add_error(None, _("Something is wrong in the clauses."))
        try:
            self._before.with_set(values)
        except ValidationError as error:
            for trouble in error.errors():
                name = str(trouble["loc"][0]) if trouble["loc"] else None
                self.add_error(name if name in self.fields else None, trouble["msg"])
        return cleaned

    def stated(self) -> tuple[Terms, date]:
        """The terms that were typed, and the day they begin; only after `is_valid`."""
        values = dict(self.cleaned_data)
        begins = values.pop("valid_from")
        return self._before.with_set({**values, "clauses": self._clauses()}), begins

    def _clauses(self) -> tuple[Clause, ...]:
        """The clauses of the rows, behind those that no row can say."""
        if not self.rows.is_bound:
            return self._before.clauses
        self.rows.is_valid()
        typed = [row.cleaned_data for row in self.rows.forms if row.is_valid()]
        said_ = [row["clause"] for row in typed if row.get("clause") and not row.get("DELETE")]
        return (*self._kept, *said_)

    @property
    def as_typed(self) -> Terms:
        """The terms with what is typed so far, as far as it is right; else as they were."""
        if not self.is_bound:
            return self._before
        self.is_valid()
        terms = self._before
        for name, value in self.cleaned_data.items():
            if name != "valid_from":
                try:
                    terms = terms.with_set({name: value})
                except ValidationError:
                    continue
        try:
            return terms.with_set({"clauses": self._clauses()})
        except ValidationError:
            return terms

    @property
    def lending(self) -> list[Matter]:
        """The rules as supplier."""
        return list(self._matters(LENDING))

    @property
    def borrowing(self) -> list[Matter]:
        """The rules for the library's own readers."""
        return list(self._matters(BORROWING))

    @property
    def doubts(self) -> list[Doubt]:
        """What contradicts itself in what is typed."""
        return doubts(self.as_typed)

    @property
    def kept(self) -> list[str]:
        """Clauses that no row can say, which stay as they are, as sentences."""
        return [say(clause_said(self._before, clause)) for clause in self._kept]

    @property
    def lines(self) -> list[tuple[forms.Form, str]]:
        """The rows of clauses, each with its sentence; "" where it says nothing yet."""
        known: list[Clause | None] = [one for one in self._before.clauses if fits_rows(one)]
        if self.rows.is_bound:
            self.rows.is_valid()
            known = [getattr(row, "cleaned_data", {}).get("clause") for row in self.rows.forms]
        known += [None] * len(self.rows.forms)
        terms = self.as_typed
        return [
            (row, say(clause_said(terms, clause)) if clause else "")
            for row, clause in zip(self.rows.forms, known, strict=False)
        ]

    def _matters(self, table: Any) -> Iterator[Matter]:
        terms = self.as_typed
        for heading, sentences in table:
            rules = []
            for names, tell in sentences:
                text = tell(terms)
                fields = [self[name] for name in names]
                if "loan_price" in names:
                    fields.append(self["currency"])
                rules.append(Rule(names[0], say(text) if text else "", fields))
            yield Matter(say(heading), rules)


def _field(name: str, info: FieldInfo) -> forms.Field:
    """The form field of a term, by what the term may be."""
    label, kind = said(LABELS[name]), info.annotation
    if kind is bool:
        return forms.BooleanField(label=label, required=False)
    if name in CHOICES:
        choices = [(value, said(words)) for value, words in CHOICES[name].items()]
        return forms.ChoiceField(label=label, choices=choices)
    if name in LISTS:
        return forms.TypedMultipleChoiceField(
            label=label, required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(value, said(words)) for value, words in LISTS[name].items()],
            coerce=int if name == "service_days" else str,
        )  # fmt: skip
    if _is_rates(kind):
        help_text = gettext_lazy(
            "A day, from the first day late; another rate from day 8 on: 0,30; 8: 0,60"
        )
        return RatesField(label=label, help_text=help_text)
    least = next((one.ge for one in info.metadata if isinstance(one, Ge)), 0)
    most = next((one.le for one in info.metadata if isinstance(one, Le)), None)
    if kind is int:
        return forms.IntegerField(
            label=label, min_value=int(str(least)), max_value=int(str(most or _MOST))
        )
    if kind is Decimal:
        return forms.DecimalField(
            label=label, min_value=Decimal(str(least)), max_digits=12, decimal_places=2, localize=True,
            max_value=None if most is None else Decimal(str(most)),
        )  # fmt: skip
    return forms.CharField(label=label, required=name == "currency", max_length=_LONGEST)


def _is_rates(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[0] is Rate


class TermsFileForm(forms.Form):
    """Terms from a file that was saved here, or written by its schema, and the day they begin."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "JSON, as “Save as a file” gives it. What it does not name is as every library begins."
        ),
    )
    valid_from = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_file(self) -> Terms:
        """The terms of the file; a ValidationError names every place that is wrong."""
        file = self.cleaned_data["file"]
        if file.size > _LARGEST:
            raise forms.ValidationError(_("The file is too large to be one of terms."))
        try:
            return Terms.model_validate_json(file.read())
        except ValidationError as error:
            raise forms.ValidationError(
                [
                    f"{'.'.join(map(str, one['loc'])) or 'JSON'}: {one['msg']}"
                    for one in error.errors()
                ]
            ) from error
