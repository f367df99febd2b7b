"""Runs SHACL shapes over one graph after another: read once, compiled to look-ups in an index of terms.

``pyshacl.validate`` reads the shapes, builds every constraint, parses every query and writes a report graph on each call. Here
a shape is compiled once, from the shapes graph, which stays the one place where rules stand; a result is a tuple. What a value
alone decides is pyshacl's verdict (:mod:`bienban.validate.values`), answers to queries are rdflib's
(:mod:`bienban.validate.questions`), and a shape with a construct that is not compiled goes to ``pyshacl.validate`` as it is
(:mod:`bienban.validate.fallback`). A test compares both engines finding by finding. Pinned to pyshacl 0.40, whose inner classes
judge values.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from bienban.errors import BienbanError
from bienban.validate.fallback import TARGETS, by_pyshacl, only
from bienban.validate.indexed import Indexed
from bienban.validate.paths import Path, compiled, curie, path_text
from bienban.validate.questions import Question
from bienban.validate.rdf import term_of
from bienban.validate.values import VALUE_PARAMETERS, Test, language_of, value_test

__all__ = ["Engine", "Outcome"]

COMPILED = VALUE_PARAMETERS | {
    SH["class"], SH["or"], SH["not"], SH.property, SH.sparql, SH.minCount, SH.maxCount, SH.hasValue, SH.uniqueLang,
}  # fmt: skip
OTHERWISE = frozenset(ALL_CONSTRAINT_PARAMETERS) - COMPILED | {SH.deactivated, SH.targetNode, SH.target}
"""What takes a shape to pyshacl."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result: the shape that is not met, the node it is about, the value and path, and what its query found.

    Node, value and bindings are terms; the path is as SPARQL writes it.
    """

    shape: Node
    focus: str
    value: str | None
    path: str | None
    bindings: Mapping[str, str] = field(default_factory=dict)


class _NotCompiled(BienbanError):
    """A shape has a construct that only pyshacl knows."""


Meets = Callable[[Indexed, str], bool]
"""Whether a value meets a constraint in a graph."""


@dataclass(slots=True, eq=False)
class _Compiled:
    """One shape.

    ``prop`` is the path where that is one predicate; ``tests`` and ``meets`` are asked of each value, the former of nothing but
    the value; few shapes have one of the rest, which ``more`` says.
    """

    node: Node
    path: Path | None
    prop: str | None
    path_text: str | None
    low: int
    high: int
    tests: tuple[Test, ...]
    meets: tuple[Meets, ...]
    must_have: tuple[str, ...]
    unique_language: bool
    properties: tuple[_Compiled, ...]
    questions: tuple[Question, ...]
    more: bool = False

    def __post_init__(self) -> None:
        self.more = bool(self.must_have or self.unique_language or self.questions)

    def judge(self, graph: Indexed, focus: str, found: list[Outcome]) -> None:
        """Add what is not met by a node."""
        values: Collection[str]
        if self.prop is not None:  # most shapes: a look-up, without a call
            said = graph.said.get(focus)
            values = () if said is None else said.get(self.prop, ())
        else:
            values = (focus,) if self.path is None else self.path(graph, focus)
        if not self.low <= len(values) <= self.high:
            found.append(Outcome(self.node, focus, None, self.path_text))
        for value in values:
            for test in self.tests:
                if not test(value):
                    found.append(Outcome(self.node, focus, value, self.path_text))
                    break
            else:
                for meets in self.meets:
                    if not meets(graph, value):
                        found.append(Outcome(self.node, focus, value, self.path_text))
                        break
            for below in self.properties:
                below.judge(graph, value, found)
        if self.more:
            self._judge_more(graph, focus, values, found)

    def _judge_more(self, graph: Indexed, focus: str, values: Collection[str], found: list[Outcome]) -> None:
        """What is asked of all values together, and of the node."""
        twice = self.unique_language and _is_any_twice(values)
        if twice or any(value not in values for value in self.must_have):
            found.append(Outcome(self.node, focus, None, self.path_text))
        for question in self.questions:
            for bound in question.ask(graph, focus):
                path = bound.get("path")
                told = self.path_text if path is None else curie(path[1:-1])
                found.append(Outcome(self.node, focus, bound.get("value", focus), told, bound))

    def conforms(self, graph: Indexed, node: str) -> bool:
        """Whether a node meets everything."""
        found: list[Outcome] = []
        self.judge(graph, node, found)
        return not found

    def as_constraint(self) -> Meets:
        """The same, the short way where there is one."""
        ways = (*map(_alone, self.tests), *self.meets)
        if self.path is None and len(ways) == 1 and not (self.properties or self.more):
            return ways[0]
        return self.conforms


def _is_any_twice(values: Collection[str]) -> bool:
    """Whether two values have one language."""
    if len(values) < 2:
        return False
    languages = [language for value in values if (language := language_of(value)) is not None]
    return len(languages) != len(set(languages))


def _class(name: str) -> Meets:
    return lambda graph, value: graph.is_a(value, name)


def _alone(test: Test) -> Meets:
    return lambda _, value: test(value)


def _any_of(ways: Sequence[Meets]) -> Meets:
    def meets(graph: Indexed, value: str) -> bool:
        for way in ways:  # noqa: SIM110 - asked of every value: a generator costs more than the look-ups
            if way(graph, value):
                return True
        return False

    return meets


def _not(shape: Meets) -> Meets:
    return lambda graph, value: not shape(graph, value)


class _Compiler:
    """Reads the shapes of a graph."""

    def __init__(self, shapes: Graph) -> None:
        self._graph = shapes
        self._shapes = ShapesGraph(shapes)
        found = (s.node for s in self._shapes.shapes)
        self.targeted: list[Node] = sorted((node for node in found if self._is_targeted(node)), key=str)
        self._known: dict[Node, _Compiled | None] = {}
        self._prefixes = "".join(
            f"PREFIX {shapes.value(d, SH.prefix)}: <{shapes.value(d, SH.namespace)}>\n" for d in shapes.objects(None, SH.declare)
        )

    def _is_targeted(self, node: Node) -> bool:
        return self._is_class(node) or any((node, kind, None) in self._graph for kind in (*TARGETS, SH.targetNode, SH.target))

    def _is_class(self, node: Node) -> bool:
        """Whether the shape is a class too, and its instances so its targets (section 2.1.3.3)."""
        types = set(self._graph.objects(node, RDF.type))
        return RDFS.Class in types or any((kind, RDFS.subClassOf, RDFS.Class) in self._graph for kind in types)

    def shape(self, node: Node) -> _Compiled:
        """A compiled shape.

        Raises:
            BienbanError: it, or a shape that it refers to, has a construct that is not compiled.
        """
        if node in self._known:
            known = self._known[node]
            if known is None:
                raise _NotCompiled(f"{node} refers to itself")
            return known
        self._known[node] = None
        shape, graph = self._shapes.lookup_shape_from_node(node), self._graph
        others = set(graph.predicates(node)) & OTHERWISE
        own = (None, RDF.type, SH.ConstraintComponent) in graph
        if others or own or self._is_class(node) or (shape.is_property_shape and (node, SH.sparql, None) in graph):
            raise _NotCompiled(f"{node} is not compiled: {', '.join(map(str, others))}")
        found = self._known[node] = self._compile(node, shape)
        return found

    def _compile(self, node: Node, shape: Shape) -> _Compiled:
        graph = self._graph
        path = graph.value(node, SH.path)

        def number(parameter: URIRef, default: int) -> int:
            value = graph.value(node, parameter)
            return default if value is None else int(str(value))

        selects = (s for c in graph.objects(node, SH.sparql) for s in graph.objects(c, SH.select))
        return _Compiled(
            node,
            path=None if path is None else compiled(graph, path),
            prop=term_of(path) if isinstance(path, URIRef) else None,
            path_text=None if path is None else path_text(graph, path),
            low=number(SH.minCount, 0),
            high=number(SH.maxCount, sys.maxsize),
            tests=tuple(
                value_test(shape, parameter) for parameter in sorted(VALUE_PARAMETERS) if (node, parameter, None) in graph
            ),
            meets=tuple(self._meets(node)),
            must_have=tuple(map(term_of, graph.objects(node, SH.hasValue))),
            unique_language=str(graph.value(node, SH.uniqueLang)) in ("true", "1"),
            properties=tuple(map(self.shape, sorted(graph.objects(node, SH.property), key=str))),
            questions=tuple(Question(self._prefixes + str(select)) for select in selects),
        )

    def _meets(self, node: Node) -> Iterator[Meets]:
        """What is asked of each value of a shape, and looks at the graph around it."""
        graph = self._graph
        for name in sorted(map(term_of, graph.objects(node, SH["class"]))):
            yield _class(name)
        for ways in graph.objects(node, SH["or"]):
            yield _any_of([self.shape(way).as_constraint() for way in graph.items(ways)])
        for other in graph.objects(node, SH["not"]):
            yield _not(self.shape(other).as_constraint())


class Engine:
    """All shapes of a graph, ready for one data graph after another; compiling is done once."""

    def __init__(self, shapes: Graph) -> None:
        self._shapes = shapes
        self._targeted: list[tuple[_Compiled, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = []
        compiler, otherwise = _Compiler(shapes), list[Node]()
        for node in compiler.targeted:
            try:
                shape = compiler.shape(node)
            except BienbanError:
                otherwise.append(node)
                continue
            classes, subjects, objects = (tuple(sorted(map(term_of, shapes.objects(node, kind)))) for kind in TARGETS)
            self._targeted.append((shape, classes, subjects, objects))
        self.otherwise = tuple(otherwise)
        """The shapes that are left to pyshacl."""
        self._left = only(shapes, self.otherwise) if otherwise else None

    def run(self, graph: Indexed, without: Set[str] = frozenset()) -> list[Outcome]:
        """Everything that the shapes find in a graph; ``without`` are shapes known to be met."""
        found: list[Outcome] = []
        plain = graph.by_class()
        for shape, classes, subjects, objects in self._targeted:
            focus: dict[str, None] = {}
            for name in classes:
                instances = graph.instances(name) if plain is None else plain.get(name)
                if instances:
                    focus.update(dict.fromkeys(instances))
            for prop in subjects:
                focus.update((s, None) for s, _ in graph.pairs.get(prop, ()))
            for prop in objects:
                focus.update((o, None) for _, o in graph.pairs.get(prop, ()))
            if focus and (not without or str(shape.node) not in without):
                for node in focus:
                    shape.judge(graph, node, found)
        if self._left is not None:
            for unmet, about, value, path in by_pyshacl(graph.rdf(), self._left):
                told = None if path is None else path_text(self._shapes, path)
                found.append(Outcome(unmet, term_of(about), None if value is None else term_of(value), told))
        return found
