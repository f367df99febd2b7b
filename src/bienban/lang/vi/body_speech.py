"""Which bodies speak for themselves: as the subject of their clause, or through what they issue ("Kết luận của X nêu rõ").

People speak for a body as a rule ("lãnh đạo X cho biết", "đại diện X nói"), and then the body says nothing.
"""

from __future__ import annotations

from bisect import bisect_left

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.deeds import Deed
from bienban.lang.vi.scan import Scan
from bienban.model.mention import DateRange, OrgName
from bienban.model.span import Span

__all__ = ["BodySpeech"]

# The last syllable of what a body issues, and of what it is said "theo".
_ISSUED = frozenset({"luận", "báo", "cáo", "bản", "văn", "trình", "điện"})
_BY_ISSUE = frozenset({"luận", "báo", "cáo", "tin"})
_NOT_ISSUED = frozenset({"báo cáo", "cảnh báo"})
_NOUN = 4
_NAMED = 3
_FOR = frozenset({"diện", "mặt", "đạo"})
_OPENERS = frozenset({"nhưng", "song", "hiện", "nay", "thì", "rằng", "và", "theo đó"})
_SIGNS = frozenset({",", ";", ":", "-", "–", "(", ")", '"', "“", "”", "*", "•", ".", "]", "…"})


class BodySpeech:
    """The grammar of speaking bodies over one article."""

    def __init__(self, scan: Scan, actors: Actors) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self._sayings = [m.first for m in actors.marks.sayings if m.row.kind is not None]
        self._days = {scan.tokens.at(m.span.end - 1) for m in scan.mentions if isinstance(m.value, DateRange)}

    def speaks(self, body: Actor, deed: Deed) -> bool:
        """Whether a body is the subject of its clause, or what it issued is, and nobody tells what it says."""
        start = self.tokens.at(deed.sentence.span.start)
        value = body.mention.value
        if not isinstance(value, OrgName) or (len(value.name.split()) < _NAMED and value.head == value.name):
            return False
        at = body.first - 1
        issued = at > start and self.tokens[at].key == "của"
        if bisect_left(self._sayings, start) < bisect_left(self._sayings, body.first - 3 if issued else body.first):
            return False
        if at < start:
            return True
        before = self.tokens[at]
        if issued:
            return self._issued(at - 1, start, _ISSUED)
        if before.text in _SIGNS or before.key in _OPENERS or at in self._days:
            return True
        if before.key in _FOR:
            return False
        return any(
            self.actors.marks.word(first, role) == body.first
            for first in range(max(start, at - 3), at + 1)
            for role in ("filler", "section")
        )

    def _issued(self, at: int, start: int, nouns: frozenset[str]) -> bool:
        """Whether what a body issues ends at a token, as the head of the clause."""
        if at <= start or self.tokens[at].key not in nouns:
            return False
        return f"{self.tokens[at - 1].key} {self.tokens[at].key}" not in _NOT_ISSUED or at - 1 == start

    def source(self, deed: Deed) -> Actor | None:
        """The body right behind "theo" before a comma, or whose conclusion or notice is cited."""
        if deed.after >= len(self.tokens):
            return None
        actor = next(iter(self.actors.within(Span(self.tokens[deed.after].start, deed.sentence.span.end))), None)
        if actor is None or actor.person:
            return None
        if actor.first == deed.after:
            follows = self.tokens[actor.after : actor.after + 1]
            return actor if follows and follows[0].text == "," else None
        if actor.first - deed.after > _NOUN or self.tokens[actor.first - 1].key not in ("của", "từ"):
            return None
        noun = self.tokens[actor.first - 2]
        head = f"{self.tokens[actor.first - 3].key} {noun.key}"
        return actor if noun.key in _BY_ISSUE and head != "báo cáo" else None
