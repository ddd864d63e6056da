"""A number for every request, so that an error page and the log can be brought together."""

import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import cast

from django.http import HttpRequest, HttpResponse

from kopru.web.frame.sight import KopruRequest

HEADER = "X-Request-ID"
#: the number of the request being answered; empty outside of one
current_request_id: ContextVar[str] = ContextVar("request_id", default="")

_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")


def _fresh() -> str:
    return uuid.uuid4().hex[:16]


class RequestIdMiddleware:
    """Takes the id that a proxy gave in `X-Request-ID` (8 to 64 plain characters) or makes one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if _WELL_FORMED.fullmatch(given) else _fresh()
        cast(KopruRequest, request).request_id = number
        token = current_request_id.set(number)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response[HEADER] = number
        return response


class RequestIdFilter(logging.Filter):
    """Gives every log record a `request_id`, for formats like `%(request_id)s`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get() or "-"
        return True
