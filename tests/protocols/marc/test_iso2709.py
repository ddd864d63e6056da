"""Each record stands or falls alone, and what can be put right is put right and noted."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.protocols.marc import Field, Reason, Repair, Unreadable, read_iso2709, split

TITLE = Field("245", "10", (("a", "İnce Memed /"), ("c", "Yaşar Kemal.")))


def test_a_right_record_is_read_as_catalogued(iso2709, turkish):
    record = read_iso2709(iso2709(turkish))
    assert record.control("001") == "koz-1"
    assert record.fields[2] == TITLE
    assert record.first("245", "ac") == "İnce Memed / Yaşar Kemal."
    assert record.all("001", "245") == [record.fields[0], TITLE]
    assert (record.control("003"), record.first("100", "a")) == ("", "")
    assert (record.encoding, record.repairs) == ("utf-8", ())


# --- splitting ---


def test_pieces_come_with_their_offsets_and_blanks_between_them_are_skipped():
    stream = BytesIO(b"one\x1d\r\ntwo\x1d \n\n\x1dthree\x1d\n\n")
    assert list(split(stream)) == [
        (0, b"one\x1d"), (6, b"two\x1d"), (13, b"\x1d"), (14, b"three\x1d"),
    ]  # fmt: skip


def test_an_unterminated_end_is_a_piece_too():
    assert list(split(BytesIO(b"one\x1dtw"))) == [(0, b"one\x1d"), (4, b"tw")]
    assert list(split(BytesIO(b""))) == list(split(BytesIO(b" \r\n"))) == []


def test_a_stream_without_terminators_is_given_in_bounded_pieces():
    stream = BytesIO(b"x" * 1_000_000)
    pieces = list(split(stream, max_piece=300_000))
    assert b"".join(piece for _, piece in pieces) == b"x" * 1_000_000
    assert max(len(piece) for _, piece in pieces) <= 300_000 + (1 << 18)


class OneByteAtATime:
    def __init__(self, data):
        self._stream = BytesIO(data)

    def read(self, _size):
        return self._stream.read(1)


@given(st.lists(st.binary(max_size=20)).map(b"\x1d".join))
def test_nothing_but_blanks_is_ever_lost_however_the_stream_is_cut(data):
    pieces = list(split(OneByteAtATime(data)))
    assert pieces == list(split(BytesIO(data)))
    kept = bytearray(data)
    for offset, piece in reversed(pieces):
        assert kept[offset : offset + len(piece)] == piece
        del kept[offset : offset + len(piece)]
    assert not kept.strip(b" \t\r\n")


# --- mending ---


@pytest.mark.parametrize("length", [b"99999", b"00024", b"abcde", b"     "])
def test_a_wrong_record_length_costs_nothing(iso2709, turkish, length):
    record = read_iso2709(length + iso2709(turkish)[5:])
    assert record.fields[2] == TITLE
    assert record.repairs == (Repair.RECORD_LENGTH,)


def test_a_bad_record_costs_no_other(iso2709, turkish):
    good = iso2709(turkish)
    stream = BytesIO(b"99999" + good[5:] + b"\n" + good[:100] + b"\x1d" + good)
    read = []
    for _, piece in split(stream):
        try:
            read.append(read_iso2709(piece).fields[-1])
        except Unreadable as trouble:
            read.append(trouble.reason)
    assert read == [TITLE, Reason.BAD_DIRECTORY, TITLE]


def test_a_missing_terminator_at_the_end_of_a_file_costs_nothing(iso2709, turkish):
    assert read_iso2709(iso2709(turkish)[:-1]).fields[2] == TITLE
    assert read_iso2709(iso2709(turkish)[:-2]).fields[2] == TITLE


def test_a_wrong_field_length_trusts_the_terminator(iso2709, turkish):
    data = iso2709(turkish)
    record = read_iso2709(data.replace(b"0010006", b"0010009"))
    assert record.control("001") == "koz-1"
    assert record.fields[2] == TITLE
    assert record.repairs == (Repair.FIELD_LENGTH,)


def test_positions_counted_in_characters_are_mended_by_order(iso2709, data_field):
    fields = [
        ("245", data_field("10", ("a", "Şişli ığdır"))),
        ("500", data_field("  ", ("a", "not"))),
    ]
    wrong = iso2709(fields, encoding="latin5").split(b"\x1e", 1)[0]
    right = iso2709(fields)
    record = read_iso2709(right[:24] + wrong[24:] + right[len(wrong) :])
    assert record.first("245", "a") == "Şişli ığdır"
    assert record.first("500", "a") == "not"
    assert Repair.DIRECTORY in record.repairs


def test_a_stray_terminator_inside_a_field_becomes_a_blank(iso2709, data_field):
    record = read_iso2709(
        iso2709([("245", data_field("10", ("a", "Bir\x1eİki"))), ("500", "  \x1fanot")])
    )
    assert record.first("245", "a") == "Bir İki"
    assert record.first("500", "a") == "not"
    assert record.repairs == (Repair.STRAY_TERMINATOR,)


def test_fields_in_another_order_than_the_directory_are_no_fault(iso2709, turkish):
    data = iso2709(turkish)
    swapped = data[:24] + data[36:48] + data[24:36] + data[48:]
    record = read_iso2709(swapped)
    assert [field.tag for field in record.fields] == ["008", "001", "245"]
    assert record.control("001") == "koz-1"
    assert record.repairs == ()


@pytest.mark.parametrize(
    ("text", "expected", "repair"),
    [
        pytest.param("\x1faAd", Field("500", "  ", (("a", "Ad"),)), Repair.INDICATORS, id="none"),
        pytest.param("1\x1faAd", Field("500", "1 ", (("a", "Ad"),)), Repair.INDICATORS, id="one"),
        pytest.param(
            "10önce\x1faAd", Field("500", "10", ((" ", "önce"), ("a", "Ad"))),
            Repair.TEXT_BEFORE_SUBFIELD, id="text before the first subfield",
        ),
        pytest.param("  Ad", Field("500", value="  Ad"), Repair.NO_SUBFIELDS, id="no subfield"),
    ],
)  # fmt: skip
def test_data_fields_without_their_parts_keep_all_their_text(iso2709, text, expected, repair):
    record = read_iso2709(iso2709([("500", text)]))
    assert record.fields == (expected,)
    assert record.repairs == (repair,)


def test_control_characters_in_the_leader_become_blanks(iso2709, turkish):
    data = bytearray(iso2709(turkish))
    data[22] = 2
    record = read_iso2709(bytes(data))
    assert record.leader[22] == " "
    assert record.repairs == (Repair.LEADER,)


def test_a_byte_order_mark_before_the_first_record_does_no_harm(iso2709, turkish):
    assert read_iso2709(b"\xef\xbb\xbf" + iso2709(turkish)).repairs == ()


# --- what cannot be read ---


def _with_base(data, base):
    return data[:12] + base + data[17:]


@pytest.mark.parametrize("base", [b"00060", b"00049", b"00030"])
def test_a_wrong_base_address_is_mended_by_the_directory_itself(iso2709, turkish, base):
    data = iso2709(turkish)
    record = read_iso2709(_with_base(data, base))
    assert record.fields == read_iso2709(data).fields
    assert record.repairs == (Repair.BASE_ADDRESS,)


def test_a_few_stray_digits_behind_the_directory(iso2709, turkish):
    data = iso2709(turkish)
    base = int(data[12:17])
    record = read_iso2709(data[: base - 1] + b"000" + data[base - 1 :])
    assert record.fields == read_iso2709(data).fields
    assert Repair.BASE_ADDRESS in record.repairs


def test_a_directory_that_has_lost_its_terminator(iso2709, turkish):
    data = iso2709(turkish)
    base = int(data[12:17])
    record = read_iso2709(data[: base - 1] + b"\x1f" + data[base:])
    assert record.fields == read_iso2709(data).fields
    assert Repair.BASE_ADDRESS in record.repairs


def test_a_wrong_base_address_and_a_wrong_directory_are_too_much(iso2709, turkish):
    data = _with_base(iso2709(turkish), b"00060")
    with pytest.raises(Unreadable) as caught:
        read_iso2709(data[:27] + b"xx" + data[29:])
    assert caught.value.reason is Reason.BAD_BASE_ADDRESS
    assert caught.value.place == 12


def test_a_terminator_inside_a_field_where_all_places_are_wrong(iso2709, data_field):
    """As in real files: places counted in characters, and one field with a stray terminator."""
    fields = [
        ("001", "koz-1"),
        ("245", data_field("10", ("a", "Çöl"))),
        ("994", data_field("  ", ("a", "\x1eE0"), ("b", "BOS"))),
        ("999", data_field("  ", ("a", "son"))),
    ]
    data = iso2709(fields)
    base = int(data[12:17])
    entries = [data[at : at + 12] for at in range(24, base - 1, 12)]
    shifted = entries[:2] + [e[:7] + f"{int(e[7:]) - 2:05}".encode() for e in entries[2:]]
    record = read_iso2709(data[:24] + b"".join(shifted) + data[base - 1 :])
    assert [field.tag for field in record.fields] == ["001", "245", "994", "999"]
    assert record.first("994", "a") + record.first("994", "b") == " E0BOS"
    assert {Repair.DIRECTORY, Repair.STRAY_TERMINATOR} <= set(record.repairs)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        pytest.param(lambda data: b"", Reason.BAD_LEADER, id="nothing"),
        pytest.param(lambda data: b"hello\x1d", Reason.BAD_LEADER, id="a word"),
        pytest.param(lambda data: b"\xc4\xb0" + data[2:], Reason.BAD_LEADER, id="letters in the leader"),
        pytest.param(lambda data: _with_base(data, b"00000"), Reason.BAD_BASE_ADDRESS, id="base 0"),
        pytest.param(lambda data: _with_base(data, b"0006x"), Reason.BAD_BASE_ADDRESS, id="base no number"),
        pytest.param(lambda data: _with_base(data, b"99999"), Reason.BAD_BASE_ADDRESS, id="base beyond the end"),
        pytest.param(lambda data: data[:30] + b"x" + data[31:], Reason.BAD_DIRECTORY, id="no number in the directory"),
        pytest.param(lambda data: data[:24] + b"\x1e\x1d", Reason.BAD_BASE_ADDRESS, id="cut after the leader"),
        pytest.param(lambda data: data[:12] + b"00025" + data[17:24] + b"\x1e\x1d", Reason.NO_FIELDS, id="no field"),
        pytest.param(lambda data: data[:80], Reason.BAD_DIRECTORY, id="cut in the fields"),
    ],
)  # fmt: skip
def test_it_is_refused_with_reason_words_and_bytes(iso2709, turkish, spoil, reason):
    data = spoil(iso2709(turkish))
    with pytest.raises(Unreadable) as caught:
        read_iso2709(data)
    assert caught.value.reason is reason
    assert caught.value.data == data
    assert caught.value.words


@given(st.binary(max_size=200))
def test_no_bytes_at_all_raise_anything_else(data):
    try:
        read_iso2709(data)
    except Unreadable as trouble:
        assert trouble.data == data  # noqa: PT017 - most bytes are refused, a few may not be


@given(place=st.integers(0, 200), value=st.integers(0, 255))
def test_one_wrong_byte_gives_a_record_or_a_reason(iso2709, turkish, place, value):
    data = bytearray(iso2709(turkish))
    data[place % len(data)] = value
    try:
        record = read_iso2709(bytes(data))
    except Unreadable as trouble:
        assert trouble.words  # noqa: PT017
    else:
        assert len(record.fields) == 3
