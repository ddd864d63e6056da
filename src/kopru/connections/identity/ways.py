"""The ways to sign in that this installation offers beside e-mail and password.

A way (OpenID Connect, SAML through YETKİM, LDAP) registers itself when it is configured;
the sign-in page shows a button for each. None is registered until one is set up.
"""

from dataclasses import dataclass

from kopru.common.words import Words


@dataclass(frozen=True, slots=True)
class Provider:
    """A way to sign in: its short name, what its button says, where the button leads."""

    name: str
    label: Words
    url_name: str


_registered: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Offers a way on the sign-in page; the same name again takes the earlier one's place."""
    _registered[provider.name] = provider


def withdraw(name: str) -> None:
    """Offers a way no longer; unknown names do nothing."""
    _registered.pop(name, None)


def providers() -> list[Provider]:
    """The ways that are set up, in the order they were registered."""
    return list(_registered.values())
