"""The server goes over to what is published, between one query and the next, and never sees half of it."""

from __future__ import annotations

import signal
import subprocess
import threading
from pathlib import Path

import pytest

from web.served import QUADS, Served, publish, serving

pytestmark = pytest.mark.system

PAIRS = "SELECT (COUNT(?a) AS ?n) (COUNT(?b) AS ?m) { { ?x <urn:x:left> ?a } UNION { ?x <urn:x:right> ?b } }"


def pairs(served: Served) -> tuple[int, int]:
    row = served.query(PAIRS).json()["results"]["bindings"][0]
    return int(row["n"]["value"]), int(row["m"]["value"])


def test_readers_see_before_or_after(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, QUADS)

    def write() -> None:
        for batch in range(12):
            quads = [f"<urn:x:{batch}-{i}> <urn:x:{side}> <urn:x:v> ." for i in range(50) for side in ("left", "right")]
            publish(store, "\n".join(quads))

    with serving(store, "--workers", "2", "--work", "600") as server:
        writer = threading.Thread(target=write)
        writer.start()
        seen = []
        while writer.is_alive():
            seen.append(pairs(server))
        seen.append(pairs(server))
    assert all(left == right and left % 50 == 0 for left, right in seen)
    assert seen == sorted(seen)
    assert seen[-1] == (600, 600)
    assert len(set(seen)) > 2


def test_workers_cannot_open_a_socket(served: Served) -> None:
    for worker in served.workers():
        status = Path(f"/proc/{worker}/status").read_text()
        assert "Seccomp:\t2" in status
        assert "NoNewPrivs:\t1" in status


def test_workers_go_with_the_server(tmp_path: Path) -> None:
    publish(tmp_path / "store", QUADS)
    with serving(tmp_path / "store") as server:
        workers = server.workers()
        assert len(workers) >= 2
        server.process.send_signal(signal.SIGKILL)
        server.process.wait(30)
        for worker in workers:
            subprocess.run(["timeout", "10", "tail", f"--pid={worker}", "-f", "/dev/null"], check=True)


def test_it_stops_when_it_is_told(tmp_path: Path) -> None:
    publish(tmp_path / "store", QUADS)
    with serving(tmp_path / "store") as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) in (0, 130, -signal.SIGINT)
        assert not any("Traceback" in line for line in server.said)
