"""The words around one mention of an award: its sentence, the verb of giving or taking, where its clause begins."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.tokens import key_set
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.mention import AwardName, Mention, OrgName, PersonName, PlaceName, Quantity
from bienban.model.span import Span

__all__ = ["Act", "Clause", "belongs", "clause_start", "outer"]

_VERBS = key_set("trao tặng thưởng phong nhận đạt đoạt giành giữ gắn truy khen")
_NO_VERB = {"nhận": key_set("ghi công xác cảm chứng"), "thưởng": key_set("giải phần tiền"), "khen": key_set("bằng giấy thư")}
# After these verbs another thing is held, handed over or achieved.
_OTHER = key_set("chức vai quà quyền kỷ gìn đình")
_TAKING = key_set("nhận đạt đoạt giành giữ")
_UNREAL = key_set("xứng đáng đề xét hồ sẽ kiến thu chưa không danh nếu phấn tiêu lễ dự hướng cần để mục xin đăng")
_NOT_RECIPIENT = key_set("của thuộc tại ở do từ")
_REACH = 28


@dataclass(frozen=True, slots=True)
class Act:
    """The verb of giving or taking before an award."""

    index: int
    passive: bool
    taking: bool
    receiver_end: int


class Clause:
    """The sentence around one award."""

    def __init__(self, scan: Scan, entities: Entities, mention: Mention) -> None:
        self.scan, self.entities, self.mention = scan, entities, mention
        tokens = scan.tokens
        sentence = scan.sentence_at(mention.span.start).span
        self.sentence = sentence
        self.start, self.stop = tokens.at(sentence.start), tokens.at(sentence.end)
        self.first, self.after = tokens.at(mention.span.start), tokens.at(mention.span.end)
        inside = [m for m in scan.within(sentence, AwardName) if m is not mention]
        self.before = [m for m in inside if m.span.end <= mention.span.start]
        self.later = [m for m in inside if m.span.start >= mention.span.end]

    def key(self, index: int) -> str:
        """The key of the token at an index, empty beyond the text."""
        return self.scan.tokens[index].key if 0 <= index < len(self.scan.tokens) else ""

    def span(self, first: int, after: int) -> Span:
        """The span of some tokens; where there are none, an empty one after the award."""
        tokens = self.scan.tokens
        if first >= after or first >= len(tokens):
            return Span(self.mention.span.end, self.mention.span.end)
        return Span(tokens[first].start, tokens[min(after, len(tokens)) - 1].end)

    def act(self) -> Act | None:
        """The nearest verb before the award, over earlier awards of a list, not beyond a semicolon."""
        if self.key(self.first) in ("công", "thưởng"):  # "công nhận …", "thưởng nóng" begin the mention
            return self._act(self.first)
        if self.key(self.first) == "thư" and self.key(self.first - 1) in ("có", "gửi"):
            return Act(self.first - 1, passive=False, taking=False, receiver_end=self.first - 1)
        low = max(self.start, self.first - _REACH)
        for index in range(self.first - 1, low - 1, -1):
            key = self.key(index)
            if key == ";":
                return None
            if key == "công" and self.key(index + 1) == "nhận":
                return self._act(index)
            other = index + 1 < self.first and self.key(index + 1) in _OTHER
            if key in _VERBS and self.key(index - 1) not in _NO_VERB.get(key, ()) and not other:
                return self._act(index)
        return None

    def _act(self, index: int) -> Act | None:
        first = index
        while self.key(first - 1) in _VERBS | {"đón", "vinh", "dự", "quyết", "định"}:
            first -= 1
        if any(self._unreal(i) for i in range(max(self.start, first - 4), first)):
            return None
        got = next((i for i in range(first - 1, max(self.start, first - 14) - 1, -1) if self.key(i) in ("được", ";")), None)
        passive = got is not None and self.key(got) == "được"
        if passive and got is not None and self.key(got - 1) in ("sẽ", "chưa", "không", "để"):
            return None
        taking = self.key(index) in _TAKING or self.key(first) in _TAKING
        return Act(index, passive, taking, got if passive and got is not None else first)

    def _unreal(self, index: int) -> bool:
        """Whether a word makes the act one that is only planned or proposed; "vinh dự" is none."""
        key = self.key(index)
        return key in _UNREAL and not (key == "dự" and self.key(index - 1) == "vinh")

    def bounds_after(self) -> tuple[int, int]:
        """The region after the award up to the next award of a list, or the end of the clause."""
        stop = self.stop
        if self.later:
            stop = min(stop, self.scan.tokens.at(self.later[0].span.start))
        for index in range(self.after, stop):
            if self.key(index) == ";":
                return self.after, index
        return self.after, stop

    def reason_end(self, first: int) -> int:
        """Where the words end that may give this award's reason: at a semicolon or an award given to others behind it."""
        for later in self.later:
            at = self.scan.tokens.at(later.span.start)
            between = {self.key(i) for i in range(first, at)}
            if between & {";", "cho", "tặng", "trao", "được"}:
                return next((i for i in range(first, at) if self.key(i) == ";"), at)
        return self.stop

    def mentions(self, span: Span, kind: type[PersonName] | type[OrgName] | type[PlaceName] | type[Quantity]) -> list[Mention]:
        """The mentions of one class inside a span."""
        return list(self.scan.within(span, kind))


def clause_start(clause: Clause, end: int, verb: int) -> int:
    """Where the clause begins whose subject receives: after a semicolon, a bracket, or an earlier award with its own verb."""
    start, closed = clause.start, 0
    for index in range(end - 1, clause.start - 1, -1):
        key = clause.key(index)
        opened = key == "(" and closed == 0
        closed += (key == ")") - (key == "(" and closed > 0)
        if key in (";", ":") or opened or (key == "đó" and clause.key(index - 1) == "trong"):
            start = index + 1
            break
    for earlier in clause.before:
        at = clause.scan.tokens.at(earlier.span.end)
        if at <= verb:
            start = max(start, min(at, end))
    return start


def outer(mentions: list[Mention]) -> list[Mention]:
    """The mentions that lie in no other one of the list."""
    return [m for m in mentions if not any(o is not m and o.span.covers(m.span) and o.span != m.span for o in mentions)]


def belongs(clause: Clause, mention: Mention) -> bool:
    """Whether a word before makes the body or place an attribute of something else ("thuộc Sở …", "tại xã …")."""
    return clause.key(clause.scan.tokens.at(mention.span.start) - 1) in _NOT_RECIPIENT
