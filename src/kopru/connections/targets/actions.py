"""The only door for writes about a library's catalogue. Whether the asker may is judged before."""

import time
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kopru.catalogue.models import Edition
from kopru.catalogue.numbers import number_of
from kopru.connections.targets.dialects import DIALECTS, can_ask
from kopru.connections.targets.dialects.z3950 import place_of
from kopru.connections.targets.keeping import keep
from kopru.connections.targets.looked_for import LookedFor, look_for
from kopru.connections.targets.manners import LATE
from kopru.connections.targets.models import Breaker, Check, Target, TargetKind
from kopru.connections.targets.told import Told
from kopru.libraries.models import Library
from kopru.protocols.sru.client import index_fits
from kopru.protocols.zoom import attributes_fit

INDEXES = ("isbn", "title", "author", "number")
FIELDS = frozenset({
    "kind", "address", "database", "syntax", "code_page", *INDEXES, "user", "at_once", "a_minute",
    "page", "is_on",
})  # fmt: skip


@transaction.atomic
def save_target(*, library: Library, password: str | None = None, **values: Any) -> Target:
    """Sets up or changes the catalogue of `library`, and wakes it if it rests.

    :param password: None keeps the one there is
    :param values: any of FIELDS
    :raises ValidationError: naming each field that cannot be
    """
    unknown = set(values) - FIELDS
    if unknown:
        raise TypeError(f"no such fields: {', '.join(sorted(unknown))}")
    target = Target.objects.filter(library=library).first() or Target(library=library)
    for name, value in values.items():
        setattr(target, name, value.strip() if isinstance(value, str) else value)
    if password is not None:
        target.password = password
    if not target.user:
        target.password = ""
    target.full_clean()
    _check(target)
    target.save()
    breaker, _made = Breaker.objects.get_or_create(target=target)
    breaker.note_answer()
    return target


def remove_target(*, target: Target) -> None:
    """Forgets the catalogue and everything it answered."""
    target.delete()


def _check(target: Target) -> None:
    """What fields mean together. :raises ValidationError:"""
    wrong: dict[str, str] = {}
    if target.kind == TargetKind.LINK:
        if not target.page:
            wrong["page"] = _("Enter the address of a title's page.")
    elif target.kind == TargetKind.Z3950:
        _check_z3950(target, wrong)
    else:
        _check_http(target, wrong)
    if target.page and not target.page.startswith(("http://", "https://")):
        wrong["page"] = _("It must begin with https:// or http://")
    if target.code_page:
        try:
            "".encode(target.code_page)
        except (LookupError, ValueError):
            wrong["code_page"] = _("No such code page is known. Examples: cp1254, iso8859-9.")
    if wrong:
        raise ValidationError(wrong)


def _check_z3950(target: Target, wrong: dict[str, str]) -> None:
    try:
        place_of(target.address)
    except ValueError:
        wrong["address"] = _("Enter host:port, for example katalog.example.edu.tr:210.")
    for name in INDEXES:
        if getattr(target, name) and not attributes_fit(getattr(target, name)):
            wrong[name] = _("Attributes look like 1=7, or 1=4 4=2.")
    if not (target.isbn or target.title):
        wrong["isbn"] = _("Without an index of ISBNs or titles nothing can be looked for.")


def _check_http(target: Target, wrong: dict[str, str]) -> None:
    try:
        parts = urlsplit(target.address)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        fits = False
    if not fits:
        wrong["address"] = _("Enter an address that begins with https:// (or http://).")
    if target.kind != TargetKind.SRU:
        return
    for name in INDEXES:
        if getattr(target, name) and not index_fits(getattr(target, name)):
            wrong[name] = _("Indexes look like bath.isbn or dc.title.")
    if not (target.isbn or target.title):
        wrong["isbn"] = _("Without an index of ISBNs or titles nothing can be looked for.")


def try_now(target: Target, isbn: str, *, now: datetime) -> Told | None:
    """Asks the catalogue for one ISBN at once, whether it rests or not, and keeps how it went.

    None where it cannot be asked for that. An edition of our own with this number is
    looked for as a title page would.
    """
    number = number_of(isbn)
    edition = Edition.objects.with_number(number).first() if number else None
    plain = LookedFor((number,) if number else ())
    wanted = look_for(edition, [target.library_id])[target.library_id] if edition else plain
    if not can_ask(target, wanted):
        return None
    Breaker.objects.get_or_create(target=target)
    check = Check.objects.create(target=target, edition=edition, asked_at=now)
    began = time.monotonic()
    told = DIALECTS[target.kind](target, wanted, LATE)
    keep(check, told, milliseconds=int((time.monotonic() - began) * 1000))
    return told
