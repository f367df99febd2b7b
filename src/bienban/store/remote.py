"""Any SPARQL 1.1 server, for questions (W3C SPARQL 1.1 Protocol, through SPARQLWrapper)."""

from __future__ import annotations

import json
import re
from http.client import HTTPException
from types import TracebackType
from typing import Any, Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from SPARQLWrapper import JSON, N3, POST, SPARQLExceptions, SPARQLWrapper

from bienban.errors import NetworkProblem, QueryProblem, UsageProblem
from bienban.graph.terms import XSD, Term, iri, string
from bienban.graph.vocab import PREFIXES
from bienban.store.base import Result, Rows, Triples
from bienban.store.problems import check_query, code_of, syntax_problem

__all__ = ["RemoteStore"]

_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_BLANK = re.compile(r"[\x00-\x20\x7f]")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)


class RemoteStore:
    """A server at an address; every query is one POST, so that long ones pass."""

    def __init__(self, url: str, *, timeout: float = 60.0) -> None:
        """Nothing is sent yet.

        Raises:
            UsageProblem: the address is no http(s) URL.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc or _BLANK.search(url):
            raise UsageProblem(f"not the address of a server: {url!r}", todo="give --endpoint http://… or https://…")
        self._url = url
        self._timeout = max(1, round(timeout))

    @property
    def where(self) -> str:
        """The address."""
        return self._url

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
        body = self._post(text, rows=rows)
        return self._bindings(body) if rows else self._triples(body)

    def _post(self, text: str, *, rows: bool) -> bytes:
        wrapper = SPARQLWrapper(self._url)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON if rows else N3)
        if not rows:
            wrapper.setOnlyConneg(True)
            wrapper.addCustomHttpHeader("Accept", "application/n-triples, text/turtle;q=0.5")
        wrapper.setTimeout(self._timeout)
        wrapper.setQuery(with_prefixes(text))
        try:
            answer = wrapper.query().response
            body: bytes = answer.read()
        except SPARQLExceptions.QueryBadFormed as error:
            raise self._refused(text, str(error)) from error
        except (SPARQLExceptions.SPARQLWrapperException, HTTPError) as error:
            raise self._failed(_first_line(str(error))) from error
        except TimeoutError as error:
            raise self._late() from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._late() from error
            raise self._failed(f"no connection ({error.reason})") from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._failed(_first_line(str(error))) from error
        return body

    def _refused(self, text: str, message: str) -> QueryProblem:
        found = syntax_problem(text, message.partition("Response:")[2] or message)
        return QueryProblem(found.what, where=self._url, todo=found.todo)

    def _late(self) -> NetworkProblem:
        return NetworkProblem(
            f"the server did not answer within {self._timeout} s", where=self._url, todo="narrow the query, or try again later"
        )

    def _failed(self, reason: str) -> NetworkProblem:
        return NetworkProblem(
            f"the server gave no answer: {reason}", where=self._url, todo="check the address and whether the server runs"
        )

    def _bindings(self, body: bytes) -> Result:
        try:
            data = json.loads(body)
            if "boolean" in data:
                return bool(data["boolean"])
            names = tuple(data["head"]["vars"])
            rows = tuple(tuple(_term(row.get(n)) for n in names) for row in data["results"]["bindings"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._failed("what it sent are no SPARQL results in JSON") from error
        return Rows(names, rows)

    def _triples(self, body: bytes) -> Triples:
        from bienban.store.codec import parsed

        try:
            return Triples(parsed(body))
        except (SyntaxError, ValueError) as error:
            raise self._failed("what it sent is no RDF in Turtle or N-Triples") from error


def with_prefixes(text: str) -> str:
    """The query with the project's prefixes in front, those that it uses and does not declare; line numbers stay."""
    code = code_of(text)
    declared = set(_DECLARED.findall(code))
    missing = [n for n in PREFIXES if n not in declared and re.search(rf"(?<![\w?$.-]){re.escape(n)}:", code)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing) + text


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "unknown error")[:200]


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
