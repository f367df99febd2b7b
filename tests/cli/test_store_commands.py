"""``export``, ``info`` and ``remove`` on a store of samples."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Dataset, Graph

from bienban.cli.main import main
from bienban.resources import resource

Run = Callable[..., Result]
Fails = Callable[..., str]
NAMES = ("truong-khanh-tham-tet.md", "dong-lam-tiep-xuc-cu-tri.md", "ap-dong-hoa-ngay-hoi-dai-doan-ket.txt")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("filled") / "store"
    paths = [str(resource("data", "articles", name)) for name in NAMES]
    result = CliRunner().invoke(main, ["import", *paths, "--store", str(store)])
    assert result.exit_code == 0, result.output
    return store


@pytest.fixture
def store(filled: Path, workplace: Path) -> str:
    shutil.copytree(filled, workplace / "store")
    return "store"


@pytest.mark.parametrize(
    ("form", "suffix", "parser"), [("nquads", "nq", "nquads"), ("trig", "trig", "trig"), ("jsonld", "jsonld", "json-ld")]
)
def test_dumps_hold_every_graph(run: Run, store: str, workplace: Path, form: str, suffix: str, parser: str) -> None:
    data = run("export", "--store", store, "--format", form).stdout
    dataset = Dataset()
    dataset.parse(data=data, format=parser)
    names = {str(g.identifier) for g in dataset.graphs() if len(g)}
    assert len([n for n in names if "/graph/article/" in n]) == 3
    assert run("export", "--store", store, "--out", f"dump.{suffix}").stdout == ""
    assert (workplace / f"dump.{suffix}").read_bytes() == data.encode()


def test_turtle_is_the_merged_graph(run: Run, store: str) -> None:
    graph = Graph().parse(data=run("export", "--store", store, "--format", "turtle").stdout, format="turtle")
    assert len(graph) > 100
    assert "oa:exact" not in graph.serialize(format="turtle")


@pytest.mark.parametrize(
    "name",
    [
        "truong-khanh-tham-tet",
        "https://bao-mau.example/2023/truong-khanh-tham-tet.html",
        "https://BAO-MAU.example/2023/truong-khanh-tham-tet.html#top",
    ],
)
def test_one_article_by_any_name(run: Run, store: str, name: str) -> None:
    text = run("export", "--store", store, "--article", name, "--format", "turtle").stdout
    (iri,) = (a for a in run("info", "--store", store, "--articles").stdout.split() if "tham-tet" in a)
    assert f"<{iri}> a bb:Article" in text
    assert run("export", "--store", store, "--article", iri, "--format", "turtle").stdout == text
    assert run("export", "--store", store, "--article", iri.replace("/id/", "/graph/"), "--format", "turtle").stdout == text


@pytest.mark.parametrize("name", ["khong-co", "https://bao-mau.example/khong-co", "truong", "", '"', "a b"])
def test_unknown_articles(fails: Fails, store: str, name: str) -> None:
    for command in (("export", "--article", name), ("remove", name)):
        line = fails(*command, "--store", store)
        assert "no such article" in line
        assert "info --articles" in line


def test_a_name_of_several_articles(run: Run, fails: Fails, workplace: Path) -> None:
    for publisher in ("Báo A", "Báo B"):
        (workplace / "tin.txt").write_text(f"Tin của {publisher}", encoding="utf-8")
        run("import", "tin.txt", "--publisher", publisher)
    line = fails("remove", "tin")
    assert "2 articles" in line
    for iri in run("info", "--articles").stdout.split():
        assert iri in line


def test_remove_takes_away_what_it_alone_supported(run: Run, store: str) -> None:
    before = run("export", "--store", store).stdout
    result = run("remove", "truong-khanh-tham-tet", "--store", store)
    assert "removed https://" in result.stderr
    assert "2 articles left" in result.stderr
    after = run("export", "--store", store).stdout
    assert "tham-tet" in before
    assert "tham-tet" not in after
    paths = [str(resource("data", "articles", name)) for name in NAMES[1:]]
    run("import", *paths, "--store", "fresh")
    assert run("export", "--store", "fresh").stdout == after


def test_remove_is_all_or_nothing(run: Run, fails: Fails, store: str) -> None:
    assert "khong-co" in fails("remove", "truong-khanh-tham-tet", "khong-co", "--store", store)
    assert len(run("info", "--store", store, "--articles").stdout.split()) == 3


def test_info(run: Run, store: str) -> None:
    data = json.loads(run("info", "--store", store, "--format", "json").stdout)
    assert data["articles"] == 3
    assert data["facts"]["persons"] > 0
    text = run("info", "--store", store).stdout
    assert f"persons        {data['facts']['persons']}\n" in text
    assert "bienban-vi" in text


def test_validate_checks_articles_and_the_merged_graph(run: Run, store: str) -> None:
    result = run("validate", "--store", store, "--format", "json")
    data = json.loads(result.stdout)
    assert len(data["reports"]) == 4
    assert data["counts"]["violation"] == 0
    assert "4 graphs checked" in result.stderr


def test_export_does_not_leave_half_a_file(fails: Fails, store: str, workplace: Path) -> None:
    assert "nowhere/dump.nq" in fails("export", "--store", store, "--out", "nowhere/dump.nq")
    (workplace / "folder").mkdir()
    assert "folder" in fails("export", "--store", store, "--out", "folder")
    assert sorted(p.name for p in workplace.iterdir()) == ["folder", "store"]
