"""Who takes part in an occasion in which role, and what is said there."""

from __future__ import annotations

from dataclasses import dataclass, field

from bienban.lang.en.chunk import Verb
from bienban.lang.en.clauses import Actor, Deed
from bienban.lang.en.occasions import Happening, Occasions
from bienban.lang.en.story import Passage, Story, behind_to
from bienban.model.facts import Key, Participation, ParticipationRole, Statement
from bienban.model.mention import AwardName, OrgName
from bienban.model.span import Evidence, Span

__all__ = ["Doings", "find_doings"]

_OF_PERSONS: dict[str, ParticipationRole] = {
    "chair": "chair", "attend": "attendee", "speak": "speaker", "say": "speaker", "present": "presenter", "receive": "honoree",
    "organize": "chair",
}  # fmt: skip
_OF_BODIES: dict[str, ParticipationRole] = {"organize": "organizer", "attend": "participant", "receive": "honoree"}
# At the occasion named in the clause; the same, the subject taken over; at the one that the text is telling of.
_NAMED, _INHERITED, _CURRENT = 0.9, 0.8, 0.65
_THAT = "that"


@dataclass(frozen=True, slots=True)
class _Part:
    """What says that somebody takes part, and the posts in whose name; sets that keep their order."""

    proofs: dict[Evidence, None] = field(default_factory=dict)
    capacities: dict[Key, None] = field(default_factory=dict)


@dataclass(slots=True)
class Doings:
    """What is found, each participation once."""

    parts: dict[tuple[Key, Key, ParticipationRole], _Part] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    def participations(self) -> tuple[Participation, ...]:
        """The facts."""
        return tuple(
            Participation(
                key=Key(f"t{number}"), event=event, participant=who, role=role, evidence=tuple(part.proofs),
                capacities=tuple(part.capacities),
            )
            for number, ((event, who, role), part) in enumerate(self.parts.items(), 1)
        )  # fmt: skip


def find_doings(story: Story, occasions: Occasions) -> Doings:
    """Go through the body in order."""
    doings = Doings()
    story.last = None
    for passage in story.passages:
        if passage.sentence.headline:
            continue
        for deed in passage.deeds:
            happening, sure = _occasion(occasions, passage, deed)
            for actor in deed.subjects:
                _note(story, doings, passage, deed, actor, happening, sure)
            story.speaks(deed)
        _honour(story, doings, occasions, passage)
    return doings


def _honour(story: Story, doings: Doings, occasions: Occasions, passage: Passage) -> None:
    """Who is given an award is honoured at the occasion that the text is telling of."""
    happening = occasions.current_at.get(passage.line.start)
    for chunk in passage.chunks if happening is not None else ():
        for actor in behind_to(passage, chunk) if isinstance(chunk.value, AwardName) else ():
            who = story.who(actor)
            if who is not None and happening is not None:
                span = passage.line.span
                spans = tuple(sorted({span(chunk.start, chunk.end), span(actor.chunk.start, actor.chunk.end)}))
                proof = Evidence(spans=spans, rule="part.award", confidence=_CURRENT)
                body = isinstance(actor.chunk.value, OrgName)
                _take_part(doings, (happening.key, who, "honoree"), proof, () if body else story.capacities(who, actor))


def _occasion(occasions: Occasions, passage: Passage, deed: Deed) -> tuple[Happening | None, float]:
    named = None if deed.occasion is None else occasions.of.get(deed.occasion.start)
    if named is not None:
        return named, _INHERITED if deed.inherited else _NAMED
    if deed.act in ("organize", "chair") or deed.occasion is not None:
        return None, 0.0
    return occasions.current_at.get(passage.line.start), _CURRENT


def _note(
    story: Story, doings: Doings, passage: Passage, deed: Deed, actor: Actor, happening: Happening | None, sure: float
) -> None:
    who = story.who(actor)
    if who is None:
        return
    body = isinstance(actor.chunk.value, OrgName)
    role = (_OF_BODIES if body else _OF_PERSONS).get(deed.act)
    line = passage.line
    spans = tuple(sorted({line.span(actor.chunk.start, actor.chunk.end), line.span(deed.verb.start, deed.verb.end)}))
    proof = Evidence(spans=spans, rule=f"part.{deed.act}", confidence=sure)
    if happening is not None and role is not None and not (deed.act == "say" and happening.value.kind == "other"):
        _take_part(doings, (happening.key, who, role), proof, () if body else story.capacities(who, actor))
    if deed.act == "say":
        _say(doings, passage, deed, who, happening, spans)


def _take_part(doings: Doings, which: tuple[Key, Key, ParticipationRole], proof: Evidence, capacities: tuple[Key, ...]) -> None:
    part = doings.parts.setdefault(which, _Part())
    part.proofs[proof] = None
    part.capacities.update(dict.fromkeys(capacities))


def _say(doings: Doings, passage: Passage, deed: Deed, who: Key, happening: Happening | None, spans: tuple[Span, ...]) -> None:
    verb = deed.verb.value
    if not isinstance(verb, Verb) or verb.said is None:
        return
    text = _said(passage, deed)
    proofs = spans if text is None else tuple(sorted({*spans, text}))
    rule, sure = ("statement.verb", 0.85) if text is not None else ("statement.bare", 0.6)
    doings.statements.append(
        Statement(
            key=Key(f"s{len(doings.statements) + 1}"), speaker=who, event=None if happening is None else happening.key,
            kind=verb.said, text=text, evidence=(Evidence(spans=proofs, rule=rule, confidence=sure),),
        )
    )  # fmt: skip


def _said(passage: Passage, deed: Deed) -> Span | None:
    """What is said: behind the verb, without "that", up to the subject's next deed or the end; else what is quoted before."""
    line = passage.line
    start = deed.verb.end
    while line.key(start) in (_THAT, ",", ":"):
        start += 1
    later = [d.verb.start for d in passage.deeds if d.node > deed.node and d.inherited and d.act == "say"]
    end = min(later) if later else line.end
    while end > start and line.key(end - 1) in ("and", ",", ".", ";"):
        end -= 1
    if end > start:
        return line.span(start, end)
    first = line.start
    quoted = line.key(first) in ("“", '"')
    close = next((i for i in range(first + 1, deed.verb.start) if line.key(i) in ("”", '"')), None) if quoted else None
    return None if close is None or close == first + 1 else line.span(first + 1, close)
