"""A place in a JSON document that knows its path, for messages that say where."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bienban.errors import InputProblem
from bienban.exchange.numbers import figure
from bienban.model.dates import PartialDate

__all__ = ["Node"]


class Node:
    """An object of a document that follows the schema; readers ask it for values of one type."""

    __slots__ = ("data", "path")

    def __init__(self, data: dict[str, Any], path: str) -> None:
        self.data = data
        self.path = path

    def get(self, name: str) -> Any:  # noqa: ANN401 - the schema says what it is
        """The value as it stands, None where there is none."""
        return self.data.get(name)

    def has(self, name: str) -> bool:
        """Whether the key is there and not null."""
        return self.data.get(name) is not None

    def child(self, name: str) -> Node:
        """The object under a key, empty where there is none."""
        return Node(self.data.get(name) or {}, f"{self.path}.{name}")

    def each(self, name: str) -> Iterator[Node]:
        """The objects of an array."""
        for index, item in enumerate(self.data.get(name) or ()):
            yield Node(item, f"{self.path}.{name}[{index}]")

    def strings(self, name: str) -> tuple[str, ...]:
        """The strings of an array."""
        return tuple(self.data.get(name) or ())

    def date(self, name: str) -> PartialDate | None:
        """A date of any precision.

        Raises:
            InputProblem: no day of the calendar.
        """
        text = self.data.get(name)
        if text is None:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise self.problem(str(error), name, "give 2023-03-29, 2023-03, 2023 or --06-29") from error

    def figure(self, name: str, exact: Node) -> Decimal | None:
        """A number, taken from its exact form elsewhere where both say the same.

        Raises:
            InputProblem: NaN or an infinity.
        """
        value = self.data.get(name)
        if value is None:
            return None
        try:
            near = figure(value)
        except ValueError as error:
            raise self.problem(str(error), name, "give a number") from error
        text = exact.get(name)
        return Decimal(text) if text is not None and float(text) == float(value) else near

    def problem(self, what: str, name: str | None = None, todo: str | None = None) -> InputProblem:
        """What is wrong at this place, or under one of its keys."""
        return InputProblem(what, where=self.path if name is None else f"{self.path}.{name}", todo=todo)
