"""Bytes to text: UTF-8, or UTF-16 and UTF-32 that say so by a byte order mark; never a guess."""

from __future__ import annotations

import codecs

from bienban.errors import InputProblem
from bienban.sources.base import Raw, ReadSettings

__all__ = ["decode", "read_bytes"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
)


def decode(data: bytes) -> str:
    """The text of some bytes, without a byte order mark, line ends as they are.

    Raises:
        InputProblem: it is empty, binary, or in another encoding.
    """
    if not data:
        raise InputProblem("the file is empty", todo="nothing to import from it")
    for start, kind in _KINDS:
        if data.startswith(start):
            raise InputProblem(f"it is {kind}, not text", todo="save its text as UTF-8 and import that")
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        at = len(mark) + error.start
        if not mark and b"\0" in data[:1024]:
            todo = "give its text as UTF-8; if it is UTF-16 without a byte order mark: iconv -f UTF-16LE -t UTF-8"
            raise InputProblem("it is binary, or text in another encoding", where=f"byte {at}", todo=todo) from error
        line = data.count(b"\n", 0, at) + 1
        raise InputProblem(
            f"not {encoding.upper()}: byte 0x{data[at]:02X}",
            where=f"byte {at}" if encoding != "utf-8" else f"byte {at}, line {line}",
            todo="convert it, for instance with: iconv -f WINDOWS-1258 -t UTF-8",
        ) from error
    if "\0" in text:
        raise InputProblem("it is binary, not text", where=f"character {text.index(chr(0))}", todo="give its text as UTF-8")
    if not text.strip():
        raise InputProblem("there is nothing but white space", todo="nothing to import from it")
    return text


def read_bytes(raw: Raw, settings: ReadSettings) -> bytes:
    """All bytes of an input, within the limit.

    Raises:
        InputProblem: there are more.
    """
    limit = settings.limits.file_bytes
    data = raw.stream.read(limit + 1)
    if len(data) > limit:
        raise InputProblem(
            f"larger than {limit:,} bytes", todo="give many articles as JSON Lines, or raise the limit with --max-file-bytes"
        )
    return data
