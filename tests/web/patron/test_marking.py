"""Marks stand on words of the search, in any spelling, and never break the page."""

import pytest

from kopru.web.patron.marking import marked


@pytest.mark.parametrize(
    ("text", "marks", "said"),
    [
        ("Kadın ve kadı", ("kadi",), "Kadın ve <mark>kadı</mark>"),
        ("Kadın ve kadı", ("kadi*",), "<mark>Kadın</mark> ve <mark>kadı</mark>"),
        ("Türkiye'nin tarihi", ("turkiye",), "<mark>Türkiye&#x27;nin</mark> tarihi"),
        ("TĀRĪH-İ CEVDET", ("tarih",), "<mark>TĀRĪH</mark>-İ CEVDET"),
        ("<script>kar</script>", ("kar",), "&lt;script&gt;<mark>kar</mark>&lt;/script&gt;"),
        ("a & b", (), "a &amp; b"),
        ("kar", ("*", ""), "kar"),
    ],
)
def test_marks(text, marks, said):
    assert marked(text, marks) == said
