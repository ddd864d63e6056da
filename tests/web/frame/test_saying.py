"""How times, days and money are said, and how components render what they are given."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from kopru.common.words import Words
from kopru.libraries.policy.terms import Terms
from kopru.web.frame import said
from kopru.web.frame.styleguide import ExampleForm
from kopru.web.frame.termsaid import terms_said

ISTANBUL = ZoneInfo("Europe/Istanbul")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ISTANBUL)


@pytest.mark.parametrize(
    ("away", "tr", "en"),
    [
        (timedelta(seconds=-20), "şimdi", "just now"),
        (timedelta(minutes=-1), "1 dakika önce", "1 minute ago"),
        (timedelta(minutes=-59), "59 dakika önce", "59 minutes ago"),
        (timedelta(hours=-3), "3 saat önce", "3 hours ago"),
        (timedelta(hours=-12), "dün 22:30", "yesterday 22:30"),
        (timedelta(hours=14), "yarın 00:30", "tomorrow 00:30"),
        (timedelta(minutes=5), "5 dakika sonra", "in 5 minutes"),
        (timedelta(days=-9), "15 Kas 10:30", "15 Nov 10:30"),
        (timedelta(days=-400), "20.10.2025", "20 Oct 2025"),
    ],
)
def test_moments_are_said_as_people_say_them(away, tr, en):
    for language, words in (("tr", tr), ("en", en)):
        with translation.override(language):
            assert said.relatively(NOW + away, now=NOW) == words


def test_a_day_has_its_weekday_where_the_language_has_it():
    day = date(2026, 6, 23)
    with translation.override("tr"):
        assert said.day_with_weekday(day, language="tr") == "23 Haziran 2026 Salı"
        assert said.days_away(day, today=date(2026, 6, 20)) == "3 gün sonra"
    with translation.override("en"):
        assert said.day_with_weekday(day, language="en") == "Tuesday 23 June 2026"
        assert said.days_away(day, today=date(2026, 6, 24)) == "yesterday"
        assert said.days_away(day, today=date(2026, 9, 1)) == ""


@pytest.mark.parametrize(
    ("amount", "currency", "tr", "en"),
    [
        ("1250.5", "TRY", "1.250,50 TL", "TRY 1,250.50"),
        ("0", "EUR", "0,00 EUR", "EUR 0.00"),
        ("-3.1", "TRY", "-3,10 TL", "TRY -3.10"),
        ("7", "CHF", "7,00 CHF", "CHF 7.00"),
    ],
)
def test_money_is_written_as_the_language_writes_it(amount, currency, tr, en):
    assert said.money(Decimal(amount), currency, language="tr") == tr
    assert said.money(Decimal(amount), currency, language="en") == en


def drawn(source, path="/x/?q=%C5%9F&page=2", **context):
    request = RequestFactory().get(path)
    with translation.override("en"):
        return Template(source).render(Context({"request": request, **context}))


def test_words_speak_the_pages_language():
    assert drawn("{{ w|words }} {{ 3|words }}", w=Words("evet", "yes")) == "yes 3"


def test_query_changes_one_parameter_and_keeps_the_others():
    assert drawn("{% query page=3 %}") == "?q=%C5%9F&amp;page=3"
    assert drawn("{% query page=None q='' %}") == "?"


def test_a_badge_has_a_sign_beside_its_colour_and_escapes():
    badge = drawn("{% state_badge label 'warn' %}", label="<b>")
    assert "k-tone-warn" in badge
    assert "<svg" in badge
    assert "&lt;b&gt;" in badge
    assert "k-tone-neutral" in drawn("{% state_badge 'x' 'no-such' %}")


def test_an_icon_is_hidden_or_named():
    assert 'aria-hidden="true"' in drawn("{% icon 'book-open' %}")
    named = drawn("{% icon 'book-open' label=text %}", text='"><script>')
    assert 'role="img"' in named
    assert "aria-hidden" not in named
    assert "<script>" not in named


def test_a_way_that_no_room_provides_is_empty():
    assert drawn("{% url_if_any 'no_such_page' %}") == ""


def test_a_field_keeps_what_was_typed_and_ties_its_error():
    form = ExampleForm({"isbn": "978-975", "kind": "nothing"})
    html = drawn(
        "{% control form.title %}{% control form.isbn %}{% control form.kind %}", form=form
    )
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_error id_title_help"' in html
    assert 'value="978-975"' in html
    assert "form-select is-invalid" in html


@pytest.mark.parametrize(
    ("place", "stands"), [(0, "now ahead ahead"), (2, "past past now"), (None, "ahead ahead ahead")]
)
def test_a_step_bar_knows_where_it_stands(place, stands):
    source = "{% for s in steps|steps_at:place %}{{ s.stands }} {% endfor %}"
    assert drawn(source, steps=["a", "b", "c"], place=place).strip() == stands


class TestTermsInWords:
    def test_both_sides_are_said_in_the_language_of_the_page(self):
        with translation.override("en"):
            lending, borrowing = terms_said(Terms(loan_days=15, renewals=2))
        assert lending.heading == "When it lends to other libraries"
        assert borrowing.matters[0].heading == "Who may ask"
        sentences = [one for matter in lending.matters for one in matter.sentences]
        assert "A loan lasts 15 days from the day the parcel arrives." in sentences
        with translation.override("tr"):
            assert terms_said(Terms())[0].matters[1].heading == "Ne kadar süreyle"
