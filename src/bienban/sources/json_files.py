"""JSON (an object or an array) and JSON Lines (a stream: one object a line, any number of them)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bienban.errors import InputProblem
from bienban.sources.base import Item, Raw, ReadSettings, aside
from bienban.sources.decode import decode, read_bytes
from bienban.sources.records import items_of

__all__ = ["JsonFile", "JsonLines"]

_LONG_LINE = 4096


def _parse(text: str) -> object:
    """The JSON value of a text.

    Raises:
        InputProblem: it is none; says line and column.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InputProblem(f"not JSON: {error.msg}", where=place, todo="correct it there") from error
    except RecursionError as error:
        raise InputProblem("not an article: JSON nested too deeply") from error
    except ValueError as error:
        raise InputProblem(f"not JSON that can be read: {error}") from error


class JsonFile:
    """``.json``: an article, an array of articles, or facts; the keys are those of ``given.KEYS``."""

    name = "json"
    suffixes = (".json",)

    def sniff(self, head: bytes) -> bool:
        """It begins with an array, or an object that goes on over the first line."""
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        return re.match(rb'\[\s*(?:[\[{"\]]|\Z)|\{\s*(?:["}]|\Z)', start) is not None

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """The articles or facts in it; each bad one of an array is set aside alone.

        Raises:
            InputProblem: it is no JSON.
        """
        data = read_bytes(raw, settings)
        value = _parse(decode(data))
        if not isinstance(value, list):
            yield from items_of(value, raw, settings, where=None, stem=None, data=data)
            return
        if not value:
            raise InputProblem("the array is empty", todo="nothing to import from it")
        for number, record in enumerate(value, 1):
            part = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")
            stem = f"{raw.stem}-{number}"
            yield from items_of(record, raw, settings, where=f"item {number}", stem=stem, data=part)


class JsonLines:
    """``.jsonl``: read line by line, so a file may be larger than memory; the size limit holds for one line."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def sniff(self, head: bytes) -> bool:
        """A whole object on the first line and another on the second, or a first line that goes on and on."""
        lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 2)
        if not lines[0].lstrip().startswith(b"{"):
            return False
        if len(lines) == 1:
            return len(head) >= _LONG_LINE
        return lines[0].rstrip().endswith(b"}") and lines[1].lstrip().startswith(b"{")

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """One item a line; empty lines are passed over, bad ones set aside with their number.

        Raises:
            InputProblem: there is no line at all, or a line longer than the limit.
        """
        limit = settings.limits.file_bytes
        number = seen = 0
        while line := raw.stream.readline(limit + 1):
            number += 1
            if len(line) > limit:
                raise InputProblem(
                    f"longer than {limit:,} bytes",
                    where=f"line {number}",
                    todo="is it JSON Lines? The lines from here on are not read; raise the limit with --max-file-bytes",
                )
            if line.strip():
                seen += 1
                yield from self._line(line, number, raw, settings)
        if seen == 0:
            raise InputProblem("the file is empty", todo="nothing to import from it")

    def _line(self, line: bytes, number: int, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        place, stem = f"line {number}", f"{raw.stem}-{number}"
        try:
            value = _parse(decode(line.strip()))
        except InputProblem as problem:
            detail = (problem.where or "").removeprefix("line 1, ").removesuffix(", line 1")
            problem = InputProblem(problem.what, where=f"{place}, {detail}" if detail else place, todo=problem.todo)
            yield aside(raw, problem, line, stem=stem)
            return
        yield from items_of(value, raw, settings, where=place, stem=stem, data=line)
