"""Who holds which post: stacks of titles before and after a name, lists, and verbs of appointment between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bienban.lang.vi.lexicon import table
from bienban.lang.vi.people import People
from bienban.lang.vi.scan import Scan
from bienban.model.facts import Key, PostStatus
from bienban.model.mention import Mention, PersonName, PostTitle, Pronoun, Sentence
from bienban.model.span import Span

__all__ = ["Holding", "holdings"]

_TERM = (
    r"(?:\s*\(?(?:các\s)?(?:khóa|khoá|Khóa|Khoá|nhiệm kỳ|Nhiệm kỳ|NK|giai đoạn|lần thứ)\s*[\dIVXL]+(?:\s*[-–]\s*\d+)?"
    r"(?:\s*(?:,|và)\s*[\dIVXL]+\b)*\s*\)?)*"
)
_FORMERLY = r"(?:nguyên|cựu|cố|Nguyên|Cựu|Cố|hiện|hiện là|nay là|tân|Tân)"
_STACK = re.compile(
    rf"{_TERM}\s*(?:[,;/–-]\s*|(?:,\s*)?(?:kiêm|và|đồng thời là|kiêm nhiệm)\s+){{1,2}}(?:kiêm\s+)?(?:{_FORMERLY}\s+)?|{_TERM}\s+"
)
_LINK = (
    r"(?:là|hiện là|hiện nay là|hiện cũng là|nay là|vốn là|từng là|đang là|khi đó là|làm|giữ chức|giữ chức vụ|giữ cương vị|đảm nhiệm chức"
    r"|đảm nhiệm|với tư cách là|với cương vị|trên cương vị)"
)
_APPOSITION = re.compile(
    rf"\s*(?:\([^()]{{0,30}}\)\s*)?(?:[,:(–-]\s*|\s{_LINK}\s+|[,–-]\s*{_LINK}\s+)(?:{_FORMERLY}\s+)?", re.IGNORECASE
)
_APPOINT = re.compile(
    r"\b(?:bổ nhiệm|bầu|tái đắc cử|đắc cử|trúng cử|phân công|điều động|luân chuyển|chỉ định|cử|phê chuẩn|nhận nhiệm vụ|nhậm chức|giao"
    r"|nhận chức|tái cử|tuyên thệ)\b",
    re.IGNORECASE,
)
_HOLD = re.compile(rf"\b(?:{_LINK}|chức vụ|chức danh|cương vị|lần lượt)\b", re.IGNORECASE)
_LEAVE = re.compile(
    r"\b(?:thôi giữ|thôi làm|thôi chức|miễn nhiệm|bãi nhiệm|cách chức|cách hết|đình chỉ|từ chức|rời|thôi nhiệm)\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(?:từng|đã từng|khi còn|lúc đương chức|trước khi|nguyên là)\b|\b(?:năm|Năm|tháng \d+/|Từ|từ) ?(?:19\d\d|200\d)\b"
)
_PROPOSED = re.compile(r"\b(?:giới thiệu|đề nghị|đề cử|ứng cử|dự kiến|nhân sự|chức danh|quy hoạch|ứng viên)\b", re.IGNORECASE)
_GROUP = re.compile(rf"{_TERM}\s*(?:gồm|gồm có|là|gồm các (?:ông|đồng chí|anh)[^:]{{0,20}})?\s*:\s*$")
_PLURAL = re.compile(r"(?:\bcác(?: đồng chí| ông| anh| vị)?|\b(?:hai|ba|bốn|năm|\d+) (?:đồng chí )?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Holding:
    """A title of a person: the mention, its index in the stack of titles, and what the words around it say of the status."""

    person: Key
    title: Mention
    stack: tuple[Mention, ...]
    status: PostStatus
    spans: tuple[Span, ...]
    rule: str
    confidence: float


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    words = sorted((r.need("form") for r in table("honorifics") if r.get("kind") != "none"), key=len, reverse=True)
    honorifics = "|".join(re.escape(w) for w in words)
    quote = "[\"'“”]?"
    return re.compile(rf"{_TERM}\s*(?:[–:,-]\s*(?=(?:{honorifics})\b))?(?:(?:{honorifics})[\s.]+)*{quote}\s*", re.IGNORECASE)


def _items(scan: Scan, sentence: Sentence) -> list[Mention]:
    """Persons, short forms and titles of a sentence, outermost ones only."""
    found: list[Mention] = []
    for mention in scan.within(sentence.span, PersonName | Pronoun | PostTitle):  # type: ignore[arg-type]
        if not found or mention.span.start >= found[-1].span.end:
            found.append(mention)
    return found


def _stacks(text: str, items: list[Mention]) -> Iterator[tuple[int, int]]:
    """Ranges of items that are titles with nothing but joints between."""
    index = 0
    while index < len(items):
        if not isinstance(items[index].value, PostTitle):
            index += 1
            continue
        end = index + 1
        while end < len(items) and isinstance(items[end].value, PostTitle):
            gap = text[items[end - 1].span.end : items[end].span.start]
            if _STACK.fullmatch(gap) is None:
                break
            end += 1
        yield index, end
        index = end


def _status(before: str, title: PostTitle, inherited: PostStatus | None) -> PostStatus | None:
    """The status by the words before a title; None where it is only proposed."""
    if title.former_word:
        return "former"
    if _LEAVE.search(before):
        return "dismissed"
    appoint = _APPOINT.search(before)
    if appoint is None and _PROPOSED.search(before):
        return None
    if _PAST.search(before):
        return "former"
    if appoint is not None:
        return "appointed"
    return inherited or title.status


def _is_person(mention: Mention | None) -> bool:
    return mention is not None and isinstance(mention.value, PersonName | Pronoun) and not getattr(mention.value, "plural", False)


def _of_stack(scan: Scan, people: People, sentence: Sentence, items: list[Mention], start: int, end: int) -> Iterator[Holding]:
    """The holder of one stack of titles."""
    text = scan.text
    first, last = items[start], items[end - 1]
    before = items[start - 1] if start > 0 else None
    after = items[end] if end < len(items) else None
    left = before.span.end if before is not None else sentence.span.start
    lead = text[left : first.span.start]
    holder, rule, confidence = None, "", 0.0
    if _is_person(after) and after is not None and _prefix().fullmatch(text[last.span.end : after.span.start]):
        if not (isinstance(after.value, Pronoun) and after.value.given is None):
            holder, rule, confidence = people.of(after), "post.prefix", 0.95
            lead = lead[-60:]
    if holder is None and _is_person(before) and before is not None:
        if _APPOSITION.fullmatch(lead):
            holder, rule, confidence = people.of(before), "post.apposition", 0.93
        elif len(lead) < 140 and (_HOLD.search(lead) or _LEAVE.search(lead)) and not re.search(r"[;:]|\bcho\b", lead):
            holder, rule, confidence = people.of(before), "post.verb", 0.8
    if holder is None:
        return
    spans_with = after if rule == "post.prefix" else before
    status: PostStatus | None = None
    for mention in items[start:end]:
        title = mention.value
        assert isinstance(title, PostTitle)  # noqa: S101 -- _stacks yields titles only
        status = _status(lead if mention is first else text[left : first.span.start] if status != "former" else "", title, status)
        if status is None:
            return
        spans = tuple(sorted((mention.span, spans_with.span))) if spans_with is not None else (mention.span,)
        yield Holding(holder, mention, tuple(items[start:end]), status, spans, rule, confidence)


def _groups(scan: Scan, people: People, sentence: Sentence, items: list[Mention]) -> Iterator[Holding]:
    """Titles of several: "các Phó Thủ tướng: A, B, C" and "các đồng chí Ủy viên X: chức vụ A; B, chức vụ"."""
    text = scan.text
    for index, mention in enumerate(items):
        if not isinstance(mention.value, PostTitle) or index + 1 >= len(items):
            continue
        gap = text[mention.span.end : items[index + 1].span.start]
        colon = gap.find(":")
        if colon < 0 or _GROUP.fullmatch(gap[: colon + 1]) is None:
            continue
        lead = text[max(sentence.span.start, mention.span.start - 25) : mention.span.start]
        if _PLURAL.search(lead) is None and "gồm" not in gap:
            continue
        status = _status(text[sentence.span.start : mention.span.start][-120:], mention.value, None)
        for other in items[index + 1 :]:
            if (
                isinstance(other.value, PostTitle)
                and other.value.role == mention.value.role
                and _PLURAL.search(text[max(sentence.span.start, other.span.start - 25) : other.span.start])
            ):
                break
            key = people.of(other) if isinstance(other.value, PersonName) else None
            if key is not None and status is not None:
                yield Holding(key, mention, (mention,), status, (mention.span, other.span), "post.group", 0.85)


def holdings(scan: Scan, people: People) -> tuple[Holding, ...]:
    """All titles that the article's sentences give to persons, in the order of the text."""
    found: list[Holding] = []
    for sentence in scan.sentences:
        items = _items(scan, sentence)
        if not any(isinstance(m.value, PostTitle) for m in items):
            continue
        grouped = list(_groups(scan, people, sentence, items))
        titles = {g.title for g in grouped}
        for start, end in _stacks(scan.text, items):
            if items[start] in titles and end == start + 1:
                continue
            found.extend(_of_stack(scan, people, sentence, items, start, end))
        found.extend(grouped)
    return tuple(found)
