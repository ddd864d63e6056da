"""Pages by themselves: own addresses, compiled translations, mail kept in memory."""

import pytest
from django.conf import settings as every_settings

from kopru.config.translations import compile_all


@pytest.fixture(scope="session", autouse=True)
def _translations_and_files():
    compile_all()
    # files are found where they lie: the browser's server starts before any test's own settings
    every_settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = "web.frame.addresses"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.ALLOWED_HOSTS = ["*"]
