"""Files of copies: what they may be, how long and how often they are opened, how they go.

Sources: domain.md 3.6 (e-delivery), 2.1 (rows 42, 43), TÜBESS 6.3.5. What a file is, is read from
its first bytes and never from its name; it is kept under a name that nobody can guess, outside of
everything that is served, and only handed out, never run.
"""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

#: bytes of one copy, at most
MOST_BYTES = 50_000_000
#: what a PDF must not bring along: it is read elsewhere, by programs that may obey it
_ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
_ENDS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}
#: the standard's words for what was delivered (ISO 18626, deliveredFormat)
FORMATS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "Other",
    "image/tiff": "TIFF",
}


class NotACopy(ValueError):
    """It cannot be kept; `code` is "not_a_copy", "copy_too_large" or "copy_active"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def media_of(data: bytes) -> str:
    """The media type of a copy: PDF, JPEG, PNG or TIFF, by its content.

    :raises NotACopy: anything else, too large, cut off, or a PDF with something that acts
    """
    if len(data) > MOST_BYTES:
        raise NotACopy("copy_too_large")
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise NotACopy("not_a_copy")
        if any(sign in data for sign in _ACTIVE):
            raise NotACopy("copy_active")
        return "application/pdf"
    if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data[-64:]:
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n") and b"IEND" in data[-32:]:
        return "image/png"
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return "image/tiff"
    raise NotACopy("not_a_copy")


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy in its file: `name` in the folder, SHA-256 (hex), size in bytes, media type."""

    name: str
    sha256: str
    size: int
    media: str


def keep(data: bytes, folder: Path) -> KeptCopy:
    """Write a copy into `folder`.

    :raises NotACopy: as `media_of` does
    """
    media = media_of(data)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{secrets.token_hex(24)}.{_ENDS[media]}"
    with (folder / name).open("xb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    return KeptCopy(name, hashlib.sha256(data).hexdigest(), len(data), media)


def remove(name: str, folder: Path) -> bool:
    """Delete a copy's file; False where it was gone already."""
    path = folder / Path(name).name
    existed = path.is_file()
    path.unlink(missing_ok=True)
    return existed
