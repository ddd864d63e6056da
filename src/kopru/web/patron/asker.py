"""Who asks: the reader behind a page, and one click as one deed."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from kopru.catalogue.models import Edition
from kopru.common.words import Words
from kopru.libraries.models import Branch
from kopru.libraries.sight import Sight
from kopru.patrons.models import Patron
from kopru.requests.actions.steps import Act, Actor
from kopru.requests.lifecycle import PATRON_REQUEST
from kopru.requests.owing import may_owe
from kopru.web.frame.sight import KopruRequest


def sight_of(request: HttpRequest) -> Sight:
    """The asker's place; a stranger's for somebody who has not signed in."""
    return cast(KopruRequest, request).sight


def patron_if_any(request: HttpRequest, *, edition: Edition | None = None) -> Patron | None:
    """The reader who asks; None for others.

    `open_requests` and `open_for_edition` are counted; `may_owe` is False where a look into the
    books and for late items would find nothing.
    """
    sight = sight_of(request)
    if not sight.is_reader:
        return None
    running = ~Q(patron_requests__state__in=PATRON_REQUEST.final_states())
    found = Patron.objects.of(sight.library).filter(user=sight.user).select_related("library")
    return found.annotate(
        open_requests=Count("patron_requests", filter=running),
        open_for_edition=Count(
            "patron_requests", filter=running & Q(patron_requests__edition=edition)
        ),
        may_owe=may_owe(on=timezone.localdate()),
    ).first()


def patron_of(request: HttpRequest) -> Patron:
    """The reader who asks.

    :raises PermissionDenied: for somebody whose card the library does not know
    """
    patron = patron_if_any(request)
    if patron is None:
        raise PermissionDenied
    return patron


def branches_of(patron: Patron) -> list[Branch]:
    """Where the reader may collect; first the branch that parcels come to."""
    return list(patron.library.branches.order_by("-is_ill_address", "pk"))


def act_of(request: KopruRequest) -> Act:
    """One deed of the reader who clicked, now."""
    return Act(Actor.reader(request.user), timezone.now())


def say(words: Words) -> str:
    """The words in the language of the page."""
    return words.say(get_language() or "tr")
