"""Bytes to text: by a byte order mark, as UTF-8, in the encoding named, or in the one that gives Vietnamese; never a guess."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from bienban.errors import InputProblem
from bienban.sources.base import Raw, ReadSettings, Remark
from bienban.sources.encodings import ENCODINGS, decoded, readings

__all__ = ["WIDE", "Decoded", "decode", "read_bytes"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = tuple((mark, encoding[:6]) for mark, encoding in _MARKS[1:])
"""The marks of encodings with more than one byte a character, and Python's names of decoders that take the mark away."""
_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
_SAY = f"say its encoding with --encoding ({', '.join(ENCODINGS)} or another that Python knows), or give it as UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, without a byte order mark, line ends as they are; ``found`` names the encoding if the text alone tells it."""

    text: str
    found: str | None = None

    def remarks(self, raw: Raw) -> Iterator[Remark]:
        """That the encoding was found, where it was."""
        if self.found is not None:
            yield Remark(source=raw.source, what=f"read as {self.found}, in which its words are Vietnamese (else: --encoding)")


def decode(data: bytes, settings: ReadSettings, *, declared: str | None = None) -> Decoded:
    """The text of some bytes. ``declared`` is the encoding that a page or a server says.

    Raises:
        InputProblem: it is empty, binary, or in an encoding that cannot be told.
    """
    if not data:
        raise InputProblem("the file is empty", todo="nothing to import from it")
    for start, kind in _KINDS:
        if data.startswith(start):
            raise InputProblem(f"it is {kind}, not text", todo="save its text as UTF-8 and import that")
    found = _decoded(data, settings.encoding, declared)
    if "\0" in found.text:
        where = f"character {found.text.index(chr(0))}"
        raise InputProblem("it is binary, not text", where=where, todo="give its text as UTF-8")
    if not found.text.strip():
        raise InputProblem("there is nothing but white space", todo="nothing to import from it")
    return found


def _decoded(data: bytes, named: str | None, declared: str | None) -> Decoded:
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", named or "utf-8"))
    try:
        return Decoded(decoded(data[len(mark) :], encoding))
    except UnicodeDecodeError as error:
        sure = () if mark or named is not None else readings(data, declared)
        if len(sure) == 1:
            return Decoded(sure[0].text, sure[0].encoding)
        at = len(mark) + error.start
        if len(sure) > 1:
            names = " and ".join(reading.encoding for reading in sure)
            what, todo = f"not UTF-8, and {names} fit equally well", f"say which with --encoding {sure[0].encoding}"
        elif not mark and named is None and b"\0" in data[:1024]:
            what, todo = "it is binary, or text in another encoding", _SAY
        else:
            what, todo = f"not {encoding.upper()}: byte 0x{data[at]:02X}", _SAY
        line = data.count(b"\n", 0, at) + 1
        lines = not encoding.startswith(("utf-16", "utf-32")) and b"\0" not in data[:1024]
        raise InputProblem(what, where=f"byte {at}, line {line}" if lines else f"byte {at}", todo=todo) from error


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
