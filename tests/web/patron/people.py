"""Who sits before the page, and how far a request has come."""

from django.test import Client

from kopru.common.citation import Citation
from kopru.libraries.models import Membership, Role, User
from kopru.patrons.models import Patron
from kopru.requests.actions import requester
from kopru.requests.actions.steps import Act, Actor


def at_browser(user=None, language="en"):
    """A browser that is signed in as `user` and reads `language`."""
    client = Client(headers={"accept-language": language})
    if user is not None:
        client.force_login(user)
    return client


def reader_of(library, email, number, group="graduate"):
    """A reader with a card at `library`."""
    user = User.objects.create_user(email, "ihlamur-2026", name=f"Okur {number}")
    Membership.objects.create(user=user, library=library, role=Role.READER)
    return Patron.objects.create(
        library=library, user=user, number=number, name=f"Okur {number}", email=email, group=group
    )


def asked(patron, now, *, edition=None, citation=None):
    """A request as it stands just after the reader pressed the button."""
    cited = citation or Citation(title=edition.title, author=edition.author, isbn=edition.isbns[0])
    return requester.ask(
        patron=patron, citation=cited, door="portal", edition=edition,
        act=Act(Actor.reader(patron.user), now),
    )  # fmt: skip
