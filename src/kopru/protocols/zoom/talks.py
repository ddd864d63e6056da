"""Many talks with Z39.50 servers at once, each with its own deadline. Runs in `worker` only."""

import select
import time
from dataclasses import dataclass

from . import yaz
from .questions import Answer, Question, Trouble

#: the server has the record, but not in the syntax that was asked for (Bib-1)
_OTHER_SYNTAX = frozenset({227, 230, 238, 239})
_TROUBLES = {
    yaz.CONNECT: Trouble.UNREACHABLE,
    yaz.CONNECTION_LOST: Trouble.GARBLED,  # a server that hangs up in the middle of a talk
    yaz.DECODE: Trouble.GARBLED,
    yaz.ENCODE: Trouble.GARBLED,
    yaz.MEMORY: Trouble.TOO_BIG,
    yaz.TIMEOUT: Trouble.NO_ANSWER,
}
#: what libyaz may have in hand at once for one answer, in bytes
_MESSAGE = 1 << 20
_MASKS = ((yaz.READ, select.POLLIN), (yaz.WRITE, select.POLLOUT), (yaz.EXCEPT, select.POLLPRI))


@dataclass(slots=True)
class _Talk:
    question: Question
    connection: int
    began: float
    results: int = 0
    #: how many of the question's syntaxes have been asked for
    tried: int = 1

    @property
    def ends(self) -> float:
        return self.question.ends


class Talks:
    """The talks that are going on. `begin` one, then `step` until its answer comes."""

    def __init__(self, library: yaz.Yaz) -> None:
        self._yaz = library
        self._going: list[_Talk] = []

    def __len__(self) -> int:
        return len(self._going)

    def begin(self, question: Question) -> None:
        """Open a connection and send the search after it; nothing here waits."""
        connection = self._yaz.connection(
            databaseName=question.database,
            preferredRecordSyntax=question.syntaxes[0],
            elementSetName="F",
            user=question.user,
            password=question.password,
            count=str(question.most),
            maximumRecordSize=str(_MESSAGE),
            preferredMessageSize=str(_MESSAGE),
            implementationName="Kopru",
            timeout=str(int(question.seconds) + 1),
        )
        talk = _Talk(question, connection, time.monotonic())
        self._going.append(talk)
        place = f"[{question.host}]" if ":" in question.host else question.host
        zoom = self._yaz.library
        zoom.ZOOM_connection_connect(connection, f"{place}:{question.port}".encode(), 0)
        talk.results = zoom.ZOOM_connection_search_pqf(connection, question.query.encode()) or 0

    def step(self, poll: "select.poll", *, most: float) -> list[Answer]:
        """Go on for at most `most` seconds, or until `poll` has news of its own; what is finished."""
        answers = self._finished()
        if answers:
            return answers
        places = {}
        for talk in self._going:
            place = self._yaz.library.ZOOM_connection_get_socket(talk.connection)
            mask = self._yaz.library.ZOOM_connection_get_mask(talk.connection)
            if place >= 0 and mask:
                poll.register(place, sum(bit for ours, bit in _MASKS if mask & ours))
                places[place] = talk
        now = time.monotonic()
        wait = min([most, *(talk.ends - now for talk in self._going)])
        try:
            for place, events in poll.poll(max(0.0, wait) * 1000):
                if place in places:
                    self._fire(places[place], events)
        finally:
            for place in places:
                poll.unregister(place)
        return self._finished()

    def _fire(self, talk: _Talk, events: int) -> None:
        mask = sum(ours for ours, bit in _MASKS if events & bit)
        if events & (select.POLLERR | select.POLLHUP | select.POLLNVAL):
            mask |= yaz.READ | yaz.WRITE  # reading finds out what it is
        self._yaz.library.ZOOM_connection_fire_event_socket(talk.connection, mask)

    def _finished(self) -> list[Answer]:
        answers = []
        for talk in list(self._going):
            answer = self._state_of(talk)
            if answer is not None:
                self._end(talk)
                answers.append(answer)
        return answers

    def _state_of(self, talk: _Talk) -> Answer | None:
        """The answer, where the talk has come to an end."""
        zoom = self._yaz.library
        while zoom.ZOOM_connection_process(talk.connection):
            pass
        if zoom.ZOOM_connection_is_idle(talk.connection):
            return self._outcome(talk)
        if time.monotonic() >= talk.ends:
            return self._trouble(talk, Trouble.NO_ANSWER, yaz.Said(yaz.TIMEOUT, ""))
        return None

    def _outcome(self, talk: _Talk) -> Answer | None:
        said = self._yaz.error_of(talk.connection)
        if said.code in _OTHER_SYNTAX and self._ask_in_next_syntax(talk):
            return None
        if said.code:
            kind = _TROUBLES.get(said.code, Trouble.REFUSED)
            return self._trouble(talk, kind, said)
        hits = self._yaz.library.ZOOM_resultset_size(talk.results) if talk.results else 0
        return self._records(talk, hits)

    def _ask_in_next_syntax(self, talk: _Talk) -> bool:
        syntaxes = talk.question.syntaxes
        if talk.tried >= len(syntaxes) or not talk.results:
            return False
        zoom, syntax = self._yaz.library, syntaxes[talk.tried].encode()
        talk.tried += 1
        zoom.ZOOM_resultset_option_set(talk.results, b"preferredRecordSyntax", syntax)
        zoom.ZOOM_resultset_records(talk.results, None, 0, talk.question.most)
        return True

    def _records(self, talk: _Talk, hits: int) -> Answer | None:
        records: list[bytes] = []
        syntax, size = "", 0
        for place in range(min(hits, talk.question.most)):
            found = self._yaz.library.ZOOM_resultset_record_immediate(talk.results, place)
            if not found:
                continue
            said = self._yaz.error_in(found)
            if said.code:
                if said.code in _OTHER_SYNTAX and self._ask_in_next_syntax(talk):
                    return None
                return self._trouble(talk, Trouble.REFUSED, said)
            raw = self._yaz.bytes_of(found, b"raw")
            size += len(raw)
            if size > talk.question.most_bytes:
                return self._trouble(talk, Trouble.TOO_BIG, yaz.Said(0, f"{size} bytes"))
            syntax = self._yaz.bytes_of(found, b"syntax").decode("ascii", "replace")
            records.append(raw)
        if hits and not records:
            return self._trouble(
                talk, Trouble.GARBLED, yaz.Said(0, f"{hits} hits were promised, no record came")
            )
        spent = self._spent(talk)
        return Answer(talk.question.id, hits, syntax, tuple(records), milliseconds=spent)

    def _trouble(self, talk: _Talk, trouble: Trouble, said: yaz.Said) -> Answer:
        return Answer(
            talk.question.id, trouble=trouble, code=said.code, detail=said.words,
            milliseconds=self._spent(talk),
        )  # fmt: skip

    def _spent(self, talk: _Talk) -> int:
        return int((time.monotonic() - talk.began) * 1000)

    def _end(self, talk: _Talk) -> None:
        self._going.remove(talk)
        if talk.results:
            self._yaz.library.ZOOM_resultset_destroy(talk.results)
        self._yaz.library.ZOOM_connection_destroy(talk.connection)
