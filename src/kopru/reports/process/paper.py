"""The process document as one tagged PDF, by typst: A4 across, the title block on each page.

Whatever people typed reaches the template as JSON in `sys.inputs`, so it is text and never markup.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from kopru.common.words import Words
from kopru.reports.process.content import Case, Chart, Process
from kopru.reports.process.drawing import layout
from kopru.reports.process.drawing.layout import sheets
from kopru.reports.process.drawing.shapes import Sheet
from kopru.reports.process.drawing.svg import described, drawn
from kopru.reports.process.form import FIRST, ROLES, STATES, Form
from kopru.reports.process.wording import DUTIES, PURPOSE, SCOPE, TERMS, WORDS

_TEMPLATES = Path(__file__).parent / "templates"
#: the height that a drawing has on a page, millimetres
_PAGE = 146.0
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

Plain = dict[str, Any]


def printed(process: Process, form: Form, language: str) -> bytes:
    """The document in "tr" or "en" as PDF/UA-1."""
    language = "tr" if language.startswith("tr") else "en"
    job = json.dumps(_job(process, form, language), ensure_ascii=False)
    compiler = typst.Compiler(
        _TEMPLATES / "process.typ", root=_TEMPLATES, font_paths=_fonts(), sys_inputs={"job": job}
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        # a letter that no font here can show: printed all the same, but without that promise
        if "could not be displayed" not in str(error):
            raise
        pdf = compiler.compile(format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError(f"typst gave {type(pdf).__name__} instead of a PDF")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()


def day_said(day: date | None, language: str) -> str:
    """A day as forms of that language write it; a dash for none."""
    if day is None:
        return "–"
    if language == "tr":
        return day.strftime("%d.%m.%Y")
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _job(process: Process, form: Form, language: str) -> Plain:
    def say(words: Words) -> str:
        return words.say(language)

    return {
        "language": language,
        "words": {key: say(words) for key, words in WORDS.items()},
        "bytes": list(form.logo),
        "lines": list(form.lines or (say(form.library),)),
        "title": say(form.title),
        "number": form.number or "–",
        "published": day_said(form.published_on, language),
        "revision": f"{form.revision:02d}",
        "revised": day_said(form.revised_on, language),
        "state": say(STATES[form.state]),
        "draft": form.state in ("draft", "signing"),
        "purpose": say(PURPOSE).format(library=say(form.library)),
        "scope": say(SCOPE),
        "terms": [[say(a), say(b)] for a, b in TERMS],
        "duties": [[say(a), say(b)] for a, b in DUTIES],
        "related": list(form.related),
        "history": [
            [f"{one.number:02d}", day_said(one.on, language), [say(why) for why in one.reasons or (FIRST,)]]
            for one in form.history
        ],
        "charts": [_chart(chart, language) for chart in process.charts],
        "cases": list(_cases(process.cases, language)),
        "rules": [
            [side, [[say(one.heading), [say(s) for s in one.sentences]] for one in sections]]
            for side, sections in groupby(process.rules, key=lambda rules: rules.side)
        ],
        "signatures": [
            [say(ROLES[one.role]), one.office, one.name, day_said(one.on, language) if one.on else "", bool(one.on)]
            for one in form.signatures
        ],
        "made": say(WORDS["made"]).format(day=day_said(form.rules_of, language), mark=process.mark),
    }  # fmt: skip


def _chart(chart: Chart, language: str) -> Plain:
    pages = sheets(chart, language, page=_PAGE)
    return {
        "title": chart.title.say(language),
        "widths": [layout.LANES, layout.NUMBER, layout.TEXT, layout.WHO, layout.PAPERS],
        "sheets": [
            _sheet(sheet, chart, language, f"{chart.key}{n}") for n, sheet in enumerate(pages, 1)
        ],
    }


def _sheet(sheet: Sheet, chart: Chart, language: str, name: str) -> Plain:
    rows = []
    for row in sheet.rows:
        node = chart.node(row.key)
        rows.append({
            "number": str(row.number), "height": row.room.h, "text": [one.say(language) for one in node.text],
            "who": node.who.say(language), "papers": [one.say(language) for one in node.papers],
        })  # fmt: skip
    return {
        "svg": drawn(sheet, name=name, texts=False, dark=False), "alt": described(sheet),
        "width": sheet.lanes[-1], "height": sheet.height, "head": layout.HEAD,
        "above": sheet.rows[0].room.y - layout.HEAD, "below": sheet.height - sheet.rows[-1].room.y - sheet.rows[-1].room.h,
        "headings": list(sheet.headings), "rows": rows,
    }  # fmt: skip


def _cases(cases: Sequence[Case], language: str) -> Iterator[list[Any]]:
    number = 0
    for topic, group in groupby(cases, key=lambda case: case.topic):
        rows = []
        for case in group:
            number += 1
            before = ", ".join(one.say(language) for one in case.before) or WORDS["begins"].say(
                language
            )
            rows.append([
                str(number), case.side.say(language), before, case.label.say(language), case.why.say(language),
                case.who.say(language), ", ".join(one.say(language) for one in case.papers), case.after.say(language),
            ])  # fmt: skip
        yield [topic.say(language), rows]
