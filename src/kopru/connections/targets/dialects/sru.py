"""Asking over SRU: an address, a schema, indexes of CQL."""

from collections.abc import Iterator

from kopru.common.words import Words
from kopru.connections.errors import ConnectionTrouble
from kopru.connections.outbound import Fetched, fetch
from kopru.connections.targets.dialects.searching import (
    MOST_BYTES,
    MOST_RECORDS,
    Searched,
    Seen,
    Way,
    marcxml_of,
    outcome_of,
    search,
    seen_in,
)
from kopru.connections.targets.looked_for import LookedFor
from kopru.connections.targets.models import Outcome, Target
from kopru.connections.targets.told import Told
from kopru.protocols.marc import Unreadable
from kopru.protocols.sru.client import (
    VERSIONS,
    Found,
    NotSru,
    clause,
    read_found,
    search_address,
)
from kopru.protocols.zoom.opacxml import NotOpac, read_opac

_SCHEMA = "marcxml"
_UNSUPPORTED_VERSION = 5
#: nothing of what was asked for exists: an answer, not a failure
_NOTHING = frozenset({61, 65, 66})


def can_ask(target: Target, wanted: LookedFor) -> bool:
    """Whether there is an index for something that is known."""
    return next(_ways(target, wanted), None) is not None


def ask(target: Target, wanted: LookedFor, seconds: float) -> Told:
    """What the catalogue says of the edition. Raises nothing."""

    def run(way: Way, left: float) -> Searched:
        try:
            found = _found(target, way.query, left)
        except ConnectionTrouble as trouble:
            return Searched(trouble=outcome_of(trouble), detail=str(trouble))
        except NotSru as error:
            return Searched(trouble=Outcome.GARBLED, detail=str(error))
        return found if isinstance(found, Searched) else _searched(found)

    return search(list(_ways(target, wanted)), run, wanted, seconds=seconds)


def _ways(target: Target, wanted: LookedFor) -> Iterator[Way]:
    if target.number and wanted.control_number:
        number = wanted.control_number
        yield Way(
            clause(target.number, number), Words(f"Kayıt no. {number}", f"Record number {number}")
        )
    if target.isbn and wanted.isbns:
        query = " or ".join(clause(target.isbn, number) for number in wanted.isbns)
        yield Way(query, Words(f"ISBN {wanted.isbns[0]}", f"ISBN {wanted.isbns[0]}"))
    if target.title and wanted.title:
        parts = [clause(target.title, wanted.title, relation="all")]
        if target.author and wanted.author:
            parts.append(clause(target.author, wanted.author.partition(",")[0], relation="all"))
        yield Way(" and ".join(parts), Words("Başlık", "Title"), is_sure=False)


def _found(target: Target, query: str, seconds: float) -> Found | Searched:
    """The answer in the first version of SRU that the server speaks."""
    found: Found | Searched = Searched(trouble=Outcome.GARBLED)
    for version in VERSIONS:
        address = search_address(
            target.address, query, schema=target.syntax or _SCHEMA, most=MOST_RECORDS,
            version=version,
        )  # fmt: skip
        login = (target.user, target.password) if target.user else None
        answer = fetch(address, seconds=seconds, most_bytes=MOST_BYTES, login=login)
        if answer.status >= 400:
            return _no(answer)
        found = read_found(answer.body)
        if _UNSUPPORTED_VERSION not in {d.code for d in found.diagnostics}:
            break
    return found


def _no(answer: Fetched) -> Searched:
    refused = answer.status in (401, 403)
    outcome = Outcome.REFUSED if refused else Outcome.GARBLED
    return Searched(trouble=outcome, detail=f"HTTP {answer.status}")


def _searched(found: Found) -> Searched:
    against = [d for d in found.diagnostics if d.code not in _NOTHING]
    if against and not found.records:
        return Searched(trouble=Outcome.REFUSED, detail=str(against[0])[:300])
    if found.hits and not found.records and not found.diagnostics:
        detail = f"{found.hits} hits were promised, no record came"
        return Searched(trouble=Outcome.GARBLED, detail=detail)
    seen: list[Seen] = []
    wrong = ""
    for record in found.records:
        try:
            seen.append(_seen(record.data))
        except (NotOpac, Unreadable) as error:
            wrong = str(error)[:300]
    if wrong and not seen:
        return Searched(found.hits, trouble=Outcome.GARBLED, detail=wrong)
    return Searched(found.hits, tuple(seen))


def _seen(data: bytes) -> Seen:
    if b"<bibliographicRecord>" in data:
        opac = read_opac(data)
        return seen_in(marcxml_of(opac.bibliographic), opac.holdings)
    return seen_in(marcxml_of(data))
