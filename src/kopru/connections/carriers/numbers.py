"""Bar codes from a block: 12 digits and a check digit, each taken once, none left out."""

from stdnum import ean

from kopru.connections.carriers.models import Announcement, AnnouncementState, Contract


class BlockUsedUp(Exception):
    """Every number of the block is taken, or there is none: the firm has to give another."""


def with_check_digit(number: int) -> str:
    """The bar code of a number of 12 digits; PTT's check digit is EAN-13's (domain.md 4.8)."""
    digits = f"{number:012d}"
    return digits + str(ean.calc_check_digit(digits))


def take(contract: Contract) -> str:
    """The next number. To be called under the lock of the contract's row.

    A number that the firm refused for a parcel which is no more comes first: nobody has it.

    :raises BlockUsedUp:
    """
    unused = Announcement.objects.filter(
        contract=contract, parcel=None, state=AnnouncementState.REFUSED
    ).first()
    if unused is not None:
        unused.delete()
        return unused.number
    if not contract.numbers_left or contract.block_next is None:
        raise BlockUsedUp
    number = contract.block_next
    contract.block_next = number + 1
    contract.save(update_fields=["block_next"])
    return with_check_digit(number)
