"""PDF documents with text in them: pypdf reads the lines, which are put together to paragraphs again.

Of documents written by three programs with Vietnamese fonts, pypdf and pdfminer.six both give every word; pypdf needs no
compiled dependency. A page is lines, not paragraphs: a line about as long as the longest one goes on in the next one.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

from bienban.errors import InputProblem
from bienban.lang.vi.orthography import spelling
from bienban.sources.base import Item, Raw, ReadSettings, Remark
from bienban.sources.decode import read_bytes
from bienban.sources.given import Given, article_of
from bienban.sources.headline import split_headline
from bienban.sources.mojibake import mended
from bienban.text import nfc

__all__ = ["Pdf", "paragraphs"]

# What pypdf raises on files that break off or lie about themselves.
_MISTAKES = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OverflowError, OSError)
_FULL = 0.8
_FULL_AT_END = 0.95
"""Of the longest line: what is as long goes on; longer, where a sentence ends with it."""
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
        return tuple(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    except (FileNotDecryptedError, DependencyError) as error:
        raise InputProblem("the document is locked", todo="save it without a password") from error
    except (PyPdfError, *_MISTAKES) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputProblem(f"not a PDF that can be read ({reason})", todo="save it again, or give its text") from error


def paragraphs(pages: tuple[str, ...]) -> str:
    r"""The text of some pages, a paragraph a line: a full line and the next one are one paragraph, over a page's end too.

    >>> paragraphs(("Họp xã\nSáng nay, Đảng ủy xã Đông Mai họp bàn\nviệc làm đường.\n1",))
    'Họp xã\nSáng nay, Đảng ủy xã Đông Mai họp bàn việc làm đường.\n'
    """
    sheets = [[line for line in (" ".join(raw.split()) for raw in page.splitlines()) if line] for page in pages]
    longest = max((len(line) for lines in sheets for line in lines), default=0)
    found: list[str] = []
    goes_on = False
    for lines in sheets:
        for end in (0, -1):
            if lines and _NUMBER.fullmatch(lines[end]):
                lines.pop(end)
        for line in lines:
            if goes_on and _ITEM.match(line) is None:
                found[-1] += f" {line}"
            else:
                found.append(line)
            goes_on = len(line) >= longest * (_FULL if _END.search(line) is None else _FULL_AT_END)
    return "".join(f"{line}\n" for line in found)
