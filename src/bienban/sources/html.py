"""Web pages: main text, title, day, author, publisher and address, as trafilatura finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from bienban.errors import InputProblem
from bienban.sources.base import Item, Raw, ReadSettings, Remark
from bienban.sources.decode import decode, read_bytes
from bienban.sources.given import article_of, given_of
from bienban.sources.headline import join_headline
from bienban.sources.mojibake import mended
from bienban.text import nfc

__all__ = ["Html"]

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html|<head\b|<body\b)", re.I | re.S
)
_CHARSET = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


class Html:
    """``.html``: one article a page; nothing that the page refers to is fetched."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def sniff(self, head: bytes) -> bool:
        """It begins like a page."""
        return _START.match(head) is not None

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """One article, and a remark for each metadata value that is left out.

        Raises:
            InputProblem: not text, or a page without an article.
        """
        data = read_bytes(raw, settings)
        declared = _CHARSET.search(data[:4096])
        page = decode(data, settings, declared=raw.charset if declared is None else declared[1].decode("ascii"))
        whole = page.text
        damage, remark = mended(nfc(whole), settings)
        body, found = _extracted(whole if damage is None else damage.undo(whole), raw.url)
        yield from page.remarks(raw)
        if remark is not None:
            yield Remark(source=raw.source, what=remark)
        given = given_of(found)
        for remark in given.remarks:
            yield Remark(source=raw.source, what=remark)
        text, title, start = join_headline(given.title, nfc(body))
        yield article_of(raw, settings, text, title, start, given)


def _extracted(page: str, address: str | None) -> tuple[str, Mapping[str, object]]:
    """The main text of a page, and its metadata under our names.

    The day is the one that the page's markup or address states; days in its text are not searched (``extensive_search``).
    The language that a page declares is left out: it is that of the template as often as that of the text.

    Raises:
        InputProblem: there is no main text.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import set_date_params

    found = bare_extraction(
        page, url=address, with_metadata=True, include_comments=False, date_extraction_params=set_date_params(extensive=False)
    )
    data: Mapping[str, object] = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    text = data.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputProblem(
            "no article is found on the page", todo="is it a list of links? Save an article's text and import that"
        )
    url = _address(data.get("url"))
    return text.rstrip() + "\n", {
        "title": data.get("title"),
        "url": url,
        "publisher": _publisher(data.get("sitename"), url),
        "date": data.get("date"),
        "author": data.get("author"),
        "license": data.get("license"),
    }


def _address(value: object) -> str | None:
    """The page's own address; the front page as address of an article is a common mistake of templates and none."""
    if not isinstance(value, str) or not value:
        return None
    parts = urlsplit(value)
    return value if parts.path.strip("/") or parts.query else None


def _publisher(value: object, url: str | None) -> str | None:
    """The name of the site; trafilatura gives the host where the page names none, and a host is no publisher."""
    if not isinstance(value, str):
        return None
    host = None if url is None else urlsplit(url).hostname
    bare = value.casefold().removeprefix("www.")
    return None if host is not None and bare in (host, host.removeprefix("www.")) else value
