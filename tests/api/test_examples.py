"""The examples of the Python pages and docstrings, run."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import bienban
from bienban.resources import resource

PAGE = Path(bienban.__file__).parent / "docs" / "python.md"
SAMPLES = Path(str(resource("data", "articles")))


def check(test: doctest.DocTest) -> None:
    report: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=report.append)
    assert result.attempted
    assert not result.failed, "".join(report)


def test_the_tutorial(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8").replace("\n```", "\n\n```")
    names = {"samples": SAMPLES, "folder": tmp_path}
    check(doctest.DocTestParser().get_doctest(text, names, PAGE.name, str(PAGE), 0))


@pytest.mark.parametrize("name", ["reading", "table"])
def test_docstrings(name: str) -> None:
    module = import_module(f"bienban.api.{name}")
    tests = [t for t in doctest.DocTestFinder().find(module, extraglobs={"samples": SAMPLES}) if t.examples]
    assert tests
    for test in tests:
        check(test)
