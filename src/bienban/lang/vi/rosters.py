"""Posts of several at once: "các Phó Thủ tướng: A, B, C", "các đồng chí Ủy viên X: A, chức vụ; B", a list of members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bienban.lang.vi.holders import Holding
from bienban.lang.vi.people import People
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.stacks import COLON, PLURAL, items_of
from bienban.lang.vi.status import cue, status_of
from bienban.model.facts import Key, PostStatus
from bienban.model.mention import Mention, OrgName, PersonName, PostTitle, Sentence

__all__ = ["group_titles", "groups_of", "roster_of"]

_IS = re.compile(r"\s*(?:là|gồm có|bao gồm|gồm)\s+(?:các\s+)?(?:ông|bà|đồng chí|anh|chị)?\s*", re.IGNORECASE)
_GAP = 120
_NUMERALS = ("hai", "ba", "bốn", "năm", "sáu")
_COUNT = re.compile(
    r"\b(hai|ba|bốn|năm|sáu|[2-9]|[1-9]\d)(?: (?:đồng chí|ông, bà|ông|bà|người|vị|tân|nhân sự|vào))*\s*$", re.IGNORECASE
)
_FORMER = re.compile(r"\b(?:nguyên|cựu)\s+$", re.IGNORECASE)
_INTO = re.compile(
    r"\b(?:các|hai|ba|bốn|năm|sáu|\d+) (?:đồng chí|ông, bà|ông|bà|người|thành viên|vị|nhân sự)\s+vào\s*$", re.IGNORECASE
)
_SEVERAL = re.compile(r"\s*(?:các|hai|ba|bốn|\d+) (?:đồng chí|ông|bà|anh|chị|vị)\b", re.IGNORECASE)
_NEXT = re.compile(r"\s*(?:,|và|, và|cùng)\s*(?:(?:ông|bà|đồng chí|anh|chị)\s+)?", re.IGNORECASE)
_MEMBERS = frozenset({"Ban Thường vụ", "Ban Chấp hành"})
_LIST = re.compile(
    r"[^:.;]{0,40}\b(?:gồm|còn có|gồm có|bao gồm|có)\b[^:.;]{0,40}:\s*(?:(?:các )?(?:anh|chị|ông|bà|đồng chí)[,\s]*)*",
    re.IGNORECASE,
)


def _opening(text: str, sentence: Sentence, mention: Mention) -> str:
    return text[max(sentence.span.start, mention.span.start - 25) : mention.span.start]


def _members(items: list[Mention], start: int, people: People, *, chained: str | None) -> Iterator[tuple[Mention, Key]]:
    """The persons from an item on; of a chained list, as long as one is joined to the last."""
    last = items[start]
    for other in items[start:]:
        key = people.of(other) if isinstance(other.value, PersonName) else None
        if chained is not None and other is not last and not _NEXT.fullmatch(chained, last.span.end, other.span.start):
            return
        last = other
        if key is not None:
            yield other, key


def group_titles(scan: Scan, sentence: Sentence) -> dict[Mention, int]:
    """The titles of a sentence that stand for several persons named behind them, with the index of the first of these."""
    items = items_of(scan, sentence)
    found: dict[Mention, int] = {}
    for index, mention in enumerate(items[:-1]):
        if not isinstance(mention.value, PostTitle):
            continue
        gap = scan.text[mention.span.end : items[index + 1].span.start]
        colon = gap.find(":")
        opening = _FORMER.sub("", _opening(scan.text, sentence, mention))
        plural = PLURAL.search(opening) is not None or _INTO.search(opening) is not None
        several = plural or "gồm" in gap or _SEVERAL.match(scan.text, mention.span.end + colon + 1) is not None
        listed = colon >= 0 and COLON.fullmatch(gap[: colon + 1]) is not None and several
        if listed or (plural and (_IS.fullmatch(gap) or _names_follow(scan.text, items, index))):
            found[mention] = index + 1
    return found


def _names_follow(text: str, items: list[Mention], index: int) -> bool:
    """Whether two names follow a title in the plural at once: "các Phó Chủ tịch UBND tỉnh A, B"."""
    if index + 2 >= len(items) or not all(isinstance(m.value, PersonName) for m in items[index + 1 : index + 3]):
        return False
    first, second = items[index + 1], items[index + 2]
    return (
        text[items[index].span.end : first.span.start].strip() == ""
        and _NEXT.fullmatch(text, first.span.end, second.span.start) is not None
    )


def groups_of(scan: Scan, people: People, sentence: Sentence, titles: dict[Mention, int]) -> Iterator[Holding]:
    """The holdings of the group titles; a later group of the same role ends the first."""
    if not titles:
        return
    items = items_of(scan, sentence)
    for mention, first in titles.items():
        assert isinstance(mention.value, PostTitle)  # noqa: S101 -- group_titles finds titles only
        status = (
            "former"
            if mention.value.former_word
            else status_of(scan.text[sentence.span.start : mention.span.start][-120:], "", "")
        )
        if status is None:
            continue
        later = [m.span.start for m in titles if m.span.start > mention.span.start and _same_rank(m, mention)]
        end = min([*later, _listed_to(scan.text, mention, sentence)])
        members = _members(items, first, people, chained=_chained(scan.text, mention, items[first]))
        for other, key in islice(members, _counted(_opening(scan.text, sentence, mention))):
            if other.span.start < end:
                spans = (mention.span, other.span)
                yield Holding(key, mention, (mention,), status, spans, "post.group", 0.92, status != "current")


def _counted(opening: str) -> int | None:
    """How many holders the words before a title announce ("ba nguyên Chủ tịch"), None where they do not count."""
    match = _COUNT.search(_FORMER.sub("", opening))
    if match is None:
        return None
    word = match.group(1).casefold()
    return int(word) if word.isdigit() else _NUMERALS.index(word) + 2


def _listed_to(text: str, title: Mention, sentence: Sentence) -> int:
    """Where the list of a title's holders ends: "Phó Chủ tịch UBND xã: các đồng chí A, B; Ủy viên: …" at the semicolon."""
    colon = text.find(":", title.span.end, min(title.span.end + _GAP, sentence.span.end))
    if colon < 0 or not _SEVERAL.match(text, colon + 1):
        return sentence.span.end
    end = text.find(";", colon, sentence.span.end)
    return sentence.span.end if end < 0 else end


def _chained(text: str, title: Mention, first: Mention) -> str | None:
    """The text, where names follow the title with nothing between, so that only those joined with the first are meant."""
    return text if not text[title.span.end : first.span.start].strip() else None


def _same_rank(other: Mention, mention: Mention) -> bool:
    return isinstance(other.value, PostTitle) and isinstance(mention.value, PostTitle) and other.value.role == mention.value.role


def roster_of(scan: Scan, people: People, sentence: Sentence) -> Iterator[tuple[Holding, OrgName]]:
    """Members of a standing or executive committee listed by name: "Ban Thường vụ … còn có các anh, chị: A, B, C"."""
    for mention in scan.within(sentence.span, OrgName):
        value = mention.value
        assert isinstance(value, OrgName)  # noqa: S101 -- asked for bodies only
        if value.head not in _MEMBERS:
            continue
        match = _LIST.match(scan.text, mention.span.end, sentence.span.end)
        if match is None:
            continue
        before = scan.text[max(0, sentence.span.start - 120) : match.end()]
        status: PostStatus = "appointed" if cue("appoint").search(before) else "current"
        last = match.end()
        for other in scan.within(sentence.span, PersonName):
            gap = scan.text[last : other.span.start]
            if other.span.start < match.end() or len(gap) > 12:
                continue
            key, last = people.of(other), other.span.end
            if key is not None:
                title = Mention(mention.span, PostTitle("Ủy viên", value), "post.roster", 0.8)
                yield Holding(key, title, (title,), status, (mention.span, other.span), "post.roster", 0.9, True), value
