"""Readers in and out: the only door for writes. Nothing of a card but its number is kept."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from kopru.common.identifiers import mask_national_ids
from kopru.common.text import nfc
from kopru.libraries.models import Library, Membership, Role, User
from kopru.patrons.models import Patron, PatronNews, Standing

#: fields that people type; a national identity number in any of them is masked (domain.md 4.6)
TYPED = ("number", "name", "faculty", "phone", "standing_note")


def clean(patron: Patron) -> list[str]:
    """Compose and mask what was typed; the names of the fields in which something was masked.

    :raises ValidationError: by field, for the form or the report of an import
    """
    masked = []
    for field in TYPED:
        text, found = mask_national_ids(nfc(getattr(patron, field)))
        setattr(patron, field, text)
        if found:
            masked.append(field)
    if "number" in masked:
        raise ValidationError({"number": "national_id"})
    patron.email = patron.email.strip().lower()
    patron.clean_fields(exclude=["user", "search_key", "name_sort"])
    patron.validate_unique()
    patron.validate_constraints()
    return masked


def _sign_in(patron: Patron) -> User:
    """The person behind the card: found by e-mail, made where there is none yet."""
    user = User.objects.filter(email=patron.email).first()
    if user is None:
        user = User.objects.create_user(patron.email, name=patron.name, language=patron.language)
    Membership.objects.get_or_create(user=user, library=patron.library, role=Role.READER)
    return user


def _attach(patron: Patron) -> None:
    user = _sign_in(patron)
    if not Patron.objects.filter(user=user).exclude(pk=patron.pk).exists():
        patron.user = user
        patron.save(update_fields=["user"])


@transaction.atomic
def register(patron: Patron, *, now: datetime, card_handed_back: bool = True) -> list[str]:
    """Register a reader from the institution card, which is handed back at once.

    The reader is told by mail. Returns the names of masked fields, to warn about.

    :raises ValidationError: naming the fields that cannot be taken
    """
    patron.standing = Standing.MEMBER
    patron.registered_at = now
    patron.card_returned_at = now if card_handed_back else None
    masked = clean(patron)
    patron.save()
    _attach(patron)
    PatronNews.objects.create(patron=patron, event="registered", at=now)
    return masked


@transaction.atomic
def change(patron: Patron) -> list[str]:
    """Keep a change of a reader's data; returns the names of masked fields."""
    masked = clean(patron)
    patron.save()
    return masked


@transaction.atomic
def ask_for_account(patron: Patron, *, now: datetime) -> list[str]:
    """A reader asks for an account; staff approve or refuse."""
    patron.standing = Standing.ASKED
    masked = clean(patron)
    patron.save()
    PatronNews.objects.create(patron=patron, event="account_asked", at=now)
    return masked


@transaction.atomic
def approve(pk: int, *, library: Library, now: datetime) -> Patron:
    """The wish for an account is granted."""
    patron = Patron.objects.of(library).select_for_update().get(pk=pk, standing=Standing.ASKED)
    patron.standing, patron.registered_at = Standing.MEMBER, now
    patron.save(update_fields=["standing", "registered_at"])
    _attach(patron)
    PatronNews.objects.create(patron=patron, event="approved", at=now)
    return patron


@transaction.atomic
def refuse_account(pk: int, *, library: Library, why: str, now: datetime) -> Patron:
    """The wish for an account is refused, with the reason the reader is told."""
    patron = Patron.objects.of(library).select_for_update().get(pk=pk, standing=Standing.ASKED)
    patron.standing = Standing.REFUSED
    patron.standing_note = mask_national_ids(nfc(why))[0][:200]
    patron.save(update_fields=["standing", "standing_note"])
    PatronNews.objects.create(patron=patron, event="account_refused", at=now)
    return patron


@transaction.atomic
def block(pk: int, *, library: Library, why: str) -> Patron:
    """The reader may not ask until unblocked."""
    patron = Patron.objects.of(library).select_for_update().get(pk=pk)
    patron.standing, patron.standing_note = Standing.BLOCKED, mask_national_ids(nfc(why))[0][:200]
    patron.save(update_fields=["standing", "standing_note"])
    return patron


@transaction.atomic
def unblock(pk: int, *, library: Library) -> Patron:
    """The reader may ask again."""
    patron = Patron.objects.of(library).select_for_update().get(pk=pk)
    patron.standing, patron.standing_note = Standing.MEMBER, ""
    patron.save(update_fields=["standing", "standing_note"])
    return patron


@transaction.atomic
def leave(pk: int, *, library: Library) -> Patron:
    """The reader leaves the institution and asks no more; what is out still has to come back."""
    patron = Patron.objects.of(library).select_for_update().get(pk=pk)
    patron.standing = Standing.LEFT
    patron.save(update_fields=["standing"])
    return patron


def found_by_mail(library: Library, address: str) -> Patron | None:
    """The library's member who writes from `address`; None for strangers."""
    return Patron.objects.of(library).filter(email=address.strip().lower()).first()
