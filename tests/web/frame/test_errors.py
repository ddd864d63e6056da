"""Error pages: code, number, next step, contact; and the health check."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from kopru.libraries.models import Role
from web.frame.people import somebody

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "status", "tr", "en"),
    [
        ("/nothing/", 404, "Burada bir şey yok", "There is nothing here"),
        ("/door/network-admin", 403, "Bu sayfa size açık değil", "This page is not open to you"),
        ("/broken/", 500, "Bir şeyler ters gitti", "Something went wrong"),
    ],
)
@pytest.mark.parametrize("language", ["tr", "en"])
def test_an_error_page_says_code_number_and_next_step(path, status, tr, en, language):
    client = Client(raise_request_exception=False)
    client.force_login(somebody(Role.STAFF))
    client.cookies["kopru_language"] = language
    answer = client.get(path, headers={"X-Request-ID": "proxy-number-1"})
    page = answer.content.decode()
    assert answer.status_code == status
    assert answer["X-Request-ID"] == "proxy-number-1"
    assert "proxy-number-1" in page
    assert str(status) in page
    assert {"tr": tr, "en": en}[language] in page
    assert f'<html lang="{language}"' in page


def test_a_bad_host_is_a_bad_request_with_our_page(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    answer = client.get("/keyboard/", headers={"Host": "evil.example", "Accept-Language": "en"})
    assert answer.status_code == 400
    assert "k-error-code" in answer.content.decode()


def test_a_stale_form_is_explained(settings):
    settings.CSRF_FAILURE_VIEW = "kopru.web.frame.errors.csrf_failed"
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/scheme/", {"scheme": "dark"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 403
    assert "This form has gone stale" in answer.content.decode()


def test_the_500_page_asks_no_database(django_assert_num_queries):
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        assert client.get("/broken/").status_code == 500


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with blank inside", "<script>alert(1)"])
def test_a_number_that_is_not_well_formed_is_replaced(client, given):
    number = client.get("/keyboard/", headers={"X-Request-ID": given})["X-Request-ID"]
    assert number != given
    assert len(number) == 16


def test_health_is_ok_while_the_database_answers(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_is_not_ok_when_it_does_not(client):
    def refuse(execute, sql, params, many, context):
        raise DatabaseError("gone")

    with connection.execute_wrapper(refuse):
        assert client.get("/healthz").status_code == 503
