"""What is asked of a Z39.50 server and what it answered, as lines between two processes."""

import base64
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Trouble(StrEnum):
    """Why a question has no answer."""

    #: libyaz is not on this machine
    NOT_INSTALLED = "not_installed"
    #: no connection: nobody listens, or the network does not lead there
    UNREACHABLE = "unreachable"
    #: nothing, or not all of it, within the time given
    NO_ANSWER = "no_answer"
    #: the server said no: to the login, the database or the query (`code` is Bib-1's diagnostic)
    REFUSED = "refused"
    #: not Z39.50, or not what was promised
    GARBLED = "garbled"
    #: more than a catalogue has to say
    TOO_BIG = "too_big"
    #: the process that reads answers died or hung over them
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Question:
    """A search for a few records.

    `host` is an address or a name, `query` is PQF, `syntaxes` are tried in their order
    until the server gives records in one ("opac", "usmarc", "xml"…). `seconds` is all the
    time there is, counted from the asking; `ends` is when that is over by the machine's
    monotonic clock, which both processes share. `most` is how many records are wanted,
    `most_bytes` how large they may be together.
    """

    id: int
    host: str
    port: int
    database: str
    query: str
    syntaxes: tuple[str, ...] = ("opac", "usmarc")
    user: str = ""
    password: str = ""
    seconds: float = 5.0
    ends: float = 0.0
    most: int = 5
    most_bytes: int = 1_000_000

    def as_line(self) -> bytes:
        """One line of JSON. It carries the password: for a pipe, never for a log."""
        content = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(content, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Question":
        """The question that `as_line` wrote."""
        content: dict[str, Any] = json.loads(line)
        return cls(**{**content, "syntaxes": tuple(content["syntaxes"])})


@dataclass(frozen=True, slots=True)
class Answer:
    """How many records the server says it found, and the first of them as they came.

    `syntax` is what the records are in (as YAZ names it: "OPAC", "USmarc", "XML"). Where
    there is `trouble`, `code` and `detail` say more: a Bib-1 diagnostic below 10,000, one
    of ZOOM's own from there on.
    """

    id: int
    hits: int = 0
    syntax: str = ""
    records: tuple[bytes, ...] = ()
    trouble: Trouble | None = None
    code: int = 0
    detail: str = ""
    milliseconds: int = 0

    def as_line(self) -> bytes:
        """One line of JSON, records in base 64."""
        content = {name: getattr(self, name) for name in self.__slots__}
        content["records"] = [base64.b64encode(record).decode() for record in self.records]
        return json.dumps(content, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Answer":
        """The answer that `as_line` wrote."""
        content: dict[str, Any] = json.loads(line)
        trouble = content["trouble"]
        return cls(
            **{
                **content,
                "records": tuple(base64.b64decode(record) for record in content["records"]),
                "trouble": Trouble(trouble) if trouble else None,
            }
        )
