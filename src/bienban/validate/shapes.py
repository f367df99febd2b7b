"""Validates an article graph, a merged graph or a file: what is found, with its code, sentence and advice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bienban.exchange.rdf_files import RdfFile, read_rdf
from bienban.graph.prune import without
from bienban.graph.vocab import term
from bienban.model.article import Article
from bienban.model.finding import Finding, Report, Severity
from bienban.model.graph import ArticleGraph
from bienban.model.mention import Sentence
from bienban.validate.anchors import Anchors, Quote
from bienban.validate.catalogue import BBS, catalogue, shapes_graph
from bienban.validate.engine import Engine
from bienban.validate.findings import findings
from bienban.validate.indexed import Indexed
from bienban.validate.quotes import misquoted

__all__ = ["Validator"]

SETTLED_BY_TEXT = frozenset({str(BBS.Quote), str(BBS.Inside)})
"""Shapes that are met where every quote is what stands at its offsets in a text of the stated length."""

LENGTH = term("bb:textLength")

ROUNDS = 5
"""How often what hung on the facts left out is looked for."""


class Validator:
    """The shapes, read once; the same object serves one article after another."""

    def __init__(self) -> None:
        self._engine = Engine(shapes_graph())

    def validate(self, graph: ArticleGraph, article: Article | None, sentences: Sequence[Sentence] = ()) -> Report:
        """The findings on the graph of one article.

        With the article, its quotes are compared with its text; with its sentences, a finding shows the whole sentence even
        where the evidence quotes less.
        """
        indexed = Indexed(graph.triples)
        anchors = Anchors(indexed)
        wrong = () if article is None else tuple(misquoted(anchors, article.text))
        settled = article is not None and not wrong and _length(indexed, graph.article) == len(article.text)
        found = [*findings(self._engine.run(indexed, SETTLED_BY_TEXT if settled else frozenset()), indexed)]
        found += (_misquote(quote) for quote in wrong)
        source = None if article is None else article.source
        placed = (_placed(f, anchors, graph.article, source) for f in found)
        whole = placed if article is None else (_whole(f, article, sentences) for f in placed)
        return Report.of(source or graph.article, whole)

    def validate_triples(self, subject: str, triples: Iterable[tuple[str, str, str]], source: str | None = None) -> Report:
        """The findings on any graph of canonical N-Triples terms, such as the merged graph; ``subject`` names it."""
        indexed = Indexed(triples)
        anchors = Anchors(indexed)
        found = findings(self._engine.run(indexed), indexed)
        return Report.of(subject, (_placed(f, anchors, None, source) for f in found))

    def validate_file(self, path: Path) -> Report:
        """The findings on an RDF file, all its graphs together; see :meth:`validate_rdf`.

        Raises:
            InputProblem: it is missing or broken, or no RDF format has its suffix.
        """
        return self.validate_rdf(read_rdf(path))

    def validate_rdf(self, file: RdfFile) -> Report:
        """The findings on an RDF file that was read, each with the line on which its node is described, where that is known."""
        report = self.validate_triples(file.path, file.triples(), file.path)
        if not report.findings:
            return report
        lines = file.lines()
        found = (replace(f, line=lines.get(f"<{f.focus}>", lines.get(f"_:{f.focus}"))) for f in report.findings)
        return Report.of(report.subject, found)

    def offending(self, graph: ArticleGraph, report: Report) -> frozenset[str]:
        """The nodes to leave out so that no violation remains, the fewest that hold a contradiction.

        Evidence that violates goes, and with it the facts that no other evidence supports. What is wrong with the article's
        own description cannot be left out.
        """
        gone: set[str] = set()
        left, wrong = graph, report.at_least(Severity.VIOLATION)
        for _ in range(ROUNDS):
            anchors = Anchors(Indexed(left.triples))
            more = {node for finding in wrong for node in _left_out(finding, anchors)} - gone - {graph.article, graph.name}
            if not more:
                break
            gone |= more
            left = without(graph, frozenset(gone))
            wrong = self.validate(left, None).at_least(Severity.VIOLATION)
        return frozenset(gone)


def _left_out(finding: Finding, anchors: Anchors) -> list[str]:
    evidence = anchors.evidence_at(f"<{finding.focus}>")
    if not evidence:
        return [finding.focus]
    return [node[1:-1] for node in (*evidence, *anchors.supported(set(evidence)))]


def _length(graph: Indexed, article: str) -> int | None:
    for length in graph.values(f"<{article}>", LENGTH):
        number = length[1 : length.index('"', 1)]
        return int(number) if number.isdecimal() else None
    return None


def _misquote(quote: Quote) -> Finding:
    entry = catalogue()[BBS.S73]
    vi, en = entry.filled({"a": str(quote.span.start), "b": str(quote.span.end)})
    return Finding(
        code=entry.code,
        severity=entry.severity,
        focus=quote.selector[1:-1],
        message_vi=vi,
        message_en=en,
        todo_vi=entry.todo_vi,
        todo_en=entry.todo_en,
        value=quote.exact,
        path="oa:exact",
    )


def _placed(finding: Finding, anchors: Anchors, article: str | None, source: str | None) -> Finding:
    """The finding with the article and sentence that its node comes from."""
    node = f"<{finding.focus}>"
    quote = anchors.quote(node)
    if article is None:
        near = anchors.article(node)
        article = None if near is None else near[1:-1]
    if article is None and "/id/article/" in finding.focus:
        article = finding.focus.partition("#")[0]
    span, sentence = (None, None) if quote is None else (quote.span, quote.exact)
    return replace(finding, article=article, source=source, span=span, sentence=sentence)


def _whole(finding: Finding, article: Article, sentences: Sequence[Sentence]) -> Finding:
    """The finding with the whole sentence of the article that its span begins in."""
    if finding.span is None or finding.code == str(catalogue()[BBS.S73].code):
        return finding
    for sentence in sentences:
        if sentence.span.covers(finding.span):
            return replace(finding, sentence=sentence.span.of(article.text))
    return finding
