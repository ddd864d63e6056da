"""Asking over Z39.50: host:port, a database, attributes of Bib-1."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from kopru.common.words import Words
from kopru.connections.errors import ConnectionTrouble
from kopru.connections.outbound import address_of
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
from kopru.protocols.marc import MarcRecord, Unreadable, read_iso2709
from kopru.protocols.zoom import Answer, Asker, Question, any_of, term
from kopru.protocols.zoom.opacxml import NotOpac, read_opac
from kopru.protocols.zoom.pqf import all_of

PORT = 210
#: one process for libyaz, however many threads ask
ASKER = Asker()


def place_of(address: str) -> tuple[str, int]:
    """Host and port of "host", "host:port" or "[::1]:port"; ValueError for anything else."""
    parts = urlsplit(f"//{address.strip()}")
    if not parts.hostname or parts.path or parts.username:
        raise ValueError(address)
    return parts.hostname, parts.port or PORT


def can_ask(target: Target, wanted: LookedFor) -> bool:
    """Whether there is an index for something that is known."""
    return next(_ways(target, wanted), None) is not None


def ask(target: Target, wanted: LookedFor, seconds: float) -> Told:
    """What the catalogue says of the edition. Raises nothing."""
    try:
        host, port = place_of(target.address)
        address = address_of(host, port)
    except ConnectionTrouble as trouble:
        return Told(outcome_of(trouble), detail=str(trouble))
    except ValueError:
        return Told(Outcome.UNREACHABLE, detail=f"{target.address}: not host:port")

    def run(way: Way, left: float) -> Searched:
        question = Question(
            id=0, host=address, port=port, database=target.database or "Default", query=way.query,
            syntaxes=_syntaxes(target), user=target.user, password=target.password, seconds=left,
            most=MOST_RECORDS, most_bytes=MOST_BYTES,
        )  # fmt: skip
        return _searched(ASKER.answer_to(question), target)

    return search(list(_ways(target, wanted)), run, wanted, seconds=seconds)


def _syntaxes(target: Target) -> tuple[str, ...]:
    first = target.syntax or "opac"
    return tuple(dict.fromkeys([first, "opac", "usmarc", "xml"]))


def _ways(target: Target, wanted: LookedFor) -> Iterator[Way]:
    if target.number and wanted.control_number:
        number = wanted.control_number
        yield Way(
            term(target.number, number), Words(f"Kayıt no. {number}", f"Record number {number}")
        )
    if target.isbn and wanted.isbns:
        query = any_of([term(target.isbn, number) for number in wanted.isbns])
        yield Way(query, Words(f"ISBN {wanted.isbns[0]}", f"ISBN {wanted.isbns[0]}"))
    if target.title and wanted.title:
        parts = [term(target.title, wanted.title)]
        if target.author and wanted.author:
            parts.append(term(target.author, wanted.author.partition(",")[0]))
        yield Way(all_of(parts), Words("Başlık", "Title"), is_sure=False)


def _searched(answer: Answer, target: Target) -> Searched:
    if answer.trouble is not None:
        detail = f"{answer.code} {answer.detail}".strip() if answer.code else answer.detail
        return Searched(trouble=Outcome(answer.trouble.value), detail=detail)
    seen: list[Seen] = []
    wrong = ""
    for record in answer.records:
        try:
            seen.append(_seen(record, answer.syntax, target.code_page))
        except (NotOpac, Unreadable, LookupError) as error:
            wrong = str(error)[:300]
    if wrong and not seen:
        return Searched(answer.hits, trouble=Outcome.GARBLED, detail=wrong)
    return Searched(answer.hits, tuple(seen))


def _seen(record: bytes, syntax: str, code_page: str) -> Seen:
    """A record in whatever it came in, told by its bytes: a server's word for it is not trusted."""
    start = record.lstrip()[:1000]
    if b"<opacRecord" in start:
        opac = read_opac(record, code_page=code_page)
        return seen_in(_marc(opac.bibliographic, code_page), opac.holdings)
    return seen_in(_marc(record, code_page))


def _marc(data: bytes, code_page: str) -> MarcRecord:
    if data.lstrip().startswith(b"<"):
        return marcxml_of(data)
    return read_iso2709(data, code_page=code_page or None)
