"""Which bodies hold an occasion: "X (phối hợp với Y) tổ chức hội nghị", "hội nghị do X tổ chức", the body whose plenum it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from bienban.lang.tokens import key_set
from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.hosts import Hosts
from bienban.lang.vi.marks import Act, Mark, Marks
from bienban.lang.vi.occasions import Occasion
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.sittings import Sittings
from bienban.lang.vi.zones import Zones
from bienban.model.facts import Key
from bienban.model.mention import EventName, Mention, OrgName
from bienban.model.span import Span

__all__ = ["Organizer", "find_organizers"]

_NEAR = 8
# How often a rule is right, measured against hand-annotated articles.
_SURE = {
    "organizer.subject": 0.95,
    "organizer.passive": 0.95,
    "organizer.act": 0.85,
    "organizer.inherited": 0.6,
    "organizer.having": 0.75,
    "organizer.sitting": 0.9,
    "organizer.council": 0.75,
}
_OWN = frozenset({"conference", "congress", "session", "meeting", "press-conference"})
_OWN_GAP = key_set(
    ", lần thứ của toàn quốc đại biểu bất thường kỳ lệ mở rộng họp nhất hai ba tư năm sáu bảy tám chín mười một thể cuối đầu "
    "định quý tháng trực tuyến"
)
# Acts that are meetings or visits, of which a body can be the subject.
_PAYING_RESPECT = ("dâng", "viếng", "đặt vòng hoa", "thắp", "chào cờ", "vào lăng")
_CALLED = frozenset({"họp", "họp mặt", "gặp mặt"})
_COMING = frozenset({"đến", "tới", "về", "đi", "vào"})
_DONE_BY_BODIES = frozenset({"press-conference", "ceremony", "meeting", "visit", "session", "other"})
# Bodies that sit at a congress without holding it: their congress is named after them.
_OF_PARTY = ("Đảng bộ", "Đảng Cộng sản", "Đảng")


@dataclass(frozen=True, slots=True)
class Organizer:
    """A body that holds an occasion, with the words that say so."""

    occasion: Occasion
    key: Key
    spans: tuple[Span, ...]
    rule: str
    confidence: float

    @property
    def says_so(self) -> bool:
        """Whether the text says that the body holds the occasion (not only that it is its plenum)."""
        return self.rule not in ("organizer.own", "organizer.council")


class _Finder:
    def __init__(self, scan: Scan, marks: Marks, actors: Actors, occasions: tuple[Occasion, ...]) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.marks = marks
        self.actors = actors
        self.hosts = Hosts(scan, marks, actors)
        self.sittings = Sittings(scan, actors)
        self.occasions = tuple(o for o in occasions if not o.context)
        self.names = sorted(((m, o) for o in self.occasions for m in o.mentions), key=lambda x: x[0].span.start)
        self.starts = [m.span.start for m, _ in self.names]
        self.zones = Zones(m.span for m, _ in self.names)
        self.found: list[Organizer] = []

    def run(self) -> tuple[Organizer, ...]:
        for mark in self.marks.acts:
            if mark.row.act == "organize" and not self._inside(mark):
                self._held(mark)
            elif mark.row.act == "attend" and mark.row.words.startswith("có ") and not self._inside(mark):
                self._having(mark)
        for occasion in self.occasions:
            for mention in occasion.mentions:
                if mention.rule == "event.act":
                    self._doing(occasion, mention)
                    self._sitting(occasion, mention)
                else:
                    self._own(occasion, mention)
                    self._sat(occasion, mention)
        self._councils()
        seen: dict[tuple[int, Key], Organizer] = {}
        for organizer in self.found:
            seen.setdefault((id(organizer.occasion), organizer.key), organizer)
        return tuple(seen.values())

    def _span(self, first: int, after: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[after - 1].end)

    def _inside(self, mark: Mark[Act]) -> bool:
        start = self.tokens[mark.first].start
        return self.zones.hold(start)

    def _held(self, mark: Mark[Act]) -> None:
        """The bodies before "tổ chức" where an occasion follows, or between "do" and "tổ chức" behind one."""
        sentence = self.scan.sentence_at(self.tokens[mark.first].start).span
        start = self.tokens.at(sentence.start)
        bodies = self.hosts.by(mark.first, start) or self.hosts.before(mark.first, start)
        inherited = not bodies
        if inherited:
            bodies = self.hosts.subject(mark.first, start)
        if not bodies:
            return
        by = bodies[0].first - 1
        passive = not inherited and by >= start and self.tokens[by].key in ("do", "được")
        occasion = self._behind(by, sentence) if passive else self._ahead(mark.after, sentence)
        if occasion is None:
            return
        rule = "organizer.passive" if passive else "organizer.inherited" if inherited else "organizer.subject"
        self._add(occasion, bodies, self._span(mark.first, mark.after), rule)

    def _add(self, occasion: Occasion, bodies: tuple[Actor, ...], said: Span, rule: str) -> None:
        for body in bodies:
            spans = tuple(sorted((self._span(body.first, body.after), said)))
            self.found.append(Organizer(occasion, body.key, spans, rule, _SURE[rule]))

    def _having(self, mark: Mark[Act]) -> None:
        """The body that "có buổi làm việc", "có cuộc họp": the occasion's designation begins inside the cue."""
        start = self.tokens.at(self.scan.sentence_at(self.tokens[mark.first].start).span.start)
        inside = self._span(mark.first, mark.after)
        place = bisect_right(self.starts, inside.start)
        if place < len(self.names) and self.starts[place] < inside.end:
            occasion = self.names[place][1]
            self._add(occasion, self.hosts.before(mark.first, start), inside, "organizer.having")

    def _in(self, span: Span) -> list[tuple[Mention, Occasion]]:
        """The occasions' mentions that begin in a span, in order."""
        return self.names[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def _ahead(self, index: int, sentence: Span) -> Occasion | None:
        for mention, occasion in self._in(sentence):
            first = self.tokens.at(mention.span.start)
            if first >= index:
                between = self.tokens[index:first]
                return occasion if len(between) <= _NEAR and not any(t.text in ".;:," for t in between) else None
        return None

    def _behind(self, index: int, sentence: Span) -> Occasion | None:
        found: tuple[Mention, Occasion] | None = None
        for mention, occasion in self._in(Span(sentence.start, self.tokens[index].end)):
            if self.tokens.at(mention.span.end - 1) >= index:
                continue
            if found is None or not found[0].span.covers(mention.span):
                found = (mention, occasion)
        return None if found is None else found[1]

    def _doing(self, occasion: Occasion, mention: Mention) -> None:
        """The body that does an act which is an occasion of its own: "X họp báo", "X họp", "X khởi công"."""
        if occasion.kind not in _DONE_BY_BODIES or occasion.name.casefold().startswith(_PAYING_RESPECT):
            return
        first = self.tokens.at(mention.span.start)
        start = self.tokens.at(self.scan.sentence_at(mention.span.start).span.start)
        if first > start and self.tokens[first - 1].key in _COMING:
            first -= 1
        bodies = self.hosts.before(first, start)
        value = mention.value
        called = isinstance(value, EventName) and value.head.casefold() in _CALLED
        if occasion.kind in ("visit", "meeting") and not called and not self._alone(bodies, start):
            return
        self._add(occasion, bodies, mention.span, "organizer.act")

    def _alone(self, bodies: tuple[Actor, ...], start: int) -> bool:
        """Whether bodies are the whole subject, no person's delegation ("ông Hải cùng đoàn của Ban …")."""
        if not bodies or bodies[0].first < start or self.tokens[bodies[0].first - 1].key in ("của", "cùng", "với"):
            return False
        comma = next((at for at in range(bodies[0].first - 1, start, -1) if self.tokens[at].text == ","), start)
        lead = Span(self.tokens[comma].start, self.tokens[bodies[0].first].start)
        return not any(a.person for a in self.actors.within(lead)) and len(bodies[0].mention.span.of(self.scan.text).split()) > 2

    def _sat(self, occasion: Occasion, mention: Mention) -> None:
        """The body that acts at a session: "Tại kỳ họp thứ 18, Ủy ban Kiểm tra … đã đề nghị"."""
        if occasion.kind != "session" and not (occasion.kind == "conference" and occasion.ordinal is not None):
            return
        body = self.sittings.subject(mention)
        if body is not None and not self._known(occasion):
            self._add(occasion, (body,), mention.span, "organizer.sitting")

    def _known(self, occasion: Occasion) -> bool:
        return any(o.occasion is occasion for o in self.found)

    def _councils(self) -> None:
        """The only council of the article holds the sessions of which nothing else is said."""
        for occasion in self.occasions:
            if self._known(occasion):
                continue
            council = self.sittings.council(occasion)
            if council is not None:
                key, mention = council
                spans = tuple(sorted((occasion.anchor.span, mention.span)))
                self.found.append(Organizer(occasion, key, spans, "organizer.council", _SURE["organizer.council"]))

    def _sitting(self, occasion: Occasion, mention: Mention) -> None:
        """The body right behind "họp" ("chủ trì họp Bộ Chính trị")."""
        value = mention.value
        if not isinstance(value, EventName) or value.head != "họp":
            return
        keys = self.actors.entities.keys
        first = self.tokens.at(mention.span.start) + 1
        inner = [m for m in self.scan.within(mention.span, OrgName) if m in keys]
        if inner and self.tokens.at(inner[0].span.start) == first:
            self.found.append(Organizer(occasion, keys[inner[0]], (mention.span,), "organizer.own", 0.75))

    def _own(self, occasion: Occasion, mention: Mention) -> None:
        """The body named right in the designation: "Hội nghị lần thứ 5 Ban Chấp hành …", "kỳ họp thứ 3 Hội đồng nhân dân …"."""
        value = mention.value
        if occasion.kind not in _OWN or not isinstance(value, EventName) or mention.rule != "event.name":
            return
        keys = self.actors.entities.keys
        inner = [m for m in self.scan.within(mention.span, OrgName) if m in keys and m.span.start > mention.span.start]
        if not inner or any(o.occasion is occasion and not o.says_so for o in self.found):
            return
        body = inner[0]
        if isinstance(body.value, OrgName) and (body.value.kind == "government" or self._of_party(occasion, body.value)):
            return
        index = self.tokens.at(mention.span.start) + len(value.head.split())
        between = self.tokens[index : self.tokens.at(body.span.start)]
        numbered = all(t.key in _OWN_GAP or t.is_number or t.text.isupper() for t in between)
        if len(between) <= 7 and numbered:
            self.found.append(Organizer(occasion, keys[body], (mention.span,), "organizer.own", 0.75))

    def _of_party(self, occasion: Occasion, body: OrgName) -> bool:
        """Whether a congress is that of a party organization, which only gives it its name ("Đại hội Đảng bộ tỉnh …")."""
        return occasion.kind == "congress" and body.head in _OF_PARTY


def find_organizers(scan: Scan, marks: Marks, actors: Actors, occasions: tuple[Occasion, ...]) -> tuple[Organizer, ...]:
    """The organizers of all occasions, each once, in the order found."""
    return _Finder(scan, marks, actors, occasions).run()
