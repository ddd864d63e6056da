"""Chance that falls the same way every time."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def roll(*what: object) -> float:
    """A number in [0, 1) that depends on nothing but `what`.

    A digest and no random generator: adding a work or a library does not shift
    what falls to all the others.
    """
    text = "\x1f".join(map(str, what)).encode()
    return int.from_bytes(blake2b(text, digest_size=7).digest()) / 2**56


def pick(choices: Sequence[T], *what: object) -> T:
    """One of `choices`, each as likely as the other."""
    return choices[int(roll(*what) * len(choices))]
