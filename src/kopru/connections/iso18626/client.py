"""We call them: a happening's message, delivered until it is confirmed.

The bytes are written once and kept, so that a retry sends the same message and the
other side knows it for a repeat.
"""

import hashlib
from datetime import datetime

from kopru.connections.errands.running import Counterpart
from kopru.connections.errors import Garbled, Refused, Unreachable
from kopru.connections.iso18626 import server
from kopru.connections.iso18626.models import Message
from kopru.connections.iso18626.saying import says
from kopru.connections.iso18626.speaking import message_for, thread
from kopru.libraries.models import Library
from kopru.protocols import iso18626 as iso
from kopru.requests.models import Happening


def deliver(happening: Happening, now: datetime) -> None:
    """Tell the other library of `happening`.

    :raises Unreachable: try again later
    :raises Refused: the other side understood and said no
    :raises Garbled: its answer cannot be read
    """
    message = Message.objects.filter(happening=happening).select_related("peer").first()
    if message is None:
        message = _written(happening, now)
    if message.confirmed_at is not None:
        return
    answer = _transport(message.peer, bytes(message.body), now)
    _confirmed(message, answer, now)


def _written(happening: Happening, now: datetime) -> Message:
    content, peer = message_for(happening, now=now)
    data = iso.write(content)
    kind, saying, note = says(content)
    return Message.objects.create(
        library_id=happening.library_id, peer=peer, is_incoming=False, kind=kind, says=saying,
        note=note, request_id=content.header.requesting_agency_request_id, body=data,
        digest=hashlib.sha256(data).hexdigest(), at=now, happening=happening,
    )  # fmt: skip


def _transport(peer: Library, data: bytes, now: datetime) -> bytes:
    """Hand the bytes over. Libraries of this installation get them directly."""
    if not peer.is_local:
        raise Unreachable(f"{peer.symbol} is not served by this installation")
    try:
        return server.receive(data, now=now)
    except server.NotAMessage as error:
        raise Garbled(str(error)) from error


def _confirmed(message: Message, answer: bytes, now: datetime) -> None:
    try:
        confirmation = iso.read(answer)
    except iso.NotISO18626 as error:
        raise Garbled(str(error)) from error
    if isinstance(confirmation, iso.Confirmable):
        raise Garbled("a message came where a confirmation was due")
    message.confirmation = answer
    if confirmation.header.status == iso.MessageStatus.OK:
        message.confirmed_at = now
        message.save(update_fields=["confirmation", "confirmed_at"])
        return
    said = confirmation.error
    message.error = f"{said.kind}: {said.value}"[:120] if said else "ERROR"
    message.save(update_fields=["confirmation", "error"])
    raise Refused(message.error)


ISO18626 = Counterpart(name="iso18626", thread=thread, deliver=deliver)
