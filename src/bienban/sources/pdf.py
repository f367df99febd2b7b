"""PDF documents with text in them: pypdf reads the lines, which are put together to paragraphs again.

Of documents written by three programs with Vietnamese fonts, pypdf and pdfminer.six both give every word; pypdf needs no
compiled dependency. A page is lines, not paragraphs: a line about as long as the longest one goes on in the next one, unless
there is more room between the two than between most. Where a document sets its paragraphs apart so, a line that ends no sentence
goes on too.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from bienban.errors import InputProblem
from bienban.lang.vi.orthography import spelling
from bienban.sources.base import Item, Raw, ReadSettings, Remark
from bienban.sources.decode import read_bytes
from bienban.sources.given import Given, article_of
from bienban.sources.headline import split_headline
from bienban.sources.mojibake import mended
from bienban.text import nfc

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["Pdf", "paragraphs"]

# What pypdf raises on files that break off or lie about themselves.
_MISTAKES = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OverflowError, OSError)
_FULL = 0.8
_FULL_AT_END = 0.95
"""Of the longest line: what is as long goes on; longer, where a sentence ends with it."""
_WIDE = 1.2
"""Of the usual room between lines: from there on it sets paragraphs apart."""
_SOUND = 0.7
_NUMBER = re.compile(r"\W*(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_END = re.compile(r"[.!?…:][\"'”»)]*$")
_ITEM = re.compile(r"\s*(?:[-–•+*]|\d{1,2}[.)]|[a-zđ]\))\s")


class Pdf:
    """``.pdf``: one article, the title on the first line; page numbers are left out."""

    name = "pdf"
    suffixes = (".pdf",)

    def sniff(self, head: bytes) -> bool:
        """It begins with the format's name."""
        return head.startswith(b"%PDF-")

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """One article, and a remark where its text was repaired.

        Raises:
            InputProblem: it cannot be read, is locked, has no text (a scan), or its text does not come out as Vietnamese.
        """
        text = nfc(paragraphs(_pages(read_bytes(raw, settings))))
        if not text.strip():
            raise InputProblem("there is no text in the document", todo="is it a scan? Then it needs character recognition first")
        damage, remark = mended(text, settings)
        if damage is not None:
            text = damage.undo(text)
        how = spelling(text)
        if how.soundness < _SOUND and how.marked > 0.2 * how.words and settings.metadata.language is None:
            what = f"its text does not come out: {how.marked - how.sound} of {how.marked} words are spelled as none is"
            raise InputProblem(what, todo="its fonts do not tell their letters; give the text in another format")
        if remark is not None:
            yield Remark(source=raw.source, what=remark)
        title, start = split_headline(text)
        yield article_of(raw, settings, text, title, start, Given())


def _pages(data: bytes) -> tuple[str, ...]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    if not data:
        raise InputProblem("the file is empty", todo="nothing to import from it")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of small faults; what matters is raised
    try:
        return tuple(_spaced(page) for page in PdfReader(io.BytesIO(data)).pages)
    except (FileNotDecryptedError, DependencyError) as error:
        raise InputProblem("the document is locked", todo="save it without a password") from error
    except (PyPdfError, *_MISTAKES) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputProblem(f"not a PDF that can be read ({reason})", todo="save it again, or give its text") from error


@dataclass(slots=True)
class _Line:
    """One line of a page: its words, how high it stands, and the size of its letters (points)."""

    text: str = ""
    height: float | None = None
    size: float = 1.0


def _spaced(page: PageObject) -> str:
    """The lines of a page, with an empty one where more room is left than between most (in sizes of the letters)."""
    lines = [_Line()]

    def visit(text: str, view: list[float], matrix: list[float], _font: object, size: float) -> None:
        height = matrix[4] * view[1] + matrix[5] * view[3] + view[5]
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append(_Line())
            lines[-1].text += part
            if part.strip() and lines[-1].height is None:
                lines[-1].height, lines[-1].size = height, abs(size * matrix[3] * view[3]) or 1.0

    page.extract_text(visitor_text=visit)
    words = [line for line in lines if line.text.strip()]
    rooms = [_room(one, other) for one, other in pairwise(words)]
    usual = [room for room in rooms if room > 0]  # the next column begins above the end of the last
    wide = _WIDE * median(usual) if usual else 0.0
    return "\n".join(f"{line.text}\n" if room > wide else line.text for line, room in zip(words, [*rooms, 0.0], strict=False))


def _room(one: _Line, other: _Line) -> float:
    if one.height is None or other.height is None:
        return 0.0
    return (one.height - other.height) / min(one.size, other.size)


def paragraphs(pages: tuple[str, ...]) -> str:
    r"""The text of some pages, a paragraph a line: a full line and the next one are one paragraph, over a page's end too.

    >>> paragraphs(("Họp xã\nSáng nay, Đảng ủy xã Đông Mai họp bàn\nviệc làm đường.\n1",))
    'Họp xã\nSáng nay, Đảng ủy xã Đông Mai họp bàn việc làm đường.\n'

    An empty line ends a paragraph.
    """
    sheets = [[" ".join(line.split()) for line in page.split("\n")] for page in pages]
    apart = any("" in lines for lines in sheets)
    longest = max((len(line) for lines in sheets for line in lines), default=0)
    found: list[str] = []
    goes_on = False
    for lines in sheets:
        for end in (0, -1):
            if lines and _NUMBER.fullmatch(lines[end]):
                lines.pop(end)
        for line in lines:
            if not line:
                goes_on = False
                continue
            if goes_on and _ITEM.match(line) is None:
                found[-1] += f" {line}"
            else:
                found.append(line)
            ends = _END.search(line) is not None
            goes_on = (apart and not ends) or len(line) >= longest * (_FULL_AT_END if ends else _FULL)
    return "".join(f"{line}\n" for line in found)
