"""Who somebody is: e-mail and password today; OIDC, SAML and LDAP have their place here."""
