"""What people are reported as saying, utterance by utterance.

Forms: "X đánh giá cao …", "… , X nói" behind a quotation, "Theo X, …", "Phát biểu tại …, X: “…”". The text of a statement is the
words said without the frame; a second verb of the same subject ("…, đồng thời đề nghị …") begins another statement.
"""

from __future__ import annotations

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.body_speech import BodySpeech
from bienban.lang.vi.deeds import Deed
from bienban.lang.vi.occasions import Occasion
from bienban.lang.vi.part import Part
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.utterance import Utterance
from bienban.lang.vi.where import Where
from bienban.model.facts import Key, StatementKind
from bienban.model.span import Span

__all__ = ["Utterance", "find_utterances", "speakers"]

_QUOTES = frozenset({'"', "”", "’", "»"})
_OPENING = frozenset({'"', "“", "‘", "«"})
_WEAK = frozenset({"phát biểu", "trả lời", "giao", "kết luận", "báo cáo", "nêu", "thông tin"})
_COURTESY = frozenset({"chúc mừng", "nhiệt liệt chúc mừng", "chào mừng", "chia vui", "chia buồn", "chúc", "cảm ơn"})
_REPORTS = frozenset({"báo", "thông", "đánh", "nhận", "lời", "ý", "chia", "giải", "thống", "phân", "tờ"})
_REPORT_REACH = 16
_EDGE = ' \t\n,;:.–-…"“”‘’«»'


class _Finder:
    def __init__(self, scan: Scan, actors: Actors, deeds: tuple[Deed, ...], where: Where) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self.deeds = deeds
        self.where = where
        self.bodies = BodySpeech(scan, actors)
        self.spoke: dict[Key, tuple[Occasion, int]] = {}
        self.found: list[Utterance] = []

    def run(self) -> tuple[Utterance, ...]:
        for place, deed in enumerate(self.deeds):
            if deed.sentence.headline:
                continue
            if deed.saying is not None and deed.doers:
                self._said(deed, self._next(place))
            elif deed.act is not None and deed.act.act == "according":
                self._according(deed)
            elif deed.act is not None and deed.act.act == "speak" and deed.fronted:
                self._colon(deed)
        return tuple(self.found)

    def _span(self, first: int, after: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[after - 1].end)

    def _next(self, place: int) -> Deed | None:
        """The next verb of saying of the same sentence with a subject."""
        deed = self.deeds[place]
        for later in self.deeds[place + 1 : place + 8]:
            if later.sentence is not deed.sentence:
                return None
            if later.saying is not None and later.doers and not self._inside(deed, later):
                return later
        return None

    def _inside(self, deed: Deed, later: Deed) -> bool:
        """Whether what is said begins with the subject of the later verb ("ông Hải nhấn mạnh, Sở đã yêu cầu …")."""
        between = self.tokens[deed.after : min(a.first for a in later.doers)]
        return not later.inherited and all(not t.is_word or t.key == "rằng" for t in between)

    def _words(self, start: int, end: int) -> Span | None:
        """The span between two offsets without spaces and signs at its edges, or None where nothing is left."""
        text = self.scan.text
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        return Span(start, end) if end - start > 3 else None

    def _said(self, deed: Deed, following: Deed | None) -> None:
        saying = deed.saying
        if saying is None or saying.kind is None:
            return
        actor = deed.doers[-1]
        if not actor.person and (deed.inherited or not saying.bodies or not self.bodies.speaks(actor, deed)):
            return
        text, rule = self._behind(deed, following), "statement.verb"
        quoted = self._before(deed)
        if quoted is not None and (text is None or self._closes(deed)):
            text, rule = quoted, "statement.quote"
        if text is None:
            return
        if saying.words in _COURTESY and (deed.sentence.caption or deed.inherited):
            return
        if saying.words in _WEAK and rule != "statement.quote" and not self._content(deed, text):
            return
        if deed.inherited:
            rule += ".joined"
        together = (
            [a for a in deed.doers[:-1] if a.person] if actor.person and not deed.inherited and len(deed.doers) == 2 else []
        )
        for speaker in (*together, actor):
            self._keep(deed, speaker, saying.kind, text, rule, 0.8 if deed.inherited else 0.9)

    def _behind(self, deed: Deed, following: Deed | None) -> Span | None:
        end = deed.sentence.span.end
        if following is not None:
            first = following.first if following.inherited else min(a.first for a in following.doers)
            end = self.tokens[self._joint(first, deed.after)].start
        start = self.tokens[deed.after - 1].end
        if self.scan.text[start : start + 5] == " rằng":
            start += 5
        return self._words(start, end) if start < end else None

    def _joint(self, index: int, start: int) -> int:
        """Where the adverbs and conjunctions before a verb begin ("…, đồng thời đề nghị …"): behind a comma no others count."""
        while index > start + 1 and self.tokens[index].key not in (",", ";"):
            back = next((f for f in range(index - 1, max(start, index - 4) - 1, -1) if self._joining(f, index)), None)
            if back is None:
                return index
            index = back
        return index

    def _joining(self, first: int, after: int) -> bool:
        alone = after == first + 1 and self.tokens[first].key in ("và", ",", ";")
        return alone or (self.actors.marks.word(first, "filler") or 0) >= after

    def _before(self, deed: Deed) -> Span | None:
        """The quotation that ends right before the subject ("“…”, ông Hải nói")."""
        first = min(a.first for a in deed.doers)
        at = first - 1
        honorific = next((f for f in range(max(0, first - 3), first) if self.actors.marks.word(f, "honorific") == first), None)
        if honorific is not None:
            at = honorific - 1
        low = max(0, first - 5)
        while at > low and not self.tokens[at].is_word and self.tokens[at].text not in _QUOTES:
            at -= 1
        if at < 0 or self.tokens[at].text not in _QUOTES:
            return None
        for back in range(at - 1, max(-1, at - 400), -1):
            if self.tokens[back].text in _OPENING:
                return self._words(self.tokens[back].end, self.tokens[at].start)
        return None

    def _closes(self, deed: Deed) -> bool:
        """Whether the sentence ends soon after the verb, so that what was said stands before it."""
        return deed.sentence.span.end - self.tokens[deed.after - 1].end < 60

    def _content(self, deed: Deed, text: Span) -> bool:
        """Whether a verb that also means only taking the floor reports content here."""
        follow = self.tokens[deed.after].key if deed.after < len(self.tokens) else ""
        if deed.saying is not None and deed.saying.words in ("phát biểu", "trả lời"):
            return follow in (":", "rằng", "“", '"')
        return follow not in ("tại", "trước", ".") and text.end - text.start > 12

    def _keep(self, deed: Deed, actor: Actor, kind: StatementKind, text: Span, rule: str, sure: float) -> None:
        occasion = self._occasion(deed, actor)
        spans = tuple(sorted({self._span(actor.first, actor.after), self._span(deed.first, deed.after), text}))
        self.found.append(Utterance(actor.key, kind, text, occasion, spans, rule, sure, actor.posts, actor.person))

    def _occasion(self, deed: Deed, actor: Actor) -> Occasion | None:
        """Where it is said: at the occasion the sentence names, or where the speaker spoke before if he did not move on."""
        if self.where.aside(deed.sentence.span):
            return None
        offset = self.tokens[deed.first].start
        start = deed.sentence.span.start
        named = self.where.named(deed.sentence.span, offset, said=True)
        if named is not None:
            self.spoke[actor.key] = named, start
            return named
        known, since = self.spoke.get(actor.key, (None, start))
        turn = self.where.turn(start)
        if known is not None and turn is not None and turn[1] is not known:
            turning = self.scan.sentence_at(turn[0].span.start).span
            if turning.start <= since or not any(a.key == actor.key for a in self.actors.within(turning)):
                return known
        found = self.where.said_at(deed.sentence.span, offset)
        if found is not None:
            self.spoke.setdefault(actor.key, (found, start))
        return found

    def _according(self, deed: Deed) -> None:
        """The form "Theo ông Hải, …": the person right behind, and what follows the comma (or stands before)."""
        if deed.after >= len(self.tokens) or self.tokens[deed.after].start >= deed.sentence.span.end:
            return
        actor = self._source(deed)
        if actor is None:
            return
        comma = self._comma(actor.after, deed)
        if comma is not None:
            text = self._words(self.tokens[comma].end, deed.sentence.span.end)
        else:
            text = self._words(deed.sentence.span.start, self.tokens[deed.first].start)
        if text is not None and not deed.sentence.caption:
            self._keep(deed, actor, "report", text, "statement.according", 0.85)

    def _source(self, deed: Deed) -> Actor | None:
        """The person right behind "theo", or who gave the report ("theo báo cáo của … do ông Hải trình bày")."""
        body = self.bodies.source(deed)
        if body is not None:
            return body
        persons = [a for a in self.actors.within(Span(self.tokens[deed.after].start, deed.sentence.span.end)) if a.person]
        if not persons or self.actors.invites(persons[0]):
            return None
        actor = persons[0]
        if actor.first - deed.after <= 2:
            return actor
        between = self.tokens[deed.after : actor.first]
        reported = between[0].key in _REPORTS and not any(t.text in ",.;:" for t in between)
        near = {t.key for t in between[-3:]}
        return actor if reported and len(between) <= _REPORT_REACH and near & {"do", "của", "từ"} else None

    def _comma(self, index: int, deed: Deed) -> int | None:
        """The comma behind the source, where at most a verb such as "trình bày" stands before it."""
        for at in range(index, min(index + 3, len(self.tokens))):
            if self.tokens[at].start >= deed.sentence.span.end:
                return None
            if self.tokens[at].text == ",":
                return at
        return None

    def _colon(self, deed: Deed) -> None:
        """The form "Phát biểu tại …, X: “…”"."""
        actor = deed.doers[-1]
        if not actor.person or actor.after >= len(self.tokens) or self.tokens[actor.after].text != ":":
            return
        text = self._words(self.tokens[actor.after].end, deed.sentence.span.end)
        if text is not None:
            self._keep(deed, actor, "statement", text, "statement.colon", 0.9)


def find_utterances(scan: Scan, actors: Actors, deeds: tuple[Deed, ...], where: Where) -> tuple[Utterance, ...]:
    """The statements of an article in the order of the text, each text once per speaker."""
    seen: dict[tuple[Key, Span | None], Utterance] = {}
    for utterance in _Finder(scan, actors, deeds, where).run():
        seen.setdefault((utterance.speaker, utterance.text), utterance)
    return tuple(seen.values())


def speakers(utterances: tuple[Utterance, ...]) -> tuple[Part, ...]:
    """The parts that statements show: who says something at an occasion is a speaker there."""
    return tuple(
        Part(u.occasion, u.speaker, "speaker", u.spans, "participation.statement", 0.9, u.posts)
        for u in utterances
        if u.occasion is not None and u.person
    )
