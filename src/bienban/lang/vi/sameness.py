"""Whether two designations mean one occasion: by kind, number, words, years, persons and days."""

from __future__ import annotations

import re

from bienban.lang.tokens import key_set
from bienban.lang.vi.datespans import told_dates
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.scan import Scan
from bienban.model.mention import Mention, Ordinal, OrgName, PersonName
from bienban.text import match_key

__all__ = ["Sameness"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOSE = 400
_SHARE, _SHARE_OF_NUMBERED = 0.66, 0.5
_VISITING = frozenset({"visit", "meeting"})
# Words of heads that say no more than that there is an occasion of a kind; "lễ đón" says more.
_GENERIC = key_set("lễ buổi hội nghị cuộc họp làm việc kỳ phiên đại gặp mặt gỡ tiếp xúc cử tri chuyến thăm công tác tọa đàm báo")
_NUMBERED = frozenset({"congress", "session"})


class Sameness:
    """Compares the designations of one article."""

    def __init__(self, scan: Scan, marks: Marks) -> None:
        self.scan = scan
        self.heads = [m.first for m in marks.heads if m.row.kind is not None]

    def agrees(self, occasion: Occasion, words: frozenset[str], ordinal: int | None, mention: Mention) -> bool:
        """Whether a designation with these words and number can mean an occasion of its kind."""
        if occasion.ordinal is not None and ordinal is not None and occasion.ordinal != ordinal:
            return False
        if occasion.bare:
            return self._named_by(occasion, mention) and not occasion.context and self._headline_or_close(occasion, mention)
        if self._apart(occasion, words, mention):
            return False
        if not words or not occasion.words:
            return True
        same_number = ordinal is not None and ordinal == occasion.ordinal and occasion.kind in _NUMBERED
        if same_number and not (self._bodies(mention) and self._bodies(occasion.anchor)):
            return True
        common = len(words & occasion.words)
        return common / min(len(words), len(occasion.words)) >= (_SHARE_OF_NUMBERED if same_number else _SHARE)

    def _named_by(self, occasion: Occasion, mention: Mention) -> bool:
        """Whether a designation can name a bare occasion: one called "lễ đón" only if it is a "lễ đón" too."""
        called = match_key(occasion.name)
        return (
            occasion.anchor.rule == "event.part"
            or set(called.split()) <= _GENERIC
            or match_key(mention.span.of(self.scan.text)).startswith(called)
        )

    def fuller(self, occasion: Occasion, mention: Mention) -> bool:
        """Whether a designation adds the body whose session it is, or the number of a congress."""
        if occasion.kind == "congress":
            return occasion.ordinal is None and self.ordinal(mention) is not None
        return occasion.kind == "session" and self._bodies(mention) and not self._bodies(occasion.anchor)

    def ordinal(self, mention: Mention) -> int | None:
        """The number of the occasion itself, not of one that its designation names ("sơ kết … nghị quyết Đại hội lần thứ IX")."""
        tokens = self.scan.tokens
        first = tokens.at(mention.span.start)
        for inner in self.scan.within(mention.span, Ordinal):
            at = tokens.at(inner.span.start)
            nested = any(first + 1 < head < at and tokens[head - 1].is_word for head in self.heads)
            if isinstance(inner.value, Ordinal) and not nested:
                return inner.value.number
        return None

    def days(self, mention: Mention) -> frozenset[tuple[int | None, int]]:
        """The days told in the sentence of a mention, as month and day."""
        sentence = self.scan.sentence_at(mention.span.start)
        if sentence.headline:
            return frozenset()
        starts = (value.start for value in told_dates(self.scan, sentence.span))
        return frozenset((start.month, start.day) for start in starts if start.day is not None)

    def _apart(self, occasion: Occasion, words: frozenset[str], mention: Mention) -> bool:
        """Whether years, persons or days show two designations to be two occasions."""
        years, own = _years(words), _years(occasion.words)
        if years and own and not years & own:
            return True
        people, known = self._people(mention), self._people(occasion.anchor)
        if people and known and not people & known:
            return True
        if mention.rule != "event.act":
            return False
        met, known_to = self._met(mention), self._met(occasion.anchor)
        if met and known_to and met != known_to and occasion.kind in _VISITING:
            return True
        days, told = self.days(mention), self.days(occasion.anchor)
        return bool(days and told and not days & told)

    def _people(self, mention: Mention) -> frozenset[str]:
        inner = self.scan.within(mention.span, PersonName)
        return frozenset(match_key(m.span.of(self.scan.text)) for m in inner)

    def _met(self, mention: Mention) -> str:
        """The body that a visit or meeting is with."""
        inner = self.scan.within(mention.span, OrgName)
        return match_key(inner[0].value.name) if inner and isinstance(inner[0].value, OrgName) else ""

    def _bodies(self, mention: Mention) -> bool:
        return bool(self.scan.within(mention.span, OrgName))

    def _headline_or_close(self, occasion: Occasion, mention: Mention) -> bool:
        """A bare head takes the designation that follows it close by (the headline's, or the same paragraph's)."""
        return occasion.headline or mention.span.start - occasion.mentions[-1].span.end < _CLOSE


def _years(words: frozenset[str]) -> frozenset[str]:
    return frozenset(year for word in words for year in _YEAR.findall(word))
