"""Which occasion an article is about."""

from __future__ import annotations

from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.scan import Scan
from bienban.model.mention import EventName, Mention
from bienban.model.span import Span

__all__ = ["absorbed", "choose_main"]

_LATER = frozenset({"sẽ", "tới", "sắp"})
_ASIDE = frozenset({"trước", "sau", "bị", "mừng", "tới", "thềm", "từ", "về", "theo"})


def absorbed(found: tuple[Occasion, ...], lead: int) -> tuple[Occasion, ...]:
    """A ceremonial act told in the lead ("trao quyết định …") is part of the main occasion that the lead names."""
    main = next((o for o in found if o.main), None)
    if main is None or main.act or main.bare:
        return found
    kept = []
    for occasion in found:
        if occasion.act and occasion.kind == "ceremony" and occasion.anchor.span.start < lead and not occasion.main:
            main.mentions += occasion.mentions
        else:
            kept.append(occasion)
    return tuple(kept)


def choose_main(scan: Scan, first: Span, lead: int, found: tuple[Occasion, ...]) -> None:
    """Mark the occasion that headline and lead are about; one that lies ahead or is told as background stands back."""
    best: tuple[float, int] | None = None
    for place, occasion in enumerate(found):
        if occasion.context:
            continue
        score = _weight(scan, first, lead, occasion)
        if score > 0 and (best is None or (score, -place) > best):
            best = (score, -place)
    if best is not None:
        found[-best[1]].main = True


def _around(scan: Scan, occasion: Occasion) -> Span:
    """The sentences of an occasion's mentions, from the first to the last."""
    first, last = occasion.mentions[0].span, occasion.mentions[0].span
    for mention in occasion.mentions:
        first, last = min(first, mention.span), max(last, mention.span)
    return Span(scan.sentence_at(first.start).span.start, max(scan.sentence_at(last.start).span.end, last.end))


def _inside(mention: Mention, outer: Mention) -> bool:
    """Whether a mention is only part of another's designation."""
    return mention is not outer and outer.span != mention.span and outer.span.covers(mention.span)


def _weight(scan: Scan, first: Span, lead: int, occasion: Occasion) -> float:
    outer = [m for m in scan.within(_around(scan, occasion), EventName) if m.rule == "event.name"]
    starts = [m.span.start for m in occasion.mentions if not any(_inside(m, o) for o in outer)]
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
    start = scan.tokens.at(occasion.anchor.span.start)
    before = [t.key for t in scan.tokens[max(0, start - 4) : start]]
    if before[-2:] == ["tổ", "chức"] or before[-1:] == ["dự"]:
        score += 1.5
    elif before and before[-1] in _ASIDE:
        score -= 2
    if _LATER & set(before):
        score -= 1
    return score if starts[0] < lead or len(starts) > 2 else score - 2
