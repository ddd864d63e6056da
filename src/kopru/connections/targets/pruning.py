"""Old checks go, so that their table stays small however many readers look."""

from datetime import datetime, timedelta

from kopru.connections.targets.models import Check, Outcome, Target

KEPT_FOR = timedelta(days=30)
KEPT = 1_000
_LOST_AFTER = timedelta(minutes=1)


def prune(*, now: datetime) -> int:
    """Forget checks that are older than a month or beyond the latest thousand of a catalogue.

    Questions whose process died are marked as lost. Returns how many rows went.
    """
    lost = Check.objects.filter(outcome=Outcome.ASKING, asked_at__lt=now - _LOST_AFTER)
    lost.update(outcome=Outcome.LOST)
    gone, _ = Check.objects.filter(asked_at__lt=now - KEPT_FOR).delete()
    for target in Target.objects.all():
        times = target.checks.order_by("-asked_at").values_list("asked_at", flat=True)
        for edge in times[KEPT : KEPT + 1]:
            gone += target.checks.filter(asked_at__lte=edge).delete()[0]
    return gone
