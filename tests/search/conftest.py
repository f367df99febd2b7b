"""The sample articles, imported and indexed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bienban.pipeline.importer import Importer
from bienban.pipeline.sinks import StoreSink
from bienban.resources import resource
from bienban.search.index import Index, Snapshot
from bienban.search.keeping import follow
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("searched") / "s"
    with StoreSink.open(str(path), keep_text=False) as sink:
        Importer(sink, jobs=1).run(read_paths((str(resource("data", "articles")),), ReadSettings()))
    followed = follow(path)
    assert followed is not None
    assert followed.anew
    return path


@pytest.fixture(scope="session")
def snapshot(samples: Path) -> Snapshot:
    return Index(samples).snapshot()
