"""Running the server: it stops gracefully, writes its log, shows its figures to whom they concern, and is documented rightly."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families

from bienban.cli.main import main
from bienban.web.settings import Log, Settings
from bienban.web.watch.exchange import Exchange, digest
from bienban.web.watch.log import line
from web.served import QUADS, Served, free_port, publish, serving

OPERATIONS = (files("bienban") / "docs" / "operations.md").read_text(encoding="utf-8")
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d FILTER(CONTAINS(?b, ?d)) }"
MANY = "".join(f'<urn:x:s{i}> <urn:x:p> "value {i} of many, with some words" .\n' for i in range(1000))


def figures(address: str) -> dict[str, float]:
    """``name{label="value",…}`` → value."""
    found = {}
    for family in text_string_to_metric_families(httpx.get(address, trust_env=False).raise_for_status().text):
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_figures_count_what_happens(served: Served) -> None:
    before = figures(f"{served.base}metrics")
    for _ in range(3):
        served.client.get("/sparql?query=ASK%20%7B%20%3Ffigures%20%3Fp%20%3Fo%20%7D")
    served.client.get("/sparql?query=ASK")
    served.client.get("/nowhere/at/all")
    after = figures(f"{served.base}metrics")

    def more(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert more('bienban_requests_total{method="GET",route="/sparql",status="200"}') == 3
    assert more('bienban_requests_total{method="GET",route="/sparql",status="400"}') == 1
    assert more('bienban_requests_total{method="GET",route="other",status="404"}') == 1
    assert more('bienban_queries_total{outcome="answered"}') == 1
    assert more('bienban_queries_total{outcome="known"}') == 2
    assert more('bienban_queries_total{outcome="query"}') == 1
    assert more("bienban_cache_hits_total") == 2
    assert more('bienban_request_seconds_count{route="/sparql"}') == 4
    assert after["bienban_generation"] == 1
    assert after['bienban_workers{state="idle"}'] >= 2
    assert after["bienban_cache_bytes"] > 0


@pytest.mark.system
@pytest.mark.parametrize("public", [("--base-url", "http://example.org/b/"), ("--host", "0.0.0.0")])  # noqa: S104
def test_figures_are_for_the_operator_alone(tmp_path: Path, public: tuple[str, str]) -> None:
    publish(tmp_path / "store", QUADS)
    port, apart = free_port(), free_port()
    options = ("--port", str(port), *public, "--workers", "1", "--metrics-port", str(apart))
    with serving(tmp_path / "store", *options):
        assert httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).status_code == 404
        headers = {"Host": f"127.0.0.1:{apart}"}
        assert httpx.get(f"http://127.0.0.1:{port}/metrics", headers=headers, trust_env=False).status_code == 404
        assert figures(f"http://127.0.0.1:{apart}/metrics")["bienban_generation"] == 1
        assert httpx.get(f"http://127.0.0.1:{apart}/sparql?query=ASK%7B%7D", trust_env=False).status_code == 404


@pytest.mark.parametrize(
    ("given", "here"),
    [
        ({}, True), ({"host": "::1", "base_url": "http://[::1]:8000/"}, True), ({"host": "0.0.0.0"}, False),  # noqa: S104
        ({"base_url": "https://example.org/"}, False), ({"proxies": ("127.0.0.1",)}, False), ({"metrics_port": 9464}, False),
    ],
)  # fmt: skip
def test_figures_stand_beside_the_data_only_where_nobody_comes_from_outside(given: dict[str, Any], here: bool) -> None:
    plain: dict[str, Any] = {"host": "127.0.0.1", "base_url": "http://127.0.0.1:8000/"}
    assert Settings(store=Path(), port=8000, workers=1, **{**plain, **given}).metrics_here is here


def test_a_proxied_request_gets_no_figures(served: Served) -> None:
    assert served.client.get("/metrics").status_code == 200
    assert served.client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 404


@pytest.mark.system
def test_the_log_has_every_request_and_no_query(tmp_path: Path) -> None:
    publish(tmp_path / "store", QUADS)
    log, old = tmp_path / "access.log", tmp_path / "access.log.1"
    asked = "SELECT * { ?s ?p 'secret' }"
    with serving(tmp_path / "store", "--access-log", str(log)) as server:
        for _ in range(3):
            server.client.get("/sparql", params={"query": asked})
        server.client.post("/sparql", data={"query": asked})
        server.client.get("/sparql?query=nonsense")
        while log.read_text().count("\n") < 5:  # a line follows its answer
            time.sleep(0.01)
        log.rename(old)
        server.client.get('/doc/a"b')
    lines = [json.loads(line) for line in old.read_text().splitlines()]
    assert [(row["method"], row["status"], row["outcome"]) for row in lines] == [
        ("GET", 200, "answered"), ("GET", 200, "known"), ("GET", 200, "known"), ("POST", 200, "known"), ("GET", 400, "query"),
    ]  # fmt: skip
    assert {row["query"] for row in lines[:4]} == {digest(asked)}
    assert all(row["client"] == "127.0.0.1" and row["path"] == "/sparql" and row["bytes"] > 0 for row in lines)
    assert "secret" not in old.read_text()
    assert json.loads(log.read_text())["path"] == '/doc/a"b'


MARK = digest("ASK {}")
COMMON = f'192.0.2.1 - - [05/Mar/2023:07:08:09 +0000] "GET /a%22\\nb?query={MARK} HTTP/1.1" 200 5'
FIELDS = {
    "time": "2023-03-05T07:08:09.000+00:00", "client": "192.0.2.1", "method": "GET", "path": '/a"\nb', "status": 200, "bytes": 5,
    "ms": 1.5, "query": MARK, "outcome": "known",
}  # fmt: skip


def test_lines() -> None:
    exchange = Exchange(
        method="GET", path='/a"\nb', status=200, size=5, seconds=0.0015, client="192.0.2.1", query="ASK {}", outcome="known"
    )
    now = datetime(2023, 3, 5, 7, 8, 9, tzinfo=UTC)
    assert line(exchange, now, Log("x", "common")) == COMMON
    assert json.loads(line(exchange, now, Log("x"))) == FIELDS
    assert json.loads(line(exchange, now, Log("x", queries=True))) == {**FIELDS, "text": "ASK {}"}
    assert "\n" not in line(exchange, now, Log("x", queries=True))


@pytest.mark.system
@pytest.mark.parametrize("everybody", [False, True], ids=["the server is told", "its workers are told as well"])
def test_what_is_being_answered_is_answered_before_the_end(tmp_path: Path, everybody: bool) -> None:
    publish(tmp_path / "store", MANY)
    with serving(tmp_path / "store", "--timeout", "300", "--work", "3000") as server:
        answers: list[httpx.Response] = []
        server.client.timeout = httpx.Timeout(300)  # as long as the query may take, on whatever machine
        thread = threading.Thread(target=lambda: answers.append(server.query(SLOW)))
        thread.start()
        while figures(f"{server.base}metrics")['bienban_workers{state="busy"}'] == 0:
            assert thread.is_alive()
        workers = server.workers()
        server.process.send_signal(signal.SIGTERM)
        for worker in workers if everybody else ():
            subprocess.run(["kill", "-TERM", str(worker)], check=True)
        thread.join(300)
        assert [answer.status_code for answer in answers] == [200]
        assert server.process.wait(60) == 0
        with pytest.raises(httpx.ConnectError):
            httpx.get(server.base, trust_env=False)
        deadline = time.monotonic() + 30
        while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


@pytest.mark.system
def test_a_damaged_store_is_told_in_one_line(tmp_path: Path) -> None:
    publish(tmp_path / "store", QUADS)
    for path in (tmp_path / "store" / "generations").rglob("*.sst"):
        path.unlink()  # what readers open are hard links
        path.write_bytes(b"damaged")
    command = [sys.executable, "-m", "bienban", "serve", "--store", str(tmp_path / "store"), "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "bienban check" in done.stderr


def unit() -> str:
    return OPERATIONS.partition("```ini\n")[2].partition("```")[0]


def test_documented_flags_exist() -> None:
    known = set(re.findall(r"--[a-z-]+", CliRunner().invoke(main, ["serve", "--help"]).output))
    section = OPERATIONS.partition("## Running the server")[2]
    commands = [found for block in re.findall(r"```\w+\n(.*?)```", section, re.DOTALL) for found in block.splitlines()]
    served = [found for found in commands if "serve" in found or "--base-url" in found]
    others = {"--volume", "--publish", "--read-only", "--tmpfs", "--cap-drop", "--security-opt", "--stop-timeout"}
    flags = {flag for text in served for flag in re.findall(r"--[a-z-]+", text)} | set(re.findall(r"`(--[a-z-]+)", section))
    assert len(flags) >= 10
    assert flags - others <= known


def test_the_unit_can_be_read_and_says_how_to_stop() -> None:
    found = configparser.ConfigParser(strict=True, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(unit())
    service = found["Service"]
    assert service["KillMode"] == "mixed"  # the workers must not be told before the server has finished
    assert int(service["TimeoutStopSec"]) > 30 + 5
    assert service["NoNewPrivileges"] == "yes"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    path = tmp_path / "bienban.service"
    path.write_text(unit().replace("/opt/bienban/bin/bienban", sys.executable).replace("User=bienban", "User=root"))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, timeout=60)
    assert "bienban.service" not in done.stderr, done.stderr
