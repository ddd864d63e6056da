"""Who somebody is: e-mail and password today; OIDC, SAML and LDAP have their place here."""

from kopru.connections.identity.ways import Provider, providers, register, withdraw

__all__ = ["Provider", "providers", "register", "withdraw"]
