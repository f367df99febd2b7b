"""The layout is the pipeline: imports go one way, and each third-party library has one home."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "bienban"

# From the bottom up. A package may import itself and whatever stands above it in this list.
LAYERS = (
    "errors", "text", "resources", "model", "lang", "sources", "graph", "exchange", "identity", "validate",
    "store", "queries", "search", "reconcile", "answers", "pipeline", "evaluate", "api", "web", "cli", "__main__",
)  # fmt: skip

WEB_LAYERS = (
    "settings", "answers", "pool", "watch", "http", "portal", "linked", "search", "reconcile", "feed", "app", "wire", "server",
)  # fmt: skip
"""The same within ``web``."""

HOMES = {
    "click": {"cli"},
    "pyshacl": {"validate"},
    "pyoxigraph": {"exchange", "store"},
    "SPARQLWrapper": {"store"},
    "rdflib": {"validate", "store", "answers", "api"},
    "yaml": {"sources"},
    "trafilatura": {"sources"},
    "urllib3": {"sources"},
    "feedparser": {"sources"},
    "protego": {"sources"},
    "lxml": {"sources"},
    "warcio": {"sources"},
    "docx": {"sources"},
    "pypdf": {"sources"},
    "rich": {"answers", "cli"},
    "jsonschema": {"exchange"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "prometheus_client": {"web"},
    "jinja2": {"web"},
    "tantivy": {"search"},
    "pandas": {"api"},
    "polars": {"api"},
}

FILES = sorted(p for p in SRC.rglob("*.py") if p.parent != SRC or p.stem != "__init__")


def layer(path: Path) -> str:
    return path.relative_to(SRC).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            names |= {f"{node.module}.{alias.name}" if node.module == "bienban" else node.module for alias in node.names}
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_go_one_way(path: Path) -> None:
    own = LAYERS.index(layer(path))
    for name in imported(path):
        top, _, rest = name.partition(".")
        if top == "bienban" and rest and not rest.startswith("__version__"):
            target = rest.split(".")[0]
            assert target in LAYERS, f"{path.name} imports bienban.{target}, which has no layer"
            assert LAYERS.index(target) <= own, f"{path.name} ({layer(path)}) imports {target}, a later stage"


WEB = [p for p in FILES if layer(p) == "web" and p.stem != "__init__"]


@pytest.mark.parametrize("path", WEB, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_go_one_way_in_the_server_too(path: Path) -> None:
    own = path.relative_to(SRC / "web").parts[0].removesuffix(".py")
    for name in imported(path):
        if name.startswith("bienban.web."):
            target = name.split(".")[2]
            assert WEB_LAYERS.index(target) <= WEB_LAYERS.index(own), f"{path.name} ({own}) imports {target}, which is above it"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_each_library_has_its_home(path: Path) -> None:
    for name in imported(path):
        home = HOMES.get(name.split(".")[0])
        if home is not None:
            assert layer(path) in home, f"{path.name} ({layer(path)}) imports {name}; its home is {', '.join(sorted(home))}"


def test_every_package_has_a_layer() -> None:
    found = {layer(p) for p in FILES}
    assert found <= set(LAYERS), f"no layer for {found - set(LAYERS)}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_modules_stay_small(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{path.relative_to(SRC)} has {lines} lines: split it"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_functions_stay_small(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= 60, f"{path.relative_to(SRC)}: {node.name} has {lines} lines: split it"
