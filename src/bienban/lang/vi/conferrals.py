"""Who gets an award: what the sentence around one mention of it says.

Active: "BODY trao AWARD (của BODY) cho RECIPIENTS vì …"; passive: "RECIPIENTS được BODY tặng AWARD"; also "AWARD cho N đảng
viên, AWARD cho …", "6 đồng chí AWARD", "AWARD (5 đồng chí)". An honour that is only proposed, planned or withdrawn, and the
name of a ceremony ("Lễ trao tặng …"), give none.
"""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.tokens import key_set
from bienban.lang.vi.award_clauses import Act, Clause, clause_start
from bienban.lang.vi.award_counts import direct_count, is_award
from bienban.lang.vi.award_givers import Giver, givers_of
from bienban.lang.vi.award_receivers import keys_of, opening_person, receivers
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Key
from bienban.model.mention import Mention, OrgName, PersonName, Pronoun, Quantity
from bienban.model.span import Span

__all__ = ["Conferral", "read_conferral"]

# How far behind an award someone may be named who gets it with no word between ("tặng giấy khen và tuyên dương em …").
_REST = 12
_REASONS = key_set("có thành nhiều")
_CHAIN = frozenset({"và", ",", "và đồng chí", "và ông", "và bà", ", đồng chí", ", ông", ", bà", "và các đồng chí"})


@dataclass(frozen=True, slots=True)
class Conferral:
    """One award given: recipients named by key, groups counted, conferrer, and the spans of reason and recipients."""

    recipients: tuple[Key, ...]
    groups: tuple[Mention, ...]
    givers: tuple[Giver, ...]
    region: Span
    tail: Span
    passive: bool


def read_conferral(scan: Scan, entities: Entities, mention: Mention) -> Conferral | None:
    """What the sentence says about the award that one mention names, or None where it is not given."""
    clause = Clause(scan, entities, mention)
    act = clause.act()
    direct = direct_count(clause)
    if _structure(clause) or (act is None and direct is None and not _holders(clause)):
        return None
    first, stop = clause.bounds_after()
    found = _who(clause, act, direct, first, stop)
    if found is None:
        return None
    recipients, groups, region = found
    passive = act is not None and (act.passive or act.taking)
    givers = givers_of(clause, act)
    recipients = tuple(k for k in recipients if all(k != g.key for g in givers))
    return Conferral(recipients, groups, givers, region, clause.span(first, clause.reason_end(first)), passive)


_Found = tuple[tuple[Key, ...], tuple[Mention, ...], Span]


def _who(clause: Clause, act: Act | None, direct: Mention | None, first: int, stop: int) -> _Found | None:
    """Who gets the award, and the words that say so."""
    holders = _holders(clause)
    if holders:
        return keys_of(clause, holders), (), Span(holders[0].span.start, holders[-1].span.end)
    given = _given_to(clause, first, stop)
    own = act is not None and (act.passive or act.taking)
    if direct is not None and act is not None and own and (is_award(direct) or _bare(direct)):
        taken = _takers(clause, act, first)
        if taken is not None and taken[0] and not taken[1] and (act.passive or clause.mentions(taken[2], PersonName)):
            return taken
    if direct is not None and (act is None or not act.passive or given is None):
        return (), (direct,), direct.span
    if given is not None and not own:
        return (*receivers(clause, given), given)
    if act is None:
        return None
    if own:
        return _takers(clause, act, first, given)
    region = clause.span(first, first)
    shared = _shared(clause)
    if shared[0] or shared[1] or clause.later:
        return (*shared, region)
    return _beside(clause, act, first, stop), (), region


def _holders(clause: Clause) -> list[Mention]:
    """Those whose badge stands behind their names: "A (55 năm), B và C (40 năm)", "ông D, 60 năm tuổi Đảng"."""
    if clause.mention.rule != "award.party" or clause.key(clause.first - 1) not in ("(", ","):
        return []
    text, low = clause.scan.text, clause.before[-1].span.end if clause.before else clause.sentence.start
    end = clause.mention.span.start
    found: list[Mention] = []
    for person in reversed(clause.mentions(Span(min(low, end), end), PersonName)):
        between = text[person.span.end : end].strip()
        if between not in (("(", ",") if not found else _CHAIN) or person not in clause.entities.keys:
            break
        if found and between == "," and clause.key(clause.first - 1) == ",":
            break
        found.insert(0, person)
        end = person.span.start
    return found


def _beside(clause: Clause, act: Act, first: int, stop: int) -> tuple[Key, ...]:
    """Who is named between verb and award ("tặng ông … Huân chương"), right after it, or alone in the rest of the clause."""
    keys = clause.entities.keys
    between = clause.span(act.index + 1, clause.first)
    named = [m for m in (*clause.mentions(between, PersonName), *clause.scan.within(between, Pronoun)) if m in keys]
    if not named and not clause.before:
        comma = next((i for i in range(first, min(stop, first + _REST)) if clause.key(i) in (",", "-", "–")), first + _REST)
        rest = clause.span(first, min(stop, comma))
        named = [m for m in (*clause.mentions(rest, PersonName), *clause.scan.within(rest, Pronoun)) if m in keys]
        bodies = [m for m in clause.mentions(rest, OrgName) if m in keys and m.span.start - clause.mention.span.end < 2]
        named = bodies[:1] or (named if len({keys[m] for m in named}) == 1 else [])
    return keys_of(clause, named)


def _takers(clause: Clause, act: Act, first: int, given: Span | None = None) -> _Found | None:
    """Those before the verb who get it, or those counted after "cho" all the same: "được UBND xã tặng … cho 9 tập thể"."""
    region = clause.span(clause_start(clause, act.receiver_end, act.index), act.receiver_end)
    if any(isinstance(m.value, Quantity) and m.value.percent for m in clause.mentions(region, Quantity)):
        return None
    if given is not None and act.passive:
        counted = receivers(clause, given)
        if counted[1]:
            return (*counted, given)
    recipients, groups = receivers(clause, region, passive=True, given=act.passive)
    if not recipients and not groups and act.passive and region.end - region.start < _REST:
        region = _earlier(clause, region)
        recipients, groups = receivers(clause, region, passive=True, given=True)
    if not recipients and not groups and act.passive:
        recipients = opening_person(clause, region)
    return (*_listed(clause, first, recipients, groups), region)


def _earlier(clause: Clause, region: Span) -> Span:
    """The subject of an earlier "được", where this one has only a year: "Hội A đã được tặng …: năm 2031 được … tặng …"."""
    here = clause.scan.tokens.at(region.start)
    at = next((i for i in range(here - 1, clause.start, -1) if clause.key(i) == "được"), None)
    return region if at is None else clause.span(clause_start(clause, at, at), at)


def _bare(mention: Mention) -> bool:
    return isinstance(mention.value, Quantity) and mention.value.unit is None


def _structure(clause: Clause) -> bool:
    """Whether the sentence lays down what prizes there are: "Cơ cấu giải thưởng gồm …"."""
    return any(clause.key(i) == "cơ" and clause.key(i + 1) == "cấu" for i in range(clause.start, clause.first))


def _given_to(clause: Clause, first: int, stop: int) -> Span | None:
    """The words after "cho" that name the recipients, up to the reason or the end of the clause."""
    at = next((i for i in range(first, min(stop, first + 24)) if _gives(clause, i)), None)
    if at is None and any(
        m.span.start - clause.mention.span.end < 2 for m in clause.mentions(clause.span(first, stop), Quantity)
    ):
        at = first - 1  # "tặng Giấy khen 10 tập thể"
    if at is None:
        return None
    at += clause.key(at) == "đối"
    end = stop
    for index in range(at + 1, stop):
        key, follow = clause.key(index), clause.key(index + 1)
        if key in ("vì", "nhằm") or (key == "nhân" and follow in ("dịp", "kỷ")) or (key in ("đã", "có") and follow in _REASONS):
            end = index
            break
    return clause.span(at + 1, end)


def _gives(clause: Clause, index: int) -> bool:
    return clause.key(index) in ("cho", "tặng") or (clause.key(index) == "đối" and clause.key(index + 1) == "với")


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
    return (keys_of(clause, named[:count]), ()) if 0 < count <= len(named) else (recipients, groups)


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
    return receivers(clause, given)
