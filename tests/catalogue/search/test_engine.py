"""The index itself: entries in, ids out; no database."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from tantivy import Document, Index, SchemaBuilder

from kopru.catalogue.search.asked import EVERYTHING, Everything, Narrowed, Not, Term
from kopru.catalogue.search.engine.folder import Batches, Folder, IndexBusy
from kopru.catalogue.search.engine.index import TantivyIndex
from kopru.catalogue.search.entries import Holder, entry_from
from kopru.catalogue.search.wanted import understand
from kopru.common.text import fold, sort_key, upper

ASH = (Holder("TR-ASH", "Ankara", is_in=True),)
HEAP = 40_000_000


def entry(pk, title, *, author="", subtitle="", holders=ASH, language="tur", **more):
    """An edition of that title, as the index takes it."""
    blank = dict.fromkeys(("responsibility", "publisher", "place", "volume"), "")
    lists = dict.fromkeys(("series", "subjects", "isbns", "issns"), ())
    row = {"year": 2001, "kind": "book", **blank, **lists, **more}
    return entry_from(
        id=pk, title=title, subtitle=subtitle, author=author, authors=[author] if author else [],
        language=language, title_sort=sort_key(title)[:120], holders=holders, **row,
    )  # fmt: skip


@pytest.fixture
def index(tmp_path):
    """An empty index."""
    return TantivyIndex(tmp_path / "index", lambda: [], heap=HEAP)


def filled(index, *entries):
    index.replace(entries, [])
    return index


def found(index, query, *, limit=100, narrowed=EVERYTHING, is_lenient=False, **options):
    asked = understand(query) if isinstance(query, str) else query
    return index.find(
        asked, narrowed, limit=limit, is_lenient=is_lenient, **{"offset": 0, **options}
    )


def test_every_shared_pair_is_found_as_typed(index, shared):
    lines = (shared / "turkish/fold_pairs.tsv").read_text().splitlines()[1:]
    pairs = [line.split("\t") for line in lines]
    filled(index, *(entry(n, stored) for n, (stored, _) in enumerate(pairs)))
    missed = [
        (stored, typed)
        for n, (stored, typed) in enumerate(pairs)
        if n not in found(index, f"{typed} ").ids
    ]
    assert len(pairs) == 22
    assert missed == []


def test_known_titles_are_found_as_they_are_in_capitals_and_without_turkish_letters(index, shared):
    rows = (shared / "turkish/books.tsv").read_text(encoding="utf-8").splitlines()[1:]
    titles = [row.split("\t")[0] for row in rows[:: len(rows) // 2_000]]
    titles = [title for title in titles if fold(title)]
    filled(index, *(entry(n, title) for n, title in enumerate(titles)))
    missed = [
        (form, title)
        for n, title in enumerate(titles)
        for form in (title, upper(title), title.upper(), fold(title))
        if n not in found(index, form, limit=2_000).ids
    ]
    assert len(titles) >= 1_900
    assert missed == []


@pytest.mark.parametrize(
    "query", ["Türkiye'nin", "TÜRKİYE’NİN", "turkiyenin", "turkiye", "türkiye", "turkiye nin", '"Türkiye\'nin tarihi"', "\"turkiye nin\""]
)  # fmt: skip
def test_the_apostrophe_before_a_suffix(index, query):
    filled(index, entry(1, "Türkiye'nin tarihi"), entry(2, "Dünya tarihi"))
    assert found(index, f"{query} ").ids == (1,)


@pytest.mark.parametrize(
    "query",
    ["Lehçe-i Osmânî", "Lehce-i Osmani", "lehce i osmani", "lehcei osmani", "lehçe osmani", "LEHCE-İ OSMANİ",
     "Lahja-i Osmani", "Lahja al-ʿUthmānī", "lehce-i othmani", '"lehce i osmani"'],
)  # fmt: skip
def test_an_ottoman_title_under_its_common_spellings(index, query):
    filled(index, entry(1, "Lehçe-i Osmânî"), entry(2, "Osmanlı lehçeleri"), entry(3, "Kar"))
    assert found(index, query, is_lenient=True).ids[0] == 1


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Ahmed Midḥat Efendi", ["ahmet mithat", "Ahmad Midhat", "ahmed midhat", "Aḥmed Mithat"]),
        ("Cevdet Paşa", ["Jawdat Pasha", "Djevdet Pacha", "cevdet pasa"]),
        ("Ṣāliḥ Żekī", ["Salih Zeki", "salih zeky"]),
        ("Ḳınalızāde", ["Kinalizade", "Qinalizada"]),
        ("Tevfîk Fikret", ["Tawfiq Fikrat", "Tevfik Fikret"]),
    ],
)
def test_an_ottoman_author_under_common_spellings(index, name, spellings):
    filled(index, entry(1, "Eser", author=name), entry(2, "Eser", author="Orhan Pamuk"))
    assert [
        found(index, f"yazar:{word} ", is_lenient=True).ids
        for s in spellings
        for word in [s.split()[0]]
    ] == [(1,)] * len(spellings)
    assert [found(index, s, is_lenient=True).ids for s in spellings] == [(1,)] * len(spellings)


def test_other_spellings_stay_behind_and_out_where_there_is_enough(index):
    filled(index, entry(1, "Lahja"), *(entry(n, f"Lehçe {n}") for n in range(2, 20)))
    few = found(index, "lahja ", is_lenient=True)
    assert (few.ids[0], few.total, few.exact, few.is_wider) == (1, 19, 1, True)
    many = found(index, "lehçe ", is_lenient=True)
    assert (many.total, many.is_wider) == (18, False)
    assert found(index, "lahja ").total == 1, "a program asks for what it says"


def test_endings_count_only_where_nothing_else_is_found(index):
    filled(
        index, entry(1, "Kütüphaneler"), entry(2, "Kitap"), entry(3, "Librarians", language="eng")
    )
    assert found(index, "kütüphanede ", is_lenient=True).ids == (1,)
    assert found(index, "kütüphanede ").total == 0
    filled(index, entry(4, "Kadı"), entry(5, "Kadın"))
    assert found(index, "kadı ", is_lenient=True).ids == (4,), "a judge is no woman"


def test_what_is_typed_with_its_accents_comes_first(index):
    titles = ["Kadi", "Kadı", "Kadı sicilleri", "Kadi ve adalet"]
    filled(index, *(entry(n, title) for n, title in enumerate(titles)))
    assert set(found(index, "kadı ").ids[:2]) == {1, 2}
    assert set(found(index, "kadi ").ids[:2]) == {0, 3}


def test_phrases_wholes_and_patterns(index):
    filled(
        index, entry(1, "Kara kitap", author="Orhan Pamuk"), entry(2, "Kitap kara"),
        entry(3, "Kara kitap üzerine"), entry(4, "Bir kara kitap"),
    )  # fmt: skip
    assert set(found(index, '"kara kitap"').ids) == {1, 3, 4}
    assert set(found(index, 'başlık:"kara kitap"').ids) == {1, 3, 4}
    assert found(index, 'yazar:"kara kitap"').total == 0
    assert found(index, '"kitap orhan"').total == 0, "a phrase does not cross fields"
    assert found(index, Term("kara kitap", "title", "whole")).ids == (1,)
    assert set(found(index, Term("kara kitap", "title", "phrase", starts=True)).ids) == {1, 3}
    assert set(found(index, Term("kara kitap", "title", "phrase", ends=True)).ids) == {1, 4}
    assert set(found(index, Term("ki?ap", "title", "pattern")).ids) == {1, 2, 3, 4}
    assert set(found(index, Term("uzer*", "", "pattern")).ids) == {3}
    assert set(found(index, Not(Term("uzerine"))).ids) == {1, 2, 4}
    assert found(index, Everything()).total == 4


def test_fields(index):
    filled(
        index,
        entry(1, "Bir", subjects=["Kar bilimi"], publisher="Can", place="Ankara", series=["Genç kitaplar"]),
        entry(2, "Kar", author="Can Yücel", isbns=["975-9955-85-7"], issns=["0041-4255"]),
    )  # fmt: skip
    for query, ids in [
        ("konu:kar ", (1,)), ("subject:bilimi", (1,)), ("yayınevi:can", (1,)), ("author:can", (2,)), ("dizi:genç ", (1,)),
        ("başlık:kar ", (2,)), ("9789759955854", (2,)), ("issn:0041-4255", (2,)), ("yıl:2001 can", (1, 2)), ("yıl:2002", ()),
    ]:  # fmt: skip
        assert tuple(sorted(found(index, query).ids)) == ids, query


def test_facets_are_those_of_the_hits_and_let_more_be_chosen(index):
    birch = Holder("TR-BIRCH", "İzmir", is_in=False)
    filled(
        index, entry(1, "Kar", year=1999), entry(2, "Kar", holders=(*ASH, birch), language="eng", kind="map"),
        entry(3, "Kar", holders=(birch,), year=None), entry(4, "Yaz"),
    )  # fmt: skip
    counts = found(index, "kar ", facets=True).facets.counts
    said = {name: {one.value: one.count for one in values} for name, values in counts.items()}
    assert said == {
        "library": {"TR-ASH": 2, "TR-BIRCH": 2}, "city": {"Ankara": 2, "İzmir": 2},
        "language": {"tur": 2, "eng": 1}, "year": {"1999": 1, "2001": 1},
        "kind": {"book": 2, "map": 1}, "available": {"1": 2},
    }  # fmt: skip
    narrowed = Narrowed(libraries=("TR-ASH",), languages=("eng",))
    page = found(index, "kar ", narrowed=narrowed, facets=True)
    counts = {n: {o.value: o.count for o in values} for n, values in page.facets.counts.items()}
    assert page.ids == (2,)
    assert counts["library"] == {"TR-ASH": 1, "TR-BIRCH": 1}
    assert counts["language"] == {"tur": 1, "eng": 1}
    assert counts["kind"] == {"map": 1}


def test_facets_of_very_many_are_estimated_within_a_few_percent(index, monkeypatch):
    monkeypatch.setattr("kopru.catalogue.search.engine.counting._COUNTED", 2_500)
    filled(index, *(entry(n, "Kar", kind="map" if n % 4 else "book") for n in range(8_000)))
    facets = found(index, "kar ", facets=True).facets
    counts = {one.value: one.count for one in facets.counts["kind"]}
    assert facets.is_rough
    assert counts["map"] == pytest.approx(6_000, rel=0.15)
    assert facets.counts["available"][0].count == pytest.approx(8_000, rel=0.15)
    assert not found(index, "kar ", narrowed=Narrowed(kinds=("book",)), facets=True).facets.is_rough


def test_of_very_many_hits_the_most_held_are_ranked_and_whole_titles_kept(index, monkeypatch):
    monkeypatch.setattr("kopru.catalogue.search.engine.ranking.BROAD", 1_000)
    monkeypatch.setattr("kopru.catalogue.search.engine.ranking._ENOUGH", 100)
    two = (*ASH, Holder("TR-BIRCH", "İzmir", is_in=False))
    many = (entry(n, f"Kar {n}", holders=ASH if n % 8 else two) for n in range(2_000))
    filled(index, *many, entry(5_000, "Kar"))
    page = found(index, "kar ", limit=200, is_lenient=True)
    assert (page.total, page.ids[0]) == (2_001, 5_000)
    assert {n % 8 for n in page.ids[1:]} == {0}
    paged = [found(index, "kar ", limit=100, offset=at).ids for at in range(0, 2_100, 100)]
    assert sorted(pk for ids in paged for pk in ids) == [*range(2_000), 5_000], "once each"
    assert paged[0] + paged[1] == page.ids


def test_available_is_where_it_was_asked_for(index):
    birch = Holder("TR-BIRCH", "İzmir", is_in=False)
    filled(index, entry(1, "Kar", holders=(*ASH, birch)), entry(2, "Kar", holders=(birch,)))
    for narrowed, ids in [
        (Narrowed(available=True), (1,)),
        (Narrowed(available=True, libraries=("TR-BIRCH",)), ()),
        (Narrowed(available=True, libraries=("TR-ASH", "TR-BIRCH")), (1,)),
        (Narrowed(available=True, cities=("İzmir",)), ()),
        (Narrowed(available=True, cities=("Ankara",)), (1,)),
    ]:
        assert found(index, "kar ", narrowed=narrowed).ids == ids, narrowed


def test_order_by_year_and_by_the_turkish_alphabet(index):
    titles = ["Şule", "Sema", "Çınar", "Cem", "İnci", "Işık", "Ömer", "Okan"]
    for n, title in enumerate(titles):
        year = None if title == "Cem" else 1990 + n % 3
        filled(index, entry(n, f"{title} kar", year=year))
    by_title = found(index, "kar ", sort="title").ids
    assert [titles[n] for n in by_title] == [
        "Cem",
        "Çınar",
        "Işık",
        "İnci",
        "Okan",
        "Ömer",
        "Sema",
        "Şule",
    ]
    assert found(index, "kar ", sort="newest").ids == (2, 5, 1, 4, 7, 0, 6, 3)
    assert found(index, "kar ", sort="oldest").ids == (0, 6, 1, 4, 7, 2, 5, 3)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "title"])
def test_pages_put_together_are_the_whole_also_among_equals(index, sort):
    for start in range(0, 300, 50):
        filled(index, *(entry(n, "Kar") for n in range(start, start + 50)))
    pages = [
        index.find(understand("kar "), EVERYTHING, limit=30, offset=at, sort=sort).ids
        for at in range(0, 300, 30)
    ]
    whole = tuple(itertools.chain(*pages))
    assert len(whole) == len(set(whole)) == 300
    before = found(index, "kar ", limit=300, sort=sort).ids
    filled(index, entry(1_000, "Yaz"))
    index.replace([], [1_000])
    assert found(index, "kar ", limit=300, sort=sort).ids == before == whole


def test_among_equals_what_more_libraries_hold_comes_first(index):
    many = tuple(Holder(f"TR-{n}", "Bursa", is_in=False) for n in range(30))
    filled(index, entry(1, "Kar"), entry(2, "Kar", holders=many), entry(3, "Kar"))
    assert found(index, "kar ").ids[0] == 2


def test_a_writer_kept_open_over_many_batches(index):
    with index.writing(every=0.0) as batches:
        batches.add(entry(n, f"Kar {n}") for n in range(50))
        assert found(index, "kar ").total == 50, "committed in time, found at once"
        batches.add([entry(7, "Yaz")])
        batches.add([entry(60, "Kar 60"), entry(61, "Kar 61"), entry(60, "Güz")])
        batches.drop([3, 4, 999])
    assert found(index, "kar ").total == 48
    assert (found(index, "yaz ").ids, found(index, "guz ").ids) == ((7,), (60,))


def test_what_was_committed_stays_when_the_rest_fails(index):
    def broken():
        yield entry(2, "Kar")
        raise OSError("full")

    def write():
        with index.writing(every=1e9) as batches:
            batches.add([entry(1, "Kar")])
            batches.commit()
            batches.add(broken())

    with pytest.raises(OSError, match="full"):
        write()
    assert found(index, "kar ").ids == (1,)


def test_one_writes_at_a_time(index, tmp_path):
    filled(index, entry(1, "Kar"))
    other = Folder(tmp_path / "index", lambda: [], heap=HEAP)
    with index.writing(), pytest.raises(IndexBusy, match=r"writing\.lock"), other.writing(wait=0.0):
        pass
    with other.writing(wait=0.0) as batches:
        batches.add([entry(2, "Kar")])
    assert found(index, "kar ").total == 2


def test_a_long_merge_goes_on_behind_and_keeps_others_out(index, tmp_path, monkeypatch):
    filled(index, entry(1, "Kar"))
    folder = Folder(tmp_path / "index", lambda: [], heap=HEAP)
    is_merged = threading.Event()
    end = Batches.__exit__

    def slowly(batches, *error):
        assert is_merged.wait(30)
        end(batches, *error)

    with monkeypatch.context() as patch:
        patch.setattr(Batches, "__exit__", slowly)
        folder.write([entry(2, "Kar")], [], patience=0.05)
    assert found(index, "kar ").total == 2, "found while parts are still merged"
    with pytest.raises(IndexBusy):
        folder.write([entry(3, "Kar")], [], patience=0.05)
    is_merged.set()
    folder.write([entry(3, "Kar")], [], patience=30)
    assert found(index, "kar ").total == 3


def test_readers_see_each_commit_while_somebody_writes(index):
    filled(index, entry(0, "Kar"))
    with index.writing(every=0.0) as batches, ThreadPoolExecutor(4) as threads:
        for n in range(1, 15):
            batches.add([entry(n, "Kar")])
            totals = list(threads.map(lambda _: found(index, "kar ").total, range(8)))
            assert set(totals) == {n + 1}


def test_an_older_index_without_these_fields_still_answers(index, tmp_path):
    old = tmp_path / "index" / "v1"
    old.mkdir(parents=True)
    builder = SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    for name in ("title", "author", "body", "typed"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("library", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    made = Index(builder.build(), path=str(old))
    writer = made.writer(15_000_000, 1)
    document = Document(
        id=1,
        title="kara kitap",
        author="pamuk",
        body="kara kitap pamuk",
        library="TR-ASH",
        year=1990,
    )
    writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    narrowed = Narrowed(libraries=("TR-ASH",), kinds=("book",), year_from=1990)
    for query in ("kara kit", '"kara kitap"', "konu:kitap ", "yazar:pamuk ", "lahja kara"):
        page = found(index, query, narrowed=narrowed, facets=True, is_lenient=True, sort="title")
        assert page.total == (0 if "lahja" in query else 1), query
        assert page.facets.counts == {}
    assert index.beginning("name", "pa", limit=5) == []
    index.keep_version()
    assert found(index, "kara ").total == 0, "made anew from what there is: nothing"
    assert not old.exists()
