"""Names, roles and dates out of what records print."""

import pytest

from kopru.catalogue.citing.dates import dated
from kopru.catalogue.citing.extras import Extras, extras_of
from kopru.catalogue.citing.people import Person, people_of, person
from kopru.catalogue.citing.work import in_headline_style
from kopru.protocols.marc import Field, MarcRecord


@pytest.mark.parametrize(
    ("heading", "family", "given"),
    [
        ("Pamuk, Orhan, 1952-", "Pamuk", "Orhan"),
        ("Lewis, C. S. (Clive Staples), 1898-1963", "Lewis", "C. S."),
        ("Tanpınar, Ahmet Hamdi, 1901-1962, yazar", "Tanpınar", "Ahmet Hamdi"),
        ("Evliyâ Çelebi", "Evliyâ Çelebi", ""),
        ("Türk Tarih Kurumu", "Türk Tarih Kurumu", ""),
        ("Fuzulî, 1483-1556", "Fuzulî", ""),
    ],
)
def test_a_heading_is_a_name(heading, family, given):
    assert person(heading) == Person(family, given)


@pytest.mark.parametrize(
    ("given", "initials"),
    [("Ahmet Hamdi", "A. H."), ("Jean-Paul", "J.-P."), ("C. S.", "C. S."), ("İpek", "İ."),
     ("Işık", "I."), ("E.H.", "E. H."), ("ibrahim", "İ.")],
)  # fmt: skip
def test_initials(given, initials):
    assert Person("X", given).initials == initials


def test_translators_come_from_the_statement_with_and_without_a_heading():
    said = "Orhan Pamuk ; translated by Maureen Freely and Güneli Gün"
    people = people_of(["Pamuk, Orhan", "Gün, Güneli"], said)
    assert people.authors == (Person("Pamuk", "Orhan"),)
    assert people.translators == (Person("Gün", "Güneli"), Person("Freely", "Maureen"))


@pytest.mark.parametrize(
    "said",
    ["Ali Öz ; resimleyen Can Kaya", "Ali Öz ; önsöz: Can Kaya", "Ali Öz ; danışman Can Kaya"],
)
def test_who_drew_prefaced_or_advised_is_no_author(said):
    assert people_of(["Öz, Ali", "Kaya, Can"], said).authors == (Person("Öz", "Ali"),)


def test_what_is_no_name_is_not_made_one():
    people = people_of(["Öz, Ali"], "Ali Öz ; çeviri: bir kurul tarafından")
    assert people.translators == ()


def test_an_author_of_whom_the_statement_does_not_speak_is_an_author():
    assert people_of(["Öz, Ali"], "").authors == (Person("Öz", "Ali"),)


@pytest.mark.parametrize(
    ("printed", "year", "text"),
    [
        ("1327 [1911]", 1911, "1327 [1911]"),
        ("1327", None, "1327"),
        ("c2001.", 2001, "2001"),
        ("[2001?]", 2001, "[2001?]"),
        ("1937-", 1937, "1937–"),
        ("1996-1999", 1996, "1996–1999"),
        ("[t.y.]", None, ""),
        ("", 1958, "1958"),
        ("", None, ""),
    ],
)
def test_dates_are_said_as_printed_where_that_matters(printed, year, text):
    assert dated(printed, year).text == text


def test_the_host_and_the_degree_come_from_the_record():
    record = MarcRecord(
        " " * 24,
        (
            Field("502", "  ", (("b", "Tez (Doktora)"), ("c", "Ankara Üniversitesi"), ("d", "2011"))),
            Field("773", "0 ", (("t", "Belleten."), ("g", "Cilt 65, sayı 243 (2001), s. 45-60"))),
        ),
    )  # fmt: skip
    assert extras_of(record) == Extras(
        "Belleten", "65", "243", "45–60", "doctoral", "Ankara Üniversitesi"
    )
    assert extras_of(MarcRecord(" " * 24, ())) == Extras()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the sound and the fury", "The Sound and the Fury"),
        ("what dreams are made of", "What Dreams Are Made Of"),
        ("iPhone programming for İstanbul", "iPhone Programming for İstanbul"),
        ("", ""),
    ],
)
def test_headline_style(text, said):
    assert in_headline_style(text) == said
