"""The only door for writes about a library's contracts. Whether the asker may is judged before."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kopru.connections.carriers.models import Contract
from kopru.connections.carriers.registry import adapters
from kopru.connections.carriers.shape import Adapter, NoSuchParcel
from kopru.libraries.models import Library

FIELDS = frozenset({"customer", "user", "payer_account", "block_first", "block_last", "address", "is_on"})  # fmt: skip
#: a bar code that no block holds, to ask for where only the account is tried
_NOBODYS = "0000000000000"
_TWELVE = re.compile(r"\d{1,12}")


@transaction.atomic
def save_contract(
    *, library: Library, carrier: str, password: str | None = None, **values: Any
) -> Contract:
    """Sets up or changes a contract, and wakes the firm if it rests.

    A block that differs from the one there is begins at its first number; one that only grew goes on.

    :param password: None keeps the one there is
    :param values: any of FIELDS
    :raises ValidationError: naming each field that cannot be
    """
    if unknown := set(values) - FIELDS:
        raise TypeError(f"no such fields: {', '.join(sorted(unknown))}")
    adapter = adapters().get(carrier)
    if adapter is None:
        raise ValidationError({"carrier": _("No such courier can be spoken with.")})
    held = Contract.objects.select_for_update().filter(library=library, carrier=carrier).first()
    contract = held or Contract(library=library, carrier=carrier)
    before = contract.block_first
    for name, value in values.items():
        setattr(contract, name, value.strip() if isinstance(value, str) else value)
    if password is not None:
        contract.password = password
    if contract.block_first != before or contract.block_next is None:
        contract.block_next = contract.block_first
    contract.full_clean(exclude=["rests_until"])
    _check(contract, adapter)
    contract.save()
    contract.note_answer()
    return contract


def remove_contract(*, contract: Contract) -> None:
    """Forgets the contract; the parcels keep their numbers, and everything goes on by hand."""
    contract.delete()


def adapter_of(contract: Contract) -> Adapter | None:
    """What speaks with the firm; None where its package is gone from this installation."""
    return adapters().get(contract.carrier)


def try_out(contract: Contract) -> None:
    """Asks the firm for a number that nobody has, to see whether it knows us.

    :raises ConnectionTrouble: it does not, or cannot be reached
    """
    adapter = adapters()[contract.carrier]
    try:
        adapter.moves(contract.account, _NOBODYS)
    except NoSuchParcel:
        return


def _check(contract: Contract, adapter: Adapter) -> None:
    """What fields mean together. :raises ValidationError:"""
    wrong: dict[str, str] = {}
    if not contract.customer.isascii() or not contract.customer.isalnum():
        wrong["customer"] = _("The customer number has digits and letters only.")
    if adapter.has_block:
        _check_block(contract, wrong)
    if contract.address and not _is_address(contract.address):
        wrong["address"] = _("Enter an address that begins with https:// (or http://).")
    if wrong:
        raise ValidationError(wrong)


def _check_block(contract: Contract, wrong: dict[str, str]) -> None:
    for name in ("block_first", "block_last"):
        number = getattr(contract, name)
        if number is None:
            wrong[name] = _("Enter the number that the courier gave you.")
        elif not _TWELVE.fullmatch(str(number)):
            wrong[name] = _("The number has 12 digits, without the check digit.")
    if wrong.keys() & {"block_first", "block_last"}:
        return
    first, last, nxt = contract.block_first, contract.block_last, contract.block_next
    if first is not None and last is not None and last < first:
        wrong["block_last"] = _("The last number is smaller than the first.")
    elif last is not None and nxt is not None and last < nxt - 1:
        wrong["block_last"] = _("Numbers after this one are taken already.")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
