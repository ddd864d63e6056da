"""One of each paper, full, and the same with nothing but what is required."""

from datetime import date

from kopru.shipping.papers import (
    AddressLabel,
    BookStrap,
    LoanSlip,
    Paper,
    PickupReceipt,
    PostalAddress,
    PullSlip,
    ReturnLabel,
    ReturnReceipt,
)

DUE = date(2026, 11, 12)
LETTERS = "İĞŞÖÇÜığşöçü ₺"
BOSPHORUS = PostalAddress(
    name="Boğaz Üniversitesi Kütüphanesi",
    lines=("Güney Yerleşkesi", "Hisarüstü Cad. No: 7"),
    district="Sarıyer",
    city="istanbul",
    postcode="34342",
    country="Türkiye",
    phone="+90 212 359 64 00",
)
AEGEAN = PostalAddress(
    name="Ege Kütüphanesi", district="Bornova", city="izmir", postcode="35100", country="TR"
)
BERLIN = PostalAddress(name="Bibliothek Berlin", city="Berlin", country="Deutschland")


def full(title: str = "İnce Memed", note: str = "Ücret sınırı ₺350") -> list[Paper]:
    lender = "Ege Kütüphanesi"
    return [
        PullSlip(
            code="L-2026-000001", title=title, author="Yaşar Kemal", year="2004",
            publisher="Ağaç Yayınları", isbn="9789750807145", volume="2",
            call_number="PL248 .K4", location="Merkez, 2. kat", item_barcode="0001234",
            requester_name="Ege Kütüphanesi", requester_symbol="TR-EGE", needed_by=DUE,
            ship_by=date(2026, 11, 5), note=note, patron_group="Doktora",
        ),
        AddressLabel(
            code="K-2026-000002", sender=BOSPHORUS, recipient=AEGEAN, payer="recipient",
            carrier="Hızlı Kargo", tracking="99887766", request_codes=("L-2026-000001", "L-9"),
        ),
        ReturnLabel(
            code="K-2026-000003", sender=AEGEAN, recipient=BOSPHORUS, payer="sender",
            send_back_by=DUE, request_codes=("K-2026-000003",),
        ),
        LoanSlip("L-2026-000004", title, "Yaşar Kemal", DUE, lender, note, "Boğaz"),
        PickupReceipt("L-2026-000005", title, "Yaşar Kemal", date(2026, 10, 20), DUE, "IÇ 234"),
        ReturnReceipt("L-2026-000006", title, "Yaşar Kemal", DUE, "IÇ 234", "Boğaz", note),
        BookStrap("L-2026-000007", title, "IÇ 234", DUE, lender, note, "Boğaz"),
    ]  # fmt: skip


def bare() -> list[Paper]:
    nobody = PostalAddress(name="")
    return [
        PullSlip("L-1", ""),
        AddressLabel("L-2", nobody, nobody, "sender"),
        ReturnLabel("L-3", nobody, nobody, "recipient"),
        LoanSlip("L-4", ""),
        PickupReceipt("L-5", ""),
        ReturnReceipt("L-6", ""),
        BookStrap("L-7", ""),
    ]
