"""Records are kept as they came, compressed."""

import zlib

#: records are many and small: most of the gain comes at the first levels
_PACKING = 3


def packed(raw: bytes) -> bytes:
    """Bytes as they are kept."""
    return zlib.compress(raw, _PACKING)


def unpacked(kept: bytes | memoryview) -> bytes:
    """Bytes as they came."""
    return zlib.decompress(kept) if kept else b""
