"""How a catalogue's health is said, to its staff and to the network's administrators."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kopru.connections.targets.health import Health
from kopru.connections.targets.models import Check, Outcome


@dataclass(frozen=True, slots=True)
class Said:
    """A word and its tone."""

    words: str
    tone: str


def health_said(health: Health) -> Said:
    """The state of a catalogue in a word or two."""
    return {
        "well": Said(_("Answers"), "good"),
        "resting": Said(_("Left in peace"), "bad"),
        "trying": Said(_("Being tried"), "wait"),
        "off": Said(_("Switched off"), "neutral"),
        "link": Said(_("Not asked: only a link"), "neutral"),
        "new": Said(_("Never asked"), "neutral"),
    }[health.state]


def outcome_said(outcome: Outcome) -> Said:
    """An outcome of one question, with its tone."""
    tone = "good" if outcome.is_answer else "bad" if outcome.is_its_fault else "warn"
    return Said(str(Outcome(outcome).label), tone)


def trouble_said(check: Check) -> str:
    """What went wrong in words, and what may help."""
    helps = {
        Outcome.OTHER_WORK: _("Its records are of other works: check the indexes."),
        Outcome.NO_ANSWER: _("It did not answer within six seconds."),
        Outcome.UNREACHABLE: _("Nobody listens at the address: check host and port, and firewalls."),
        Outcome.REFUSED: _("It said no: check database, indexes, account and password."),
        Outcome.GARBLED: _("It answered something else than was asked for: check the address."),
        Outcome.TOO_BIG: _("Its answer was larger than any record is."),
        Outcome.CRASHED: _("Its answer broke the process that reads answers; nothing else was hurt."),
        Outcome.NOT_INSTALLED: _("Z39.50 needs libyaz on the server: apt-get install libyaz5."),
        Outcome.FORBIDDEN: _("The address is in a private network; KOPRU_ALLOWED_NETWORKS must name it."),
    }  # fmt: skip
    return helps.get(Outcome(check.outcome), str(Outcome(check.outcome).label))
