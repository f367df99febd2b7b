"""Who is replaced: "được bầu làm Chủ tịch … thay ông B nghỉ hưu" says that B held the post until now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bienban.lang.vi.holders import Holding
from bienban.lang.vi.people import People
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.stacks import items_of, singular
from bienban.lang.vi.status import INSTEAD
from bienban.model.facts import PostStatus
from bienban.model.mention import Mention, PostTitle, Sentence

__all__ = ["replaced"]

_NEXT = 4

_INSTEAD = re.compile(rf"[^.;:]{{0,80}}?{INSTEAD}", re.IGNORECASE)
_RETIRING = re.compile(
    r"[\s,(]*(?:đã |vừa |được |xin |sẽ )*(?:nghỉ|về hưu|miễn nhiệm|thôi|bị |từ chức|hết tuổi|đến tuổi)\b", re.IGNORECASE
)
_MOVING = re.compile(
    r"[\s,(]*(?:đã |vừa |được |sẽ |mới )*(?:điều động|luân chuyển|chuyển|phân công|nhận|bổ nhiệm)\b", re.IGNORECASE
)


def replaced(scan: Scan, people: People, sentence: Sentence, held: Iterable[Holding]) -> Iterator[Holding]:
    """The posts of those whom the sentence says to be replaced: left by who retires, former for who moves on."""
    taken = {h.title: h for h in held if h.status == "appointed"}
    items = items_of(scan, sentence) if taken else []
    for at, mention in enumerate(items):
        if mention not in taken or _member(mention):
            continue
        who = next((m for m in islice(items, at + 1, at + _NEXT) if not isinstance(m.value, PostTitle)), None)
        key = people.of(who) if who is not None and singular(who) else None
        holding = taken[mention]
        if who is None or key is None or key == holding.person:
            continue
        if _INSTEAD.fullmatch(scan.text, mention.span.end, who.span.start) is None:
            continue
        status, sure = _status(scan.text, who)
        spans = (mention.span, who.span)
        yield Holding(key, mention, holding.stack, status, spans, "post.verb", 0.85, sure, "")


def _member(title: Mention) -> bool:
    """Whether a title is one seat of many, in which nobody is replaced by name."""
    return isinstance(title.value, PostTitle) and title.value.role.startswith("Ủy viên")


def _status(text: str, who: Mention) -> tuple[PostStatus, bool]:
    """How the post ended, and whether the words behind the name say so."""
    if _RETIRING.match(text, who.span.end):
        return "dismissed", True
    return "former", _MOVING.match(text, who.span.end) is not None
