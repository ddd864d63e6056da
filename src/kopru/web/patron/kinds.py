"""What kinds of works are called, in the catalogue and in citations."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kopru.catalogue.models import Edition
from kopru.common.citation import Citation

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: kinds of the catalogue's editions, the frequent ones first
CATALOGUE_KINDS: "dict[str, StrOrPromise]" = {
    "book": _("Book"),
    "thesis": _("Thesis"),
    "journal": _("Journal"),
    "article": _("Article or chapter"),
    "map": _("Map"),
    "music": _("Sheet music"),
    "video": _("Film or video"),
    "audio": _("Sound recording"),
    "image": _("Picture"),
    "software": _("Software"),
    "other": _("Something else"),
}

#: kinds of `kopru.common.citation.KINDS`, as a reader chooses them
CITATION_KINDS: "dict[str, StrOrPromise]" = {
    "book": _("Book"),
    "article": _("Article"),
    "chapter": _("Chapter of a book"),
    "thesis": _("Thesis"),
    "issue": _("Issue of a journal"),
}

_CITED_AS = {"thesis": "thesis", "journal": "issue", "article": "article"}


def cited(edition: Edition) -> Citation:
    """The citation that asks for this edition; its empty fields are filled in by `completed`."""
    return Citation(
        kind=_CITED_AS.get(edition.kind, "book"),
        volume=edition.volume,
        edition=edition.edition_statement,
        issn=edition.issns[0] if edition.issns else "",
    )
