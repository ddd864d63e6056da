"""The only door for writes to process documents: the form, revisions, signatures."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kopru.common.text import nfc
from kopru.common.words import Words
from kopru.libraries.actions import Refused
from kopru.libraries.models import Library, Membership, User
from kopru.libraries.sight import STAFF_ROLES
from kopru.reports.models import ProcessDocument, ProcessRevision, ProcessSignature
from kopru.reports.process.content import Process
from kopru.reports.process.differences import Difference, differences
from kopru.reports.process.form import FIRST, ROLES, TITLE
from kopru.reports.process.standing import process_today

State = ProcessRevision.State

NOT_YOURS = Words("Bu imza başka birinin.", "This signature is somebody else's.")
_SIGNED = Words("Bu revizyon imzaya açık değil.", "This revision is not open for signing.")
_NOT_NEXT = Words("Sıra bu imzada değil.", "It is not this signature's turn.")
_CHANGED = Words(
    "Kurallar bu revizyon açıldıktan sonra değişti; önce yeni bir revizyon açın.",
    "The rules have changed since this revision was opened; open a new one first.",
)
_SAME = Words(
    "Son revizyondan bu yana bir şey değişmedi.", "Nothing has changed since the last revision."
)


@transaction.atomic
def save_form(
    *, library: Library, number: str, related: str, signers: Mapping[str, Mapping[str, object]],
    title_tr: str = "", title_en: str = "",
) -> ProcessDocument:  # fmt: skip
    """The form as it is printed from now on; signed revisions keep theirs.

    :param signers: by role: "office", "name" and "user" (id of the person who signs in Köprü, or None)
    :raises ValidationError: naming each field that cannot be
    """
    document, _ = ProcessDocument.objects.get_or_create(
        library=library, defaults={"title_tr": TITLE.tr, "title_en": TITLE.en}
    )
    document.number = nfc(number.strip())
    document.related = nfc("\n".join(line.strip() for line in related.splitlines() if line.strip()))
    document.title_tr = nfc(title_tr.strip()) or document.title_tr
    document.title_en = nfc(title_en.strip()) or document.title_en
    document.signers = {
        role: {
            "office": nfc(str(said.get("office") or "").strip()),
            "name": nfc(str(said.get("name") or "").strip()),
            "user": said.get("user"),
        }
        for role, said in signers.items()
        if role in ROLES
    }
    document.full_clean()
    document.save()
    return document


def latest(library: Library) -> ProcessRevision | None:
    """The newest revision of a library's document."""
    return (
        ProcessRevision.objects.of(library).select_related("document", "document__library").first()
    )


def changes_since(revision: ProcessRevision, *, on: date) -> list[Difference]:
    """What runs otherwise on `on` than `revision` says."""
    return differences(revision.process, process_today(revision.document.library, on=on))


@transaction.atomic
def open_revision(*, library: Library, now: datetime, by: User | None = None) -> ProcessRevision:
    """The rules of today as a draft, with what they differ in from the last revision in force.

    A draft that nobody has signed is brought up to date; one that is being signed is superseded.
    :raises Refused: when nothing has changed since the newest revision
    """
    today = timezone.localdate(now)
    document, _ = ProcessDocument.objects.get_or_create(
        library=library, defaults={"title_tr": TITLE.tr, "title_en": TITLE.en}
    )
    document = ProcessDocument.objects.select_for_update().get(pk=document.pk)
    process, newest = process_today(library, on=today), latest(library)
    if newest and newest.mark == process.mark:
        raise Refused(_SAME)
    in_force = document.revisions.filter(state=State.IN_FORCE).first()
    if newest and newest.state == State.DRAFT:
        return _written(newest, process, in_force, today)
    if newest and newest.state == State.SIGNING:
        newest.state = State.SUPERSEDED
        newest.save(update_fields=["state"])
    number = newest.number + 1 if newest else 0
    fresh = ProcessRevision(document=document, number=number, opened_at=now, opened_by=by)
    return _written(fresh, process, in_force or newest, today)


def _written(
    revision: ProcessRevision, process: Process, before: ProcessRevision | None, today: date
) -> ProcessRevision:
    reasons = (
        [FIRST]
        if before is None
        else [one.sentence for one in differences(before.process, process)]
    )
    revision.content, revision.mark, revision.rules_of = process.as_json(), process.mark, today
    revision.reasons = [{"tr": one.tr, "en": one.en} for one in reasons]
    revision.save()
    return revision


def next_role(revision: ProcessRevision) -> str | None:
    """Whose turn it is to sign; None for a revision that is not open."""
    if not revision.is_open:
        return None
    signed = set(revision.signatures.values_list("role", flat=True))
    return next((role for role in ROLES if role not in signed), None)


def may_sign(user: User, revision: ProcessRevision, role: str) -> bool:
    """Whether this person signs as `role`: who is named there, else the library's administrators."""
    library = revision.document.library
    roles = set(
        Membership.objects.filter(user=user, library=library).values_list("role", flat=True)
    )
    named = revision.document.signers.get(role, {}).get("user")
    if named:
        return bool(named == user.pk and roles & set(STAFF_ROLES))
    return "library_admin" in roles


@transaction.atomic
def sign(*, revision: ProcessRevision, role: str, by: User, now: datetime) -> ProcessRevision:
    """A signature, in the order of the form; the last one puts the revision in force.

    :raises Refused: out of turn, by somebody else, or where the rules have changed meanwhile
    """
    revision = ProcessRevision.objects.select_for_update().get(pk=revision.pk)
    if not revision.is_open:
        raise Refused(_SIGNED)
    if role != next_role(revision):
        raise Refused(_NOT_NEXT)
    if not may_sign(by, revision, role):
        raise Refused(NOT_YOURS)
    today = timezone.localdate(now)
    document = revision.document
    if process_today(document.library, on=today).mark != revision.mark:
        raise Refused(_CHANGED)
    said = document.signers.get(role, {})
    ProcessSignature.objects.create(
        revision=revision,
        role=role,
        office=said.get("office") or "",
        name=said.get("name") or by.name,
        user=by,
        at=now,
    )
    if revision.state == State.DRAFT:
        revision.state = State.SIGNING
        revision.form = {
            "number": document.number, "title_tr": document.title_tr, "title_en": document.title_en,
            "related": document.related,
        }  # fmt: skip
    if next_role(revision) is None:
        document.revisions.filter(state=State.IN_FORCE).update(state=State.SUPERSEDED)
        revision.state, revision.in_force_on = State.IN_FORCE, today
    revision.save()
    return revision


def draft_changed(now: datetime) -> int:
    """Opens a draft wherever the rules have changed since the newest revision; how many."""
    opened = 0
    for document in (
        ProcessDocument.objects.select_related("library").filter(revisions__isnull=False).distinct()
    ):
        newest = latest(document.library)
        if (
            newest
            and process_today(document.library, on=timezone.localdate(now)).mark != newest.mark
        ):
            open_revision(library=document.library, now=now)
            opened += 1
    return opened
