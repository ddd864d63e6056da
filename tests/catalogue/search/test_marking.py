"""What was searched for, marked where it stands."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.catalogue.search.asked import marks_of
from kopru.catalogue.search.marking import Segment, marked
from kopru.catalogue.search.wanted import understand


def shown(text, *marks):
    """Marked pieces in square brackets."""
    return "".join(f"[{s.text}]" if s.is_marked else s.text for s in marked(text, marks))


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("Işık ve gölge", ["isik"], "[Işık] ve gölge"),
        ("IŞIK VE GÖLGE", ["isik", "golge"], "[IŞIK] VE [GÖLGE]"),
        ("İstanbul, İSTANBUL", ["istanbul"], "[İstanbul], [İSTANBUL]"),
        ("Türkiye'nin tarihi", ["turkiye"], "[Türkiye]'nin tarihi"),
        ("Türkiye’nin tarihi", ["turkiyenin"], "[Türkiye’nin] tarihi"),
        ("Ḳurʾān-ı Kerīm", ["kuran", "kerim"], "[Ḳurʾān]-ı [Kerīm]"),
        ("Kütüphanecilik", ["kutup*"], "[Kütüp]hanecilik"),
        ("I\u0307stanbul u\u0308zerine", ["istan*", "uzerine"], "[I\u0307stan]bul [u\u0308zerine]"),
        ("s\u0327ark\u0131", ["sar*"], "[s\u0327ar]k\u0131"),
        ("Straße", ["stras*"], "[Straß]e"),
        ("<b>kar</b> & buz", ["kar"], "<b>[kar]</b> & buz"),
        ("karakar", ["kar"], "karakar"),
        ("kar", [], "kar"), ("", ["kar"], ""), ("kar", ["*"], "kar"),
        ("Lehçe-i Osmânî", ["lehce", "lehcei", "osmani"], "[Lehçe]-i [Osmânî]"),
    ],
)  # fmt: skip
def test_marks(text, marks, expected):
    assert shown(text, *marks) == expected


def test_the_marks_of_a_question_are_its_words_in_the_text():
    marks = marks_of(understand('yazar:pamuk "kara kitap" 9789759955854 yıl:1990 is'))
    assert marks == ("pamuk", "kara", "kitap", "is")
    assert marks_of(understand("kara kit")) == ("kara", "kit*")


@given(st.text(max_size=80), st.lists(st.sampled_from(["a", "i", "s*", "isik", "e*", "ss"])))
def test_nothing_of_the_text_is_lost(text, marks):
    segments = marked(text, marks)
    assert "".join(segment.text for segment in segments) == text
    assert all(segment.text for segment in segments)
    kinds = [segment.is_marked for segment in segments]
    assert all(one != other for one, other in itertools.pairwise(kinds))


def test_a_segment_is_unmarked_until_said_otherwise():
    assert not Segment("kar").is_marked
