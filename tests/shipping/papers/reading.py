"""A printed PDF as a person and a scanner meet it."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

TOOLS = ("pdftoppm", "pdftotext", "pdfinfo")

needs_poppler = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)),
    reason="pdftoppm, pdftotext or pdfinfo is missing: install poppler-utils to check the papers",
)


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float


def _run(tool: str, *arguments: str) -> str:
    done = subprocess.run([str(shutil.which(tool)), *arguments], check=True, capture_output=True)
    return done.stdout.decode()


def codes(pdf: bytes, folder: Path, *, dpi: int = 150) -> list[list[tuple[str, str]]]:
    """(kind, text) of every code, page by page, from top to bottom and left to right."""
    (folder / "codes.pdf").write_bytes(pdf)
    _run("pdftoppm", "-r", str(dpi), "-gray", str(folder / "codes.pdf"), str(folder / "codes"))
    pages = []
    for picture in sorted(folder.glob("codes-*.pgm")):
        found = zxingcpp.read_barcodes(Image.open(picture))
        found.sort(key=lambda one: (one.position.top_left.y // 20, one.position.top_left.x))
        pages.append([(one.format.name, one.text) for one in found])
        picture.unlink()
    return pages


def text(pdf: bytes, folder: Path) -> str:
    """All words in reading order, one blank between them, break marks gone."""
    (folder / "text.pdf").write_bytes(pdf)
    words = _run("pdftotext", "-raw", str(folder / "text.pdf"), "-")
    return " ".join(words.replace("\u200b", "").split())


def words(pdf: bytes, folder: Path) -> list[list[Word]]:
    """Every word of every page with its box in points from the top left corner."""
    (folder / "words.pdf").write_bytes(pdf)
    html = _run("pdftotext", "-bbox", str(folder / "words.pdf"), "-")
    box = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')
    return [
        [Word(found[4], *map(float, found[:4])) for found in box.findall(page)]
        for page in html.split("<page ")[1:]
    ]


def info(pdf: bytes, folder: Path) -> dict[str, str]:
    """What pdfinfo tells: "Pages", "Page size", "Tagged", "PDF subtype" and so on."""
    (folder / "info.pdf").write_bytes(pdf)
    lines = _run("pdfinfo", str(folder / "info.pdf")).splitlines()
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
