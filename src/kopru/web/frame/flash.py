"""One line after a step: what happened, and a way to undo it."""

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

_UNDO = "undo="
_LEVELS = {
    "neutral": messages.INFO,
    "good": messages.SUCCESS,
    "warn": messages.WARNING,
    "bad": messages.ERROR,
}


def flash(request: HttpRequest, text: str, *, tone: str = "good", undo: str = "") -> None:
    """Shows `text` on the next page (or swapped in, see frame/flash.html).

    :param tone: good, neutral, warn, bad
    :param undo: the address that a POST undoes the step at; gives the line an Undo button
    """
    messages.add_message(request, _LEVELS[tone], text, extra_tags=f"{_UNDO}{undo}" if undo else "")


def undo_of(message: Message) -> str:
    """The undo address of a message; empty when it has none."""
    extra = message.extra_tags or ""
    return extra.removeprefix(_UNDO) if extra.startswith(_UNDO) else ""


def tone_of(message: Message) -> str:
    """The tone that a message was flashed with; levels of others fall to the nearest."""
    return next(
        (tone for tone, level in reversed(_LEVELS.items()) if message.level >= level), "neutral"
    )
