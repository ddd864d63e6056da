"""A library's terms as sentences, for people who read rules and not parameters."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kopru.libraries.policy.terms import Terms
from kopru.patrons.models import PatronGroup

#: what `Terms.excluded_kinds` may name: the kinds of `kopru.common.citation.KINDS`
KINDS = (
    ("book", gettext_lazy("Books")),
    ("thesis", gettext_lazy("Theses")),
    ("issue", gettext_lazy("Journal issues")),
    ("article", gettext_lazy("Articles")),
    ("chapter", gettext_lazy("Chapters")),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A heading and the sentences beneath it."""

    heading: str
    sentences: list[str]


def terms_said(terms: Terms) -> list[Said]:
    """The terms in the page's language: as supplier, as requester."""
    if not terms.lends:
        supplier = [_("Lends nothing to other libraries at present.")]
    else:
        supplier = [*_loan(terms), *_answer(terms), *_limits(terms), *_freight(terms)]
    return [
        Said(_("When it lends to other libraries"), supplier),
        Said(_("When it borrows for its readers"), _requester(terms)),
    ]


def _loan(terms: Terms) -> list[str]:
    days = ngettext("A loan lasts %(n)s day", "A loan lasts %(n)s days", terms.loan_days)
    start = (
        _("counted from the day the parcel arrives")
        if terms.counts_from == "arrival"
        else _("counted from the day the parcel is sent")
    )
    said = [f"{days % {'n': terms.loan_days}}, {start}."]
    if terms.includes_transit:
        said.append(_("The way there and back is part of it."))
    if terms.renewals:
        times = ngettext(
            "It may be renewed %(n)s time.", "It may be renewed %(n)s times.", terms.renewals
        )
        said.append(times % {"n": terms.renewals})
    else:
        said.append(_("It cannot be renewed."))
    return said


def _answer(terms: Terms) -> list[str]:
    answer = ngettext(
        "Requests are answered within %(n)s open day.",
        "Requests are answered within %(n)s open days.",
        terms.answer_days,
    )
    ship = ngettext(
        "After a yes the parcel leaves within %(n)s open day.",
        "After a yes the parcel leaves within %(n)s open days.",
        terms.ship_days,
    )
    return [answer % {"n": terms.answer_days}, ship % {"n": terms.ship_days}]


def _limits(terms: Terms) -> list[str]:
    most = ngettext(
        "One library may have %(n)s item at a time.",
        "One library may have %(n)s items at a time.",
        terms.max_per_library,
    )
    said = [most % {"n": terms.max_per_library}]
    kinds = [str(label) for kind, label in KINDS if kind in terms.excluded_kinds]
    if kinds:
        said.append(_("Never lent: %(kinds)s.") % {"kinds": ", ".join(kinds)})
    if terms.needs_two_copies:
        said.append(_("Only works held in two copies are lent."))
    return said


def _freight(terms: Terms) -> list[str]:
    said = [
        _("The library that receives the parcel pays the courier.")
        if terms.freight_payer == "recipient"
        else _("The library that sends the parcel pays the courier.")
    ]
    if terms.carrier:
        said.append(_("Please send parcels with %(carrier)s.") % {"carrier": terms.carrier})
    return said


def _requester(terms: Terms) -> list[str]:
    groups = ", ".join(str(PatronGroup(group).label) for group in terms.patron_groups)
    limit = ngettext(
        "A reader may have %(n)s open request.",
        "A reader may have %(n)s open requests.",
        terms.patron_limit,
    )
    collect = ngettext(
        "What has arrived waits %(n)s open day for the reader.",
        "What has arrived waits %(n)s open days for the reader.",
        terms.collect_days,
    )
    buffer = ngettext(
        "Readers bring it back %(n)s open day before we must post it.",
        "Readers bring it back %(n)s open days before we must post it.",
        terms.buffer_days,
    )
    transit = ngettext(
        "We count %(n)s open day for a parcel on its way.",
        "We count %(n)s open days for a parcel on its way.",
        terms.transit_days,
    )
    return [
        _("May ask: %(groups)s.") % {"groups": groups or _("nobody")},
        limit % {"n": terms.patron_limit},
        collect % {"n": terms.collect_days},
        buffer % {"n": terms.buffer_days},
        transit % {"n": terms.transit_days},
        _("Taking an item back and posting it are one step.")
        if terms.posts_back_at_once
        else _("Taking an item back and posting it are two steps."),
        _("A request that is certain goes to the first library by itself.")
        if terms.auto_send
        else _("Staff send every request themselves."),
    ]
