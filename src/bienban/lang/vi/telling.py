"""How an article tells of an occasion: what stands around its name, where in the text, in what mood, with what date."""

from __future__ import annotations

from bienban.lang.tokens import key_set
from bienban.lang.vi.datespans import told_dates
from bienban.lang.vi.framing import frames
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.zones import Zones
from bienban.model.mention import DateRange, EventName, Mention, OrgName, PersonName, PlaceName, PostTitle, Sentence
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["Telling"]

_NEAR = 4
_MOODS = (
    ("past", key_set("đã vừa từng")),
    ("ahead", key_set("sẽ sắp dự")),
    ("wished", key_set("cần phải nên nếu mời muốn đề yêu kế để nhằm việc thường không chưa được bị hoặc khi")),
)
_MANY = key_set("các những mọi mỗi từng nhiều một số hàng")
_NAMED = ((PersonName, "person"), (PostTitle, "office"), (OrgName, "body"), (PlaceName, "place"))
_PARTS = (0.1, 0.3, 0.6)
_MUCH, _SOME = 0.6, 0.3
_SHORT, _LONG = 3, 8
_LEAD = 3


class Telling:
    """The clues of one article's telling, by the mention that they are asked for; ``lead`` is where its lead ends."""

    def __init__(self, scan: Scan, marks: Marks, quoted: Zones) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.quoted = quoted
        title = next((s.span for s in scan.sentences if s.headline), None)
        self.title: frozenset[str] = frozenset() if title is None else frozenset(match_key(title.of(scan.text)).split())
        body = [s.span for s in scan.sentences if not s.headline and not s.caption]
        self.lead = body[min(_LEAD, len(body)) - 1].end if body else 0
        self.sayings = {m.first for m in marks.sayings if m.row.kind is not None}

    def clues(self, sentence: Sentence, mention: Mention, value: EventName) -> list[str]:
        """The clues of a mention in a sentence."""
        start, first = self.tokens.at(sentence.span.start), self.tokens.at(mention.span.start)
        found: list[str] = [value.kind, f"head {value.head}", f"date {self._date(sentence)}"]
        found += [f"place {self.place(sentence, mention.span.start)}", f"title {self.title_share(value.name)}"]
        return found + self._around(sentence, mention, start, first) + self._named(mention, value, first)

    def _date(self, sentence: Sentence) -> str:
        """How exact the dates of the sentence are, which are not those of documents."""
        told = told_dates(self.scan, sentence.span)
        if any(d.start.day is not None for d in told):
            return "session" if any(d.session is not None for d in told) else "day"
        return "month" if any(d.start.month is not None for d in told) else "year" if told else "none"

    def place(self, sentence: Sentence, offset: int) -> str:
        """Where in the article: headline, lead, or one of four parts of what follows."""
        if sentence.headline:
            return "headline"
        if offset < self.lead:
            return "lead"
        share = offset / max(len(self.scan.text), 1)
        return str(sum(share > least for least in _PARTS))

    def title_share(self, name: str) -> str:
        """How many of the words of a name the headline has too."""
        words = frozenset(match_key(name).split())
        share = len(words & self.title) / max(len(words), 1)
        return "much" if share >= _MUCH else "some" if share >= _SOME else "little"

    def _around(self, sentence: Sentence, mention: Mention, start: int, first: int) -> list[str]:
        """The mood of the words before the mention, speech, frames, and whether a date stands ahead."""
        words = {t.key for t in self.tokens[max(start, first - _NEAR) : first]}
        found = [name for name, keys in _MOODS if words & keys]
        if self.quoted.hold(mention.span.start):
            found.append("quoted")
        if any(at in self.sayings for at in range(start, first)):
            found.append("said")
        if frames(self.tokens, first):
            found.append("frame")
        if self.scan.within(Span(sentence.span.start, max(sentence.span.start, mention.span.start)), DateRange):
            found.append("date ahead")
        if not any(t.is_word for t in self.tokens[start:first]):
            found.append("opens sentence")
        return found

    def _named(self, mention: Mention, value: EventName, first: int) -> list[str]:
        """What the words behind the head are: how many, whom they name, whether they speak of several."""
        words = len(value.name.split()) - len(value.head.split())
        found = [f"object {'none' if words < 1 else 'short' if words < _SHORT else 'long' if words > _LONG else 'middling'}"]
        found += [f"names {name}" for of, name in _NAMED if self.scan.within(mention.span, of)]
        behind = first + len(value.head.split())
        if any(t.key in _MANY for t in self.tokens[behind : behind + 1]):
            found.append("many")
        return found
