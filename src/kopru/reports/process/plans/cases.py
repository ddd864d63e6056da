"""The steps that the drawings leave out, by topic, so that none is left out silently. Pure."""

from collections.abc import Sequence

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.libraries.policy.saying import sections
from kopru.libraries.policy.terms import Terms
from kopru.reports.process.content import Case, Chart, Rules
from kopru.reports.process.steps import (
    every_step,
    joined,
    papers_of,
    rows_of,
    side_of,
    whos_of,
    with_partners,
)
from kopru.requests.lifecycle import LIFECYCLES

_TOPICS: tuple[tuple[W, tuple[str, ...]], ...] = (
    (
        W("İptal ve geri çekme", "Cancelling and withdrawing"),
        ("cancel", "late_yes", "shipped_meanwhile", "found_here"),
    ),
    (W("Koşul ve başka yol", "Conditions and other ways"), ("condition", "retry")),
    (W("Kopya", "Copies"), ("copy",)),
    (W("Takım ve birden çok nüsha", "Sets and several copies"), ("part", "join")),
    (
        W("Kargo", "Parcels"),
        ("track", "arriv", "went_back", "undelivered", "lost_in_post", "wrong"),
    ),
    (W("Uzatma ve iade günü", "Renewals and due dates"), ("renew", "due_", "extend")),
    (W("Geri çağırma ve gecikme", "Recalls and delay"), ("recall", "overdue", "uncollected")),
    (
        W("Kayıp, hasar, uyuşmazlık", "Loss, damage, disputes"),
        ("los", "found", "damage", "claim", "settle", "dispute", "close_by_hand"),
    ),
)
_OTHER = W("Diğer", "Other")


def cases_beside(charts: Sequence[Chart]) -> tuple[Case, ...]:
    """Every step of the tables that no drawing names, ordered by topic."""
    drawn = {step for chart in charts for node in chart.nodes for step in node.steps}
    left = []
    for step in every_step():
        if step not in drawn:
            left.append(_case(step))
            drawn |= set(left[-1].steps)
    order = [topic for topic, _ in _TOPICS] + [_OTHER]
    return tuple(sorted(left, key=lambda case: order.index(case.topic)))


def _case(step: str) -> Case:
    lifecycle, _, action = step.partition(".")
    rows = rows_of(step)
    table = LIFECYCLES[lifecycle]
    before = dict.fromkeys(source for row in rows for source in row.sources)
    first = rows[0]
    changes = any(source != row.target for row in rows for source in row.sources) or not before
    return Case(
        step, _topic(action), side_of(step), first.label,
        tuple(table.states[source].label for source in before),
        table.states[first.target].label if changes else W("–", "–"),
        joined(whos_of(rows)), first.why, papers_of(rows), with_partners((step,)),
    )  # fmt: skip


def _topic(action: str) -> W:
    return next(
        (topic for topic, parts in _TOPICS if any(part in action for part in parts)), _OTHER
    )


def rules_of(terms: Terms) -> tuple[Rules, ...]:
    """The library's rules in force, both sides, as sentences."""
    return tuple(
        Rules(side, section.heading, section.sentences)
        for side in ("borrowing", "lending")
        for section in sections(terms, side)
    )
