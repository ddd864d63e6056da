"""Questions: those we ask as a harvester, and those that we are asked, checked (section 3 and 4)."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from . import datestamps
from .values import Asked, ErrorCode, Verb, Wrong

_PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")
_SET = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")
#: (must be there, may be there); a resumption token excludes all others
_ARGUMENTS: dict[Verb, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Verb.IDENTIFY: ((), ()),
    Verb.LIST_METADATA_FORMATS: ((), ("identifier",)),
    Verb.LIST_SETS: ((), ("resumptionToken",)),
    Verb.GET_RECORD: (("identifier", "metadataPrefix"), ()),
    Verb.LIST_RECORDS: (("metadataPrefix",), ("from", "until", "set", "resumptionToken")),
    Verb.LIST_IDENTIFIERS: (("metadataPrefix",), ("from", "until", "set", "resumptionToken")),
}
_LONGEST = 1_000


def list_records(*, prefix: str, since: str = "", set_: str = "") -> dict[str, str]:
    """The arguments of a harvest from its beginning; `since` as the provider writes dates."""
    asked = {"verb": str(Verb.LIST_RECORDS), "metadataPrefix": prefix, "from": since, "set": set_}
    return {name: value for name, value in asked.items() if value}


def resume(token: str, verb: Verb = Verb.LIST_RECORDS) -> dict[str, str]:
    """The arguments of the next page. A token stands alone: it knows the rest."""
    return {"verb": str(verb), "resumptionToken": token}


def check(pairs: Iterable[tuple[str, str]]) -> Asked:
    """A question from the arguments of an HTTP request, each as it came, repeats included.

    :raises Wrong: badVerb or badArgument, with words that name the argument
    """
    arguments: dict[str, str] = {}
    for name, value in pairs:
        if name in arguments:
            code = ErrorCode.BAD_VERB if name == "verb" else ErrorCode.BAD_ARGUMENT
            raise Wrong(code, f"{name[:40]} is given more than once")
        arguments[name] = value
    verb = _verb(arguments.pop("verb", None))
    _check_names(verb, arguments)
    return _asked(verb, arguments)


def _verb(text: str | None) -> Verb:
    if text is None:
        raise Wrong(ErrorCode.BAD_VERB, "verb is missing")
    try:
        return Verb(text)
    except ValueError:
        raise Wrong(ErrorCode.BAD_VERB, "verb is not one of the six of OAI-PMH") from None


def _check_names(verb: Verb, arguments: dict[str, str]) -> None:
    needed, optional = _ARGUMENTS[verb]
    for name, value in arguments.items():
        if name not in (*needed, *optional):
            raise Wrong(ErrorCode.BAD_ARGUMENT, f"{verb} has no argument {name[:40]}")
        if not value.isprintable() or not 0 < len(value) <= _LONGEST:
            words = f"{name} is empty, longer than {_LONGEST} or has control characters"
            raise Wrong(ErrorCode.BAD_ARGUMENT, words)
    if "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise Wrong(ErrorCode.BAD_ARGUMENT, "resumptionToken stands alone")
        return
    for name in needed:
        if name not in arguments:
            raise Wrong(ErrorCode.BAD_ARGUMENT, f"{verb} needs {name}")


def _asked(verb: Verb, arguments: dict[str, str]) -> Asked:
    prefix, set_ = arguments.get("metadataPrefix", ""), arguments.get("set", "")
    if prefix and not _PREFIX.fullmatch(prefix):
        raise Wrong(ErrorCode.BAD_ARGUMENT, "metadataPrefix has characters that no prefix has")
    if set_ and not _SET.fullmatch(set_):
        raise Wrong(ErrorCode.BAD_ARGUMENT, "set is no setSpec")
    asked = Asked(
        verb, identifier=arguments.get("identifier", ""), prefix=prefix, set=set_,
        token=arguments.get("resumptionToken", ""), arguments={"verb": str(verb), **arguments},
    )  # fmt: skip
    return _with_dates(asked, arguments.get("from"), arguments.get("until"))


def _with_dates(asked: Asked, from_: str | None, until: str | None) -> Asked:
    since = _date("from", from_)
    before = _date("until", until)
    if from_ and until and len(from_) != len(until):
        raise Wrong(ErrorCode.BAD_ARGUMENT, "from and until are not equally fine")
    if since and before and since >= before:
        raise Wrong(ErrorCode.BAD_ARGUMENT, "from is later than until")
    return replace(asked, since=since, before=before)


def _date(name: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datestamps.end(text) if name == "until" else datestamps.read(text)[0]
    except ValueError:
        raise Wrong(
            ErrorCode.BAD_ARGUMENT, f"{name} must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"
        ) from None
