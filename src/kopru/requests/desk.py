"""The desk's piles: rows of one library in some states, by the physical thing to do."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from kopru.common.words import Words
from kopru.libraries.models import Library
from kopru.requests.actions.packing import ON_THEIR_WAY, TO_POST, not_held
from kopru.requests.lifecycle import WITH_READER, BorrowingState, LendingState, PatronRequestState
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest

S, B, L = PatronRequestState, BorrowingState, LendingState

#: days after posting back from which a supplier that has not closed is chased (domain.md 3.8)
CLOSE_AFTER = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Queue:
    """One pile on the desk: rows of one model in some states, and the physical thing to do."""

    code: str
    title: Words
    todo: Words
    side: str
    states: tuple[str, ...]
    urgent_field: str = ""
    #: shown only where something lies on it
    seldom: bool = False
    #: only loans, or only copies; "" for both
    service: str = ""


#: the desk, in the order of a working day: what others wait for comes first (design.md 5)
QUEUES = (
    Queue("pull", Words("Raftan al", "Pull"), Words("Fişleri bas, raftan al, okut.", "Print the slips, pull, scan."), "lending", (L.NEW, L.SEARCHING), "answer_by"),
    Queue("pack", Words("Paketle, gönder", "Pack and post"), Words("Etiketi bas, paketle, okut.", "Print the label, pack, scan."), "lending", (L.PROMISED, L.PACKED), "ship_by", service="loan"),
    Queue("copy_out", Words("Kopyala, gönder", "Copy and send"), Words("Tara ya da fotokopi çek; sayfasından gönder.", "Scan or photocopy it; send it from its page."), "lending", (L.PROMISED,), "ship_by", seldom=True, service="copy"),
    Queue("decide_cancel", Words("İptal kararı", "Decide a cancellation"), Words("İsteyen vazgeçti; evet ya da hayır deyin.", "The requester changed its mind; say yes or no."), "lending", (L.CANCEL_ASKED,), seldom=True),
    Queue("decide_renewal", Words("Uzatma kararı", "Decide a renewal"), Words("Uzatma istendi; evet ya da hayır deyin.", "More time is asked for; say yes or no."), "lending", (L.RENEWAL_ASKED,), "due_date", seldom=True),
    Queue("send", Words("Talepleri gönder", "Send requests"), Words("Künyeye bakın, ilk kütüphaneye gönderin.", "Check the citation, send to the first library."), "patron_request", (S.NEW, S.SOURCING)),
    Queue("decide_condition", Words("Koşula yanıt", "Answer a condition"), Words("Okurdan yanıt bekleniyor; onun yerine de yanıtlayabilirsiniz.", "The reader's answer is awaited; you may answer for them."), "patron_request", (S.CONDITION_OFFERED,), "condition_by", seldom=True),
    Queue("unpack", Words("Gelen kargoyu aç", "Unpack"), Words("Kargo gelince etiketini okutun.", "Scan the label when the parcel comes."), "borrowing", ON_THEIR_WAY, "expected_on"),
    Queue("copy_in", Words("Gelen kopyalar", "Copies that came"), Words("Dosyayı basın ya da postayla geleni alın, okutun.", "Print the file or take in what came by post, and scan."), "patron_request", (S.COPY_SENT,), seldom=True),
    Queue("hand_over", Words("Okura ver", "Hand over"), Words("Okur kartıyla gelince okutun.", "Scan when the reader comes with their card."), "patron_request", (S.READY, S.COPY_READY), "collect_by"),
    Queue("take_back", Words("İade al, postala", "Take back and post"), Words("Okur getirince okutun, iade etiketiyle postalayın.", "Scan when the reader brings it; post it with the return label."), "patron_request", WITH_READER, "due_date"),
    Queue("post_back", Words("Geri postala", "Post back"), Words("İade alındı; iade etiketiyle postalayıp okutun.", "Taken back; post it with the return label and scan."), "borrowing", TO_POST),
    Queue("check_in", Words("Dönenleri al", "Check in"), Words("Kargo gelince okutun, rafa koyun.", "Scan when the parcel comes, reshelve."), "lending", (L.RETURNING, L.CHECKED_IN)),
    Queue("chase", Words("Takip et", "Chase"), Words("Yanıtı ya da kapanışı geciken istekler.", "Requests whose answer or closing is late."), "borrowing", (B.SENT, B.EXPECTED, B.WITHDRAWN, B.RETURNED, B.CANCEL_ASKED, B.DISPUTED), "answer_by"),
    Queue("call_home", Words("Dönmeyenler", "Still out"), Words("Günü geçen ya da geri çağrılan ödünçler; gerekirse resmî yazı.", "Loans past their day or recalled; a letter where it must be."), "lending", (L.RECALLED, L.OVERDUE), "due_date", seldom=True),
    Queue("conditions_out", Words("Koşulumuza yanıt", "Our conditions"), Words("Koşul önerdiklerimiz; isteyenin yanıtı bekleniyor.", "Conditions that we made; the requester's answer is awaited."), "lending", (L.CONDITIONAL,), "condition_by", seldom=True),
    Queue("settle", Words("Kayıp, hasar", "Lost, damaged"), Words("Okurda kaybolan ya da hasar görenler; çözün, sahibine bildirin.", "What was lost or damaged with our readers; settle it with the owner."), "borrowing", (B.LOST,), seldom=True),
    Queue("claims", Words("Taleplerimiz", "Our claims"), Words("Dönmeyen ya da hasarlı dönen kitaplarımız.", "Our items that did not come back, or came damaged."), "lending", (L.CLAIMED, L.DAMAGED), seldom=True),
)  # fmt: skip


def queue_rows(queue: Queue, library: Library, *, today: date) -> QuerySet[Any]:
    """The rows of one pile, those that wait longest first."""
    if queue.side == "lending":
        lendings = LendingRequest.objects.of(library).filter(state__in=queue.states)
        if queue.service:
            lendings = lendings.filter(service=queue.service)
        return lendings.select_related("requester").order_by("state_since")
    if queue.side == "borrowing":
        return _borrowings(queue, library, today)
    requests = PatronRequest.objects.of(library).filter(state__in=queue.states)
    return requests.select_related("patron", "current__supplier", "part_of").order_by("state_since")


def _borrowings(queue: Queue, library: Library, today: date) -> QuerySet[BorrowingRequest]:
    rows = BorrowingRequest.objects.of(library).filter(state__in=queue.states)
    if queue.code == "chase":
        silent = Q(state__in=(B.SENT, B.EXPECTED), answer_by__lt=today)
        unclosed = Q(state=B.RETURNED, state_since__date__lt=today - CLOSE_AFTER)
        rows = rows.filter(
            silent | unclosed | Q(state__in=(B.WITHDRAWN, B.CANCEL_ASKED, B.DISPUTED))
        )
    if queue.code == "post_back":
        rows = not_held(rows)
    return rows.select_related(
        "supplier", "patron_request__patron", "patron_request__part_of"
    ).order_by("state_since")


def queue_counts(library: Library, *, today: date) -> dict[str, int]:
    """How many rows each pile of the desk has, by the pile's code."""
    return {queue.code: queue_rows(queue, library, today=today).count() for queue in QUEUES}
