"""The official form around the process: title block, revisions, who signs. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable

State = Literal["draft", "signing", "in_force", "superseded"]

#: who signs, in this order (a Turkish quality office's form)
ROLES: dict[str, W] = {
    "prepared": W("Hazırlayan", "Prepared by"),
    "controlled": W("Kontrol Eden", "Controlled by"),
    "secretary": W("Genel Sekreter", "Secretary General"),
    "approved": W("Onaylayan", "Approved by"),
    "published": W("Yayımlayan", "Published by"),
}
STATES: dict[str, W] = {
    "draft": W("Taslak", "Draft"),
    "signing": W("İmzada", "Being signed"),
    "in_force": W("Yürürlükte", "In force"),
    "superseded": W("Yürürlükten kalktı", "Superseded"),
}
TITLE = W(
    "Kütüphaneler Arası Ödünç Verme (KAÖ) İş Akış Süreci",
    "Interlibrary Loan (ILL) Process",
)
FIRST = W("İlk yayın.", "First edition.")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs as what; `on` is None until they have."""

    role: str
    office: str = ""
    name: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Revised:
    """A line of the revision history."""

    number: int
    on: date | None
    reasons: tuple[W, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """All of the form that is not the process itself. lines: the letterhead's, from the top."""

    library: W
    lines: tuple[str, ...] = ()
    logo: bytes = b""
    number: str = ""
    title: W = TITLE
    published_on: date | None = None
    revision: int = 0
    revised_on: date | None = None
    state: State = "draft"
    signatures: tuple[Signature, ...] = tuple(Signature(role) for role in ROLES)
    history: tuple[Revised, ...] = ()
    related: tuple[str, ...] = ()
    rules_of: date | None = None
