"""What is one edition and what is not, as a cataloguer would say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopru.catalogue.matching import block_keys, compare, features_of, pack, unpack
from kopru.catalogue.matching.weights import CAPS, POINTS, SAYINGS, VETOES
from kopru.catalogue.records.described import Facts

BOOK = {
    "title": "Saatleri ayarlama enstitüsü",
    "authors": ("Tanpınar, Ahmet Hamdi",),
    "publisher": "Dergâh Yayınları",
    "place": "İstanbul",
    "year": 2019,
    "pages": "382 s.",
    "kind": "book",
    "language": "tur",
}
ISBN, OTHER_ISBN, SET_ISBN = "9789759955854", "9789754700114", "9789944252805"


def facts(**changed):
    return Facts(**{**BOOK, **changed})


def verdict(one, other):
    return compare(features_of(one), features_of(other))


@pytest.mark.parametrize(
    "other",
    [
        facts(),
        facts(title="SAATLERİ AYARLAMA ENSTİTÜSÜ"),
        facts(title="SAATLERI AYARLAMA ENSTITUSU"),
        facts(title="Saatleri ayarlama enstitusu", authors=("Ahmet Hamdi Tanpinar",)),
        facts(authors=("Tanpınar, Ahmet Hamdi, 1901-1962",)),
        facts(authors=("Tanpınar, A. Hamdi",)),
        facts(title="Saatleri ayarlama enstitüsü : roman"),
        facts(subtitle="roman"),
        facts(title="Saatleri ayarlama enstitüüsü"),
        facts(publisher="Dergâh Yay."),
        facts(publisher="DY"),
        facts(pages="XII, 380 s."),
        facts(authors=()),
        facts(publisher=""),
        facts(pages=""),
        facts(year=2020, coded_years=(2019,)),
        facts(edition_statement="1. bs."),
        facts(isbns=(ISBN,), isbn_qualifiers=("ciltli",)),
    ],
)
def test_one_edition_written_otherwise(other):
    assert verdict(facts(), other).outcome == "same"
    assert verdict(other, facts()).outcome == "same"


@pytest.mark.parametrize(
    "other",
    [
        facts(year=2009),
        facts(title="Huzur"),
        facts(authors=("Atay, Oğuz",), publisher="İletişim", pages="120 s."),
        facts(publisher="Yapı Kredi Yayınları", place="Ankara", pages="410 s."),
    ],
)
def test_other_editions(other):
    assert verdict(facts(), other).outcome == "different"


@pytest.mark.parametrize(
    ("one", "other", "veto"),
    [
        ({"volume": "1. cilt"}, {"volume": "Cilt II"}, "volume.veto"),
        ({"title": "Osmanlı tarihi I"}, {"title": "Osmanlı tarihi", "volume": "2. c."}, "volume.veto"),
        ({"pages": "1. c. (350 s.)"}, {"volume": "2"}, "volume.veto"),
        ({"subtitle": "birinci kitap"}, {"subtitle": "ikinci kitap"}, "volume.veto"),
        ({"volume": "1. cilt"}, {"pages": "3 c."}, "set.veto"),
        ({"volume": "v. 2"}, {"pages": "volumes"}, "set.veto"),
        ({"edition_statement": "2. bs."}, {"edition_statement": "3. baskı"}, "edition.veto"),
        ({"edition_statement": "İkinci basım"}, {"edition_statement": "Gözden geçirilmiş 3. baskı"}, "edition.veto"),
        ({"kind": "audio"}, {}, "kind.veto"),
        ({"is_online": True}, {}, "form.veto"),
        ({"form": "micro"}, {}, "form.veto"),
        ({"kind": "journal", "issns": ("1300-0012",)}, {"kind": "journal", "issns": ("1301-0115",)}, "issn.veto"),
    ],
)  # fmt: skip
def test_what_alone_parts_editions(one, other, veto):
    one, other = facts(isbns=(ISBN,), **one), facts(isbns=(ISBN,), **other)
    found = verdict(one, other)
    assert (found.outcome, found.seen) == ("different", (veto,))
    assert verdict(other, one).seen == (veto,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2. bs.", "2. baskı"),
        ("2. bs.", "İkinci basım"),
        ("Gözden geçirilmiş 3. baskı", "3rd rev. ed."),
        ("3. bs.", "3., genişletilmiş basım"),
        ("1st ed.", "Birinci baskı"),
    ],
)
def test_one_edition_statement_written_otherwise(one, other):
    found = verdict(facts(edition_statement=one), facts(edition_statement=other))
    assert found.outcome == "same"
    assert "edition.same" in found.seen


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"volume": "2. cilt"}, {"title": "Saatleri ayarlama enstitüsü II"}),
        ({"volume": "Cilt 2"}, {"pages": "c. 2 (382 s.)"}),
        ({"volume": "c. 2"}, {"title": "Saatleri ayarlama enstitüsü, cilt 2"}),
        ({"volume": "2"}, {"subtitle": "ikinci cilt"}),
    ],
)
def test_one_volume_written_otherwise(one, other):
    found = verdict(facts(**one), facts(**other))
    assert found.outcome == "same"
    assert "volume.same" in found.seen


def test_a_sets_number_in_each_volume_joins_no_volumes():
    numbers = {"isbns": (SET_ISBN, ISBN), "isbn_qualifiers": ("tk. no", "1. c.")}
    first = facts(volume="1. cilt", **numbers)
    second = facts(volume="2. cilt", isbns=(SET_ISBN, OTHER_ISBN), isbn_qualifiers=("tk.", "2. c."))
    assert verdict(first, second).outcome == "different"
    unsaid = facts(isbns=(SET_ISBN, OTHER_ISBN), isbn_qualifiers=("takım", ""))
    assert verdict(first, unsaid).outcome != "same"
    whole = facts(pages="2 c.", isbns=(SET_ISBN,), isbn_qualifiers=("set",))
    assert verdict(first, whole).outcome == "different"
    assert verdict(whole, facts(pages="2 c.", isbns=(SET_ISBN,))).outcome == "same"


def test_numbers_of_a_volume_and_of_its_set_are_kept_apart():
    features = features_of(
        facts(volume="1", isbns=(SET_ISBN, ISBN, OTHER_ISBN), isbn_qualifiers=("set", "1. c.", "2. c."))
    )  # fmt: skip
    assert features.isbns == (ISBN,)
    assert set(features.other_isbns) == {SET_ISBN, OTHER_ISBN}


@pytest.mark.parametrize(
    "qualifier", ["ciltli", "karton kapak", "pbk.", "hc. : alk. paper", "amerikan cilt", ""]
)
def test_a_binding_is_no_volume_and_no_set(qualifier):
    features = features_of(facts(isbns=(ISBN,), isbn_qualifiers=(qualifier,)))
    assert (features.isbns, features.other_isbns) == ((ISBN,), ())


def test_the_number_of_the_e_book_does_not_number_the_print():
    print_, online = (
        facts(isbns=(ISBN, OTHER_ISBN), isbn_qualifiers=("", "e-kitap")),
        facts(isbns=(OTHER_ISBN,), is_online=True),
    )
    assert features_of(print_).isbns == (ISBN,)
    assert verdict(print_, online).outcome == "different"


@pytest.mark.parametrize(
    "other",
    [
        facts(isbns=(ISBN,), volume="1"),
        facts(isbns=(ISBN,), year=2012),
        facts(isbns=(ISBN,), year=2021, edition_statement="4. bs."),
        facts(isbns=(ISBN,), language="eng"),
        facts(publisher="", pages=""),
        facts(isbns=(ISBN,), title="Tutunamayanlar"),
        facts(responsibility="Ahmet Hamdi Tanpınar ; çeviren Nihal Yeğinobalı", isbns=(OTHER_ISBN,)),
    ],
)  # fmt: skip
def test_a_person_decides(other):
    one = facts(isbns=(ISBN,), responsibility="Ahmet Hamdi Tanpınar ; çev. Hasan Âli Ediz")
    assert verdict(one, other).outcome == "unsure"


def test_a_facsimile_is_no_first_edition():
    reprint = facts(edition_statement="Tıpkıbasım", year=2021)
    assert verdict(facts(), reprint).outcome != "same"


def test_schoolbooks_of_two_years_differ_by_a_number_in_the_title():
    one = facts(title="İlköğretim 5. sınıf matematik çalışma kitabı")
    other = facts(title="İlköğretim 6. sınıf matematik çalışma kitabı")
    assert verdict(one, other).outcome == "different"


def test_a_short_title_without_an_author_says_little():
    one = Facts(title="Yıllık", publisher="Ticaret Odası", year=1998, kind="book")
    assert verdict(one, one).outcome == "unsure"


def test_records_without_a_title_are_not_joined():
    one = facts(title="")
    assert verdict(one, one).outcome != "same"


def test_reasons_come_in_both_languages_the_strongest_first():
    found = verdict(facts(isbns=(ISBN,)), facts(isbns=(ISBN,), year=2018))
    assert found.why[0].en in ("An ISBN is the same.", "The title is equal.")
    assert found.why[-1].en == "The years are one apart."
    assert all(words.tr and words.en and words.tr != words.en for words in found.why)


def test_every_observation_has_points_and_words():
    assert set(POINTS) == set(SAYINGS)
    assert set(POINTS) >= CAPS
    assert set(VETOES).isdisjoint(POINTS)


_WORDS = st.sampled_from(
    ["", "Kar", "Tarih II", "İnce Memed 1", "Işık ve gölge", "1. cilt", "cilt 2", "set", "3 c.", "XII, 350 s.",
     "2. bs.", "Tıpkıbasım", "Pamuk, Orhan", "Orhan Pamuk", "Can Yayınları", "Yaşar Kemal ; çev. A. B.", "\x1f", "1984"]
)  # fmt: skip
_LISTS = st.lists(_WORDS, max_size=3).map(tuple)
_FACTS = st.builds(
    Facts,
    title=_WORDS, subtitle=_WORDS, authors=_LISTS, responsibility=_WORDS, publisher=_WORDS,
    place=_WORDS, year=st.none() | st.integers(1990, 1993), edition_statement=_WORDS, volume=_WORDS,
    pages=_WORDS, kind=st.sampled_from(["", "book", "journal"]), language=st.sampled_from(["", "tur", "eng"]),
    is_online=st.booleans(), isbns=st.lists(st.sampled_from([ISBN, OTHER_ISBN, SET_ISBN, "978"]), max_size=3).map(tuple),
    isbn_qualifiers=_LISTS, issns=st.lists(st.sampled_from(["1300-0012", "1301-0115"]), max_size=1).map(tuple),
    series=_LISTS, form=st.just(""), year_text=st.just(""), subjects=st.just(()), work_titles=st.just(()), original_language=st.just(""),
    coded_years=st.lists(st.integers(1990, 1993), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_FACTS, _FACTS)
def test_the_order_of_two_records_does_not_matter(one, other):
    forth, back = verdict(one, other), verdict(other, one)
    assert (forth.outcome, forth.score) == (back.outcome, back.score)
    assert sorted(forth.seen) == sorted(back.seen)


@settings(max_examples=60, deadline=None)
@given(_FACTS)
def test_packed_features_come_back(one):
    features = features_of(one)
    assert unpack(pack(features)) == features


@settings(max_examples=40, deadline=None)
@given(_FACTS)
def test_a_record_is_never_of_another_edition_than_itself(one):
    found = verdict(one, one)
    assert found.outcome != "different" or found.score < 3
    assert not set(found.seen) & set(VETOES)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=3_000), st.text(max_size=3_000))
def test_keys_and_features_stay_small_whatever_is_typed(title, name):
    features = features_of(Facts(title=title, authors=(name,) * 40, responsibility=name, year=2001))
    assert len(pack(features)) < 2_000
    assert all(len(key) < 120 for key in block_keys(features))
    assert unpack(pack(features)) == features
