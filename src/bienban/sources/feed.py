"""A feed in a file: the articles that it holds whole; what it links to is fetched only where its address is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bienban.errors import InputProblem
from bienban.sources.base import Item, Raw, ReadSettings, Remark, aside
from bienban.sources.decode import read_bytes
from bienban.sources.given import article_of, given_of
from bienban.sources.headline import join_headline
from bienban.sources.listings import entries_of, is_feed, is_sitemap
from bienban.text import nfc

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Feed"]

_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote section article figure figcaption pre".split())  # noqa: SIM905


class Feed:
    """``.rss`` ``.atom``: one article an entry, of its content, else of its summary."""

    name = "feed"
    suffixes = (".rss", ".atom")

    def sniff(self, head: bytes) -> bool:
        """It is XML that begins as a feed, or a sitemap (which is refused in words)."""
        return is_feed(head) or is_sitemap(head)

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """One article an entry; those without text are set aside.

        Raises:
            InputProblem: it is no feed, or an empty one.
        """
        data = read_bytes(raw, settings)
        if is_sitemap(data[:4096]):
            raise InputProblem("a sitemap only lists addresses", todo="name its address, https://…, to fetch the pages")
        if not is_feed(data[:4096]):
            raise InputProblem("it is no RSS or Atom feed", todo="is it another format? Say which with --from")
        entries = entries_of(data)
        if not entries:
            raise InputProblem("the feed is empty", todo="nothing to import from it")
        for number, entry in enumerate(entries, 1):
            yield from self._entry(entry, number, raw, settings)

    def _entry(self, entry: Mapping[str, object], number: int, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        place, stem = f"item {number}", f"{raw.stem}-{number}"
        text = _text(entry)
        given = given_of({
            "title": entry.get("title"), "url": entry.get("link"), "author": entry.get("author"), "id": entry.get("id"),
            "date": entry.get("published"), "publisher": entry.get("publisher"),
        })  # fmt: skip
        try:
            if not text.strip():
                raise InputProblem("the entry has no text", where=place, todo=f"import the page that it links to: {given.url}")
            whole, title, start = join_headline(given.title, nfc(text))
            article = article_of(raw, settings, whole, title, start, given, stem=stem)
        except InputProblem as problem:
            found = InputProblem(problem.what, where=place, todo=problem.todo)
            yield aside(raw, found, settings, text.encode(), stem=stem, form="text")
            return
        for remark in given.remarks:
            yield Remark(source=raw.source, what=remark, where=place)
        yield article


def _text(entry: Mapping[str, object]) -> str:
    """The text of an entry's content, one paragraph a line."""
    contents = entry.get("content")
    found = [c.get("value") for c in contents if isinstance(c, Mapping)] if isinstance(contents, list) else []
    markup = max((f for f in (*found, entry.get("summary")) if isinstance(f, str)), key=len, default="")
    if not markup.strip():
        return ""
    from lxml import html

    whole = "".join(_pieces(html.fragment_fromstring(markup, create_parent="div")))
    return "\n".join(line for line in (" ".join(part.split()) for part in whole.split("\n")) if line)


def _pieces(node: HtmlElement) -> Iterator[str]:
    """The text below a node, with a line break where a block begins or ends."""
    if not isinstance(node.tag, str) or node.tag in ("script", "style"):
        return
    edge = "\n" if node.tag in _BLOCKS else ""
    yield edge + (node.text or "").replace("\n", " ")
    for child in node:
        yield from _pieces(child)
        yield (child.tail or "").replace("\n", " ")
    yield edge
