"""Word documents, PDF documents and web archives, written by the tests around invented text."""

from __future__ import annotations

import gzip
import io
import uuid
from collections.abc import Iterable, Sequence

__all__ = ["archive", "pdf", "word"]


def word(lines: Iterable[str], *, table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word document: a paragraph a line, then a table."""
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, values in zip(grid.rows, table, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def archive(
    pages: Iterable[tuple[str, bytes]],
    *,
    status: str = "200 OK",
    media_type: str = "text/html; charset=utf-8",
    packed: bool = False,
) -> bytes:
    """A web archive (ISO 28500): a record about itself, then a request and an answer for each page; a gzip member a record."""
    records = [_record("warcinfo", None, "application/warc-fields", b"software: tests\r\n")]
    for address, data in pages:
        records.append(
            _record("request", address, "application/http;msgtype=request", b"GET / HTTP/1.1\r\nHost: bao.example\r\n\r\n")
        )
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + data
        records.append(_record("response", address, "application/http;msgtype=response", answer))
    return b"".join(gzip.compress(record) if packed else record for record in records)


def _record(kind: str, address: str | None, media_type: str, content: bytes) -> bytes:
    lines = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>", "WARC-Date: 2023-04-05T01:15:00Z"]
    lines += [f"WARC-Target-URI: {address}"] if address is not None else []
    lines += [f"Content-Type: {media_type}", f"Content-Length: {len(content)}", "", ""]
    return "\r\n".join(lines).encode() + content + b"\r\n\r\n"


def pdf(pages: Iterable[Iterable[str]], *, mapped: bool = True) -> bytes:
    """A PDF document (ISO 32000-1) of lines; its font tells its letters by a ToUnicode map, unless ``mapped`` is off."""
    sheets = [list(lines) for lines in pages]
    letters = sorted({char for lines in sheets for line in lines for char in line})
    codes = {char: number + 1 for number, char in enumerate(letters)}
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    to_unicode = "/ToUnicode 4 0 R " if mapped else ""
    objects.append(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Tests /Encoding /Identity-H {to_unicode}/DescendantFonts [5 0 R] >>".encode()
    )
    objects.append(_stream(_map(codes)))
    objects.append(
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tests /DW 600 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    kids = []
    for lines in sheets:
        shown = [f"<{''.join(f'{codes[char]:04X}' for char in line)}> Tj 0 -14 Td" for line in lines]
        objects.append(_stream("\n".join(["BT /F1 11 Tf 50 780 Td", *shown, "ET"])))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _file(objects)


def _map(codes: dict[str, int]) -> str:
    rows = "\n".join(f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    )


def _stream(text: str) -> bytes:
    data = text.encode("ascii")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
