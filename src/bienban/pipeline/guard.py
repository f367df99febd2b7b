"""One article's trouble stays its own: a problem, or a mistake in a rule, sets it aside and the batch goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from bienban.errors import BienbanError
from bienban.model.article import Article
from bienban.sources.base import GivenFacts, SetAside
from bienban.sources.records import item_aside

__all__ = ["MISTAKES", "guarded"]

R = TypeVar("R")

# What a mistake in a rule raises on text nobody thought of. Not memory, interrupts, files: those end the import.
MISTAKES = (ArithmeticError, AssertionError, AttributeError, LookupError, NameError, RecursionError, TypeError, ValueError)


def guarded(work: Callable[[Article | GivenFacts], R], item: Article | GivenFacts) -> R | SetAside:
    """Do some work on one article, or say why it is set aside."""
    try:
        return work(item)
    except BienbanError as error:
        return item_aside(item, error.what, where=error.where, todo=error.todo)
    except MISTAKES as error:
        frame = [f for f in extract_tb(error.__traceback__) if _tells(Path(f.filename))][-1]
        what = f"a mistake in bienban ({type(error).__name__}: {' '.join(str(error).split())})"
        where = f"at {Path(frame.filename).name}:{frame.lineno}, article {item.stem}"
        return item_aside(item, what, where=where, todo="please report it with the article")


def _tells(path: Path) -> bool:
    """Whether a frame says which rule is wrong: not generated code, not the value object that refused."""
    return path.suffix == ".py" and path.parent.name != "model"
