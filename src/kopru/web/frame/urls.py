"""Addresses of the frame: accounts, language, scheme, place, health, keyboard."""

from allauth.account import views as account
from django.urls import path, re_path

from kopru.web.frame import health, keyboard, language, scheme, views

_RESET_KEY = r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/signup/", account.signup, name="account_signup"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(_RESET_KEY, account.password_reset_from_key, name="account_reset_password_from_key"),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("language/", language.set_language, name="set_language"),
    path("scheme/", scheme.set_scheme, name="set_scheme"),
    path("place/", views.set_place, name="set_place"),
    path("keys/", keyboard.set_keys, name="set_keys"),
    path("keyboard/", keyboard.keyboard_help, name="keyboard_help"),
    path("frame/", views.show_styleguide, name="styleguide"),
    path("healthz", health.healthz, name="healthz"),
]
