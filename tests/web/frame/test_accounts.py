"""Getting in: signing in, its limits, a forgotten password, invitations."""

import re

import pytest
from django.core import mail

from kopru.common.words import Words
from kopru.connections import identity
from kopru.libraries.models import Role, User
from kopru.web.frame.accounts import mail_invitation, password_link
from web.frame.people import PASSWORD, library, somebody

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


def test_a_wrong_password_says_so_keeps_the_address_and_names_nobody(client):
    user = somebody(Role.READER)
    for email in (user.email, "nobody@ash.example"):
        page = client.post("/accounts/login/", {"login": email, "password": "no-no-no-no"})
        text = page.content.decode()
        assert 'role="alert"' in text
        assert f'value="{email}"' in text
        assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_even_the_right_one_waits(client):
    user = somebody(Role.READER)
    for _ in range(5):
        client.post("/accounts/login/", {"login": user.email, "password": "wrong-wrong"})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_themselves(client):
    assert (
        "Your library opens accounts"
        in client.get("/accounts/signup/", headers=ENGLISH).content.decode()
    )
    client.post(
        "/accounts/signup/",
        {"email": "x@x.example", "password1": "a-long-password", "password2": "a-long-password"},
    )
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("language", "subject"), [("tr", "Yeni parola belirleyin"), ("en", "Choose a new password")]
)
def test_a_forgotten_password_all_the_way(client, language, subject):
    user = somebody(Role.READER)
    user.language = language
    user.save()
    # the page is in the other language: the mail speaks the person's
    client.cookies["kopru_language"] = {"tr": "en", "en": "tr"}[language]
    answer = client.post("/accounts/password/reset/", {"email": user.email}, follow=True)
    assert answer.status_code == 200
    assert mail.outbox[0].subject == subject
    link = re.search(r"https?://\S+", mail.outbox[0].body).group()
    page = client.get(link.replace("http://testserver", ""), follow=True)
    form = page.redirect_chain[-1][0]
    new = {"password1": "yeni-parola-77", "password2": "yeni-parola-77"}
    assert client.post(form, new, follow=True).status_code == 200
    assert client.login(email=user.email, password="yeni-parola-77")
    used_up = client.get(link.replace("http://testserver", ""), headers=ENGLISH, follow=True)
    assert "accounts/password/reset/" in used_up.content.decode()


def test_an_unknown_address_gets_the_same_page(client):
    known = somebody(Role.READER).email
    pages = [
        client.post("/accounts/password/reset/", {"email": email}, follow=True).content
        for email in (known, "nobody@ash.example")
    ]
    blank = [re.sub(rb'value="\w{64}"', b"", page) for page in pages]
    assert blank[0] == blank[1]


def test_a_weak_new_password_is_named_at_its_field(client):
    client.force_login(somebody(Role.READER))
    page = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
    )
    assert 'href="#id_password1"' in page.content.decode()


def test_an_invitations_link_works_once_and_mails_in_their_language(client, settings):
    settings.KOPRU_ADDRESS = "http://testserver"
    user = User.objects.create_user("yeni@ash.example", name="Gül Şahin", language="tr")
    link = password_link(user)
    assert mail_invitation(user=user, library=library(), link=link)
    assert mail.outbox[0].to == ["yeni@ash.example"]
    assert "Merhaba Gül Şahin" in mail.outbox[0].body
    assert link in mail.outbox[0].body
    page = client.get(link, follow=True)
    client.post(
        page.redirect_chain[-1][0], {"password1": "kestane-4471", "password2": "kestane-4471"}
    )
    assert client.login(email="yeni@ash.example", password="kestane-4471")


def test_a_mail_server_that_does_not_answer_is_said_not_raised(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    user = User.objects.create_user("yeni@ash.example", name="Gül Şahin")
    assert mail_invitation(user=user, library=None, link="") is False


def test_other_ways_to_sign_in_show_when_they_are_set_up(client):
    assert "YETKİM" not in client.get("/accounts/login/").content.decode()
    way = identity.Provider("yetkim", Words("YETKİM ile girin", "Sign in by YETKİM"), "home")
    identity.register(way)
    try:
        assert "YETKİM ile girin" in client.get("/accounts/login/").content.decode()
    finally:
        identity.withdraw("yetkim")
    assert identity.providers() == []
