"""What speakers are quoted or reported as saying."""

from __future__ import annotations

from bienban.graph.draft import Draft
from bienban.graph.vocab import concept, term
from bienban.model.facts import Statement

__all__ = ["build_statement"]

A = term("rdf:type")
STATEMENT, SPEAKER, OCCASION = term("bb:ReportedStatement"), term("bb:speaker"), term("bb:occasion")
KIND, TEXT = term("bb:statementKind"), term("schema:text")


def build_statement(draft: Draft, fact: Statement) -> None:
    """A statement with its words, where the article's text is at hand."""
    draft.say(
        draft.of(fact.key),
        (A, STATEMENT),
        (SPEAKER, draft.of(fact.speaker)),
        (OCCASION, draft.link(fact.event)),
        (KIND, concept("statement-kind", fact.kind)),
        (TEXT, draft.quoted(fact.text)),
    )
    draft.prove(fact.key, fact.evidence)
