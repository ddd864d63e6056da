"""Sums and what they are for, in words: for the desk, for readers, for statements."""

from datetime import date
from decimal import Decimal

from kopru.charges.models import Entry, Transaction, TransactionKind
from kopru.common.words import Words as W  # noqa: N817 - the tables stay readable

PURPOSES = {
    "freight": W("Kargo ücreti", "Freight"),
    "loan": W("Ödünç ücreti", "Price of the loan"),
    "copy": W("Kopya ücreti", "Price of the copy"),
    "fine": W("Gecikme cezası", "Fine for delay"),
    "replacement": W("Kayıp yayının bedeli", "Replacement of a lost item"),
    "damage": W("Hasar bedeli", "Damage"),
    "other": W("Diğer", "Other"),
}
_PAID = {
    "makbuz": W("Ödeme, makbuz {number}", "Payment, receipt {number}"),
    "dekont": W("Ödeme, dekont {number}", "Payment, bank slip {number}"),
    "slip": W("Ödeme, kart slibi {number}", "Payment, card slip {number}"),
    "voucher": W("IFLA kuponuyla ödeme, {number}", "Payment by IFLA voucher, {number}"),
}
_WAIVED, _REVERSED = W("Vazgeçildi", "Waived"), W("Geri alındı", "Taken back")
#: reasons that the system gives
_REASONS = {
    "undo": W("Adım geri alındı.", "The step was taken back."),
    "went_back": W("Gönderen kütüphaneye geri döndü.", "It went back to its sender."),
    "undelivered": W("Kargo teslim alınmadı.", "The parcel was not taken in."),
    "check_in": W("Yayın geri geldi.", "The item came back."),
}


def what_words(row: Transaction) -> W:
    """What a transaction is, in a few words."""
    purpose = PURPOSES.get(row.purpose, PURPOSES["other"])
    if row.kind == TransactionKind.PAYMENT:
        said = _PAID[row.proof_kind]
        number = row.proof_number
        vouchers = str(row.facts.get("vouchers", ""))
        if vouchers:
            number = f"{vouchers} × {number}"
        return W(said.tr.format(number=number), said.en.format(number=number))
    if row.kind == TransactionKind.WAIVER:
        return W(f"{_WAIVED.tr}: {purpose.tr}", f"{_WAIVED.en}: {purpose.en}")
    if row.kind == TransactionKind.REVERSAL:
        return W(f"{_REVERSED.tr}: {purpose.tr}", f"{_REVERSED.en}: {purpose.en}")
    return purpose


def why_words(row: Transaction) -> W:
    """Why it is so, as far as the books know: a delay reckoned, a share, a reason that was given."""
    facts = row.facts
    if "days_late" in facts:
        return _delay(facts)
    if "share" in facts:
        share = _sum(str(facts["share"]))
        return W(
            f"Kargonun bu yayına düşen payı {share} TL.",
            f"This item's share of the freight was TRY {facts['share']}.",
        )
    if "factor" in facts and str(facts.get("value", "0")) != "0":
        return W(
            f"Rayiç bedel {_sum(str(facts['value']))}, katsayı {_sum(str(facts['factor']))}, üstüne {_sum(str(facts['fee']))}. {row.reason}".strip(),
            f"Market value {facts['value']}, times {facts['factor']}, plus {facts['fee']}. {row.reason}".strip(),
        )
    return _REASONS.get(row.reason, W(row.reason, row.reason))


def _sum(said: str) -> str:
    return said.replace(".", ",")


def _delay(facts: dict[str, object]) -> W:
    due, until = (
        date.fromisoformat(str(facts[name])).strftime("%d.%m.%Y") for name in ("due", "until")
    )
    late, counted = facts["days_late"], facts["counted"]
    tr = f"Son gün {due}, geri geliş {until}: {late} gün gecikme, {counted} günü ücretli."
    en = f"Due {due}, back {until}: {late} days late, {counted} of them charged."
    if facts.get("capped"):
        tr, en = f"{tr} Üst sınır uygulandı.", f"{en} The limit was reached."
    return W(tr, en)


def is_standing(line: Entry) -> bool:
    """Whether it still counts: neither reversed nor a reversal."""
    row = line.transaction
    return row.kind != TransactionKind.REVERSAL and not hasattr(row, "reversed_by")


def running(lines: list[Entry]) -> list[tuple[Entry, Decimal]]:
    """Each line with the balance after it, by currency; oldest first."""
    sums: dict[str, Decimal] = {}
    found = []
    for line in lines:
        sums[line.currency] = sums.get(line.currency, Decimal(0)) + line.amount
        found.append((line, sums[line.currency]))
    return found
