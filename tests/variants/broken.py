"""The broken variants: each ``S*.rq`` beside this file is one SPARQL update of the good graph, and raises its code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bienban.model.graph import ArticleGraph
from bienban.validate.rdf import graph_of, terms_of
from variants.good import good_graph

__all__ = ["VARIANTS", "Variant", "broken_graph"]

_ALSO = re.compile(r"^# also: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One update: the code it must raise, and the codes that cannot but come with it."""

    code: str
    text: str

    @property
    def expected(self) -> frozenset[str]:
        also = _ALSO.search(self.text)
        return frozenset({self.code, *(() if also is None else also[1].split())})


VARIANTS = tuple(
    Variant(code=path.stem, text=path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("S*.rq"))
)


@lru_cache(maxsize=128)
def broken_graph(variant: Variant) -> ArticleGraph:
    """The good graph after the update, which must have changed something."""
    good = good_graph()
    graph = graph_of(good.triples)
    graph.update(variant.text)
    triples = tuple(sorted(terms_of(graph)))
    assert set(triples) != set(good.triples), f"{variant.code} changes nothing"
    return ArticleGraph(name=good.name, article=good.article, triples=triples)
