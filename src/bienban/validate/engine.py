"""Runs pyshacl's constraints over one graph after another, with what depends on the shapes alone kept between graphs.

``pyshacl.validate`` reads the shapes, builds every constraint, parses every query and writes a report graph on each call, and
looks for the targets of each shape in the data. Here the shapes are read once, constraints are built and queries are prepared
once, targets come from one index of the graph, and a result is a tuple. The verdicts are pyshacl's own: its classes of
constraints judge each value (a test compares both finding by finding). Pinned to pyshacl 0.40, whose inner classes it uses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, cast

from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.pytypes import SHACLExecutor
from pyshacl.shape import Shape
from pyshacl.shapes_graph import ShapesGraph
from rdflib import RDF, SH, Graph, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier, Node

from bienban.validate.paths import Path, compiled

__all__ = ["Engine", "Outcome"]

THIS = Variable("this")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result: the shape that is not met, the node it is about, the value and path, and what its query found."""

    shape: Node
    focus: Node
    value: Node | None
    path: Node | None
    bindings: Mapping[str, Node]


class _Recorder:
    """Takes the place of ``make_v_result`` on a constraint: a tuple, not fifteen triples and a paragraph."""

    __slots__ = ("shape",)

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def __call__(
        self, _: Graph, focus_node: Node, value_node: Node | None = None, result_path: Node | None = None, **__: object
    ) -> Outcome:
        path = self.shape._path if result_path is None else result_path
        return Outcome(self.shape.node, focus_node, value_node, path, {})


class _Question:
    """The query of a SPARQL constraint: parsed when first asked, asked only of nodes that can be an answer."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._query: Any = None
        self._needed: list[tuple[Node, Node | None]] = []

    def ask(self, graph: Graph, node: Node) -> list[dict[str, Node]]:
        """What is bound, beside ``$this``, in each distinct answer for one focus node."""
        if self._query is None:
            self._query = prepareQuery(self._text)
            self._needed = list(_needed(self._query.algebra))
        if any((node, p, o) not in graph for p, o in self._needed):
            return []
        found: list[dict[str, Node]] = []
        for row in graph.query(self._query, initBindings={"this": cast(Identifier, node)}).bindings:
            bound: dict[str, Node] = {str(name): value for name, value in row.items() if name != THIS}
            if bound not in found:
                found.append(bound)
        return found


def _needed(part: Any) -> Iterator[tuple[Node, Node | None]]:  # noqa: ANN401 - a node of rdflib's algebra
    """The triples that the focus node must have for the query to have an answer: a look-up is cheaper than a query."""
    if part.name == "BGP":
        for s, p, o in part.triples:
            if s == THIS and isinstance(p, URIRef):
                yield p, o if isinstance(o, URIRef) else None
    elif part.name == "Join":
        yield from _needed(part.p1)
        yield from _needed(part.p2)
    elif part.name == "LeftJoin":
        yield from _needed(part.p1)
    elif part.name in ("SelectQuery", "Project", "Filter", "Extend"):
        yield from _needed(part.p)


class _CachedShape(Shape):  # type: ignore[misc, unused-ignore]
    """A shape whose constraints, queries, property shapes and path are read once."""

    __slots__ = ("_compiled", "alternatives", "components", "properties", "queries")

    def __init__(self, original: Shape, prefixes: str) -> None:
        super().__init__(original.sg, original.node, p=original.is_property_shape, path=original._path, logger=original.logger)
        graph = original.sg.graph
        self._compiled: Path | None = None if original._path is None else compiled(graph, original._path)
        self.properties = tuple(graph.objects(original.node, SH.property))
        self.alternatives = tuple(tuple(graph.items(ways)) for ways in graph.objects(original.node, SH["or"]))
        selects = (s for c in graph.objects(original.node, SH.sparql) for s in graph.objects(c, SH.select))
        self.queries = tuple(_Question(prefixes + str(select)) for select in selects)
        found = {p for p in graph.predicates(original.node) if p in ALL_CONSTRAINT_PARAMETERS} - {
            SH.property,
            SH.sparql,
            SH["or"],
        }
        kinds = {CONSTRAINT_PARAMETERS_MAP[p]: None for p in sorted(found, key=str)}
        self.components: tuple[Any, ...] = tuple(kind(self) for kind in kinds)
        for component in self.components:
            component.make_v_result = _Recorder(self)

    def value_nodes(self, target_graph: Graph, focus: Iterable[Node], *_: object, **__: object) -> dict[Node, set[Node]]:
        """What the path of the shape leads to from each focus node; the node itself where it has no path."""
        if self._compiled is None:
            return {node: {node} for node in focus}
        follow = self._compiled
        return {node: follow(target_graph, node) for node in focus}

    def validate(
        self,
        executor: SHACLExecutor,
        target_graph: Graph,
        focus: Any = None,  # noqa: ANN401 - pyshacl passes one node or several
        _evaluation_path: list[Any] | None = None,
    ) -> tuple[bool, list[Outcome]]:
        """Judge one node or several; conforms where nothing is found."""
        nodes = [focus] if isinstance(focus, Node) else list(focus)
        values = self.value_nodes(target_graph, nodes)
        trail = [*(_evaluation_path or ()), self]
        found: list[Outcome] = []
        for component in self.components:
            found += component.evaluate(executor, target_graph, values, [*trail, component])[1]
        for ways in self.alternatives:
            found += self._none_of(ways, executor, target_graph, values, [*trail, None])
        for query in self.queries:
            for node in nodes:
                found += [Outcome(self.node, node, b.get("value", node), b.get("path"), b) for b in query.ask(target_graph, node)]
        if self.properties:
            below = list(set().union(*values.values()))
            for name in self.properties:
                shape: Any = self.sg.lookup_shape_from_node(name)
                found += shape.validate(executor, target_graph, below, [*trail, None])[1]
        return not found, found

    def _none_of(
        self,
        ways: tuple[Node, ...],
        executor: SHACLExecutor,
        graph: Graph,
        values: Mapping[Node, set[Node]],
        trail: list[Any],
    ) -> Iterator[Outcome]:
        """The values that meet no shape of an ``sh:or``; the first one that is met is enough."""
        shapes: list[Any] = [self.sg.lookup_shape_from_node(way) for way in ways]
        for node, reached in values.items():
            for value in reached:
                if not any(shape.validate(executor, graph, value, trail)[0] for shape in shapes):
                    yield Outcome(self.node, node, value, self._path, {})


class Engine:
    """The shapes of one graph of shapes, ready to run."""

    def __init__(self, shapes: Graph) -> None:
        self.shapes = ShapesGraph(shapes)
        prefixes = "".join(
            f"PREFIX {shapes.value(d, SH.prefix)}: <{shapes.value(d, SH.namespace)}>\n" for d in shapes.objects(None, SH.declare)
        )
        for shape in list(self.shapes.shapes):
            self.shapes._node_shape_cache[shape.node] = _CachedShape(shape, prefixes)
        self._executor = SHACLExecutor()
        self._classes = self._targets(shapes, SH.targetClass)
        self._subjects = self._targets(shapes, SH.targetSubjectsOf)
        self._objects = self._targets(shapes, SH.targetObjectsOf)

    def _targets(self, shapes: Graph, kind: Node) -> tuple[tuple[Any, Node], ...]:
        cache: dict[Any, Any] = self.shapes._node_shape_cache
        return tuple((cache[shape], target) for shape, target in sorted(shapes.subject_objects(kind)))

    def run(self, graph: Graph, without: Set[str] = frozenset()) -> list[Outcome]:
        """Everything that the shapes find in a graph; ``without`` are shapes known to be met."""
        focus: defaultdict[Any, set[Node]] = defaultdict(set)
        instances: defaultdict[Node, set[Node]] = defaultdict(set)
        for node, kind in graph.subject_objects(RDF.type):
            instances[kind].add(node)
        for shape, target in self._classes:
            focus[shape] |= instances.get(target, set())
        for shape, target in self._subjects:
            focus[shape].update(graph.subjects(target))
        for shape, target in self._objects:
            focus[shape].update(graph.objects(None, target))
        found: list[Outcome] = []
        for shape, nodes in focus.items():
            if nodes and str(shape.node) not in without:
                found += shape.validate(self._executor, graph, nodes)[1]
        return found
