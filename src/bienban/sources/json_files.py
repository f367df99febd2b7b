"""JSON (an object or an array) and JSON Lines (a stream: one object a line, any number of them)."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from bienban.errors import InputProblem
from bienban.sources.base import Item, Raw, ReadSettings, Remark, aside
from bienban.sources.decode import WIDE, decode, read_bytes
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
        found = decode(data, settings, declared=raw.charset)
        value = _parse(found.text)
        yield from found.remarks(raw)
        if not isinstance(value, list):
            stem = None if raw.part is None else raw.stem
            yield from items_of(value, raw, settings, where=raw.part, stem=stem, data=data)
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
        seen = 0
        told = False
        for number, line in enumerate(_lines(raw, settings), 1):
            if not line.strip():
                continue
            seen += 1
            for item in self._line(line, number, raw, settings):
                if isinstance(item, Remark) and item.where is None:  # the encoding: once is enough
                    if told:
                        continue
                    told = True
                yield item
        if seen == 0:
            raise InputProblem("the file is empty", todo="nothing to import from it")

    @staticmethod
    def _one(settings: ReadSettings) -> ReadSettings:
        """The settings for a line: those of wide encodings come as UTF-8."""
        return replace(settings, encoding="utf-8") if _is_wide(settings.encoding) else settings

    def _line(self, line: bytes, number: int, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        place, stem = f"line {number}", f"{raw.stem}-{number}"
        try:
            found = decode(line.strip(b" \t\r\n"), self._one(settings), declared=raw.charset)
            value = _parse(found.text)
        except InputProblem as problem:
            detail = (problem.where or "").removeprefix("line 1, ").removesuffix(", line 1")
            problem = InputProblem(problem.what, where=f"{place}, {detail}" if detail else place, todo=problem.todo)
            yield aside(raw, problem, settings, line, stem=stem, form="json")
            return
        yield from found.remarks(raw)
        yield from items_of(value, raw, settings, where=place, stem=stem, data=line)


def _lines(raw: Raw, settings: ReadSettings) -> Iterator[bytes]:
    """The lines of a stream; of UTF-16 and UTF-32, whose line ends are not single bytes, as UTF-8.

    Raises:
        InputProblem: a line is longer than the limit, or the stream is not in its encoding.
    """
    limit = settings.limits.file_bytes
    number = 0
    try:
        for line in _recoded(raw.stream, settings, limit):
            number += 1
            if len(line) > limit:
                raise InputProblem(
                    f"longer than {limit:,} bytes",
                    where=f"line {number}",
                    todo="is it JSON Lines? The lines from here on are not read; raise the limit with --max-file-bytes",
                )
            yield line
    except UnicodeError as error:
        todo = "the lines from here on are not read; is the file whole, and is --encoding right?"
        raise InputProblem(f"not {error.args[0]}", where=f"after line {number}", todo=todo) from error


def _recoded(stream: BinaryIO, settings: ReadSettings, limit: int) -> Iterator[bytes]:
    first = stream.readline(limit + 1)
    wide = next((e for mark, e in WIDE if first.startswith(mark)), None)
    if wide is None and _is_wide(settings.encoding):
        wide = settings.encoding
    if wide is None:
        yield first
        yield from iter(lambda: stream.readline(limit + 1), b"")
        return
    decoder = codecs.getincrementaldecoder(wide)()
    rest, data = "", first
    while data:
        *lines, rest = (rest + decoder.decode(data)).split("\n")
        yield from (f"{line}\n".encode("utf-8", "surrogatepass") for line in lines)
        if len(rest) > limit:
            break
        data = stream.read(1 << 16)
    yield (rest + decoder.decode(b"", final=not data)).encode("utf-8", "surrogatepass")


def _is_wide(encoding: str | None) -> bool:
    return encoding is not None and encoding.lower().startswith(("utf-16", "utf16", "utf-32", "utf32"))
