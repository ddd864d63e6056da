"""The words of OAI-PMH 2.0 as values (Open Archives Initiative, 2002, sections 2 to 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"


class Verb(StrEnum):
    """The six questions a harvester may ask."""

    IDENTIFY = "Identify"
    LIST_METADATA_FORMATS = "ListMetadataFormats"
    LIST_SETS = "ListSets"
    LIST_IDENTIFIERS = "ListIdentifiers"
    LIST_RECORDS = "ListRecords"
    GET_RECORD = "GetRecord"


class ErrorCode(StrEnum):
    """What a provider may find wrong with a question (3.6)."""

    BAD_ARGUMENT = "badArgument"
    BAD_RESUMPTION_TOKEN = "badResumptionToken"  # noqa: S105 - a word of the protocol
    BAD_VERB = "badVerb"
    CANNOT_DISSEMINATE_FORMAT = "cannotDisseminateFormat"
    ID_DOES_NOT_EXIST = "idDoesNotExist"
    NO_RECORDS_MATCH = "noRecordsMatch"
    NO_METADATA_FORMATS = "noMetadataFormats"
    NO_SET_HIERARCHY = "noSetHierarchy"


class Wrong(Exception):
    """A question that cannot be answered, or a provider's word that it is."""

    def __init__(self, code: ErrorCode | str, words: str) -> None:
        super().__init__(f"{code}: {words}")
        self.code = code
        self.words = words


@dataclass(frozen=True, slots=True)
class Header:
    """What a provider says of a record besides its metadata. `datestamp` is as written."""

    identifier: str
    datestamp: str
    sets: tuple[str, ...] = ()
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its header, and the one element under `metadata` as XML in UTF-8 (empty if deleted)."""

    header: Header
    metadata: bytes = b""


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that cannot be read: why (a code of `marc.Reason`), in words, and its bytes as they came."""

    reason: str
    words: str
    data: bytes
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A resumption token; the numbers are None where the provider does not say them.

    `value` is empty at the end of a list.
    """

    value: str
    cursor: int | None = None
    complete_size: int | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a provider says of itself. Stamps and granularity are as written."""

    name: str
    base_url: str
    earliest: str
    deleted: str
    granularity: str
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A metadata format: the prefix it is asked for by, its schema and namespace."""

    prefix: str
    schema: str
    namespace: str


@dataclass(frozen=True, slots=True)
class Set:
    """A set that records may be harvested by."""

    spec: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that has been checked: a known verb with its lawful arguments.

    `since` is inclusive and `before` exclusive, both in UTC; None where not asked for.
    """

    verb: Verb
    identifier: str = ""
    prefix: str = ""
    set: str = ""
    since: datetime | None = None
    before: datetime | None = None
    token: str = ""
    #: the arguments as they came, which an answer repeats
    arguments: Mapping[str, str] = field(default_factory=dict)
