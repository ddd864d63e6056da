"""Every pair of colours that meets on a page can be read: WCAG 2.2 AA, light and dark."""

import re
from pathlib import Path

import pytest

from kopru.web import frame

STATIC = Path(frame.__file__).parent / "static" / "kopru"
TOKENS = (STATIC / "tokens.css").read_text()
BLOCK = re.compile(r"(:root[^{]*)\{([^}]*)\}")
GROUNDS = ("ground", "surface", "sunk")
TONES = ("good", "wait", "warn", "bad")


def _schemes():
    found = [
        (m.group(1).strip(), dict(re.findall(r"--k-([\w-]+):\s*(#[0-9a-f]{6})", m.group(2))))
        for m in BLOCK.finditer(TOKENS)
    ]
    return dict(found)


SCHEMES = _schemes()
LIGHT = SCHEMES[":root"]
DARK = SCHEMES[':root[data-scheme="dark"]']


def contrast(one, other):
    """The WCAG contrast of two #rrggbb colours, 1 to 21."""

    def luminance(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_knows_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < 4.5 < contrast("#767676", "#ffffff")


def test_the_systems_dark_is_the_chosen_dark():
    assert SCHEMES[':root[data-scheme="auto"]'] == DARK
    assert set(DARK) == set(LIGHT)


TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "brand", "brand-deep") for ground in GROUNDS],
    *[(tone, f"{tone}-soft") for tone in TONES],
    *[("ink", f"{tone}-soft") for tone in TONES],
    *[(tone, "surface") for tone in TONES],
    ("brand-deep", "brand-soft"),
    ("ink", "brand-soft"),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("surface", "bad"),
]


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT, ids=lambda n: n)
def test_text_can_be_read(scheme, ink, ground):
    assert contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sign", ["edge", "brand"])
@pytest.mark.parametrize("ground", ["ground", "surface"])
def test_edges_of_fields_and_focus_rings_can_be_seen(scheme, sign, ground):
    assert contrast(scheme[sign], scheme[ground]) >= 3


def test_colours_are_named_in_one_place():
    own = (STATIC / "kopru.css").read_text().split("@media print")[0]
    without_data = re.sub(r"url\(.*?\)", "", own)
    assert re.findall(r"#[0-9a-f]{3,8}\b", without_data) == []
