"""`kopru index`: what loads changed into the search index, or the whole index anew."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from kopru.catalogue.models import Edition, EditionToIndex
from kopru.catalogue.search.index import index_all_changed, index_everything_anew
from kopru.common.processes import collect_seldom
from kopru.config.management.base import DataCommand

#: where more than one edition in so many changed, all of them anew are done sooner
_ONE_IN = 3


class Command(DataCommand):
    """Bring what is noted as changed into the index; where that is most of it, make it anew."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="make the whole index from the database"
        )
        parser.add_argument("--json", action="store_true", help="say it as one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        collect_seldom()
        started = time.perf_counter()
        noted, editions = EditionToIndex.objects.count(), Edition.objects.count()
        is_anew = options["anew"] or noted * _ONE_IN > editions
        done = index_everything_anew() if is_anew else index_all_changed()
        seconds = round(time.perf_counter() - started, 1)
        if options["json"]:
            said = {"editions": editions, "noted": done, "anew": is_anew, "seconds": seconds}
            self.stdout.write(json.dumps(said))
        elif is_anew:
            words = _(
                "The index was made anew from %(editions)d editions in %(seconds).1f seconds."
            )
            self.stdout.write(words % {"editions": editions, "seconds": seconds})
        else:
            words = _(
                "%(noted)d noted changes were brought into the index in %(seconds).1f seconds."
            )
            self.stdout.write(words % {"noted": done, "seconds": seconds})
