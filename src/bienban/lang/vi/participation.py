"""Who takes part in which occasion, in which role and in whose name.

Roles follow the annotation guide: chair (chủ trì), speaker (phát biểu, báo cáo, cho biết tại), attendee (dự), presenter (trao),
honoree (nhận, được trao, được bầu). Whoever is reported as saying something at an occasion is a speaker there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.deeds import Deed
from bienban.lang.vi.occasions import Occasion
from bienban.lang.vi.scan import Scan
from bienban.model.facts import Key, ParticipationRole
from bienban.model.mention import AwardName, DateRange, EventName, Mention, PersonName, Pronoun, Sentence
from bienban.model.span import Span

__all__ = ["Part", "Where", "find_parts"]

_ROLES: dict[str, ParticipationRole] = {
    "attend": "attendee",
    "chair": "chair",
    "speak": "speaker",
    "present": "presenter",
    "receive": "honoree",
    "elect": "honoree",
}
_LIST_OPENERS = frozenset({"có", "gồm", ":"})
_LIST_REACH = 30
_NEEDS_OCCASION = frozenset({"tham gia", "có mặt", "nhận", "chứng kiến", "cùng tham gia"})
_DECIDING = frozenset({"personnel-conference", "plenum", "appointment-ceremony", "announcement"})
_ACT_REACH = 16
_PUNISHING = frozenset({"kỷ luật", "cách chức", "đình chỉ"})
_AT = frozenset({"tại", "ở", "trong", "dự", "mạc", "trì", "luận", "chức", "buổi", "cuộc", "hành", "diễn", "gia"})
_TO = frozenset({"cho", "tặng", "tới", "đến"})


@dataclass(frozen=True, slots=True)
class Part:
    """One person in one role at an occasion, the words that say so, and the posts given there."""

    occasion: Occasion
    person: Key
    role: ParticipationRole
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    posts: tuple[Key, ...] = ()


class Where:
    """At which occasion something happens: the one its sentence names, else the one the text is at."""

    def __init__(self, scan: Scan, occasions: tuple[Occasion, ...]) -> None:
        self.scan = scan
        self.names: list[tuple[Mention, Occasion]] = sorted(
            ((m, o) for o in occasions if not o.context for m in o.mentions), key=lambda x: (x[0].span.start, -x[0].span.end)
        )
        self.main = next((o for o in occasions if o.main), None)

    def named(self, sentence: Span, offset: int, *, said: bool = False) -> Occasion | None:
        """The occasion named in the sentence before the offset, or behind it unless that is the content of what is ``said``."""
        inside = [(m, o) for m, o in self.names if sentence.start <= m.span.start < sentence.end and self._venue(m, o)]
        ahead = [(m, o) for m, o in inside if m.span.start <= offset]
        if ahead:
            return self._outer(ahead)
        return inside[0][1] if inside and not said else None

    def _venue(self, mention: Mention, occasion: Occasion) -> bool:
        """Whether a mention says where something happens, not only what the talk is about."""
        if occasion.main or mention.rule != "event.name":
            return True
        if self._before(mention) not in _AT:
            return False
        at = self.scan.tokens.at(mention.span.start)
        return not any(t.key in ("sẽ", "nên", "cần") for t in self.scan.tokens[max(0, at - 6) : at])

    def _before(self, mention: Mention) -> str:
        at = self.scan.tokens.at(mention.span.start) - 1
        return self.scan.tokens[at].key if at >= 0 else ""

    def _outer(self, found: list[tuple[Mention, Occasion]]) -> Occasion:
        """The last named, but not one that is only part of another's designation."""
        last, occasion = found[-1]
        for mention, other in found:
            if mention is not last and mention.span.covers(last.span):
                return other
        return occasion

    def current(self, offset: int) -> Occasion | None:
        """The occasion that the text is at: the last one that a sentence before was held at, else the main one."""
        found = None
        for mention, occasion in self.names:
            if mention.span.start > offset:
                break
            if self._turns(mention, occasion):
                found = occasion
        return found if found is not None else self.main

    def _turns(self, mention: Mention, occasion: Occasion) -> bool:
        """Whether the text goes over to an occasion with a mention: an act, "tại hội nghị", or a new item with its own day."""
        if mention.rule == "event.act" or (occasion.main and mention.rule == "event.name"):
            return True
        if self._before(mention) not in _AT:
            return False
        if mention.rule != "event.name":
            return True
        sentence = self.scan.sentence_at(mention.span.start).span
        words = self.scan.text[sentence.start : mention.span.start].casefold()
        dated = any(m.value.start.day for m in self.scan.within(sentence, DateRange) if isinstance(m.value, DateRange))
        return dated and "trước đó" not in words and "sẽ" not in words.split()

    def at(self, sentence: Span, offset: int, *, said: bool = False) -> Occasion | None:
        """Where the deed at the offset happens."""
        return self.named(sentence, offset, said=said) or self.current(sentence.start if said else offset)


class _Finder:
    def __init__(self, scan: Scan, actors: Actors, where: Where) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self.where = where
        self.found: list[Part] = []
        self.elected: tuple[Sentence, Occasion] | None = None

    def _span(self, first: int, after: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[after - 1].end)

    def acts(self) -> None:
        """Those who do an act that is an occasion of its own ("X thăm và làm việc tại …") are there."""
        for mention, occasion in self.where.names:
            told = mention.value
            if mention.rule != "event.act" or not isinstance(told, EventName) or "ceremony" in (told.kind, occasion.kind):
                continue
            sentence = self.scan.sentence_at(mention.span.start)
            start, first = self.tokens.at(sentence.span.start), self.tokens.at(mention.span.start)
            doer = self.actors.before(first, start) or self._behind_act(mention, sentence.span)
            if doer is None or sentence.headline:
                continue
            doer = self.actors.leader(doer, start)
            for actor in self.actors.listed_before(doer, start):
                if actor.person:
                    spans = (self._span(actor.first, actor.after), mention.span)
                    self.found.append(Part(occasion, actor.key, "attendee", spans, "participation.act", 0.8, actor.posts))

    def _behind_act(self, mention: Mention, sentence: Span) -> Actor | None:
        """The person behind an act that opens its sentence ("Làm việc với …, ông Hải …")."""
        after = self.tokens.at(mention.span.end - 1) + 1
        person = next((a for a in self.actors.within(Span(mention.span.end, sentence.end)) if a.person), None)
        if person is None or person.first - after > _ACT_REACH:
            return None
        comma = any(self.tokens[at].text == "," for at in range(max(after, person.first - 3), person.first))
        return person if comma else None

    def pictured(self, sentences: tuple[Sentence, ...]) -> None:
        """Those whom a caption shows ("X chúc mừng các tập thể") were at the main occasion, if they have no other role."""
        main = self.where.main
        known = {part.person for part in self.found}
        if main is None:
            return
        for sentence in sentences:
            if not sentence.caption:
                continue
            for actor in self.actors.within(sentence.span):
                if actor.person and actor.key not in known and isinstance(actor.mention.value, PersonName):
                    spans = (self._span(actor.first, actor.after),)
                    self.found.append(Part(main, actor.key, "attendee", spans, "participation.pictured", 0.6, actor.posts))

    def take(self, deed: Deed) -> None:
        act = deed.act
        if act is None:
            return
        offset = self.tokens[deed.first].start
        occasion = self.where.at(deed.sentence.span, offset)
        if occasion is None:
            return
        if act.act == "attend" and (deed.opening or not act.before):
            self._list(deed, occasion, "attendee", listed=not act.before)
        elif act.act == "elect" and self._heads_list(deed) and self._decides(deed, occasion):
            self._list(deed, occasion, "honoree", listed=False)
            self.elected = (deed.sentence, occasion)
        elif act.act == "more":
            self._more(deed)
        elif act.act == "chair" and not act.before:
            self._behind(deed, occasion, "chair")
        elif act.act == "appoint":
            if self._decides(deed, occasion):
                self._appointed(deed, occasion)
        elif act.act == "elect" and not self._decides(deed, occasion):
            return
        elif act.act in _ROLES and deed.doers:
            self._done(deed, occasion, _ROLES[act.act])

    def _add(self, actor: Actor, occasion: Occasion, role: ParticipationRole, deed: Deed, rule: str, sure: float) -> None:
        if actor.person:
            spans = tuple(sorted((self._span(actor.first, actor.after), self._span(deed.first, deed.after))))
            self.found.append(Part(occasion, actor.key, role, spans, rule, sure, actor.posts))

    def _done(self, deed: Deed, occasion: Occasion, role: ParticipationRole) -> None:
        act = deed.act
        assert act is not None  # noqa: S101 – take() hands on acts only
        if act.words in _NEEDS_OCCASION and not self._near_name(deed) and not self._awarded(deed):
            return
        rule = f"participation.{act.act}" + (".fronted" if deed.fronted else ".joined" if deed.inherited else "")
        sure = 0.8 if deed.inherited else 0.9
        for actor in deed.doers:
            self._add(actor, occasion, role, deed, rule, sure)
        if role == "presenter":
            self._recipients(deed, occasion)

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
                if first < deed.first or first - deed.after <= 2:
                    return True
        return False

    def _decides(self, deed: Deed, occasion: Occasion) -> bool:
        """Whether posts are decided on at the occasion: it is named in the sentence, or it is a congress, session or the like."""
        named = self.where.named(deed.sentence.span, self.tokens[deed.first].start)
        return named is occasion or occasion.kind in ("congress", "session") or occasion.type in _DECIDING

    def _recipients(self, deed: Deed, occasion: Occasion) -> None:
        """The persons that something is handed to: behind "cho" or "tặng" in the rest of the sentence."""
        end = self.tokens.at(deed.sentence.span.end - 1) + 1
        end = next((i for i in range(deed.after, end) if self.tokens[i].text == ";"), end)
        to = next((i for i in range(deed.after, end) if self.tokens[i].key in _TO), None)
        if to is None:
            return
        for actor in self.actors.within(Span(self.tokens[to].start, self.tokens[end - 1].end)):
            if any(self.tokens[i].key in ("vì", "thay", "của") for i in range(to, actor.first)):
                break
            if isinstance(actor.mention.value, (PersonName, Pronoun)):
                self._add(actor, occasion, "honoree", deed, "participation.recipient", 0.8)

    def _heads_list(self, deed: Deed) -> bool:
        """Whether those elected follow as a list ("Bốn đồng chí được bầu làm Phó Bí thư gồm: …")."""
        end = self.tokens.at(deed.sentence.span.end - 1) + 1
        ahead = range(deed.after, min(end, deed.after + _LIST_REACH))
        if any(a.person for a in deed.doers):
            return False
        return any(self.tokens[i].key == "gồm" or self.tokens[i].text == ":" for i in ahead)

    def _more(self, deed: Deed) -> None:
        """A list that goes on with those elected: "Ban Thường vụ còn có các đồng chí: …"."""
        if self.elected is None:
            return
        sentence, occasion = self.elected
        if 0 <= deed.sentence.paragraph - sentence.paragraph <= 3:
            self._list(deed, occasion, "honoree", listed=True)

    def _list(self, deed: Deed, occasion: Occasion, role: ParticipationRole, *, listed: bool) -> None:
        """All persons of a list: "Tham dự hội nghị có …", "với sự tham dự của …", "được bầu gồm …"."""
        end = self.tokens.at(deed.sentence.span.end - 1) + 1
        first = deed.after
        if not listed:
            opener = next((i for i in range(first, min(end, first + _LIST_REACH)) if self.tokens[i].key in _LIST_OPENERS), None)
            if opener is None:
                self._named_next(deed, occasion, role)
                return
            first = opener + 1
        if first >= end:
            return
        for actor in self.actors.within(Span(self.tokens[first].start, deed.sentence.span.end)):
            self._add(actor, occasion, role, deed, "participation.list", 0.95 if role == "attendee" else 0.8)

    def _named_next(self, deed: Deed, occasion: Occasion, role: ParticipationRole) -> None:
        """Those named right behind the occasion and a comma: "Dự hội nghị, ông Hải, ông Minh …"."""
        end = self.tokens.at(deed.sentence.span.end - 1) + 1
        comma = next((i for i in range(deed.after, min(end, deed.after + _LIST_REACH)) if self.tokens[i].text == ","), None)
        if comma is None or role != "attendee":
            return
        ahead = [a for a in self.actors.within(Span(self.tokens[comma].start, deed.sentence.span.end)) if a.person]
        if ahead and ahead[0].first - comma <= 3:
            self._add(ahead[0], occasion, role, deed, "participation.named", 0.8)

    def _behind(self, deed: Deed, occasion: Occasion, role: ParticipationRole) -> None:
        """The persons right behind a cue: "dưới sự chủ trì của …"."""
        place = deed.after
        for actor in self.actors.within(Span(self.tokens[deed.after - 1].end, deed.sentence.span.end)):
            if actor.first - place > 3:
                break
            self._add(actor, occasion, role, deed, f"participation.{role}.behind", 0.9)
            place = actor.after

    def _appointed(self, deed: Deed, occasion: Occasion) -> None:
        """The person whom a body elects or appoints at an occasion: the first one right behind the verb."""
        if deed.after >= len(self.tokens) or self.tokens[deed.after].start >= deed.sentence.span.end:
            return
        if deed.act is not None and deed.act.words in _PUNISHING:
            return
        for actor in self.actors.within(Span(self.tokens[deed.after].start, deed.sentence.span.end)):
            if isinstance(actor.mention.value, (PersonName, Pronoun)) and actor.first - deed.after <= 4:
                self._add(actor, occasion, "honoree", deed, "participation.appointed", 0.75)
            break


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
    finder.acts()
    for deed in deeds:
        finder.take(deed)
    finder.found.extend(said)
    finder.pictured(scan.sentences)
    return _merged(finder.found)
