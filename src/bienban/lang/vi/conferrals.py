"""Who gets an award: what the sentence around one mention of it says.

Active: "BODY trao AWARD (của BODY) cho RECIPIENTS vì …"; passive: "RECIPIENTS được BODY tặng AWARD"; also "AWARD cho N đảng
viên, AWARD cho …", "6 đồng chí AWARD", "AWARD (5 đồng chí)". An honour that is only proposed, planned or withdrawn, and the
name of a ceremony ("Lễ trao tặng …"), give none.
"""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.tokens import key_set
from bienban.lang.vi.award_clauses import Act, Clause, belongs, clause_start, outer
from bienban.lang.vi.award_counts import counts_people, direct_count, first_count, is_award, paired
from bienban.lang.vi.award_givers import Giver, givers_of
from bienban.lang.vi.award_subjects import before_adverbs, subject_count, subjects
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Key
from bienban.model.mention import Mention, OrgName, PersonName, PlaceName, PostTitle, Pronoun, Quantity
from bienban.model.span import Span

__all__ = ["Conferral", "read_conferral"]

# How far behind an award someone may be named who gets it with no word between ("tặng giấy khen và tuyên dương em …").
_REST = 12
_REASONS = key_set("có thành nhiều")


@dataclass(frozen=True, slots=True)
class Conferral:
    """One award given: recipients named by key, groups counted, conferrer, and the spans of reason and recipients."""

    recipients: tuple[Key, ...]
    groups: tuple[Mention, ...]
    givers: tuple[Giver, ...]
    region: Span
    tail: Span
    passive: bool


def read_conferral(scan: Scan, entities: Entities, mention: Mention, awards: tuple[Mention, ...]) -> Conferral | None:
    """What the sentence says about the award that one mention names, or None where it is not given."""
    clause = Clause(scan, entities, mention, awards)
    act = clause.act()
    direct = direct_count(clause)
    if _structure(clause) or (act is None and direct is None):
        return None
    first, stop = clause.bounds_after()
    found = _who(clause, act, direct, first, stop)
    if found is None:
        return None
    recipients, groups, region = found
    passive = act is not None and (act.passive or act.taking)
    return Conferral(recipients, groups, givers_of(clause, act), region, clause.span(first, clause.stop), passive)


_Found = tuple[tuple[Key, ...], tuple[Mention, ...], Span]


def _who(clause: Clause, act: Act | None, direct: Mention | None, first: int, stop: int) -> _Found | None:
    """Who gets the award, and the words that say so."""
    given = _given_to(clause, first, stop)
    own = act is not None and (act.passive or act.taking)
    if direct is not None and act is not None and own and (is_award(direct) or _bare(direct)):
        taken = _takers(clause, act, first)
        if taken is not None and taken[0] and not taken[1] and (act.passive or clause.mentions(taken[2], PersonName)):
            return taken
    if direct is not None and (act is None or not act.passive or given is None):
        return (), (direct,), direct.span
    if given is not None and not own:
        return (*_receivers(clause, given), given)
    if act is None:
        return None
    if own:
        return _takers(clause, act, first, given)
    region = clause.span(first, first)
    shared = _shared(clause)
    if shared[0] or shared[1] or clause.later:
        return (*shared, region)
    return _beside(clause, act, first, stop), (), region


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
    return _keys(clause, named)


def _takers(clause: Clause, act: Act, first: int, given: Span | None = None) -> _Found | None:
    """Those before the verb who get it, or those counted after "cho" all the same: "được UBND xã tặng … cho 9 tập thể"."""
    region = clause.span(clause_start(clause, act.receiver_end, act.index), act.receiver_end)
    if any(isinstance(m.value, Quantity) and m.value.percent for m in clause.mentions(region, Quantity)):
        return None
    if given is not None and act.passive:
        counted = _receivers(clause, given)
        if counted[1]:
            return (*counted, given)
    recipients, groups = _receivers(clause, region, passive=True, given=act.passive)
    return (*_listed(clause, first, recipients, groups), region)


def _bare(mention: Mention) -> bool:
    return isinstance(mention.value, Quantity) and mention.value.unit is None


def _structure(clause: Clause) -> bool:
    """Whether the sentence lays down what prizes there are: "Cơ cấu giải thưởng gồm …"."""
    return any(clause.key(i) == "cơ" and clause.key(i + 1) == "cấu" for i in range(clause.start, clause.first))


def _given_to(clause: Clause, first: int, stop: int) -> Span | None:
    """The words after "cho" that name the recipients, up to the reason or the end of the clause."""
    at = next((i for i in range(first, min(stop, first + 24)) if _gives(clause, i)), None)
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


def _receivers(
    clause: Clause, span: Span, passive: bool = False, given: bool = False
) -> tuple[tuple[Key, ...], tuple[Mention, ...]]:
    """Persons and counted groups of a region; where there are none, its bodies, else its places."""
    keys = clause.entities.keys
    persons = [m for m in clause.mentions(span, PersonName) if m in keys]
    pronouns = [m for m in clause.scan.within(span, Pronoun) if m in keys and not persons]
    groups = [paired(clause, m) for m in clause.mentions(span, Quantity) if counts_people(m)]
    if not groups and not passive and (bare := first_count(clause, span)) is not None:
        groups = [bare]
    if passive:
        subject = subjects(clause, span, persons, groups)
        if subject is None:
            return (), ()
        persons, groups = subject
        if given and not groups and (counted := subject_count(clause, span)) is not None:
            persons, groups = [], [counted]
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
        end = before_adverbs(clause, clause.scan.tokens.at(span.end))
        places = [m for m in places if clause.scan.tokens.at(m.span.end) == end]
    return _keys(clause, places[-1:]), ()


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
