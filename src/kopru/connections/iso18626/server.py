"""They call us: one message's bytes in, its confirmation's bytes out.

The same function answers a library of this installation and, one day, HTTP. A
message takes effect at most once: its bytes are remembered with the confirmation
in the transaction of the effect, and a repeat is given the same answer.
"""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from kopru.connections.iso18626.hearing import Heard, NotUnderstood, hear, library_named
from kopru.connections.iso18626.models import Message
from kopru.connections.iso18626.saying import says
from kopru.protocols import iso18626 as iso


class NotAMessage(Exception):
    """The bytes are no ISO 18626 message that can be confirmed."""


def receive(data: bytes, *, now: datetime) -> bytes:
    """Take one message and return its confirmation.

    :raises NotAMessage: not well formed, or not one of the three messages that are confirmed
    """
    digest = hashlib.sha256(data).hexdigest()
    known = _answered(digest)
    if known is not None:
        return known
    message = _read(data)
    try:
        return _take(data, digest, message, now)
    except IntegrityError:  # the same bytes came in twice at once and the other was faster
        known = _answered(digest)
        if known is None:
            raise
        return known
    except NotUnderstood as wrong:
        answer = iso.write(iso.confirm(message, now=now, error=wrong.error))
        _keep_misunderstood(data, digest, message, answer, wrong, now)
        return answer


def _read(data: bytes) -> iso.Confirmable:
    try:
        message = iso.read(data)
    except iso.NotISO18626 as error:
        raise NotAMessage(str(error)) from error
    if not isinstance(message, iso.Confirmable):
        raise NotAMessage("a confirmation is not confirmed")
    return message


def _answered(digest: str) -> bytes | None:
    known = Message.objects.filter(is_incoming=True, digest=digest).first()
    return bytes(known.confirmation) if known and known.confirmation else None


@transaction.atomic
def _take(data: bytes, digest: str, message: iso.Confirmable, now: datetime) -> bytes:
    heard = hear(message, now=now)
    answer = iso.write(iso.confirm(message, now=now, error=None))
    _row(data, digest, message, heard, answer, now).save(force_insert=True)
    return answer


def _row(
    data: bytes, digest: str, message: iso.Confirmable, heard: Heard, answer: bytes, now: datetime
) -> Message:
    kind, saying, note = says(message)
    return Message(
        library=heard.library, peer=heard.peer, is_incoming=True, kind=kind, says=saying, note=note,
        request_id=message.header.requesting_agency_request_id[:64], body=data, digest=digest,
        at=now, confirmation=answer, confirmed_at=now, took_effect=heard.took_effect,
    )  # fmt: skip


def _keep_misunderstood(
    data: bytes,
    digest: str,
    message: iso.Confirmable,
    answer: bytes,
    wrong: NotUnderstood,
    now: datetime,
) -> None:
    """Kept beside the good ones where both libraries are known, so that staff can read it."""
    header = message.header
    sides = (header.requesting, header.supplying)
    if not isinstance(message, iso.SupplyingAgencyMessage):
        sides = (header.supplying, header.requesting)
    try:
        heard = Heard(library_named(sides[0], ""), library_named(sides[1], ""), took_effect=False)
    except NotUnderstood:
        return
    row = _row(data, digest, message, heard, answer, now)
    row.error = str(wrong)[:120]
    with transaction.atomic():
        row.save(force_insert=True)
