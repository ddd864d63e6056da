import re
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from lxml import etree

from kopru.common.words import Words
from kopru.libraries.models import Library, Policy
from kopru.libraries.policy.terms import Terms
from kopru.reports.process.form import ROLES, Form, Revised, Signature
from kopru.reports.process.paper import day_said, printed
from kopru.reports.process.plans import process_of
from shipping.papers.reading import info, needs_poppler, text

pytestmark = needs_poppler

FORM = Form(
    Words("Ayva Üniversitesi Kütüphanesi", "Ayva University Library"),
    lines=("T.C.", "AYVA ÜNİVERSİTESİ"), number="KDDB.İA.014", revision=3, revised_on=date(2026, 11, 2),
    published_on=date(2024, 1, 9), state="in_force", related=("Yönerge №1",),
    signatures=tuple(Signature(role, f"Birim {n}", f"Ad Soyad {n}", date(2026, 11, n + 1)) for n, role in enumerate(ROLES)),
    history=(Revised(0, date(2024, 1, 9), ()), Revised(3, date(2026, 11, 2), (Words("Süre 15 gün oldu.", "15 days now."),))),
)  # fmt: skip


def _text(pdf, tmp_path):
    return re.sub(r"\s+", " ", text(pdf, tmp_path))


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_form_says_all_that_an_official_form_says(language, tmp_path):
    process = process_of(Terms())
    said = _text(printed(process, FORM, language), tmp_path)
    wanted = [
        "KDDB.İA.014",
        "AYVA ÜNİVERSİTESİ",
        "Yönerge №1",
        *(role.say(language) for role in ROLES.values()),
    ]
    wanted += [f"Ad Soyad {n}" for n in range(5)] + [
        FORM.title.say(language),
        day_said(date(2026, 11, 2), language),
    ]
    wanted += [FORM.history[1].reasons[0].say(language)]
    assert not [one for one in wanted if one not in said]
    pages = int(re.search(r"(?:Sayfa|Page) 1 / (\d+)", said)[1])
    assert said.count(f" / {pages}") == pages


def test_every_step_is_named_on_paper(tmp_path):
    process = process_of(Terms())
    said = _text(printed(process, FORM, "tr"), tmp_path).replace(" ", "")
    for case in process.cases:
        assert (
            case.why.tr.replace(" ", "")[:18] in said or case.label.tr.replace(" ", "")[:9] in said
        ), case.key
    for chart in process.charts:
        for number, node in chart.numbered():
            assert str(number) in said
            for sentence in node.text:
                assert sentence.tr.replace(" ", "")[:30] in said, node.key


def test_it_is_tagged_for_screen_readers(tmp_path):
    pdf = printed(process_of(Terms()), FORM, "tr")
    assert info(pdf, tmp_path)["Tagged"] == "yes"
    assert b"pdfuaid" in pdf


def test_what_people_write_is_text_and_never_markup(tmp_path):
    form = Form(
        Words("#panic() $x$", "x"), lines=("*#panic()* <a>",), related=('#read("/etc/passwd")',)
    )
    assert "#panic()" in _text(printed(process_of(Terms()), form, "tr"), tmp_path)


@pytest.fixture
def library(db):
    library = Library.objects.create(symbol="AYVA", name_tr="Ayva Kütüphanesi")
    Policy.objects.create(library=library, valid_from=date(2026, 1, 1), stated={"loan_days": 21})
    Policy.objects.create(library=library, valid_from=date(2026, 6, 1), stated={"loan_days": 45})
    return library


def test_the_command_writes_the_rules_of_the_day(library, tmp_path):
    for on, days in (("2026-05-31", "21 gündür"), ("2026-06-01", "45 gündür")):
        call_command(
            "process_document", "--library", "AYVA", "--on", on, "--out", tmp_path / "b.pdf"
        )
        assert days in _text((tmp_path / "b.pdf").read_bytes(), tmp_path)


def test_the_command_writes_each_drawing_as_svg(library, tmp_path):
    call_command(
        "process_document", "--library", "AYVA", "--lang", "en", "--out", tmp_path / "b.svg"
    )
    files = sorted(tmp_path.glob("b-*.svg"))
    assert [file.stem for file in files] == ["b-copying", "b-lending", "b-requesting"]
    assert all(etree.parse(file).getroot().tag.endswith("svg") for file in files)


@pytest.mark.parametrize(
    ("symbol", "out", "said"),
    [("YOK", "a.pdf", "YOK"), ("AYVA", "a.doc", ".doc"), ("AYVA", "no/such/a.pdf", "no/such")],
)
def test_a_wrong_call_says_what_is_wrong(library, symbol, out, said, tmp_path):
    with pytest.raises(CommandError, match=said) as wrong:
        call_command("process_document", "--library", symbol, "--out", tmp_path / out)
    assert wrong.value.returncode == 2
