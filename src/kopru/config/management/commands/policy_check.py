"""`kopru policy_check`: what the policies of a file say of the requests in it, and which clause says it."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pydantic import ValidationError

from kopru.common.words import Words
from kopru.libraries.policy.checking import File, Judged, Stated, judged
from kopru.libraries.policy.deciding import Decision, Finding
from kopru.libraries.policy.doubtful import doubts
from kopru.libraries.policy.explaining import rule_of, rules_behind
from kopru.libraries.policy.saying import sections

_WRONG_CALL = 2
_MOST_TROUBLES = 20


class Command(BaseCommand):
    """Judge requests by policies, both written as JSON (docs/policy.schema.json)."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE.json")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--say", action="store_true", help="print the policies as sentences, too"
        )
        parser.add_argument(
            "--schema", action="store_true", help="print the JSON Schema of such files"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"]:
            self.stdout.write(json.dumps(File.model_json_schema(), ensure_ascii=False, indent=1))
            return
        if options["file"] is None:
            raise CommandError(_("Which file is to be checked?"), returncode=_WRONG_CALL)
        file = _read(options["file"])
        results = list(judged(file))
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(file, results), ensure_ascii=False))
            return
        for line in _lines(file, results, say=options["say"]):
            self.stdout.write(line)


def _read(path: Path) -> File:
    try:
        return File.model_validate_json(path.read_bytes())
    except OSError as error:
        said = _("%(file)s cannot be opened: %(why)s.") % {"file": path, "why": error.strerror}
        raise CommandError(said, returncode=_WRONG_CALL) from error
    except ValidationError as error:
        troubles = error.errors(include_url=False)
        lines = [f"{'.'.join(map(str, one['loc'])) or 'JSON'}: {one['msg']}" for one in troubles]
        head = _("%(file)s is no file of policies and requests:") % {"file": path}
        raise CommandError(
            "\n  ".join([head, *lines[:_MOST_TROUBLES]]), returncode=_WRONG_CALL
        ) from error


def _say(words: Words) -> str:
    return words.say(get_language() or "tr")


def _lines(file: File, results: list[Judged], *, say: bool) -> Iterator[str]:
    for stated in file.policies:
        yield from _policy_lines(stated, say=say)
    for number, result in enumerate(results, 1):
        name = result.asked.name or _("request %(number)d") % {"number": number}
        verdict = _("ALLOWED") if result.is_allowed else _("REFUSED")
        yield ""
        yield f"{number}. {name} ({result.asked.asked_on}): {verdict}"
        for library, policy, decision in result.sides:
            if policy is None or decision is None:
                yield "   " + _("%(library)s has no policy on that day.") % {"library": library}
            else:
                yield from _side_lines(policy, decision, result)
    allowed = sum(result.is_allowed for result in results)
    if results:
        yield ""
        said = ngettext(
            "%(allowed)d of %(all)d request is allowed.",
            "%(allowed)d of %(all)d requests are allowed.",
            len(results),
        )
        yield said % {"allowed": allowed, "all": len(results)}


def _policy_lines(stated: Stated, *, say: bool) -> Iterator[str]:
    found = doubts(stated.terms)
    if say or found:
        yield f"{stated.library}, {stated.valid_from}"
    for side in ("lending", "borrowing") if say else ():
        for section in sections(stated.terms, side):
            yield f"   {_say(section.heading)}"
            yield from (f"      {_say(sentence)}" for sentence in section.sentences)
    for doubt in found:
        where = ", ".join(doubt.terms)
        if doubt.clause is not None:
            where = f"clauses.{doubt.clause}" + (f" ({where})" if where else "")
        yield f"   ? {where}: {_say(doubt.words)}"


def _side_lines(policy: Stated, decision: Decision, result: Judged) -> Iterator[str]:
    side = _("as supplier") if decision.side == "lending" else _("for its reader")
    verdict = _("allowed") if decision.is_allowed else _("refused")
    yield f"   {policy.library}, {side}, {policy.valid_from}: {verdict}"
    for finding in decision.against:
        yield f"     – {_say(finding.words)} {_source(decision, finding)}"
    if decision.copy_instead:
        yield "     + " + _("A copy is offered instead.")
    if decision.is_allowed:
        for line in rules_behind(decision, result.asked.case):
            yield f"     + {_say(line.words)} [{_say(line.source)}]"
        for finding in decision.conditions:
            yield f"     ! {_say(finding.words)} {_source(decision, finding)}"


def _source(decision: Decision, finding: Finding) -> str:
    rule = rule_of(decision, finding)
    return f"[{_say(rule.source)}: {_say(rule.words)}]" if rule else ""


def _as_json(file: File, results: list[Judged]) -> dict[str, Any]:
    return {
        "policies": [
            {
                "library": stated.library, "valid_from": str(stated.valid_from),
                "doubts": [
                    {"code": d.code, "terms": d.terms, "clause": d.clause, **_both(d.words)}
                    for d in doubts(stated.terms)
                ],
            }
            for stated in file.policies
        ],
        "requests": [
            {
                "name": result.asked.name, "asked_on": str(result.asked.asked_on),
                "allowed": result.is_allowed,
                "sides": [
                    _side_json(library, policy, decision, result)
                    for library, policy, decision in result.sides
                ],
            }
            for result in results
        ],
    }  # fmt: skip


def _side_json(
    library: str, policy: Stated | None, decision: Decision | None, result: Judged
) -> dict[str, Any]:
    if policy is None or decision is None:
        return {"library": library, "policy": None, "allowed": False}
    rules = [
        {"clause": line.clause, **_both(line.words)}
        for line in rules_behind(decision, result.asked.case)
    ]
    return {
        "library": library, "policy": str(policy.valid_from), "side": decision.side,
        "allowed": decision.is_allowed, "copy_instead": decision.copy_instead,
        "against": [_finding(decision, one) for one in decision.against],
        "conditions": [_finding(decision, one) for one in decision.conditions],
        "rules": rules,
    }  # fmt: skip


def _finding(decision: Decision, finding: Finding) -> dict[str, Any]:
    rule = rule_of(decision, finding)
    return {
        "code": finding.code, "reason": finding.reason, "terms": finding.reads,
        "clause": None if finding.clause is None else finding.clause + 1, **_both(finding.words),
        "rule": _both(rule.words) if rule else None,
    }  # fmt: skip


def _both(words: Words) -> dict[str, str]:
    return {"tr": words.tr, "en": words.en}
