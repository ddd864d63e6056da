"""What runs at a library on a day, and the form it is printed on."""

from datetime import date

from kopru.common.words import Words
from kopru.libraries.models import Letterhead, Library
from kopru.reports.models import ProcessDocument, ProcessRevision
from kopru.reports.process.content import Process
from kopru.reports.process.form import ROLES, STATES, TITLE, Form, Revised, Signature, State
from kopru.reports.process.plans import process_of


def process_today(library: Library, *, on: date) -> Process:
    """The process by the rules in force at the library on `on`."""
    return process_of(library.terms(on=on))


def form_of(library: Library, revision: ProcessRevision | None, *, on: date) -> Form:
    """The form around a revision as it was signed, or around what runs on `on`, which nobody has signed."""
    head = Letterhead.objects.filter(library=library).first()
    document = ProcessDocument.objects.filter(library=library).first()
    kept = (revision.form if revision else None) or _now(document)
    number = revision.number if revision else 0
    return Form(
        library=Words(library.name_in("tr"), library.name_in("en")),
        lines=tuple(head.lines.splitlines()) if head else (),
        logo=bytes(head.logo) if head else b"",
        number=kept["number"],
        title=Words(kept["title_tr"], kept["title_en"]),
        published_on=_first_day(document),
        revision=number,
        revised_on=revision.in_force_on if revision and number else None,
        state=_state(revision),
        signatures=_signatures(document, revision),
        history=_history(document, number) if revision else (),
        related=tuple(kept["related"].splitlines()),
        rules_of=revision.rules_of if revision else on,
    )


def _now(document: ProcessDocument | None) -> dict[str, str]:
    if document is None:
        return {"number": "", "title_tr": TITLE.tr, "title_en": TITLE.en, "related": ""}
    names = ("number", "title_tr", "title_en", "related")
    return {name: getattr(document, name) for name in names}


def _state(revision: ProcessRevision | None) -> State:
    found: State = "draft"
    for state in STATES:
        if revision and state == revision.state:
            found = state  # type: ignore[assignment]
    return found


def _first_day(document: ProcessDocument | None) -> date | None:
    """The day the document was first published."""
    if document is None:
        return None
    days = document.revisions.exclude(in_force_on=None).order_by("number")
    return days.values_list("in_force_on", flat=True).first()


def _signatures(
    document: ProcessDocument | None, revision: ProcessRevision | None
) -> tuple[Signature, ...]:
    signed = {one.role: one for one in revision.signatures.all()} if revision else {}
    found = []
    for role in ROLES:
        if one := signed.get(role):
            found.append(Signature(role, one.office, one.name, one.at.date()))
        else:
            said = document.signers.get(role, {}) if document else {}
            found.append(Signature(role, said.get("office") or "", said.get("name") or ""))
    return tuple(found)


def _history(document: ProcessDocument | None, number: int) -> tuple[Revised, ...]:
    """Every revision up to this one."""
    if document is None:
        return ()
    rows = document.revisions.filter(number__lte=number).order_by("number")
    return tuple(Revised(one.number, one.in_force_on, one.why) for one in rows)
