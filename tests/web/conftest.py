"""One server for all cases of a test process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from web.served import QUADS, Served, publish, serving


@pytest.fixture(scope="session")
def quads_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "store"
    publish(path, QUADS)
    return path


@pytest.fixture(scope="session")
def served(quads_store: Path) -> Iterator[Served]:
    with serving(quads_store, "--work", "600", "--max-rows", "1000") as server:
        yield server
