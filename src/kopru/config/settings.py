"""Django's settings, made from `options`. Nothing here is meant to be edited on an installation."""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from kopru.config import sqlite as sqlite
from kopru.config.options import read_options

OPTIONS = read_options()
DATA = OPTIONS.data.absolute()
SOURCE = Path(__file__).resolve().parent.parent


def _secret_key() -> str:
    if OPTIONS.secret_key:
        return OPTIONS.secret_key.get_secret_value()
    DATA.mkdir(parents=True, exist_ok=True)
    kept = DATA / "secret.key"
    if not kept.exists():
        made = DATA / f"secret.key.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(made, kept)  # whoever links first has made the key; the other reads it
        made.unlink()
    return kept.read_text().strip()


def _database() -> dict[str, object]:
    if not OPTIONS.database_url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "kopru.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",  # else read-then-write fails under load
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728",
            },
        }
    address = urlsplit(OPTIONS.database_url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.path.lstrip("/"),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or "",
        "PORT": str(address.port or ""),
        "CONN_MAX_AGE": 60,
    }


SECRET_KEY = _secret_key()
DEBUG = OPTIONS.debug
ALLOWED_HOSTS = OPTIONS.allowed_hosts
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "kopru.config.urls"
WSGI_APPLICATION = "kopru.config.wsgi.application"

INSTALLED_APPS = [
    "kopru.config",
    "kopru.libraries",
    "kopru.patrons",
    "kopru.catalogue",
    "kopru.shipping",
    "kopru.charges",
    "kopru.requests",
    "kopru.intake",
    "kopru.reports",
    "kopru.connections.carriers",
    "kopru.connections.errands",
    "kopru.connections.harvest",
    "kopru.connections.iso18626",
    "kopru.connections.mailbox",
    "kopru.connections.notices",
    "kopru.connections.targets",
    "kopru.web.frame",
    "kopru.web.patron",
    "kopru.web.desk",
    "kopru.web.network",
    "kopru.simulation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "bootstrap",
    "django_htmx",
    "django_cotton",
    "heroicons",
    "csp",
    "ninja",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "kopru.web.frame.requestid.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kopru.web.frame.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kopru.web.frame.sight.SightMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "kopru.web.frame.context.frame",
            ],
            "builtins": ["kopru.web.frame.templatetags.kopru"],
        },
    }
]

# -- people ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "libraries.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "kopru.web.frame.accounts.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.https
SECURE_HSTS_SECONDS = 31_536_000 if OPTIONS.https else 0
if OPTIONS.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [OPTIONS.address]
CSRF_FAILURE_VIEW = "kopru.web.frame.errors.csrf_failed"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF, NONCE],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# -- languages and time ---------------------------------------------------------------------
LANGUAGE_CODE = OPTIONS.language
LANGUAGES = [("tr", _("Turkish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "kopru_language"
TIME_ZONE = "Europe/Istanbul"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "kopru.config.formats"

# -- files ----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None  # served from the packages; nothing is gathered
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
    }
}

# -- mail -----------------------------------------------------------------------------------
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if OPTIONS.smtp_host
    else "kopru.connections.notices.kept.KeptBackend"
)
EMAIL_HOST = OPTIONS.smtp_host
EMAIL_PORT = OPTIONS.smtp_port
EMAIL_HOST_USER = OPTIONS.smtp_user
EMAIL_HOST_PASSWORD = OPTIONS.smtp_password.get_secret_value()
EMAIL_USE_TLS = OPTIONS.smtp_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = str(OPTIONS.mail_from)

# -- Köprü's own ----------------------------------------------------------------------------
KOPRU_DATA = DATA
KOPRU_ADDRESS = OPTIONS.address
KOPRU_TOKAT_URL = f"{OPTIONS.tokat_url}/" if OPTIONS.tokat_url else ""
KOPRU_UNDO_SECONDS = OPTIONS.undo_seconds
KOPRU_GATHER_SECONDS = OPTIONS.gather_seconds
KOPRU_INDEX_MEMORY = OPTIONS.index_memory * 1_000_000
KOPRU_REPEAT_SECONDS = OPTIONS.repeat_seconds
KOPRU_MAIL_SECONDS = OPTIONS.mail_seconds
KOPRU_ALLOWED_NETWORKS = OPTIONS.allowed_networks
KOPRU_TARGET_SECONDS = OPTIONS.target_seconds
KOPRU_TARGET_MINUTES = OPTIONS.target_minutes

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": OPTIONS.log_level},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "barcode": {"level": "WARNING"},
        "httpx2": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
