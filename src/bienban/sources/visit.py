"""Addresses that a user names: pages, and feeds and sitemaps with the pages of the same site that they list. Nothing else."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast
from urllib.parse import unquote, urljoin, urlsplit

from bienban.errors import InputProblem
from bienban.sources.base import EXCERPT, Again, Item, Raw, ReadSettings, Remark, SetAside, Source
from bienban.sources.fetch import Fetched, Fetcher, Memory, NoMemory
from bienban.sources.given import canonical_url
from bienban.sources.listings import Listing, listing_of
from bienban.sources.registry import registry, split_name
from bienban.text import nfc

__all__ = ["Visitor"]

_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_MANY = ("json", "jsonl", "feed", "warc")
_DEPTH = 2


class Visitor:
    """Reads addresses, each once in a run."""

    def __init__(
        self, settings: ReadSettings, memory: Memory | None = None, *, fetcher: Callable[..., Fetcher] = Fetcher
    ) -> None:
        self._settings = settings
        self._memory = NoMemory() if memory is None else memory
        self._fetcher = fetcher(settings, self._memory)
        self._done = set[str]()

    def read(self, address: str, settings: ReadSettings | None = None) -> Iterator[Item]:
        """What is at an address: an article, or the articles of a feed or sitemap; ``settings`` of this address, if others."""
        yield from self._read(address, self._settings if settings is None else settings, 0)

    def _read(self, address: str, settings: ReadSettings, depth: int) -> Iterator[Item]:
        if address in self._done:
            return
        self._done.add(address)
        stem, data = nfc(address), b""
        try:
            stem = _stem(address)
            page = self._fetcher.fetch(address, named=depth == 0)
            if page is None:
                yield Remark(source=address, what="unchanged since it was fetched")
                return
            page = replace(page, data=_unpacked(page.data, settings.limits.file_bytes))
            data = page.data
            listing = listing_of(data) if settings.format is None else None
            if listing is None:
                self._memory.fetched(page.url, address, page.validators, listing=False)
                yield from _noted(_items(address, stem, page, settings), address, settings)
                return
        except InputProblem as problem:
            yield from _noted(iter([_set_aside(address, stem, problem, data)]), address, settings)
            return
        if (yield from self._listed(address, page, listing, settings, depth)):
            self._memory.fetched(page.url, address, page.validators, listing=True)

    def _listed(
        self, address: str, page: Fetched, listing: Listing, settings: ReadSettings, depth: int
    ) -> Generator[Item, None, bool]:
        """The pages that a listing of the site lists; returns whether that was all of them."""
        addresses = [a for link in (*listing.listings, *listing.pages) if (a := _joined(page.url, link)) is not None]
        own = [a for a in addresses if _site(a) == _site(page.url)]
        if len(own) < len(addresses):
            what = f"{len(addresses) - len(own)} pages of other sites are listed and not fetched; name them to fetch them"
            yield Remark(source=address, what=what)
        if listing.listings and depth >= _DEPTH:
            yield Remark(source=address, what="lists of lists of lists are not followed")
            return False
        for link in own[: settings.web.pages]:
            yield from self._read(link, settings, depth + 1)
        left = len(own) - settings.web.pages
        if left > 0:
            yield Remark(source=address, what=f"{left} more pages are listed; --max-pages {len(own)} fetches them too")
        return left <= 0


def _items(address: str, stem: str, page: Fetched, settings: ReadSettings) -> Iterator[Item]:
    source = _reader(page, settings)
    # One address stands for one article; a file of many has its own addresses, or none.
    url = None if source.name in _MANY else canonical_url(page.url)
    stream = cast(BinaryIO, io.BytesIO(page.data))
    yield from source.read(Raw(source=address, stem=stem, stream=stream, url=url, charset=page.charset), settings)


def _reader(page: Fetched, settings: ReadSettings) -> Source:
    if settings.format is not None:
        return registry().named(settings.format)
    if page.media_type in _TYPES:
        return registry().named(_TYPES[page.media_type])
    suffix = split_name(urlsplit(page.url).path)[1]
    found = registry().by_suffix(suffix)
    return found if found is not None else registry().by_content(page.data[:4096], suffix)


def _noted(items: Iterator[Item], address: str, settings: ReadSettings) -> Iterator[Item]:
    """The items, where each that is set aside knows that it is to be fetched again."""
    for item in items:
        yield replace(item, again=Again(settings=settings, path=address)) if isinstance(item, SetAside) else item


def _set_aside(address: str, stem: str, problem: InputProblem, data: bytes) -> SetAside:
    return SetAside(source=address, stem=stem, what=problem.what, where=problem.where, todo=problem.todo, data=data[:EXCERPT])


def _unpacked(data: bytes, limit: int) -> bytes:
    """The bytes, unpacked where they are gzip (sitemaps are kept so).

    Raises:
        InputProblem: they are damaged, or too many.
    """
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            found = stream.read(limit + 1)
    except (EOFError, zlib.error, OSError) as error:
        raise InputProblem(f"not a sound gzip file ({error})", todo="check the address in a browser") from error
    if len(found) > limit:
        raise InputProblem(f"larger than {limit:,} bytes", todo="raise the limit with --max-file-bytes")
    return found


def _stem(address: str) -> str:
    """The name of what an address leads to: the last part of its path without suffix.

    Raises:
        InputProblem: it is no address.
    """
    try:
        parts = urlsplit(canonical_url(address))
    except (ValueError, UnicodeError) as error:
        raise InputProblem("not an address that can be fetched", todo="check the address") from error
    return nfc(split_name(PurePosixPath(unquote(parts.path)).name)[0] or parts.netloc)


def _joined(base: str, link: str) -> str | None:
    """A link as an address; None where it is none."""
    try:
        found = urljoin(base, link.strip())
        canonical_url(found)
    except (ValueError, UnicodeError):
        return None
    return found


def _site(address: str) -> str:
    """The host, with and without ``www.`` the same."""
    return (urlsplit(address).hostname or "").removeprefix("www.") + f":{urlsplit(address).port or ''}"
