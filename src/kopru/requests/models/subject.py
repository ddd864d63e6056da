"""What a patron request, a borrowing and a lending have in common: a state and its chain of happenings."""

from typing import ClassVar

from django.db import models

from kopru.requests.lifecycle import Lifecycle, State


class Subject(models.Model):
    """Something with a lifecycle. Its state changes only through `actions.steps.take`."""

    lifecycle: ClassVar[Lifecycle]

    state = models.CharField(max_length=30, db_index=True)
    state_since = models.DateTimeField()
    #: how many happenings there are, and the hash of the last one
    happenings_count = models.PositiveIntegerField(default=0)
    chain = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    @property
    def state_info(self) -> State:
        """What the present state is called and means."""
        return self.lifecycle.state(self.state)

    @property
    def is_final(self) -> bool:
        """Nothing more happens to it."""
        return self.state_info.final
