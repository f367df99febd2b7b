"""Who does what: verbs and cues with their subjects, sentence by sentence.

The subject of a verb is the actor right before it but for adverbs ("ông Hải cũng cho biết"), or the subject of the verb before
it where a comma or "và" joins the two ("… đánh giá cao …, đồng thời đề nghị …"). A verb that opens its sentence ("Phát biểu tại
hội nghị, …") takes the actor that the sentence goes on with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.marks import Act, Mark, Marks, Saying
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.zones import Zones
from bienban.model.mention import EventName, Sentence
from bienban.model.span import Span

__all__ = ["Deed", "find_deeds", "quotations"]

_JOINING = frozenset({",", ";", "và", "thời", "rồi"})
_OPENERS = frozenset({"speak", "attend", "present", "chair", "behalf"})
_AGAIN = frozenset({"thời", "và"})
_HONORIFIC = 3
_LEAD_IN = 2
_BEHALF = 10
_QUOTES = re.compile('[“”"]')
_LEADING = frozenset({"về phía", "đại diện lãnh đạo"})
_FRONTED = frozenset({"speak", "present"})


@dataclass(frozen=True, slots=True)
class Deed:
    """A cue or verb of saying at the tokens ``first`` to ``after`` with those who do it.

    ``inherited`` where the subject is that of the verb before, ``fronted`` where it follows; ``opening`` for a cue without a
    subject at the head of its clause (a list of people may follow).
    """

    sentence: Sentence
    first: int
    after: int
    act: Act | None
    saying: Saying | None
    doers: tuple[Actor, ...] = ()
    inherited: bool = False
    fronted: bool = False
    opening: bool = False

    @property
    def act_before(self) -> bool:
        """Whether those who do it stand before the words (false for "với sự tham dự của …")."""
        return self.act is None or self.act.before


class _Finder:
    def __init__(self, scan: Scan, marks: Marks, actors: Actors, quoted: Zones) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.marks = marks
        self.actors = actors
        self.named = Zones(m.span for m in scan.mentions if isinstance(m.value, EventName) and not m.value.definite)
        self.quoted = quoted

    def run(self) -> tuple[Deed, ...]:
        marks: list[Mark[Act] | Mark[Saying]] = [m for m in self.marks.acts if m.row.act != "none"]
        marks += [m for m in self.marks.sayings if m.row.kind is not None]
        marks.sort(key=lambda m: (m.first, -m.after, isinstance(m.row, Saying)))
        found: list[Deed] = []
        for sentence, group in self._by_sentence(marks):
            found += self._fronted(self._sentence(sentence, group))
        return tuple(found)

    def _by_sentence(self, marks: list[Mark[Act] | Mark[Saying]]) -> list[tuple[Sentence, list[Mark[Act] | Mark[Saying]]]]:
        groups: list[tuple[Sentence, list[Mark[Act] | Mark[Saying]]]] = []
        place = 0
        for sentence in self.scan.sentences:
            group = []
            while place < len(marks) and self.tokens[marks[place].first].start < sentence.span.end:
                whole = self.tokens[marks[place].after - 1].end <= sentence.span.end
                if whole and not self._hidden(marks[place]):
                    group.append(marks[place])
                place += 1
            if group:
                groups.append((sentence, group))
        return groups

    def _hidden(self, mark: Mark[Act] | Mark[Saying]) -> bool:
        """Inside a name, the designation of an occasion, or words quoted at length."""
        start = self.tokens[mark.first].start
        if self.actors.covers(mark.first):
            return True
        return self.named.hold(start) or self.quoted.hold(start)

    def _sentence(self, sentence: Sentence, marks: list[Mark[Act] | Mark[Saying]]) -> list[Deed]:
        start = self.tokens.at(sentence.span.start)
        subject: tuple[Actor, ...] = ()
        deeds = []
        for mark in marks:
            act = mark.row if isinstance(mark.row, Act) else None
            saying = mark.row if isinstance(mark.row, Saying) else None
            deed = Deed(sentence, mark.first, mark.after, act, saying)
            if act is not None and act.words in _LEADING:
                deeds.append(replace(deed, opening=True))
                continue
            own = self.actors.before(mark.first, start)
            if act is not None and not act.before:
                deeds.append(deed)
                continue
            if own is not None and subject and self._object(own, deeds[-1], mark.first):
                deeds.append(replace(deed, doers=subject, inherited=True))
                continue
            if own is not None:
                listing = act is not None and (act.act == "attend" or (act.act == "chair" and not deeds)) and not subject
                guests = act is not None and act.act == "chair" and any(d.opening and d.act is not None for d in deeds)
                subject = (self.actors.leader(own, start),) if guests else self._doers(own, start, attending=listing)
                deeds.append(replace(deed, doers=subject))
            elif subject and deeds and self._on_behalf(deeds[-1], mark.first):
                deeds.append(replace(deed, doers=subject))
            elif (subject := subject or self._theme(mark, start)) and self._joins(mark.first, start):
                deeds.append(replace(deed, doers=subject, inherited=True))
            else:
                deeds.append(replace(deed, opening=self._opens(mark.first, start)))
        return deeds

    def _on_behalf(self, before: Deed, index: int) -> bool:
        """Whether a verb goes on the phrase that says in whose name its subject acts ("thừa ủy quyền | trao")."""
        if before.act is None or before.act.act != "behalf" or not before.doers or before.doers[-1].after > before.first:
            return False
        between = self.tokens[before.after : index]
        return len(between) <= _BEHALF and not any(t.text in ",.;:" for t in between)

    def _object(self, own: Actor, before: Deed, index: int) -> bool:
        """Whether somebody is only whom the verb before is about: "A đã chúc mừng ông B, đồng thời | đề nghị …"."""
        if before.saying is None or not before.doers or not 0 <= own.first - before.after <= _HONORIFIC:
            return False
        if any(t.text in ",.;:" or t.key == "rằng" for t in self.tokens[before.after : own.first]):
            return False
        joint = self.tokens[own.after : index]
        return len(joint) > 0 and joint[0].text == "," and any(t.key in _AGAIN for t in joint)

    def _theme(self, mark: Mark[Act] | Mark[Saying], start: int) -> tuple[Actor, ...]:
        """The person whom a sentence begins with, the only one before a verb of saying: "Ông Hải tiếp thu …, cho biết …"."""
        if not isinstance(mark.row, Saying):
            return ()
        ahead = [a for a in self.actors.within(Span(self.tokens[start].start, self.tokens[mark.first].start)) if a.person]
        if len(ahead) != 1 or ahead[0].first - start > _LEAD_IN:
            return ()
        between = self.tokens[start : ahead[0].first]
        return tuple(ahead) if all(self.marks.word(start, "honorific") is not None or t.capital for t in between) else ()

    def _doers(self, own: Actor, start: int, *, attending: bool) -> tuple[Actor, ...]:
        """Those joined to the subject; of the first verb of a sentence about who attends, all persons named before it."""
        listed = self.actors.listed_before(self.actors.leader(own, start), start)
        if not attending:
            return tuple(a for a in listed if not self._kin(a)) or listed
        span = Span(self.tokens[start].start, self.tokens[own.after - 1].end)
        persons = tuple(a for a in self.actors.within(span) if a.person and not self._kin(a) and not self.actors.invites(a))
        return persons or listed

    def _kin(self, actor: Actor) -> bool:
        """Whether the family of the person is meant ("gia đình ông …")."""
        keys = [t.key for t in self.tokens[max(0, actor.first - 3) : actor.first]]
        return "gia" in keys and "đình" in keys

    def _joins(self, index: int, start: int) -> bool:
        """Whether a comma or "và" (with adverbs) stands before the index."""
        at = index - 1
        while at > start:
            if self.tokens[at].key in _JOINING:
                return True
            back = next((f for f in range(at, max(start, at - 4) - 1, -1) if (self.marks.word(f, "filler") or 0) > at), None)
            if back is None:
                return False
            at = back - 1
        return False

    def _opens(self, index: int, start: int) -> bool:
        """Whether only adverbs and conjunctions stand between the head of the clause and the index."""
        at = index - 1
        while at >= start:
            token = self.tokens[at]
            if token.text in ",;:" or token.text in '"“*-–•+' or (token.text == "." and self.tokens[at + 1].capital):
                return True
            if not token.is_word or index - at > 4:
                return False
            if self.marks.word(at, "filler") is None and at != start and not token.capital:
                return False
            at -= 1
        return True

    def _fronted(self, deeds: list[Deed]) -> list[Deed]:
        """Give the openers "Phát biểu tại …, X …" the subject that comes behind."""
        done = []
        for place, deed in enumerate(deeds):
            if deed.opening and deed.act is not None and deed.act.act in _FRONTED:
                later = next((d for d in deeds[place + 1 :] if d.doers and not d.inherited and d.saying is not None), None)
                doers = later.doers if later is not None else self._next_person(deed)
                if later is not None and later.first - deed.after > 70:
                    doers = self._next_person(deed)
                done.append(replace(deed, doers=doers, fronted=bool(doers)))
            else:
                done.append(deed)
        return done

    def _next_person(self, deed: Deed) -> tuple[Actor, ...]:
        """The first person named behind the first comma after the cue."""
        end = self.tokens.at(deed.sentence.span.end - 1) + 1
        comma = next((i for i in range(deed.after, min(end, deed.after + 40)) if self.tokens[i].text == ","), None)
        if comma is None:
            return ()
        span = Span(self.tokens[comma].start, deed.sentence.span.end)
        person = next((a for a in self.actors.within(span) if a.person), None)
        return () if person is None else (person,)


def quotations(scan: Scan) -> Zones:
    """Stretches inside quotation marks that are longer than a title (speech), over the whole text."""
    found = []
    opened: int | None = None
    for mark in _QUOTES.finditer(scan.text):
        if mark.group() == "“":
            opened = mark.end()
        elif mark.group() == "”" and opened is not None:
            found.append(Span(opened, mark.start()))
            opened = None
        elif mark.group() == '"':
            if opened is None or "\n\n" in scan.text[opened : mark.start()]:
                opened = mark.end()  # a sign that a paragraph left open opens nothing in the next one
            else:
                found.append(Span(opened, mark.start()))
                opened = None
    return Zones(s for s in found if 25 < s.end - s.start < 3000)


def find_deeds(scan: Scan, marks: Marks, actors: Actors, quoted: Zones) -> tuple[Deed, ...]:
    """The deeds of an article in the order of the text; ``quoted`` is what :func:`quotations` finds."""
    return _Finder(scan, marks, actors, quoted).run()
