"""Importing into a real SPARQL server and taking articles out of it: the graphs are those of the store on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from bienban.resources import resource
from bienban.store.export import MERGED
from contract.oxigraph_server import oxigraph

Run = Callable[..., Result]

pytestmark = pytest.mark.system

NAMES = ("truong-khanh-tham-tet", "dong-lam-tiep-xuc-cu-tri")
PATHS = [str(resource("data", "articles", f"{name}.md")) for name in NAMES]


@pytest.fixture
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("server")) as address:
        yield f"{address}/query"


def test_where_the_default_graph_is_the_union_the_merged_graph_has_a_name(
    run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with oxigraph(tmp_path_factory.mktemp("union"), "--union-default-graph") as address:
        where = ("--endpoint", f"{address}/query")
        assert f"the merged graph is {MERGED}" in run("import", PATHS[0], *where).stderr
        assert MERGED in run("info", *where).stdout
        run("remove", NAMES[0], *where)
        assert f'"merged_graph": "{MERGED}"' in run("info", *where, "--format", "json").stdout


def test_what_is_imported_replaced_and_removed(run: Run, fails: Callable[..., str], url: str, workplace: Path) -> None:
    where = ("--endpoint", url)
    dry = run("import", *PATHS, *where, "--dry-run")
    assert "2 would be added" in dry.stderr
    assert run("info", *where, "--articles").stdout == ""
    first = run("import", *PATHS, *where)
    assert "2 added" in first.stderr
    assert first.stderr.splitlines()[-1] == f"next: bienban ask participants --endpoint {url}"
    assert "2 unchanged" in run("import", *PATHS, *where).stderr
    run("import", *PATHS, "--store", "here")
    assert run("export", *where).stdout == run("export", "--store", "here").stdout
    edited = workplace / f"{NAMES[0]}.md"
    text = Path(PATHS[0]).read_text(encoding="utf-8")
    edited.write_text(text.rstrip() + "\nNgày 15/1/2023, Đảng ủy xã Lạc Tân tổ chức hội nghị.\n", encoding="utf-8")
    assert "1 replaced" in run("import", str(edited), *where).stderr
    run("import", str(edited), "--store", "here")
    assert run("export", *where).stdout == run("export", "--store", "here").stdout
    assert "no such article" in fails("remove", "khong-co", *where)
    assert "1 article left" in run("remove", NAMES[0], *where).stderr
    run("remove", NAMES[0], "--store", "here")
    assert run("export", *where).stdout == run("export", "--store", "here").stdout
    assert not (workplace / "bienban-store").exists()


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(run: Run, url: str, workplace: Path) -> None:
    (workplace / "leer.txt").write_bytes(b"")
    result = run("import", "leer.txt", PATHS[0], "--endpoint", url, code=1)
    assert "1 added, 0 replaced, 0 unchanged, 1 set aside" in result.stderr


def test_long_queries_pass(run: Run, url: str) -> None:
    run("import", PATHS[0], "--endpoint", url)
    names = " ".join(f'"Người Không Có {n}"' for n in range(4000))
    query = f'SELECT ?p {{ VALUES ?n {{ {names} "Bùi Quang Nhiệm" }} ?p foaf:name ?n }}'
    assert len(query) > 60_000
    assert len(run("query", query, "--endpoint", url, "--format", "csv").stdout.splitlines()) == 2
