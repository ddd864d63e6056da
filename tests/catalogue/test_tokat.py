"""Links to TO-KAT with the search typed in: by number, else by title."""

from urllib.parse import parse_qs, urlsplit

import pytest

from kopru.catalogue.models import Edition
from kopru.catalogue.records.described import Facts
from kopru.catalogue.tokat import tokat_link
from kopru.common.citation import Citation


@pytest.mark.parametrize(
    ("wanted", "field", "keyword"),
    [
        (Citation(title="Kara kitap", isbn="9789754704532"), "4", "9789754704532"),
        (Citation(title="Kara kitap", isbn="975-470-453-8"), "4", "9789754704532"),
        (Citation(title="Kara kitap", isbn="1234567890"), "2", "Kara kitap"),
        (Citation(kind="article", title="Bir yazı", journal="Türk Dili"), "2", "Türk Dili"),
        (Citation(kind="issue", journal="Türk Dili", issn="1300-0713"), "5", "1300-0713"),
        (Edition(title="Huzur", isbns=["9789754704532"]), "4", "9789754704532"),
        (Facts(title="Huzur & sükûn"), "2", "Huzur & sükûn"),
        ("ISBN 975-470-453-8", "4", "9789754704532"),
        ("  kara   kitap ", "2", "kara kitap"),
    ],
)
def test_by_number_else_by_title(wanted, field, keyword):
    parts = urlsplit(tokat_link(wanted))
    asked = parse_qs(parts.query)
    assert (asked["tokat_search_field"], asked["keyword"]) == ([field], [keyword])
    assert parts.scheme == "https"


@pytest.mark.parametrize("wanted", [Citation(), Facts(), "", "   "])
def test_nothing_named_gives_no_link(wanted):
    assert tokat_link(wanted) == ""


def test_an_installation_may_offer_none_or_another(settings):
    settings.KOPRU_TOKAT_URL = ""
    assert tokat_link("kara kitap") == ""
    settings.KOPRU_TOKAT_URL = "http://127.0.0.1:9/tokat/"
    assert tokat_link("kara kitap").startswith("http://127.0.0.1:9/tokat/?")
