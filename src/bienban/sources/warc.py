"""Web archives (WARC, ISO 28500): every page that was answered with 200, as a web page of its address.

warcio reads them: pure Python and one small dependency. fastwarc takes a third of its time, but finding the text on a page
takes forty times as long as either.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from bienban.errors import InputProblem
from bienban.sources.base import Item, Raw, ReadSettings, Remark, aside
from bienban.sources.html import Html

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

__all__ = ["Warc"]

_PAGES = ("text/html", "application/xhtml+xml")


class Warc:
    """``.warc``: a stream of records of any number; the size limit holds for one page."""

    name = "warc"
    suffixes = (".warc",)

    def sniff(self, head: bytes) -> bool:
        """It begins with the version of the format."""
        return head.startswith(b"WARC/")

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """One article a page; pages without one are set aside, records of other kinds counted in a remark.

        Raises:
            InputProblem: it is no archive, is cut off, or has no page.
        """
        pages = others = 0
        for number, record in enumerate(_records(raw.stream), 1):
            if _is_page(record):
                pages += 1
                yield from self._page(record, number, raw, settings)
            else:
                others += record.rec_type in ("response", "resource")
        if others:
            yield Remark(source=raw.source, what=f"{others} records are no pages (redirects, errors, images)")
        if pages == 0:
            raise InputProblem("there is no page in the archive", todo="nothing to import from it")

    def _page(self, record: ArcWarcRecord, number: int, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        place, stem, data = f"record {number}", f"{raw.stem}-{number}", b""
        address = record.rec_headers.get_header("WARC-Target-URI")
        part = Raw(source=raw.source, stem=stem, stream=cast(BinaryIO, io.BytesIO()), url=_address(address), part=place)
        try:
            data = _payload(record, settings.limits.file_bytes)
            page = Raw(
                source=raw.source,
                stem=stem,
                stream=cast(BinaryIO, io.BytesIO(data)),
                url=part.url,
                charset=_charset(record),
                part=place,
            )
            for item in Html().read(page, settings):
                yield Remark(source=raw.source, what=item.what, where=place) if isinstance(item, Remark) else item
        except InputProblem as problem:
            found = InputProblem(problem.what, where=f"{place}, {address}", todo=problem.todo)
            yield aside(part, found, settings, data, stem=stem, form="html")


def _records(stream: BinaryIO) -> Iterator[ArcWarcRecord]:
    """The records of an archive.

    Raises:
        InputProblem: it is none, or a damaged one.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    found = iter(ArchiveIterator(stream, arc2warc=True))
    number = 0
    while True:
        try:
            record = next(found, None)
        except (ArchiveLoadFailed, ValueError, AttributeError, TypeError) as error:  # what warcio makes of headers cut off
            what = f"not a web archive that can be read ({' '.join(str(error).split())[:120]})"
            raise InputProblem(what, where=f"after record {number}", todo="make it again; what came before is read") from error
        if record is None:
            return
        number += 1
        yield record


def _is_page(record: ArcWarcRecord) -> bool:
    headers = record.http_headers
    if record.rec_type == "response" and headers is not None:
        return headers.get_statuscode() == "200" and _media_type(headers.get_header("Content-Type")) in _PAGES
    return record.rec_type == "resource" and _media_type(record.rec_headers.get_header("Content-Type")) in _PAGES


def _media_type(value: str | None) -> str:
    return (value or "").partition(";")[0].strip().lower()


def _charset(record: ArcWarcRecord) -> str | None:
    value = None if record.http_headers is None else record.http_headers.get_header("Content-Type")
    said = (value or "").lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    return said or None


def _address(value: str | None) -> str | None:
    from bienban.sources.given import canonical_url

    try:
        return None if value is None else canonical_url(value.strip("<>"))
    except ValueError:
        return None


def _payload(record: ArcWarcRecord, limit: int) -> bytes:
    """The bytes of a page, unpacked.

    Raises:
        InputProblem: there are too many, or the archive ends among them.
    """
    data: bytes = record.content_stream().read(limit + 1)
    if len(data) > limit:
        raise InputProblem(f"larger than {limit:,} bytes", todo="raise the limit with --max-file-bytes")
    if getattr(record.raw_stream, "limit", 0) > 0 and not record.raw_stream.read(1):
        raise InputProblem("the archive ends within the page", todo="make the archive again; what came before is read")
    return data
