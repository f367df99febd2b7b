"""Requests to a SPARQL server (W3C SPARQL 1.1 Protocol, through SPARQLWrapper): tried again while it is busy, errors in words."""

from __future__ import annotations

import ast
import ssl
import time
from collections.abc import Callable
from email.message import Message
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from SPARQLWrapper import BASIC, DIGEST, JSON, N3, POST, POSTDIRECTLY, SPARQLExceptions, SPARQLWrapper

from bienban.errors import LimitReached, NetworkProblem, QueryProblem, UsageProblem
from bienban.model.endpoint import Endpoint
from bienban.store.problems import syntax_problem

__all__ = ["Connection"]

_BUSY = (429, 503)
_LONGEST = 30.0
"""The seconds that a server may ask us to wait (Retry-After)."""


class Connection:
    """A server at an address. Everything is a POST, so that long queries pass; an update that is sent twice does no harm.

    ``server`` is the program that answered last, as it calls itself (RFC 9110 §10.2.4).
    """

    def __init__(self, endpoint: Endpoint, *, sleep: Callable[[float], None] = time.sleep) -> None:
        """Nothing is sent yet.

        Raises:
            UsageProblem: an address is no http(s) URL.
        """
        for url in (endpoint.url, endpoint.updates):
            parts = urlsplit(url)
            blank = any(c <= " " or c == "\x7f" for c in url)
            if parts.scheme not in ("http", "https") or not parts.netloc or blank:
                raise UsageProblem(f"not the address of a server: {url!r}", todo="give --endpoint http://… or https://…")
        self._endpoint = endpoint
        self._sleep = sleep
        self._timeout = max(1, round(endpoint.timeout))
        self.server = ""

    @property
    def url(self) -> str:
        """The address for queries."""
        return self._endpoint.url

    def query(self, text: str, *, rows: bool, default_graph: str | None = None) -> bytes:
        """The body of the answer: SPARQL results in JSON for ``rows``, else N-Triples or Turtle.

        With ``default_graph`` the query is on a dataset of that graph alone (SPARQL 1.1 Protocol §2.1.4).

        Raises:
            LimitReached: the server gives a part of the answer only.
            QueryProblem: the server says the query is wrong.
            NetworkProblem: it does not answer, or not in time, or says that it may not or cannot.
        """
        wrapper = self._wrapper(self._endpoint.url)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(JSON if rows else N3)
        if not rows:
            wrapper.setOnlyConneg(True)
            wrapper.addCustomHttpHeader("Accept", "application/n-triples, text/turtle;q=0.5")
        if default_graph is not None:
            wrapper.addDefaultGraph(default_graph)
        wrapper.setQuery(text)
        body, headers = self._sent(wrapper, text)
        most = headers.get("X-SPARQL-MaxRows")  # Virtuoso's word for an answer that was cut off
        if most is not None:
            todo = "narrow the query, give it a LIMIT below that, or raise ResultSetMaxRows of the server"
            raise LimitReached(f"the server cuts answers off at {most} rows", where=self.url, todo=todo)
        return body

    def update(self, text: str) -> None:
        """Run an update, the operations of which belong together.

        Raises:
            QueryProblem: the server says the update is wrong.
            NetworkProblem: it does not answer, or not in time, or says that it may not or cannot.
        """
        wrapper = self._wrapper(self._endpoint.updates)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setQuery(text)
        self._sent(wrapper, text)

    def _wrapper(self, url: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(url, updateEndpoint=url)
        wrapper.setTimeout(self._timeout)
        known = self._endpoint.credentials
        if known is not None and known.scheme == "bearer":
            wrapper.addCustomHttpHeader("Authorization", f"Bearer {known.secret}")
        elif known is not None:
            wrapper.setHTTPAuth(DIGEST if known.scheme == "digest" else BASIC)
            wrapper.setCredentials(known.user, known.secret)
        return wrapper

    def _sent(self, wrapper: SPARQLWrapper, text: str) -> tuple[bytes, Message]:
        for wait in (*self._endpoint.waits, None):
            try:
                answer = wrapper.query().response
                body: bytes = answer.read()
            except (SPARQLExceptions.SPARQLWrapperException, HTTPException, OSError, ValueError) as error:
                pause = None if wait is None else _pause(error, wait)
                if pause is None:
                    raise self._problem(text, wrapper.endpoint, error) from error
                self._sleep(pause)
            else:
                headers: Message = answer.headers
                self.server = headers.get("Server", "")
                return body, headers
        raise AssertionError("unreachable")

    def _problem(self, text: str, url: str, error: Exception) -> NetworkProblem | QueryProblem:
        match error:
            case SPARQLExceptions.QueryBadFormed():
                found = syntax_problem(text, _said(error))
                return QueryProblem(found.what, where=url, todo=found.todo)
            case SPARQLExceptions.Unauthorized() | HTTPError(code=401 | 403):
                todo = "give --auth-file FILE with user:password, or check what is in it"
                return NetworkProblem("the server gave no answer: it does not let us in", where=url, todo=todo)
            case SPARQLExceptions.EndPointInternalError() if "No permission" in str(error):  # Virtuoso's 403
                todo = "give --auth-file FILE of a user with the right to update, and the --update-endpoint that asks for it"
                return NetworkProblem("the server does not let us write", where=url, todo=todo)
            case HTTPError(code=429 | 503):
                return self._failed(url, f"it is busy (HTTP {error.code}), after {self._tries}", "try again later")
            case SPARQLExceptions.SPARQLWrapperException() | HTTPError():
                return self._failed(url, _first_line(_said(error)))
            case TimeoutError() | URLError(reason=TimeoutError()):
                return NetworkProblem(
                    f"the server did not answer within {self._timeout} s", where=url, todo="narrow the query, or try again later"
                )
            case URLError(reason=ssl.SSLError() as reason):
                return self._failed(url, *_tls(reason))
            case URLError():
                return self._failed(url, f"no connection ({error.reason})")
        return self._failed(url, _first_line(str(error)))

    @property
    def _tries(self) -> str:
        number = len(self._endpoint.waits) + 1
        return "one try" if number == 1 else f"{number} tries"

    def _failed(self, url: str, reason: str, todo: str = "check the address and whether the server runs") -> NetworkProblem:
        return NetworkProblem(f"the server gave no answer: {reason}", where=url, todo=todo)

    def nonsense(self, reason: str) -> NetworkProblem:
        """The problem of an answer that is not of the form it should have."""
        return self._failed(self._endpoint.url, reason)


def _pause(error: Exception, wait: float) -> float | None:
    """How long to wait before the next try; None where another one would not help."""
    if isinstance(error, HTTPError):
        if error.code not in _BUSY:
            return None
        asked = error.headers.get("Retry-After", "") if error.headers is not None else ""
        return min(float(asked), _LONGEST) if asked.isdigit() else wait
    if isinstance(error, URLError):
        return None if isinstance(error.reason, TimeoutError | ssl.SSLError) else wait
    return wait if isinstance(error, ConnectionError) else None


def _tls(error: ssl.SSLError) -> tuple[str, str]:
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = f"its certificate is not to be trusted ({error.verify_message})"
        return reason, "check the address; for an authority of your own set SSL_CERT_FILE to its certificate"
    return f"no secure connection ({error.reason or error})", "check whether it is https:// or http://"


def _said(error: Exception) -> str:
    """What the server says, which stands behind what the library says of its status."""
    message = str(error)
    said = message.partition("Response:")[2].strip()
    try:
        value = ast.literal_eval(said)  # the library quotes the body as Python does
    except (ValueError, SyntaxError):
        return said or message
    return value.decode("utf-8", "replace") if isinstance(value, bytes) and value.strip() else message


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "unknown error")[:200]
