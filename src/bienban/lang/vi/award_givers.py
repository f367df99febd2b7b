"""Who confers an award: named after it, on whose behalf, between "được" and the verb, or the subject of the sentence."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.vi.award_clauses import Act, Clause, belongs, clause_start, outer
from bienban.model.facts import Key
from bienban.model.mention import Mention, OrgName, PersonName, PostTitle
from bienban.model.span import Span

__all__ = ["Giver", "givers_of"]

_OFFICES = (
    "đảng , nhà nước , chính phủ", "đảng , nhà nước và chính phủ", "đảng và nhà nước", "đảng , nhà nước", "đảng , chính phủ",
    "đảng và chính phủ", "chủ tịch nước", "thủ tướng chính phủ", "thủ tướng", "chính phủ", "quốc hội", "nhà nước", "bộ chính trị",
    "unesco",
)  # fmt: skip
_OFFICE_NAMES = {
    "thủ tướng": "Thủ tướng Chính phủ", "đảng và nhà nước": "Đảng, Nhà nước", "đảng , nhà nước": "Đảng, Nhà nước",
    "đảng , chính phủ": "Đảng, Chính phủ", "đảng và chính phủ": "Đảng, Chính phủ",
    "đảng , nhà nước , chính phủ": "Đảng, Nhà nước, Chính phủ", "đảng , nhà nước và chính phủ": "Đảng, Nhà nước, Chính phủ",
}  # fmt: skip


_BEHALF = frozenset({("ủy", "quyền"), ("uỷ", "quyền"), ("ủy", "nhiệm"), ("uỷ", "nhiệm")})
# How near the verb an award stands that each of several bodies gives.
_DIRECT = 3


@dataclass(frozen=True, slots=True)
class Giver:
    """Who confers: a key where the article has it as an organization, else the words."""

    name: str
    key: Key | None = None


def givers_of(clause: Clause, act: Act | None) -> tuple[Giver, ...]:
    """Who confers: one, or the bodies of a list that each confer the same ("UBND huyện, Hội Nông dân xã tặng giấy khen")."""
    one = _giver_of(clause, act)
    if one is None:
        return ()
    if one.key is None or act is None or act.taking or clause.first - act.index > _DIRECT:
        return (one,)
    low, high = (act.receiver_end, act.index) if act.passive else (_own_start(clause, act), act.receiver_end)
    bodies = [m for m in outer(clause.mentions(clause.span(low, high), OrgName)) if m in clause.entities.keys]
    at = next((n for n, m in enumerate(bodies) if clause.entities.keys[m] == one.key), None)
    if at is None:
        return (one,)
    chain, text = [bodies[at]], clause.scan.text
    for body in reversed(bodies[:at]):
        if not _listed(text[body.span.end : chain[0].span.start]):
            break
        chain.insert(0, body)
    for body in bodies[at + 1 :]:
        if not _listed(text[chain[-1].span.end : body.span.start]):
            break
        chain.append(body)
    named = (_named(clause, clause.scan.tokens.at(m.span.start)) for m in chain)
    return tuple(dict.fromkeys(g for g in named if g is not None)) or (one,)


def _own_start(clause: Clause, act: Act) -> int:
    """Where the clause of the verb begins."""
    return clause_start(clause, act.receiver_end, act.index)


def _listed(between: str) -> bool:
    return between.strip() in (",", "và", ", và", "cùng", ";")


def _giver_of(clause: Clause, act: Act | None) -> Giver | None:
    """Who confers: after the award ("của …", "do … trao"), on whose behalf, between "được" and the verb, or the subject."""
    first = clause.after
    while clause.key(first) in ("năm", ",", "”", '"', "hạng") or clause.key(first).isdecimal():
        first += 1
    if clause.key(first) == "và" and clause.key(first + 1) in ("tiền", "phần", "quà"):
        first += 2 if clause.key(first + 1) == "quà" else 3
    if clause.key(first) in ("của", "do") and (giver := _named(clause, first + 1)) is not None:
        return giver
    if first == clause.after and (office := _office(clause, first)) is not None:
        return office
    for index in range(clause.start, clause.first):
        behalf = (clause.key(index - 1), clause.key(index))
        if behalf in _BEHALF or (behalf == ("thay", "mặt") and clause.mention.rule != "award.party"):
            giver = _named(clause, _past(clause, index + 1))
            if giver is not None:
                return giver
    if act is None:
        return None
    if act.passive:
        return next((g for i in range(act.receiver_end + 1, act.index) if (g := _named(clause, i)) is not None), None)
    if act.taking:
        return None
    return _subject(clause, act)


def _office(clause: Clause, index: int) -> Giver | None:
    """The office or state body that stands right behind the award: "bằng khen Thủ tướng Chính phủ", "giấy khen UBND huyện"."""
    if clause.key(index) not in ("thủ", "ubnd", "ủy", "chủ", "bộ") or clause.key(index - 1) not in ("khen", "đua"):
        return None
    return _named(clause, index)


def _past(clause: Clause, index: int) -> int:
    return index + 1 if clause.key(index) in ("của", "cho") else index


def _named(clause: Clause, index: int) -> Giver | None:
    """The body or office named at the index."""
    tokens = clause.scan.tokens
    if index >= clause.stop:
        return None
    start = tokens[index].start
    ahead = Span(start, min(start + 120, clause.sentence.end))
    titles = [m for m in clause.scan.within(ahead, PostTitle) if m.span.start == start]
    for title in titles:
        if any(m.span.start <= title.span.end + 2 for m in clause.scan.within(ahead, PersonName)):
            break
        value = title.value
        if isinstance(value, PostTitle):
            words = value.role if value.org is None else f"{value.role} {_body_of(clause, title, value.org.name)}"
            return Giver(_OFFICE_NAMES.get(words.casefold(), words))
    central = clause.key(index) == "trung" and clause.key(index + 1) == "ương"
    begin = tokens[index + 2].start if central and index + 2 < clause.stop else start
    for mention in clause.scan.within(ahead, OrgName):
        if mention.span.start in (start, begin) and isinstance(mention.value, OrgName):
            key = clause.entities.keys.get(mention)
            name = next((o.name for o in clause.entities.organizations if o.key == key), mention.value.name)
            return Giver(name, key) if mention.span.start == start else Giver(f"Trung ương {name}")
    words = " ".join(t.key for t in tokens[index : index + 8])
    office = next((o for o in _OFFICES if words.startswith(o)), None)
    if office is None:
        return None
    return Giver(_OFFICE_NAMES.get(office, " ".join(t.text for t in tokens[index : index + len(office.split())])))


def _subject(clause: Clause, act: Act) -> Giver | None:
    """The body that is the subject of an active verb; a person who hands over confers nothing in his own name."""
    start = clause_start(clause, act.receiver_end, act.index)
    region = clause.span(start, act.receiver_end)
    if clause.scan.within(region, PersonName):
        return None
    titles = clause.scan.within(region, PostTitle)
    bodies = [m for m in clause.scan.within(region, OrgName) if not any(t.span.covers(m.span) for t in titles)]
    own = [m for m in outer(bodies) if not belongs(clause, m) and clause.key(clause.scan.tokens.at(m.span.start) - 1) != "("]
    if not own:
        return next(
            (g for i in range(act.receiver_end - 4, act.receiver_end) if (g := _named(clause, max(i, start))) is not None), None
        )
    at = clause.scan.tokens.at(own[-1].span.start)
    central = clause.key(at - 2) == "trung" and clause.key(at - 1) == "ương"
    return _named(clause, at - 2 if central else at)


def _body_of(clause: Clause, title: Mention, printed: str) -> str:
    """The full name of the body that an office is of: "Chủ tịch UBND tỉnh" is of the article's province."""
    bodies = outer([m for m in clause.scan.within(title.span, OrgName) if m in clause.entities.keys])
    key = clause.entities.keys[bodies[-1]] if bodies else None
    return next((o.name for o in clause.entities.organizations if o.key == key), printed)
