"""What pages and doors ask about requests: objections, the story, the desk's queues."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kopru.catalogue.models import Edition, Holding
from kopru.common.citation import Citation
from kopru.common.words import Words
from kopru.libraries.models import Library
from kopru.patrons.models import Patron, Standing
from kopru.requests.clocks import remind_from
from kopru.requests.eligibility import Facts, Objection, objections
from kopru.requests.lifecycle import BorrowingState, LendingState, PatronRequestState
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest, PatronRequest
from kopru.requests.models.subject import Subject

S, B, L = PatronRequestState, BorrowingState, LendingState

#: days after posting back from which a supplier that has not closed is chased (domain.md 3.8)
CLOSE_AFTER = timedelta(days=10)


def facts_of(
    patron: Patron, *, today: date, open_requests: int, kind: str, held_copies_in: int,
    same_work_open: bool,
) -> Facts:  # fmt: skip
    """What is known of a reader and a wish, with the reader's standing on `today`."""
    return Facts(
        group=patron.group,
        member=patron.may_ask(on=today),
        blocked=patron.standing == Standing.BLOCKED,
        open_requests=open_requests,
        kind=kind,
        held_copies_in=held_copies_in,
        same_work_open=same_work_open,
    )


def judge(
    patron: Patron,
    citation: Citation,
    edition: Edition | None,
    *,
    today: date,
    besides: PatronRequest | None = None,
) -> list[Objection]:
    """What speaks against asking others for this work for this reader, weightiest first.

    `besides`: the request in question where it is there already, so that it does not
    count against itself.
    """
    mine = PatronRequest.objects.filter(patron=patron).open()
    if besides is not None:
        mine = mine.exclude(pk=besides.pk)
    held = 0
    if edition is not None:
        held = Holding.objects.filter(
            edition=edition, library=patron.library, status=Holding.Status.AVAILABLE
        ).count()
    facts = facts_of(
        patron,
        today=today,
        open_requests=mine.count(),
        kind=edition.kind if edition else citation.kind,
        held_copies_in=held,
        same_work_open=edition is not None and mine.filter(edition=edition).exists(),
    )
    return objections(facts, patron.library.terms(on=today))


@dataclass(frozen=True, slots=True)
class Queue:
    """One pile on the desk: rows of one model in some states, and the physical thing to do."""

    code: str
    title: Words
    todo: Words
    side: str
    states: tuple[str, ...]
    urgent_field: str = ""


#: the desk, in the order of a working day: what others wait for comes first (design.md 5)
QUEUES = (
    Queue("pull", Words("Raftan al", "Pull"), Words("Fişleri bas, raftan al, okut.", "Print the slips, pull, scan."), "lending", (L.NEW, L.SEARCHING), "answer_by"),
    Queue("pack", Words("Paketle, gönder", "Pack and post"), Words("Etiketi bas, paketle, okut.", "Print the label, pack, scan."), "lending", (L.PROMISED, L.PACKED), "ship_by"),
    Queue("decide_cancel", Words("İptal kararı", "Decide a cancellation"), Words("İsteyen vazgeçti; evet ya da hayır deyin.", "The requester changed its mind; say yes or no."), "lending", (L.CANCEL_ASKED,)),
    Queue("send", Words("Talepleri gönder", "Send requests"), Words("Künyeye bakın, ilk kütüphaneye gönderin.", "Check the citation, send to the first library."), "patron_request", (S.NEW, S.SOURCING)),
    Queue("unpack", Words("Gelen kargoyu aç", "Unpack"), Words("Kargo gelince etiketini okutun.", "Scan the label when the parcel comes."), "borrowing", (B.SHIPPED,), "expected_on"),
    Queue("hand_over", Words("Okura ver", "Hand over"), Words("Okur kartıyla gelince okutun.", "Scan when the reader comes with their card."), "patron_request", (S.READY,), "collect_by"),
    Queue("take_back", Words("İade al, postala", "Take back and post"), Words("Okur getirince okutun, iade etiketiyle postalayın.", "Scan when the reader brings it; post it with the return label."), "patron_request", (S.WITH_READER,), "due_date"),
    Queue("post_back", Words("Geri postala", "Post back"), Words("İade alındı; iade etiketiyle postalayıp okutun.", "Taken back; post it with the return label and scan."), "borrowing", (B.RECEIVED,)),
    Queue("check_in", Words("Dönenleri al", "Check in"), Words("Kargo gelince okutun, rafa koyun.", "Scan when the parcel comes, reshelve."), "lending", (L.RETURNING,)),
    Queue("chase", Words("Takip et", "Chase"), Words("Yanıtı ya da kapanışı geciken istekler.", "Requests whose answer or closing is late."), "borrowing", (B.SENT, B.EXPECTED, B.WITHDRAWN, B.RETURNED), "answer_by"),
)  # fmt: skip


def queue_rows(queue: Queue, library: Library, *, today: date) -> QuerySet[Any]:
    """The rows of one pile, those that wait longest first."""
    if queue.side == "lending":
        lendings = LendingRequest.objects.of(library).filter(state__in=queue.states)
        return lendings.select_related("requester").order_by("state_since")
    if queue.side == "borrowing":
        return _borrowings(queue, library, today)
    requests = PatronRequest.objects.of(library).filter(state__in=queue.states)
    return requests.select_related("patron", "current__supplier").order_by("state_since")


def _borrowings(queue: Queue, library: Library, today: date) -> QuerySet[BorrowingRequest]:
    rows = BorrowingRequest.objects.of(library).filter(state__in=queue.states)
    if queue.code == "chase":
        silent = Q(state__in=(B.SENT, B.EXPECTED), answer_by__lt=today)
        unclosed = Q(state=B.RETURNED, state_since__date__lt=today - CLOSE_AFTER)
        rows = rows.filter(silent | unclosed | Q(state=B.WITHDRAWN))
    if queue.code == "post_back":
        with_reader = Q(patron_request__state__in=(S.READY, S.WITH_READER))
        rows = rows.exclude(with_reader & Q(patron_request__current_id=F("pk")))
    return rows.select_related("supplier", "patron_request__patron").order_by("state_since")


def queue_counts(library: Library, *, today: date) -> dict[str, int]:
    """How many rows each pile of the desk has, by the pile's code."""
    return {queue.code: queue_rows(queue, library, today=today).count() for queue in QUEUES}


def story(*subjects: Subject) -> QuerySet[Happening]:
    """What happened to these rows, in order; the log of one library's own side."""
    wanted = Q(pk=None)
    for subject in subjects:
        wanted |= Q(kind=subject.lifecycle.name, subject_id=subject.pk)
    return Happening.objects.filter(wanted).order_by("pk")


def due_reminders(*, now: datetime) -> list[int]:
    """Borrowings whose supplier has been silent for half of its time (domain.md 3.6)."""
    today = timezone.localdate(now)
    silent = BorrowingRequest.objects.filter(
        state__in=(B.SENT, B.EXPECTED), reminded_at=None, answer_by__gte=today
    )
    return [
        pk
        for pk, sent, due in silent.values_list("pk", "sent_at", "answer_by")
        if due and today >= remind_from(timezone.localdate(sent), due)
    ]


def due_withdrawals(*, now: datetime) -> list[int]:
    """Borrowings whose supplier did not answer in time."""
    late = BorrowingRequest.objects.filter(
        state__in=(B.SENT, B.EXPECTED), answer_by__lt=timezone.localdate(now)
    )
    return list(late.values_list("pk", flat=True))


def due_lapses(*, now: datetime) -> list[int]:
    """Patron requests whose reader did not answer our question in time."""
    late = PatronRequest.objects.filter(state=S.NEEDS_INFO, reply_by__lt=timezone.localdate(now))
    return list(late.values_list("pk", flat=True))


def broken_chains(limit: int = 0) -> list[str]:
    """Subjects whose log was tampered with: a changed, missing or added happening."""
    broken = []
    models: tuple[type[Subject], ...] = (PatronRequest, BorrowingRequest, LendingRequest)
    for model in models:
        name = model.lifecycle.name
        for row in model._default_manager.order_by("pk").iterator():
            if not _chain_holds(row, name):
                broken.append(f"{name} {row.pk}")
                if limit and len(broken) >= limit:
                    return broken
    return broken


def _chain_holds(row: Subject, name: str) -> bool:
    previous, state = "", ""
    happenings = list(Happening.objects.filter(kind=name, subject_id=row.pk).order_by("seq"))
    for seq, happening in enumerate(happenings, start=1):
        linked = happening.seq == seq and happening.previous_hash == previous
        if not linked or happening.hash != happening.computed_hash() or happening.source != state:
            return False
        previous, state = happening.hash, happening.target
    return len(happenings) == row.happenings_count and previous == row.chain and state == row.state
