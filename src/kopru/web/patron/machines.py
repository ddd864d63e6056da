"""What a title's page says to programs: its lasting address, schema.org, COinS."""

import json
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kopru.catalogue.citing import Shelf, Work, as_schema_org
from kopru.catalogue.models import Edition
from kopru.catalogue.queries import HolderFacts

#: no text of a catalogue may end the element that the data stands in
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def address_of(edition: Edition) -> str:
    """Where the edition's page is, for all the world."""
    return settings.KOPRU_ADDRESS.rstrip("/") + reverse("title", args=[edition.pk])


def data_block(
    edition: Edition, work: Work, holders: Iterable[tuple[HolderFacts, Sequence[str]]]
) -> SafeString:
    """JSON-LD for a `<script type="application/ld+json">`, which browsers do not run."""
    shelves = [
        Shelf(
            library=facts.library.name_tr,
            city=facts.library.city,
            call_numbers=tuple(call_numbers),
            available=None if facts.available is None else facts.available > 0,
            lends=not facts.not_for_loan,
        )
        for facts, call_numbers in holders
    ]
    data = as_schema_org(work, address=address_of(edition), shelves=shelves)
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - the three marks that HTML reads are escaped above
