"""Who takes part in which occasion, in which role and in whose name.

Roles follow the annotation guide: chair (chủ trì), speaker (phát biểu, báo cáo, cho biết tại), attendee (dự), presenter (trao),
honoree (nhận, được trao, được bầu). Whoever is reported as saying something at an occasion is a speaker there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.behind import PUNISHING, Behind, NamedBehind
from bienban.lang.vi.deeds import Deed
from bienban.lang.vi.honours import decides_posts, relieved, taken_up
from bienban.lang.vi.marks import Act
from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.part import Part
from bienban.lang.vi.presence import Presence, Roles
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.visitors import find_visitors
from bienban.lang.vi.where import Where
from bienban.model.facts import Key, ParticipationRole
from bienban.model.mention import AwardName, PostTitle, Sentence
from bienban.model.span import Span

__all__ = ["find_parts"]

_ROLES: dict[str, ParticipationRole] = {
    "attend": "attendee",
    "chair": "chair",
    "speak": "speaker",
    "present": "presenter",
    "receive": "honoree",
    "elect": "honoree",
}
# What a delegation goes to: whoever belongs to it need not be at the conference that its journey is also for.
_TRAVELLED = frozenset({"visit", "meeting", "voter-meeting", "ceremony", "other"})
_THERE = frozenset({"tại", "trong", "ở"})
_PLAN_REACH = 5
_JOURNEY = 8
# How far behind a cue its object may begin, and what may stand between.
_NEXT = 3
_LEADING_TO = frozenset({"tại", "ở", "trong", "với", "các", "cả", "khai", "mạc", "bế", "chỉ", "đạo", "kết", "luận"})
# How often a cue is right, measured against hand-annotated articles, where it is not 0.9.
_TALKS = frozenset({"meeting", "session", "press-conference", "voter-meeting", "conference", "symposium"})
_CEREMONIES = frozenset({"ceremony", "congress"})
_TO_PRESS = re.compile(r"\b(?:phóng viên|PV|báo chí|chia sẻ với|trao đổi với)\b")
_SURE = {"speak": 0.95, "chair": 0.95, "elect": 0.95, "receive": 0.95, "present": 0.88}
_NEEDS_OCCASION = frozenset(
    {"dẫn đầu", "làm trưởng đoàn", "điều hành", "điều khiển", "tham gia", "có mặt", "nhận", "chứng kiến", "cùng tham gia"}
)
_PLANNING = frozenset(
    {("đề", "nghị"), ("kiến", "nghị"), ("xem", "xét"), ("dự", "kiến"), ("tờ", "trình"), ("ý", "kiến"), ("trình", "hội")}
)


class _Finder:
    def __init__(self, scan: Scan, actors: Actors, where: Where) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self.where = where
        self.behind = Behind(scan, actors)
        self.named = [m.span for m, _ in where.names if m.rule == "event.name"]
        self.found: list[Part] = []
        self.elected: tuple[Sentence, Occasion] | None = None
        self.chairing: frozenset[tuple[int, Key]] = frozenset()

    def _span(self, first: int, after: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[after - 1].end)

    def take(self, deed: Deed) -> None:
        act = deed.act
        if act is None:
            self._said(deed)
            return
        occasion = self._occasion(deed, act)
        if occasion is None or (act.act == "speak" and self.where.aside(deed.sentence.span)):
            return
        if act.act == "attend" and occasion.kind not in _TRAVELLED and self._of_delegation(deed, act):
            return
        if act.act == "attend" and (deed.opening or not act.before):
            self._list(deed, occasion, "attendee", listed=not act.before)
        elif act.act == "elect" and self.behind.heads_list(deed) and self._decides(deed, occasion):
            self._list(deed, occasion, "honoree", listed=False)
            self.elected = (deed.sentence, occasion)
        elif act.act == "receive" and not deed.doers and self._awarded(deed):
            self._list(deed, occasion, "honoree", listed=False)
        elif act.act == "more":
            self._more(deed)
        elif act.act == "chair" and deed.opening and self.behind.labelled(deed):
            self._list(deed, occasion, "chair", listed=False)
        elif act.act == "chair" and not act.before:
            self._add_all(self.behind.right_behind(deed, "participation.chair.behind"), occasion, "chair", deed)
        elif act.act == "appoint":
            if self._decides(deed, occasion) and not self._planned(deed):
                self._add_all(self.behind.appointed(deed), occasion, "honoree", deed)
        elif act.act == "elect" and not self._decides(deed, occasion):
            return
        elif act.act in _ROLES and deed.doers:
            self._done(deed, occasion, _ROLES[act.act])

    def _of_delegation(self, deed: Deed, act: Act) -> bool:
        """Whether a cue lists who belongs to a delegation: "Tham gia Đoàn còn có …", "thành phần đoàn gồm …"."""
        if not act.before:
            return "đoàn" in act.words.split()
        return deed.opening and deed.after < len(self.tokens) and self.tokens[deed.after].key == "đoàn"

    def _said(self, deed: Deed) -> None:
        """Who says something at an occasion named right behind the verb: "ông Hải chia sẻ tại | buổi lễ"."""
        occasion = self._object(deed)
        said = deed.saying is not None and deed.saying.kind is not None
        if occasion is None or not said or self.tokens[deed.after].key not in _THERE or self.where.aside(deed.sentence.span):
            return
        for actor in deed.doers:
            self._add(actor, occasion, "speaker", deed, "participation.speak", _SURE["speak"])

    def _occasion(self, deed: Deed, act: Act) -> Occasion | None:
        """Where a deed is done: at the occasion that the cue has as its object, else where its sentence or the text is at."""
        if act.words.startswith("có ") and act.before:
            return self._begun(deed)
        return self._object(deed) or self.where.at(deed.sentence.span, self.tokens[deed.first].start)

    def _begun(self, deed: Deed) -> Occasion | None:
        """The occasion whose designation begins inside the cue ("có cuộc hội đàm với …")."""
        inside = self._span(deed.first, deed.after)
        return next((o for m, o in self.where.names if inside.start < m.span.start < inside.end), None)

    def _object(self, deed: Deed) -> Occasion | None:
        """The occasion named right behind the cue ("sau hội đàm, X chứng kiến | lễ ký kết", "phát biểu tại | lễ khai mạc")."""
        near = self.tokens[deed.after : deed.after + _NEXT + 1]
        for place, token in enumerate(near):
            occasion = self.where.begun_at(token.start)
            if occasion is not None:
                return occasion if all(t.key in _LEADING_TO for t in near[:place]) else None
        return None

    def _add(self, actor: Actor, occasion: Occasion, role: ParticipationRole, deed: Deed, rule: str, sure: float) -> None:
        if role == "honoree" and relieved(self.scan.text, deed.sentence.span.start, self.tokens[actor.first].start):
            return
        if actor.person and not any(span.covers(actor.mention.span) for span in self.named):
            spans = tuple(sorted((self._span(actor.first, actor.after), self._span(deed.first, deed.after))))
            self.found.append(Part(occasion, actor.key, role, spans, rule, sure, actor.posts))

    def _done(self, deed: Deed, occasion: Occasion, role: ParticipationRole) -> None:
        act = deed.act
        assert act is not None  # noqa: S101 – take() hands on acts only
        if act.words in _NEEDS_OCCASION and not self._near_name(deed) and not self._awarded(deed):
            return
        if act.act == "elect" and (act.words.startswith("bị ") or any(words in act.words for words in PUNISHING)):
            return
        if (
            role == "presenter"
            and act.words.startswith("tặng")
            and all(isinstance(a.mention.value, PostTitle) for a in deed.doers)
        ):
            return  # the office confers, and nobody is said to hand it over
        kind = "having" if act.act == "attend" and act.words.startswith("có ") else act.act
        rule = f"participation.{kind}" + (".fronted" if deed.fronted else ".joined" if deed.inherited else "")
        sure = 0.85 if deed.inherited else _SURE.get(act.act, 0.9)
        for actor in deed.doers:
            self._add(actor, occasion, role, deed, rule, sure)
        if role == "presenter":
            self._add_all(self.behind.recipients(deed), occasion, "honoree", deed)

    def _awarded(self, deed: Deed) -> bool:
        """Whether the name of an award stands right behind the cue ("nhận Huy hiệu 50 năm tuổi Đảng")."""
        if deed.act is None or deed.act.act != "receive":
            return False
        awards = self.scan.within(Span(self.tokens[deed.after - 1].end, deed.sentence.span.end), AwardName)
        return bool(awards) and self.tokens.at(awards[0].span.start) - deed.after <= 1

    def _near_name(self, deed: Deed) -> bool:
        """Whether an occasion is named before the cue or right behind it ("tham gia hội nghị", not "tham gia góp ý cho …")."""
        sentence = deed.sentence.span
        for mention, _ in self.where.names:
            if sentence.start <= mention.span.start < sentence.end:
                first = self.tokens.at(mention.span.start)
                if first < deed.first or first - deed.after <= 2 or self._travels(deed, first):
                    return True
        return False

    def _travels(self, deed: Deed, first: int) -> bool:
        """Whether a delegation is led to what begins at a token: "dẫn đầu đoàn công tác có | buổi làm việc"."""
        gap = self.tokens[deed.after : first]
        return len(gap) <= _JOURNEY and gap[0].key == "đoàn" and not any(t.text in ",.;:" for t in gap)

    def _decides(self, deed: Deed, occasion: Occasion) -> bool:
        """Whether posts are decided on at the occasion: it is named in the sentence, or it is a congress, session or the like."""
        named = self.where.named(deed.sentence.span, self.tokens[deed.first].start)
        if named is not occasion and self.where.leads_away(deed.sentence.span, self.tokens[deed.first].start, occasion):
            return False
        if occasion.main and occasion.kind == "conference" and deed.act is not None and "bầu" in deed.act.words.split():
            return True
        return named is occasion or decides_posts(occasion)

    def _planned(self, deed: Deed) -> bool:
        """Whether a post is only to be decided on ("Quốc hội sẽ bầu …", "đề nghị phê chuẩn …")."""
        before = [t.key for t in self.tokens[max(0, deed.first - _PLAN_REACH) : deed.first]]
        return "sẽ" in before or any(pair in _PLANNING for pair in pairwise(before))

    def _list(self, deed: Deed, occasion: Occasion, role: ParticipationRole, *, listed: bool) -> None:
        """All persons of a list behind a cue; whoever chairs is listed among the guests without being one."""
        start = deed.sentence.span.start
        for one in self.behind.listed(deed, listed=listed, guests=role == "attendee"):
            if one.inside and role == "attendee" and (start, one.actor.key) in self.chairing:
                continue
            self._add(one.actor, occasion, role, deed, one.rule, one.sure)

    def _more(self, deed: Deed) -> None:
        """A list that goes on with those elected: "Ban Thường vụ còn có các đồng chí: …"."""
        if self.elected is None:
            return
        sentence, occasion = self.elected
        if 0 <= deed.sentence.paragraph - sentence.paragraph <= 3:
            self._list(deed, occasion, "honoree", listed=True)

    def _add_all(self, named: Iterable[NamedBehind], occasion: Occasion, role: ParticipationRole, deed: Deed) -> None:
        for one in named:
            self._add(one.actor, occasion, role, deed, one.rule, one.sure)


def _merged(parts: Iterable[Part]) -> tuple[Part, ...]:
    """One part per occasion, person and role: the first, with the posts of all."""
    kept: dict[tuple[int, Key, str], Part] = {}
    for part in parts:
        key = (id(part.occasion), part.person, part.role)
        known = kept.get(key)
        if known is None:
            kept[key] = part
        elif part.posts:
            posts = tuple(dict.fromkeys((*known.posts, *part.posts)))
            spans = known.spans if known.posts else known.spans + part.spans
            kept[key] = Part(known.occasion, known.person, known.role, spans, known.rule, known.confidence, posts)
    return tuple(kept.values())


def find_parts(scan: Scan, actors: Actors, deeds: tuple[Deed, ...], where: Where, said: Iterable[Part]) -> tuple[Part, ...]:
    """Who takes part, each person once per occasion and role; ``said`` are the speakers that statements show."""
    finder = _Finder(scan, actors, where)
    presence = Presence(scan, actors, where)
    finder.chairing = frozenset(
        (d.sentence.span.start, a.key) for d in deeds if d.act is not None and d.act.act == "chair" for a in d.doers
    )
    for deed in deeds:
        finder.take(deed)
    finder.found.extend(taken_up(scan, actors, where, {(id(p.occasion), p.person) for p in finder.found if p.role == "honoree"}))
    there = _roles((*finder.found, *presence.acts({})))
    finder.found.extend(part for part in said if _spoke_there(part, there, scan, where))
    roles = _roles(finder.found)
    finder.found = [*presence.acts(roles), *(part for part in finder.found if not _told_otherwise(part, roles))]
    finder.found.extend(presence.met(_roles(finder.found)))
    roles = _roles(finder.found)
    finder.found.extend(p for p in find_visitors(scan, actors, where) if (id(p.occasion), p.person) not in roles)
    finder.found.extend(presence.pictured(frozenset(part.person for part in finder.found)))
    return _merged(finder.found)


def _spoke_there(part: Part, roles: Roles, scan: Scan, where: Where) -> bool:
    """Whether words were said at the occasion that the text is at, and are not a voice gathered around it.

    People come together in meetings and conferences to talk. At any other occasion the sentence should name it, or the speaker be
    there: ceremonies and visits are told with what officials, neighbours and letters say elsewhere.
    """
    if part.occasion.kind in _TALKS or (id(part.occasion), part.person) in roles:
        return True
    if part.occasion.main and part.posts and part.occasion.kind in _CEREMONIES and not _TO_PRESS.search(_said_in(part, scan)):
        return True
    sentence = scan.sentence_at(part.spans[0].start).span
    return where.named(sentence, part.spans[0].start, said=True) is part.occasion


def _said_in(part: Part, scan: Scan) -> str:
    """The sentence in which somebody is reported as saying something."""
    return scan.sentence_at(part.spans[0].start).span.of(scan.text)


def _told_otherwise(part: Part, roles: Roles) -> bool:
    """Whether "X có cuộc gặp với …" only says where X chairs or speaks, and not that he attends besides."""
    if not part.rule.startswith("participation.having") or part.occasion.kind == "visit":
        return False
    return bool(roles[id(part.occasion), part.person] & {"speaker", "chair"})


def _roles(parts: Iterable[Part]) -> Roles:
    """The roles of everybody at every occasion."""
    found: dict[tuple[int, Key], frozenset[str]] = {}
    for part in parts:
        key = (id(part.occasion), part.person)
        found[key] = found.get(key, frozenset()) | {part.role}
    return found
