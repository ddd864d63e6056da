"""What a request's page says of its set: the parts side by side, and how it may be parted or joined."""

from dataclasses import dataclass, field
from datetime import date

from kopru.common.words import Words
from kopru.requests import sets as pure
from kopru.requests.actions.sets import EARLY, is_gatherable
from kopru.requests.lifecycle import PATRON_REQUEST
from kopru.requests.models import PatronRequest, RequestSet
from kopru.web.desk.forms import CopiesForm, VolumesForm
from kopru.web.desk.rows import Row, row_of


@dataclass(frozen=True, slots=True)
class SetCard:
    """`rows` are the parts; without a set, `may_part` and `gather` say how one comes about."""

    whole: RequestSet | None = None
    rows: list[Row] = field(default_factory=list)
    story: Words | None = None
    may_join: bool = False
    waiting: int = 0
    may_part: bool = False
    #: other requests of this reader for volumes of the same work
    gather: list[Row] = field(default_factory=list)
    volumes: VolumesForm | None = None
    copies: CopiesForm | None = None

    def __bool__(self) -> bool:
        return bool(self.whole or self.may_part or self.gather)


def set_of(wanted: PatronRequest, *, today: date) -> SetCard:
    """The card of one request."""
    if wanted.part_of is not None:
        return _of_parts(wanted.part_of, today)
    if not PATRON_REQUEST.can(wanted.state, "part") or wanted.citation.kind != "book":
        return SetCard()
    others = [row_of(one, today=today) for one in siblings_to_be(wanted)]
    return SetCard(
        may_part=True, gather=others,
        volumes=VolumesForm(prefix="volumes"), copies=CopiesForm(prefix="copies"),
    )  # fmt: skip


def _of_parts(whole: RequestSet, today: date) -> SetCard:
    parts = list(
        whole.parts.select_related("patron", "current__supplier", "part_of").order_by("pk")
    )
    early = all(one.state in EARLY for one in parts)
    asked = PatronRequest.objects.filter(part_of=whole, borrowing_requests__isnull=False).exists()
    return SetCard(
        whole=whole,
        rows=[row_of(one, today=today) for one in parts],
        story=pure.story(
            whole.kind, [pure.Part(one.part, one.state) for one in parts], to_staff=True
        ),
        may_join=early and not asked,
        waiting=sum(
            PATRON_REQUEST.can(one.state, "request") or one.state == "new" for one in parts
        ),
    )


def siblings_to_be(wanted: PatronRequest) -> list[PatronRequest]:
    """This reader's other requests for volumes of the same work that could form a set with it."""
    if wanted.patron_id is None:
        return []
    others = PatronRequest.objects.of(wanted.library).open().filter(
        patron=wanted.patron_id, title=wanted.title, part_of=None
    )  # fmt: skip
    near = others.exclude(pk=wanted.pk).select_related("patron", "current__supplier", "part_of")
    return [one for one in near if is_gatherable([wanted, one])]
