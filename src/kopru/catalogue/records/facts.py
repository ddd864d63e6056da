"""What the catalogue takes from a MARC record: facts, copies, flaws; or why it is no work. Pure."""

import re
from datetime import date
from hashlib import blake2b

from kopru.catalogue.numbers import number_of
from kopru.catalogue.records.described import Copy, Described, Facts
from kopru.catalogue.records.flaws import flaws_of
from kopru.protocols.marc import (
    Description,
    HoldingData,
    MarcRecord,
    describe,
    describe_unimarc,
    held_of,
    is_holdings_record,
    read_holdings,
)

_LONGEST_CONTROL_NUMBER = 120
_MOST_COPIES = 30_000
_NUMBER = re.compile(r"[0-9][0-9Xx -]{7,20}")
#: before the number of a holdings record: they are counted apart from bibliographic ones
_OF_HOLDINGS = "~h"
_KINDS = {"z": "authority", "w": "classification", "q": "community information"}


class NoWork(Exception):
    """A record that can be read, but describes no work and no copies: its reason and words."""

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason
        self.words = words


def digest_of(raw: bytes) -> str:
    """What tells one record's bytes from another's."""
    return blake2b(raw, digest_size=16).hexdigest()


def described(record: MarcRecord, digest: str, *, as_unimarc: bool = False) -> Described:
    """What the catalogue knows of a record; `digest` names one that has no control number.

    :raises NoWork: for authority, classification and other records that are none of works,
        and for copies whose work is not named
    """
    if not as_unimarc and is_holdings_record(record):
        return _attached(record, digest)
    said = describe_unimarc(record) if as_unimarc else describe(record)
    # a title tells more than a leader that says otherwise
    if not said.is_bibliographic and not said.title:
        kind = "authority" if as_unimarc else _KINDS.get(record.leader[6:7], "other")
        raise NoWork("not_a_work", f"leader/06 is {record.leader[6:7]}: {kind} record")
    tag = "010" if as_unimarc else "020"
    flawed = _flawed_isbns(record, said, tag)
    return Described(
        _bounded(said.control_number, digest),
        said.is_deleted,
        _facts(said, flawed),
        tuple(map(_copy, said.holdings)),
        flaws_of(record, said, flawed_isbns=flawed, as_unimarc=as_unimarc),
    )


def _attached(record: MarcRecord, digest: str) -> Described:
    """A holdings record: copies of the work whose record has the number in 004."""
    number = _OF_HOLDINGS + (record.control("001").strip() or digest)
    work = held_of(record)
    is_deleted = record.leader[5:6] == "d"
    if not work and not is_deleted:
        raise NoWork("holdings_alone", "there is no 004")
    copies = () if is_deleted else tuple(map(_copy, read_holdings(record)))
    return Described(
        _bounded(number, digest), is_deleted, Facts(), copies, belongs_to=_bounded(work, digest)
    )


def _bounded(number: str, digest: str) -> str:
    if not number:
        return f"~{digest}"
    if len(number) > _LONGEST_CONTROL_NUMBER:
        return f"{number[:80]}~{digest_of(number.encode())}"
    return number


def _facts(said: Description, flawed: list[str]) -> Facts:
    return Facts(
        title=said.title,
        subtitle=said.subtitle,
        authors=said.authors,
        responsibility=said.responsibility,
        publisher=said.publisher,
        place=said.place,
        year=said.year,
        year_text=said.year_text,
        edition_statement=said.edition,
        volume=said.volume,
        pages=said.pages,
        kind=str(said.kind),
        language=said.language,
        is_online=said.online,
        isbns=(*said.isbns, *flawed),
        issns=said.issns,
        subjects=said.subjects,
        series=said.series,
        isbn_qualifiers=said.isbn_qualifiers,
        work_titles=said.work_titles,
        original_language=said.original_language,
        form=str(said.form),
        coded_years=said.coded_years,
    )


def _flawed_isbns(record: MarcRecord, said: Description, tag: str) -> list[str]:
    """Numbers with a wrong check digit, as typed: they are what stands in the book (domain.md 4.3)."""
    texts = [text for field in record.fields if field.tag == tag for text in field.values("a")]
    if len(texts) == len(said.isbns):
        return []
    typed = [found.group().strip(" -") for text in texts if (found := _NUMBER.search(text))]
    return [
        text
        for text in dict.fromkeys(typed)
        if number_of(text) and number_of(text) not in said.isbns
    ]


def _copy(holding: HoldingData) -> Copy:
    return Copy(
        branch_code=holding.branch,
        location=holding.location,
        call_number=holding.call_number,
        barcode=holding.barcode,
        copies=min(max(holding.copies, 1), _MOST_COPIES),
        status=_status(holding),
        due_back=_day(holding.due_back),
        note=holding.note,
    )


def _status(holding: HoldingData) -> str:
    """What the record itself says of the copy, as of the day it was written out."""
    if holding.not_for_loan:
        return "not_for_loan"
    return {True: "available", False: "on_loan", None: "unknown"}[holding.is_in]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
