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


def test_it_says_all_that_the_command_says(client, kar):
    out = io.StringIO()
    call_command("search", "kar", "--json", stdout=out)
    by_command = json.loads(out.getvalue())
    by_api = client.get(SEARCH, {"q": "kar"}).json()
    assert by_api["total"] == by_command["total"]
    told, known = by_api["editions"][0], by_command["editions"][0]
    assert known["held_by"][0].items() <= told["held_by"][0].items()
    known.pop("held_by")
    assert {name: told[name] for name in known} == known


def test_limit_and_offset_page(client, kar):
    page = client.get(SEARCH, {"q": "kar", "limit": 1, "offset": 1}).json()
    assert (page["total"], page["editions"]) == (1, [])


@pytest.mark.parametrize(
    "asked",
    [{}, {"q": ""}, {"q": "kar", "limit": 0}, {"q": "kar", "limit": 101}, {"q": "kar", "offset": -1},
     {"q": "kar", "limit": "on"}, {"q": "k" * 601}],
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

    monkeypatch.setattr("kopru.api.urls.editions_found", broken)
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
    assert set(told["paths"]) == {"/api/v1/search", "/api/v1/libraries"}
    assert {"200", "422"} <= set(told["paths"]["/api/v1/search"]["get"]["responses"])


def test_three_queries_answer_a_search(client, kar, django_assert_max_num_queries):
    client.get(SEARCH, {"q": "kar"})
    with django_assert_max_num_queries(3):
        client.get(SEARCH, {"q": "kar"})
