"""A library's year on paper: all of its lines, the columns' names on every page, in letters a reader can hear."""

from datetime import date

import pytest

from kopru.shipping.papers import ReportLine, YearReport, render
from kopru.shipping.papers.letters import Head
from shipping.papers import reading

HEADINGS = ("İstekler", "Karşılanan", "Karşılama oranı (%)")


@pytest.mark.parametrize("size", ["a4", "label"])
def test_a_long_year_goes_on_to_further_pages(tmp_path, size):
    lines = [ReportLine("Veren olarak: kütüphanelere göre")]
    lines += [
        ReportLine(
            f"{n:03d} Ağaçlıköy Üniversitesi Işık Gökçe Merkez Kütüphanesi", (str(n), "1", "–")
        )
        for n in range(60)
    ]
    report = YearReport(
        Head(("T.C.", "Örnek Üniversitesi"), address="x"), 2026, HEADINGS, tuple(lines),
        date(2027, 1, 4),
    )  # fmt: skip
    pdf = render([report], language="tr", size=size)
    said = reading.text(pdf, tmp_path)
    for n in range(60):
        assert f"{n:03d} Ağaçlıköy" in said
    assert said.count("Karşılama oranı") == 3
    assert "2026 YILI" in said
    assert "04.01.2027" in said
    assert reading.info(pdf, tmp_path)["Pages"] == "3"


def test_a_title_is_never_the_last_line_of_a_page(tmp_path):
    lines = [ReportLine(f"Satır {n}", ("1", "1", "–")) for n in range(22)]
    lines += [ReportLine("Aylara göre"), ReportLine("Ocak", ("1", "1", "–"))]
    report = YearReport(Head(("Örnek",)), 2026, HEADINGS, tuple(lines), date(2027, 1, 4))
    pages = reading.words(render([report], language="tr"), tmp_path)
    first, second = (" ".join(word.text for word in page) for page in pages)
    assert "Aylara göre" not in first
    assert "Aylara göre" in second
