"""The SVG codes themselves: what they say, and that a strict page policy lets them in."""

import re
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from kopru.shipping.papers import Unprintable, barcode_svg, qr_svg
from kopru.shipping.papers.codes import LONGEST

CODES = [
    "L-2026-000123",
    "1",
    "12",
    "12345",
    "A",
    "TR-EGE/2026.17 k",
    "<&>\"'",
    "L-20261",
    "123A4567B89",
    "W" * 20,
    "0" * LONGEST,
]
RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z")


def seen_in(svg: str) -> str:
    """What a scanner reads from the drawing, painted four dots a unit."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    width, height = (int(side) * 4 for side in root.attrib["viewBox"].split()[2:])
    picture = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(picture)
    for match in RECTANGLE.finditer(root[1].attrib["d"]):
        x, y, wide, high = (int(number) * 4 for number in match.groups())
        pen.rectangle((x, y, x + wide - 1, y + high - 1), fill=0)
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


@pytest.mark.parametrize("code", CODES)
def test_both_drawings_say_the_code(code):
    assert seen_in(barcode_svg(code)) == code
    assert seen_in(qr_svg(code)) == code


@pytest.mark.parametrize("draw", [barcode_svg, qr_svg])
def test_a_strict_page_policy_lets_the_drawing_in(draw):
    root = ElementTree.fromstring(draw("<\"&'>"))  # noqa: S314 - our own drawing
    assert root.attrib["aria-label"] == "<\"&'>"
    assert root.attrib["class"] in {"barcode", "qr"}
    for node in root.iter():
        assert "style" not in node.attrib
        assert not any(name.startswith("on") or "href" in name for name in node.attrib)
        assert node.tag.rpartition("}")[2] in {"svg", "path"}


@pytest.mark.parametrize("code", ["", " L-1", "L-1 ", "İL-1", "a\nb", "x" * (LONGEST + 1)])
def test_a_code_no_scanner_would_give_back_is_refused(code):
    with pytest.raises(Unprintable):
        barcode_svg(code)
    with pytest.raises(Unprintable):
        qr_svg(code)


def test_a_code_too_wide_for_the_label_is_refused():
    with pytest.raises(Unprintable, match="too many letters"):
        barcode_svg("W" * 21)
    assert barcode_svg("0" * 21)
