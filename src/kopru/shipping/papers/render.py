"""From papers to one tagged PDF, by typst.

Whatever people typed reaches the templates as JSON in `sys.inputs`, so it is text
and never markup or code. The compiler sees the templates' folder and nothing else,
and the templates import no packages, so nothing is fetched.

Typst keeps its layout cache (about 25 MiB for 1,000 different labels): print large
batches in a worker that is replaced now and then.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

import typst

from kopru.shipping.papers.contents import Content, content
from kopru.shipping.papers.sheets import Paper
from kopru.shipping.papers.wording import WORDS

Size = Literal["a4", "label"]

_TEMPLATES = Path(__file__).parent / "templates"
# How many of a layout share an A4 sheet: three wide slips, two straps, four of the rest.
_PER_SHEET = {
    "slip": 3,
    "strap": 2,
    "quarter": 4,
    "list": 1,
    "shelves": 1,
    "letter": 1,
    "report": 1,
}
# What has its own sheet whatever the size.
_WHOLE = ("letter", "report")
# How many lines of a packing list a page of each size holds; more go on to the next.
_LINES = {
    "list": {"a4": 14, "label": 3},
    "shelves": {"a4": 18, "label": 8},
    "report": {"a4": 23, "label": 23},
}


def render(papers: Sequence[Paper], *, language: str, size: Size = "a4") -> bytes:
    """One PDF of `papers` in their order, in `language` ("tr" or "en").

    "a4" puts 3 pull slips, 4 labels or cards, or 2 straps on a sheet with lines to
    cut along, and begins a new sheet where the kind of paper changes; "label" prints
    10 x 15 cm pages, one paper each, in pure black for thermal printers.

    The PDF conforms to PDF/UA-1 unless a text has letters no font here can show.
    Raises ValueError for no papers, `Unprintable` for a code a scanner cannot read.
    """
    if not papers:
        raise ValueError("no papers to print")
    contents = [content(paper, language) for paper in papers]
    job = {
        "language": "tr" if language.startswith("tr") else "en",
        "title": WORDS["document"].say(language),
        "code_word": WORDS["code"].say(language),
        "size": size,
        "pages": list(_pages(contents, size)),
    }
    return _compile(json.dumps(job, ensure_ascii=False))


def _pages(whole: list[Content], size: Size) -> Iterator[Content]:
    contents = [part for one in whole for part in _parts(one, size)]
    if size == "label":  # but nobody signs a label
        forms = (one["layout"] if one["layout"] in _WHOLE else "single" for one in contents)
        yield from (
            {"form": form, "papers": [one]} for form, one in zip(forms, contents, strict=True)
        )
        return
    for form, group in groupby(contents, key=_form):
        alike, count = list(group), _PER_SHEET[form]
        for start in range(0, len(alike), count):
            yield {"form": form, "papers": alike[start : start + count]}


def _parts(one: Content, size: Size) -> Iterator[Content]:
    """A list that is too long for a page goes on to the next."""
    if one["layout"] not in _LINES:
        yield one
        return
    items, lines = one["items"], _LINES[one["layout"]][size]
    start = 0
    while start < len(items):
        end = min(start + lines, len(items))
        if end < len(items) and items[end - 1].get("cells") == []:
            end -= 1  # a title goes on with its lines
        yield {**one, "items": items[start:end]}
        start = end


def _form(one: Content) -> str:
    layout: str = one["layout"]
    return layout if layout in _PER_SHEET else "quarter"


def _compile(job: str) -> bytes:
    compiler = typst.Compiler(
        _TEMPLATES / "main.typ",
        root=_TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"job": job},
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        # UA-1 forbids letters without a glyph (an emoji in a note, say). The rest of the
        # batch must still be printed: then tagged all the same, but without that promise.
        if "could not be displayed" not in str(error):
            raise
        pdf = compiler.compile(format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError(f"typst gave {type(pdf).__name__} instead of a PDF")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Typst's own fonts first; the machine's stand in for scripts those lack (CJK).

    Found once and shared: a search costs 20 ms and more.
    """
    return typst.Fonts()
