"""A store with known quads, and ``bienban serve`` over it in a process of its own on a free loopback port."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.store.layout import Layout

__all__ = ["EX", "QUADS", "Served", "cases", "free_port", "publish", "serving", "with_samples"]

EX = "http://example.org/"
QUADS = f"""
<{EX}lan> <{EX}name> "Lý Thị Lan"@vi .
<{EX}lan> <{EX}knows> <{EX}minh> .
<{EX}minh> <{EX}name> "Tạ \\"Minh\\", & <con>\\nSông"@vi .
<{EX}minh> <{EX}age> "41"^^<http://www.w3.org/2001/XMLSchema#integer> .
<{EX}one> <{EX}says> "one" <{EX}data1> .
<{EX}two> <{EX}says> "two" <{EX}data2> .
<{EX}three> <{EX}says> "three" <{EX}data3> .
"""


def publish(path: Path, quads: str) -> None:
    """Add quads to a store, made where there is none, and publish them as one generation."""
    layout = Layout(path)
    layout.create()
    store = ox.Store(layout.data)
    store.load(quads.encode(), ox.RdfFormat.N_QUADS)
    store.flush()
    layout.publish(store.backup)


def with_samples(path: Path) -> Path:
    """A store with the samples of the project, made at a path."""
    assert CliRunner().invoke(main, ["import", "--samples", "--store", str(path)]).exit_code == 0
    return path


def free_port() -> int:
    """A port of loopback that is free for now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file in ``cases/``."""
    found: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / f"{name}.toml").read_text())["case"]
    return found


@dataclass
class Served:
    """A running server."""

    store: Path
    base: str
    process: subprocess.Popen[str]
    said: list[str]
    client: httpx.Client

    @property
    def endpoint(self) -> str:
        return f"{self.base}sparql"

    def query(self, text: str, accept: str = "application/sparql-results+json") -> httpx.Response:
        headers = {"Accept": accept, "Content-Type": "application/sparql-query"}
        return self.client.post("/sparql", content=text.encode(), headers=headers)

    def rows(self, text: str) -> list[dict[str, str]]:
        """The rows of a SELECT, the values that are bound by variable."""
        found = self.query(text).json()["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in found]

    def workers(self) -> set[int]:
        """The processes that the server has started."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return set(map(int, children.split()))


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Served]:
    """The server, ready; stopped at the end."""
    command = [sys.executable, "-m", "bienban", "serve", "--store", str(store), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}) as process:
        said: list[str] = []
        try:
            assert process.stderr is not None
            for line in process.stderr:
                said.append(line)
                if (ready := re.match(r"serving .* at (https?://\S+/)sparql;", line)) is not None:
                    break
            else:
                raise AssertionError(f"the server did not start: {said}")
            threading.Thread(target=said.extend, args=(process.stderr,), daemon=True).start()
            listening = re.search(r":(\d+)/", ready[1])
            here = ready[1] if listening is not None else f"http://127.0.0.1:{options[options.index('--port') + 1]}/"
            with httpx.Client(base_url=here, timeout=60, trust_env=False) as client:
                yield Served(store, ready[1], process, said, client)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
