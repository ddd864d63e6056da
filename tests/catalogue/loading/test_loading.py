import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.building import marc
from kopru.catalogue.loading.load import SILENCE, LoadRunning, load_files
from kopru.catalogue.models import Edition, EditionToIndex, Holding, Isbn, Load, Quarantined, Record
from kopru.catalogue.search.asked import Narrowed
from kopru.catalogue.search.index import find

pytestmark = pytest.mark.django_db
ISBN = "9789759955854"
ITEMS = [("MRK", "813 PAM", "B1", False), ("EK", "813 PAM", "B2", True)]


def test_a_record_becomes_an_edition_with_its_copies(load, fates, ash):
    raw = marc(isbn=ISBN, items=ITEMS, subtitle="roman")
    assert fates(load(raw)) == {"stored": 1}
    record = Record.objects.get()
    assert (record.raw, record.control_number, record.library) == (raw, "1", ash)
    edition = record.edition
    assert (edition.title, edition.subtitle, edition.author) == (
        "Kara kitap",
        "roman",
        "Orhan Pamuk",
    )
    assert (edition.year, edition.kind, edition.language, edition.isbns) == (
        1990,
        "book",
        "tur",
        [ISBN],
    )
    copies = edition.holdings.order_by("pk").values_list(
        "branch_code", "call_number", "barcode", "status"
    )
    assert list(copies) == [
        ("MRK", "813 PAM", "B1", "available"),
        ("EK", "813 PAM", "B2", "not_for_loan"),
    ]
    assert find("kara kitap").ids == (edition.pk,)


def test_the_same_again_is_unchanged(load, fates):
    files = [marc("1"), marc("2", "Kar"), marc("1", "Kara kitap 2"), marc(""), b"not MARC at all"]
    load(b"".join(files))
    before = [list(m.objects.order_by("pk").values()) for m in (Edition, Holding, Record, Isbn)]
    again = load(b"".join(files))
    assert fates(again) == {"unchanged": 4, "quarantined": 1}
    assert [
        list(m.objects.order_by("pk").values()) for m in (Edition, Holding, Record, Isbn)
    ] == before
    assert Quarantined.objects.count() == 1


def test_a_record_twice_in_one_load_counts_twice_and_its_last_version_stays(load, fates):
    assert fates(load(marc(), marc() + marc(title="Kar"))) == {
        "stored": 1,
        "unchanged": 1,
        "updated": 1,
    }
    assert Edition.objects.get().title == "Kar"
    assert Holding.objects.count() == 1


def test_going_back_to_an_older_version_is_an_update(load, fates):
    load(marc(title="Kar") + marc(title="Kara kitap"))
    assert fates(load(marc(title="Kar"))) == {"updated": 1}
    assert Edition.objects.get().title == "Kar"


def test_records_without_number_are_told_by_their_content(load, fates):
    load(marc(""), marc("", "Kar"))
    assert Record.objects.count() == 2
    assert fates(load(marc(""))) == {"unchanged": 1}


def test_two_libraries_hold_one_edition(load, ash, birch):
    load(marc("a1", "Kara kitap", isbn=ISBN, publisher=""))
    load(
        marc("b7", "KARA KİTAP", isbn="975-9955-85-7", publisher="Can", year="1991"), library=birch
    )
    edition = Edition.objects.get()
    assert edition.title == "Kara kitap"
    assert edition.publisher == "Can"
    assert set(edition.holdings.values_list("library", flat=True)) == {ash.pk, birch.pk}
    assert find("kara kitap", narrowed=Narrowed(libraries=("TR-BIRCH",))).ids == (edition.pk,)


@pytest.mark.parametrize(
    "other",
    [{"volume": "2"}, {"kind": "im"}, {"online": True}, {"year": "1991"}, {"title": "Kara kutu"}],
)
def test_what_only_looks_alike_stays_apart(load, other):
    load(marc("1"), marc("2", **other))
    assert Edition.objects.count() == 2


def test_a_sets_number_alone_does_not_choose_a_volume(load):
    load(marc("1", isbn=ISBN, volume="1"), marc("2", isbn=ISBN, volume="2"), marc("3", isbn=ISBN))
    assert Edition.objects.count() == 3


def test_a_corrected_record_takes_its_edition_with_it(load, fates):
    load(marc(title="Kara kirap"))
    edition = Edition.objects.get()
    assert fates(load(marc(title="Kara kitap", isbn=ISBN))) == {"updated": 1}
    assert Edition.objects.get() == edition
    assert find("kitap").ids == (edition.pk,)
    assert find("kirap").total == 0
    assert find(ISBN).ids == (edition.pk,)


def test_a_record_that_becomes_another_leaves_the_edition_to_the_others(load, birch):
    load(marc("1"))
    load(marc("1"), library=birch)
    edition = Edition.objects.get()
    load(marc("1", "Kar", publisher="İletişim"))
    assert edition.records.get().library == birch
    assert edition.holdings.get().library == birch
    assert Record.objects.exclude(edition=edition).get().edition.title == "Kar"
    assert find("kara kitap", narrowed=Narrowed(libraries=("TR-ASH",))).total == 0
    assert find("kara kitap", narrowed=Narrowed(libraries=("TR-BIRCH",))).total == 1
    # and back again: the same edition as before
    load(marc("1"))
    assert edition.records.count() == 2


def test_what_only_the_leaving_record_said_goes_with_it(load, birch):
    load(marc("1", isbn=ISBN, publisher="Can"))
    load(marc("1", publisher=""), library=birch)
    load(marc("1", "Kar", isbn=ISBN))
    kept = birch.records.get().edition
    kept.refresh_from_db()
    assert (kept.isbns, kept.publisher) == ([], "")
    assert find(ISBN).ids == (Record.objects.exclude(library=birch).get().edition_id,)


def test_a_deleted_record_takes_its_copies_and_the_edition_stays(load, fates):
    load(marc(items=ITEMS))
    edition = Edition.objects.get()
    assert fates(load(marc(deleted=True))) == {"deleted": 1}
    assert Record.objects.get().deleted_at is not None
    assert not Holding.objects.exists()
    assert Edition.objects.get() == edition
    assert find("kara kitap").total == 0
    assert fates(load(marc(deleted=True))) == {"unchanged": 1}
    assert fates(load(marc(items=ITEMS))) == {"updated": 1}
    assert find("kara kitap").ids == (edition.pk,)


def test_deleting_what_was_never_there(load, fates):
    assert fates(load(marc(deleted=True))) == {"deleted": 1}
    assert not Edition.objects.exists()


def test_a_copy_keeps_its_row_and_what_its_record_says_now_counts(load, now):
    load(marc(items=ITEMS))
    copy = Holding.objects.get(barcode="B1")
    Holding.objects.filter(pk=copy.pk).update(status="on_loan", status_at=now)
    load(marc(items=ITEMS))
    assert Holding.objects.get(barcode="B1").status == "on_loan", (
        "an unchanged record says nothing new"
    )
    load(marc(items=[("MRK", "813.42 PAM", "B1", False), ("MRK", "813.42 PAM", "B3", False)]))
    kept = Holding.objects.get(barcode="B1")
    assert (kept.pk, kept.status, kept.call_number) == (copy.pk, "available", "813.42 PAM")
    assert set(Holding.objects.values_list("barcode", flat=True)) == {"B1", "B3"}


def test_a_record_without_copies_says_that_its_library_has_one(load):
    load(marc())
    assert Holding.objects.get().status == "unknown"


def test_empty_files_and_files_of_blanks(load, fates):
    assert fates(load(b"", b" \r\n\n")) == {}


def test_no_marc_at_all_goes_aside_with_its_reason_and_bytes(load, fates):
    done = load(b"Dear library, please find enclosed")
    assert fates(done) == {"quarantined": 1}
    aside = done.quarantine.get()
    assert aside.raw == b"Dear library, please find enclosed"
    assert "MARC" in aside.why.tr
    assert (aside.reason, aside.position) == ("not_marc", 0)


def test_a_bad_record_costs_no_other(load, fates):
    bad = marc("2").replace(b"Kara", b"K\xffra")
    done = load(marc("1") + bad + marc("3"))
    assert fates(done) == {"stored": 2, "quarantined": 1}
    assert done.quarantine.get().position == len(marc("1"))


def test_marcxml(load, fates):
    def record(number, title):
        return (
            f'<record><leader>00000nam a2200000 a 4500</leader><controlfield tag="001">{number}</controlfield>'
            f'<datafield tag="245" ind1="1" ind2="0"><subfield code="a">{title}</subfield></datafield></record>'
        )

    good = f'<collection xmlns="http://www.loc.gov/MARC21/slim">{record(1, "Işık")}{record(2, "Kar")}</collection>'
    assert fates(load(good.encode())) == {"stored": 2}
    assert fates(load(good.encode())) == {"unchanged": 2}
    assert find("isik").total == 1
    assert fates(load(good[:-30].encode())) == {"unchanged": 1, "quarantined": 1}
    assert fates(load(b"<collection/>")) == {}
    assert fates(load(b"<html><p>404")) == {"quarantined": 1}


def test_a_declared_code_page(load):
    raw = marc(title="Isik ve golge").replace(b"Isik", "Işık".encode("cp1254"))
    load(raw[:9] + b" " + raw[10:], encoding="cp1254")
    assert Edition.objects.get().title == "Işık ve golge"


def test_nothing_is_too_long_or_too_odd(load, fates):
    long = "ş" * 4_000
    odd = [
        marc(
            "n" * 500,
            long,
            author=long,
            publisher=long,
            volume=long[:300],
            items=[(long[:900], "c", "b" * 500, False)],
        ),
        marc("2", "x\x00y\x0bz", author="\u0000"),
        marc("3", "", author="", year=""),
        marc("4", "😀 𐰴", year="99999"),
    ]
    done = load(*odd)
    assert fates(done) == {"stored": 4}, list(done.quarantine.values_list("detail", flat=True))
    assert find("😀").total == 0
    assert fates(load(*odd)) == {"unchanged": 4}


def test_a_file_that_is_not_there_loads_nothing(load, ash, now, tmp_path):
    (tmp_path / "good.mrc").write_bytes(marc())
    with pytest.raises(FileNotFoundError):
        load_files([tmp_path / "good.mrc", tmp_path / "absent.mrc"], library=ash, now=now)
    assert not Load.objects.exists()
    assert not Record.objects.exists()


def test_no_query_for_each_record(load):
    def queries(first, number):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            load(
                b"".join(
                    marc(str(n), f"Kitap {n}", author=f"Yazar {n}")
                    for n in range(first, first + number)
                )
            )
        return len(seen)

    queries(0, 1)
    # SQLite takes a bounded number of values in a statement, so inserts come in slices
    assert queries(1_000, 400) < 100


def test_it_says_how_far_it_is(load):
    seen = []
    load(marc("1"), marc("2"), progress=seen.append)
    assert [p.records for p in seen] == [1, 2, 2]
    assert seen[-1].bytes_done == seen[-1].bytes_total
    assert seen[-1].is_over


def test_the_end_is_noted(load, now):
    done = load(marc())
    assert Load.objects.get().finished_at > now
    assert done.seconds > 0
    assert not EditionToIndex.objects.exists()


def test_a_full_delivery_says_what_is_gone(load, ash, birch):
    load(marc("1"), marc("2", "Kar"))
    load(marc("9", "Kar"), library=birch)
    kar = Edition.objects.get(title="Kar")
    whole = load(marc("1") + marc("3", "Masumiyet müzesi"), mode="full")
    assert (whole.read, whole.stored, whole.unchanged, whole.missing) == (2, 1, 1, 1)
    gone = Record.objects.get(library=ash, control_number="2")
    assert gone.deleted_at
    assert gone.raw == marc("2", "Kar"), "what it said last is kept"
    assert [h.library for h in kar.holdings.all()] == [birch]
    assert find("masumiyet").total == 1
    assert kar.pk in find("kar").ids

    again = load(marc("1") + marc("2", "Kar"), mode="full")
    assert (again.updated, again.missing) == (1, 1)
    assert Record.objects.get(library=ash, control_number="2").edition == kar


def test_a_delta_says_nothing_of_the_rest(load):
    load(marc("1"), marc("2", "Kar"))
    load(marc("1", "Beyaz kale"))
    assert Record.objects.living().count() == 2


def test_an_edition_keeps_its_number_when_records_come_and_go(load, ash, birch):
    load(marc("1", isbn=ISBN))
    edition = Edition.objects.get()
    load(marc("1", deleted=True))
    assert find("kara kitap").ids == ()
    load(marc("b7", isbn=ISBN), library=birch)
    assert Record.objects.get(library=birch).edition == edition
    assert find("kara kitap").ids == (edition.pk,)


def test_what_is_being_loaded_is_not_loaded_twice_at_once(load, ash, now, tmp_path):
    load(marc("1"))
    path = tmp_path / "0.mrc"
    Load.objects.update(state="running", worker="elsewhere:1:a", heard_at=timezone.now())
    with pytest.raises(LoadRunning, match=r"0\.mrc"):
        load_files([path], library=ash, now=now)
    Load.objects.update(heard_at=timezone.now() - 2 * SILENCE)
    assert load_files([path], library=ash, now=now).state == "done"


def test_a_load_that_was_broken_off_goes_on(load, ash, now, tmp_path):
    """As a kill leaves it: written up to a point, with an older version of a record waiting."""
    pieces = [marc("1", "Kar"), marc("2", "Kara kitap"), marc("1", "Kar, 2")]
    load(b"".join(pieces))
    file = b"".join([pieces[0], marc("3", "Beyaz kale"), marc("4", "Sessiz ev")])
    path = tmp_path / "again.mrc"
    path.write_bytes(file)
    Load.objects.create(
        library=ash, files=["again.mrc"], sizes=[len(file)], started_at=now, state="stopped", bytes_total=len(file),
        records_at=1, bytes_done=len(pieces[0]), read=1, unchanged=1, pending=[["again.mrc", 0]],
    )  # fmt: skip
    whole = load_files([path], library=ash, now=now)
    assert (whole.read, whole.stored, whole.updated, whole.unchanged) == (3, 2, 1, 0)
    assert Record.objects.get(control_number="1").edition.title == "Kar", "it was meant after all"
    assert Load.objects.count() == 2
