"""Several volumes or copies of one wish: parted, gathered, joined, sent and cancelled together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from kopru.common.citation import Citation
from kopru.requests.actions import requester
from kopru.requests.actions.steps import Act, Refused, begin, take
from kopru.requests.lifecycle import PATRON_REQUEST, By, PatronRequestState
from kopru.requests.models import Counter, PatronRequest, RequestSet
from kopru.requests.sets import MOST_PARTS, SetKind, WrongParts, is_set, volumes_named

#: nothing is asked of another library yet
EARLY = (PatronRequestState.NEW, PatronRequestState.NEEDS_INFO, PatronRequestState.SOURCING)
#: what a part has in common with the request that it is parted from
_SAME = (
    "library_id", "patron_id", "patron_group", "door", "service", "language", "title", "edition_id",
    "pickup_branch_id", "needed_by", "asked_at", "mail_message_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parting:
    """Into what a request is parted: the names of volumes, or how many copies."""

    kind: SetKind
    names: tuple[str, ...]

    @classmethod
    def into_volumes(cls, text: str) -> "Parting":
        """The volumes that somebody wrote.

        :raises Refused: "parts_…" with what cannot be read; "parts_few" for fewer than two
        """
        try:
            return cls._checked(SetKind.VOLUMES, volumes_named(text))
        except WrongParts as wrong:
            raise Refused(f"parts_{wrong.code}", wrong.detail) from wrong

    @classmethod
    def into_copies(cls, number: int) -> "Parting":
        """So many copies.

        :raises Refused: "parts_few" for fewer than two, "parts_too_many"
        """
        return cls._checked(SetKind.COPIES, tuple(str(n) for n in range(1, number + 1)))

    @classmethod
    def _checked(cls, kind: SetKind, names: tuple[str, ...]) -> "Parting":
        if len(names) < 2:
            raise Refused("parts_few")
        if len(names) > MOST_PARTS:
            raise Refused("parts_too_many", str(MOST_PARTS))
        return cls(kind, names)

    def cited(self, citation: Citation, name: str) -> Citation:
        """The citation of one part."""
        return replace(citation, volume=name) if self.kind == SetKind.VOLUMES else citation


def parting_of(citation: Citation, copies: int = 1) -> Parting | None:
    """How a wish is parted by what it says itself; None for a wish of one thing.

    Only works of their own are: the volume of an article names where it stands.
    """
    if copies > 1:
        return Parting.into_copies(copies)
    if citation.kind != "book" or not is_set(citation.volume):
        return None
    return Parting.into_volumes(citation.volume)


@transaction.atomic
def ask(*, citation: Citation, act: Act, copies: int = 1, **wish: Any) -> PatronRequest:
    """A reader's wish, as `requester.ask` takes it; several volumes or copies become a set.

    Returns the request, or the first of its parts.

    :raises Refused: "parts_too_many"
    """
    request = requester.ask(citation=citation, act=act, **wish)
    parting = parting_of(citation, copies)
    if parting is None:
        return request
    part(request.pk, parting, act=act)
    return requester.locked(request.pk)


@transaction.atomic
def part(pk: int, parting: Parting, *, act: Act) -> RequestSet:
    """The request keeps the first part; every other part becomes a request of its own.

    Also where a library has been asked already, or only some of it came: what it was asked for,
    or what came, is then the first part.

    :raises Refused: "is_part" where it is a part already
    """
    request = requester.locked(pk)
    if request.part_of_id is not None:
        raise Refused("is_part")
    whole = request.citation
    made = RequestSet.objects.create(
        library=request.library, number=request.number, kind=parting.kind, cited=request.cited
    )
    first, *others = parting.names
    request.cited = parting.cited(whole, first).as_dict()
    request.save(update_fields=["cited"])
    take(request, "part", act, changes={"part_of": made, "part": first})
    for name in others:
        _part_off(request, made, name, parting.cited(whole, name), act)
    return made


def _part_off(
    request: PatronRequest, made: RequestSet, name: str, cited: Citation, act: Act
) -> PatronRequest:
    sibling = PatronRequest(
        number=Counter.next_number(request.library, now=act.now),
        cited=cited.as_dict(), part_of=made, part=name,
        **{field: getattr(request, field) for field in _SAME},
    )  # fmt: skip
    begin(sibling, "part_off", act, facts={"from": request.number, "part": name})
    return sibling


@transaction.atomic
def gather(requests: Sequence[PatronRequest], *, act: Act) -> RequestSet:
    """Requests of one reader for volumes of one work become a set, named by the first.

    :raises Refused: "not_one_wish" where they are not, or two are for the same volume
    """
    rows = [requester.locked(request.pk) for request in sorted(requests, key=lambda r: r.pk)]
    names = [row.citation.volume for row in rows]
    if not is_gatherable(rows):
        raise Refused("not_one_wish")
    first = rows[0]
    made = RequestSet.objects.create(
        library=first.library, number=first.number, kind=SetKind.VOLUMES,
        cited={**first.cited, "volume": ", ".join(names)},
    )  # fmt: skip
    for row, name in zip(rows, names, strict=True):
        take(row, "part", act, changes={"part_of": made, "part": name[:20]})
    return made


def is_gatherable(rows: Sequence[PatronRequest]) -> bool:
    """Several volumes of one title for one reader, none of them part of a set yet."""
    names = [row.citation.volume for row in rows]
    works = {(row.patron_id, row.title) for row in rows}
    free = all(row.part_of_id is None and not row.is_final for row in rows)
    differ = all(names) and len(set(names)) == len(rows)
    return len(rows) > 1 and free and differ and len(works) == 1


@transaction.atomic
def join(set_pk: int, *, act: Act) -> PatronRequest:
    """One request again, as it was asked for. Only while nothing is asked of another library.

    :raises Refused: "too_late_to_join"
    """
    made = RequestSet.objects.select_for_update().get(pk=set_pk)
    first, *others = [requester.locked(row.pk) for row in made.parts.order_by("pk")]
    for row in (first, *others):
        if row.state not in EARLY or row.borrowing_requests.exists():
            raise Refused("too_late_to_join")
    for row in others:
        changes = {"part_of": None, "joined_into": first}
        take(row, "join_in", act, changes=changes, facts={"into": first.number})
    first.cited = made.cited
    first.save(update_fields=["cited"])
    take(first, "join", act, changes={"part_of": None, "part": ""})
    made.delete()
    return first


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of sending a set: how many parts went out, and the numbers of those that did not."""

    sent: int
    left: tuple[str, ...]


def send_all(set_pk: int, *, act: Act) -> Sent:
    """Ask for every part that waits; a part that nobody can be asked for stays on the desk."""
    sent, left = 0, []
    waiting = (PatronRequestState.NEW, PatronRequestState.SOURCING)
    for row in PatronRequest.objects.filter(part_of=set_pk, state__in=waiting).order_by("pk"):
        try:
            requester.send(row.pk, act=act)
        except Refused:
            left.append(row.number)
        else:
            sent += 1
    return Sent(sent, tuple(left))


def cancel_all(set_pk: int, *, act: Act) -> int:
    """Every part that can be is cancelled, or its library asked to; returns how many."""
    done = 0
    for row in PatronRequest.objects.filter(part_of=set_pk).open().order_by("pk"):
        if can_cancel(row, by=act.actor.by):
            requester.cancel(row.pk, act=act)
            done += 1
    return done


def can_cancel(row: PatronRequest, *, by: By) -> bool:
    """Whether `by` may cancel it, or ask for that, where it stands now."""
    return any(PATRON_REQUEST.can(row.state, one, by=by) for one in ("cancel", "ask_cancel"))
