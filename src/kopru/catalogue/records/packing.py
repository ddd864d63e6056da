"""Records are kept as they came, compressed."""

import threading
import zlib

import zstandard

#: records are small: higher levels find nothing more in them
_LEVEL = 3


class _Tools(threading.local):
    """No two threads may use one of them at once, and to make one costs more than to use it."""

    def __init__(self) -> None:
        self.pack = zstandard.ZstdCompressor(_LEVEL)
        self.unpack = zstandard.ZstdDecompressor()


_TOOLS = _Tools()


def packed(raw: bytes) -> bytes:
    """Bytes as they are kept."""
    return _TOOLS.pack.compress(raw)


def unpacked(kept: bytes | memoryview) -> bytes:
    """Bytes as they came."""
    if not kept:
        return b""
    if kept[:4] == zstandard.FRAME_HEADER:
        return _TOOLS.unpack.decompress(kept)
    return zlib.decompress(kept)  # as records were kept at first
