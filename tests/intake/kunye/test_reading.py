"""Mails read to citations: ours, real ones with expected parses, generated ones, printed references."""

import csv
import json
import logging
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.kunye.generated import TEMPLATES, mails
from intake.kunye.mails import MAILS, Mail
from intake.kunye.scoring import Score
from kopru.common.text import fold
from kopru.intake.kunye import clean_body, read_mail

log = logging.getLogger(__name__)  # figures: --log-cli-level=INFO


@pytest.mark.parametrize("mail", [pytest.param(mail, id=mail.id) for mail in MAILS])
def test_our_own_mails_read_as_meant(mail: Mail):
    reading = read_mail(mail.subject, mail.body)

    assert len(reading.items) == len(mail.items), reading
    assert reading.is_request is bool(mail.items)
    assert reading.why_not == mail.why_not
    for expected, item in zip(mail.items, reading.items, strict=True):
        for name, value in expected.items():
            assert fold(getattr(item.citation, name)) == fold(value), (name, item)


@pytest.fixture(scope="module")
def real_mails(shared):
    lines = (shared / "intake" / "emails.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_real_mails_are_read_nearly_without_fault(real_mails):
    score, counts = Score(), 0
    for mail in real_mails:
        items = read_mail(mail["subject"], mail["body"]).items
        wanted = mail["expected"]["items"]
        counts += len(items) == mail["expected"]["number_of_items"]
        for place, expected in enumerate(wanted):
            score.check(
                expected, items[place] if place < len(items) else None, f"mail {mail['id']}"
            )
    log.info(
        "%d of %d item counts, %d of %d fields", counts, len(real_mails), score.right, score.all
    )
    log.info("\n".join(score.misses))
    assert counts / len(real_mails) >= 0.96
    assert score.share >= 0.97
    assert score.trust()[0] >= 0.98


def test_a_forwarded_mail_names_its_reader(real_mails):
    from_readers = [mail for mail in real_mails if "reader" in mail]
    assert from_readers
    for mail in from_readers:
        assert clean_body(mail["body"], subject=mail["subject"]).forwarded_from == mail["reader"]
        assert "forwarded" in read_mail(mail["subject"], mail["body"]).warnings


def test_generated_mails_show_that_reading_generalises(shared):
    score, counts, number = Score(), 0, 300
    for name, body, row in mails(shared / "turkish" / "books.tsv", number, seed=20):
        items = read_mail("kitap isteği", body).items
        counts += len(items) == 1
        score.check(row, items[0] if items else None, name)
    sure, unsure = score.trust()
    log.info(
        "%d templates: %d/%d counts, fields %.3f, sure %.3f, unsure %.3f",
        len(TEMPLATES),
        counts,
        number,
        score.share,
        sure,
        unsure,
    )
    assert counts / number >= 0.97
    assert score.share >= 0.94
    assert sure >= 0.96
    assert sure > unsure + 0.1


def test_printed_references_are_read(shared):
    """523 references as printed: one work each, its DOI, its year, and a kind that fits."""
    with (shared / "intake" / "references.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    read = [
        (row, read_mail("kaynak", f"Şu kaynağı istiyorum:\n{row['citation']}").items)
        for row in rows
    ]
    single = [(row, items[0].citation) for row, items in read if len(items) == 1]
    assert len(single) / len(rows) >= 0.98
    with_doi = [
        citation.doi.lower() == row["doi"].lower() for row, citation in single if row["doi"]
    ]
    assert sum(with_doi) / len(with_doi) >= 0.98
    years = [
        citation.year == year.group()
        for row, citation in single
        if (year := re.search(r"\b(?:19|20)\d\d\b", row["citation"]))
    ]
    assert sum(years) / len(years) >= 0.97
    kinds = [
        citation.kind == row["kind_guess"]
        for row, citation in single
        if row["kind_guess"] in ("article", "book", "thesis")
    ]
    assert sum(kinds) / len(kinds) >= 0.95
    assert sum(bool(c.title and c.author) for _, c in single) / len(single) >= 0.98


# Read by hand from the shared references: (words the citation holds, fields it means).
_BY_HAND = (
    ("Iron Cage Revisited", {"author": "DiMaggio, P.J.; Powell, W.W.", "title": "The Iron Cage Revisited: Institutional Isomorphism and Collective Rationality in Organizational Fields", "journal": "American Sociological Review", "volume": "48", "issue": "2", "pages": "147-160", "year": "1983"}),
    ("Patton MQ", {"title": "Enhancing the quality and credibility of qualitative analysis", "journal": "Health Serv Res", "year": "1999", "volume": "34", "pages": "1189-208"}),
    ("Understanding business", {"kind": "book", "title": "Understanding business", "edition": "11th ed.", "year": "2016", "publisher": "McGrawHill Education"}),
    ("Kalaycı, Ş.", {"kind": "book", "title": "SPSS uygulamalı çok değişkenli istatistik teknikleri", "place": "İstanbul", "publisher": "Asil Yayın Dağıtım", "year": "2010"}),
    ("Yusumut", {"kind": "thesis", "degree": "yüksek lisans", "institution": "Kafkas Üniversitesi", "year": "2023"}),
    ("Uyanık Balat, G., & Önkol", {"kind": "chapter", "host_title": "Okul öncesi dönemde fen eğitimi", "pages": "1-20", "publisher": "Pegem Akademi"}),
    ("Devellis", {"kind": "book", "title": "Ölçek geliştirme-Kuram ve uygulamalar", "translator": "Totan, T.", "publisher": "Nobel"}),
    ("Hoerl, A.E.", {"kind": "article", "title": "Ridge regression: Biased estimation for nonorthogonal problems", "journal": "Technometrics", "volume": "12", "issue": "1", "pages": "55-67", "year": "1970"}),
    ("Green BN", {"kind": "article", "title": "Writing narrative literature reviews for peer-reviewed journals: secrets of the trade", "journal": "J Chiropr Med", "volume": "5", "pages": "101-117"}),
    ("Direk, İ. N.", {"kind": "article", "journal": "Korkut Ata Türkiyat Araştırmaları Dergisi", "issue": "15", "pages": "866-880"}),
    ("Altbach", {"kind": "article", "journal": "International Higher Education", "volume": "28", "pages": "2-5"}),
    ("Olkun, S.", {"kind": "book", "edition": "9. Baskı", "publisher": "Vizetek Yayıncılık", "year": "2020"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"), [pytest.param(*case, id=case[0]) for case in _BY_HAND]
)
def test_references_checked_by_hand(shared, words, expected):
    with (shared / "intake" / "references.tsv").open(encoding="utf-8", newline="") as file:
        citation = next(
            row["citation"]
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if words in row["citation"]
        )
    (item,) = read_mail("", f"Aşağıdaki kaynağı rica ederim:\n{citation}").items
    for name, value in expected.items():
        assert fold(getattr(item.citation, name)) == fold(value), (name, item.citation)


def test_an_invalid_isbn_is_kept_as_typed_and_marked():
    (item,) = read_mail(
        "", "Hayvan Çiftliği, George Orwell, Can Yayınları, ISBN 978-975-07-1938-8"
    ).items
    assert item.citation.isbn == "978-975-07-1938-8"
    assert "isbn_invalid" in item.needs
    assert item.confidence["isbn"] < 0.8


def test_a_bare_link_needs_a_person():
    (item,) = read_mail(
        "bu kitap", "https://kitap.example/kitap/kurk-mantolu-madonna/12345.html"
    ).items
    assert item.citation.title == "Kurk Mantolu Madonna"
    assert item.confidence["title"] < 0.8
    assert "url_only" in item.needs


def test_either_of_two_editions_is_one_item():
    (item,) = read_mail(
        "",
        "Oğuz Atay Tutunamayanlar; ya 9789750719387 ya da 9789750811876 olur, hangisi varsa lazım.",
    ).items
    assert item.citation.isbn == "9789750719387"
    assert item.citation.other_isbns == ("9789750811876",)


def test_an_edition_that_binds_is_said():
    mail = next(mail for mail in MAILS if mail.id == "edition that binds")
    (item,) = read_mail(mail.subject, mail.body).items
    assert "edition_binding" in item.needs


def test_a_part_without_a_name_keeps_its_number():
    (item,) = read_mail(
        "",
        "Merhaba, şu kitabın 4. bölümünün fotokopisi lazım:\nYılmaz, K. (2011). Kentin hafızası. Metis Yayınları.",
    ).items
    assert (item.citation.kind, item.chapter) == ("chapter", "4")
    assert item.citation.host_title == "Kentin hafızası"
    assert "title_is_host" in item.needs


def test_the_source_of_an_item_are_its_lines():
    reading = read_mail(
        "",
        "Merhaba\n- Yaban, Yakup Kadri Karaosmanoğlu\n- Çalıkuşu, Reşat Nuri Güntekin\nTeşekkürler",
    )
    assert [item.source for item in reading.items] == [
        "- Yaban, Yakup Kadri Karaosmanoğlu",
        "- Çalıkuşu, Reşat Nuri Güntekin",
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.text(max_size=600))
def test_any_text_can_be_read(subject, body):
    reading = read_mail(subject, body)
    assert reading.is_request is bool(reading.items)
    assert bool(reading.why_not) is not reading.is_request


_HEAP = """Kitap adı: Yazar: ISBN 9789750719387 978 (2018). Ahmet Ümit'in "Yaban" / - 1. 2) | ; , Yayınları, 26(1), 191-199.
kitabını istiyorum ya da değil > Kimden: Konu: http://a.b/c 10.1000/xyz çev. Sayı 3 cilt s. 5-9 tezi Üniversitesi içinde
(Ed.), Hepsi In"""
_WORDS = st.sampled_from([*_HEAP.split(), "\n", "\n- ", "\t", "\n\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, max_size=60))
def test_any_heap_of_citation_words_can_be_read(words):
    for item in read_mail("kitap", " ".join(words)).items:
        assert item.citation.kind in ("book", "article", "chapter", "thesis", "issue")
        assert all(0 <= sure <= 1 for sure in item.confidence.values())
        assert set(item.confidence) == set(item.citation.as_dict())


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "A. ",
        ", ",
        "(",
        "[",
        '"',
        "...",
        "1 ve ",
        "a/b/",
        "A, B. ",
        "kitap ",
        "þ",
        "isbn ",
        "ile Çev. A. B. ",
    ],
)
def test_no_text_takes_long(piece):
    """Patterns stay near linear: a hostile 20,000 letters do not hold up the mails behind them."""
    started = time.process_time()
    read_mail("kitap", piece * (20_000 // len(piece)))
    assert time.process_time() - started < 8
