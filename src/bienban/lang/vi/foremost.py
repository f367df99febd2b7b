"""Which occasion an article is about."""

from __future__ import annotations

from bienban.lang.vi.datespans import told_dates
from bienban.lang.vi.framing import frames
from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.zones import Zones
from bienban.model.mention import EventName
from bienban.model.span import Span

__all__ = ["absorbed", "choose_main"]

_FOLDED = frozenset({"conference", "meeting", "session", "symposium"})
_FOLDS = frozenset({"conference", "meeting", "session", "symposium", "voter-meeting", "visit", "other"})
_HOLDING = frozenset({"ceremony", "conference", "congress", "session"})
_LATER = frozenset({"sẽ", "tới", "sắp"})
_ASIDE = frozenset({"trước", "sau", "bị", "mừng", "tới", "thềm", "từ", "về", "theo", "khổ", "dịp", "nhân"})


def absorbed(scan: Scan, found: tuple[Occasion, ...], lead: int) -> tuple[Occasion, ...]:
    """The occasions without those that only tell of the main one.

    A ceremonial act told in the lead ("trao quyết định …") is part of the main occasion that the lead names; a bare head told
    after it without a day of its own ("hội nghị" of an article about a working visit) means it.
    """
    main = next((o for o in found if o.main), None)
    if main is None:
        return found
    kept = []
    for occasion in found:
        if occasion is not main and (_is_part(scan, occasion, main, lead) or _is_bare(scan, occasion, main)):
            main.mentions += occasion.mentions
        else:
            kept.append(occasion)
    return tuple(kept)


def _is_part(scan: Scan, occasion: Occasion, main: Occasion, lead: int) -> bool:
    if main.act or main.bare or not occasion.act or occasion.kind != "ceremony":
        return False
    return occasion.anchor.span.start < lead or (main.kind in _HOLDING and not _of_its_own_day(scan, occasion))


def _is_bare(scan: Scan, occasion: Occasion, main: Occasion) -> bool:
    if not occasion.bare or occasion.context or occasion.kind not in _FOLDED or main.kind not in _FOLDS:
        return False
    return occasion.anchor.span.start >= main.anchor.span.start and not _of_its_own_day(scan, occasion)


def _of_its_own_day(scan: Scan, occasion: Occasion) -> bool:
    """Whether a sentence that names an occasion tells a day."""
    sentences = (scan.sentence_at(m.span.start).span for m in occasion.mentions)
    return any(value.start.day is not None for s in sentences for value in told_dates(scan, s))


def choose_main(scan: Scan, first: Span, lead: int, found: tuple[Occasion, ...]) -> None:
    """Mark the occasion that headline and lead are about; one that lies ahead or is told as background stands back."""
    outer = Zones(m.span for m in scan.mentions if isinstance(m.value, EventName) and m.rule == "event.name")
    best: tuple[float, int] | None = None
    for place, occasion in enumerate(found):
        if occasion.context:
            continue
        score = _weight(scan, outer, first, lead, occasion)
        if score > 0 and (best is None or (score, -place) > best):
            best = (score, -place)
    if best is not None:
        found[-best[1]].main = True


def _weight(scan: Scan, outer: Zones, first: Span, lead: int, occasion: Occasion) -> float:
    starts = [m.span.start for m in occasion.mentions if not outer.cover(m.span)]
    if not starts:
        return -1.0
    score = min(len(starts), 6) * 0.6
    if any(scan.sentence_at(s).headline for s in starts):
        score += 2
    if any(first.start <= s < first.end for s in starts):
        score += 2
    if any(first.start <= s < lead for s in starts):
        score += 2
    if (
        occasion.bare
        and len(scan.tokens[scan.tokens.at(occasion.anchor.span.start) : scan.tokens.at(occasion.anchor.span.end)]) <= 2
    ):
        score -= 1
    if occasion.act:
        score -= 0.5
    if occasion.kind == "other":
        score -= 2.5
    if all(frames(scan.tokens, scan.tokens.at(s)) for s in starts):
        score -= 3
    start = scan.tokens.at(occasion.anchor.span.start)
    before = [t.key for t in scan.tokens[max(0, start - 4) : start]]
    if before[-2:] == ["tổ", "chức"] or before[-1:] == ["dự"]:
        score += 1.5
    elif before and before[-1] in _ASIDE:
        score -= 2
    if _LATER & set(before):
        score -= 1
    return score if starts[0] < lead or len(starts) > 2 else score - 2
