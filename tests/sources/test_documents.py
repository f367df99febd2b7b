"""Word, PDF and web archives: their text comes out, and what cannot is refused in words."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from textwrap import wrap

import pytest

from bienban.model.article import Article
from bienban.sources.base import Item, Limits, ReadSettings, Remark, SetAside
from bienban.sources.pdf import paragraphs
from sources.documents import archive, pdf, word
from sources.encoded import encode, misread
from sources.pages import PARAGRAPHS, TITLE, page

Read = Callable[..., tuple[Item, ...]]
One = Callable[..., Article]
Reason = Callable[..., SetAside]
LINES = [TITLE, *PARAGRAPHS]
TEXT = "\n".join(LINES) + "\n"


def test_word(article: One) -> None:
    table = [["Chỉ tiêu", "Kết quả"], ["Thu ngân sách", "7,5 tỷ đồng"]]
    read = article(word(LINES, table=table), "tin.docx")
    assert read.text == TEXT + "Chỉ tiêu | Kết quả\nThu ngân sách | 7,5 tỷ đồng\n"
    assert (read.title, read.byline, read.published) == (TITLE, None, None)


def test_word_in_abc_fonts(reason: Reason, read: Read) -> None:
    data = word([misread(line, "tcvn3", "windows-1252") for line in LINES])
    assert "TCVN3 (ABC fonts) read as Windows-1252" in reason(data, "tin.docx").what
    remark, article = read(data, "tin.docx", ReadSettings(repair=True))
    assert isinstance(remark, Remark)
    assert isinstance(article, Article)
    assert article.text == TEXT


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as found:
        for name, data in parts.items():
            found.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (word([]), "no text in the document"),
        (zipped(a=b"x"), "not a Word document that can be read"),
        (zipped(word__document=b"0" * 300_000_000), "unpacks to 300,000,000 bytes"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "not a Word document that can be read"),
        (word(LINES)[:4000], "not a Word document that can be read"),
    ],
    ids=["empty", "zip", "bomb", "old", "cut"],
)
def test_what_is_no_word_document(reason: Reason, data: bytes, what: str) -> None:
    found = reason(data, "tin.docx")
    assert what in found.what
    assert found.todo


def test_pdf_lines_become_paragraphs(article: One) -> None:
    lines = [TITLE, *(line for p in PARAGRAPHS for line in wrap(p, 70)), "1"]
    assert article(pdf([lines]), "tin.pdf").text == TEXT


def test_pdf_paragraphs_that_are_set_apart(article: One) -> None:
    """More room between two lines tells more than how long these are: narrow columns and full last lines."""
    lines = ["Họp xã", "", "Sáng nay, Đảng ủy xã", "Đông Mai họp", "bàn việc làm đường ở thôn xóm.", ""]
    lines += ["Các đại biểu đến thăm bà con.", "", "Ông Lê Văn Tám nói:", "tốt."]
    text = "Họp xã\nSáng nay, Đảng ủy xã Đông Mai họp bàn việc làm đường ở thôn xóm.\n"
    text += "Các đại biểu đến thăm bà con.\nÔng Lê Văn Tám nói:\ntốt.\n"
    assert article(pdf([lines]), "tin.pdf").text == text


def test_pdf_paragraphs_go_over_pages(article: One) -> None:
    lines = [TITLE, *(line for p in PARAGRAPHS for line in wrap(p, 70))]
    for cut in range(1, len(lines)):
        assert article(pdf([[*lines[:cut], f"Trang {cut}/9"], lines[cut:]]), "tin.pdf").text == TEXT, cut


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((), ""),
        (("",), ""),
        (("- 1 -",), ""),
        (("Ba việc, dòng dài\n- Một là đường\n- Hai là trường",), "Ba việc, dòng dài\n- Một là đường\n- Hai là trường\n"),
        (("Đây là một dòng dài\ngần bằng dòng trên\nhết.",), "Đây là một dòng dài gần bằng dòng trên hết.\n"),
        (("Hết câu ở đây.\nCâu sau ở dòng dài nhất của trang",), "Hết câu ở đây.\nCâu sau ở dòng dài nhất của trang\n"),
    ],
)  # fmt: skip
def test_paragraphs(pages: tuple[str, ...], expected: str) -> None:
    assert paragraphs(pages) == expected


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (pdf([[]]), "no text in the document"),
        (pdf([LINES])[:600], "PDF"),
        (b"%PDF-1.7\n%%EOF\n", "not a PDF that can be read"),
        (pdf([[misread(line, "tcvn3", "windows-1258") for line in LINES * 3]]), "its text does not come out"),
    ],
    ids=["scan", "cut", "empty", "fonts"],
)
def test_what_does_not_come_out_of_a_pdf(reason: Reason, data: bytes, what: str) -> None:
    found = reason(data, "tin.pdf")
    assert what in found.what or "no text" in found.what
    assert found.todo


def test_a_locked_pdf(reason: Reason) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf([LINES]))))
    writer.encrypt("x", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "locked" in reason(out.getvalue(), "tin.pdf").what


def test_an_archive_of_pages(read: Read) -> None:
    pages = [(f"https://bao.example/tin/{n}", page(title=f"{TITLE} lần {n}").encode()) for n in range(3)]
    one = [("https://bao.example/x", b"x")]
    plain = archive(pages) + archive(one, status="404 Not Found") + archive(one, media_type="image/png")
    packed = archive(pages, packed=True) + archive(one, status="404 Not Found", packed=True)
    packed += archive(one, media_type="image/png", packed=True)
    for data in (plain, gzip.compress(plain), packed):
        items = read(data, "tin.warc.gz")
        assert [i.url for i in items if isinstance(i, Article)] == [address for address, _ in pages]
        assert [i.title for i in items if isinstance(i, Article)] == [f"{TITLE} lần {n}" for n in range(3)]
        assert [i.what.split()[0] for i in items if isinstance(i, Remark)] == ["2"]


def test_pages_of_an_archive_in_old_encodings(article: One) -> None:
    data = archive([("https://bao.example/1", encode(page(charset="x-user-defined"), "tcvn3"))], media_type="text/html")
    assert article(data, "tin.warc", ReadSettings(encoding="tcvn3")).text == TEXT


def test_bad_pages_of_an_archive_are_set_aside_alone(read: Read) -> None:
    pages = [("https://bao.example/1", b"<html><body></body></html>"), ("https://bao.example/2", page().encode())]
    first, second = read(archive(pages), "tin.warc")
    assert isinstance(first, SetAside)
    assert first.where == "record 3, https://bao.example/1"
    assert first.data == pages[0][1]
    assert first.again is not None
    assert (first.again.format, first.again.whole, first.again.address) == ("html", True, "https://bao.example/1")
    assert isinstance(second, Article)
    limited = read(archive(pages), "tin.warc", ReadSettings(limits=Limits(file_bytes=300)))
    assert [type(i) for i in limited] == [SetAside, SetAside]
    assert "larger than 300 bytes" in str(limited[1])


def test_an_archive_that_is_cut_off_keeps_what_came_before(read: Read) -> None:
    data = archive([("https://bao.example/1", page().encode()), ("https://bao.example/2", page(title="Khác").encode())])
    items = read(data[: len(data) - 500], "tin.warc")
    assert isinstance(items[0], Article)
    assert isinstance(items[1], SetAside)
    assert "the archive ends" in items[1].what


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (archive([]), "there is no page in the archive"),
        (b"WARC/1.0\r\nnothing", "there is no page"),
        (b"not an archive\r\n\r\n", "not a web archive"),
        (b"", "there is no page"),
    ],
)
def test_what_is_no_archive(reason: Reason, data: bytes, what: str) -> None:
    assert what in reason(data, "tin.warc").what
