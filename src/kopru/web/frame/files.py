"""A file of the data folder as an answer: what it is, and nothing that a browser may guess."""

from pathlib import Path

from django.http import Http404, HttpResponse


def kept_file(path: Path, *, media: str, cache: str = "no-store, private") -> HttpResponse:
    """The file at `path` as `media`, which we have judged ourselves.

    :raises Http404: it is gone
    """
    if not path.is_file():
        raise Http404(path.name)
    answer = HttpResponse(path.read_bytes(), content_type=media)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = cache
    return answer
