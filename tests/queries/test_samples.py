"""The samples that come with Bienban answer every question's example."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.queries.catalogue import load
from bienban.store import open_store
from bienban.store.base import Queryable, select


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Queryable]:
    path = str(tmp_path_factory.mktemp("samples") / "s")
    result = CliRunner().invoke(main, ["import", "--samples", "--store", path], prog_name="bienban")
    assert result.exit_code == 0, result.output
    store = open_store(path)
    yield store
    store.close()


@pytest.mark.parametrize("name", load().names())
def test_example_has_rows_on_the_samples(samples: Queryable, name: str) -> None:
    question = load().question(name)
    values = dict(word.split("=", 1) for word in shlex.split(question.example)[1:])
    assert select(samples, question.bind(values)).rows
