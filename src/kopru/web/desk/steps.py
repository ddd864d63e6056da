"""What staff may do now: buttons from the tables, their small forms, and the action behind each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms

from kopru.libraries.models import Library
from kopru.requests.actions import (
    arrivals,
    claims,
    conditions,
    copies,
    loan_time,
    losses,
    reader_time,
    requester,
    supplier,
)
from kopru.requests.actions.steps import Act
from kopru.requests.lifecycle import BorrowingState, By, LendingState, Step
from kopru.requests.models.subject import Subject
from kopru.web.desk.forms import (
    ArrivalForm,
    BarcodeForm,
    ConditionForm,
    ConditionOfferForm,
    DamageForm,
    DueForm,
    FoundHereForm,
    ItemNoteForm,
    LossForm,
    ProofForm,
    QuestionForm,
    ReasonForm,
    RetryForm,
    ShipForm,
    TrackingForm,
    UnfilledForm,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """The action behind a step: what it needs to be told, and how it looks.

    `tone`: "next" for the usual way on, "" for the others, "no" for what ends it.
    """

    do: Callable[..., object]
    form: type[forms.Form] | None = None
    tone: str = ""


PATRON_REQUEST_DEEDS: Mapping[str, Deed] = {
    "verify": Deed(requester.verify),
    "request": Deed(requester.send, tone="next"),
    "ask_for_detail": Deed(requester.ask_for_detail, QuestionForm),
    "refuse": Deed(requester.refuse, ReasonForm, "no"),
    "give_up": Deed(requester.give_up, tone="no"),
    "cancel": Deed(requester.cancel, tone="no"),
    "ask_cancel": Deed(requester.cancel, tone="no"),
    "hand_over": Deed(arrivals.hand_over, tone="next"),
    "take_back": Deed(arrivals.take_back, tone="next"),
    "accept_condition": Deed(conditions.accept_condition, tone="next"),
    "decline_condition": Deed(conditions.decline_condition),
    "ask_renewal": Deed(reader_time.ask_renewal),
    "not_collected": Deed(reader_time.not_collected),
    "copy_arrived": Deed(copies.copy_arrived, tone="next"),
    "copy_collected": Deed(copies.copy_collected, tone="next"),
    "copy_unusable": Deed(copies.copy_unusable, ItemNoteForm, "no"),
    "ask_for_copy": Deed(copies.ask_for_copy),
    "found_here": Deed(losses.found_here, FoundHereForm, "no"),
}
#: steps of the loan that the reader's request waits for, or of one that came too late
BORROWING_DEEDS: Mapping[str, Deed] = {
    "receive": Deed(arrivals.arrive, ArrivalForm, "next"),
    "post_back": Deed(arrivals.post_back, TrackingForm, "next"),
    "remind": Deed(requester.remind),
    "withdraw": Deed(requester.withdraw, tone="no"),
    "close_by_hand": Deed(arrivals.close_by_hand, ProofForm),
    "not_arrived": Deed(losses.not_arrived),
    "arrived_damaged": Deed(losses.arrived_damaged, ItemNoteForm),
    "return_wrong": Deed(losses.return_wrong, ItemNoteForm, "no"),
    "lose": Deed(losses.lose, tone="no"),
    "found": Deed(losses.found, tone="next"),
    "damage": Deed(losses.damage, ItemNoteForm, "no"),
    "dispute": Deed(losses.dispute),
}


LENDING_DEEDS: Mapping[str, Deed] = {
    "search": Deed(supplier.search),
    "promise": Deed(supplier.promise, BarcodeForm, "next"),
    "decline": Deed(supplier.decline, UnfilledForm, "no"),
    "pack": Deed(supplier.pack, ConditionForm, "next"),
    "ship": Deed(supplier.ship, ShipForm, "next"),
    "check_in": Deed(supplier.check_in, tone="next"),
    "close": Deed(supplier.close, tone="next"),
    "accept_cancel": Deed(partial(supplier.answer_cancel, accept=True), tone="next"),
    "refuse_cancel": Deed(partial(supplier.answer_cancel, accept=False)),
    "offer_condition": Deed(conditions.offer_condition, ConditionOfferForm),
    "offer_retry": Deed(conditions.offer_retry, RetryForm),
    "renew": Deed(loan_time.renew, DueForm, "next"),
    "refuse_renewal": Deed(loan_time.refuse_renewal),
    "extend": Deed(loan_time.extend, DueForm),
    "recall": Deed(loan_time.recall),
    "warn": Deed(loan_time.warn),
    "write_letter": Deed(loan_time.write_letter),
    "undelivered": Deed(claims.undelivered),
    "claim": Deed(claims.claim, LossForm, "no"),
    "settle": Deed(claims.settle, ItemNoteForm, "next"),
    "find_damage": Deed(claims.find_damage, DamageForm),
}
DEEDS: Mapping[str, Mapping[str, Deed]] = {
    "patron_request": PATRON_REQUEST_DEEDS,
    "borrowing": BORROWING_DEEDS,
    "lending": LENDING_DEEDS,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: the step of the table, where it is posted to, and the form that goes with it."""

    step: Step
    url: str
    tone: str
    form: forms.Form | None
    is_open: bool = False
    pk: int = 0

    @property
    def id(self) -> str:
        """A name of its own on the page."""
        return f"{self.step.action}-{self.pk}"


def offers(
    subject: Subject,
    url: Callable[[str], str],
    *,
    hide: tuple[str, ...] = (),
    sent_back: Mapping[str, forms.Form] | None = None,
    initial: dict[str, Any] | None = None,
) -> list[Offer]:
    """The steps that the table gives staff for `subject`, the usual way on first.

    `url` gives the address of an action; `sent_back` holds forms with errors by action.
    """
    deeds, found = DEEDS[subject.lifecycle.name], []
    for step in subject.lifecycle.steps_from(subject.state, by=By.STAFF):
        deed = deeds.get(step.action)
        if deed is None or step.action in hide:
            continue
        wrong = (sent_back or {}).get(step.action)
        form = wrong or (deed.form(initial=initial, prefix=step.action) if deed.form else None)
        tone = _tone(subject, step.action, deed)
        found.append(Offer(step, url(step.action), tone, form, wrong is not None, subject.pk))
    order = ("next", "", "no")
    return sorted(found, key=lambda offer: order.index(offer.tone))


#: what is only waited for in these states: a parcel may come before its message does
_WAITED_FOR = {
    "receive": (BorrowingState.SHIPPED, BorrowingState.NOT_ARRIVED),
    "check_in": (LendingState.RETURNING,),
}


def _tone(subject: Subject, action: str, deed: Deed) -> str:
    """The usual way on, unless it is not what one waits for now."""
    states = _WAITED_FOR.get(action)
    return "" if states and subject.state not in states else deed.tone


def said_with(deed: Deed, action: str, data: Any) -> "forms.Form | None":
    """The form of a deed, filled with what was posted."""
    return deed.form(data, prefix=action) if deed.form else None


def carry_out(
    deed: Deed, pk: int, form: "forms.Form | None", act: Act, **more: Library | None
) -> object:
    """Take the step; `form` is valid."""
    said: dict[str, Any] = dict(form.cleaned_data) if form else {}
    return deed.do(pk, act=act, **said, **{k: v for k, v in more.items() if v is not None})
