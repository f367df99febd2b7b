"""Occasions: which designations mean the same one, when and where it was, and which of them the article is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from bienban.lang.en.chunk import Chunk, Occasion, Word
from bienban.lang.en.dates import with_year
from bienban.lang.en.story import Passage, Story
from bienban.model.facts import Event, Key
from bienban.model.mention import DateRange, PlaceName
from bienban.model.span import Evidence

__all__ = ["Happening", "Occasions", "find_occasions"]

_RECENT = 100
_NAMED, _POINTED = 0.85, 0.7
_BETWEEN = tuple(Word(key) for key in ("the", "northern", "southern", "central", "mountainous"))


@dataclass(slots=True)
class Happening:
    """One occasion as it is put together; ``done`` once somebody is said to do something at it."""

    key: Key
    value: Occasion
    proofs: list[Evidence]
    when: DateRange | None = None
    place: Key | None = None
    done: bool = False
    main: bool = False

    def fact(self) -> Event:
        """The fact."""
        value, when = self.value, self.when
        return Event(
            key=self.key, kind=value.kind, type=value.type, name=value.name, evidence=tuple(self.proofs), place=self.place,
            start=None if when is None else when.start, end=None if when is None else when.end, main=self.main,
            listed=self.done or self.main, ordinal=value.ordinal if value.kind in ("congress", "session") else None,
        )  # fmt: skip


@dataclass(slots=True)
class Occasions:
    """All of an article, and which designation means which: by sentence and first token."""

    found: list[Happening] = field(default_factory=list)
    of: dict[int, Happening] = field(default_factory=dict)
    current_at: dict[int, Happening] = field(default_factory=dict)
    latest: Happening | None = None


def find_occasions(story: Story) -> Occasions:
    """Go through the body in order; a headline names its occasion again below."""
    occasions = Occasions()
    for passage in story.passages:
        if passage.sentence.headline:
            continue
        for chunk in story.occasions(passage):
            if isinstance(chunk.value, Occasion):
                _settle(story, occasions, passage, chunk, chunk.value)
        for deed in passage.deeds:
            happening = None if deed.occasion is None else occasions.of.get(deed.occasion.start)
            if happening is not None:
                happening.done = True
        if occasions.found:
            occasions.current_at[passage.line.start] = _current(story, occasions, passage)
    main = next((h for h in occasions.found if h.done), None) or next((h for h in occasions.found if h.when is not None), None)
    if main is not None:
        main.main = True
    return occasions


def _current(story: Story, occasions: Occasions, passage: Passage) -> Happening:
    """The occasion that a sentence tells of: the last one named in it that is done, else that of the sentence before."""
    named = [occasions.of[c.start] for c in story.occasions(passage) if c.start in occasions.of]
    occasions.latest = next((h for h in reversed(named) if h.done), occasions.latest)
    return occasions.found[0] if occasions.latest is None else occasions.latest


def _settle(story: Story, occasions: Occasions, passage: Passage, chunk: Chunk, value: Occasion) -> None:
    known = _meant(occasions, passage, chunk, value)
    sure = _POINTED if value.definite else _NAMED
    proof = Evidence(spans=(passage.line.span(chunk.start, chunk.end),), rule=chunk.rule, confidence=sure)
    if known is None:
        if value.definite:
            return
        known = Happening(Key(f"e{len(occasions.found) + 1}"), value, [])
        occasions.found.append(known)
    known.proofs.append(proof)
    if len(value.name) > len(known.value.name) and not value.definite and known.value.definite:
        known.value = value
    occasions.of[chunk.start] = known
    if known.when is None:
        known.when = _when(story, passage, chunk)
    if known.place is None:
        known.place = _where(story, passage, chunk)


def _meant(occasions: Occasions, passage: Passage, chunk: Chunk, value: Occasion) -> Happening | None:
    """An earlier one of the same kind for "the conference", the last of all for "the event", the one of the same name."""
    recent = occasions.found[-_RECENT:]
    same = [h for h in recent if h.value.kind == value.kind]
    if value.definite:
        if value.head == "event":
            return occasions.found[-1] if occasions.found else None
        called = [h for h in recent if value.head in h.value.head.split()]
        return called[-1] if called else same[-1] if same else None
    for happening in same:
        if happening.value.name.casefold() == value.name.casefold():
            return happening
    determined = passage.line.key(chunk.start - 1) in ("the", "this")
    return same[0] if determined and len(same) == 1 and same[0].value.head == value.head else None


def _when(story: Story, passage: Passage, chunk: Chunk) -> DateRange | None:
    """The nearest day in the sentence, before another occasion is named."""
    others = [c.start for c in story.occasions(passage) if c.start != chunk.start]
    found = []
    for date in passage.chunks:
        if isinstance(date.value, DateRange):
            low, high = sorted((chunk.start, date.start))
            if not any(low < other < high for other in others):
                found.append((abs(date.start - chunk.start), date.value))
    return with_year(min(found, key=lambda pair: pair[0])[1], story.article.published) if found else None


def _where(story: Story, passage: Passage, chunk: Chunk) -> Key | None:
    """The first place behind "in" or "at" after the designation, before another occasion."""
    for index, other in enumerate(passage.chunks):
        if other.start <= chunk.start:
            continue
        if isinstance(other.value, Occasion):
            return None
        if isinstance(other.value, PlaceName) and _behind_preposition(passage.chunks, index):
            return story.cast.place(other.value)
    return None


def _behind_preposition(chunks: tuple[Chunk, ...], index: int) -> bool:
    at = index - 1
    while at >= 0 and chunks[at].value in _BETWEEN:
        at -= 1
    return at >= 0 and chunks[at].value in (Word("in"), Word("at"))
