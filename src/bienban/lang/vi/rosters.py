"""Posts of several at once: "các Phó Thủ tướng: A, B, C", "các đồng chí Ủy viên X: A, chức vụ; B", a list of members."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bienban.lang.vi.holders import Holding
from bienban.lang.vi.people import People
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.stacks import COLON, PLURAL, items_of
from bienban.lang.vi.status import cue, status_of
from bienban.model.facts import Key, PostStatus
from bienban.model.mention import Mention, OrgName, PersonName, PostTitle, Sentence

__all__ = ["group_titles", "groups_of", "roster_of"]

_IS = re.compile(r"\s*(?:là|gồm có|bao gồm|gồm)\s+(?:các\s+)?(?:ông|bà|đồng chí|anh|chị)?\s*", re.IGNORECASE)
_MEMBERS = frozenset({"Ban Thường vụ", "Ban Chấp hành"})
_LIST = re.compile(
    r"[^:.;]{0,40}\b(?:gồm|còn có|gồm có|bao gồm|có)\b[^:.;]{0,40}:\s*(?:(?:các )?(?:anh|chị|ông|bà|đồng chí)[,\s]*)*",
    re.IGNORECASE,
)


def _opening(text: str, sentence: Sentence, mention: Mention) -> str:
    return text[max(sentence.span.start, mention.span.start - 25) : mention.span.start]


def _members(items: list[Mention], start: int, people: People) -> Iterator[tuple[Mention, Key]]:
    for other in items[start:]:
        key = people.of(other) if isinstance(other.value, PersonName) else None
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
        plural = PLURAL.search(_opening(scan.text, sentence, mention)) is not None
        listed = colon >= 0 and COLON.fullmatch(gap[: colon + 1]) is not None and (plural or "gồm" in gap)
        if listed or (plural and _IS.fullmatch(gap)):
            found[mention] = index + 1
    return found


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
        end = min(later, default=sentence.span.end)
        for other, key in _members(items, first, people):
            if other.span.start < end:
                spans = (mention.span, other.span)
                yield Holding(key, mention, (mention,), status, spans, "post.group", 0.92, status != "current")


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
