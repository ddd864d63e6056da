"""What pages and doors ask about requests: objections, the story, the desk's queues."""

from datetime import date

from django.db.models import Q, QuerySet

from kopru.catalogue.models import Edition, Holding
from kopru.common.citation import Citation
from kopru.common.words import Words
from kopru.libraries.models import Standstill
from kopru.libraries.policy.case import service_for
from kopru.libraries.policy.terms import Terms
from kopru.patrons.models import Patron, Standing
from kopru.requests.eligibility import Facts, Objection, Owing, objections
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest, PatronRequest
from kopru.requests.models.subject import Subject
from kopru.requests.owing import owing_of


def facts_of(
    patron: Patron, *, today: date, open_requests: int, kind: str, held_copies_in: int,
    same_work_open: bool, standstill: Words | None, terms: Terms, may_owe: bool = True,
) -> Facts:  # fmt: skip
    """What is known of a reader and a wish, with the reader's standing on `today`.

    `may_owe`: False where it is known that nothing is late, lost or in the books.
    """
    return Facts(
        group=patron.group,
        member=patron.may_ask(on=today),
        blocked=patron.standing == Standing.BLOCKED,
        open_requests=open_requests,
        kind=kind,
        held_copies_in=held_copies_in,
        same_work_open=same_work_open,
        standstill=standstill,
        owing=owing_of(patron, today=today, terms=terms) if may_owe else Owing(),
    )


def judge(
    patron: Patron,
    citation: Citation,
    edition: Edition | None,
    *,
    today: date,
    besides: PatronRequest | None = None,
    parts: int = 1,
) -> list[Objection]:
    """What speaks against asking others for this work for this reader, weightiest first.

    `besides`: the request in question where it is there already, so that it does not
    count against itself. `parts`: of how many volumes or copies the wish is; each counts.
    """
    mine = PatronRequest.objects.filter(patron=patron).open()
    if besides is not None:
        mine = mine.exclude(pk=besides.pk)
    others = mine
    if besides is not None and besides.part_of_id is not None:
        others = mine.exclude(part_of=besides.part_of_id)
    held = 0
    if edition is not None:
        held = Holding.objects.filter(
            edition=edition, library=patron.library, status=Holding.Status.AVAILABLE
        ).count()
    kind = edition.kind if edition else citation.kind
    terms = patron.library.terms(on=today)
    stopping = Standstill.objects.stopping(service_for(kind), on=today)
    facts = facts_of(
        patron,
        today=today,
        open_requests=mine.count() + parts - 1,
        kind=kind,
        standstill=stopping.reason if stopping else None,
        held_copies_in=held,
        same_work_open=edition is not None and _is_open(others.filter(edition=edition), citation),
        terms=terms,
    )
    return objections(facts, terms)


def _is_open(requests: "QuerySet[PatronRequest]", citation: Citation) -> bool:
    """Whether one of these is for the same: another volume of a work is another thing."""
    volumes = [str(cited.get("volume", "")) for cited in requests.values_list("cited", flat=True)]
    wanted = citation.volume
    return any(not wanted or not volume or volume == wanted for volume in volumes)


def same_work(request: PatronRequest) -> list[PatronRequest]:
    """Open requests of the library's other readers for the same edition, the oldest first.

    Who asks second may have it after the first, before another library is asked
    (domain.md 3.6, same work already on loan).
    """
    if request.edition_id is None:
        return []
    others = PatronRequest.objects.of(request.library).open().filter(edition=request.edition_id)
    if request.part_of_id is not None:
        others = others.exclude(part_of=request.part_of_id)
    others = others.exclude(pk=request.pk).select_related("patron", "current__supplier", "part_of")
    return list(others.order_by("asked_at")[:10])


def set_siblings(lending: LendingRequest) -> list[LendingRequest]:
    """What else of the same set its requester asks of us: it may travel in one parcel."""
    if not lending.set_number:
        return []
    same = LendingRequest.objects.filter(
        library=lending.library, requester=lending.requester, set_number=lending.set_number
    )
    return list(same.exclude(pk=lending.pk).select_related("requester").order_by("pk"))


def story(*subjects: Subject) -> QuerySet[Happening]:
    """What happened to these rows, in order; the log of one library's own side."""
    wanted = Q(pk=None)
    for subject in subjects:
        wanted |= Q(kind=subject.lifecycle.name, subject_id=subject.pk)
    return Happening.objects.filter(wanted).order_by("pk")


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
