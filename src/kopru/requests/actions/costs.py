"""Money that a step brings about, booked with it in the same transaction and taken back with it.

Every function runs inside the caller's transaction.
"""

from decimal import Decimal

from django.utils import timezone

from kopru.charges import between, readers
from kopru.charges.books import Made
from kopru.charges.models import Purpose
from kopru.charges.readers import Sum
from kopru.libraries.models import Library
from kopru.requests.actions.steps import Act
from kopru.requests.cases import borrowing_terms
from kopru.requests.freight import readers_part
from kopru.requests.lifecycle import By
from kopru.requests.models import BorrowingRequest


def made_by(act: Act, library: Library) -> Made:
    """The act as the books of `library` write it down; a message or the clock is nobody's."""
    user = act.actor.id if act.actor.by in (By.STAFF, By.READER) else None
    return Made(act.now, library, user or 0, act.deed)


def pay_at_the_door(
    library: Library, partner: Library, freight: Decimal, *, number: str, payer: str, act: Act
) -> None:
    """The courier of a parcel from `partner` was paid: out of our cash, in TRY.

    Where the sender was to pay ("sender"), the partner owes it to us.
    """
    made, cost = made_by(act, library), Sum(freight, "TRY", Purpose.FREIGHT, number)
    name = f"{number}:{act.deed.hex[:12]}"
    readers.spend(library, cost, reference=f"door:{name}", made=made)
    if payer == "sender":
        between.charge(library, partner, cost, reference=f"door-back:{name}", made=made)


def ask_freight_of_reader(borrowing: BorrowingRequest, share: Decimal, *, act: Act) -> None:
    """The reader's part of what their item cost at the door, as our terms say."""
    request = borrowing.patron_request
    if request.patron is None:
        return
    terms = borrowing_terms(request)
    year = timezone.localdate(act.now).year
    before = BorrowingRequest.objects.filter(
        library=borrowing.library, patron_request__patron=request.patron, freight_cost__gt=0,
        received_at__year=year,
    ).exclude(pk=borrowing.pk)  # fmt: skip
    part = readers_part(share, terms=terms, parcels_before=before.count())
    if part:
        readers.ask_of_reader(
            request.patron, Sum(part, "TRY", Purpose.FREIGHT, request.number),
            reference=f"freight:{borrowing.request_id}:{act.deed.hex[:12]}",
            made=made_by(act, borrowing.library), facts={"share": str(share), "loan": borrowing.request_id},
        )  # fmt: skip
