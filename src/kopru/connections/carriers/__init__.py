"""Courier firms: who they are and where a parcel is followed.

By hand is the way that always works: a number typed or scanned, and a link.
"""

from dataclasses import dataclass
from urllib.parse import quote

from kopru.common.text import fold


@dataclass(frozen=True, slots=True)
class Carrier:
    """A firm, the words its name is known by (folded), and its page for a number."""

    name: str
    known_as: tuple[str, ...]
    page: str


CARRIERS = (
    Carrier("PTT Kargo", ("ptt",), "https://gonderitakip.ptt.gov.tr/Track/Verify?q={}"),
    Carrier(
        "Yurtiçi Kargo", ("yurtici",),
        "https://www.yurticikargo.com/tr/online-servisler/gonderi-sorgula?code={}",
    ),
    Carrier("Aras Kargo", ("aras",), "https://kargotakip.araskargo.com.tr/mainpage.aspx?code={}"),
)  # fmt: skip


def tracking_page(carrier: str, number: str) -> str:
    """Where a parcel is followed; "" for a firm we do not know or without a number."""
    words = fold(carrier).split()
    for known in CARRIERS:
        if number and any(name in words for name in known.known_as):
            return known.page.format(quote(number, safe=""))
    return ""
