"""What one person may see and do: the only judge of access (design.md, invariant 7)."""

from dataclasses import dataclass

from kopru.libraries.models import Library, Membership, Role, User

STAFF_ROLES = (Role.STAFF, Role.LIBRARY_ADMIN)


@dataclass(frozen=True, slots=True)
class Sight:
    """A person at one library in one role. `library` is None for strangers and the network."""

    user: User | None = None
    library: Library | None = None
    role: str = ""

    @property
    def is_reader(self) -> bool:
        """A reader of a library."""
        return self.role == Role.READER

    @property
    def is_staff(self) -> bool:
        """Works at the desk of a library (its administrators do, too)."""
        return self.role in STAFF_ROLES

    @property
    def is_library_admin(self) -> bool:
        """May change the library's people, rules and addresses."""
        return self.role == Role.LIBRARY_ADMIN

    @property
    def is_network_admin(self) -> bool:
        """Looks after the network: libraries and their administrators, never readers' loans."""
        return self.role == Role.NETWORK_ADMIN


NOBODY = Sight()


def sights_of(user: User) -> list[Sight]:
    """Every place the person has, most able first: network, administrator, staff, reader."""
    order = [Role.NETWORK_ADMIN, Role.LIBRARY_ADMIN, Role.STAFF, Role.READER]
    memberships = Membership.objects.filter(user=user).select_related("library")
    return sorted(
        (Sight(user, m.library, m.role) for m in memberships),
        key=lambda s: (order.index(Role(s.role)), s.library.symbol if s.library else ""),
    )
