"""An article's graph with all that storing it needs and that does not depend on the store, so that other processes can do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from bienban.graph.terms import Triple, triple_of
from bienban.identity.prepared import Prepared, prepare
from bienban.model.graph import ArticleGraph
from bienban.store.codec import quad_lines
from bienban.store.ledger import sum_of_text

__all__ = ["PreparedGraph", "lines_of", "prepared", "size_of"]


class PreparedGraph(ArticleGraph):
    """A graph as its N-Quads, with what it says in the merged graph, and its sum for the ledger.

    It goes from one process to another as a few strings; its triples are read from the N-Quads where somebody asks for them.
    """

    __slots__ = ("lines", "says", "sum")

    lines: bytes
    says: Prepared
    sum: str

    def __init__(self, *, name: str, article: str, lines: bytes, says: Prepared, sum: str) -> None:
        for slot, value in (("name", name), ("article", article), ("lines", lines), ("says", says), ("sum", sum)):
            object.__setattr__(self, slot, value)

    def __reduce__(self) -> tuple[Callable[..., PreparedGraph], tuple[Any, ...]]:
        return _again, (self.name, self.article, self.lines, self.says, self.sum)

    @property
    def triples(self) -> tuple[Triple, ...]:
        """The triples of the graph, sorted."""
        cut, text = len(self.name) + len(" <> ."), self.lines.decode()
        return tuple(triple_of(f"{line[:-cut]} .\n") for line in text.split("\n")[:-1])


def _again(name: str, article: str, lines: bytes, says: Prepared, total: str) -> PreparedGraph:
    """A graph that came from another process."""
    return PreparedGraph(name=name, article=article, lines=lines, says=says, sum=total)


def prepared(graph: ArticleGraph) -> PreparedGraph:
    """Do what can be done without the store."""
    triples = cast("tuple[Triple, ...]", graph.triples)
    text = "".join(sorted([f"{s} {p} {o} .\n" for s, p, o in triples])).encode()
    return PreparedGraph(
        name=graph.name,
        article=graph.article,
        lines=text.replace(b" .\n", f" <{graph.name}> .\n".encode()),  # no term has a line's end in it
        says=prepare(graph.article, triples),
        sum=sum_of_text(text),
    )


def lines_of(graph: ArticleGraph) -> bytes:
    """The N-Quads of a graph."""
    if isinstance(graph, PreparedGraph):
        return graph.lines
    return quad_lines((graph.name, cast(Triple, triple)) for triple in graph.triples)


def size_of(graph: ArticleGraph) -> int:
    """How many triples a graph has."""
    return int(graph.sum.partition(":")[0]) if isinstance(graph, PreparedGraph) else len(graph.triples)
