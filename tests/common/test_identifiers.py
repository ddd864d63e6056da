"""Numbers that name things, and the one that must not be kept (domain.md 4.3, 4.6)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import isbn as _isbn
from stdnum.exceptions import ValidationError

from kopru.common.identifiers import isbn13, issn, mask_national_ids


@pytest.mark.parametrize(
    "valid", ["9789754700114", "978-625-7751-52-0", "9789944252805", "975-17-1627-6"]
)
def test_valid_isbns_become_thirteen_digits(valid):
    assert len(isbn13(valid)) == 13


@pytest.mark.parametrize("wrong", ["978-605-0204-27-9", "", "12", "9789754700115"])
def test_a_wrong_check_digit_is_no_isbn(wrong):
    assert isbn13(wrong) is None


def test_issn():
    assert issn("13001272") == "1300-1272"
    assert issn("1300-1273") is None


def test_only_numbers_that_pass_the_checksum_are_masked():
    text = "kimlik 17291716060, sipariş 17291716050, tel 05320000000"
    masked, found = mask_national_ids(text)
    assert masked == "kimlik 17*******60, sipariş 17291716050, tel 05320000000"
    assert found == 1


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"(97[789])?[0-9]{9}[0-9Xx]|[0-9Xx -]{8,18}", fullmatch=True))
def test_the_quick_way_to_an_isbn_agrees_with_the_library(typed):
    try:
        slow = _isbn.compact(_isbn.to_isbn13(_isbn.validate(typed)))
    except ValidationError:
        slow = None
    assert isbn13(typed) == slow
