"""A sentence in the two languages people read here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Turkish and English side by side, for texts that live in tables of rules.

    Pages, mails and forms use gettext; tables of rules are pure Python and are
    printed in both languages at once, so their words travel with them.
    """

    tr: str
    en: str

    def say(self, language: str) -> str:
        """The words in `language` ("tr" or "en"; anything else reads English)."""
        return self.tr if language.startswith("tr") else self.en
