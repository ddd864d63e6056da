"""When a catalogue is left in peace: what an answer means to the circuit breaker."""

from datetime import datetime

from kopru.connections.targets.models import Breaker, Outcome


def note(breaker: Breaker, outcome: Outcome, *, now: datetime) -> None:
    """Count an outcome. To be called under the row's lock."""
    if outcome.is_answer:
        breaker.note_answer()
    elif outcome.is_its_fault:
        breaker.note_failure(waited=outcome == Outcome.NO_ANSWER, now=now)
    else:
        breaker.note_no_trial(now=now)
