"""PTT Kargo over SOAP: kabulEkle2 announces, barkodVeriSil takes back, gonderiSorgu2 follows.

Sources: domain.md 4.8 [S122 to S124] and the services' published descriptions
(pttws.ptt.gov.tr: PttVeriYukleme, GonderiTakipV2). A no comes as a code inside an answer that is well
by HTTP: once for the call and once more for the parcel. The password goes with every call.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml import etree

from kopru.common.text import fold
from kopru.connections import outbound
from kopru.connections.carriers.shape import (
    Account,
    Move,
    MoveState,
    NoSuchParcel,
    Place,
    Shipment,
)
from kopru.connections.errors import Garbled, Refused
from kopru.protocols import soap

SERVICE = "https://pttws.ptt.gov.tr"
KABUL, TAKIP = "http://kabul.ptt.gov.tr", "http://takip.ptt.gov.tr"
_UPLOAD, _TRACK = "/PttVeriYukleme/services/Sorgu", "/GonderiTakipV2/services/Sorgu"
#: the account that all of PTT's customers sign in with; the customer's number says who they are
_USER = "PttWs"
_SECONDS = 12.0
_MOST_BYTES = 500_000
_ISTANBUL = ZoneInfo("Europe/Istanbul")
_TIMES = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y")

#: what PTT calls a move (folded; the first that fits), and what it means
_STATES = (
    ("iade", MoveState.GOES_BACK),
    ("teslim edilemedi", MoveState.WAITS),
    ("teslim edildi", MoveState.DELIVERED),
    ("subede bekl", MoveState.WAITS),
    ("haber kagidi", MoveState.WAITS),
    ("dagitim", MoveState.OUT_FOR_DELIVERY),
    ("kabul", MoveState.ACCEPTED),
    ("torba", MoveState.MOVING),
    ("sevk", MoveState.MOVING),
    ("transfer", MoveState.MOVING),
    ("merkez", MoveState.MOVING),
)


class Ptt:
    """The adapter; see `shape.Adapter`."""

    key = "ptt"
    name = "PTT Kargo"
    has_block = True

    def announce(self, account: Account, shipment: Shipment) -> str:
        """By our bar code; UA where the recipient pays the freight."""
        parcel: dict[str, soap.Values | str] = {
            "aliciAdi": shipment.recipient.name,
            "aAdres": shipment.recipient.address,
            "aliciIlAdi": shipment.recipient.city,
            "aliciIlceAdi": shipment.recipient.district,
            "aliciTel": _digits(shipment.recipient.phone),
            "agirlik": str(shipment.grams),
            "barkodNo": shipment.barcode,
            "musteriReferansNo": shipment.reference,
            "ekhizmet": "UA" if shipment.freight_from_recipient else "",
            "odemesekli": "" if shipment.freight_from_recipient else "MH",
            "rezerve1": account.payer_account,
            "gondericibilgi": _sender(shipment.sender),
        }
        said = self._call(account, _UPLOAD, KABUL, "kabulEkle2", {
            "kullanici": account.user or _USER, "musteriId": account.customer, "sifre": account.password,
            "dosyaAdi": shipment.reference, "gonderiTip": "NORMAL", "gonderiTur": "KARGO",
            "dongu": {name: value for name, value in parcel.items() if value},
        })  # fmt: skip
        _refuse(said, "hataKodu", "aciklama", account)
        one = soap.child(said, "dongu")
        if one is None:
            raise Garbled("an answer without the parcel (dongu)")
        _refuse(one, "donguHataKodu", "donguAciklama", account)
        return soap.text(one, "barkod") or shipment.barcode

    def cancel(self, account: Account, number: str) -> None:
        """By its bar code."""
        said = self._call(account, _UPLOAD, KABUL, "barkodVeriSil", {
            "barcode": number, "musteriId": account.customer, "sifre": account.password,
        })  # fmt: skip
        _refuse(said, "hataKodu", "aciklama", account)

    def moves(self, account: Account, number: str) -> Sequence[Move]:
        """The customer's number is the account of the tracking service."""
        said = self._call(account, _TRACK, TAKIP, "gonderiSorgu2", {
            "barkod": number, "kullanici": account.customer, "sifre": account.password,
        })  # fmt: skip
        code, reason = soap.text(said, "sonucKodu"), soap.text(said, "sonucAciklama")
        rows = soap.children(said, "dongu")
        if rows:
            return sorted((_move(row) for row in rows), key=lambda move: move.at)
        if "kayit" in fold(reason) or "bulunamadi" in fold(reason) or code in ("0", "10"):
            raise NoSuchParcel(number)
        _refuse(said, "sonucKodu", "sonucAciklama", account)
        return []

    def _call(
        self, account: Account, path: str, namespace: str, operation: str, values: soap.Values
    ) -> etree._Element:
        address = (account.address or SERVICE).rstrip("/") + path
        asked = soap.call(operation, values, namespace=namespace)
        got = outbound.fetch(
            address, seconds=_SECONDS, most_bytes=_MOST_BYTES, body=asked,
            headers={"Content-Type": soap.media_type(operation), "Accept": "application/soap+xml, text/xml"},
        )  # fmt: skip
        try:
            return soap.answer(got.body)
        except soap.Fault as fault:
            raise Refused(_without_secrets(str(fault), account)) from fault
        except soap.NotSoap as error:
            raise Garbled(f"HTTP {got.status}: {error}") from error


def _refuse(said: etree._Element, code: str, reason: str, account: Account) -> None:
    """A code other than 1 is a no. :raises Refused: with PTT's own words"""
    number = soap.text(said, code)
    if not number:
        raise Garbled(f"an answer without {code}")
    if number != "1":
        words = soap.text(said, reason) or f"{code} {number}"
        raise Refused(_without_secrets(words, account))


def _without_secrets(words: str, account: Account) -> str:
    """A service may repeat what it was told; the password is shown to nobody."""
    return words.replace(account.password, "…")[:200] if account.password else words[:200]


def _move(row: etree._Element) -> Move:
    words = soap.text(row, "ISLEM")
    return Move(
        at=_time(soap.text(row, "ITARIH"), soap.text(row, "ISAAT")), place=soap.text(row, "IMERK"),
        words=words[:200], state=_state(words),
    )  # fmt: skip


def _state(words: str) -> MoveState:
    said = fold(words)
    return next((state for known, state in _STATES if known in said), MoveState.OTHER)


def _time(day: str, hour: str) -> datetime:
    said = f"{day} {hour}".strip()
    for form in _TIMES:
        try:
            return datetime.strptime(said, form).replace(tzinfo=_ISTANBUL)
        except ValueError:
            continue
    raise Garbled(f"no date: {said[:40]}")


def _digits(phone: str) -> str:
    """Ten digits without the 0 or +90 before them, as PTT wants; "" where it is no such number."""
    digits = "".join(c for c in phone if c.isascii() and c.isdigit())
    digits = digits.removeprefix("90") if len(digits) == 12 else digits.removeprefix("0")
    return digits if len(digits) == 10 else ""


def _sender(place: Place) -> dict[str, str]:
    said = {
        "gonderici_adi": place.name, "gonderici_adresi": place.address, "gonderici_il_ad": place.city,
        "gonderici_ilce_ad": place.district, "gonderici_telefonu": _digits(place.phone),
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}
