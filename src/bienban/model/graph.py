"""The graph of one article, as the stages after mapping pass it on."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ArticleGraph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleGraph:
    """A pure function of article, rules and reference data: no blank nodes, no clock.

    ``name`` is the IRI of the named graph, ``article`` that of the article; ``triples`` are canonical N-Triples terms, sorted
    and without repetition.
    """

    name: str
    article: str
    triples: tuple[tuple[str, str, str], ...]

    def nquads(self) -> bytes:
        """Sorted canonical N-Quads: the exchange form, the same bytes for the same article."""
        lines = sorted(f"{s} {p} {o} <{self.name}> .\n" for s, p, o in self.triples)
        return "".join(lines).encode()
