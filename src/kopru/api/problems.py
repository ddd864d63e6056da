"""Every fault of the API as application/problem+json (RFC 9457), in both languages."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from kopru.api.shapes import Problem, Text
from kopru.common.words import Words
from kopru.protocols.cql import DIAGNOSTICS, CqlTrouble

log = logging.getLogger(__name__)

PROBLEMS = {
    "wrong_parameter": (422, Words("Bir parametre eksik ya da yanlış.", "A parameter is missing or wrong.")),
    "not_found": (404, Words("Bu adreste bir şey yok.", "There is nothing at this address.")),
    "not_allowed": (405, Words("Bu adres bu yöntemi kabul etmiyor.", "This address does not take this method.")),
    "refused": (400, Words("İstek anlaşılamadı.", "The request could not be understood.")),
    "failed": (500, Words("Bizden kaynaklanan bir hata oldu; biraz sonra yeniden deneyin.", "The fault is ours; please try again in a while.")),
}  # fmt: skip


def problem(request: HttpRequest, code: str, *, detail: str = "", status: int = 0) -> HttpResponse:
    """The answer for a fault of PROBLEMS; `status` where it differs from the usual one."""
    usual, words = PROBLEMS[code]
    language = get_language() or "tr"
    body = Problem(
        type=f"urn:kopru:problem:{code}",
        title=words.say(language),
        status=status or usual,
        code=code,
        text=Text(tr=words.tr, en=words.en),
        detail=detail,
        request_id=_number(request),
    )
    return JsonResponse(
        body.model_dump(), status=body.status, content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip


def _number(request: HttpRequest) -> str:
    return cast(str, getattr(request, "request_id", ""))


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404 for addresses below the API that name nothing."""
    return problem(request, "not_found", detail=f"/{rest}" if rest else "")


def _wrong_parameter(
    request: HttpRequest, fault: ValidationError | type[ValidationError]
) -> HttpResponse:
    said = [
        f"{'.'.join(str(p) for p in e['loc'])}: {e['msg']}" for e in getattr(fault, "errors", [])
    ]
    return problem(request, "wrong_parameter", detail="; ".join(said))


def _wrong_query(request: HttpRequest, fault: CqlTrouble | type[CqlTrouble]) -> HttpResponse:
    code, detail = getattr(fault, "code", 10), getattr(fault, "detail", "")
    words = DIAGNOSTICS[code].say(get_language() or "tr")
    return problem(
        request,
        "wrong_parameter",
        detail=f"query.q: {words} (info:srw/diagnostic/1/{code}): {detail}",
    )


def _refused(request: HttpRequest, fault: HttpError | type[HttpError]) -> HttpResponse:
    codes = {404: "not_found", 405: "not_allowed"}
    status: int = getattr(fault, "status_code", 400)
    code = codes.get(status, "refused")
    return problem(request, code, detail=str(fault), status=status)


def _failed(request: HttpRequest, fault: Exception | type[Exception]) -> HttpResponse:
    log.error("the API failed at %s", request.path, exc_info=True)
    return problem(request, "failed")


def method_said(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, with its bare 405 told as a problem."""

    @wraps(view)
    def told(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refusal = problem(request, "not_allowed", detail=request.method or "")
        refusal["Allow"] = response["Allow"]
        return refusal

    return told


def use(api: NinjaAPI) -> None:
    """Make `api` answer every fault as a problem."""
    api.add_exception_handler(ValidationError, _wrong_parameter)
    api.add_exception_handler(CqlTrouble, _wrong_query)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(Http404, lambda request, fault: nothing_here(request))
    api.add_exception_handler(Exception, _failed)
