"""Libraries' contracts with couriers, the numbers taken from their blocks, and parcels followed."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.connections.carriers.shape import Account, Move, MoveState
from kopru.connections.resting import Resting
from kopru.libraries.models import Library
from kopru.shipping.models import Parcel


class ContractQuerySet(models.QuerySet["Contract"]):
    def of(self, library: Library | None) -> Self:
        """The contracts of `library`; none for None."""
        return self.filter(library=library) if library else self.none()


class Contract(Resting):
    """A library's contract with a courier (`carrier`: an adapter's key).

    The firm gives a block of bar codes: numbers of 12 digits from `block_first` to `block_last`,
    without the check digit (domain.md 4.8); `block_next` is the next that nobody took. `password`
    is never shown again. `address` is empty for the firm's own service.
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="carrier_contracts")
    carrier = models.CharField(_("courier"), max_length=40)
    customer = models.CharField(_("customer number"), max_length=40)
    user = models.CharField(_("account"), max_length=120, blank=True)
    password = models.CharField(_("password"), max_length=200)
    payer_account = models.CharField(_("account that pays"), max_length=40, blank=True)
    block_first = models.BigIntegerField(_("first number"), null=True, blank=True)
    block_last = models.BigIntegerField(_("last number"), null=True, blank=True)
    block_next = models.BigIntegerField(null=True, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    is_on = models.BooleanField(_("is used"), default=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "carrier"], name="one_contract_a_carrier")
        ]

    def __str__(self) -> str:
        return f"{self.library.symbol} {self.carrier}"

    @property
    def account(self) -> Account:
        """As an adapter needs it."""
        return Account(
            customer=self.customer, password=self.password, user=self.user,
            payer_account=self.payer_account, address=self.address,
        )  # fmt: skip

    @property
    def numbers_left(self) -> int | None:
        """How many numbers of the block nobody took; None without a block."""
        if self.block_next is None or self.block_last is None:
            return None
        return max(0, self.block_last - self.block_next + 1)


class AnnouncementState(models.TextChoices):
    """How an announcement stands."""

    ASKING = "asking", _("Being announced")
    #: the firm said no: the number is still ours to use
    REFUSED = "refused", _("Not accepted")
    #: no answer, or none we understand: the firm may have it, so the number stays this parcel's
    UNSURE = "unsure", _("Not known whether it was announced")
    ANNOUNCED = "announced", _("Announced")
    CANCELLED = "cancelled", _("Taken back")


class Announcement(models.Model):
    """A number of a block and the parcel that it was taken for; at most one live one a parcel."""

    State = AnnouncementState

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="announcements")
    parcel = models.ForeignKey(
        Parcel, on_delete=models.SET_NULL, null=True, related_name="announcements"
    )
    number = models.CharField(_("tracking number"), max_length=60)
    state = models.CharField(max_length=12, choices=AnnouncementState.choices)
    asked_at = models.DateTimeField()
    #: a code of `troubles`, and the firm's own words
    trouble = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="a_number_is_taken_once"),
            models.UniqueConstraint(
                fields=["parcel"], condition=~models.Q(state="cancelled"),
                name="one_live_announcement_a_parcel",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class Following(models.Model):
    """A parcel whose courier we ask where it is. `moves` are `shape.Move` as plain values."""

    parcel = models.OneToOneField(Parcel, on_delete=models.CASCADE, related_name="following")
    number = models.CharField(max_length=60)
    next_at = models.DateTimeField(null=True, db_index=True)
    asked_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    moves = models.JSONField(default=list)
    moved_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.number} {self.moved_at}"

    @property
    def story(self) -> list[Move]:
        """What happened, oldest first."""
        return [_move(plain) for plain in self.moves]


def _move(plain: dict[str, Any]) -> Move:
    return Move(
        at=datetime.fromisoformat(plain["at"]), place=plain["place"], words=plain["words"],
        state=MoveState(plain["state"]),
    )  # fmt: skip
