import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as checks
from hypothesis import strategies as st

from catalogue.building import marc
from kopru.catalogue.models import Edition, EditionToIndex, Holding
from kopru.catalogue.search import index as search
from kopru.catalogue.search.asked import Narrowed
from kopru.catalogue.search.index import find, index_changed, search_index

pytestmark = pytest.mark.django_db
TITLES = {
    "1": "Işık ve gölge", "2": "IŞIK", "3": "Kütüphane bilimi", "4": "KÜTÜPHANECİLİK", "5": "Türkiye'nin kütüphaneleri",
    "6": "Kadı", "7": "Kadi's court", "8": "Isıl işlem", "9": "1984", "10": "İstanbul'da bir gün",
}  # fmt: skip


@pytest.fixture
def catalogue(load):
    load(b"".join(marc(n, title, author=f"Yazar {n}", year="2001") for n, title in TITLES.items()))


def titles(query, **options):
    found = find(query, **options)
    by_id = Edition.objects.in_bulk(found.ids)
    assert found.total >= len(found.ids)
    return [by_id[pk].title for pk in found.ids]


@pytest.mark.parametrize(
    ("queries", "expected"),
    [
        (("kutuphane", "KÜTÜPHANE", "kütüphane", "KUTUPHANE"), {"3", "4", "5"}),
        (("isik", "Işık", "IŞIK", "ışık", "ISIK"), {"1", "2"}),
        (("istanbul", "İSTANBUL", "Istanbul"), {"10"}),
        (("türkiye", "TURKIYENIN", "Türkiye’nin"), {"5"}),
    ],
)
def test_however_it_is_typed_the_same_titles_come(catalogue, queries, expected):
    found = [titles(query) for query in queries]
    assert set(found[0]) == {TITLES[n] for n in expected}
    assert all(other == found[0] for other in found)


def test_any_order_and_all_words(catalogue):
    assert titles("gölge ışık") == titles("isik golge") == ["Işık ve gölge"]
    assert titles("işlem gölge") == []


def test_a_word_that_is_not_finished(catalogue):
    assert set(titles("kütüp")) == {TITLES["3"], TITLES["4"], TITLES["5"]}
    assert titles("kütüp ") == []
    assert titles("kütüp bilimi") == []


def test_accents_decide_between_words_that_fold_alike(catalogue):
    assert titles("kadı") == ["Kadı", "Kadi's court"]
    assert titles("kadi")[0] == "Kadi's court" or len(titles("kadi")) == 2


def test_years_are_words_and_filters(catalogue, load):
    load(marc("90", "Kar", author="Yazar 90", year="1984"))
    assert set(titles("1984")) == {"1984", "Kar"}
    assert titles("kar 1984") == ["Kar"]
    assert titles("kar", narrowed=Narrowed(year_to=1983)) == []
    assert titles("kar", narrowed=Narrowed(year_from=1984, year_to=1984)) == ["Kar"]
    assert titles("kar", narrowed=Narrowed(year_from=-(10**30), year_to=10**30)) == ["Kar"]


def test_fields(catalogue, load):
    load(marc("91", "Yazar olmak", author="Deniz, Işık"))
    assert titles("yazar:isik") == ["Yazar olmak"]
    assert titles("başlık:yazar") == ["Yazar olmak"]
    assert titles("yazar:gölge") == []
    assert titles("yazar:deniz olmak") == ["Yazar olmak"]


def test_numbers(load):
    load(marc("1", isbn="975-9955-85-7"), marc("2", "Kar", isbn="978-605-0204-27-9"))
    assert titles("9789759955854") == titles("ISBN 975-9955-85-7") == ["Kara kitap"]
    assert titles("978 605 0204 27 9") == ["Kar"], "a wrong check digit as it stands in the book"


def test_kinds_and_libraries(load, birch):
    load(marc("1"), marc("2", kind="im"))
    load(marc("1"), library=birch)
    assert len(titles("kara")) == 2
    assert len(titles("kara", narrowed=Narrowed(kinds=("audio",)))) == 1
    assert len(titles("kara", narrowed=Narrowed(libraries=("TR-BIRCH",)))) == 1
    assert titles("kara", narrowed=Narrowed(libraries=("TR-CEDAR",))) == []


def test_the_title_comes_before_the_rest(load):
    load(marc("1", "Şehir ve insan", author="Kar, Ali"), marc("2", "Kar", author="Pamuk, Orhan"))
    assert titles("kar")[0] == "Kar"


def test_pages(catalogue):
    whole = find("kütüphane").ids
    assert find("kütüphane", limit=1, offset=1).ids == whole[1:2]
    assert find("kütüphane", limit=1).total == 3
    assert find("kütüphane", limit=0).ids == ()
    assert find("kütüphane", offset=50).ids == ()


@pytest.mark.parametrize(
    "query",
    ["", " ", '"', '"""', "'", ":", "yazar:", "title:\"", "((", "[a TO b]", "*", "kar*", "~", "+-&&||!", "\\", "😀",
     "\x00", "a" * 10_000, "kar " * 3_000, "field:value:more", "ﷺ", "\ud800", "9" * 400, "/.*/", "^", "NOT AND OR"],
)  # fmt: skip
def test_any_text_will_do(catalogue, query):
    assert find(query).total >= 0


@given(st.text(max_size=60))
@checks(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_text_is_too_odd(query):
    assert find(query).ids == ()


def test_an_index_that_is_gone_or_damaged_is_made_again(catalogue, settings):
    folder = settings.KOPRU_DATA / "index"
    shutil.rmtree(folder)
    assert len(titles("kütüphane")) == 3
    for file in folder.glob("v*/*"):
        if file.suffix in (".idx", ".term", ".fast"):
            file.unlink()  # the open index keeps the old file, as after a restored backup
            file.write_bytes(b"x")
    assert len(_anew("kütüphane")) == 3
    next(folder.glob("v*/meta.json")).write_text("{")
    assert len(_anew("kütüphane")) == 3


def _anew(query):
    search._index_in.cache_clear()
    return titles(query)


def test_an_index_of_an_older_version_answers_until_the_new_one_is_made(catalogue, settings):
    folder = settings.KOPRU_DATA / "index"
    before = next(folder.glob("v*"))
    before.rename(folder / "v0")
    search._index_in.cache_clear()
    assert len(titles("kütüphane")) == 3
    assert [path.name for path in folder.glob("v*")] == ["v0"]
    index_changed(500)
    assert [path.name for path in folder.glob("v*")] == [before.name]
    assert len(titles("kütüphane")) == 3


def test_changes_by_hand_are_found(db, ash):
    edition = Edition.objects.create(
        title="Huzur", author="Ahmet Hamdi Tanpınar", isbns=["9789759955854"]
    )
    record = ash.records.create(control_number="1", edition=edition)
    Holding.objects.create(library=ash, record=record, edition=edition)
    assert index_changed(500) == 2
    assert titles("huzur tanpinar") == ["Huzur"]
    edition.title = "Huzursuzluk"
    edition.save()
    assert index_changed(500) == 1
    assert titles("huzursuzluk") == ["Huzursuzluk"]
    assert index_changed(500) == 0


def test_a_change_is_not_lost_when_the_index_cannot_be_written(catalogue, monkeypatch):
    edition = Edition.objects.get(title="Kadı")
    edition.title = "Yargıç"
    edition.save()

    def dies(entries, gone):
        list(entries)
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(search_index(), "replace", dies)
        with pytest.raises(OSError, match="no space left"):
            index_changed(500)
    assert EditionToIndex.objects.count() == 1
    index_changed(500)
    assert titles("yargic") == ["Yargıç"]


def test_a_change_while_indexing_is_indexed_next(catalogue, monkeypatch):
    edition = Edition.objects.get(title="Kadı")
    edition.title = "Yargıç"
    edition.save()
    replace = search_index().replace

    def meanwhile(entries, gone):
        entries = list(entries)
        edition.title = "Hâkim"
        edition.save()
        replace(entries, gone)

    with monkeypatch.context() as patch:
        patch.setattr(search_index(), "replace", meanwhile)
        index_changed(500)
    assert index_changed(500) == 1
    assert titles("hakim") == ["Hâkim"]


def test_many_threads_search_at_once(catalogue):
    expected = find("kütüphane")
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: find("kütüphane"), range(200)))
    assert all(one == expected for one in found)


def test_many_small_commits_do_not_pile_up(catalogue, settings):
    edition = Edition.objects.get(title="Kadı")
    for _ in range(40):
        edition.save()
        index_changed(10)
    assert find("kadı").total == 2
    segments = list((settings.KOPRU_DATA / "index").glob("v*/*.term"))
    assert len(segments) < 20
