"""When a catalogue is left in peace: the circuit breaker, kept in the database for all processes.

A catalogue that keeps readers waiting rests at once; one that fails quickly, after three
failures in a row (so one whose answers break the reader takes nobody along for long, and
those that were asked at that moment do not rest for it). Each rest is twice as long as the one before, up to an hour. When it is
over, one question goes out to try; the others wait for what becomes of it.
"""

from datetime import datetime, timedelta

from kopru.connections.targets.models import Breaker, Outcome

FAILURES = 3
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(hours=1)
#: what one trial may take; when its process dies, the next trial comes after this
TRIAL = timedelta(seconds=15)


def begin_trial(breaker: Breaker, *, now: datetime) -> None:
    """If its rest is over, this question is the trial: nobody else asks meanwhile.

    To be called under the row's lock.
    """
    if breaker.rests_until is not None:
        breaker.rests_until = now + TRIAL
        breaker.save(update_fields=["rests_until"])


def note(breaker: Breaker, outcome: Outcome, *, now: datetime) -> None:
    """Count an outcome. To be called under the row's lock."""
    if outcome.is_answer:
        breaker.failures, breaker.rests, breaker.rests_until = 0, 0, None
    elif outcome.is_its_fault:
        breaker.failures += 1
        tried = breaker.rests_until is not None
        if tried or outcome == Outcome.NO_ANSWER or breaker.failures >= FAILURES:
            # one rest for all the questions that were under way together
            if not tried or breaker.rests_until is None or breaker.rests_until - now <= TRIAL:
                breaker.rests += 1
            rest = min(FIRST_REST * 2 ** min(breaker.rests - 1, 12), LONGEST_REST)
            breaker.rests_until = now + rest
    elif breaker.rests_until is not None:  # the trial did not take place
        breaker.rests_until = now
    breaker.save(update_fields=["failures", "rests", "rests_until"])


def wake(breaker: Breaker) -> None:
    """Staff changed the settings or found it well: it is asked again at once."""
    breaker.failures, breaker.rests, breaker.rests_until = 0, 0, None
    breaker.save(update_fields=["failures", "rests", "rests_until"])
