"""The process that libyaz lives in: questions come on standard input, answers go to standard output.

It holds at most `MEMORY` bytes, sees nothing of our data, and ends when its input does.
"""

import os
import resource
import select
import sys

from .questions import Answer, Question, Trouble
from .talks import Talks
from .yaz import NotInstalled, Yaz

#: address space; a server that sends more than fits ends this process and nothing else
MEMORY = 768 * 1024 * 1024
_IN, _OUT = 0, 1
_BLOCK = 1 << 16
_REST = 60.0


def main() -> None:
    """Answer until the input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        talks = Talks(Yaz())
    except NotInstalled:
        _answer_that_there_is_none()
        return
    poll = select.poll()
    poll.register(_IN, select.POLLIN)
    os.set_blocking(_IN, False)
    heard = b""
    while True:
        for answer in talks.step(poll, most=_REST):
            _say(answer)
        try:
            block = os.read(_IN, _BLOCK)
        except BlockingIOError:
            continue
        if not block:
            return
        *lines, heard = (heard + block).split(b"\n")
        for line in lines:
            talks.begin(Question.from_line(line))


def _answer_that_there_is_none() -> None:
    for line in sys.stdin.buffer:
        _say(Answer(Question.from_line(line).id, trouble=Trouble.NOT_INSTALLED))


def _say(answer: Answer) -> None:
    line = answer.as_line()
    while line:
        line = line[os.write(_OUT, line) :]
