from hypothesis import given
from hypothesis import strategies as st

from kopru.catalogue.loading.fates import Fate, Item, decide
from kopru.catalogue.records.described import Described, Facts

# (control number, version, deleted); no number: cannot be read
_RECORDS = st.lists(
    st.tuples(st.sampled_from(["", "a", "b", "c"]), st.integers(0, 3), st.booleans()), max_size=30
)


def _items(records):
    return [
        Item("f", place, b"", f"{number}{version}{deleted}", "iso2709",
             Described(number, deleted, Facts(), ()) if number else None,
             "" if number else "bad_leader")
        for place, (number, version, deleted) in enumerate(records)
    ]  # fmt: skip


def _load(records, known, load_id, cut):
    pending = {}
    fates = decide(_items(records[:cut]), known, load_id=load_id, pending=pending).fates
    fates += decide(_items(records[cut:]), known, load_id=load_id, pending=pending).fates
    return fates, pending


@given(_RECORDS, st.integers(0, 30))
def test_every_record_has_one_fate(records, cut):
    fates, pending = _load(records, {}, 1, cut)
    assert fates.total() == len(records)
    assert not pending


@given(_RECORDS, st.integers(0, 30), st.integers(0, 30))
def test_the_same_again_changes_nothing(records, cut, other_cut):
    known = {}
    _load(records, known, 1, cut)
    before = dict(known)
    fates, pending = _load(records, known, 2, other_cut)
    assert set(fates) <= {Fate.UNCHANGED, Fate.QUARANTINED}
    assert known == before
    assert not pending


@given(_RECORDS, _RECORDS)
def test_the_last_version_of_each_record_counts(first, second):
    known = {}
    _load(first, known, 1, 0)
    _, pending = _load(second, known, 2, 0)
    # what still waits at the end is the present version
    last = {item.control_number: item.digest for item in _items(first + second) if item.described}
    now = {number: k.digest for number, k in known.items()} | {
        n: i.digest for n, i in pending.items()
    }
    assert now == last
