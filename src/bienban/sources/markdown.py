"""Markdown with YAML front matter for the metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bienban.errors import InputProblem
from bienban.sources.base import Item, Raw, ReadSettings, Remark
from bienban.sources.decode import decode, read_bytes
from bienban.sources.given import Given, article_of, given_of
from bienban.sources.headline import join_headline, split_headline
from bienban.sources.mojibake import mended
from bienban.text import nfc

__all__ = ["Markdown"]

_FRONT = re.compile(r"\s*---[ \t]*\r?\n(?P<yaml>.*?)(?:^|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HEADING = re.compile(r"\s*#{1,6}[ \t]+")


class Markdown:
    """``.md``: an optional block between two lines ``---`` gives metadata under the names of ``given.KEYS``.

    A title there is put before the body as its first line, as with JSON; without it the first line, a heading or not, is the
    title. The body stays as written.
    """

    name = "markdown"
    suffixes = (".md", ".markdown")

    def sniff(self, head: bytes) -> bool:
        """Front matter shows it."""
        return re.match(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n\w+[ \t]*:", head) is not None

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """One article, and a remark for each metadata value that is left out.

        Raises:
            InputProblem: not text, no body, or front matter that is no YAML mapping.
        """
        found = decode(read_bytes(raw, settings), settings, declared=raw.charset)
        whole = nfc(found.text)
        damage, remark = mended(whole, settings)
        if damage is not None:
            whole = damage.undo(whole)
        yield from found.remarks(raw)
        if remark is not None:
            yield Remark(source=raw.source, what=remark)
        front = _FRONT.match(whole)
        given = Given() if front is None else given_of(_metadata(front["yaml"]), settings.fields)
        body = whole if front is None else whole[front.end() :].removeprefix("\r").lstrip("\n")
        if not body.strip():
            raise InputProblem("there is front matter but no text below it", todo="put the article's text below the second ---")
        if given.title is None:
            heading = _HEADING.match(body)
            text = body if heading is None else body[heading.end() :]
            title, start = split_headline(text)
        else:
            text, title, start = join_headline(given.title, body)
        for remark in given.remarks:
            yield Remark(source=raw.source, what=remark, where="front matter")
        yield article_of(raw, settings, text, title, start, given)


def _metadata(text: str) -> Mapping[str, object]:
    """The front matter, every scalar as the string it is written as (``id: 007`` stays 007)."""
    import yaml

    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds nothing but strings, lists, dicts
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = "front matter" if mark is None else f"line {mark.line + 2}, column {mark.column + 1}"
        raise InputProblem("the front matter is not YAML", where=where, todo='put values with ": " in quotes') from error
    if data in (None, ""):
        return {}
    if not isinstance(data, dict):
        raise InputProblem("the front matter is no list of key: value lines", where="front matter")
    return data
