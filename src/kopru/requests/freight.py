"""Who bears what was paid at the door for a parcel. Pure.

Source: domain.md 2.1 (rows 26 and 27), pain 6.
"""

from decimal import ROUND_HALF_UP, Decimal

from kopru.libraries.policy.terms import Terms

_CENT = Decimal("0.01")


def readers_part(share: Decimal, *, terms: Terms, parcels_before: int) -> Decimal:
    """What a reader bears of the `share` of freight that their item cost on its way to them.

    `parcels_before`: how many parcels with freight came for the reader in the same year before.
    """
    if terms.reader_pays == "nothing" or parcels_before < terms.free_parcels:
        return Decimal(0)
    if terms.reader_pays == "half":
        return (share / 2).quantize(_CENT, rounding=ROUND_HALF_UP)
    return share


def readers_part_home(share: Decimal, *, terms: Terms) -> Decimal:
    """What a reader bears of the freight that their item cost on its way home."""
    return share if terms.reader_pays == "both" else Decimal(0)
