"""The page of one title: everything one wants to know before asking."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.catalogue.citing import Work
from kopru.catalogue.models import Edition
from kopru.catalogue.queries import holders_of
from kopru.libraries.models import Branch, Library, Standstill
from kopru.libraries.policy.case import service_for
from kopru.libraries.policy.terms import Terms
from kopru.patrons.models import Patron
from kopru.requests.eligibility import Objection, objections
from kopru.requests.queries import facts_of
from kopru.web.patron.asker import branches_of, patron_if_any, sight_of
from kopru.web.patron.citing import cited_of, work_behind
from kopru.web.patron.forms import WishForm
from kopru.web.patron.kinds import cited
from kopru.web.patron.machines import address_of, data_block
from kopru.web.patron.offers import Holder, Offer, Rules, Wish, holders_in_order, offer_of
from kopru.web.patron.shelf import Standing, call_numbers, next_back, standing_of

#: joins that are followed before they are taken for a circle
_LONGEST_WAY = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A library on the page, ready to be read; `terms` where the library has said its own."""

    holder: Holder
    standing: Standing
    call_numbers: list[str]
    back: date | None
    terms: Terms | None


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What the page shows of one edition to one person; `is_gone`: no library holds it any more."""

    edition: Edition
    own: Shown | None
    others: list[Shown]
    offer: Offer | None
    against: list[Objection]
    branches: list[Branch]
    is_gone: bool
    #: rules of the whole network, for everyone to see before they ask
    hard_times: tuple[Standstill, ...]


@require_safe
def title(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has it, is it in, how long, what does it cost, whose rules; one button.

    An edition that was joined to another leads there. One that nobody holds any more is
    shown all the same, with status 410.
    """
    edition = get_object_or_404(Edition, pk=pk)
    if edition.moved_to_id:
        return moved(edition, "title")
    patron = patron_if_any(request, edition=edition)
    page = _page(edition, sight_of(request).library, patron, today=timezone.localdate())
    work = work_behind(edition)
    context = {
        "page": page,
        "patron": patron,
        "form": WishForm(branches=page.branches, volumes=True),
        "cited": cited_of(work),
        "address": address_of(edition),
        "data": _data(edition, work, page),
    }
    return render(request, "patron/title.html", context, status=410 if page.is_gone else 200)


def moved(edition: Edition, name: str) -> HttpResponseRedirect:
    """To the same page of the edition that this one was joined to. Not for ever: it may be split."""
    return redirect(name, pk=edition_now(edition).pk)


def edition_now(edition: Edition) -> Edition:
    """The edition itself, or the one that it was joined to."""
    for _ in range(_LONGEST_WAY):
        if edition.moved_to is None:
            break
        edition = edition.moved_to
    return edition


def _page(
    edition: Edition, library: Library | None, patron: Patron | None, *, today: date
) -> TitlePage:
    facts = holders_of(edition)
    home = patron.library if patron else library
    rules = Rules.of([*(f.library for f in facts), *([home] if home else [])], today=today)
    group = patron.group if patron else ""
    wish = Wish.of(home, kind=cited(edition).kind, group=group, rules=rules)
    holders = holders_in_order(facts, wish, rules=rules, today=today)
    shown = [_shown(holder, rules) for holder in holders]
    own = next((s for s in shown if s.holder.is_own), None)
    return TitlePage(
        edition=edition,
        own=own,
        others=[s for s in shown if not s.holder.is_own],
        offer=offer_of(holders, wish, rules=rules, today=today),
        against=_against(edition, patron, own, rules, today) if patron else [],
        branches=branches_of(patron) if patron else [],
        is_gone=not facts,
        hard_times=rules.standstills,
    )


def _shown(holder: Holder, rules: Rules) -> Shown:
    facts = holder.facts
    return Shown(
        holder,
        standing_of(facts),
        call_numbers(facts),
        next_back(facts),
        holder.decision.applied.terms if facts.library.pk in rules.said else None,
    )


def _data(edition: Edition, work: Work, page: TitlePage) -> str:
    shown = [*([page.own] if page.own else []), *page.others]
    return data_block(edition, work, [(s.holder.facts, s.call_numbers) for s in shown])


def _against(
    edition: Edition, patron: Patron, own: Shown | None, rules: Rules, today: date
) -> list[Objection]:
    """What `requests.queries.judge` would say, from what the page has asked for already."""
    counted = vars(patron)
    facts = facts_of(
        patron,
        today=today,
        open_requests=counted["open_requests"],
        kind=edition.kind,
        held_copies_in=(own.holder.facts.available or 0) if own else 0,
        same_work_open=bool(counted["open_for_edition"]),
        standstill=rules.stopped(service_for(edition.kind)),
        terms=rules.terms[patron.library_id],
        may_owe=bool(counted["may_owe"]),
    )
    return objections(facts, rules.terms[patron.library_id])
