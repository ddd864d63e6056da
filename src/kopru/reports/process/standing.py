"""What runs at a library on a day, and the form it is printed on."""

from datetime import date

from kopru.common.words import Words
from kopru.libraries.models import Letterhead, Library
from kopru.reports.process.content import Process
from kopru.reports.process.form import Form, Revised
from kopru.reports.process.plans import process_of


def process_today(library: Library, *, on: date) -> Process:
    """The process by the rules in force at the library on `on`."""
    return process_of(library.terms(on=on))


def blank_form(library: Library, *, on: date) -> Form:
    """The form of a library that has not filled it in: its own letterhead, the first revision, no signature."""
    head = Letterhead.objects.filter(library=library).first()
    return Form(
        library=Words(library.name_in("tr"), library.name_in("en")),
        lines=tuple(head.lines.splitlines()) if head else (),
        logo=bytes(head.logo) if head else b"",
        history=(Revised(0, None, ()),),
        rules_of=on,
    )
