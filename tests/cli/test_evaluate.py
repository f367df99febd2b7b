"""``bienban evaluate``: figures, faults with sentences, comparison with another run, and the exit code."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bienban.cli.main import main
from bienban.resources import resource

GOLD, ARTICLES = str(resource("data", "expected")), str(resource("data", "articles"))


def score(*words: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", *words], prog_name="bienban")


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The annotations, with one person less and one who is not in the article."""
    folder = tmp_path / "facts"
    shutil.copytree(GOLD, folder)
    path = folder / "truong-khanh-tham-tet.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    facts["persons"] = [*facts["persons"][1:], {"name": "Tạ Văn Không", "positions": []}]
    path.write_text(json.dumps(facts), encoding="utf-8")
    return folder


def test_the_samples_are_read_as_annotated() -> None:
    found = score(GOLD, ARTICLES, "--format", "json", "--fail-under", "1")
    assert found.exit_code == 0
    told = json.loads(found.stdout)
    assert told["macro_f1"] == 1
    assert {r["precision"] for r in told["facts"].values()} == {1}


def test_a_fall_of_the_figures_is_an_exit_code(edited: Path) -> None:
    found = score(str(edited), ARTICLES, "--fail-under", "1")
    assert found.exit_code == 1
    assert "is below 1" in found.stderr
    assert score(str(edited), ARTICLES, "--fail-under", "0.9").exit_code == 0


def test_faults_are_listed_with_their_sentence(edited: Path) -> None:
    told = score(str(edited), ARTICLES, "--errors", "persons").stdout
    assert "persons: 1 missed, 1 wrong" in told
    assert "Tạ Văn Không" in told
    faults = json.loads(score(str(edited), ARTICLES, "--errors", "all", "--format", "json").stdout)["errors"]
    (wrong,) = [f for f in faults if f["kind"] == "persons" and f["mark"] == "wrong"]
    assert wrong["rule"].startswith("person.")
    assert wrong["fact"] in wrong["sentence"]


def test_two_runs_are_compared_and_judged(edited: Path) -> None:
    told = json.loads(score(GOLD, ARTICLES, "--against", str(edited), "--format", "json").stdout)["against"]
    persons = {(c["change"], c["right_before"], c["right_after"]) for c in told if c["kind"] == "persons"}
    assert persons == {("gained", None, True), ("lost", False, None)}
    text = score(GOLD, ARTICLES, "--against", str(edited)).stdout
    assert "lost    better truong-khanh-tham-tet  Tạ Văn Không" in text


def test_a_run_is_not_different_from_itself(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["extract", "-q", "--out", str(tmp_path / "run"), ARTICLES]).exit_code == 0
    assert "no fact is different" in score(GOLD, ARTICLES, "--against", str(tmp_path / "run")).stdout


@pytest.mark.parametrize("words", [("--errors", "people"), ("--against", "nowhere"), ("--fail-under", "2")])
def test_wrong_words_are_a_usage_error(words: tuple[str, str]) -> None:
    assert score(GOLD, ARTICLES, *words).exit_code == 2


def test_the_figures_are_those_of_the_scorer_beside_the_gold(shared_dir: Path, tmp_path: Path) -> None:
    gold, texts, found = shared_dir / "gold/dev/facts", shared_dir / "gold/dev/text", tmp_path / "found"
    assert CliRunner().invoke(main, ["extract", "-q", "--out", str(found), str(texts)]).exit_code == 0
    command = [sys.executable, str(shared_dir / "gold/score.py"), str(gold), str(found), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = json.loads(score(str(gold), str(found), "--format", "json").stdout)
    for kind, row in theirs["facts"].items():
        assert ours["facts"][kind]["f1"] == pytest.approx(row["f1"], abs=0.004), kind
    for name, detail in theirs["details"].items():
        assert ours["details"][name]["right"] == pytest.approx(detail["right"], abs=0.03), name
