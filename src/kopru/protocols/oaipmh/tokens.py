"""Our own resumption tokens: all that the next page needs, so that nothing is kept for strangers.

A token never expires and outlives a restart. It says where a list stands by the last
record's place in the order (moment of change, number), never by counting: records that
change meanwhile move to the end and are met there, none is left out. A sum of its
characters tells one that was mangled on its way.
"""

import base64
import binascii
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .values import ErrorCode, Verb, Wrong

_VERSION = "1"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list of records stands: after record number `pk`, which changed `at`.

    `cursor` counts the records given so far; `before` is the exclusive end, or None.
    """

    verb: Verb
    prefix: str
    set: str
    before: datetime | None
    at: datetime
    pk: int
    cursor: int


def write(place: Place) -> str:
    """The token of a place: letters, digits, hyphen and underline only."""
    said = (
        _VERSION, place.verb, place.prefix, place.set, _number(place.before), _number(place.at),
        str(place.pk), str(place.cursor),
    )  # fmt: skip
    text = "\t".join(said).encode()
    packed = base64.urlsafe_b64encode(zlib.crc32(text).to_bytes(4) + text)
    return packed.decode().rstrip("=")


def read(token: str, verb: Verb) -> Place:
    """The place that a token of ours stands for.

    :raises Wrong: badResumptionToken, also where it belongs to a list of another verb
    """
    try:
        return _place(token, verb)
    except (ValueError, OverflowError, binascii.Error):
        raise Wrong(
            ErrorCode.BAD_RESUMPTION_TOKEN, f"this is no token of a {verb} list here"
        ) from None


def _place(token: str, verb: Verb) -> Place:
    """As `read`. :raises ValueError: mangled, or of another list"""
    packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    text = packed[4:]
    version, said, prefix, set_, before, at, pk, cursor = text.decode().split("\t")
    moment = _moment(at)
    sound = zlib.crc32(text).to_bytes(4) == packed[:4]
    if not sound or version != _VERSION or said != verb or moment is None:
        raise ValueError(token)
    return Place(verb, prefix, set_, _moment(before), moment, int(pk), int(cursor))


def _number(moment: datetime | None) -> str:
    return "" if moment is None else str((moment - _EPOCH) // _MICROSECOND)


def _moment(number: str) -> datetime | None:
    return _EPOCH + timedelta(microseconds=int(number)) if number else None
