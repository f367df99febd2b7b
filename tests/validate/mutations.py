"""Breaks the triples of an article graph at random, so that two validators can be compared on what nobody thought of."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bienban.validate.indexed import Triple

__all__ = ["mutated"]

Triples = list[Triple]

XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DATATYPES = (
    "integer",
    "decimal",
    "date",
    "gYear",
    "gYearMonth",
    "gMonthDay",
    "string",
    "boolean",
    "double",
    "dateTime",
    "anyURI",
)
ODD = (
    '""', '"0"', '"-1"', '"2023"', '"abc"', '"2019-02-30"', '"--05-12"', '"1.50"', '"01"', '"3e2"', '"NaN"', '"2025-07-01"',
    '"\\n"', '"Tổ 1"', '"Đã"',
)  # fmt: skip

BLANK = 0.1


def _drop(triples: Triples, dice: Random) -> None:
    triples.remove(dice.choice(triples))


def _drop_node(triples: Triples, dice: Random) -> None:
    node = dice.choice(triples)[0]
    triples[:] = [t for t in triples if t[0] != node] or triples


def _double(triples: Triples, dice: Random) -> None:
    """A second value of a property, taken from elsewhere."""
    s, p, _ = dice.choice(triples)
    alike = [t[2] for t in triples if t[1] == p]
    triples.append((s, p, dice.choice(alike if dice.random() < 0.6 else [t[2] for t in triples])))


def _swap(triples: Triples, dice: Random) -> None:
    """Another value of a property, taken from elsewhere."""
    i = dice.randrange(len(triples))
    s, p, _ = triples[i]
    triples[i] = (s, p, dice.choice(triples)[dice.choice((0, 2))])


def _retype(triples: Triples, dice: Random) -> None:
    """Another datatype or language of a literal."""
    literals = [i for i, t in enumerate(triples) if t[2].startswith('"')]
    i = dice.choice(literals)
    s, p, o = triples[i]
    bare = o[: o.rindex('"') + 1]
    tail = dice.choice(("", "@vi", "@en", "@en-GB", *(f"^^<{XSD}{name}>" for name in DATATYPES)))
    triples[i] = (s, p, bare + tail)


def _odd(triples: Triples, dice: Random) -> None:
    """An odd literal in place of another one, or beside it."""
    literals = [t for t in triples if t[2].startswith('"')]
    s, p, o = dice.choice(literals)
    if dice.random() < 0.6:
        triples.remove((s, p, o))
    triples.append((s, p, dice.choice(ODD) + o[o.rindex('"') + 1 :]))


def _class(triples: Triples, dice: Random) -> None:
    """Another class of a node, or a second one."""
    typed = [t for t in triples if t[1] == TYPE]
    s, p, o = dice.choice(typed)
    if dice.random() < 0.5:
        triples.remove((s, p, o))
    triples.append((s, p, dice.choice(typed)[2]))


def _rename(triples: Triples, dice: Random) -> None:
    """Another IRI of a node wherever it stands, one that breaks a rule of naming."""
    node = dice.choice([t[0] for t in triples])
    _call(triples, node, dice.choice((node[:-1] + "x>", "<urn:x:1>", node.replace("#", "#x", 1))))


def _call(triples: Triples, node: str, name: str) -> None:
    triples[:] = [(name if s == node else s, p, name if o == node else o) for s, p, o in triples]


def _refer(triples: Triples, dice: Random) -> None:
    """A property of a node given to another one."""
    _, p, o = dice.choice(triples)
    triples.append((dice.choice(triples)[0], p, o))


CHANGES: tuple[Callable[[Triples, Random], None], ...] = (
    _drop, _drop, _drop_node, _double, _double, _swap, _retype, _odd, _class, _rename, _refer,
)  # fmt: skip


def mutated(triples: tuple[Triple, ...], dice: Random) -> tuple[Triple, ...]:
    """The triples after one to six changes, each once.

    At most one node is blank, and it is not its own neighbour: pyshacl does not end on blank nodes in a circle.
    """
    left = list(triples)
    for _ in range(dice.randint(1, 6)):
        if len(left) > 10:
            dice.choice(CHANGES)(left, dice)
    if dice.random() < BLANK:
        _call(left, dice.choice(left)[0], "_:b1")
        left = [t for t in left if t[0] != t[2]]
    return tuple(dict.fromkeys(left))
