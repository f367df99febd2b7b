"""``bienban reextract`` on stores whose facts are not those that the rules find."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bienban.exchange.facts_json import to_json
from bienban.model.article import Article
from bienban.pipeline.stages import extract
from bienban.resources import resource
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths
from bienban.store import open_store

Run = Callable[..., Result]
SAMPLE = resource("data", "articles", "truong-khanh-tham-tet.md")
OTHER = resource("data", "articles", "dong-lam-tiep-xuc-cu-tri.md")


def facts(path: Path) -> dict[str, Any]:
    """What the rules find, with the text."""
    (article,) = read_paths((str(path),), ReadSettings(), io.BytesIO())
    assert isinstance(article, Article)
    found = extract(article)
    return to_json(found.article, found.facts, found.sentences, text=True)


@pytest.fixture
def earlier(workplace: Path) -> Path:
    """The facts of an article as other rules may have found them: one person too many, one event without its day."""
    data = facts(SAMPLE)
    data["persons"].append({"name": "Hoàng Không Có", "positions": []})
    data["events"][0]["date"] = None
    data["persons"][0]["positions"] = []
    for part in data["events"][0]["x"]["participations"]:
        part.pop("capacities", None)
    path = workplace / "truong-khanh-tham-tet.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_what_the_rules_find_already_stays(run: Run) -> None:
    run("import", "--samples")
    before = run("export").stdout
    result = run("reextract")
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].endswith("read again: 0 replaced, 14 unchanged")
    assert run("export").stdout == before
    assert "not read again: 14 articles" in run("import", "--samples").stderr


def test_gained_lost_and_changed_facts_with_their_sentences(run: Run, earlier: Path) -> None:
    run("import", str(earlier), str(OTHER))
    before = run("export").stdout
    dry = run("reextract", "--dry-run", "--format", "json")
    assert run("export").stdout == before
    assert "1 would be replaced, 1 unchanged" in dry.stderr
    done = run("reextract", "--format", "json")
    assert done.stdout == dry.stdout
    article, summary = lines(done)
    changes = {(c["kind"], c["change"]): c for c in article["changes"]}
    assert changes["persons", "lost"]["before"] == "Hoàng Không Có"
    gained = changes["positions", "gained"]
    text = SAMPLE.read_text(encoding="utf-8")
    assert gained["sentence"] in text
    assert gained["after"].partition(":")[0] in gained["sentence"]
    assert changes["event dates", "gained"]["sentence"] in text
    assert summary["counts"]["persons"] == {"lost": 1}
    assert (summary["articles"], summary["replaced"]) == (2, 1)
    run("import", str(SAMPLE), str(OTHER), "--store", "fresh")
    assert run("export").stdout == run("export", "--store", "fresh").stdout
    assert run("reextract").stdout == ""


def test_for_people(run: Run, earlier: Path) -> None:
    run("import", str(earlier), str(OTHER))
    result = run("reextract", "truong-khanh-tham-tet")
    head, *rest = result.stdout.splitlines()
    assert head.startswith("https://w3id.org/bienban/id/article/truong-khanh-tham-tet-")
    assert "  - persons: Hoàng Không Có" in rest
    assert any(line.startswith("  + positions: ") for line in rest)
    assert any(line.startswith("      “") for line in rest)
    assert "1 article read again: 1 replaced, 0 unchanged" in result.stderr


def test_what_cannot_or_must_not_be_read_again_is_named(run: Run, earlier: Path, workplace: Path) -> None:
    run("import", str(OTHER), "--no-keep-text")
    data = json.loads(earlier.read_text(encoding="utf-8"))
    data["x"]["extractor"] = "acme/2.1"
    earlier.write_text(json.dumps(data), encoding="utf-8")
    run("import", str(earlier))
    before = run("export").stdout
    result = run("reextract")
    assert result.stdout == ""
    assert "dong-lam-tiep-xuc-cu-tri" in result.stderr
    assert "its text was not kept; import it again" in result.stderr
    assert "given by another extractor" in result.stderr
    assert "0 articles read again" in result.stderr
    assert {line["kept"] for line in lines(run("reextract", "--format", "json"))[:2]} == {"no text", "another extractor"}
    assert run("export").stdout == before
    assert (workplace / "bienban-store").is_dir()


def test_quoted_passages_are_no_text(run: Run, earlier: Path) -> None:
    data = json.loads(earlier.read_text(encoding="utf-8"))
    del data["x"]["article"]["text"]
    earlier.write_text(json.dumps(data), encoding="utf-8")
    run("import", str(earlier))
    with open_store("bienban-store") as store:
        assert store.info().texts == 0
    assert "its text was not kept" in run("reextract").stderr
    assert "whole" in run("check").stderr


def test_a_damaged_text_stops_it_and_nothing_is_lost(run: Run, fails: Callable[..., str], workplace: Path) -> None:
    run("import", str(SAMPLE), str(OTHER))
    before = run("export").stdout
    path = next((workplace / "bienban-store" / "texts").rglob("*.gz"))
    path.write_bytes(path.read_bytes()[:-9])
    assert "the kept text is damaged" in fails("reextract", code=3)
    assert run("export").stdout == before


def test_unknown_articles(run: Run, fails: Callable[..., str]) -> None:
    run("import", str(OTHER))
    assert "no such article" in fails("reextract", "khong-co")
    assert "no store" in fails("reextract", "--store", "nowhere", code=3)
