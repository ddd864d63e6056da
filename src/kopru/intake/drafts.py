"""From what was read to a patron request: by itself where it is certain, else by one click of staff."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from kopru.catalogue.models import Edition
from kopru.catalogue.queries import Match, find_edition
from kopru.common.citation import Citation
from kopru.intake.kunye import ReadItem
from kopru.intake.models import Draft, DraftState
from kopru.libraries.models import Library
from kopru.patrons.models import Patron
from kopru.requests.actions import requester, sets
from kopru.requests.actions.steps import Act, Actor, Refused
from kopru.requests.lifecycle import PatronRequestState
from kopru.requests.models import PatronRequest
from kopru.requests.models.patron_request import Door
from kopru.requests.queries import judge

#: a reading and its match at least this sure need no person
CERTAIN = 0.9
#: what is missing in a mail and known from the catalogue once the work is found
HARMLESS = {"author_missing"}


@dataclass(frozen=True, slots=True)
class CameIn:
    """Where a draft came from: the mail, its sender, and the reader behind them if known."""

    library: Library
    patron: Patron | None
    sender: str
    sender_name: str = ""
    mail_id: int | None = None
    message_id: str = ""
    at: datetime | None = None


@dataclass(slots=True)
class Outcome:
    """What a mail became: requests made, and drafts that wait for a person."""

    requests: list[PatronRequest] = field(default_factory=list)
    waiting: list[Draft] = field(default_factory=list)


def matched(citation: Citation) -> Match | None:
    """The catalogue's best edition for a citation, where there is one."""
    found = find_edition(citation)
    return found[0] if found else None


def take_items(came: CameIn, items: Iterable[ReadItem], *, now: datetime) -> Outcome:
    """Keep every work read from a mail; what is certain becomes a request at once."""
    outcome = Outcome()
    for position, item in enumerate(items):
        match = matched(item.citation)
        draft = _draft(came, position, item, match, now)
        if _certain(draft, item, match, now):
            outcome.requests.append(_accept_by_itself(draft, now))
        else:
            outcome.waiting.append(draft)
    _gather_volumes(outcome.requests, now)
    for request in outcome.requests:
        if came.library.terms(on=now.date()).auto_send:
            send_if_possible(request, Act(Actor.system(), now))
    return outcome


def _gather_volumes(requests: list[PatronRequest], now: datetime) -> None:
    """Volumes of one work that one mail asks for ("3. ve 4. ciltlerini") are a set."""
    works: dict[str, list[PatronRequest]] = {}
    for request in requests:
        works.setdefault(request.title, []).append(request)
    for volumes in works.values():
        if sets.is_gatherable(volumes):
            sets.gather(volumes, act=Act(Actor.system(), now))


def wait_for_staff(
    came: CameIn, *, why: str, text: str, now: datetime, about: PatronRequest | None = None
) -> Draft:
    """A mail that a person has to read: `why` is a code shown in the queue."""
    return Draft.objects.create(
        library=came.library, patron=came.patron, sender=came.sender, sender_name=came.sender_name,
        mail_id=came.mail_id, message_id=came.message_id[:250], source_text=text, why=why,
        about=about, came_at=came.at or now,
    )  # fmt: skip


def _draft(
    came: CameIn, position: int, item: ReadItem, match: Match | None, now: datetime
) -> Draft:
    confidence = dict(item.confidence)
    if match:
        confidence |= {f"match_{k}": v for k, v in match.confidence.items()} | {
            "match": match.score
        }
    return Draft.objects.create(
        library=came.library, patron=came.patron, sender=came.sender, sender_name=came.sender_name,
        mail_id=came.mail_id, message_id=came.message_id[:250], position=position,
        cited=item.citation.as_dict(), confidence=confidence, source_text=item.source,
        needs=list(item.needs), edition=match.edition if match else None, came_at=came.at or now,
    )  # fmt: skip


def _certain(draft: Draft, item: ReadItem, match: Match | None, now: datetime) -> bool:
    """Read without doubt, found in the catalogue, and nothing speaks against this reader having it."""
    if draft.patron is None or match is None or set(item.needs) - HARMLESS:
        return False
    sure = match.score >= CERTAIN and item.confidence.get("title", 1.0) >= 0.8
    return sure and not judge(draft.patron, item.citation, match.edition, today=now.date())


def _accept_by_itself(draft: Draft, now: datetime) -> PatronRequest:
    act = Act(Actor.system(), now)
    return _ask(draft, draft.citation, draft.edition, act)


def send_if_possible(request: PatronRequest, act: Act) -> bool:
    """Ask the first library of the rota; False where there is none and staff have to look."""
    if request.part_of_id is not None:
        return sets.send_all(request.part_of_id, act=act).sent > 0
    try:
        requester.send(request.pk, act=act)
    except Refused:
        return False
    return True


def _ask(draft: Draft, citation: Citation, edition: Edition | None, act: Act) -> PatronRequest:
    if draft.patron is None:
        raise Refused("reader_missing")
    request = sets.ask(
        patron=draft.patron, citation=completed(citation, edition), door=Door.MAIL, act=act,
        edition=edition, mail_message_id=draft.message_id,
    )  # fmt: skip
    draft.state, draft.patron_request = DraftState.ACCEPTED, request
    draft.decided_at, draft.decided_by_id = act.now, act.actor.id
    draft.save()
    return request


def completed(citation: Citation, edition: Edition | None) -> Citation:
    """The citation with what the catalogue knows better put where the reader said nothing."""
    if edition is None:
        return citation
    said = citation.as_dict()
    known: dict[str, object] = {
        "title": edition.title, "author": edition.author, "publisher": edition.publisher,
        "place": edition.place, "year": str(edition.year or ""),
        "isbn": edition.isbns[0] if edition.isbns else "",
    }  # fmt: skip
    corrected = {"title": known["title"], "author": known["author"] or said.get("author", "")}
    return Citation.from_dict({**known, **said, **corrected})


@transaction.atomic
def accept(
    pk: int, *, library: Library, act: Act, citation: Citation | None = None,
    edition: Edition | None = None, patron: Patron | None = None,
) -> PatronRequest:  # fmt: skip
    """Staff accept a draft as read, or as corrected; it becomes a request.

    :raises Refused: "already_decided"; "reader_missing" where the sender is no reader yet
    """
    draft = Draft.objects.of(library).select_for_update(of=("self",)).get(pk=pk)
    if draft.state != DraftState.WAITING:
        raise Refused("already_decided")
    draft.patron = patron or draft.patron
    if draft.about and draft.about.state == PatronRequestState.NEEDS_INFO:
        return _give_detail(draft, citation or draft.citation, edition or draft.edition, act)
    return _ask(draft, citation or draft.citation, edition or draft.edition, act)


def _give_detail(
    draft: Draft, citation: Citation, edition: Edition | None, act: Act
) -> PatronRequest:
    assert draft.about is not None  # noqa: S101 - the caller has looked
    request = requester.give_detail(draft.about.pk, citation=citation, edition=edition, act=act)
    draft.state, draft.patron_request, draft.decided_at = DraftState.ACCEPTED, request, act.now
    draft.decided_by_id = act.actor.id
    draft.save()
    return request


@transaction.atomic
def dismiss(pk: int, *, library: Library, act: Act) -> Draft:
    """Staff say that nothing is to be done; the mail stays where it can be read."""
    draft = Draft.objects.of(library).select_for_update(of=("self",)).get(pk=pk)
    if draft.state != DraftState.WAITING:
        raise Refused("already_decided")
    draft.state, draft.decided_at, draft.decided_by_id = DraftState.DISMISSED, act.now, act.actor.id
    draft.save()
    return draft


@transaction.atomic
def reopen(pk: int, *, library: Library) -> Draft:
    """A dismissed draft waits again."""
    draft = Draft.objects.of(library).select_for_update(of=("self",)).get(pk=pk)
    if draft.state == DraftState.DISMISSED:
        draft.state, draft.decided_at, draft.decided_by = DraftState.WAITING, None, None
        draft.save()
    return draft
