"""The log of a request in the reader's words. What other libraries answered is not told, only who."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from kopru.requests.models import BorrowingRequest, Happening, PatronRequest
from kopru.requests.queries import story
from kopru.requests.reasons import REFUSED
from kopru.web.patron.asker import say


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the story."""

    title: str
    at: datetime
    tone: str
    icon: str


def story_of(request: PatronRequest) -> list[Moment]:
    """What happened, newest first, without what was taken back. Two queries."""
    asked = request.borrowing_requests.select_related("supplier")
    suppliers = {b.pk: b.supplier.name for b in asked}
    moments = [_moment(h, request, suppliers) for h in standing(story(request))]
    return [moment for moment in reversed(moments) if moment is not None]


def standing(happenings: Iterable[Happening]) -> list[Happening]:
    """The happenings that were not undone; an undo takes its steps out of the story."""
    kept: list[Happening] = []
    for happening in happenings:
        if happening.action != "undo":
            kept.append(happening)
            continue
        for action in happening.facts.get("undone", []):
            if kept and kept[-1].action == action:
                kept.pop()
    return kept


def _moment(
    happening: Happening, request: PatronRequest, suppliers: Mapping[int, str]
) -> Moment | None:
    words = _WORDS.get(happening.action)
    if words is None:
        return None
    title, tone, icon = words()
    name = _supplier(happening, suppliers)
    if happening.action in _OF_A_LIBRARY and not name:
        title = _WITHOUT_NAME[happening.action]()
    if happening.action == "refuse" and request.reason in REFUSED:
        title = _("Your library did not send it on: %(reason)s.") % {
            "reason": say(REFUSED[request.reason])
        }
    return Moment(
        title % {"library": name} if "%(library)s" in title else title, happening.at, tone, icon
    )


def _supplier(happening: Happening, suppliers: Mapping[int, str]) -> str:
    """The library that this step speaks of: the one asked now, or the one that was."""
    before, after = happening.changed.get("current", (None, None))
    return suppliers.get(after or before or 0, "")


_OF_A_LIBRARY = ("request", "supplier_declined")
_WITHOUT_NAME: dict[str, Callable[[], str]] = {
    "request": lambda: _("Another library was asked."),
    "supplier_declined": lambda: _("That library cannot lend it; the next one is looked for."),
}
_WORDS: dict[str, Callable[[], tuple[str, str, str]]] = {
    "ask": lambda: (_("You asked for it."), "neutral", "hand-raised"),
    "ask_for_detail": lambda: (_("Your library asked you a question."), "warn", "question-mark-circle"),
    "give_detail": lambda: (_("The missing detail was added."), "neutral", "chat-bubble-left"),
    "request": lambda: (_("%(library)s was asked."), "neutral", "paper-airplane"),
    "supplier_declined": lambda: (
        _("%(library)s cannot lend it; the next one is looked for."), "neutral", "arrow-path",
    ),
    "shipped": lambda: (_("It was posted and is on its way."), "good", "truck"),
    "shipped_meanwhile": lambda: (_("It had been posted already and is on its way."), "good", "truck"),
    "arrive": lambda: (_("It arrived at your library."), "good", "inbox-arrow-down"),
    "hand_over": lambda: (_("You collected it."), "good", "hand-thumb-up"),
    "take_back": lambda: (_("You brought it back."), "good", "arrow-uturn-left"),
    "complete": lambda: (_("It is home again; all is done."), "good", "check"),
    "refuse": lambda: (_("Your library did not send it on."), "bad", "x-mark"),
    "give_up": lambda: (_("None of the libraries could lend it."), "bad", "x-mark"),
    "cancel": lambda: (_("The request was cancelled."), "neutral", "x-mark"),
    "ask_cancel": lambda: (_("You changed your mind; the other library is asked."), "neutral", "pause"),
    "cancel_accepted": lambda: (_("The request was cancelled."), "neutral", "x-mark"),
    "cancel_refused": lambda: (_("It could not be cancelled; it goes on."), "warn", "arrow-path"),
    "lapse": lambda: (_("It was closed, since no answer came."), "neutral", "x-mark"),
}  # fmt: skip


def supplier_of(current: BorrowingRequest | None) -> str:
    """The library that lends, once it has said so; before that the reader need not know."""
    shown = ("promised", "shipped", "received", "returned", "completed")
    return current.supplier.name if current is not None and current.state in shown else ""
