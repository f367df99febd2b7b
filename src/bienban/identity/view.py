"""One article graph by node, without the evidence: what the merge reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bienban.graph.terms import Term, Triple

__all__ = ["ArticleView", "article_of", "type_of"]

Said = dict[Term, list[Term]]
"""The properties of one node with their values."""

_EVIDENCE = ("evidence-", "target-", "selector-")


def article_of(local: str) -> str:
    """The IRI of the article that an article-level node belongs to."""
    return local[1:].partition("#")[0]


def type_of(local: str) -> str:
    """The type in a local name: ``person`` of ``…#person-k3jd72mxqpa4``."""
    start = local.find("#") + 1
    end = local.find("-", start)
    return "" if not start else local[start:end] if end >= 0 else local[start:].rstrip(">")


class ArticleView:
    """The nodes of one article graph; ``own`` is what is said of the article itself.

    It can be pickled, for whoever has to name the persons of the article again.
    """

    def __init__(self, article: str, triples: Iterable[Triple]) -> None:
        self.article = article
        self.nodes: dict[Term, Said] = {}
        self._types: dict[str, list[Term]] = {}
        self._prefix = f"<{article}#"
        self.own: Said = {}
        before: Term | None = None
        said: Said | None = None
        for s, p, o in triples:
            if s != before:  # what is said of a node mostly comes together
                before, said = s, self._said_of(s)
            if said is None:
                continue
            values = said.get(p)
            if values is None:
                said[p] = [o]
            else:
                values.append(o)

    def _said_of(self, node: Term) -> Said | None:
        """Where to note what is said of a node; None if it is no concern of the merge."""
        prefix = self._prefix
        if not node.startswith(prefix):
            return self.own if node == f"{prefix[:-1]}>" else None
        if node.startswith(_EVIDENCE, len(prefix)):
            return None
        said = self.nodes.get(node)
        if said is None:
            said = self.nodes[node] = {}
            self._types.setdefault(type_of(node), []).append(node)
        return said

    def of_type(self, *names: str) -> Iterator[Term]:
        """The nodes of these types, in the order of their names."""
        for name in names:
            yield from sorted(self._types.get(name, ()))

    def all(self, node: Term, prop: Term) -> list[Term]:
        """The values of a property, sorted."""
        values = self.nodes.get(node, {}).get(prop)
        return [] if values is None else sorted(values)

    def one(self, node: Term, prop: Term) -> Term | None:
        """The value of a property, or None; of several the first in the alphabet."""
        values = self.nodes.get(node, {}).get(prop)
        return None if values is None else min(values)

    def holders(self, prop: Term) -> dict[Term, list[Term]]:
        """Who has each value of a property: value → nodes, sorted."""
        found: dict[Term, list[Term]] = {}
        for node in sorted(self.nodes):
            for value in self.nodes[node].get(prop, ()):
                found.setdefault(value, []).append(node)
        return found
