"""Mails made from book facts in ten shapes, to see that reading generalises."""

import csv
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

Row = dict[str, str]


def _plain(text: str) -> str:
    return text.translate(str.maketrans("çğıöşüÇĞİÖŞÜâîû", "cgiosuCGIOSUaiu"))


def labelled(row: Row) -> str:
    return (
        "Merhaba,\naşağıdaki kitabı rica ederim.\n\n"
        f"Eser Adı: {row['title']}\nYazarı: {row['author']}\nYayınevi: {row['publisher']}\nYayın Yılı: {row['year']}\n\nTeşekkürler\nEce Tan"
    )


def form(row: Row) -> str:
    return f"Adı Soyadı: Ece Tan\nKitabın Adı: {row['title']}\nYazar: {row['author']}\nYayınevi/Yılı: {row['publisher']}/{row['year']}"


def commas_title_first(row: Row) -> str:
    return f"Merhaba, şu kitabı istiyorum: {row['title']}, {row['author']}, {row['publisher']}, {row['year']}"


def commas_author_first(row: Row) -> str:
    return f"İyi günler\n{row['author']}, {row['title']}, {row['publisher']}, {row['year']}, 250 s.\nkolay gelsin"


def slashes(row: Row) -> str:
    return f"{row['title']} / {row['author']} / {row['publisher']} / {row['year']}"


def genitive(row: Row) -> str:
    return f"Merhaba, {row['author']}'in {row['title']} ({row['publisher']}, {row['year']}) kitabını istiyorum. Teşekkürler, Ece"


def quoted(row: Row) -> str:
    return f'Selamlar, {row["author"]} tarafından yazılan "{row["title"]}" adlı kitabı ({row["publisher"]}, {row["year"]}) temin edebilir misiniz?'


def dash(row: Row) -> str:
    return (
        f"Hocam merhaba, {row['author']} - {row['title']} ({row['publisher']} {row['year']}) lazım."
    )


def english(row: Row) -> str:
    return f'Dear all,\nCould you please get "{row["title"]}" by {row["author"]} ({row["publisher"]}, {row["year"]})?\nThanks a lot'


def ascii_only(row: Row) -> str:
    return _plain(
        f"Merhaba, su kitap lazim: {row['title']}, {row['author']}, {row['publisher']}, {row['year']}. Tesekkurler"
    )


TEMPLATES: tuple[Callable[[Row], str], ...] = (
    labelled, form, commas_title_first, commas_author_first, slashes, genitive, quoted, dash, english, ascii_only,
)  # fmt: skip


def rows(books: Path, count: int, seed: int) -> list[Row]:
    """`count` random books of the table `books` with one author and a publisher; a year is made up where none is known."""
    chance = random.Random(seed)
    with books.open(encoding="utf-8", newline="") as file:
        table = [
            row
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if _usable(row)
        ]
    return [
        {
            "title": row["title"],
            "author": row["authors"],
            "publisher": row["publisher"],
            "year": row["year"] or str(chance.randint(1975, 2024)),
        }
        for row in chance.sample(table, count)
    ]


def _usable(row: Row) -> bool:
    author = row["authors"]
    return bool(
        row["title"]
        and row["publisher"]
        and 2 <= len(author.split()) <= 4
        and re.fullmatch(r"[^\W\d_][\w .'-]+", author)
        and not re.search(r"[/|()\"]", row["title"] + row["publisher"])
    )


def mails(books: Path, count: int, seed: int) -> Iterator[tuple[str, str, Row]]:
    """(template's name, body, the facts it was made from), templates in turn."""
    for place, row in enumerate(rows(books, count, seed)):
        template = TEMPLATES[place % len(TEMPLATES)]
        yield template.__name__, template(row), row
