"""The tree of exceptions: everything Bienban raises on purpose.

Bad *text* is never an exception; it is a :class:`bienban.model.finding.Finding`. Each class carries its data and prints one
line that says what is wrong, where, and what to do. ``exit_code`` is what the command line returns for it.
"""

from __future__ import annotations

__all__ = [
    "BienbanError",
    "UsageProblem",
    "InputProblem",
    "LexiconProblem",
    "ResourceMissing",
    "StoreProblem",
    "StoreLocked",
    "StoreMissing",
    "StoreVersion",
    "QueryProblem",
    "QueryRefused",
    "LimitReached",
    "NoSuchForm",
    "NetworkProblem",
]


class BienbanError(Exception):
    """Base of all errors: what is wrong, where, and what to do about it."""

    exit_code = 2

    def __init__(self, what: str, *, where: str | None = None, todo: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo

    def __str__(self) -> str:
        text = self.what if self.where is None else f"{self.where}: {self.what}"
        return text if self.todo is None else f"{text}; {self.todo}"


class UsageProblem(BienbanError):
    """A flag, parameter or name on the command line that cannot be used (exit code 2)."""


class InputProblem(BienbanError):
    """One input that cannot be read: it is set aside with this reason and the rest of the batch goes on."""

    exit_code = 1


class LexiconProblem(BienbanError):
    """A row of a lexicon or reference table that does not follow its format."""


class ResourceMissing(BienbanError):
    """A packaged file (ontology, shape, lexicon, sample) is not where the installation should have put it."""


class StoreProblem(BienbanError):
    """The store cannot be opened, read or written (exit code 3)."""

    exit_code = 3


class StoreLocked(StoreProblem):
    """Another process is writing this store."""


class StoreMissing(StoreProblem):
    """There is no store at the path given."""


class StoreVersion(StoreProblem):
    """The store was written in a format that this version does not read."""


class QueryProblem(BienbanError):
    """A SPARQL query or a question's parameter that cannot be run (exit code 2)."""


class QueryRefused(QueryProblem):
    """A query that would fetch something from elsewhere, or change what it may only read."""


class LimitReached(QueryProblem):
    """A query whose answer is larger than whoever asked allows; nothing of it is given, for a part looks like the whole."""


class NoSuchForm(QueryProblem):
    """A query whose answer cannot be written in any of the formats asked for, such as a graph as CSV."""


class NetworkProblem(BienbanError):
    """A SPARQL server that does not answer, or answers with an error (exit code 3)."""

    exit_code = 3
