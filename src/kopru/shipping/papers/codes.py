"""Code 128 and QR as small SVG, for the PDF and for pages printed from the browser.

The SVG carries classes and presentation attributes but neither a style attribute
nor a style element, so it may stand inline under a policy of default-src 'self'.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

import segno
from barcode.codex import Code128

LONGEST = 24
# On the 10 cm label more bars would be thinner than 0.33 mm: at 150 dpi scanners miss them.
# That is 20 letters; digits take half the room.
WIDEST = 256
QUIET_BARS = 10  # ISO/IEC 15417: ten modules of white on each side
QUIET_DOTS = 4  # ISO/IEC 18004: four modules round a QR code
_BAR_HEIGHT = 40


class Unprintable(ValueError):
    """The code is empty, too long or too wide, or is not visible ASCII with blanks inside."""


def barcode_svg(code: str) -> str:
    """`code` as Code 128, white margins included; raises `Unprintable`.

    Its box is (bars + 20) wide and 40 high: set width and height where it is shown.
    """
    bars = _bars(code)
    path = "".join(f"M{x} 0h{n}v{_BAR_HEIGHT}h-{n}z" for x, n in _runs(bars, QUIET_BARS))
    return _svg("barcode", code, width=len(bars) + 2 * QUIET_BARS, height=_BAR_HEIGHT, path=path)


def barcode_width(code: str) -> int:
    """Width of `code`'s Code 128 in bars of one unit, white margins included."""
    return len(_bars(code)) + 2 * QUIET_BARS


def qr_svg(code: str) -> str:
    """`code` as QR code of middle correction, white margins included; raises `Unprintable`."""
    rows = _dots(code)
    path = "".join(
        f"M{x} {y}h{n}v1h-{n}z"
        for y, row in enumerate(rows, start=QUIET_DOTS)
        for x, n in _runs(row, QUIET_DOTS)
    )
    side = len(rows) + 2 * QUIET_DOTS
    return _svg("qr", code, width=side, height=side, path=path)


def qr_width(code: str) -> int:
    """Width of `code`'s QR code in dots, white margins included."""
    return len(_dots(code)) + 2 * QUIET_DOTS


def check(code: str) -> str:
    """`code` itself if both kinds of code can carry it and a scanner gives it back unchanged."""
    if not 0 < len(code) <= LONGEST:
        raise Unprintable(f"a printed code has 1 to {LONGEST} signs: {code!r}")
    if code != code.strip() or not all(" " <= sign <= "~" for sign in code):
        raise Unprintable(f"a printed code is made of visible ASCII signs: {code!r}")
    return code


def _bars(code: str) -> list[int]:
    modules = "".join(Code128(check(code)).build())
    if len(modules) > WIDEST:
        raise Unprintable(f"too many letters for a Code 128 on our papers: {code!r}")
    return [int(module) for module in modules]


def _dots(code: str) -> Sequence[Sequence[int]]:
    rows: Sequence[Sequence[int]] = segno.make(check(code), error="m", micro=False).matrix
    return rows


def _runs(modules: Iterable[int], start: int) -> Iterator[tuple[int, int]]:
    """(place, length) of every dark run."""
    place = start
    for dark, group in groupby(modules):
        length = len(list(group))
        if dark:
            yield place, length
        place += length


def _svg(kind: str, code: str, *, width: int, height: int, path: str) -> str:
    # The white ground keeps the code readable where the page is dark.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" viewBox="0 0 {width} {height}"'
        f' role="img" aria-label="{escape(code)}" shape-rendering="crispEdges">'
        f'<path class="{kind}-ground" fill="#fff" d="M0 0h{width}v{height}H0z"/>'
        f'<path class="{kind}-ink" fill="#000" d="{path}"/></svg>'
    )
