"""The blocks that are written out in Python: everything in them is escaped, and nothing is said that is not known."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.web.portal.marks import Marks
from bienban.web.portal.parts import Link, Source
from bienban.web.portal.words import load

TAGS = {"DOCUMENT_FRAGMENT", "blockquote", "p", "footer", "span", "a", "time", "i"}
WORDS = load(["bienban.web.portal"])
HOSTILE = st.text(alphabet="ab<>&\"' /=đ\n", max_size=20)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.sampled_from(["vi", "en"]))
def test_no_text_becomes_markup(quote: str, name: str, href: str, rule: str, language: str) -> None:
    source = Source(
        quote=quote, article=Link(name, f"/x{href}", "vi"), published=quote, href=f"/y{href}", rule=rule, confidence=93
    )
    page = html5lib.parseFragment(str(Marks(WORDS[language]).sentence(source)), namespaceHTMLElements=False)
    assert {element.tag for element in page.iter()} <= {
        "DOCUMENT_FRAGMENT",
        "blockquote",
        "p",
        "footer",
        "span",
        "a",
        "time",
        "i",
    }
    assert {name for element in page.iter() for name in element.attrib} <= {"lang", "href", "class", "title", "aria-hidden"}
    (words,) = page.iter("p")
    assert (words.text or "").replace("\r", "\n") == quote.replace("\r", "\n")
    assert [element.attrib["href"] for element in page.iter("a")] == [f"/x{href}", f"/y{href}"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_unknown_is_left_out(language: str) -> None:
    marks = Marks(WORDS[language])
    bare = str(marks.sentence(Source(quote="Họp.", article=Link("Bài báo"))))
    assert "href" not in bare
    assert "confidence" not in bare
    assert "rule" not in bare
    assert ("lang=" in str(marks.link(Link("Họp", "/a", "vi")))) == (language != "vi")
    assert "c9" in str(marks.gauge(93))
