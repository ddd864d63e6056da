"""The drawings hold by measure: nothing overlaps, no text leaves its box, lines cross seldom."""

import json
from itertools import combinations
from pathlib import Path

import pytest
import typst
from lxml import etree
from PIL import ImageFont

from kopru.libraries.policy.terms import Terms
from kopru.reports.process.drawing import layout
from kopru.reports.process.drawing.layout import sheets
from kopru.reports.process.drawing.metrics import _BY_LETTER, width, wrapped
from kopru.reports.process.drawing.shapes import Rect, around, crossings, overlapping, through
from kopru.reports.process.drawing.svg import drawn
from kopru.reports.process.paper import _PAGE
from kopru.reports.process.plans import process_of

#: of one drawing, however many pages it takes
MOST_CROSSINGS = 2


@pytest.fixture(params=["tr", "en"], scope="session")
def language(request):
    return request.param


@pytest.fixture(params=[None, _PAGE], ids=["long", "pages"], scope="session")
def drawings(request, drawn_terms, language):
    return [sheets(chart, language, page=request.param) for chart in process_of(drawn_terms).charts]


def _all(drawings):
    return [sheet for pages in drawings for sheet in pages]


def test_boxes_stand_in_their_lanes_and_apart(drawings):
    for sheet in _all(drawings):
        for one, other in combinations(sheet.boxes, 2):
            assert not one.room.meets(other.room, -1), (one.key, other.key)
        for box in sheet.boxes:
            lane = max(x for x in sheet.lanes if x < box.middle[0])
            assert lane < box.room.x < lane + sheet.lanes[1] - box.room.w


def test_texts_stay_in_their_shapes(drawings):
    for sheet in _all(drawings):
        for box in sheet.boxes:
            assert box.room.holds(box.text)
            if box.kind == "choice":  # the corners of the text within the rhombus
                assert box.text.w / box.room.w + box.text.h / box.room.h <= 1.001, box.key
            assert max(width(line, layout.SIZE) for line in box.lines) <= box.text.w + 0.01
        for row in sheet.rows:
            for lines, column in zip(
                row.cells, (layout.TEXT, layout.WHO, layout.PAPERS), strict=True
            ):
                assert len(lines) * layout.LEADING <= row.room.h
                assert all(width(line, layout.SIZE) <= column for line in lines)


def test_no_line_runs_through_a_box_or_upon_another(drawings):
    for sheet in _all(drawings):
        for line in sheet.lines:
            for part in line.segments():
                assert not [box.key for box in sheet.boxes if through(box, part)]
                assert abs(part[0][0] - part[1][0]) < 0.001 or abs(part[0][1] - part[1][1]) < 0.001
        for one, other in combinations(sheet.lines, 2):
            assert not any(overlapping(a, b) for a in one.segments() for b in other.segments())


def test_words_at_lines_hide_nothing(drawings):
    for sheet in _all(drawings):
        labels = [line.label.room for line in sheet.lines if line.label]
        labels += [circle.label.room for circle in sheet.circles if circle.label]
        rooms = [*labels, *(circle.room for circle in sheet.circles)]
        for one, other in combinations(rooms, 2):
            assert not one.meets(other)
        for room in rooms:
            assert Rect(0, layout.HEAD, sheet.lanes[-1], sheet.height).holds(room)
            assert not [
                box.key for box in sheet.boxes if room.meets(box.room) or room.meets(box.mark, 0.2)
            ]


def test_lines_cross_seldom(drawings):
    for pages in drawings:
        assert sum(crossings(sheet.lines) for sheet in pages) <= MOST_CROSSINGS, pages[0].title


def test_a_flow_that_leaves_a_page_comes_in_on_another(drawings):
    for pages in drawings:
        letters = [[circle.letter for circle in sheet.circles] for sheet in pages]
        for number, here in enumerate(letters):
            others = {letter for n, there in enumerate(letters) if n != number for letter in there}
            assert set(here) <= others


def test_every_flow_is_drawn(drawn_terms):
    for chart in process_of(drawn_terms).charts:
        (sheet,) = sheets(chart, "tr")
        assert len(sheet.lines) == len(chart.flows)


def test_the_svg_is_well_formed_and_says_what_it_shows(drawings):
    for number, sheet in enumerate(_all(drawings)):
        root = etree.fromstring(drawn(sheet, name=f"d{number}"))
        spoken = root.findtext("{*}desc")
        assert (root.get("role"), root.findtext("{*}title")) == ("img", sheet.title)
        assert all(" ".join(box.lines) in spoken for box in sheet.boxes)


def test_a_page_that_is_too_low_is_refused():
    chart = process_of(Terms()).charts[0]
    with pytest.raises(ValueError, match="higher than a page"):
        sheets(chart, "tr", page=30)


def test_a_long_word_is_cut_and_nothing_is_lost():
    lines = wrapped("a" * 40, 10, 2.4)
    assert "".join(line.rstrip("-") for line in lines) == "a" * 40
    assert all(width(line, 2.4) <= 10 for line in lines)


@pytest.mark.parametrize(("bold", "weight"), [(False, "regular"), (True, "bold")])
def test_no_letter_is_wider_in_print_than_it_is_taken_for(bold, weight, tmp_path):
    letters = list(_BY_LETTER[bold])
    (tmp_path / "m.typ").write_text(
        f'#set text(font: "Libertinus Serif", size: 100pt, weight: "{weight}")\n'
        "#context [#metadata(json(bytes(sys.inputs.c)).map(c => measure(text(c)).width.pt())) <w>]"
    )
    found = json.loads(
        typst.query(
            str(tmp_path / "m.typ"),
            "<w>",
            field="value",
            one=True,
            sys_inputs={"c": json.dumps(letters)},
        )
    )
    assert not [c for c, w in zip(letters, found, strict=True) if w * 10 > _BY_LETTER[bold][c] + 1]


@pytest.mark.parametrize(("bold", "name"), [(False, "Regular"), (True, "Bold")])
def test_no_letter_is_wider_on_the_page_than_it_is_taken_for(bold, name):
    files = sorted(Path("/usr/share/fonts").glob(f"**/LiberationSans-{name}.ttf"))
    if not files:
        pytest.skip("this machine has no face with Arial's widths")
    face = ImageFont.truetype(str(files[0]), 1000)
    assert not [c for c, w in _BY_LETTER[bold].items() if face.getlength(c) > w + 1]


def test_the_part_of_a_line_has_a_room():
    assert around(((1, 5), (1, 2)), 1) == Rect(0, 1, 2, 5)
