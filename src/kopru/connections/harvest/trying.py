"""A provider tried before it is harvested: who it is, what it offers, one record as it would be read."""

from contextlib import suppress
from dataclasses import dataclass

from kopru.connections.harvest.fetching import Fetcher, FetchTrouble
from kopru.connections.harvest.models import Source
from kopru.connections.harvest.taking import marc_in
from kopru.connections.outbound import Fetched
from kopru.protocols import oaipmh
from kopru.protocols.marc import Unreadable, as_lines
from kopru.protocols.oaipmh import Answer, Broken, Format, Identity, NotOai, Record, Wrong, letters

#: for each of the three questions; a person waits for them
SECONDS = 8.0
_LONGEST_SAMPLE = 40


@dataclass(slots=True)
class Tried:
    """What was learnt, as far as it went. `trouble` is a code of `troubles`, "" where all is well.

    `records` and `broken` count those of the first page, `sample` are the lines of the first one
    that can be read. `advice` is a code page that the bytes seem to be in.
    """

    identity: Identity | None = None
    formats: tuple[Format, ...] = ()
    records: int = 0
    broken: int = 0
    sample: tuple[str, ...] = ()
    advice: str = ""
    trouble: str = ""
    detail: str = ""


def try_source(source: Source, *, seconds: float = SECONDS) -> Tried:
    """Ask the provider three things; whatever goes wrong stands in what is given back."""
    tried = Tried()
    fetcher = Fetcher(source.address, seconds=seconds)
    try:
        page = fetcher.fetch({"verb": "Identify"})
        tried.identity = oaipmh.read_identity(page.body, **_known(source, page))
        page = fetcher.fetch({"verb": "ListMetadataFormats"})
        tried.formats = tuple(oaipmh.read_formats(page.body, **_known(source, page)))
        page = fetcher.fetch(oaipmh.list_records(prefix=source.format, set_=source.set))
        _look_at(source, page, tried)
    except FetchTrouble as trouble:
        tried.trouble, tried.detail = trouble.code, trouble.detail
    except NotOai as other:
        tried.trouble, tried.detail = "not_oai", str(other)
    except Wrong as wrong:
        tried.trouble, tried.detail = "refused", str(wrong)
    return tried


def _known(source: Source, page: Fetched) -> dict[str, str]:
    return {"charset": page.charset, "code_page": source.encoding}


def _look_at(source: Source, page: Fetched, tried: Tried) -> None:
    answer = oaipmh.read_records(page.body, **_known(source, page))
    if answer.wrong is not None:
        raise answer.wrong
    tried.records = len(answer.records)
    lost = [one.data for one in answer.records if isinstance(one, Broken)]
    tried.broken = len(lost)
    tried.sample = _sample(source, answer)
    tried.advice = letters.code_page_for(b"".join(lost))
    if not tried.advice and letters.looks_misread("\n".join(tried.sample)):
        tried.advice = "cp1254"


def _sample(source: Source, answer: Answer) -> tuple[str, ...]:
    """The lines of the first record that is there and can be read."""
    for one in answer.records:
        if isinstance(one, Record) and one.metadata:
            with suppress(Unreadable):
                return tuple(as_lines(marc_in(one, source.format))[:_LONGEST_SAMPLE])
    return ()
