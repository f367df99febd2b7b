"""A wheel carries everything: ontology, shapes, lexicon, questions and samples work from it, far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT), cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.mark.system
def test_the_wheel_holds_every_resource(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [p for top in ("ontology", "shapes", "data") for p in (ROOT / top).rglob("*") if p.is_file()]
    assert len(files) > 50
    missing = {str(p.relative_to(ROOT)) for p in files} - {n.removeprefix("bienban/_resources/") for n in names}
    assert not missing
    assert "bienban/py.typed" in names
    assert "bienban/docs/model.md" in names
    portal = ROOT / "src" / "bienban" / "web" / "portal"
    pages = [p for folder in ("templates", "static", "words", "queries") for p in (portal / folder).rglob("*") if p.is_file()]
    assert len(pages) > 40
    assert {str(p.relative_to(ROOT / "src")) for p in pages} <= names


@pytest.mark.system
def test_the_installed_package_does_the_main_job(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel), cwd=tmp_path)
    env = {k: v for k, v in os.environ.items() if not k.startswith("BIENBAN")} | {"PYTHONPATH": str(site)}
    bienban = (sys.executable, "-m", "bienban")
    where = run(sys.executable, "-c", "import bienban; print(bienban.__file__)", cwd=tmp_path, env=env)
    assert Path(where.strip()).is_relative_to(site)
    run(*bienban, "import", "--samples", cwd=tmp_path, env=env)
    answer = run(*bienban, "ask", "participants", "--format", "csv", cwd=tmp_path, env=env)
    assert "Trịnh Thị Ngọc Lam" in answer
