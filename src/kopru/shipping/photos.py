"""Photographs of an item: made small, stripped of what a phone writes into them, kept as files.

They are evidence between two libraries (domain.md 5, pain 14), so what is kept is what was seen:
turned upright, never cropped. Where and when it was taken, and by which phone, is not kept.
"""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

#: longest side in pixels: a torn page can be read, a letter's address beside it hardly
LONGEST_SIDE = 1600
#: what is looked at, at most: bytes, and pixels before shrinking
MOST_BYTES = 15_000_000
MOST_PIXELS = 60_000_000
_QUALITY = 85
_KINDS = ("JPEG", "PNG", "WEBP")


class NotAPicture(ValueError):
    """It cannot be kept; `code` is "not_a_picture" or "picture_too_large"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Kept:
    """A photograph in its file: `name` in the folder, its SHA-256 (hex), width and height in pixels."""

    name: str
    sha256: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Small:
    """A JPEG that may be kept, its width and height in pixels."""

    data: bytes
    width: int
    height: int


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The picture, judged before any pixel of it is looked at.

    :raises NotAPicture: what is no JPEG, PNG or WebP, is broken, or too large to be looked at
    """
    if len(data) > MOST_BYTES:
        raise NotAPicture("picture_too_large")
    try:
        with Image.open(BytesIO(data), formats=_KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture("picture_too_large")
            yield picture
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as wrong:
        raise NotAPicture("not_a_picture") from wrong


def _bare(picture: Image.Image, side: int) -> Image.Image:
    """At most `side` pixels long, and new: so that no metadata comes along."""
    picture.thumbnail((side, side))
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def shrunk(data: bytes) -> Small:
    """A JPEG without metadata, upright, its longest side at most LONGEST_SIDE.

    :raises NotAPicture: what is no JPEG, PNG or WebP, is broken, or too large to be looked at
    """
    with _opened(data) as picture:
        picture.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    plain, out = _bare(upright, LONGEST_SIDE), BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Small(out.getvalue(), plain.width, plain.height)


#: pixels of a logo: sharp at two centimetres
LOGO_SIDE = 400


def logo(data: bytes) -> bytes:
    """A library's sign as a PNG of at most LOGO_SIDE, transparent where it was.

    :raises NotAPicture: as `shrunk` does
    """
    with _opened(data) as picture:
        plain = picture.convert("RGBA")
    out = BytesIO()
    _bare(plain, LOGO_SIDE).save(out, "PNG", optimize=True)
    return out.getvalue()


def keep(small: Small, folder: Path) -> Kept:
    """Write a photograph into `folder`, under a name that nobody can guess."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{secrets.token_hex(16)}.jpg"
    (folder / name).write_bytes(small.data)
    return Kept(name, hashlib.sha256(small.data).hexdigest(), small.width, small.height)
