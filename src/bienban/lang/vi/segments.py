"""Sentences, headline and captions of an article.

News texts come with lost paragraph breaks, captions glued into the body and odd spaces, so a sentence ends at a line break, at a
mark that ends one, after a photographer's credit ("Ảnh: …"), and before an opening such as "Phát biểu tại …" that only a new
sentence has. A full stop in an abbreviation (TP.HCM, PGS.TS., Q.1), after an initial or in a number ends none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from bienban.lang.vi.lexicon import table
from bienban.model.article import Article
from bienban.model.mention import Sentence
from bienban.model.span import Span

__all__ = ["CREDIT", "UPPER", "sentences"]

# Characters; lists of guests reach 2,000.
LONGEST = 4000

# Capitals of the Vietnamese alphabet (in Unicode the marked ones alternate with the small letters).
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_LOWER = UPPER[3:].lower() + "a-z"
_LETTER = r"[^\W\d_]"

# The mark, closing quotes and brackets after it, and the white space or glued capital that shows a new sentence.
_BREAK = re.compile(
    r"(?P<stop>\.{1,4}(?:/\.)?|[!?…]+)(?P<close>[\"'”’»)\]]*)"
    rf"(?=\s+(?:[\"'“‘«(\[*•–-]\s*)*[{UPPER}\d]|\s*$|\s*\n|(?<=[{_LOWER}]\.)[{UPPER}][{_LOWER}]+\s|(?<=[{UPPER}]{{2}}\.)[{UPPER}][{_LOWER}]+\s[{_LOWER}])"
    r"|\n\s*"
)
# A photographer's credit: a name in capitals, or up to three capitalised syllables, or an agency and a name.
CREDIT = re.compile(
    rf"(?:[-–(]\s*)?\b(?:Ảnh|ẢNH|ảnh)\s*(?::|(?=[{UPPER}]{{2}}))\s*"
    rf"(?P<name>[{UPPER}][{UPPER}.&-]+(?:\s*/\s*(?:[{UPPER}][{_LOWER}]+ ?){{1,3}}|(?: [{UPPER}][{UPPER}.&-]+(?![{_LOWER}]))*)"
    rf"|[{UPPER}][\w.]*(?: [{UPPER}]\w*(?!\s[{_LOWER}\d])){{0,2}})(?:\s*\))?\s*\.?"
)
# What only a new sentence has after a small letter or a number: openings of reports, and an address ("Ông", "Bà") with a name.
_OPENING = re.compile(
    r"(?:Phát biểu (?:tại|khai|chỉ|kết|trong)|Tại (?:buổi|hội|cuộc|lễ|đây|phiên|kỳ|đại)|Trước đó|Sau đó|Theo đó|Dịp này|Nhân dịp"
    rf"|Đồng thời|Bên cạnh đó|Ngoài ra|Tuy nhiên|Sáng(?: ngày)? \d|Chiều(?: ngày)? \d|Tối(?: ngày)? \d"
    rf"|Ngày \d|Ông [{UPPER}][{_LOWER}]|(?<!Hai )Bà (?!Rịa|Nà|Đen|Chúa|Triệu|Điểm)[{UPPER}][{_LOWER}])"
)
_LAST_WORD = re.compile(rf"((?:{_LETTER}|\.)+)\.$")
_ORDERED = frozenset({"khóa", "khoá", "lần", "thứ", "quý", "hạng", "loại", "nhóm", "kỳ"})
_PREVIOUS = re.compile(rf"({_LETTER}+)\s+\S+$")
_TAIL = re.compile(r"\n[^\S\n]*\n[^\S\n]*\n")


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(row.need("form") for row in table("stops"))


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation or an initial."""
    match = _LAST_WORD.search(text, max(start, stop - 16), stop + 1)
    if match is None:
        return False
    word = match.group(1)
    last = word.rpartition(".")[2]
    if len(last) == 1 and last.isupper():
        before = _PREVIOUS.search(text, max(start, match.start() - 12), stop)
        return before is None or before.group(1).casefold() not in _ORDERED
    return word.casefold() in _abbreviations() or last.casefold() in _abbreviations()


def _cuts(text: str) -> Iterator[int]:
    """Where sentences end, in order; the same place may come twice."""
    start = 0
    for match in _BREAK.finditer(text):
        stop = match.start("stop")
        if stop >= 0 and match.group("stop") == "." and _abbreviated(text, start, stop):
            continue
        start = match.end()
        yield start


def _spans(text: str) -> Iterator[Span]:
    """The trimmed sentence spans in order."""
    cuts = {len(text), *_cuts(text)}
    if "nh" in text:
        for credit in CREDIT.finditer(text):
            cuts.add(credit.end())
    for opening in _OPENING.finditer(text):
        at = opening.start()
        before = text[:at].rstrip() if at < 3 else text[at - 3 : at].rstrip()
        if (
            at > 0
            and (text[at - 1].isspace() or text[at - 1].islower())
            and before
            and (before[-1].islower() or before[-1].isdigit())
        ):
            cuts.add(at)
    start = 0
    for end in _short(text, sorted(cuts)):
        piece = text[start:end]
        trimmed = piece.strip()
        if trimmed:
            first = start + len(piece) - len(piece.lstrip())
            yield Span(first, first + len(trimmed))
        start = end


def _short(text: str, cuts: list[int]) -> Iterator[int]:
    """The cuts, with more of them where a sentence would be longer than any that people write.

    Rules look at whole sentences, so that what a character costs is bounded only where the length of a sentence is.
    """
    start = 0
    for end in cuts:
        while end - start > LONGEST:
            space = max(text.rfind(sign, start + LONGEST // 2, start + LONGEST) for sign in " \n\t")
            start = space + 1 if space > 0 else start + LONGEST
            yield start
        yield end
        start = end


def _headline_end(article: Article) -> int:
    """Where the headline ends: as the source says, else the first line where it looks like one."""
    if article.body_start > 0:
        return article.body_start
    first = article.text.lstrip("\n ").partition("\n")[0]
    if article.title is not None:
        return len(article.title) if article.text.startswith(article.title) else 0
    if 0 < len(first) <= 200 and first.rstrip()[-1:] not in ".:;," and "\n" in article.text.strip():
        return article.text.index(first) + len(first)
    return 0


def _tail(text: str) -> int:
    """Where captions gathered after the article begin (behind two empty lines in its last part), else its length."""
    last = None
    for last in _TAIL.finditer(text, len(text) // 3):  # noqa: B007
        pass
    return len(text) if last is None else last.end()


def sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of an article, in order, trimmed; together they cover all of the text but white space."""
    text = article.text
    headline, tail = _headline_end(article), _tail(text)
    credits = [m.start() for m in CREDIT.finditer(text)] if "nh" in text else []
    found: list[Sentence] = []
    paragraph, end = 0, 0
    for span in _spans(text):
        if found and "\n" in text[end : span.start]:
            paragraph += 1
        at = bisect_left(credits, span.start)
        credited = at < len(credits) and credits[at] <= span.end + 2
        titled = span.end <= headline
        found.append(Sentence(span, paragraph, titled, not titled and (credited or span.start >= tail)))
        end = span.end
    return tuple(found)
