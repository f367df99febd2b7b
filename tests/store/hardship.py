"""What the tests of crashes and damage share: many small articles, and Bienban as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bienban.resources import resource

__all__ = ["bienban", "command", "dump", "small_disk", "write_articles"]


def write_articles(path: Path, number: int) -> Path:
    """So many articles as JSON Lines: the samples again and again, each time with other ids and years."""
    texts = [p.read_text(encoding="utf-8").rpartition("---\n")[2] for p in sorted(resource("data", "articles").glob("*.md"))]
    with path.open("w", encoding="utf-8") as file:
        for index in range(number):
            text = texts[index % len(texts)].strip().replace("2023", str(2023 + index // len(texts)))
            title, _, body = text.removeprefix("# ").partition("\n")
            file.write(json.dumps({"id": f"bai-{index}", "title": title, "text": body.strip() or title}) + "\n")
    return path


def command(*words: str) -> list[str]:
    """The command line of a ``bienban`` of this environment."""
    return [sys.executable, "-m", "bienban", *words]


def bienban(*words: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
    """Run it to its end; it may fail as it is asked to, but never with a traceback."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("BIENBAN")}
    done = subprocess.run(command(*words), env=env, capture_output=True, text=True, check=False, timeout=300)
    assert "Traceback" not in done.stderr, done.stderr
    assert code is None or done.returncode == code, f"exit code {done.returncode}: {done.stderr}"
    return done


def dump(store: Path) -> str:
    """The N-Quads of a store."""
    return bienban("export", "--store", str(store)).stdout


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own in memory; the test is skipped where nobody may mount one."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("needs the right to mount a file system (root, as in .ci/run)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
