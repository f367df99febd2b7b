"""Requests to a server: tried again while it is busy, with the credentials of a file, TLS errors in words."""

from __future__ import annotations

import base64
import ssl
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.cli.servers import read_credentials
from bienban.errors import NetworkProblem, QueryProblem, UsageProblem
from bienban.model.endpoint import Credentials, Endpoint
from bienban.store.connection import Connection

YES = b'{"head": {}, "boolean": true}'


@dataclass
class Heard:
    """What a server was sent: paths, Authorization headers, media types, bodies."""

    paths: list[str] = field(default_factory=list)
    authorizations: list[str | None] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


@contextmanager
def answering(
    *statuses: int, headers: Sequence[tuple[str, str]] = (), context: ssl.SSLContext | None = None
) -> Iterator[tuple[str, Heard]]:
    """A server that answers with these statuses in turn, the last one for ever."""
    heard, left = Heard(), list(statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status = left.pop(0) if len(left) > 1 else left[0]
            heard.paths.append(self.path)
            heard.authorizations.append(self.headers["Authorization"])
            heard.kinds.append(self.headers["Content-Type"])
            heard.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(YES)))
            self.end_headers()
            self.wfile.write(YES)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"{'http' if context is None else 'https'}://localhost:{server.server_port}/query", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def connection(url: str, heard: Heard, credentials: Credentials | None = None) -> Connection:
    return Connection(Endpoint(url=url, credentials=credentials, waits=(1.0, 2.0, 4.0)), sleep=heard.waits.append)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(status: int) -> None:
    with answering(status, status, 200) as (url, heard):
        assert connection(url, heard).query("ASK {}", rows=True) == YES
        assert heard.waits == [1.0, 2.0]
    with (
        answering(status) as (url, heard),
        pytest.raises(NetworkProblem, match=f"busy .HTTP {status}., after 4 tries; try again"),
    ):
        connection(url, heard).query("ASK {}", rows=True)
    assert heard.waits == [1.0, 2.0, 4.0]


def test_a_server_that_says_how_long_is_believed_within_bounds() -> None:
    for said, waited in (("7", 7.0), ("9999", 30.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 1.0)):
        with answering(503, 200, headers=[("Retry-After", said)]) as (url, heard):
            connection(url, heard).update("INSERT DATA { <a:a> <a:b> 1 }")
        assert heard.waits == [waited]


@pytest.mark.parametrize(("status", "says"), [(500, "no answer"), (404, "no answer"), (401, "--auth-file"), (403, "--auth-file")])
def test_what_another_try_would_not_help(status: int, says: str) -> None:
    with answering(status) as (url, heard), pytest.raises(NetworkProblem, match=says):
        connection(url, heard).query("ASK {}", rows=True)
    assert heard.waits == []


def test_a_wrong_update_is_no_matter_of_the_network() -> None:
    with answering(400) as (url, heard), pytest.raises(QueryProblem):
        connection(url, heard).update("INSERT DATA { <a:a> }")
    assert heard.waits == []


def test_updates_are_sent_as_they_are_to_their_own_address() -> None:
    text = 'INSERT DATA { <http://x.example/a> <http://x.example/b> "Bí thư Đảng ủy" }'
    with answering(200) as (url, heard):
        connection(url, heard).update(text)
        connection(url, heard).query("ASK {}", rows=True)
    assert [path.rstrip("?") for path in heard.paths] == ["/update", "/query"]
    assert heard.bodies[0] == text
    assert heard.kinds[0].startswith("application/sparql-update")
    assert "query=ASK {}" in unquote_plus(heard.bodies[1])


@pytest.mark.parametrize(
    ("url", "given", "updates"),
    [
        ("http://x.example:7878/query", None, "http://x.example:7878/update"),
        ("http://x.example/ds/query/", None, "http://x.example/ds/update"),
        ("http://x.example/sparql", None, "http://x.example/sparql"),
        ("http://x.example/sparql", "http://x.example/sparql-auth", "http://x.example/sparql-auth"),
    ],
)
def test_where_updates_go(url: str, given: str | None, updates: str) -> None:
    assert Endpoint(url=url, update_url=given).updates == updates


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("lan:bí mật: 1\n", Credentials("basic", "bí mật: 1", "lan")),
        ("basic lan:x", Credentials("basic", "x", "lan")),
        ("Digest dba:geheim\nrest", Credentials("digest", "geheim", "dba")),
        ("bearer abc.def", Credentials("bearer", "abc.def")),
    ],
)
def test_credentials_of_a_file(tmp_path: Path, line: str, known: Credentials) -> None:
    (tmp_path / "auth").write_text(line, encoding="utf-8")
    assert read_credentials(str(tmp_path / "auth")) == known
    assert known.secret not in repr(known)


@pytest.mark.parametrize("data", [b"", b"\n", b"lan", b"lan:", b":x", b"bearer ", b"digest lan", b"\xff:\xff"])
def test_what_are_no_credentials(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "auth").write_bytes(data)
    with pytest.raises(UsageProblem):
        read_credentials(str(tmp_path / "auth"))
    with pytest.raises(UsageProblem, match="cannot be read"):
        read_credentials(str(tmp_path / "nowhere"))


def test_credentials_are_sent() -> None:
    for known, header in (
        (Credentials("basic", "x", "lan"), "Basic " + base64.b64encode(b"lan:x").decode()),
        (Credentials("bearer", "abc"), "Bearer abc"),
    ):
        with answering(200) as (url, heard):
            connection(url, heard, known).query("ASK {}", rows=True)
            connection(url, heard, known).update("CLEAR DEFAULT")
        assert heard.authorizations == [header, header]


def test_a_command_takes_credentials_and_a_time_limit(tmp_path: Path) -> None:
    (tmp_path / "auth").write_text("lan:x", encoding="utf-8")
    with answering(200) as (url, heard):
        flags = ["--endpoint", url, "--auth-file", str(tmp_path / "auth"), "--endpoint-timeout", "5"]
        result = CliRunner().invoke(main, ["query", "ASK {}", *flags])
    assert (result.exit_code, result.stdout) == (0, "true\n")
    # Twice: where the merged graph is comes first.
    assert heard.authorizations == ["Basic " + base64.b64encode(b"lan:x").decode()] * 2


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*words, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with answering(200, context=context) as (url, heard):
        with pytest.raises(NetworkProblem, match=r"certificate is not to be trusted .*SSL_CERT_FILE"):
            connection(url, heard).query("ASK {}", rows=True)
        assert heard.waits == []
    with answering(200) as (url, heard), pytest.raises(NetworkProblem, match=r"no secure connection .*https:// or http://"):
        connection(url.replace("http:", "https:"), heard).query("ASK {}", rows=True)
