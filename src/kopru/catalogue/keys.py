"""Keys as numbers: what editions are looked up by, millions of times. Pure."""

from collections.abc import Iterable
from hashlib import blake2b


def hashed(text: str) -> int:
    """A key's text as a signed number of 64 bits: the first eight bytes of its blake2b, big-endian.

    Two texts share a number once in some ten thousand million keys; what shares a key is
    compared, so such a chance costs one comparison.
    """
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def all_hashed(texts: Iterable[str]) -> tuple[int, ...]:
    """Each text as a number, in their order, each once."""
    return tuple(dict.fromkeys(map(hashed, texts)))
