"""The lifecycle tables read for the process document: steps by name, and what belongs to them. Pure."""

from collections.abc import Iterable, Sequence

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.requests.lifecycle import LIFECYCLES, By, Step

PAPERS = {
    "pull_slip": W("Raf fişi", "Pull slip"),
    "address_label": W("Adres ve iade etiketi", "Address and return label"),
    "return_label": W("İade etiketi", "Return label"),
    "strap": W("Kitap bandı", "Book strap"),
    "overdue_letter": W("Üst yazı taslağı", "Draft of the official letter"),
}
MAIL = W("Okura e-posta", "E-mail to the reader")
MESSAGES = {
    "Request/New": W("İstek iletisi", "Request message"),
    "RequestingAgencyMessage/Notification": W("Bildirim iletisi", "Notification message"),
    "RequestingAgencyMessage/Cancel": W("İptal iletisi", "Cancel message"),
    "RequestingAgencyMessage/Received": W("Teslim alındı iletisi", "Received message"),
    "RequestingAgencyMessage/ShippedReturn": W("Geri postalandı iletisi", "Shipped-return message"),
    "RequestingAgencyMessage/Renew": W("Uzatma iletisi", "Renew message"),
}
_ANSWER = W("Durum iletisi", "Status message")
_LANES = {
    "patron_request": W("Talep", "Patron request"),
    "borrowing": W("İsteyen taraf", "As requester"),
    "lending": W("Veren taraf", "As supplier"),
}
WHO = {
    By.READER: W("Okur", "Reader"),
    By.STAFF: W("KAÖ personeli", "ILL staff"),
    By.SYSTEM: W("Köprü (kendiliğinden)", "Köprü (by itself)"),
    By.PARTNER: W("Karşı kütüphane", "Other library"),
}


class NoSuchStep(Exception):
    """A plan names a step that no table has: the tables have changed and the plan must follow."""


def rows_of(name: str) -> tuple[Step, ...]:
    """The rows called "lifecycle.action".

    :raises NoSuchStep: where the tables have none
    """
    lifecycle, _, action = name.partition(".")
    table = LIFECYCLES.get(lifecycle)
    found = (
        tuple(row for row in table.rows if row.action == action and not row.coming) if table else ()
    )
    if not found:
        raise NoSuchStep(name)
    return found


def every_step() -> list[str]:
    """Each step that runs, as "lifecycle.action", in the order of the tables."""
    named = (
        f"{table.name}.{row.action}"
        for table in LIFECYCLES.values()
        for row in table.rows
        if not row.coming
    )
    return list(dict.fromkeys(named))


def side_of(name: str) -> W:
    """Which of the three lifecycles a step is of, in words."""
    return _LANES[name.partition(".")[0]]


def joined(words: Iterable[W], between: str = ", ") -> W:
    """Several words in a row, each once."""
    once = list(dict.fromkeys(words))
    return W(between.join(w.tr for w in once), between.join(w.en for w in once))


def whos_of(rows: Iterable[Step]) -> tuple[W, ...]:
    """Everybody who may take these steps."""
    acting = {by for row in rows for by in row.by}
    return tuple(WHO[by] for by in By if by in acting)


def papers_of(rows: Sequence[Step]) -> tuple[W, ...]:
    """What is printed, mailed and told to the other library with these steps."""
    found: list[W] = [PAPERS[row.paper] for row in rows if row.paper]
    found += [MAIL for row in rows if row.notice]
    found += [MESSAGES.get(row.sends, _ANSWER) for row in rows if row.sends]
    return tuple(dict.fromkeys(found))


def with_partners(steps: Iterable[str]) -> tuple[str, ...]:
    """These steps with those of the other lifecycle that are taken in the same breath."""
    found = dict.fromkeys(steps)
    for step in list(found):
        found |= dict.fromkeys(row.with_it for row in rows_of(step) if row.with_it)
    return tuple(found)
