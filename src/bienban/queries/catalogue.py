"""The catalogue: all named questions, packaged ones and those of a user's own folder."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bienban.errors import QueryProblem, UsageProblem
from bienban.queries.question import Question, read_question
from bienban.resources import resources

__all__ = ["Catalogue", "load"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Questions by name, in alphabetical order."""

    questions: tuple[Question, ...]

    @classmethod
    def of(cls, questions: Iterable[Question]) -> Catalogue:
        """A catalogue in which a later question takes the place of an earlier one with its name."""
        by_name = {q.name: q for q in questions}
        return cls(tuple(by_name[name] for name in sorted(by_name)))

    def names(self) -> tuple[str, ...]:
        """All names."""
        return tuple(q.name for q in self.questions)

    def question(self, name: str) -> Question:
        """The question of a name.

        Raises:
            UsageProblem: there is none; it suggests the nearest.
        """
        for question in self.questions:
            if question.name == name:
                return question
        near = difflib.get_close_matches(name.lower(), self.names(), n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}? " if near else ""
        raise UsageProblem(f"no question is called {name!r}", todo=f"{hint}'bienban ask' lists them")


@lru_cache(maxsize=1)
def _packaged() -> tuple[Question, ...]:
    return tuple(read_question(path) for path in resources("data", "queries/*.rq"))


def load(folder: Path | None = None) -> Catalogue:
    """The packaged questions, and those of a folder, which may replace packaged ones.

    Raises:
        UsageProblem: the folder does not exist.
        QueryProblem: a file does not follow the format.
    """
    if folder is None:
        return Catalogue.of(_packaged())
    if not folder.is_dir():
        raise UsageProblem("no such folder of questions", where=str(folder), todo="give a folder with *.rq files")
    own = tuple(read_question(path) for path in sorted(folder.glob("*.rq")))
    names = [q.name for q in own]
    for question in own:
        if names.count(question.name) > 1:
            todo = "give each its own name"
            raise QueryProblem(f"two files have the question {question.name!r}", where=question.where, todo=todo)
    return Catalogue.of((*_packaged(), *own))
