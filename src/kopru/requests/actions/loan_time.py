"""How long a loan lasts, at the supplier: renewed or not, extended, recalled, overdue."""

from datetime import date

from django.db import transaction

from kopru.requests import clocks
from kopru.requests.actions.steps import Act, Refused, step, take
from kopru.requests.actions.supplier import locked
from kopru.requests.cases import lending_terms
from kopru.requests.models import LendingRequest


def due_if_renewed(lending: LendingRequest, *, today: date) -> date:
    """The due date that our terms give a renewal."""
    terms, open_days = lending_terms(lending), lending.library.open_days()
    return clocks.renewed_due(
        lending.due_date or today, today=today, terms=terms, open_days=open_days
    )


@transaction.atomic
def renew(pk: int, *, act: Act, due_date: date | None = None) -> LendingRequest:
    """Yes to a renewal, until `due_date` or as long as our terms say.

    :raises Refused: "due_earlier" where that would be before the date that stands
    """
    return _until(pk, "renew", due_date, act)


@transaction.atomic
def extend(pk: int, *, act: Act, due_date: date | None = None) -> LendingRequest:
    """More time, unasked.

    :raises Refused: "due_earlier" where that would be before the date that stands
    """
    return _until(pk, "extend", due_date, act)


def _until(pk: int, action: str, due_date: date | None, act: Act) -> LendingRequest:
    lending = locked(pk)
    due = due_date or due_if_renewed(lending, today=act.now.date())
    if lending.due_date and due < lending.due_date:
        raise Refused("due_earlier", due.isoformat())
    changes: dict[str, object] = {"due_date": due, "warnings": 0}
    if action == "renew":
        changes["renewals"] = lending.renewals + 1
    take(lending, action, act, changes=changes)
    return lending


def refuse_renewal(pk: int, *, act: Act) -> LendingRequest:
    """No to a renewal: the due date stays."""
    return step(locked, pk, "refuse_renewal", act=act)


@transaction.atomic
def recall(pk: int, *, act: Act) -> LendingRequest:
    """We need it back: a near due date, by our terms.

    :raises Refused: "no_recall" where our terms promise not to
    """
    lending = locked(pk)
    terms, today = lending_terms(lending), act.now.date()
    if not terms.may_recall:
        raise Refused("no_recall")
    open_days = lending.library.open_days()
    due = clocks.recalled_due(lending.due_date, today=today, terms=terms, open_days=open_days)
    take(lending, "recall", act, changes={"due_date": due})
    return lending


def mark_overdue(pk: int, *, act: Act) -> LendingRequest:
    """The due date has passed: the requester is told, for the first time."""
    return step(locked, pk, "overdue", act=act, changes={"warnings": 1})


@transaction.atomic
def warn(pk: int, *, act: Act) -> LendingRequest:
    """It is still out: the requester is told again."""
    lending = locked(pk)
    take(lending, "warn", act, changes={"warnings": lending.warnings + 1})
    return lending


def write_letter(pk: int, *, act: Act) -> LendingRequest:
    """Warnings were of no use: the official letter is drafted. Only a human does this (domain.md 3.8)."""
    return step(locked, pk, "write_letter", act=act)
