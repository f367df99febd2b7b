"""Any SPARQL 1.1 server, for questions: its answers as the plain data of the port."""

from __future__ import annotations

import json
import re
from types import TracebackType
from typing import Any, Self

from bienban.graph.terms import XSD, Term, iri, string
from bienban.graph.vocab import PREFIXES
from bienban.store.base import Result, Rows, Triples
from bienban.store.connection import Connection
from bienban.store.problems import check_query, code_of

__all__ = ["RemoteStore"]

_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)


class RemoteStore:
    """A server, for questions."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

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
        """Run any SPARQL 1.1 query on the server's default graph; the project's prefixes need not be declared.

        Raises:
            QueryProblem: the server says the query is wrong.
            NetworkProblem: it does not answer, answers too late, or not with results.
        """
        check_query(text)
        form = _FORM.search(code_of(text))
        rows = form is None or form[1].upper() in ("SELECT", "ASK")
        body = self.connection.query(with_prefixes(text), rows=rows)
        return self._bindings(body) if rows else self._triples(body)

    def _bindings(self, body: bytes) -> Result:
        try:
            data = json.loads(body)
            if "boolean" in data:
                return bool(data["boolean"])
            names = tuple(data["head"]["vars"])
            rows = tuple(tuple(_term(row.get(n)) for n in names) for row in data["results"]["bindings"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self.connection.nonsense("what it sent are no SPARQL results in JSON") from error
        return Rows(names, rows)

    def _triples(self, body: bytes) -> Triples:
        from bienban.store.codec import parsed

        try:
            return Triples(parsed(body))
        except (SyntaxError, ValueError) as error:
            raise self.connection.nonsense("what it sent is no RDF in Turtle or N-Triples") from error


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
    return Term(f"{string(value)}^^<{datatype}>")
