"""Questions, queries and names that cannot be answered: one line, the right exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.resources import resource

Fails = Callable[..., str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("asked") / "store"
    article = resource("data", "articles", "truong-khanh-tham-tet.md")
    result = CliRunner().invoke(main, ["import", str(article), "--store", str(path)])
    assert result.exit_code == 0, result.output
    return str(path)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask", "participant"), ["'participant'", "bienban ask"]),
        (("ask", "participants", "colour=red"), ["'colour'", "person"]),
        (("ask", "participants", "person"), ["person"]),
        (("ask", "participants", "from=hôm qua"), ["hôm qua", "from"]),
        (("ask", "participants", "--format", "pdf"), ["--format", "pdf", "csv"]),
        (("query", "SELECT * WHERE { ?s ?p ?o"), ["line 1", "{ }"]),
        (("query", "SELECT ?s WHERE { ?s nix:da ?o }"), ["nix"]),
        (("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), ["SERVICE"]),
        (("query", "DELETE WHERE { ?s ?p ?o }"), ["update"]),
        (("query", "missing.rq"), ["missing.rq", "no such file"]),
        (("show", "không ai cả"), ["không ai cả"]),
    ],
)
def test_what_cannot_be_answered(fails: Fails, store: str, arguments: tuple[str, ...], says: list[str]) -> None:
    line = fails(*arguments, "--store", store)
    for words in says:
        assert words in line


@pytest.mark.parametrize("arguments", [("ask", "participants"), ("query", "ASK { ?s ?p ?o }"), ("show", "x")])
def test_no_store_and_no_server(fails: Fails, workplace: Path, arguments: tuple[str, ...]) -> None:
    assert "bienban import" in fails(*arguments, "--store", str(workplace / "none"), code=3)
    assert "127.0.0.1:9" in fails(*arguments, "--endpoint", "http://127.0.0.1:9/query", code=3)
