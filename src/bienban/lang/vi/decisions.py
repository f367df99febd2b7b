"""Decisions on posts that are reported with no occasion named: "Thủ tướng bổ nhiệm ông …", "Năm 1971, Quốc hội bầu ông …".

Only where the headline or lead reports one, or the sentence gives its date; each is an event of the kind personnel-decision.
"""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.deeds import Deed
from bienban.lang.vi.events import event_type
from bienban.lang.vi.scan import Scan
from bienban.model.facts import Key
from bienban.model.mention import DateRange, EventName, Mention, PostTitle
from bienban.model.span import Span

__all__ = ["Decision", "find_decisions"]

_LEAD = 3
_LONGEST = 26
_PUNISHING = frozenset({"kỷ", "cách", "miễn", "bãi", "đình", "hưu"})
_STOPS = frozenset({".", ";", ":", "(", "để", "nhằm", "sau", "khi", "từ", "kể", "do", "vì", "thay", "và", "tại"})


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a post: who it is about, which body took it, when, and its name in the article's words."""

    name: str
    type: str | None
    span: Span
    person: Actor
    body: Key | None
    date: Mention | None
    headline: bool


class _Finder:
    def __init__(self, scan: Scan, actors: Actors, deeds: tuple[Deed, ...]) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self.deeds = deeds
        body = [s.span for s in scan.sentences if not s.headline and not s.caption]
        self.lead = body[min(_LEAD, len(body)) - 1].end if body else 0

    def run(self, *, main_known: bool) -> tuple[Decision, ...]:
        found: list[Decision] = []
        for deed in self.deeds:
            if deed.act is None or deed.act.act not in ("elect", "appoint") or deed.sentence.caption:
                continue
            decision = self._decision(deed)
            if decision is None:
                continue
            leading = deed.sentence.span.start < self.lead and not main_known
            if decision.date is not None or leading:
                found.append(decision)
        return self._distinct(found)

    def _decision(self, deed: Deed) -> Decision | None:
        sentence = deed.sentence.span
        if self.scan.within(sentence, EventName) or deed.act is None:
            return None
        person, body, first = self._parties(deed)
        if person is None:
            return None
        after = self._end(deed)
        span = Span(self.tokens[first].start, self.tokens[after - 1].end)
        if not self.scan.within(span, PostTitle) and not _PUNISHING & set(deed.act.words.split()):
            return None
        name = " ".join(span.of(self.scan.text).split())
        return Decision(
            name, event_type("personnel-decision", name), span, person, body, self._date(sentence), deed.sentence.headline
        )

    def _parties(self, deed: Deed) -> tuple[Actor | None, Key | None, int]:
        """The person decided about, the body that decides, and where the decision's name begins."""
        assert deed.act is not None  # noqa: S101 – run() hands on acts only
        if deed.act.act == "elect":
            person = next((a for a in reversed(deed.doers) if a.person), None)
            return person, None, deed.first
        start = self.tokens.at(deed.sentence.span.start)
        before = self.actors.before(deed.first, start)
        behind = self.actors.within(Span(self.tokens[deed.after - 1].end, deed.sentence.span.end))
        person = behind[0] if behind and behind[0].person and behind[0].first - deed.after <= 4 else None
        if before is None:
            return person if self._by_office(deed.first) else None, None, deed.first
        return (person, None, deed.first) if before.person else (person, before.key, before.first)

    def _by_office(self, index: int) -> bool:
        """Whether an office without a named holder decides ("Thủ tướng Chính phủ vừa bổ nhiệm …")."""
        start = self.tokens[max(0, index - 8)].start
        titles = self.scan.within(Span(start, self.tokens[index].start), PostTitle)
        return bool(titles) and index - self.tokens.at(titles[-1].span.end - 1) <= 4

    def _end(self, deed: Deed) -> int:
        last = self.tokens.at(deed.sentence.span.end - 1) + 1
        limit = min(last, deed.after + _LONGEST)
        for index in range(deed.after + 1, limit):
            token = self.tokens[index]
            inside = token.text == "." and index + 1 < last and self.tokens[index + 1].start == token.end
            if token.key in _STOPS and not inside:
                return index
            if self.tokens[index].text == "," and not self.tokens[min(index + 1, last - 1)].capital:
                return index
        return limit

    def _date(self, sentence: Span) -> Mention | None:
        for mention in self.scan.within(sentence, DateRange):
            if isinstance(mention.value, DateRange) and mention.value.end is None:
                before = self.tokens.at(mention.span.start) - 1
                if before < 0 or self.tokens[before].key not in ("từ", "đến", "sinh", "khóa", "kể"):
                    return mention
        return None

    def _distinct(self, found: list[Decision]) -> tuple[Decision, ...]:
        """One decision per person and date; that of the headline gives way to the body's."""
        kept: dict[tuple[Key, str], Decision] = {}
        for decision in found:
            date = decision.date.value.start if decision.date is not None and isinstance(decision.date.value, DateRange) else None
            key = (decision.person.key, str(date))
            if key not in kept or kept[key].headline:
                kept[key] = decision
        dated = {d.person.key for d in kept.values() if d.date is not None}
        return tuple(d for d in kept.values() if d.date is not None or d.person.key not in dated)


def find_decisions(scan: Scan, actors: Actors, deeds: tuple[Deed, ...], *, main_known: bool) -> tuple[Decision, ...]:
    """The decisions on posts of an article; ``main_known`` where it reports an occasion."""
    return _Finder(scan, actors, deeds).run(main_known=main_known)
