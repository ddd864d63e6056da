import pytest

from kopru.catalogue.citations import judge, sought
from kopru.catalogue.records.described import Facts
from kopru.common.citation import Citation

BOOK = Facts(
    title="Saatleri ayarlama enstitüsü", authors=("Tanpınar, Ahmet Hamdi",), year=2019,
    isbns=("9789759955854",), kind="book",
)  # fmt: skip


def score(facts=BOOK, **said):
    verdict = judge(sought(Citation(**said)), facts)
    return verdict.score if verdict else 0.0


def test_all_that_is_said_agrees():
    assert (
        score(title="Saatleri Ayarlama Enstitüsü", author="Ahmet Hamdi Tanpınar", year="2019")
        == 1.0
    )
    assert score(isbn="9759955857", title="Saatleri Ayarlama Enstitüsü") == 1.0


@pytest.mark.parametrize(
    "said",
    [
        {"title": "SAATLERI AYARLAMA ENSTITUSU", "author": "A. H. Tanpinar"},
        {"title": "Saatleri ayarlma enstitüsü", "author": "Tanpınar, A. Hamdi"},
        {"title": "saatleri ayarlama enstitusu", "author": "ahmet hamdi tanpnar"},
    ],
)
def test_typed_carelessly_it_is_certain_all_the_same(said):
    assert score(**said) >= 0.9


def test_little_evidence_is_never_certain():
    assert 0.5 < score(title="Saatleri Ayarlama Enstitüsü") < 0.9
    assert score(isbn="9789759955854") == 0.95


@pytest.mark.parametrize(
    "said",
    [
        {"title": "Saatleri Ayarlama Enstitüsü", "author": "Ahmet Hamdi Tanpınar", "year": "1961"},
        {"isbn": "9789759955854", "title": "Huzur", "author": "Ahmet Hamdi Tanpınar"},
        {"title": "Saatleri Ayarlama Enstitüsü", "author": "Oğuz Atay"},
    ],
)
def test_what_contradicts_goes_to_a_person(said):
    assert score(**said) < 0.9


def test_another_work_is_no_answer():
    assert score(title="Huzur", author="Ahmet Hamdi Tanpınar") == 0.0
    assert score(author="Ahmet Hamdi Tanpınar") == 0.0
    assert score() == 0.0


def test_the_wrong_volume_is_no_certain_answer():
    second = Facts(title="Büyük sözlük", authors=("Şahin, Işık",), volume="2. cilt")
    said = {"title": "Büyük Sözlük", "author": "Işık Şahin"}
    assert score(second, **said, volume="2") >= 0.9
    assert score(second, **said, volume="1") < 0.9


def test_an_article_is_sought_in_its_journal():
    journal = Facts(title="Belleten", issns=("0041-4255",), kind="journal")
    said = {
        "kind": "article",
        "title": "Bir kitabe üzerine",
        "author": "Kimse",
        "journal": "Belleten",
    }
    assert score(journal, **said) >= 0.5
    assert score(journal, **said, issn="0041-4255") == 1.0


def test_it_says_why():
    verdict = judge(sought(Citation(title="saatleri ayarlama enstitusu", author="Oğuz Atay")), BOOK)
    assert verdict.why.en == "Same: title. Different: author."
    assert verdict.why.tr == "Aynı: eser adı. Farklı: yazar."
    assert verdict.confidence == {"title": 1.0, "author": 0.0}
