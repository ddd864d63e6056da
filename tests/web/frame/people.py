"""People and libraries that tests of pages sign in as."""

from kopru.libraries import actions
from kopru.libraries.models import Library, Role

PASSWORD = "ihlamur-2026"


def library(symbol="TR-ASH", name="Dişbudak", city="Ankara"):
    """A library with one branch."""
    kept = Library.objects.filter(symbol=symbol).first()
    if kept:
        return kept
    kept = actions.add_library(
        symbol=symbol, name_tr=f"{name} Kütüphanesi", name_en=f"{name} Library", city=city
    )
    actions.save_branch(library=kept, code="MRK", name_tr="Merkez", name_en="Main", city=city)
    return kept


def somebody(role, email="", where=None):
    """A person with a role: at `where` (TR-ASH without it), or of the network."""
    place = None if role == Role.NETWORK_ADMIN else (where or library())
    user, _ = actions.invite(
        email=email or f"{role}@ash.example", name="Işık Gökçe", role=role, library=place
    )
    user.set_password(PASSWORD)
    user.language = ""
    user.save()
    return user
