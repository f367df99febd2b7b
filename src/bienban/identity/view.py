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
    return local.partition("#")[2].rstrip(">").partition("-")[0]


class ArticleView:
    """The nodes of one article graph; ``own`` is what is said of the article itself."""

    def __init__(self, article: str, triples: Iterable[Triple]) -> None:
        self.article = article
        self.nodes: dict[Term, Said] = {}
        self._types: dict[str, list[Term]] = {}
        prefix = f"<{article}#"
        after = len(prefix)
        own = f"<{article}>"
        self.own: Said = {}
        for s, p, o in triples:
            if s.startswith(prefix):
                if s.startswith(_EVIDENCE, after):
                    continue
                said = self.nodes.get(s)
                if said is None:
                    said = self.nodes[s] = {}
                    self._types.setdefault(type_of(s), []).append(s)
            elif s == own:
                said = self.own
            else:
                continue
            values = said.get(p)
            if values is None:
                said[p] = [o]
            else:
                values.append(o)

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
