"""CQL 1.2: the examples of the specification, and what is no CQL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.protocols.cql import DIAGNOSTICS, Boolean, Clause, CqlTrouble, Name, parse


def said(node):
    """A tree in one line, every part in brackets."""
    if isinstance(node, Boolean):
        modifiers = "".join(f"/{m.name}{m.comparison}{m.value}" for m in node.modifiers)
        return f"({said(node.left)} {node.operator}{modifiers} {said(node.right)})"
    modifiers = "".join(f"/{m.name}{m.comparison}{m.value}" for m in node.modifiers)
    return f"[{node.index} {node.relation}{modifiers} {node.term}]"


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("dinosaur", "[cql.serverchoice = dinosaur]"),
        ('"complete dinosaur"', "[cql.serverchoice = complete dinosaur]"),
        ('title = "complete dinosaur"', "[title = complete dinosaur]"),
        ('dc.Title EXACT "the complete dinosaur"', "[dc.title exact the complete dinosaur]"),
        ("dc.title any fish or dc.creator any sanderson",
         "([dc.title any fish] or [dc.creator any sanderson])"),
        ("a and b or c not d", "((([cql.serverchoice = a] and [cql.serverchoice = b]) or"
         " [cql.serverchoice = c]) not [cql.serverchoice = d])"),
        ("a and (b or c)", "([cql.serverchoice = a] and ([cql.serverchoice = b] or [cql.serverchoice = c]))"),
        ("dc.title any/rel.algorithm=cori fish", "[dc.title any/rel.algorithm=cori fish]"),
        ("a prox/unit=word/distance>3 b",
         "([cql.serverchoice = a] prox/unit=word/distance>3 [cql.serverchoice = b])"),
        ('year within "1990 1999"', "[year within 1990 1999]"),
        ("year>=1990", "[year >= 1990]"),
        ("date <> 1990", "[date <> 1990]"),
        ('title == "a"', "[title == a]"),
        ('"and"', "[cql.serverchoice = and]"),
        (r'title = "say \"kar\""', '[title = say "kar"]'),
        (r'title = "a\*b"', r"[title = a\*b]"),
        ("dc.title=kar", "[dc.title = kar]"),
        ("(((kar)))", "[cql.serverchoice = kar]"),
        ("title all kütüphane", "[title all kütüphane]"),
    ],
)  # fmt: skip
def test_what_a_query_says(query, tree):
    assert said(parse(query).root) == tree


def test_prefixes_have_the_meaning_that_the_query_gives_them():
    root = parse(
        '> z = "info:one" > "info:none" z.title = a and (> z = "info:two" z.title = b) or c.d = e'
    ).root
    assert root.left.left.index == Name("info:one", "title")
    assert root.left.right.index == Name("info:two", "title")
    assert root.right.index == Name("c", "d")
    assert parse('> "info:none" title = a').root.index == Name("info:none", "title")


def test_sort_keys():
    query = parse("kar sortby dc.date/sort.descending title")
    assert isinstance(query.root, Clause)
    assert [str(key.index) for key in query.sort] == ["dc.date", "title"]
    assert str(query.sort[0].modifiers[0].name) == "sort.descending"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", 10), ("   ", 10), ("title =", 10), ("= kar", 10), ("and kar", 10), ("kar and", 10),
        ("kara kitap", 10), ("kar sortby", 10), ("kar and or kar", 10), ("title = / kar", 10),
        ("(kar", 13), ("kar)", 13), ("(" * 41 + "kar" + ")" * 41, 13), ('"kar', 14), ('title = "kar', 14),
        ("k" * 4_001, 12), (" and ".join(["a"] * 202), 38), ("a b c d", 10), ("> kar", 10), ("()", 10),
    ],
)  # fmt: skip
def test_what_is_no_query(query, code):
    with pytest.raises(CqlTrouble) as trouble:
        parse(query)
    assert trouble.value.code == code
    assert trouble.value.words == DIAGNOSTICS[code]


@given(st.text(max_size=200) | st.text(alphabet='ab ()"/=<>\\*^.>', max_size=60))
def test_any_text_is_a_query_or_a_trouble(text):
    code = 0
    try:
        parse(text)
    except CqlTrouble as trouble:
        code = trouble.code
    assert not code or code in DIAGNOSTICS
