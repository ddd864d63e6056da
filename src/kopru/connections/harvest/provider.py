"""Our own OAI-PMH provider: the merged catalogue for whoever harvests it.

Lists go by the moment of change, then by number, and a token says the last place in that
order (`protocols.oaipmh.tokens`): an edition that changes while it is being listed moves
on and is met there, none is left out and none comes twice unchanged. What changed within
the last seconds is held back, since a transaction that began earlier may still commit; so
is what a load that is under way writes, which bears the moment that the load began.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Min, QuerySet

from kopru.catalogue.models import Edition, Holding, Load, LoadState
from kopru.connections.harvest.published import Published, host, moment_of, published
from kopru.libraries.models import Library
from kopru.protocols import oaipmh
from kopru.protocols.marc import marcxml
from kopru.protocols.oaipmh import (
    ErrorCode,
    Format,
    Granularity,
    Header,
    Identity,
    Record,
    Set,
    Token,
    Verb,
    Wrong,
    datestamps,
    dublin_core,
    tokens,
    writing,
)

#: records of one answer
PAGE = 200
#: longer than any transaction that writes editions
HELD_BACK = timedelta(seconds=5)
#: a load that has been silent for as long is taken for dead
_SILENCE = timedelta(minutes=10)
_OAI_DC, _MARC21 = "oai_dc", "marc21"
FORMATS = (
    Format(_OAI_DC, dublin_core.OAI_DC.schema, dublin_core.OAI_DC.namespace),
    Format(_MARC21, marcxml.SCHEMA, marcxml.NAMESPACE),
)
_LIBRARY = "library:"
#: what the standard lets stand in a setSpec as it is, less the sign that we escape with
_UNSAFE = re.compile(r"[^A-Za-z0-9\-_.!*'()]")
_ESCAPED = re.compile(r"~([0-9a-f]+)~")
#: adminEmail by OAI-PMH.xsd, repositoryIdentifier by oai-identifier.xsd
_EMAIL = re.compile(r"\S+@(\S+\.)+\S+")
_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]+)+")
_SCAN, _SCANS = 1_000, 20


def answer(pairs: Iterable[tuple[str, str]], *, now: datetime) -> bytes:
    """The answer to the arguments of an HTTP request, in their order, repeats included."""
    said = list(pairs)
    address = f"{settings.KOPRU_ADDRESS}/oai"
    try:
        asked = oaipmh.check(said)
        body = _VERBS[asked.verb](asked, now)
    except Wrong as wrong:
        return writing.refusal(wrong, base_url=address, now=now, arguments=dict(said))
    return writing.answer(asked, body, base_url=address, now=now)


def _identify(asked: oaipmh.Asked, now: datetime) -> bytes:
    first = Edition.objects.aggregate(first=Min("changed_at"))["first"] or now
    email = settings.DEFAULT_FROM_EMAIL
    if not _EMAIL.fullmatch(email):
        email = f"kopru@{host()}" if "." in host() else "kopru@localhost.localdomain"
    identity = Identity(
        name="Köprü", base_url=f"{settings.KOPRU_ADDRESS}/oai", earliest=datestamps.write(first),
        deleted="persistent", granularity=str(Granularity.SECOND), emails=(email,),
    )  # fmt: skip
    return writing.identify(identity, description=_how_identifiers_look())


def _how_identifiers_look() -> bytes:
    """The description of the guidelines "oai-identifier"; only domain names may stand in it."""
    if not _DOMAIN.fullmatch(host()):
        return b""
    space = "http://www.openarchives.org/OAI/2.0/oai-identifier"
    return (
        f'<oai-identifier xmlns="{space}" xsi:schemaLocation="{space} {space}.xsd">'
        f"<scheme>oai</scheme><repositoryIdentifier>{escape(host())}</repositoryIdentifier>"
        f"<delimiter>:</delimiter><sampleIdentifier>{escape(identifier_of('5f0c'))}"
        "</sampleIdentifier></oai-identifier>"
    ).encode()


def identifier_of(key: str) -> str:
    """The OAI identifier of the edition called `key`."""
    return f"oai:{host()}:{key}"


def _metadata_formats(asked: oaipmh.Asked, now: datetime) -> bytes:
    if asked.identifier:
        _named(asked.identifier)
    return writing.metadata_formats(FORMATS)


def _sets(asked: oaipmh.Asked, now: datetime) -> bytes:
    if asked.token:
        raise Wrong(ErrorCode.BAD_RESUMPTION_TOKEN, "sets are listed on one page")
    libraries = Library.objects.order_by("symbol")
    listed = [Set(set_of(one.symbol), one.name_tr) for one in libraries]
    if not listed:
        raise Wrong(ErrorCode.NO_SET_HIERARCHY, "there is no library yet")
    return writing.sets(listed)


def set_of(symbol: str) -> str:
    """The setSpec of a library; letters that no setSpec may have as their numbers between ~."""
    return _LIBRARY + _UNSAFE.sub(lambda found: f"~{ord(found[0]):x}~", symbol)


def _library_of(spec: str) -> Library:
    name = spec.removeprefix(_LIBRARY)
    symbol = _ESCAPED.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), name)
    library = Library.objects.filter(symbol=symbol).first() if spec != name else None
    if library is None:
        raise Wrong(ErrorCode.NO_RECORDS_MATCH, "there is no such set")
    return library


def _get_record(asked: oaipmh.Asked, now: datetime) -> bytes:
    one = _named(asked.identifier)
    _check_format(asked.prefix)
    return writing.record(_record(one, asked.prefix))


def _named(identifier: str) -> Published:
    key = identifier.removeprefix(identifier_of(""))
    found = Edition.objects.filter(key=key).first() if key != identifier else None
    if found is None:
        raise Wrong(ErrorCode.ID_DOES_NOT_EXIST, "no edition has this identifier")
    return published([found])[0]


def _check_format(prefix: str) -> None:
    if prefix not in [one.prefix for one in FORMATS]:
        offered = ", ".join(one.prefix for one in FORMATS)
        raise Wrong(ErrorCode.CANNOT_DISSEMINATE_FORMAT, f"records are given as {offered}")


def _list_records(asked: oaipmh.Asked, now: datetime) -> bytes:
    rows, token, prefix = _listed(asked, now)
    return writing.records((_record(one, prefix) for one in rows), token)


def _list_identifiers(asked: oaipmh.Asked, now: datetime) -> bytes:
    rows, token, _ = _listed(asked, now)
    return writing.headers(map(_header, rows), token)


def _listed(asked: oaipmh.Asked, now: datetime) -> tuple[list[Published], Token | None, str]:
    """A page, the token that leads on (empty at the end of several pages), and the format."""
    place = tokens.read(asked.token, asked.verb) if asked.token else None
    prefix = place.prefix if place else asked.prefix
    _check_format(prefix)
    set_, before = (place.set, place.before) if place else (asked.set, asked.before)
    end = min(_settled(now), before or now)
    rows = _editions(asked.since, place, end, set_)
    page = rows[:PAGE]
    if not page:
        raise Wrong(ErrorCode.NO_RECORDS_MATCH, "nothing changed in this time")
    cursor = place.cursor if place else 0
    token = Token("", cursor) if place else None
    if len(rows) > PAGE:
        at, pk = moment_of(page[-1]), page[-1].pk
        after = tokens.Place(asked.verb, prefix, set_, before, at, pk, cursor + PAGE)
        token = Token(tokens.write(after), cursor)
    return published(page), token, prefix


def _settled(now: datetime) -> datetime:
    """The moment before which nothing changes any more behind a harvester's back."""
    alive = Load.objects.filter(
        state=LoadState.RUNNING, heard_at__gt=now - _SILENCE, started_at__lte=now, runs=None
    )
    began = alive.aggregate(first=Min("started_at"))["first"]
    return min(now - HELD_BACK, began or now)


def _editions(
    since: datetime | None, place: tokens.Place | None, end: datetime, set_: str
) -> list[Edition]:
    """Up to one more than a page of editions, from a moment or a place on, before `end`."""
    library = _library_of(set_) if set_ else None
    rows = Edition.objects.filter(changed_at__lt=end)
    if place is None and since is not None:
        rows = rows.filter(changed_at__gte=since)
    if library is not None:
        return _held(rows, place, library)
    return _in_order(rows, place, PAGE + 1)


def _in_order(
    rows: "QuerySet[Edition, Edition]", place: tokens.Place | None, limit: int
) -> list[Edition]:
    rows = rows.order_by("changed_at", "pk")
    if place is None:
        return list(rows[:limit])
    # two questions that an index answers each, instead of one with OR that none does
    same = list(rows.filter(changed_at=place.at, pk__gt=place.pk)[:limit])
    return [*same, *rows.filter(changed_at__gt=place.at)[: limit - len(same)]]


def _held(
    rows: "QuerySet[Edition, Edition]", place: tokens.Place | None, library: Library
) -> list[Edition]:
    """Those that `library` holds, without a long search where it holds few of many.

    First some thousands of editions are looked through in order; a library that holds
    none of them has few there, and is asked for its own.
    """
    found: list[Edition] = []
    for _ in range(_SCANS):
        some = _in_order(rows, place, _SCAN)
        mine = Holding.objects.of(library).filter(edition__in=[one.pk for one in some])
        held = set(mine.values_list("edition_id", flat=True))
        found += [one for one in some if one.pk in held]
        if len(found) > PAGE or len(some) < _SCAN:
            return found[: PAGE + 1]
        at, pk = moment_of(some[-1]), some[-1].pk
        place = tokens.Place(Verb.LIST_RECORDS, "", "", None, at, pk, 0)
    own = rows.filter(pk__in=Holding.objects.of(library).values("edition_id"))
    return [*found, *_in_order(own, place, PAGE + 1 - len(found))]


def _header(one: Published) -> Header:
    sets: Sequence[str] = () if one.is_gone else [set_of(symbol) for symbol in one.holders]
    return Header(
        identifier_of(one.edition.key), datestamps.write(moment_of(one.edition)), tuple(sets), one.is_gone
    )  # fmt: skip


def _record(one: Published, prefix: str) -> Record:
    if one.is_gone:
        return Record(_header(one))
    return Record(_header(one), one.marcxml() if prefix == _MARC21 else one.dublin_core())


_VERBS = {
    Verb.IDENTIFY: _identify,
    Verb.LIST_METADATA_FORMATS: _metadata_formats,
    Verb.LIST_SETS: _sets,
    Verb.GET_RECORD: _get_record,
    Verb.LIST_RECORDS: _list_records,
    Verb.LIST_IDENTIFIERS: _list_identifiers,
}
