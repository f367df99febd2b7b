"""A SPARQL 1.1 protocol server on loopback, over pyoxigraph: as small as the protocol lets it be."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

import pyoxigraph as ox

__all__ = ["serve"]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


class _Application:
    def __init__(self, store: ox.Store, delay: float, broken: bytes | None, status: str) -> None:
        self._status = status
        self._store = store
        self._delay = delay
        self._broken = broken

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        time.sleep(self._delay)
        text = self._query(environ)
        if self._broken is not None:
            start(self._status, [("Content-Type", "application/sparql-results+json")])
            return [self._broken]
        try:
            found = self._store.query(text)
        except SyntaxError as error:
            start("400 Bad Request", [("Content-Type", "text/plain")])
            return [str(error).encode()]
        if isinstance(found, ox.QueryTriples):
            start("200 OK", [("Content-Type", "application/n-triples")])
            body = found.serialize(format=ox.RdfFormat.N_TRIPLES)
        else:
            start("200 OK", [("Content-Type", "application/sparql-results+json")])
            body = found.serialize(format=ox.QueryResultsFormat.JSON)
        assert body is not None
        return [body]

    @staticmethod
    def _query(environ: WSGIEnvironment) -> str:
        if environ["REQUEST_METHOD"] == "GET":
            return str(parse_qs(environ["QUERY_STRING"])["query"][0])
        body: str = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
        if str(environ["CONTENT_TYPE"]).startswith("application/sparql-query"):
            return body
        return parse_qs(body)["query"][0]


@contextmanager
def serve(nquads: bytes = b"", *, delay: float = 0.0, broken: bytes | None = None, status: str = "200 OK") -> Iterator[str]:
    """Serve these quads; gives the address.

    ``delay`` seconds pass before each answer; ``broken`` is sent with ``status`` instead of results.
    """
    store = ox.Store()
    store.load(nquads, ox.RdfFormat.N_QUADS)
    server: WSGIServer = make_server("127.0.0.1", 0, _Application(store, delay, broken, status), handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/query"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
