"""Which rule allowed a request or refused it, as sentences. Pure."""

from collections.abc import Iterator
from typing import NamedTuple

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.libraries.policy.case import Case
from kopru.libraries.policy.deciding import Decision, Finding, rests_on
from kopru.libraries.policy.saying import clause_said
from kopru.libraries.policy.sentences_borrowing import BORROWING
from kopru.libraries.policy.sentences_lending import LENDING


class Line(NamedTuple):
    """A sentence and where it is from: a clause by its number from one, or None for the terms."""

    words: W
    clause: int | None

    @property
    def source(self) -> W:
        """Where it is from, in words."""
        if self.clause is None:
            return W("genel kural", "the terms")
        return W(f"{self.clause}. madde", f"clause {self.clause}")


def rules_behind(decision: Decision, case: Case) -> list[Line]:
    """The rules that the decision rests on, as they hold for the case."""
    looked_at = rests_on(decision.side, case)
    terms, by = decision.applied.terms, decision.applied.by
    said = []
    for _, sentences in LENDING if decision.side == "lending" else BORROWING:
        for names, say in sentences:
            if looked_at.isdisjoint(names) or (text := say(terms)) is None:
                continue
            clauses = [by[name] for name in names if name in by]
            said.append(Line(text, max(clauses) + 1 if clauses else None))
    return said


def rule_of(decision: Decision, finding: Finding) -> Line | None:
    """The rule that a finding rests on, as the library states it; None where it states none."""
    if finding.code == "clause" and finding.clause is not None:
        terms = decision.applied.terms
        return Line(clause_said(terms, terms.clauses[finding.clause]), finding.clause + 1)
    said = next(_sentences_on(decision, finding), None)
    if said is None:
        return None
    return Line(said, None if finding.clause is None else finding.clause + 1)


def _sentences_on(decision: Decision, finding: Finding) -> Iterator[W]:
    for _, sentences in LENDING if decision.side == "lending" else BORROWING:
        for names, say in sentences:
            if not set(names).isdisjoint(finding.reads):
                text = say(decision.applied.terms)
                if text is not None:
                    yield text
