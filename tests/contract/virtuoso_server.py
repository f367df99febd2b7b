"""A real Virtuoso on loopback, from Debian's package virtuoso-opensource, with a user who may update by SPARQL."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bienban.model.endpoint import Credentials, Endpoint

__all__ = ["MOST_ROWS", "OWN", "Virtuoso", "virtuoso"]

MOST_ROWS = 10_000
"""Rows in an answer at most, as in Debian's own settings."""

_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""
_USER = """
DB.DBA.USER_CREATE ('bienban', 'geheim');
GRANT SPARQL_UPDATE TO "bienban";
DB.DBA.VHOST_DEFINE (lhost=>'*ini*', vhost=>'*ini*', lpath=>'/sparql-basic', ppath=>'/!sparql/', is_dav=>1, vsp_user=>'dba',
opts=>vector('noinherit', 1), auth_fn=>'DB.DBA.HP_AUTH_SPARQL_USER', realm=>'SPARQL', sec=>'basic');
"""
OWN = frozenset((
    "http://www.w3.org/ns/ldp#", "http://localuriqaserver/sparql", "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/2002/07/owl#",
))  # fmt: skip
"""Graphs that a Virtuoso has of its own."""


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A running server: addresses, and a file with the credentials for updates."""

    query: str
    update: str
    auth: Path
    sql: str

    def endpoint(self) -> Endpoint:
        """What the library needs to reach it."""
        return Endpoint(url=self.query, update_url=self.update, credentials=Credentials("digest", "geheim", "bienban"))

    def flags(self) -> tuple[str, ...]:
        """What the command line needs to reach it."""
        return ("--endpoint", self.query, "--update-endpoint", self.update, "--auth-file", str(self.auth))

    def run(self, text: str) -> str:
        """Run SQL as the administrator."""
        words = [shutil.which("isql-vt") or "isql-vt", self.sql, "dba", "dba"]
        done = subprocess.run(words, input=text, capture_output=True, text=True, check=True, timeout=60)
        return done.stdout + done.stderr

    def clear(self) -> None:
        """Drop all graphs that are not the server's own."""
        query = urllib.parse.urlencode({"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", "format": "application/json"})
        with urllib.request.urlopen(f"{self.query}?{query}", timeout=60) as answer:  # noqa: S310 - loopback
            rows = json.load(answer)["results"]["bindings"]
        graphs = {row["g"]["value"] for row in rows} - OWN
        if graphs:
            self.run("\n".join(f"SPARQL CLEAR GRAPH <{graph}>;" for graph in sorted(graphs)))


def _ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


@contextmanager
def virtuoso(folder: Path, *, rows: int = MOST_ROWS) -> Iterator[Virtuoso]:
    """Serve an empty database in a folder."""
    binary = shutil.which("virtuoso-t")
    assert binary is not None, "virtuoso-t is not installed: apt-get install virtuoso-opensource"
    sql, http = _ports()
    (folder / "virtuoso.ini").write_text(_SETTINGS.format(folder=folder, sql=sql, http=http, rows=rows), encoding="utf-8")
    (folder / "auth").write_text("digest bienban:geheim\n", encoding="utf-8")
    url = f"http://127.0.0.1:{http}"
    server = Virtuoso(f"{url}/sparql", f"{url}/sparql-auth", folder / "auth", f"127.0.0.1:{sql}")
    words = [binary, "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _await(process, f"{url}/sparql?query=ASK%7B%7D")
            server.run(_USER)
            yield server
        finally:
            process.terminate()


def _await(process: subprocess.Popen[bytes], url: str) -> None:
    for _ in range(1200):
        assert process.poll() is None, "virtuoso-t ended at once"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - loopback
                answer.read()
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("virtuoso-t does not answer")
