"""Whether an act ("thăm và làm việc tại …") is done by somebody, so that it can be an occasion of its own."""

from __future__ import annotations

from bienban.lang.vi.actors import Actors
from bienban.lang.vi.datespans import told_dates
from bienban.lang.vi.framing import frames
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.scan import Scan
from bienban.model.facts import Key
from bienban.model.mention import DateRange, EventName, Mention, Sentence
from bienban.model.span import Span

__all__ = ["Acts"]

_REACH = 16
_DONE = frozenset({"đã", "vừa", "sẽ", "đến", "tới", "cũng", "trực", "tiếp"})
_COMING = frozenset({"đến", "tới", "về", "đi"})
# Verbs that only say how an act begins or is done ("lên đường | thăm", "tiến hành | kiểm tra").
_AUXILIARY = (
    ("lên", "đường"),
    ("bắt", "đầu"),
    ("tiến", "hành"),
    ("trực", "tiếp"),
    ("lên", "đường", "sang"),
    ("sang",),
    ("xuống",),
    ("ra", "quyết", "định"),
    ("có", "quyết", "định"),
    ("ký", "quyết", "định"),
    ("ban", "hành", "quyết", "định"),
    ("dự", "kiến"),
    ("dự", "kiến", "sẽ"),
    ("đến", "tận", "nhà"),
    ("đến", "tận", "nhà", "riêng"),
    ("có", "công", "văn"),
    ("có", "văn", "bản"),
)
# What a group is called that goes somewhere without being named again: "đoàn (công tác)", "các đại biểu".
_GROUPS = (("đoàn",), ("các", "đại", "biểu"), ("các", "đồng", "chí"))
_GROUP_NAMED = 8
_UNSURE = frozenset({"cần", "phải", "nên", "nếu", "mời", "muốn", "đề", "yêu", "kế", "việc", "được", "thường", "không", "chưa"})
_SAID = 2
_TALKS = frozenset({"hội", "gặp", "tiếp", "thăm", "đến", "tới", "làm", "tham", "điện"})
_NAMING = frozenset({"event.name", "event.back", "event.part"})
_OPENING = frozenset({"khi", "tại", "sau", "trong"})


class Acts:
    """The grammar of acts over one article."""

    def __init__(self, scan: Scan, marks: Marks, actors: Actors) -> None:
        self.scan = scan
        self.marks = marks
        self.actors = actors
        self._held = {m.after for m in marks.acts if m.row.act in ("organize", "chair", "attend", "take-place")}
        self._verbs = {m.first for m in marks.acts} | {m.first for m in marks.sayings}

    def doer(self, mention: Mention) -> Key | None:
        """The person right before an act or before "có chuyến …"."""
        first = self.scan.tokens.at(mention.span.start)
        start = self.scan.tokens.at(self.scan.sentence_at(mention.span.start).span.start)
        actor = self.actors.before(first, start)
        return actor.key if actor is not None and actor.person else None

    def goes(self, mention: Mention) -> bool:
        """Whether the act is told as done by a verb of coming or a word of the past right before it ("đã đến thăm …")."""
        first = self.scan.tokens.at(mention.span.start)
        words = {t.key for t in self.scan.tokens[max(0, first - 2) : first]}
        if not words & (_DONE | _COMING) or "sẽ" in words:
            return False
        start = self.scan.tokens.at(self.scan.sentence_at(mention.span.start).span.start)
        return self.doer(mention) is not None or self._by_group(self.verb(mention, start), start)

    def met(self, mention: Mention) -> bool:
        """Whether a meeting is told with the one met: an office-holder or body right behind the verb, and nothing wished for."""
        value, first = mention.value, self.scan.tokens.at(mention.span.start)
        if not isinstance(value, EventName) or value.kind != "meeting" or value.head == "đón":
            return False
        unsure = {t.key for t in self.scan.tokens[max(0, first - 4) : first]} & _UNSURE
        behind = first + len(value.head.split())
        others = self.actors.within(Span(mention.span.start, max(mention.span.end, mention.span.start + 1)))
        return not unsure and any(a.first <= behind + 2 for a in others)

    def within_other(self, sentence: Span, mention: Mention) -> bool:
        """Whether the sentence tells the act as part of an occasion behind it ("ra mắt tại phiên bế mạc")."""
        others = self.scan.within(Span(mention.span.end, max(mention.span.end, sentence.end)), EventName)
        before = (self.scan.tokens.at(m.span.start) - 1 for m in others if m.rule != "event.act")
        return any(at >= 0 and self.scan.tokens[at].key in ("tại", "trong") for at in before)

    def counts(self, sentence: Sentence, mention: Mention, value: EventName, lead: int) -> bool:
        """Whether an act is dated, told in the lead, or as the next thing that somebody did."""
        inner = told_dates(self.scan, sentence.span)
        dated = any(v.start.day is not None or (v.start.month is not None and value.kind != "ceremony") for v in inner)
        if value.kind == "ceremony" and not sentence.headline:
            return dated and not self.within_other(sentence.span, mention)
        going_on = value.kind in ("visit", "meeting") and (self.turning(sentence.span) or self.goes(mention) or self.met(mention))
        return dated or going_on or sentence.headline or mention.span.start < lead

    def before(self, sentence: Sentence, mention: Mention, acted: set[int]) -> bool:
        """Whether the sentence names an occasion ahead of an act, which it is then part of ("tổ chức lễ …, trao …")."""
        ahead = Span(sentence.span.start, max(sentence.span.start, mention.span.start))
        told = (m for m in self.scan.beginning_in(ahead, EventName) if m.rule in _NAMING or id(m) in acted)
        return any(not frames(self.scan.tokens, self.scan.tokens.at(m.span.start)) for m in told)

    def joined(self, mention: Mention, value: EventName) -> bool:
        """Whether a visit or meeting is joined to what is told before it ("hội đàm với …; hội kiến …", "trồng cây và thăm …")."""
        first = self.scan.tokens.at(mention.span.start)
        before = [t.key for t in self.scan.tokens[max(0, first - 2) : first]]
        if value.kind not in ("visit", "meeting") or len(value.name.split()) - len(value.head.split()) < _SAID:
            return False
        return "và" in before or before[-1:] == [";"] or (before[-1:] == [","] and value.head.split()[0] in _TALKS)

    def done(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether someone is said to do the act: before the verb, or behind it where the verb opens the sentence."""
        start = self.scan.tokens.at(sentence.span.start)
        first = self.verb(mention, start)
        begun = self.scan.tokens.at(mention.span.start)
        held = bool(self._held & {first - 2, first - 1, first, begun - 1, begun})
        if held or self.actors.before(first, start) is not None or self._told_of(first, start) or self._by_group(first, start):
            return True
        if isinstance(mention.value, EventName) and mention.value.kind == "session" and first > start + 1:
            return [t.key for t in self.scan.tokens[first - 2 : first]] == ["đại", "biểu"]
        clear = all(not t.is_word or t.key in _OPENING for t in self.scan.tokens[start:first]) or self._dated_before(start, first)
        after = self.scan.tokens.at(mention.span.end - 1) + 1
        rest = Span(mention.span.end, max(mention.span.end, sentence.span.end))
        behind = [a for a in self.actors.within(rest) if a.person and a.first - after <= _REACH]
        if not clear or not behind:
            return False
        return self.scan.tokens[after].text == "," or self._comma_before(behind[0].first, after)

    def _told_of(self, first: int, start: int) -> bool:
        """Whether unnamed people go with the one named last before the verb ("bà Thử, lãnh đạo thành phố đã đi kiểm tra")."""
        window = Span(self.scan.tokens[start].start, self.scan.tokens[first].start)
        named = [a for a in self.actors.within(window) if a.after <= first]
        if not named or first - named[-1].after > _REACH:
            return False
        gap = self.scan.tokens[named[-1].after : first]
        verbs = not self._verbs.isdisjoint(range(named[-1].after, first))
        joined = bool(gap) and gap[0].key in (",", "và", "cùng", "-", "–") and gap[-1].key in _DONE
        return joined and not verbs and not any(t.text in ".:;" for t in gap)

    def _by_group(self, first: int, start: int) -> bool:
        """Whether a group named before is the subject: "Chiều cùng ngày, đoàn công tác (của …) đã | đến thăm"."""
        tokens, at = self.scan.tokens, first
        while at > start and tokens[at - 1].key in _DONE:
            at -= 1
        if at == first:
            return False
        for head in range(at - 1, max(start - 1, at - _GROUP_NAMED - 1), -1):
            if not tokens[head].is_word:
                return False
            keys = tuple(t.key for t in tokens[head : head + 3])
            if any(keys[: len(group)] == group for group in _GROUPS):
                return head == start or tokens[head - 1].text in ",;"
        return False

    def verb(self, mention: Mention, start: int) -> int:
        """Where the verb of an act begins, a verb of coming before it included ("đã tới | kiểm tra")."""
        first = self.scan.tokens.at(mention.span.start)
        if first - 1 > start and self.scan.tokens[first - 1].key in _COMING:
            first -= 1
        for words in _AUXILIARY:
            if tuple(t.key for t in self.scan.tokens[max(start, first - len(words)) : first]) == words:
                return first - len(words)
        return first

    def _comma_before(self, first: int, after: int) -> bool:
        """Whether a comma (and an honorific) stands before the one behind the act."""
        return any(self.scan.tokens[at].text == "," for at in range(max(after, first - 3), first))

    def _dated_before(self, start: int, first: int) -> bool:
        """Whether the verb follows the date that opens the sentence ("Ngày 7/2, làm việc với …")."""
        if first == start:
            return False
        opening = Span(self.scan.tokens[start].start, self.scan.tokens[first].start)
        days = self.scan.within(opening, DateRange)
        return bool(days) and self.scan.tokens.at(days[-1].span.end - 1) >= first - 3

    def turning(self, sentence: Span) -> bool:
        """Whether a sentence goes over to another occasion ("Trước đó, …", "Cùng ngày, …", "Dịp này, …")."""
        return self.marks.word(self.scan.tokens.at(sentence.start), "section") is not None
