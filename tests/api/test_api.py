"""Search and directory for programs; every fault is a problem with a code and both languages."""

import io
import json

import pytest
from django.core.management import call_command

from kopru.api.problems import PROBLEMS
from kopru.libraries.models import Library

SEARCH = "/api/v1/search"


def problem(response, code):
    """The fault in the answer, which has the shape of RFC 9457."""
    said = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert (said["code"], said["status"]) == (code, response.status_code)
    assert said["type"].endswith(code)
    assert said["text"]["tr"]
    assert said["text"]["en"]
    assert said["request_id"] == response["X-Request-ID"]
    return said


def test_an_edition_is_found_with_who_holds_it(client, kar):
    found = client.get(SEARCH, {"q": "kar kristali"}).json()
    assert (found["total"], found["limit"], found["offset"]) == (1, 20, 0)
    edition = found["editions"][0]
    assert (edition["id"], edition["title"], edition["year"]) == (kar.pk, "Kar kristali", 2011)
    assert edition["held_by"][0]["library"] == "TR-BIRCH"
    assert edition["held_by"][0]["available"] == 1
    assert edition["held_by"][0]["call_numbers"] == ["813 T36"]


@pytest.mark.parametrize(
    ("options", "parameters"),
    [((), {}), (("--facets",), {"facets": "true"}), (("--cql", "--sort", "title"), {"cql": "true", "sort": "title"})],
)  # fmt: skip
def test_the_command_says_the_same(client, kar, options, parameters):
    out = io.StringIO()
    call_command("search", "kar", *options, "--json", stdout=out)
    answer = client.get(SEARCH, {"q": "kar", **parameters}, headers={"accept-language": "tr"})
    by_command, by_api = json.loads(out.getvalue()), answer.json()
    assert by_api["total"] == 1
    assert by_command == by_api


def test_facets_count_what_was_found(client, kar):
    assert client.get(SEARCH, {"q": "kar"}).json()["facets"] is None
    facets = client.get(SEARCH, {"q": "kar", "facets": True}).json()["facets"]
    assert facets["library"] == [{"value": "TR-BIRCH", "count": 1}]
    assert facets["city"] == [{"value": "İzmir", "count": 1}]
    assert facets["year"] == [{"value": "2011", "count": 1}]
    assert facets["available"] == [{"value": "1", "count": 1}]


@pytest.mark.parametrize(
    ("narrowed", "total"),
    [({"library": "TR-BIRCH"}, 1), ({"library": ["TR-ASH", "TR-BIRCH"]}, 1), ({"library": "TR-ASH"}, 0), ({"city": "İzmir"}, 1),
     ({"year_from": 2011, "year_to": 2011}, 1), ({"year_to": 2010}, 0), ({"available": True}, 1), ({"language": "eng"}, 0),
     ({"kind": "map"}, 0), ({"library": "TR-BIRCH", "available": True}, 1), ({"city": "Ankara", "available": True}, 0)],
)  # fmt: skip
def test_a_search_is_narrowed(client, kar, narrowed, total):
    assert client.get(SEARCH, {"q": "kar", **narrowed}).json()["total"] == total


def test_a_misspelling_is_told(client, kar):
    told = client.get(SEARCH, {"q": "kar kirstali"}).json()
    assert (told["is_wider"], told["instead"]) == (True, "kar kristali")
    assert client.get(SEARCH, {"q": told["instead"]}).json()["total"] == 1


def test_cql_that_cannot_be_answered_is_a_problem_with_its_diagnostic(client, kar):
    said = problem(client.get(SEARCH, {"q": "colour=red", "cql": True}), "wrong_parameter")
    assert "query.q" in said["detail"]
    assert "info:srw/diagnostic/1/16" in said["detail"]
    assert client.get(SEARCH, {"q": "title=kar and year>2010", "cql": True}).json()["total"] == 1


def test_what_is_typed_is_completed(client, kar):
    told = client.get("/api/v1/complete", {"q": "kar kr"}).json()["completions"]
    assert told[0] == {"text": "Kar kristali", "kind": "title", "edition": kar.pk}
    assert client.get("/api/v1/complete", {"q": "k"}).json()["completions"] == []


def test_limit_and_offset_page(client, kar):
    page = client.get(SEARCH, {"q": "kar", "limit": 1, "offset": 1}).json()
    assert (page["total"], page["editions"]) == (1, [])


@pytest.mark.parametrize(
    "asked",
    [{}, {"q": ""}, {"q": "kar", "limit": 0}, {"q": "kar", "limit": 101}, {"q": "kar", "offset": -1},
     {"q": "kar", "limit": "on"}, {"q": "k" * 601}, {"q": "kar", "sort": "colour"}, {"q": "kar", "year_from": "old"},
     {"q": "kar", "year_from": 2000, "year_to": 1999}, {"q": "kar", "facets": "perhaps"}],
)  # fmt: skip
def test_a_wrong_parameter_is_a_problem_that_names_it(asked, client, kar):
    said = problem(client.get(SEARCH, asked), "wrong_parameter")
    assert said["status"] == 422
    wrong = set(asked) - {"q"} or {"q"}
    assert any(name in said["detail"] for name in wrong)


@pytest.mark.parametrize(
    "q", ["*", '"', "yazar:", "a:b:c", "\x00", "(((", "ş" * 600, "9789750812347 -"]
)
def test_any_words_are_answered(q, client, kar):
    assert client.get(SEARCH, {"q": q}).status_code == 200


def test_the_title_of_a_problem_follows_the_language(client, kar):
    turkish = client.get(SEARCH, headers={"accept-language": "tr"}).json()
    english = client.get(SEARCH, headers={"accept-language": "en"}).json()
    assert turkish["title"] == PROBLEMS["wrong_parameter"][1].tr
    assert english["title"] == PROBLEMS["wrong_parameter"][1].en


def test_an_unknown_address_is_a_problem(client, db):
    assert problem(client.get("/api/v1/nothing/here"), "not_found")["status"] == 404


def test_a_wrong_method_is_refused(client, db):
    assert problem(client.post(SEARCH), "not_allowed")["status"] == 405


def test_our_own_fault_is_a_problem_that_tells_nothing_of_the_inside(client, db, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("kopru.api.asking.editions_found", broken)
    response = client.get(SEARCH, {"q": "kar"})
    assert problem(response, "failed")["status"] == 500
    assert "secret" not in response.content.decode()


def test_the_libraries_that_take_part_are_listed_by_name(client, ash, birch, cedar):
    Library.objects.filter(pk=cedar.pk).update(is_active=False)
    told = client.get("/api/v1/libraries", headers={"accept-language": "tr"}).json()
    assert [library["symbol"] for library in told["libraries"]] == ["TR-ASH", "TR-BIRCH"]
    assert told["libraries"][0]["name"] == "Ash Kütüphanesi"
    assert "email" not in told["libraries"][0]


def test_the_description_is_openapi_and_names_every_answer(client, db):
    told = client.get("/api/v1/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert told["info"]["title"] == "Köprü"
    assert set(told["paths"]) == {f"/api/v1/{name}" for name in ("search", "complete", "libraries")}
    assert {"200", "422"} <= set(told["paths"]["/api/v1/search"]["get"]["responses"])


def test_three_queries_answer_a_search(client, kar, django_assert_max_num_queries):
    client.get(SEARCH, {"q": "kar"})
    with django_assert_max_num_queries(3):
        client.get(SEARCH, {"q": "kar"})
