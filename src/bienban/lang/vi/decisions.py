"""Decisions on persons that are reported with no occasion named: "Thủ tướng bổ nhiệm ông …", "bị Tỉnh ủy … kỷ luật".

Only where the headline or lead reports one, the sentence gives its date, or it is a punishment or a body's appointment; each is
an event of the kind personnel-decision, or ``other`` for measures of the police and prosecution ("khởi tố, bắt tạm giam …").
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bienban.lang.tokens import key_set
from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.datespans import of_document
from bienban.lang.vi.deeds import Deed
from bienban.lang.vi.events import event_type
from bienban.lang.vi.scan import Scan
from bienban.model.facts import EventKind, Key
from bienban.model.mention import DateRange, EventName, Mention, PostTitle
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["Decision", "find_decisions"]

_LEAD = 3
_LONGEST = 30
_REACH = 8
_NUMBERED = 18
_FAR = 16
# Verbs that give a post, also to one who leaves another ("thôi giữ chức …, được bầu làm …").
_GIVEN = key_set("bầu bổ phân chỉ điều luân cử")
_POSTED = key_set("vị chức cương")
# The verbs with which a person is said to have got a post, behind "được" or alone, and what says that it is news.
_TAKING = key_set("bầu bổ phân chỉ điều luân phê chuẩn đắc trúng tái nhậm cử")
_JUST = key_set("vừa mới")
_DECIDING = frozenset({"elect", "appoint", "charge", "charged"})
_PUNISHING = key_set("kỷ cách miễn bãi đình hưu cảnh khiển khai buộc giáng thôi")
_PUNISHED = key_set("kỷ cách bãi đình cảnh khiển khai buộc giáng")
_STOPS = key_set(". ; : ( để nhằm sau khi từ kể do vì thay và tại")
_DECREEING = {
    ("quyết", "định"),
    ("thống", "nhất"),
    ("ban", "hành"),
    ("biểu", "quyết"),
    ("bỏ", "phiếu"),
    ("tiến", "hành"),
    ("công", "bố"),
    ("phê", "chuẩn"),
}
# What may stand between a punishment and the body punished.
_OF = key_set("đối với tập thể")
_ASKING = (("tờ", "trình"), ("đề", "nghị"), ("kiến", "nghị"), ("xem", "xét"), ("đề", "xuất"), ("yêu", "cầu"))
_NAMING = frozenset({"event.name", "event.back", "event.part"})


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a person (or a body that is punished): who took it, when, and its name in the article's words."""

    name: str
    kind: EventKind
    type: str | None
    span: Span
    about: Actor
    body: Key | None
    date: Mention | None
    headline: bool

    @property
    def person(self) -> Actor | None:
        """The person decided about."""
        return self.about if self.about.person else None

    @property
    def against(self) -> bool:
        """Whether a post is taken away or a punishment given, which honours nobody."""
        words = frozenset(match_key(self.name).split())
        return bool(words & _PUNISHING) and not words & _GIVEN


class _Finder:
    def __init__(self, scan: Scan, actors: Actors, deeds: tuple[Deed, ...]) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self.deeds = deeds
        body = [s.span for s in scan.sentences if not s.headline and not s.caption]
        self.lead = body[min(_LEAD, len(body)) - 1].end if body else 0

    def run(self, *, main_known: bool, announced: bool) -> tuple[Decision, ...]:
        found: list[Decision] = []
        for deed in self.deeds:
            if deed.act is None or deed.act.act not in _DECIDING or deed.sentence.caption:
                continue
            decision = self._decision(deed)
            if decision is None or (decision.headline and main_known):
                continue
            leading = deed.sentence.span.start < self.lead and not main_known
            if decision.date is not None or leading or (not announced and self._weighty(deed, decision)):
                found.append(decision)
        return self._distinct(found)

    def _weighty(self, deed: Deed, decision: Decision) -> bool:
        """Whether a decision counts without a date: a punishment, or what a body decides on a person."""
        assert deed.act is not None  # noqa: S101 – run() hands on acts only
        if deed.act.act in ("charge", "charged"):
            return False
        if _PUNISHED & set(deed.act.words.split()):
            return True
        named = not isinstance(decision.about.mention.value, PostTitle)
        if deed.act.act == "elect":
            return named and self.tokens[deed.first - 1].key in _JUST and bool(_TAKING & set(deed.act.words.split()))
        return named and deed.act.act == "appoint" and decision.body is not None and not self._unsure(deed.first)

    def _unsure(self, index: int) -> bool:
        """Whether the decision is only wished for, planned or denied."""
        words = {t.key for t in self.tokens[max(0, index - 5) : index]}
        return bool(words & key_set("sẽ đề nghị nếu không chưa có thể việc quy trình xem xét dự kiến giới thiệu"))

    def _decision(self, deed: Deed) -> Decision | None:
        sentence = deed.sentence.span
        if deed.act is None or any(m.rule in _NAMING for m in self.scan.within(sentence, EventName)):
            return None
        about, body, first = self._parties(deed)
        if about is None or self._asked(deed.first):
            return None
        after = self._end(deed)
        span = Span(self.tokens[first].start, self.tokens[after - 1].end)
        charged = deed.act.act in ("charge", "charged")
        punishing = bool(_PUNISHING & set(deed.act.words.split()))
        if not (charged or punishing) and (not about.person or not self.scan.within(span, PostTitle)):
            return None
        kind: EventKind = "other" if charged else "personnel-decision"
        name = " ".join(span.of(self.scan.text).split()).rstrip(" .,")
        date = self._date(sentence)
        return Decision(name, kind, event_type(kind, name), span, about, body, date, deed.sentence.headline)

    def _asked(self, index: int) -> bool:
        """Whether the decision is only asked for ("đề nghị Ban Bí thư kỷ luật …")."""
        words = [t.key for t in self.tokens[max(0, index - 12) : index]]
        return any(pair in _ASKING for pair in pairwise(words))

    def _parties(self, deed: Deed) -> tuple[Actor | None, Key | None, int]:
        """Whom the decision is about, the body that decides, and where the decision's name begins."""
        assert deed.act is not None  # noqa: S101 – run() hands on acts only
        if deed.act.act in ("elect", "charged"):
            person = next((a for a in reversed(deed.doers) if a.person), None)
            return person, None, deed.first
        start = self.tokens.at(deed.sentence.span.start)
        before = self.actors.before(self._decided(deed.first, start), start)
        if before is not None and before.first > start and self.tokens[before.first - 1].key in ("bị", "được"):
            suffered = self.actors.before(before.first - 1, start)
            return suffered, None if before.person else before.key, before.first - 1
        about = self._object(deed)
        if before is None:
            return about if self._by_office(deed.first) else None, None, deed.first
        return (about, None, deed.first) if before.person else (about, before.key, before.first)

    def _decided(self, index: int, start: int) -> int:
        """Where "(đã ký) quyết định" begins that ends at the index, else the index."""
        while index - 2 > start and (self.tokens[index - 2].key, self.tokens[index - 1].key) in _DECREEING:
            index -= 2
        while index - 1 > start and self.tokens[index - 1].key in ("ký", "ra", "có", "việc", "về"):
            index -= 1
        return self._numbered(index, start)

    def _numbered(self, index: int, start: int) -> int:
        """Where "(ra) Quyết định số 12/QĐ-UBND (về việc)" begins that ends at the index, else the index."""
        for at in range(index - 1, max(start, index - _NUMBERED), -1):
            if self.tokens[at].key == "định" and self.tokens[at - 1].key == "quyết":
                if self.tokens[min(at + 1, index - 1)].key != "số":
                    return index
                verb = self.tokens[at - 2].key in ("ký", "ra", "hành") if at - 2 > start else False
                return at - 1 - (2 if verb and self.tokens[at - 2].key == "hành" else 1 if verb else 0)
        return index

    def _object(self, deed: Deed) -> Actor | None:
        """The first person or body behind the verb, no other verb between; of a punishment, the person behind "với"."""
        assert deed.act is not None  # noqa: S101 – run() hands on acts only
        behind = self.actors.within(Span(self.tokens[deed.after - 1].end, deed.sentence.span.end))
        if _PUNISHING & set(deed.act.words.split()):
            behind = tuple(a for a in behind if not self._of_post(a, deed.after)) or behind
        if not behind or behind[0].first - deed.after > (_FAR if self.tokens[behind[0].first - 1].key == "với" else _REACH):
            return None
        gap = self.tokens[deed.after : behind[0].first]
        meant = behind[0].person or all(t.key in _OF for t in gap)
        return behind[0] if meant and not any(t.text in ".,;:" for t in gap) else None

    def _of_post(self, actor: Actor, after: int) -> bool:
        """Whether a body only belongs to the post left ("cho thôi nhiệm vụ đại biểu | Quốc hội | đối với ông …")."""
        gap = {t.key for t in self.tokens[after : actor.first]}
        return not actor.person and bool(gap) and not gap <= _OF

    def _by_office(self, index: int) -> bool:
        """Whether an office without a named holder decides ("Thủ tướng Chính phủ vừa bổ nhiệm …")."""
        start = self.tokens[max(0, index - 8)].start
        titles = self.scan.within(Span(start, self.tokens[index].start), PostTitle)
        return bool(titles) and index - self.tokens.at(titles[-1].span.end - 1) <= 4

    def _end(self, deed: Deed) -> int:
        last = self.tokens.at(deed.sentence.span.end - 1) + 1
        limit = min(last, deed.after + _LONGEST)
        titles = self.scan.within(Span(self.tokens[deed.after - 1].end, deed.sentence.span.end), PostTitle)
        held = {self.tokens.at(t.span.start): t.span.end for t in titles}
        reached = 0
        for index in range(deed.after + 1, limit):
            token = self.tokens[index]
            reached = max(reached, held.get(index, 0))
            if token.start < reached:
                continue
            inside = token.text == "." and index + 1 < last and self.tokens[index + 1].start == token.end
            if token.key == "từ" and self.tokens[min(index + 1, last - 1)].key in _POSTED:
                continue
            if token.key in _STOPS and not inside:
                return index
            if self.tokens[index].text == "," and not self.tokens[min(index + 1, last - 1)].capital:
                return index
        return limit

    def _date(self, sentence: Span) -> Mention | None:
        for mention in self.scan.within(sentence, DateRange):
            if isinstance(mention.value, DateRange) and mention.value.end is None and not of_document(self.scan, mention):
                before = self.tokens.at(mention.span.start) - 1
                if before < 0 or self.tokens[before].key not in ("từ", "đến", "sinh", "khóa", "kể"):
                    return mention
        return None

    def _distinct(self, found: list[Decision]) -> tuple[Decision, ...]:
        """One decision per person and date; that of the headline gives way to the body's."""
        kept: dict[tuple[Key, str], Decision] = {}
        for decision in found:
            date = decision.date.value.start if decision.date is not None and isinstance(decision.date.value, DateRange) else None
            key = (decision.about.key, str(date))
            if key not in kept or kept[key].headline:
                kept[key] = decision
        dated = [d for d in kept.values() if d.date is not None]
        return tuple(d for d in kept.values() if d.date is not None or not any(_alike(d, other) for other in dated))


def _alike(one: Decision, other: Decision) -> bool:
    """Whether two decisions on a person are told in about the same words, or both are charges."""
    words, more = (frozenset(match_key(d.name).split()) for d in (one, other))
    told = one.kind == other.kind == "other" or 5 * len(words & more) >= 3 * min(len(words), len(more))
    return told and one.about.key == other.about.key


def find_decisions(
    scan: Scan, actors: Actors, deeds: tuple[Deed, ...], *, main_known: bool, announced: bool
) -> tuple[Decision, ...]:
    """The decisions on persons of an article.

    ``main_known`` where it reports an occasion, ``announced`` where decisions are what that occasion announces.
    """
    return _Finder(scan, actors, deeds).run(main_known=main_known, announced=announced)
