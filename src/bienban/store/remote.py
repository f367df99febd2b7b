"""Any SPARQL 1.1 server, for questions: its answers as the plain data of the port."""

from __future__ import annotations

import json
import re
from types import TracebackType
from typing import Any, Self

from bienban.errors import LimitReached, QueryProblem
from bienban.graph.terms import XSD, Term, iri, string
from bienban.graph.vocab import PREFIXES
from bienban.store.base import Result, Rows, Triples
from bienban.store.connection import Connection
from bienban.store.problems import check_query, code_of
from bienban.store.within import within

__all__ = ["VIRTUOSO", "RemoteStore"]

VIRTUOSO = "Virtuoso"
"""How it calls itself."""

_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_ZERO = Term(f'"0"^^<{XSD}integer>')
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)


class RemoteStore:
    """A server, for questions. ``merged`` names the merged graph where that is not the server's default graph."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.merged: str | None = None

    @property
    def where(self) -> str:
        """The address."""
        return self.connection.url

    def close(self) -> None:
        """Nothing is held between queries."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def query(self, text: str) -> Result:
        """Run any SPARQL 1.1 query on the merged graph; the project's prefixes need not be declared.

        Raises:
            LimitReached: the server gives a part of the answer only.
            QueryProblem: the server says the query is wrong.
            NetworkProblem: it does not answer, answers too late, or not with results.
        """
        check_query(text)
        form = _FORM.search(code_of(text))
        word = "SELECT" if form is None else form[1].upper()
        if word in ("CONSTRUCT", "DESCRIBE") and self._cuts_silently():
            return self._by_rows(text, word)
        return self._answer(text, word)

    def _cuts_silently(self) -> bool:
        """Whether this is a server that says only of tables that they were cut off."""
        if not self.connection.server:
            self.connection.query("ASK {}", rows=True)
        return self.connection.server.startswith(VIRTUOSO)

    def _by_rows(self, text: str, word: str) -> Result:
        """The same answer, of which it is known that nothing was cut off."""
        from bienban.store.constructing import rows_of_describe, template_of

        if word == "DESCRIBE":
            described = rows_of_describe(text)
            if described is not None:
                self._answer(described, "SELECT")
            return self._answer(text, word)
        template = template_of(text)
        found = self._answer(template.select, "SELECT")
        assert isinstance(found, Rows)  # noqa: S101 - what a SELECT gives
        return Triples(tuple(sorted(set(template.filled(found)))))

    def _answer(self, text: str, word: str) -> Result:
        rows = word in ("SELECT", "ASK")
        sent, dataset = with_prefixes(text), None
        if self.merged is not None and word == "DESCRIBE":
            dataset = self.merged
        elif self.merged is not None:
            sent = within(sent, self.merged)
        try:
            body = self.connection.query(sent, rows=rows, default_graph=dataset)
        except LimitReached:
            raise
        except QueryProblem as problem:
            raise _located(text, problem) from problem
        return self._bindings(body, asked=word == "ASK") if rows else self._triples(body)

    def _bindings(self, body: bytes, *, asked: bool) -> Result:
        try:
            data = json.loads(body)
            if "boolean" in data:
                return bool(data["boolean"])
            names = tuple(data["head"]["vars"])
            rows = tuple(tuple(_term(row.get(n)) for n in names) for row in data["results"]["bindings"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self.connection.nonsense("what it sent are no SPARQL results in JSON") from error
        if asked:  # Virtuoso answers ASK with a table: one row, with 1 in it, or none
            return any(row[0] not in (None, _ZERO) for row in rows)
        return Rows(names, rows)

    def _triples(self, body: bytes) -> Triples:
        from bienban.store.codec import parsed

        try:
            return Triples(parsed(body))
        except (SyntaxError, ValueError) as error:
            raise self.connection.nonsense("what it sent is no RDF in Turtle or N-Triples") from error


def _located(text: str, problem: QueryProblem) -> QueryProblem:
    """The problem with line and column, as our own engine sees them, where the server gives none in the query as it was typed."""
    from bienban.store.oxigraph import syntax_of

    return syntax_of(text, where=problem.where) or problem


def with_prefixes(text: str) -> str:
    """The query with the project's prefixes in front, those that it uses and does not declare; line numbers stay."""
    code = code_of(text)
    declared = set(_DECLARED.findall(code))
    missing = [n for n in PREFIXES if n not in declared and re.search(rf"(?<![\w?$.-]){re.escape(n)}:", code)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + text


def _term(binding: dict[str, Any] | None) -> Term | None:
    """A term of the SPARQL 1.1 Query Results JSON Format."""
    if binding is None:
        return None
    value = binding["value"]
    if binding["type"] == "uri":
        return iri(value)
    if binding["type"] == "bnode":
        return Term(f"_:{value}")
    language, datatype = binding.get("xml:lang"), binding.get("datatype")
    if language is not None or datatype in (None, f"{XSD}string"):
        return string(value, language)
    if datatype == f"{XSD}boolean":  # Virtuoso keeps them as numbers
        value = {"1": "true", "0": "false"}.get(value, value)
    return Term(f"{string(value)}^^<{datatype}>")
