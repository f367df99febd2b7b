"""What lists pages: RSS and Atom feeds (feedparser), sitemaps (sitemaps.org protocol 0.9)."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bienban.errors import InputProblem

__all__ = ["Listing", "entries_of", "is_feed", "is_sitemap", "listing_of"]

_BEFORE = rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<(?:\w+:)?"
_FEED = re.compile(_BEFORE + rb"(?:rss|feed|RDF)\b", re.DOTALL)
_SITEMAP = re.compile(_BEFORE + rb"(?:urlset|sitemapindex)\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listing:
    """Addresses in the order in which they are listed: of pages, and of further listings (of a sitemap index)."""

    pages: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()


def is_feed(head: bytes) -> bool:
    """Whether some XML begins as RSS (also 1.0) or Atom."""
    return _FEED.match(head) is not None


def is_sitemap(head: bytes) -> bool:
    """Whether some XML begins as a sitemap or an index of sitemaps."""
    return _SITEMAP.match(head) is not None


def listing_of(data: bytes) -> Listing | None:
    """The addresses that a feed or sitemap lists; None where it is neither.

    Raises:
        InputProblem: it is broken.
    """
    if is_feed(data[:4096]):
        links = (entry.get("link") for entry in entries_of(data))
        return Listing(pages=tuple(dict.fromkeys(link for link in links if isinstance(link, str) and link)))
    return _sitemap(data) if is_sitemap(data[:4096]) else None


def entries_of(data: bytes) -> tuple[Mapping[str, object], ...]:
    """The entries of a feed, as feedparser gives them.

    Raises:
        InputProblem: it is broken so early that there are none.
    """
    from feedparser import api

    found = api.parse(io.BytesIO(data))
    if found.bozo and not found.entries:
        reason = " ".join(str(found.get("bozo_exception", "")).split())
        raise InputProblem(f"a feed that cannot be read ({reason})", todo="check it with a feed validator")
    return tuple(found.entries)


def _sitemap(data: bytes) -> Listing:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputProblem(f"a sitemap that cannot be read ({error})", todo="check it with an XML parser") from error
    found = tuple(dict.fromkeys(str(loc).strip() for loc in root.xpath("./*/*[local-name()='loc']/text()") if str(loc).strip()))
    return Listing(listings=found) if etree.QName(root).localname == "sitemapindex" else Listing(pages=found)
