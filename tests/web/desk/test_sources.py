"""Where records are harvested from: for a library's administrators their own, for the network all."""

from datetime import timedelta

import pytest
from django.utils import timezone

import oai_pages
from kopru.connections.harvest.models import Run, Source
from kopru.libraries.models import Membership, Role, User
from oai_provider import serving


@pytest.fixture
def sign_in(client, db):
    """`sign_in(role, library)`: the client is that person from now on."""

    def as_somebody(role, library=None):
        user = User.objects.create_user(f"{role}{User.objects.count()}@x.example", name="Biri")
        Membership.objects.create(user=user, library=library, role=role)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["kopru_language"] = "tr"
        return user

    return as_somebody


@pytest.fixture
def source(ash, now):
    source = Source.objects.create(
        library=ash, address="https://oai.ash.example/oai", name="Ash Arşivi", due_at=now + timedelta(days=9_000),
    )  # fmt: skip
    Run.objects.create(
        source=source, started_at=now, heard_at=now, ended_at=now, state="failed", trouble="refused",
        detail="cannotDisseminateFormat <b>", pages=3, records=421, stored=400, is_full=True, repairs=["encoding", "+TR-YENİ"],
    )  # fmt: skip
    return source


def text(answer):
    return answer.content.decode()


def test_a_librarys_administrator_sees_its_sources_and_what_became_of_each_harvest(
    client, sign_in, source, ash, birch
):
    Source.objects.create(library=birch, address="https://oai.birch.example/oai")
    sign_in(Role.LIBRARY_ADMIN, ash)
    page = text(client.get("/desk/library/sources/"))
    assert "Ash Arşivi" in page
    assert "birch" not in page
    page = text(client.get(f"/desk/library/sources/{source.pk}/"))
    assert "421" in page
    assert "Karşı sunucu isteği reddetti" in page
    assert "harfler bildirilenden başka kodlamadaydı; yeni kütüphane: TR-YENİ" in page
    assert "cannotDisseminateFormat &lt;b&gt;" in page


@pytest.mark.parametrize("what", ["", "edit/", "now/", "switch/", "try/"])
def test_nobody_else_reaches_a_librarys_source(client, sign_in, source, ash, birch, what):
    address = f"/desk/library/sources/{source.pk}/{what}"
    ask = client.get if what in ("", "edit/") else client.post
    assert ask(address).status_code == 302
    for role, library, status in (
        (Role.LIBRARY_ADMIN, birch, 404), (Role.STAFF, ash, 403), (Role.READER, ash, 403),
        (Role.NETWORK_ADMIN, None, 403),
    ):  # fmt: skip
        sign_in(role, library)
        assert ask(address).status_code == status, role
    sign_in(Role.LIBRARY_ADMIN, ash)
    assert client.get(f"/network/sources/{source.pk}/").status_code == 403


def test_a_source_is_added_changed_and_switched_off(client, sign_in, ash):
    sign_in(Role.LIBRARY_ADMIN, ash)
    wrong = client.post("/desk/library/sources/add/", {"address": "ftp://x", "format": "marc21"})
    assert wrong.status_code == 422
    typed = {
        "address": "https://oai.ash.example/oai",
        "format": "marc21",
        "every_hours": "24",
        "set": "kitap",
    }
    assert client.post("/desk/library/sources/add/", {**typed, "is_union": "on"}).status_code == 302
    source = Source.objects.get()
    assert (source.library, source.set, source.is_union) == (ash, "kitap", False)
    assert source.due_at <= timezone.now()
    address = f"/desk/library/sources/{source.pk}/"
    client.post(f"{address}edit/", {**typed, "every_hours": "0", "encoding": "cp1254"})
    source.refresh_from_db()
    assert source.encoding == "cp1254"
    assert source.due_at > timezone.now() + timedelta(days=9_999)
    Source.objects.update(reached="2026-11-20T00:00:00Z")
    waiting = Run.objects.create(
        source=source, started_at=timezone.now(), heard_at=timezone.now(), state="waiting", token="t"
    )  # fmt: skip
    client.post(f"{address}edit/", {**typed, "encoding": "cp1254", "every_hours": "6"})
    assert Source.objects.get().reached  # nothing else is asked for
    client.post(f"{address}edit/", {**typed, "encoding": "cp1254", "set": "dergi"})
    assert not Source.objects.get().reached
    waiting.refresh_from_db()
    assert (waiting.state, waiting.trouble) == ("failed", "changed")
    client.post(f"{address}switch/", {"is_on": "no"})
    assert not Source.objects.get().is_on
    client.post(f"{address}now/")
    source.refresh_from_db()
    assert source.is_on
    assert source.due_at <= timezone.now()
    assert 'hx-trigger="every 3s"' in text(client.get(address))


def test_the_network_sees_all_and_adds_union_catalogues(client, sign_in, source, birch):
    sign_in(Role.NETWORK_ADMIN)
    assert "Ash Arşivi" in text(client.get("/network/sources/"))
    typed = {
        "library": birch.pk,
        "address": "https://u.example/oai",
        "format": "marc21",
        "every_hours": "168",
        "is_union": "on",
    }
    assert client.post("/network/sources/add/", typed).status_code == 302
    union = Source.objects.get(is_union=True)
    assert union.library == birch
    sign_in(Role.LIBRARY_ADMIN, birch)  # a union catalogue writes other libraries' records
    assert client.get(f"/desk/library/sources/{union.pk}/").status_code == 404
    assert "u.example" not in text(client.get("/desk/library/sources/"))


def test_lists_cost_few_questions(client, sign_in, ash, now, django_assert_max_num_queries):
    for n in range(30):
        one = Source.objects.create(library=ash, address=f"https://x{n}.example/oai")
        for m in range(3):
            Run.objects.create(source=one, started_at=now + timedelta(hours=m), heard_at=now)
    sign_in(Role.NETWORK_ADMIN)
    with django_assert_max_num_queries(10):
        client.get("/network/sources/")
    with django_assert_max_num_queries(10):
        client.get(f"/network/sources/{one.pk}/")


def test_trying_shows_a_record_and_advises_the_code_page(client, sign_in, source, ash, settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    sign_in(Role.LIBRARY_ADMIN, ash)
    with serving() as provider:
        one = oai_pages.record("oai:x:1", oai_pages.marcxml("1", "Işığın Gölgesi"))
        provider.give("ListMetadataFormats", oai_pages.formats("oai_dc", "marc21"))
        provider.give("", oai_pages.page(one).encode("cp1254"))
        Source.objects.update(address=provider.address)
        page = text(client.post(f"/desk/library/sources/{source.pk}/try/"))
        assert "Deneme Kütüphanesi" in page
        assert "oai_dc, marc21" in page
        assert "Windows-1254" in page
        Source.objects.update(encoding="cp1254")
        page = text(client.post(f"/desk/library/sources/{source.pk}/try/"))
        assert "=245 10 $aIşığın Gölgesi" in page
        assert "Windows-1254" not in page
        settings.KOPRU_ALLOWED_NETWORKS = []
        assert "iç ağ" in text(client.post(f"/desk/library/sources/{source.pk}/try/"))
    assert Run.objects.count() == 1
