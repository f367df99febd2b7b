"""Who gets an award: what the sentence around one mention of it says.

Active: "BODY trao AWARD (của BODY) cho RECIPIENTS vì …"; passive: "RECIPIENTS được BODY tặng AWARD"; also "AWARD cho N đảng
viên, AWARD cho …", "6 đồng chí AWARD", "AWARD (5 đồng chí)". An honour that is only proposed, planned or withdrawn, and the
name of a ceremony ("Lễ trao tặng …"), give none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bienban.lang.vi.award_clauses import Clause, belongs, clause_start, outer
from bienban.lang.vi.award_givers import Giver, giver_of
from bienban.lang.vi.numbers import unit_of
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.tokens import key_set
from bienban.model.facts import Key
from bienban.model.mention import Mention, OrgName, PersonName, PlaceName, PostTitle, Pronoun, Quantity
from bienban.model.span import Span

__all__ = ["Conferral", "read_conferral"]

_COUNTED = frozenset({"person", "household", "body"})
_REASONS = key_set("có thành nhiều")
_PLURAL = key_set("các những nhiều ngũ")


@dataclass(frozen=True, slots=True)
class Conferral:
    """One award given: recipients named by key, groups counted, conferrer, and the spans of reason and recipients."""

    recipients: tuple[Key, ...]
    groups: tuple[Mention, ...]
    giver: Giver | None
    region: Span
    tail: Span
    passive: bool


def read_conferral(scan: Scan, entities: Entities, mention: Mention, awards: tuple[Mention, ...]) -> Conferral | None:
    """What the sentence says about the award that one mention names, or None where it is not given."""
    clause = Clause(scan, entities, mention, awards)
    act = clause.act()
    direct = _direct_count(clause)
    if _structure(clause) or (act is None and direct is None):
        return None
    first, stop = clause.bounds_after()
    given = _given_to(clause, first, stop)
    if direct is not None and (act is None or not act.passive or given is None):
        region = direct.span
        recipients: tuple[Key, ...] = ()
        groups: tuple[Mention, ...] = (direct,)
    elif given is not None and not (act is not None and act.passive):
        region = given
        recipients, groups = _receivers(clause, given)
    elif act is not None and (act.passive or act.taking):
        region = clause.span(clause_start(clause, act.receiver_end, act.index), act.receiver_end)
        if any(isinstance(m.value, Quantity) and m.value.percent for m in clause.mentions(region, Quantity)):
            return None
        recipients, groups = _receivers(clause, region, passive=True)
        recipients, groups = _listed(clause, first, recipients, groups)
    elif act is not None:
        region = clause.span(first, first)
        recipients, groups = _shared(clause)
    else:
        return None
    tail = clause.span(first, clause.stop)
    passive = act is not None and (act.passive or act.taking)
    return Conferral(recipients, groups, giver_of(clause, act), region, tail, passive)


def _structure(clause: Clause) -> bool:
    """Whether the sentence lays down what prizes there are: "Cơ cấu giải thưởng gồm …"."""
    return any(clause.key(i) == "cơ" and clause.key(i + 1) == "cấu" for i in range(clause.start, clause.first))


def _number_before(clause: Clause) -> Mention | None:
    """A bare number right before the award: "2 Huy chương vàng"."""
    tokens, index = clause.scan.tokens, clause.first - 1
    if index < clause.start or not tokens[index].text.isdecimal() or len(tokens[index].text) > 3:
        return None
    value = Quantity(Decimal(tokens[index].text), None, tokens[index].text)
    return Mention(Span(tokens[index].start, tokens[index].end), value, "quantity.digits")


def _direct_count(clause: Clause) -> Mention | None:
    """People counted right at the award: "6 đồng chí HH 55 năm", "Huy hiệu 45 năm (3 đồng chí)", "7 giải A"."""
    start = clause.mention.span.start
    sentence = Span(clause.sentence.start, start)
    before = clause.mentions(sentence, Quantity)
    text = clause.scan.text
    if before and _counts(before[-1]) and not text[before[-1].span.end : start].strip(" :“\"'"):
        return before[-1]
    after = clause.mentions(Span(clause.mention.span.end, clause.sentence.end), Quantity)
    if after and _counts(after[0]) and text[clause.mention.span.end : after[0].span.start].strip() == "(":
        return after[0]
    reach = Span(clause.sentence.start, clause.mention.span.end)
    inside = [m for m in clause.mentions(reach, Quantity) if m.span.overlaps(clause.mention.span)]
    if inside and inside[0].span.start < start and _is_award(inside[0]):
        return inside[0]
    return _number_before(clause)


def _counts(mention: Mention) -> bool:
    value = mention.value
    unit = unit_of(value.unit) if isinstance(value, Quantity) else None
    return unit is not None and unit.kind in _COUNTED


def _is_award(mention: Mention) -> bool:
    value = mention.value
    unit = unit_of(value.unit) if isinstance(value, Quantity) else None
    return unit is not None and unit.kind == "award"


def _given_to(clause: Clause, first: int, stop: int) -> Span | None:
    """The words after "cho" that name the recipients, up to the reason or the end of the clause."""
    at = next((i for i in range(first, min(stop, first + 24)) if clause.key(i) in ("cho", "tặng")), None)
    if at is None:
        return None
    end = stop
    for index in range(at + 1, stop):
        key, follow = clause.key(index), clause.key(index + 1)
        if key in ("vì", "nhằm") or (key == "nhân" and follow in ("dịp", "kỷ")) or (key in ("đã", "có") and follow in _REASONS):
            end = index
            break
    return clause.span(at + 1, end)


def _receivers(clause: Clause, span: Span, passive: bool = False) -> tuple[tuple[Key, ...], tuple[Mention, ...]]:
    """Persons and counted groups of a region; where there are none, its bodies, else its places."""
    keys = clause.entities.keys
    persons = [m for m in clause.mentions(span, PersonName) if m in keys]
    pronouns = [m for m in clause.scan.within(span, Pronoun) if m in keys and not persons]
    groups = [m for m in clause.mentions(span, Quantity) if _counts(m)]
    if passive:
        persons, groups = _subjects(clause, span, persons, groups)
        pronouns = [] if groups else pronouns[-1:]
    if persons or pronouns or groups:
        return _keys(clause, persons or pronouns), tuple(groups)
    titles = clause.scan.within(span, PostTitle)
    bodies = [m for m in clause.mentions(span, OrgName) if m in keys and not any(t.span.covers(m.span) for t in titles)]
    bodies = [m for m in outer(bodies) if not belongs(clause, m)]
    if bodies:
        return _keys(clause, bodies), ()
    places = [m for m in outer(clause.mentions(span, PlaceName)) if m in keys and not belongs(clause, m)]
    if passive:
        places = [m for m in places if span.end - m.span.end <= 10]
    return _keys(clause, places[-1:]), ()


def _subjects(clause: Clause, span: Span, persons: list[Mention], groups: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Of persons and groups before "được", those that are its subject: next to it, or with no plural noun in between."""
    text = clause.scan.text
    if groups and not text[groups[-1].span.end : span.end].strip(" ,đã"):
        before = clause.key(clause.scan.tokens.at(groups[-1].span.start) - 1)
        return (persons if before in ("và", ",") else []), groups[-1:]
    last = max((m.span.end for m in (*persons, *groups)), default=span.start)
    between = {t.key for t in clause.scan.tokens[clause.scan.tokens.at(last) : clause.scan.tokens.at(span.end)]}
    return ([], []) if between & _PLURAL else (persons, groups)


def _keys(clause: Clause, mentions: list[Mention]) -> tuple[Key, ...]:
    return tuple(dict.fromkeys(clause.entities.keys[m] for m in mentions))


def _listed(
    clause: Clause, first: int, recipients: tuple[Key, ...], groups: tuple[Mention, ...]
) -> tuple[tuple[Key, ...], tuple[Mention, ...]]:
    """The names that follow a counted group: "hai đồng chí được nhận AWARD gồm …"."""
    if recipients or len(groups) != 1 or clause.key(first) not in ("gồm", "là", ":"):
        return recipients, groups
    value = groups[0].value
    count = int(value.amount) if isinstance(value, Quantity) else 0
    stop = clause.later[0].span.start if clause.later else clause.sentence.end
    named = [m for m in clause.mentions(Span(clause.mention.span.end, stop), PersonName) if m in clause.entities.keys]
    return (_keys(clause, named[:count]), ()) if 0 < count <= len(named) else (recipients, groups)


def _shared(clause: Clause) -> tuple[tuple[Key, ...], tuple[Mention, ...]]:
    """The recipients of a later award of the same list: "trao Huân chương …, Bằng khen cho …"."""
    if not clause.later:
        return (), ()
    last = clause.later[-1]
    first = clause.scan.tokens.at(last.span.end)
    between = {clause.key(i) for i in range(clause.after, first)}
    given = _given_to(clause, first, clause.stop)
    if given is None or ";" in between or "cho" in between:
        return (), ()
    return _receivers(clause, given)
