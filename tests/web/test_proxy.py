"""Behind nginx, set up as the documentation has it and, what many will do, with its defaults: under a path, with TLS."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import httpx
import pytest

from web.pages import BROWSER, read
from web.served import Served, free_port, serving, with_samples

pytestmark = pytest.mark.system

OPERATIONS = (files("bienban") / "docs" / "operations.md").read_text(encoding="utf-8")
PUBLIC = "https://du-lieu-mo.vien-nghien-cuu.truong-dai-hoc.example.org/bienban/"
"""An address as long as those of institutions are: each link of a header has it."""

DEFAULTS = """server {
    listen 443 ssl;
    ssl_certificate /c;
    ssl_certificate_key /k;
    location /bienban/ { proxy_pass http://127.0.0.1:8000/; proxy_set_header X-Forwarded-Proto $scheme; }
}"""


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, int]]:
    port = free_port()
    store = with_samples(tmp_path_factory.mktemp("behind") / "store")
    with serving(store, "--port", str(port), "--base-url", PUBLIC, "--proxy", "127.0.0.1", "--work", "3000") as server:
        yield server, port


@contextmanager
def proxied(folder: Path, settings: str, port: int) -> Iterator[httpx.Client]:
    """Nginx in the foreground with these settings of its ``http`` section, before the server at ``port``."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    assert nginx is not None, "these tests need Debian's package nginx-light"
    key, certificate, public = folder / "key.pem", folder / "certificate.pem", free_port()
    subject = ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject], check=True, capture_output=True
    )
    for pattern, value in (
        (r"ssl_certificate_key\s+[^;]+", f"ssl_certificate_key {key}"),
        (r"ssl_certificate\s+[^;]+", f"ssl_certificate {certificate}"),
        (r"listen 443 ssl", f"listen 127.0.0.1:{public} ssl"),
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{port}"),
    ):
        settings, found = re.subn(pattern, value, settings)
        assert found == 1, pattern
    places = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = (
        f"pid {folder}/pid; error_log {folder}/errors; daemon off; events {{}} http {{ access_log off; {places}\n{settings}\n}}"
    )
    (folder / "nginx.conf").write_text(text)
    with subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]) as process:
        try:
            trusted = ssl.create_default_context(cafile=str(certificate))
            with httpx.Client(
                base_url=f"https://localhost:{public}/bienban/", verify=trusted, trust_env=False, timeout=60
            ) as client:
                deadline = time.monotonic() + 30
                while True:
                    try:
                        client.get("robots.txt")
                        break
                    except httpx.ConnectError:
                        assert process.poll() is None, (folder / "errors").read_text()
                        assert time.monotonic() < deadline
                yield client
        finally:
            process.terminate()
            process.wait(30)


def documented() -> str:
    return OPERATIONS.partition("```nginx\n")[2].partition("```")[0]


@pytest.mark.parametrize("settings", [DEFAULTS, documented()], ids=["defaults", "documented"])
def test_no_page_has_too_long_a_head_for_the_proxy(behind: tuple[Served, int], tmp_path: Path, settings: str) -> None:
    paths = [
        "",
        "bodies",
        "events",
        "search?q=h%E1%BB%99i+ngh%E1%BB%8B",
        "search?q=" + "h%E1%BB%99i+" * 90,
        "questions/holders",
        "ontology",
    ]
    server, port = behind
    longest = server.rows(
        'SELECT ?s { ?s ?p ?o FILTER(CONTAINS(STR(?s), "/id/") && !CONTAINS(STR(?s), "#")) } ORDER BY DESC(STRLEN(STR(?s)))'
    )
    paths += ["doc/" + row["s"].removeprefix("https://w3id.org/bienban/") for row in longest[:3]]
    with proxied(tmp_path, settings, port) as client:
        for path in paths:
            answer = client.get(path, headers={"Accept": BROWSER})
            assert answer.status_code == 200, path
            assert sum(len(name) + len(value) + 4 for name, value in answer.headers.raw) < 4_000, path
            assert answer.headers["strict-transport-security"]
            local = [
                a for a in re.findall(r'(?:href|src|action)="(http[^"]+)"', answer.text) if "127.0.0.1" in a or "localhost" in a
            ]
            assert local == [], path


def test_a_list_names_what_it_holds_in_its_page_where_the_header_would_be_too_long(behind: tuple[Served, int]) -> None:
    server, _ = behind
    answer = server.client.get("bodies?sort=name", headers={"Accept": BROWSER})
    assert 'rel="item"' not in answer.headers["link"]
    assert 'rel="next"' in answer.headers["link"]
    items = [e.get("href") for e in read(answer).all("link", rel="item")]
    listed = [row["iri"] for row in server.client.get("bodies.json?sort=name").json()]
    assert items == [iri.replace("https://w3id.org/bienban/", f"{PUBLIC}doc/") for iri in listed[:25]]


def test_the_documented_proxy_compresses_and_answers_304(behind: tuple[Served, int], tmp_path: Path) -> None:
    server, port = behind
    row = server.rows("SELECT ?s { ?s a bb:Congress } ORDER BY ?s")[0]
    path = "doc/" + row["s"].removeprefix("https://w3id.org/bienban/")
    with proxied(tmp_path, documented(), port) as client:
        for accept in (BROWSER, "text/turtle", "application/ld+json"):
            whole = client.get(path, headers={"Accept": accept})
            assert whole.headers["content-encoding"] == "gzip", accept
            again = client.get(path, headers={"Accept": accept, "If-None-Match": whole.headers["etag"]})
            assert (again.status_code, again.content) == (304, b"")
        assert client.get("static/portal.css").headers["content-encoding"] == "gzip"
        moved = client.get(path.removeprefix("doc/"), headers={"Accept": "text/turtle"})
        assert moved.headers["location"] == PUBLIC + path
        assert client.get("https://localhost:" + str(client.base_url.port) + "/bienban").headers["location"].endswith("/bienban/")
        rows = client.post("sparql", data={"query": "SELECT * { ?s ?p ?o } LIMIT 2000"}, headers={"Accept": "text/csv"})
        assert len(rows.text.splitlines()) == 2001
