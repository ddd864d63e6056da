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
    "condition_offered": lambda: (_("It can be had on a condition; you were asked."), "warn", "question-mark-circle"),
    "accept_condition": lambda: (_("The condition was accepted."), "neutral", "check"),
    "decline_condition": lambda: (_("The condition was declined; the next library is looked for."), "neutral", "arrow-path"),
    "condition_lapsed": lambda: (_("The condition was not answered in time; the next library is looked for."), "neutral", "arrow-path"),
    "cancel_unanswered": lambda: (_("The request was cancelled."), "neutral", "x-mark"),
    "found_here": lambda: (_("It was found at your own library or in open access."), "good", "book-open"),
    "went_back": lambda: (_("The parcel went back to its library; it will be sent again."), "warn", "arrow-uturn-left"),
    "lost_in_post": lambda: (_("It was lost in the post; the next library is looked for."), "warn", "arrow-path"),
    "wrong_item": lambda: (_("The wrong item came; it is asked for again."), "warn", "arrow-path"),
    "collect_again": lambda: (_("You were told a second time that it waits for you."), "warn", "envelope"),
    "not_collected": lambda: (_("It was not collected and goes home."), "warn", "arrow-uturn-left"),
    "recalled_unread": lambda: (_("Its library wanted it back; the next one is looked for."), "warn", "arrow-path"),
    "ask_renewal": lambda: (_("More time was asked for."), "neutral", "calendar-days"),
    "renewed": lambda: (_("You have it longer; the new date stands above."), "good", "calendar-days"),
    "renewal_refused": lambda: (_("No more time was given."), "warn", "calendar-days"),
    "due_told": lambda: (_("Its due date is known now."), "neutral", "calendar-days"),
    "recall": lambda: (_("Its library wants it back."), "bad", "arrow-uturn-left"),
    "overdue": lambda: (_("It became overdue."), "bad", "exclamation-triangle"),
    "report_lost": lambda: (_("It was reported lost."), "bad", "exclamation-triangle"),
    "found": lambda: (_("It turned up again."), "good", "check"),
    "report_damage": lambda: (_("Damage was recorded."), "warn", "exclamation-triangle"),
    "settled": lambda: (_("The matter is settled."), "good", "check"),
    "copy_sent": lambda: (_("The other library has sent the copy."), "good", "document-arrow-down"),
    "copy_here": lambda: (_("Your copy is here."), "good", "document-check"),
    "copy_arrived": lambda: (_("Your copy is printed and waits for you."), "good", "document-check"),
    "copy_collected": lambda: (_("You collected your copy."), "good", "hand-thumb-up"),
    "copy_not_collected": lambda: (_("The copy was not collected."), "warn", "x-mark"),
    "copy_over": lambda: (_("The time for opening the copy is over; its file is deleted."), "neutral", "trash"),
    "copy_unusable": lambda: (_("The copy could not be used; it is asked for again."), "warn", "arrow-path"),
    "ask_for_copy": lambda: (_("A copy is asked for instead of a loan."), "neutral", "document-duplicate"),
    "part": lambda: (_("Its volumes or copies are asked for one by one."), "neutral", "squares-plus"),
    "part_off": lambda: (_("You asked for it, as part of a set."), "neutral", "hand-raised"),
    "join": lambda: (_("Its parts are one request again."), "neutral", "arrow-path"),
    "lapse": lambda: (_("It was closed, since no answer came."), "neutral", "x-mark"),
}  # fmt: skip


def supplier_of(current: BorrowingRequest | None) -> str:
    """The library that lends, once it has said so; before that the reader need not know."""
    hidden = (
        "sent",
        "expected",
        "cancel_asked",
        "withdrawn",
        "unfilled",
        "cancelled",
        "retry_offered",
    )
    return current.supplier.name if current is not None and current.state not in hidden else ""
