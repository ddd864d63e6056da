"""Asking a Koha over its REST API (api/v1 of Koha 20.05 and later).

Without an account the public part is asked, `/public/biblios/{id}` and its `/items`: the
library switches on RESTPublicAnonymousRequests, and we must know Koha's number of the
record, which its MARC exports carry in 999 $c. With an account (permission `catalogue`)
`/biblios` is searched by ISBN, too.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kopru.catalogue.records.described import Facts
from kopru.common.words import Words
from kopru.connections.errors import ConnectionTrouble, Garbled, Refused
from kopru.connections.outbound import Fetched, TooSlow, fetch
from kopru.connections.targets.copies import from_koha
from kopru.connections.targets.dialects.searching import (
    MOST_BYTES,
    MOST_RECORDS,
    marcxml_of,
    outcome_of,
    seen_in,
)
from kopru.connections.targets.looked_for import LookedFor
from kopru.connections.targets.models import Outcome, Target
from kopru.connections.targets.told import Told
from kopru.protocols.marc import Unreadable

_API = "/api/v1"
_MOST_ITEMS = 200
_MARCXML = "application/marcxml+xml"


def can_ask(target: Target, wanted: LookedFor) -> bool:
    """By Koha's number of the record, or with an account by ISBN."""
    return bool(wanted.koha_id or (target.user and wanted.isbns))


@dataclass(slots=True)
class _Talk:
    target: Target
    ends: float
    trace: list[Words]

    @property
    def door(self) -> str:
        """The part of the API that we may use."""
        return "" if self.target.user else "/public"

    def get(self, path: str, what: Words, accept: str = "application/json") -> Fetched | None:
        """An answer; None where there is no such thing. Raises ConnectionTrouble."""
        began = time.monotonic()
        left = self.ends - began
        if left <= 0:
            raise TooSlow
        base = self.target.address.rstrip("/").removesuffix(_API)
        login = (self.target.user, self.target.password) if self.target.user else None
        answer = fetch(
            f"{base}{_API}{path}", seconds=left, most_bytes=MOST_BYTES,
            headers={"Accept": accept}, login=login,
        )  # fmt: skip
        spent = int((time.monotonic() - began) * 1000)
        tail = f"HTTP {answer.status}, {spent} ms"
        self.trace.append(Words(f"{what.tr}: {tail}", f"{what.en}: {tail}"))
        if answer.status == 404:
            return None
        if answer.status in (401, 403):
            raise Refused(f"HTTP {answer.status}")
        if answer.status >= 400:
            raise Garbled(f"HTTP {answer.status}")
        return answer

    def get_list(self, path: str, what: Words) -> list[dict[str, Any]] | None:
        """A list of objects; None where there is no such thing. Raises ConnectionTrouble."""
        answer = self.get(path, what)
        if answer is None:
            return None
        try:
            found = json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise Garbled("not JSON") from error
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise Garbled("not a list of objects")
        return found


def ask(target: Target, wanted: LookedFor, seconds: float) -> Told:
    """What the catalogue says of the edition. Raises nothing."""
    talk = _Talk(target, time.monotonic() + seconds, [])
    try:
        told = _by_number(talk, wanted) if wanted.koha_id else None
        if told is None and target.user and wanted.isbns:
            told = _by_isbn(talk, wanted)
    except ConnectionTrouble as trouble:
        return Told(outcome_of(trouble), detail=str(trouble)[:300], trace=tuple(talk.trace))
    return told or Told(Outcome.NOT_HELD, trace=tuple(talk.trace))


def _by_number(talk: _Talk, wanted: LookedFor) -> Told | None:
    """By Koha's own number; None where it has no such record."""
    path = f"{talk.door}/biblios/{quote(wanted.koha_id, safe='')}"
    what = Words(f"Kayıt {wanted.koha_id}", f"Record {wanted.koha_id}")
    answer = talk.get(path, what, accept=_MARCXML)
    if answer is None:
        return None
    try:
        facts = seen_in(marcxml_of(answer.body)).facts
    except Unreadable as error:
        raise Garbled(str(error)[:300]) from error
    if not _believed(talk, wanted, facts):
        title = facts.title[:300]
        return Told(Outcome.OTHER_WORK, detail=title, trace=tuple(talk.trace))
    return _held(talk, [wanted.koha_id])


def _by_isbn(talk: _Talk, wanted: LookedFor) -> Told | None:
    asked = json.dumps({"isbn": [{"-like": f"%{number}%"} for number in wanted.isbns]})
    found = talk.get_list(
        f"/biblios?_per_page={MOST_RECORDS}&q={quote(asked, safe='')}",
        Words(f"ISBN {wanted.isbns[0]}", f"ISBN {wanted.isbns[0]}"),
    )
    believed = [str(b["biblio_id"]) for b in found or () if _believed(talk, wanted, _facts(b))]
    if found and not believed:
        detail = "; ".join(_facts(b).title for b in found)[:300]
        return Told(Outcome.OTHER_WORK, detail=detail, trace=tuple(talk.trace))
    return _held(talk, believed) if believed else None


def _facts(biblio: dict[str, Any]) -> Facts:
    """What Koha's definition `biblio` says of the edition; several ISBNs are parted by strokes."""
    isbns = str(biblio.get("isbn") or "").split("|")
    return Facts(
        title=str(biblio.get("title") or ""),
        subtitle=str(biblio.get("subtitle") or ""),
        isbns=tuple(isbn.strip() for isbn in isbns if isbn.strip()),
    )


def _believed(talk: _Talk, wanted: LookedFor, facts: Facts) -> bool:
    is_it = wanted.is_the_same(facts)
    title = facts.title[:80]
    talk.trace.append(
        Words(f"«{title}»: bu eser", f"“{title}”: this work")
        if is_it
        else Words(f"«{title}»: başka bir eser", f"“{title}”: another work")
    )
    return is_it


def _held(talk: _Talk, numbers: Sequence[str]) -> Told:
    items: list[dict[str, Any]] = []
    for number in numbers:
        path = f"{talk.door}/biblios/{quote(number, safe='')}/items?_per_page={_MOST_ITEMS}"
        found = talk.get_list(path, Words(f"Nüshalar {number}", f"Copies {number}"))
        items += found or []
    copies = from_koha(items)
    talk.trace.append(Words(f"{len(copies)} nüsha", f"{len(copies)} copies"))
    return Told(Outcome.HELD, copies, trace=tuple(talk.trace))
