"""Z39.50 asked of real servers, and of some that misbehave; our own process always goes on."""

import os
import signal
import sys
import threading
import time

import pytest

from kopru.protocols.zoom import Answer, Asker, Question, Trouble, any_of, term
from target_servers import ISBN, babble, drip, flood, free_port, hang, hang_up


@pytest.fixture
def asker():
    made = Asker()
    yield made
    made.close()


def question(port, query, **more):
    return Question(
        id=0, host="127.0.0.1", port=port, database=more.pop("database", "Default"), query=query,
        **{"seconds": 3.0, **more},
    )  # fmt: skip


def test_a_search_gives_opac_records(asker, zebra):
    answer = asker.answer_to(question(zebra, term("1=7", ISBN)))
    assert (answer.trouble, answer.hits, answer.syntax) == (None, 1, "OPAC")
    assert b"<availableNow" in answer.records[0]
    assert b"Kar kristali" in answer.records[0]


def test_the_next_syntax_is_asked_for_where_the_first_is_not_spoken(asker, zebra):
    answer = asker.answer_to(question(zebra, term("1=7", ISBN), syntaxes=("unimarc", "usmarc")))
    assert (answer.trouble, answer.syntax) == (None, "USmarc")
    assert answer.records[0].endswith(b"\x1d")


def test_more_hits_than_wanted_are_counted_and_not_fetched(asker, ztest):
    answer = asker.answer_to(question(ztest, term("1=4", "5000"), most=3))
    assert answer.hits == 5000
    assert len(answer.records) == 3


def test_fifty_questions_at_once(asker, ztest):
    came, answers = threading.Semaphore(0), []

    def hear(answer):
        answers.append(answer)
        came.release()

    for number in range(50):
        asker.ask(question(ztest, term("1=4", str(number + 1)), most=1, seconds=20.0), hear)
    assert all(came.acquire(timeout=20) for _ in range(50))
    assert sorted(answer.hits for answer in answers) == list(range(1, 51))


@pytest.mark.parametrize(
    ("database", "query", "trouble", "code"),
    [("Nowhere", '@attr 1=7 "x"', Trouble.REFUSED, 109), ("Default", "@attr 1=7", Trouble.REFUSED, 10010)],
)  # fmt: skip
def test_a_refusal_has_its_code(asker, ztest, database, query, trouble, code):
    answer = asker.answer_to(question(ztest, query, database=database))
    assert (answer.trouble, answer.code) == (trouble, code)
    assert answer.detail


def test_nobody_listens(asker):
    assert asker.answer_to(question(free_port(), "x")).trouble == Trouble.UNREACHABLE


@pytest.mark.parametrize(
    ("behave", "troubles"),
    [(hang, {Trouble.NO_ANSWER}), (drip, {Trouble.NO_ANSWER}), (babble, {Trouble.GARBLED}),
     (hang_up, {Trouble.GARBLED, Trouble.NO_ANSWER}), (flood, {Trouble.NO_ANSWER, Trouble.GARBLED, Trouble.TOO_BIG, Trouble.CRASHED})],
)  # fmt: skip
def test_who_misbehaves_costs_its_time_and_nothing_else(asker, rude, ztest, behave, troubles):
    port = rude(behave)
    began = time.monotonic()
    answer = asker.answer_to(question(port, "x", seconds=0.6))
    assert answer.trouble in troubles
    assert time.monotonic() - began < 1.6
    assert asker.answer_to(question(ztest, term("1=4", "1"))).hits == 1


def test_a_dead_worker_is_said_and_replaced(asker, rude, ztest):
    asker.answer_to(question(ztest, term("1=4", "1")))
    heard, came = [], threading.Event()
    asker.ask(question(rude(hang), "x"), lambda answer: (heard.append(answer), came.set()))
    os.kill(asker._worker.process.pid, signal.SIGKILL)
    assert came.wait(2)
    assert heard[0].trouble == Trouble.CRASHED
    assert asker.answer_to(question(ztest, term("1=4", "1"))).hits == 1


def test_a_worker_that_hangs_is_ended(ztest, monkeypatch):
    monkeypatch.setattr("kopru.protocols.zoom.asker._GRACE", 0.3)
    asker = Asker([sys.executable, "-c", "import time; time.sleep(60)"])
    answer = asker.answer_to(question(ztest, "x", seconds=0.2))
    assert answer.trouble == Trouble.CRASHED
    asker.close()


def test_without_libyaz_it_is_said():
    code = (
        "from kopru.protocols.zoom import worker, yaz\n"
        "yaz.Yaz.__init__.__defaults__ = (('libnowhere.so.5',),)\n"
        "worker.main()"
    )
    asker = Asker([sys.executable, "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"])
    assert asker.answer_to(question(1, "x")).trouble == Trouble.NOT_INSTALLED
    asker.close()


def test_terms_are_quoted(asker, zebra):
    for text in ('"', "\\", 'a " @or @attr 1=4 kar', "{}", "kar\nkristali"):
        query = any_of([term("1=7", text), term("1=7", ISBN)])
        assert asker.answer_to(question(zebra, query)).hits == 1, text


def test_lines_carry_everything():
    asked = question(210, term("1=4", "Işık"), user="a", password="b", syntaxes=("xml",))
    assert Question.from_line(asked.as_line()) == asked
    said = Answer(1, 3, "OPAC", (b"\x1d\xff",), Trouble.REFUSED, 109, "yok")
    assert Answer.from_line(said.as_line()) == said
