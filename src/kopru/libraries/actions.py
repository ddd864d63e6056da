"""The only door for writes about libraries, branches, closing days, people and rules.

Every function checks what it is given and raises `Refused` (words in both languages) or
Django's ValidationError (naming the field); nothing is written then. Whether the asker
may do it is judged before, by their Sight.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.validators import validate_email
from django.db import IntegrityError, models, transaction

from kopru.common.text import nfc
from kopru.common.words import Words
from kopru.libraries.models import (
    Branch,
    ClosingDay,
    Letterhead,
    Library,
    Membership,
    Policy,
    Role,
    Standstill,
    User,
)
from kopru.libraries.policy.terms import Terms

LANGUAGES = ("tr", "en")
LONGEST_CLOSURE = timedelta(days=366)

LIBRARY_FIELDS = frozenset(
    [
        "symbol",
        "name_tr",
        "name_en",
        "kind",
        "city",
        "email",
        "phone",
        "website",
        "language",
        "is_local",
        "iso18626_address",
    ]
)
BRANCH_FIELDS = frozenset(
    [
        "code",
        "name_tr",
        "name_en",
        "address",
        "district",
        "city",
        "postcode",
        "phone",
        "is_ill_address",
    ]
)


STANDSTILL_FIELDS = frozenset(["kind", "begins", "ends", "reason_tr", "reason_en"])


class Refused(Exception):
    """A write that cannot be; `words` say why in both languages."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def _fill(row: models.Model, values: Mapping[str, object], allowed: frozenset[str]) -> None:
    unknown = set(values) - allowed
    if unknown:
        raise TypeError(f"no such fields: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(row, name, nfc(value) if isinstance(value, str) else value)
    row.full_clean(exclude=["name_sort"])


def _symbol_is_free(library: Library, values: Mapping[str, object]) -> None:
    symbol = nfc(str(values.get("symbol", library.symbol)))
    if Library.objects.exclude(pk=library.pk).filter(symbol=symbol).exists():
        raise Refused(
            Words(tr="Bu sembol başka bir kütüphanenin.", en="Another library has this symbol.")
        )


def add_library(**values: object) -> Library:
    """A new library, taking part at once.

    :param values: any of LIBRARY_FIELDS; `symbol` and `name_tr` must be among them
    :raises ValidationError: naming each field that cannot be
    :raises Refused: when another library has the symbol
    """
    library = Library()
    _symbol_is_free(library, values)
    _fill(library, values, LIBRARY_FIELDS)
    library.save()
    return library


def change_library(*, library: Library, **values: object) -> Library:
    """Changes some of LIBRARY_FIELDS.

    :raises ValidationError: naming each field that cannot be
    :raises Refused: when another library has the symbol
    """
    _symbol_is_free(library, values)
    _fill(library, values, LIBRARY_FIELDS)
    library.save()
    return library


def save_letterhead(
    *, library: Library, lines: str, signer: str, signer_title: str, logo: bytes | None = None
) -> Letterhead:
    """The head of the library's own paper. `logo` is a PNG; None keeps the one that is there, and
    b"" takes it away.

    :raises ValidationError: naming each field that cannot be
    """
    head, _ = Letterhead.objects.get_or_create(library=library)
    head.lines = nfc("\n".join(line.strip() for line in lines.splitlines() if line.strip()))
    head.signer, head.signer_title = nfc(signer.strip()), nfc(signer_title.strip())
    if logo is not None:
        head.logo = logo
    head.full_clean()
    head.save()
    return head


def switch_library(*, library: Library, is_active: bool) -> Library:
    """Whether the library takes part. Off: no new requests go to it; open ones are finished."""
    library.is_active = is_active
    library.save(update_fields=["is_active"])
    return library


@transaction.atomic
def save_branch(*, library: Library, branch: Branch | None = None, **values: object) -> Branch:
    """Adds a branch (without `branch`) or changes one. Parcels come to one branch of a library.

    :param values: any of BRANCH_FIELDS
    :raises ValidationError: naming each field that cannot be
    :raises Refused: when another branch has the code, or the branch is not the library's
    """
    kept = branch or Branch(library=library)
    if kept.library_id != library.pk:
        raise Refused(Words(tr="Bu şube başka bir kütüphanenin.", en="Another library's branch."))
    others = library.branches.exclude(pk=kept.pk)
    if others.filter(code=nfc(str(values.get("code", kept.code)))).exists():
        raise Refused(
            Words(tr="Bu kodla bir şube zaten var.", en="There is a branch with this code already.")
        )
    _fill(kept, values, BRANCH_FIELDS)
    if kept.is_ill_address:
        others.update(is_ill_address=False)
    elif not others.filter(is_ill_address=True).exists():
        kept.is_ill_address = True
    kept.save()
    return kept


@transaction.atomic
def remove_branch(*, branch: Branch) -> None:
    """Removes a branch that nothing hangs on.

    :raises Refused: when parcels come to it, or copies are shelved in it
    """
    if branch.is_ill_address:
        raise Refused(
            Words(
                tr="Koliler bu şubeye geliyor; önce başka bir şubeyi seçin.",
                en="Parcels come to this branch; choose another one for them first.",
            )
        )
    try:
        branch.delete()
    except models.ProtectedError:
        raise Refused(
            Words(
                tr="Bu şubede kayıtlı nüshalar var; silinemez.",
                en="There are copies recorded in this branch; it cannot be removed.",
            )
        ) from None


def close_days(
    *,
    library: Library | None,
    first: date,
    last: date | None = None,
    reason: str = "",
    opens: bool = False,
) -> list[ClosingDay]:
    """Closes a library (everybody, for None) from `first` to `last`, both included.

    With `opens` it works on these days, whatever the week and the feasts say. Days that have a
    row already keep it and take the new reason.
    :raises Refused: when `last` is before `first` or the time is longer than a year
    """
    end = last or first
    if end < first:
        raise Refused(
            Words(tr="Son gün ilk günden önce olamaz.", en="The last day is before the first.")
        )
    if end - first > LONGEST_CLOSURE:
        raise Refused(
            Words(
                tr="Bir seferde en çok bir yıl kapatılabilir.",
                en="At most a year can be closed at once.",
            )
        )
    days = [first + timedelta(days=n) for n in range((end - first).days + 1)]
    with transaction.atomic():
        return [_close(library, day, nfc(reason)[:120], opens=opens) for day in days]


def set_week(
    *, library: Library, opens_saturday: bool, opens_sunday: bool, closes_on_eves: bool
) -> Library:
    """On which days of the week a library works, and whether on the mornings of eves."""
    library.opens_saturday, library.opens_sunday = opens_saturday, opens_sunday
    library.closes_on_eves = closes_on_eves
    library.save(update_fields=["opens_saturday", "opens_sunday", "closes_on_eves"])
    return library


def _close(library: Library | None, day: date, reason: str, *, opens: bool) -> ClosingDay:
    # a unique constraint does not hold for a library of NULL, so look before writing
    closed = ClosingDay.objects.filter(library=library, day=day).first()
    closed = closed or ClosingDay(library=library, day=day)
    closed.reason, closed.opens = reason, opens
    closed.save()
    return closed


def open_days(*, days: Iterable[ClosingDay]) -> int:
    """Takes closing days back; returns how many."""
    removed, _ = ClosingDay.objects.filter(pk__in=[day.pk for day in days]).delete()
    return removed


@transaction.atomic
def invite(
    *, email: str, name: str, role: Role, library: Library | None, language: str = "tr"
) -> tuple[User, bool]:
    """Gives a person a role, making their account where there is none.

    :returns: the person, and whether the account is new. A new account has no password:
        only the link of a password reset lets them in.
    :raises ValidationError: when the e-mail is none
    :raises Refused: when they have that role already, or role and library do not go together
    """
    address = email.strip().lower()
    validate_email(address)
    if (library is None) != (role == Role.NETWORK_ADMIN):
        raise Refused(
            Words(
                tr="Ağ yöneticisinin kütüphanesi olmaz; diğer rollerin olur.",
                en="A network administrator has no library; every other role has one.",
            )
        )
    user = User.objects.filter(email=address).first()
    is_new = user is None
    if user is None:
        if not nfc(name):
            raise Refused(Words(tr="Kişinin adı gerekli.", en="The person's name is needed."))
        user = User.objects.create_user(address, name=nfc(name), language=language)
    if Membership.objects.filter(user=user, library=library, role=role).exists():
        raise Refused(
            Words(tr="Bu kişinin bu rolü zaten var.", en="This person has that role already.")
        )
    Membership.objects.create(user=user, library=library, role=role)
    return user, is_new


def _last_admin(membership: Membership) -> bool:
    same = Membership.objects.filter(
        role=membership.role, library=membership.library, user__is_active=True
    )
    return membership.role in (Role.LIBRARY_ADMIN, Role.NETWORK_ADMIN) and same.count() < 2


_LAST = Words(
    tr="Son yönetici çıkarılamaz; önce başka birini yönetici yapın.",
    en="The last administrator cannot go; make somebody else administrator first.",
)


@transaction.atomic
def remove_member(*, membership: Membership) -> None:
    """Takes a role from a person; their account stays.

    :raises Refused: for the last administrator of a library or of the network
    """
    if _last_admin(membership):
        raise Refused(_LAST)
    membership.delete()


@transaction.atomic
def change_role(*, membership: Membership, role: Role) -> Membership:
    """Makes a library's person staff or administrator.

    :raises Refused: for the last administrator, or when they have the role already
    """
    if membership.role == role:
        return membership
    if role not in (Role.STAFF, Role.LIBRARY_ADMIN) or _last_admin(membership):
        raise Refused(_LAST)
    membership.role = role
    try:
        with transaction.atomic():
            membership.save(update_fields=["role"])
    except IntegrityError:
        raise Refused(
            Words(tr="Bu kişinin bu rolü zaten var.", en="This person has that role already.")
        ) from None
    return membership


def state_terms(
    *, library: Library, terms: Terms, valid_from: date, today: date, stated_by: User | None = None
) -> Policy:
    """States new rules from a day on. Earlier ones stay, for requests made under them.

    :raises Refused: when `valid_from` is before `today`: nobody can have kept a rule unsaid
    """
    if valid_from < today:
        raise Refused(
            Words(
                tr="Kurallar geçmiş bir günden başlayamaz.",
                en="Terms cannot begin on a day that has passed.",
            )
        )
    return Policy.objects.create(
        library=library,
        valid_from=valid_from,
        stated=terms.model_dump(mode="json"),
        stated_by=stated_by,
    )


def change_language(*, user: User, language: str) -> User:
    """The language that pages and mails speak to this person.

    :raises Refused: for a language other than LANGUAGES
    """
    if language not in LANGUAGES:
        raise Refused(Words(tr="Bu dil yok.", en="There is no such language here."))
    user.language = language
    user.save(update_fields=["language"])
    return user


def state_standstill(*, by: User | None = None, **values: object) -> Standstill:
    """A rule of the whole network for hard times.

    :param values: kind, begins, ends, reason_tr, reason_en
    :raises ValidationError: naming each field that cannot be
    :raises Refused: when its last day is before the first, or due dates have no day to move to
    """
    kept = Standstill(stated_by=by)
    _fill(kept, values, STANDSTILL_FIELDS)
    if kept.ends and kept.ends < kept.begins:
        raise Refused(
            Words(tr="Son gün ilk günden önce olamaz.", en="The last day is before the first.")
        )
    if kept.kind == Standstill.Kind.DATES and not kept.ends:
        raise Refused(
            Words(
                tr="İade günlerinin kayacağı son günü yazın.",
                en="Write the last day, after which due dates fall.",
            )
        )
    kept.save()
    return kept


def end_standstill(*, standstill: Standstill, today: date) -> Standstill:
    """It holds no longer than today; one that has not begun never will."""
    standstill.ends = max(today - timedelta(days=1), standstill.begins - timedelta(days=1))
    standstill.save(update_fields=["ends"])
    return standstill
