"""The whole story of a request: what happened, what was said to whom, what the reader was written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.utils.formats import date_format

from kopru.common.words import Words
from kopru.connections.iso18626.models import Message
from kopru.connections.notices.models import Notice
from kopru.libraries.models import Library, User
from kopru.requests.conditions import Condition
from kopru.requests.lifecycle import LIFECYCLES, By
from kopru.requests.lifecycle.machine import BY_WORDS
from kopru.requests.models import Happening, Note
from kopru.requests.models.subject import Subject
from kopru.requests.queries import story
from kopru.requests.reasons import REFUSED
from kopru.web.desk.here import say
from kopru.web.desk.saying import event_words, message_words, reason_words, state_words

_ICONS = {
    By.STAFF: "user",
    By.READER: "book-open",
    By.SYSTEM: "cog-6-tooth",
    By.PARTNER: "building-library",
}
_DUE = Words("İade günü:", "Due:")
_UNDO = Words("Geri alındı", "Taken back")


@dataclass(slots=True)
class Moment:
    """One line of the story, with what was said because of it."""

    at: datetime
    title: str
    who: str
    icon: str
    tone: str = "neutral"
    lines: list[str] = field(default_factory=list)
    messages: list[tuple[Message, str]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    note: str = ""
    place: int = 0
    actions: list[str] = field(default_factory=list)


#: steps that lead back to where it was: they say more than that
_BACK = frozenset({
    "accept_condition", "condition_accepted", "renew", "renewed", "refuse_renewal", "renewal_refused",
    "extend", "found", "found_reported", "went_back", "undelivered",
})  # fmt: skip
#: what an incoming message makes of our row, where the table foresees it
_MEANS = {
    "New": ("take_in",), "ExpectToSupply": ("expected", "condition", "late_yes"),
    "WillSupply": ("promised", "cancel_refused", "went_back", "late_yes"),
    "Loaned": ("shipped", "cancel_refused", "renewed", "renewal_refused", "due_told"),
    "Unfilled": ("unfilled",), "RetryPossible": ("retry",), "CopyCompleted": ("copy_sent",), "LoanCompleted": ("completed",),
    "CompletedWithoutReturn": ("completed",), "Overdue": ("overdue", "overdue_again", "dispute"),
    "Recalled": ("recall", "dispute"), "Cancelled": ("cancel_accepted",), "Received": ("received",),
    "ShippedReturn": ("returning",), "Renew": ("renewal_asked", "renewal_barred"),
    "Cancel": ("cancel", "cancel_asked", "cancel_too_late"),
    "Notification": ("condition_accepted", "lost_reported", "found_reported", "damage_reported", "not_arrived", "tracked"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    """Who is who in the log, which knows people and libraries by number or symbol only."""

    users: dict[int, str]
    libraries: dict[int, str]
    symbols: dict[str, str]
    reader: str

    def of(self, happening: Happening) -> str:
        if happening.by == By.PARTNER and happening.actor_id in self.libraries:
            return self.libraries[happening.actor_id]
        if happening.by == By.READER and self.reader:
            return self.reader
        if happening.by == By.STAFF and happening.actor_id in self.users:
            return self.users[happening.actor_id]
        return say(BY_WORDS[By(happening.by)])


def _names(happenings: Sequence[Happening], reader: str) -> _Names:
    by: dict[str, set[int]] = {By.STAFF: set(), By.PARTNER: set()}
    for happening in happenings:
        if happening.actor_id and happening.by in by:
            by[happening.by].add(happening.actor_id)
    users = User.objects.filter(pk__in=by[By.STAFF])
    asked = {str(h.facts["supplier"]) for h in happenings if h.facts.get("supplier")}
    libraries = list(Library.objects.filter(Q(pk__in=by[By.PARTNER]) | Q(symbol__in=asked)))
    return _Names(
        {user.pk: user.name for user in users},
        {library.pk: library.name for library in libraries},
        {library.symbol: library.name for library in libraries},
        reader,
    )


def timeline(
    library: Library, *subjects: Subject, codes: Iterable[str], number: str = "",
    reader: str = "", notes: Iterable[Note] = (),
) -> list[Moment]:  # fmt: skip
    """Every happening of `subjects`, with the messages of `codes` and the mails of `number`; newest first."""
    happenings = list(story(*subjects))
    names = _names(happenings, reader)
    moments, of_happening = _happened(happenings, names)
    messages = Message.objects.of(library).filter(request_id__in=list(codes))
    for message in messages.select_related("peer").order_by("at", "pk"):
        _place_message(message, moments, of_happening)
    if number:
        for notice in Notice.objects.of(library).filter(request_number=number).order_by("pk"):
            _place_notice(notice, moments, of_happening)
    moments += [_noted(note, names) for note in notes]
    return sorted(moments, key=lambda m: (m.at, m.place), reverse=True)


def _happened(
    happenings: Sequence[Happening], names: _Names
) -> tuple[list[Moment], dict[int, Moment]]:
    moments: list[Moment] = []
    of_happening: dict[int, Moment] = {}
    last: tuple[object, str] | None = None
    for happening in happenings:
        title = _title(happening)
        if last == (happening.deed, happening.by) and happening.action != "undo":
            moment = moments[-1]
            if title not in moment.title.split(" · "):
                moment.title = f"{moment.title} · {title}"
        else:
            icon = _ICONS.get(By(happening.by), "check")
            moment = Moment(happening.at, title, names.of(happening), icon, place=happening.pk)
            moments.append(moment)
        last = (happening.deed, happening.by)
        moment.actions.append(happening.action)
        moment.lines += [line for line in _facts(happening, names) if line not in moment.lines]
        if happening.action in ("decline", "unfilled", "refuse", "give_up"):
            moment.tone = "bad"
        of_happening[happening.pk] = moment
    return moments, of_happening


def _title(happening: Happening) -> str:
    """Where it led; the step itself where it led nowhere else."""
    if happening.action == "undo":
        return say(_UNDO)
    if happening.source != happening.target and happening.action not in _BACK:
        return say(state_words(happening.target, happening.kind))
    steps = (s for s in LIFECYCLES[happening.kind].rows if s.action == happening.action)
    return next((say(step.label) for step in steps), happening.action)


def _facts(happening: Happening, names: _Names) -> list[str]:
    facts, lines = happening.facts, []
    reason = str(facts.get("reason") or _after(happening, "reason"))
    if reason:
        lines.append(say(REFUSED.get(reason) or reason_words(reason)))
    if condition := (happening.changed.get("condition") or (None, None))[1]:
        lines.append(say(Condition.from_dict(condition).said()))
    if facts.get("note"):
        lines.append(str(facts["note"]))
    if due := _after(happening, "due_date"):
        lines.append(f"{say(_DUE)} {date_format(date.fromisoformat(due), 'DATE_FORMAT')}")
    if facts.get("supplier"):
        symbol = str(facts["supplier"])
        lines.append(f"→ {names.symbols.get(symbol, symbol)}")
    return lines


def _after(happening: Happening, field_name: str) -> str:
    change = happening.changed.get(field_name)
    return str(change[1] or "") if change else ""


def _place_message(
    message: Message, moments: list[Moment], of_happening: dict[int, Moment]
) -> None:
    """A message we sent stands with what caused it; one we got with what it did, or for itself."""
    moment = of_happening.get(message.happening_id or 0)
    if moment is None and message.is_incoming:
        means = _MEANS.get(message.says.split(" · ")[-1], ())
        done = (m for m in moments if m.at == message.at and not set(means).isdisjoint(m.actions))
        moment = next(done, None)
    if moment is None:
        title = f"{'←' if message.is_incoming else '→'} {say(message_words(message.says))}"
        moment = Moment(message.at, title, message.peer.name, "envelope")
        moments.append(moment)
    moment.messages.append((message, say(message_words(message.says))))


def _place_notice(notice: Notice, moments: list[Moment], of_happening: dict[int, Moment]) -> None:
    moment = of_happening.get(notice.happening_id or 0)
    if moment is None:
        moment = Moment(notice.written_at, say(event_words(notice.event)), notice.to, "envelope")
        moments.append(moment)
    moment.notices.append(notice)


def _noted(note: Note, names: _Names) -> Moment:
    who = note.author.name if note.author else names.reader
    tone = "warn" if note.by == By.READER else "neutral"
    title = (
        Words("Okurun yazdığı", "The reader wrote")
        if note.by == By.READER
        else Words("Not", "Note")
    )
    return Moment(note.at, say(title), who, "chat-bubble-left-ellipsis", tone, note=note.text)
