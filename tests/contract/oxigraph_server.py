"""A real ``oxigraph serve`` on loopback, from the PyPI package of that name."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["oxigraph", "post"]


def _binary() -> str:
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert found is not None, "the oxigraph command of the dev extra is not installed"
    return found


def post(url: str, body: bytes, kind: str) -> None:
    """Send something, of a media type."""
    request = urllib.request.Request(url, data=body, headers={"Content-Type": kind}, method="POST")  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        answer.read()


@contextmanager
def oxigraph(folder: Path, *flags: str) -> Iterator[str]:
    """Serve an empty database in a folder; gives the address, to which ``/query``, ``/update`` and ``/store`` are added."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [_binary(), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *flags]
    url = f"http://127.0.0.1:{port}"
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                assert process.poll() is None, "oxigraph serve ended at once"
                try:
                    post(f"{url}/query", b"ASK {}", "application/sparql-query")
                    break
                except urllib.error.URLError:
                    time.sleep(0.05)
            yield url
        finally:
            process.terminate()
