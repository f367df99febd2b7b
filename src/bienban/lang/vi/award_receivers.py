"""Who is named and who is counted in the words that say who gets an award.

A list may mix bodies, persons and counted groups: "cho Chi bộ A, Trường B và 8 đảng viên". Those of a counted group who are named
after all ("2 công nhân: anh A, chị B", "12 cán bộ, trong đó có ông C") are not counted once more.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from bienban.lang.tokens import key_set
from bienban.lang.vi.award_clauses import Clause, belongs, outer
from bienban.lang.vi.award_counts import counts_people, first_count, paired
from bienban.lang.vi.award_subjects import before_adverbs, subject_count, subjects
from bienban.model.facts import Key
from bienban.model.mention import Mention, OrgName, PersonName, PlaceName, PostTitle, Pronoun, Quantity
from bienban.model.span import Span

__all__ = ["keys_of", "opening_person", "receivers"]

# What may stand right before a body that is itself an item of a list of recipients.
_ITEM = key_set("cho tặng với , ; : và cùng gồm là thể các")
# Between a counted group and a name: the name is of one of the group.
_NAMING = re.compile(r"^\s*[,(]?\s*(?::|\(|(?:là|gồm|bao gồm)\b)|\btrong đó\b|:\s*$", re.IGNORECASE)

_LISTED = frozenset({"", ",", "và", "cùng"})
_HONORIFIC = 12

_Found = tuple[tuple[Key, ...], tuple[Mention, ...]]


def keys_of(clause: Clause, mentions: list[Mention]) -> tuple[Key, ...]:
    """The keys of what the mentions mean, each once."""
    return tuple(dict.fromkeys(clause.entities.keys[m] for m in mentions))


def receivers(clause: Clause, span: Span, passive: bool = False, given: bool = False) -> _Found:
    """Persons, counted groups and the bodies listed with them; where there are none, any bodies, else places.

    ``passive``: the region is the subject of "được" or of a verb of taking; ``given``: of "được".
    """
    keys = clause.entities.keys
    persons = [m for m in clause.mentions(span, PersonName) if m in keys]
    pronouns = [m for m in clause.scan.within(span, Pronoun) if m in keys and not persons]
    groups = [paired(clause, m) for m in clause.mentions(span, Quantity) if counts_people(m)]
    if not groups and not passive and (bare := first_count(clause, span)) is not None:
        groups = [bare]
    if passive:
        subject = subjects(clause, span, persons, groups)
        if subject is None and (beside := _body_subject(clause, span)) is not None:
            return keys_of(clause, beside), ()
        if subject is None:
            return (), ()
        persons, groups = subject
        if given and not groups and (counted := subject_count(clause, span)) is not None:
            persons, groups = [], [counted]
        pronouns = [] if groups else pronouns[-1:]
    if persons or pronouns or groups:
        bodies = [] if passive else _items(clause, span, persons)
        named = sorted((*(persons or pronouns), *bodies), key=lambda m: m.span.start)
        return keys_of(clause, named), tuple(_unnamed(clause, groups, named))
    titles = clause.scan.within(span, PostTitle)
    bodies = [m for m in clause.mentions(span, OrgName) if m in keys and not any(t.span.covers(m.span) for t in titles)]
    bodies = [m for m in outer(bodies) if not belongs(clause, m)]
    if bodies:
        return keys_of(clause, bodies), ()
    places = [m for m in outer(clause.mentions(span, PlaceName)) if m in keys and not belongs(clause, m)]
    if passive:
        end = before_adverbs(clause, clause.scan.tokens.at(span.end))
        places = [m for m in places if clause.scan.tokens.at(m.span.end) == end]
    return keys_of(clause, places[-1:]), ()


def _body_subject(clause: Clause, span: Span) -> list[Mention] | None:
    """The bodies of one list that end right before the verb: "Với những thành tích …, Trường A và Trường B được …"."""
    tokens, text = clause.scan.tokens, clause.scan.text
    end = before_adverbs(clause, tokens.at(span.end))
    close = tokens[end - 1].end if end > 0 else span.start
    bodies = [m for m in outer(clause.mentions(span, OrgName)) if m in clause.entities.keys and not belongs(clause, m)]
    found: list[Mention] = []
    for body in reversed(bodies):
        between = text[body.span.end : found[0].span.start].strip() if found else ""
        if between not in _LISTED or (not found and not 0 <= close - body.span.end < 2):
            break
        found.insert(0, body)
    opens = found and (found[0].span.start == span.start or clause.key(tokens.at(found[0].span.start) - 1) in (",", ";"))
    return found if opens else None  # not "các đồng chí lãnh đạo Quận ủy … được"


def opening_person(clause: Clause, span: Span) -> tuple[Key, ...]:
    """The one person with whom the clause begins, of whom more is told before "được": "Ông là đại biểu … và được tặng …"."""
    keys = clause.entities.keys
    named = [m for m in (*clause.mentions(span, PersonName), *clause.scan.within(span, Pronoun)) if m in keys]
    first = min(named, key=lambda m: m.span.start, default=None)
    if first is None or len({keys[m] for m in named}) != 1:
        return ()
    ahead = clause.scan.text[span.start : first.span.start].strip()
    plural = isinstance(first.value, Pronoun) and first.value.plural
    return () if plural or len(ahead) > _HONORIFIC else (keys[first],)


def _items(clause: Clause, span: Span, persons: list[Mention]) -> list[Mention]:
    """The bodies that are items of a list of their own; one right after a person and a comma is where he works."""
    tokens = clause.scan.tokens
    titles = clause.scan.within(span, PostTitle)
    found: list[Mention] = []
    beside = [p.span.end for p in persons]
    for body in outer(clause.mentions(span, OrgName)):
        before = clause.key(tokens.at(body.span.start) - 1)
        listed = before in _ITEM or body.span.start == span.start
        behind = before == "," and any(0 <= body.span.start - end <= 2 for end in beside)
        known = body in clause.entities.keys and not any(t.span.covers(body.span) for t in titles)
        if known and listed and not behind and not _bracketed(clause, span, body):
            found.append(body)
        else:
            beside.append(body.span.end)  # what follows it says more about the same person
    return found


def _bracketed(clause: Clause, span: Span, body: Mention) -> bool:
    before = clause.scan.text[span.start : body.span.start]
    return before.count("(") > before.count(")")


def _unnamed(clause: Clause, groups: list[Mention], named: list[Mention]) -> list[Mention]:
    """The groups without those of them who are named behind: "2 công nhân: anh A, chị B" leaves none."""
    text, left = clause.scan.text, []
    for group, following in zip_longest(groups, groups[1:]):
        stop = clause.sentence.end if following is None else following.span.start
        behind = [m for m in named if group.span.end <= m.span.start and m.span.end <= stop]
        if behind and _NAMING.search(text[group.span.end : behind[0].span.start]):
            rest = _rest_of(group, len({clause.entities.keys[m] for m in behind}))
            left.extend([] if rest is None else [rest])
        else:
            left.append(group)
    return left


def _rest_of(group: Mention, named: int) -> Mention | None:
    """A counted group without some of its members; None where nobody is left."""
    value = group.value
    if not isinstance(value, Quantity) or value.amount <= named:
        return None
    amount = value.amount - named
    return replace(
        group, value=replace(value, amount=amount, printed=f"{amount:f} {value.unit or ''}".strip()), rule="quantity.rest"
    )
