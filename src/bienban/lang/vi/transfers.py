"""Posts that change hands in one sentence: given up for another one, or left by a transfer."""

from __future__ import annotations

import re
from dataclasses import replace

from bienban.lang.vi.holders import Holding
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.status import MOVED
from bienban.model.mention import PostTitle, Sentence

__all__ = ["moved"]

_TAKES = re.compile(r"\s*giữ (?:chức(?: vụ| danh)?|cương vị)\s*")


def moved(scan: Scan, sentence: Sentence, held: list[Holding]) -> list[Holding]:
    """The sentence's holdings, with the posts of someone who is moved to another one as former (the guide's rule of transfer)."""
    held = _continued(_exchanged(held))
    taken = {h.person for h in held if h.status == "appointed" and h.rule == "post.verb"}
    if not taken or not MOVED.search(sentence.span.of(scan.text)):
        return held
    return [
        _as_former(h) if h.person in taken and h.status == "current" and not _national(h) and h.rule != "post.verb" else h
        for h in held
    ]


def _continued(held: list[Holding]) -> list[Holding]:
    """With the posts as taken up that go on a list of such: "bầu ông A giữ chức X, ông B giữ chức Y"."""
    first = min((h.title.span.start for h in held if h.status == "appointed"), default=None)
    return [
        replace(h, status="appointed", sure=True)
        if first is not None and h.status == "current" and h.title.span.start > first and _TAKES.fullmatch(h.lead)
        else h
        for h in held
    ]


def _exchanged(held: list[Holding]) -> list[Holding]:
    """With the posts as taken up that somebody gives up another one for: "thôi giữ chức A, giữ chức B"."""
    left = {h.person: h.title.span.end for h in reversed(held) if h.status == "dismissed" and h.rule == "post.verb"}
    return [
        replace(h, status="appointed", sure=True)
        if h.status == "current" and h.rule == "post.verb" and h.title.span.start > left.get(h.person, h.title.span.start)
        else h
        for h in held
    ]


def _as_former(holding: Holding) -> Holding:
    return replace(holding, status="former", sure=True)


def _national(holding: Holding) -> bool:
    """Seats that nobody leaves by a transfer: the Central Committee, the Politburo, the National Assembly."""
    title = holding.title.value
    return isinstance(title, PostTitle) and title.org is not None and title.org.name in (
        "Ban Chấp hành Trung ương Đảng", "Bộ Chính trị", "Quốc hội",
    )  # fmt: skip
