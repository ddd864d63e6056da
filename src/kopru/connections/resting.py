"""When another system is left in peace: the circuit breaker, kept in a row for all processes.

One that keeps people waiting rests at once; one that fails quickly, after three failures in
a row (so one whose answers break the reader takes nobody along for long, and those that were
asked at that moment do not rest for it). Each rest is twice as long as the one before, up to
an hour. When it is over, one question goes out to try; the others wait for what becomes of it.
"""

from datetime import datetime, timedelta

from django.db import models

FAILURES = 3
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(hours=1)
#: what one trial may take; when its process dies, the next trial comes after this
TRIAL = timedelta(seconds=15)


class Resting(models.Model):
    """Whether somebody is left in peace for a while.

    `failures` in a row; `rests` how often in a row it was sent to rest; until `rests_until`
    nobody asks, then one question goes out to try it. Every change under the row's lock.
    """

    failures = models.PositiveIntegerField(default=0)
    rests = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def is_resting(self, *, now: datetime) -> bool:
        """Nobody asks it now."""
        return self.rests_until is not None and now < self.rests_until

    def begin_trial(self, *, now: datetime) -> None:
        """If its rest is over, this question is the trial: nobody else asks meanwhile."""
        if self.rests_until is not None:
            self.rests_until = now + TRIAL
            self.save(update_fields=["rests_until"])

    def note_answer(self) -> None:
        """It answered. Also: staff changed the settings or found it well."""
        self.failures, self.rests, self.rests_until = 0, 0, None
        self.save(update_fields=["failures", "rests", "rests_until"])

    def note_failure(self, *, waited: bool, now: datetime) -> None:
        """It failed; `waited` where it kept us waiting till the end."""
        self.failures += 1
        tried = self.rests_until is not None
        if tried or waited or self.failures >= FAILURES:
            # one rest for all the questions that were under way together
            if not tried or self.rests_until is None or self.rests_until - now <= TRIAL:
                self.rests += 1
            rest = min(FIRST_REST * 2 ** min(self.rests - 1, 12), LONGEST_REST)
            self.rests_until = now + rest
        self.save(update_fields=["failures", "rests", "rests_until"])

    def note_no_trial(self, *, now: datetime) -> None:
        """The trial did not take place, by no fault of its own: the next one is due."""
        if self.rests_until is not None:
            self.rests_until = now
            self.save(update_fields=["rests_until"])
