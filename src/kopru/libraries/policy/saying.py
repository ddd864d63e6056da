"""Terms as sentences that a librarian would sign, in Turkish and English. Pure.

A sentence is said for each matter, whether it was stated or is the default; of a clause
those are said which its terms have a part in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kopru.common.words import Words as W  # noqa: N817 - tables stay readable
from kopru.libraries.policy.clauses import Clause, When
from kopru.libraries.policy.sentences_borrowing import BORROWING
from kopru.libraries.policy.sentences_lending import LENDING
from kopru.libraries.policy.terms import Terms
from kopru.libraries.policy.words import (
    DISTANCES,
    GROUPS,
    KINDS,
    LIBRARY_KINDS,
    SERVICES,
    TRAITS,
    listed,
)

Say = Callable[[Terms], W | None]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the sentences beneath it."""

    heading: W
    sentences: tuple[W, ...]


def sections(terms: Terms, side: str) -> list[Section]:
    """What a library states as supplier ("lending") or for its own readers ("borrowing")."""
    if side == "lending" and not terms.lends and not terms.gives_copies:
        nothing = W(
            "Şu sıra başka kütüphanelere ne ödünç ne kopya veriyor.",
            "At present it gives other libraries neither loans nor copies.",
        )
        return [Section(W("Başka kütüphanelere", "To other libraries"), (nothing,))]
    said = []
    for heading, sentences in LENDING if side == "lending" else BORROWING:
        texts = tuple(text for _, say in sentences if (text := say(terms)) is not None)
        if texts:
            said.append(Section(heading, texts))
    return said + _clauses(terms, side)


def said_of(terms: Terms, side: str, names: Sequence[str]) -> tuple[W, ...]:
    """The sentences of one side that rest on any of the terms `names`, in their order."""
    return tuple(
        text
        for _, sentences in (LENDING if side == "lending" else BORROWING)
        for rests_on, say in sentences
        if not set(rests_on).isdisjoint(names) and (text := say(terms)) is not None
    )


def _clauses(terms: Terms, side: str) -> list[Section]:
    texts = tuple(clause_said(terms, clause) for clause in terms.clauses if clause.side == side)
    return [Section(W("Ayrıca", "Besides"), texts)] if texts else []


def clause_said(terms: Terms, clause: Clause) -> W:
    """A clause as one sentence; `terms` are those that it stands in."""
    if clause.refuses:
        case = _case(clause.when, of_whom="of")
        said = W(f"Kabul edilmeyen istekler: {case.tr}.", f"Not accepted: requests {case.en}.")
    else:
        case = _case(clause.when, of_whom="for")
        what = _said_by(terms.with_set(clause.sets), clause)
        said = W(
            f"{_upper_tr(case.tr)} için: {_lower_tr(what.tr)}" if case.tr else what.tr,
            f"{case.en[:1].upper()}{case.en[1:]}: {what.en[:1].lower()}{what.en[1:]}"
            if case.en
            else what.en,
        )
    if clause.words:
        return W(f"{said.tr} “{clause.words}”", f"{said.en} “{clause.words}”")
    return said


def _said_by(changed: Terms, clause: Clause) -> W:
    """The sentences of the terms that a clause sets, as they read with it."""
    said = [
        text
        for _, sentences in (LENDING if clause.side == "lending" else BORROWING)
        for names, say in sentences
        if not set(names).isdisjoint(clause.sets) and (text := say(changed)) is not None
    ]
    return W(" ".join(one.tr for one in said), " ".join(one.en for one in said))


def _case(when: When, *, of_whom: str) -> W:
    """The conditions: "tez, lisans öğrencileri"; "for theses, of undergraduates"."""
    names: tuple[tuple[dict[str, W], Sequence[str], str], ...] = (
        (SERVICES, when.services, "for"), (KINDS, when.kinds, "for"), (TRAITS, when.traits, "for"),
        (GROUPS, when.groups, of_whom), (DISTANCES, when.distances, of_whom),
        (LIBRARY_KINDS, when.partner_kinds, of_whom), ({}, when.partners, of_whom),
    )  # fmt: skip
    parts = []
    for known, said, how in names:
        if said:
            words = listed([known.get(name, W(name, name)) for name in said])
            parts.append(W(words.tr, f"{how} {words.en}"))
    if when.branches:
        codes = listed([W(code, code) for code in when.branches], either=True)
        parts.append(W(f"{codes.tr} şubesindeki yayın", f"for items of the branch {codes.en}"))
    if (few := when.fewer_copies_than) == 2:
        parts.append(W("tek nüshası olan yayın", "for what is held once"))
    elif few:
        parts.append(
            W(f"nüshası {few} taneden az olan yayın", f"for what is held less than {few} times")
        )
    return W(", ".join(part.tr for part in parts), ", ".join(part.en for part in parts))


def _upper_tr(text: str) -> str:
    first = {"i": "İ", "ı": "I"}.get(text[:1], text[:1].upper())
    return first + text[1:]


def _lower_tr(text: str) -> str:
    first = {"İ": "i", "I": "ı"}.get(text[:1], text[:1].lower())
    return first + text[1:]
