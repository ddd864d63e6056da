from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopru.protocols.oaipmh import Granularity, Verb, Wrong, check, datestamps, tokens


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], "badVerb"),
        ([("verb", "Steal")], "badVerb"),
        ([("verb", "Identify"), ("verb", "Identify")], "badVerb"),
        ([("verb", "Identify"), ("set", "x")], "badArgument"),
        ([("verb", "ListRecords")], "badArgument"),
        ([("verb", "GetRecord"), ("metadataPrefix", "oai_dc")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "a"), ("metadataPrefix", "a")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "a b")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "a"), ("set", "ş")], "badArgument"),
        ([("verb", "GetRecord"), ("metadataPrefix", "a"), ("identifier", "a\0b")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "a"), ("resumptionToken", "t")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "a"), ("from", "2026-02-30")], "badArgument"),
        ([("verb", "ListRecords"), ("metadataPrefix", "a"), ("from", "2026")], "badArgument"),
        (
            [("verb", "ListRecords"), ("metadataPrefix", "a"), ("from", "2026-01-02"), ("until", "2026-01-01")],
            "badArgument",
        ),
        (
            [("verb", "ListRecords"), ("metadataPrefix", "a"), ("from", "2026-01-01"), ("until", "2026-01-02T00:00:00Z")],
            "badArgument",
        ),
    ],
)  # fmt: skip
def test_unlawful_questions_are_refused_by_the_standards_codes(arguments, code):
    with pytest.raises(Wrong) as refused:
        check(arguments)
    assert refused.value.code == code
    assert refused.value.words


def test_until_includes_its_day_or_second():
    asked = check([("verb", "ListRecords"), ("metadataPrefix", "a"), ("from", "2026-01-01"), ("until", "2026-01-01")])  # fmt: skip
    assert (asked.before - asked.since).total_seconds() == 86_400
    stamp = "2026-01-01T10:00:00Z"
    asked = check([("verb", "ListIdentifiers"), ("metadataPrefix", "a"), ("from", stamp), ("until", stamp)])  # fmt: skip
    assert (asked.before - asked.since).total_seconds() == 1


_MOMENTS = st.integers(0, 7_000_000_000_000_000).map(
    lambda n: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=n)
)


# a machine that is busy with other tests generates slowly, which says nothing of the token
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(_MOMENTS, st.integers(0, 2**62), st.one_of(st.none(), _MOMENTS))
def test_a_token_leads_back_to_its_place(at, pk, before):
    place = tokens.Place(
        Verb.LIST_RECORDS, "marc21", "library:TR-ASH", before, at, pk, 200
    )  # fmt: skip
    token = tokens.write(place)
    assert tokens.read(token, Verb.LIST_RECORDS) == place
    with pytest.raises(Wrong, match="badResumptionToken"):
        tokens.read(token, Verb.LIST_IDENTIFIERS)
    with pytest.raises(Wrong, match="badResumptionToken"):
        tokens.read(token[:-1] + ("A" if token[-1] != "A" else "Q"), Verb.LIST_RECORDS)


@pytest.mark.parametrize("token", ["x", "ş", "", "AAAA", "!" * 40, "A" * 900])
def test_a_strangers_token_is_refused(token):
    with pytest.raises(Wrong, match="badResumptionToken"):
        tokens.read(token, Verb.LIST_RECORDS)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-24", datetime(2026, 11, 24, tzinfo=UTC)),
        ("2026-11-24T07:30:00Z", datetime(2026, 11, 24, 7, 30, tzinfo=UTC)),
        ("2026-11-24T10:30:00+03:00", datetime(2026, 11, 24, 7, 30, tzinfo=UTC)),
        ("2026-11-24T07:30:00.500Z", datetime(2026, 11, 24, 7, 30, 0, 500_000, tzinfo=UTC)),
        ("2026-11-24T07:30:00", datetime(2026, 11, 24, 7, 30, tzinfo=UTC)),
        ("yesterday", None),
    ],
)
def test_stamps_are_read_as_providers_write_them(text, moment):
    assert datestamps.read_leniently(text) == moment


def test_stamps_are_written_as_fine_as_asked_for():
    moment = datetime(2026, 11, 24, 23, 59, 59, 999_999, tzinfo=UTC)
    assert datestamps.write(moment) == "2026-11-24T23:59:59Z"
    assert datestamps.write(moment, Granularity.DAY) == "2026-11-24"
    assert Granularity.named("yyyy-mm-ddThh:mm:ssz") == Granularity.SECOND
    assert Granularity.named("") == Granularity.DAY
