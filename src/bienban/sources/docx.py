"""Word documents (Office Open XML): paragraphs and tables in their order, as python-docx reads them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bienban.errors import InputProblem
from bienban.sources.base import Item, Raw, ReadSettings, Remark
from bienban.sources.decode import read_bytes
from bienban.sources.given import Given, article_of
from bienban.sources.headline import split_headline
from bienban.sources.mojibake import mended
from bienban.text import nfc

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

__all__ = ["Docx"]

# What python-docx and zipfile raise on archives that are something else.
_MISTAKES = (KeyError, ValueError, OSError, NotImplementedError, AttributeError)
_UNPACKED = 10
_NONE = "save it again as .docx, or give its text"


class Docx:
    """``.docx``: one article, the title on the first line; cells of a table between ``|``.

    The properties of the document are left out: they name who typed it and when, not author and day of publication.
    """

    name = "docx"
    suffixes = (".docx",)

    def sniff(self, head: bytes) -> bool:
        """A ZIP archive with the parts of an Office document."""
        return head.startswith(b"PK\x03\x04") and (b"[Content_Types].xml" in head or b"word/" in head)

    def read(self, raw: Raw, settings: ReadSettings) -> Iterator[Item]:
        """One article, and a remark where its text was repaired.

        Raises:
            InputProblem: it is no Word document, has no text, or unpacks to too much.
        """
        document = _opened(read_bytes(raw, settings), settings.limits.file_bytes)
        text = nfc("\n".join(_lines(document)).strip() + "\n")
        if not text.strip():
            raise InputProblem("there is no text in the document", todo="is it a scan? Then it needs character recognition first")
        damage, remark = mended(text, settings)
        if damage is not None:
            text = damage.undo(text)
        if remark is not None:
            yield Remark(source=raw.source, what=remark)
        title, start = split_headline(text)
        yield article_of(raw, settings, text, title, start, Given())


def _opened(data: bytes, limit: int) -> Document:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    if not data:
        raise InputProblem("the file is empty", todo="nothing to import from it")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > _UNPACKED * limit:
            raise InputProblem(f"unpacks to {size:,} bytes", todo="raise the limit with --max-file-bytes")
        return docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, OpcError, XMLSyntaxError, *_MISTAKES) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputProblem(f"not a Word document that can be read ({reason})", todo=_NONE) from error


def _lines(part: Document) -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    for block in part.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        for cell in row.cells:
            words = " ".join(cell.text.split())
            if not cells or cells[-1] != words:  # a cell over several columns comes once for each
                cells.append(words)
        if any(cells):
            yield " | ".join(cells)
