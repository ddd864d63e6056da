"""Small forms of the accounts: a payment, a waiver, a charge by hand, a lift, a reversal."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.charges.models import AccountKind, Purpose
from kopru.charges.readers import Paid

_MEANS = (
    (AccountKind.CASH.value, gettext_lazy("Cash, with a receipt (makbuz)")),
    (AccountKind.BANK.value, gettext_lazy("Bank transfer, with a slip (dekont)")),
    (AccountKind.CARD.value, gettext_lazy("Card, with its slip")),
)
_BETWEEN = (_MEANS[1], _MEANS[0], (AccountKind.VOUCHERS.value, gettext_lazy("IFLA vouchers")))
_HALF = Decimal("0.5")


class SumField(forms.DecimalField):
    """An amount above nought, typed as the page's language writes it."""

    def __init__(self, **kwargs: Any) -> None:
        most: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "min_value": Decimal("0.01")}
        super().__init__(localize=True, **{**most, **kwargs})


def _currency() -> forms.ChoiceField:
    return forms.ChoiceField(label=gettext_lazy("Currency"))


class CurrencyForm(forms.Form):
    """A form with the currencies that an account has; with one, it is not asked for."""

    def __init__(self, *args: Any, currencies: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["currency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - every form below has it so
        field.choices = [(one, one) for one in currencies]
        if len(currencies) == 1:
            field.widget, field.initial = forms.HiddenInput(), currencies[0]


class PayForm(CurrencyForm):
    """A payment of a reader."""

    amount = SumField(label=gettext_lazy("Amount"))
    currency = _currency()
    means = forms.ChoiceField(label=gettext_lazy("Paid by"), choices=_MEANS)
    number = forms.CharField(
        label=gettext_lazy("Number of the receipt or slip"), max_length=60,
        help_text=gettext_lazy("It proves the payment; the same number is never booked twice."),
    )  # fmt: skip

    @property
    def paid(self) -> Paid:
        """Only after `is_valid`."""
        said = self.cleaned_data
        means = AccountKind(said["means"])
        return Paid(said["amount"], means, said["number"], said["currency"])


class PartnerPayForm(PayForm):
    """A payment between libraries; IFLA vouchers are counted in halves."""

    vouchers = forms.DecimalField(
        label=gettext_lazy("Number of vouchers"), required=False, min_value=_HALF, max_value=999,
        max_digits=4, decimal_places=1, localize=True,
        help_text=gettext_lazy("Only for IFLA vouchers; a half voucher is 0.5."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        means = self.fields["means"]
        assert isinstance(means, forms.ChoiceField)  # noqa: S101 - declared above
        means.choices = list(_BETWEEN)

    def clean(self) -> dict[str, Any]:
        """Vouchers are whole or halves, and named where they are the means."""
        said = super().clean() or self.cleaned_data
        count, by_voucher = said.get("vouchers"), said.get("means") == AccountKind.VOUCHERS
        if by_voucher and not count and "vouchers" not in self.errors:
            self.add_error("vouchers", _("Say how many vouchers it was."))
        elif count and count % _HALF:
            self.add_error("vouchers", _("A voucher is whole or a half."))
        return said

    @property
    def facts(self) -> dict[str, object]:
        """What is kept of vouchers; only after `is_valid`."""
        count = self.cleaned_data.get("vouchers")
        by_voucher = self.cleaned_data["means"] == AccountKind.VOUCHERS
        return {"vouchers": str(count)} if count and by_voucher else {}


class WaiveForm(CurrencyForm):
    """A sum that is not asked any more."""

    amount = SumField(label=gettext_lazy("Amount"))
    currency = _currency()
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class ChargeForm(CurrencyForm):
    """A sum that the system does not know of."""

    purpose = forms.ChoiceField(label=gettext_lazy("What for"), choices=Purpose.choices)
    amount = SumField(label=gettext_lazy("Amount"))
    currency = _currency()
    request_number = forms.CharField(
        label=gettext_lazy("Number of the request"), max_length=64, required=False
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class LiftForm(forms.Form):
    """Until when somebody may go on, and why."""

    until = forms.DateField(
        label=gettext_lazy("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class ReverseForm(forms.Form):
    """Why something was booked wrongly."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)
