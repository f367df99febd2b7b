"""Who gives an award to whom, for what: the words around one mention of an award in its sentence.

Active: "BODY trao AWARD (của BODY) cho RECIPIENTS vì …"; passive: "RECIPIENTS được BODY tặng AWARD"; also "AWARD cho N đảng
viên, AWARD cho …", "6 đồng chí AWARD", "AWARD (5 đồng chí)". An honour that is only proposed, planned or withdrawn, and the
name of a ceremony ("Lễ trao tặng …"), give none.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bienban.lang.vi.numbers import unit_of
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.tokens import key_set
from bienban.model.facts import Key
from bienban.model.mention import Mention, OrgName, PersonName, PlaceName, PostTitle, Pronoun, Quantity
from bienban.model.span import Span

__all__ = ["Conferral", "Giver", "read_conferral"]

_VERBS = key_set("trao tặng thưởng phong nhận đạt đoạt giành giữ gắn truy khen")
_NO_VERB = {"nhận": key_set("ghi công xác cảm chứng"), "thưởng": key_set("giải phần tiền"), "khen": key_set("bằng giấy thư")}
_TAKING = key_set("nhận đạt đoạt giành giữ")
_UNREAL = key_set("đề xét hồ sẽ kiến thu chưa không danh nếu phấn tiêu lễ dự hướng cần để mục xin đăng")
_COUNTED = frozenset({"person", "household", "body"})
_REASONS = key_set("có thành nhiều")
_PLURAL = key_set("các những nhiều ngũ")
_NOT_RECIPIENT = key_set("của thuộc tại ở do từ")
_REACH = 28


@dataclass(frozen=True, slots=True)
class Giver:
    """Who confers: a key where the article has it as an organization, else the words."""

    name: str
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Conferral:
    """One award given: recipients named by key, groups counted, conferrer, and the spans of reason and recipients."""

    recipients: tuple[Key, ...]
    groups: tuple[Mention, ...]
    giver: Giver | None
    region: Span
    tail: Span
    passive: bool


@dataclass(frozen=True, slots=True)
class _Act:
    """The verb of giving or taking before an award."""

    index: int
    passive: bool
    taking: bool
    receiver_end: int


class _Clause:
    """The sentence around one award."""

    def __init__(self, scan: Scan, entities: Entities, mention: Mention, awards: tuple[Mention, ...]) -> None:
        self.scan, self.entities, self.mention = scan, entities, mention
        tokens = scan.tokens
        sentence = scan.sentence_at(mention.span.start).span
        self.sentence = sentence
        self.start, self.stop = tokens.at(sentence.start), tokens.at(sentence.end)
        self.first, self.after = tokens.at(mention.span.start), tokens.at(mention.span.end)
        inside = [m for m in awards if sentence.covers(m.span) and m is not mention]
        self.before = [m for m in inside if m.span.end <= mention.span.start]
        self.later = [m for m in inside if m.span.start >= mention.span.end]

    def key(self, index: int) -> str:
        return self.scan.tokens[index].key if 0 <= index < len(self.scan.tokens) else ""

    def span(self, first: int, after: int) -> Span:
        tokens = self.scan.tokens
        if first >= after or first >= len(tokens):
            return Span(self.mention.span.end, self.mention.span.end)
        return Span(tokens[first].start, tokens[min(after, len(tokens)) - 1].end)

    def act(self) -> _Act | None:
        """The nearest verb before the award, over earlier awards of a list, not beyond a semicolon."""
        if self.key(self.first) == "công":  # "công nhận …" begins the mention
            return self._act(self.first)
        low = max(self.start, self.first - _REACH)
        for index in range(self.first - 1, low - 1, -1):
            key = self.key(index)
            if key == ";":
                return None
            if key == "công" and self.key(index + 1) == "nhận":
                return self._act(index)
            if key in _VERBS and self.key(index - 1) not in _NO_VERB.get(key, ()):
                return self._act(index)
        return None

    def _act(self, index: int) -> _Act | None:
        first = index
        while self.key(first - 1) in _VERBS | {"đón", "vinh", "dự", "quyết", "định"}:
            first -= 1
        window = [self.key(i) for i in range(max(self.start, first - 4), first)]
        if any(key in _UNREAL for key in window):
            return None
        got = next((i for i in range(first - 1, max(self.start, first - 14) - 1, -1) if self.key(i) in ("được", ";")), None)
        passive = got is not None and self.key(got) == "được"
        taking = self.key(index) in _TAKING or self.key(first) in _TAKING
        return _Act(index, passive, taking, got if passive and got is not None else first)

    def bounds_after(self) -> tuple[int, int]:
        """The region after the award up to the next award of a list, or the end of the clause."""
        stop = self.stop
        if self.later:
            stop = min(stop, self.scan.tokens.at(self.later[0].span.start))
        for index in range(self.after, stop):
            if self.key(index) == ";":
                return self.after, index
        return self.after, stop

    def mentions(self, span: Span, kind: type[PersonName] | type[OrgName] | type[PlaceName] | type[Quantity]) -> list[Mention]:
        return list(self.scan.within(span, kind))


def read_conferral(scan: Scan, entities: Entities, mention: Mention, awards: tuple[Mention, ...]) -> Conferral | None:
    """What the sentence says about the award that one mention names, or None where it is not given."""
    clause = _Clause(scan, entities, mention, awards)
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
        region = clause.span(_clause_start(clause, act.receiver_end, act.index), act.receiver_end)
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
    return Conferral(recipients, groups, _giver(clause, act), region, tail, passive)


def _structure(clause: _Clause) -> bool:
    """Whether the sentence lays down what prizes there are: "Cơ cấu giải thưởng gồm …"."""
    return any(clause.key(i) == "cơ" and clause.key(i + 1) == "cấu" for i in range(clause.start, clause.first))


def _number_before(clause: _Clause) -> Mention | None:
    """A bare number right before the award: "2 Huy chương vàng"."""
    tokens, index = clause.scan.tokens, clause.first - 1
    if index < clause.start or not tokens[index].text.isdecimal() or len(tokens[index].text) > 3:
        return None
    value = Quantity(Decimal(tokens[index].text), None, tokens[index].text)
    return Mention(Span(tokens[index].start, tokens[index].end), value, "quantity.digits")


def _direct_count(clause: _Clause) -> Mention | None:
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


def _given_to(clause: _Clause, first: int, stop: int) -> Span | None:
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


def _clause_start(clause: _Clause, end: int, verb: int) -> int:
    """Where the clause begins whose subject receives: after a semicolon, a bracket, or an earlier award with its own verb."""
    start, closed = clause.start, 0
    for index in range(end - 1, clause.start - 1, -1):
        key = clause.key(index)
        opened = key == "(" and closed == 0
        closed += (key == ")") - (key == "(" and closed > 0)
        if key in (";", ":") or opened or (key == "đó" and clause.key(index - 1) == "trong"):
            start = index + 1
            break
    for earlier in clause.before:
        at = clause.scan.tokens.at(earlier.span.end)
        if at <= verb:
            start = max(start, min(at, end))
    return start


def _receivers(clause: _Clause, span: Span, passive: bool = False) -> tuple[tuple[Key, ...], tuple[Mention, ...]]:
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
    bodies = [m for m in _outer(bodies) if not _belongs(clause, m)]
    if bodies:
        return _keys(clause, bodies), ()
    places = [m for m in _outer(clause.mentions(span, PlaceName)) if m in keys and not _belongs(clause, m)]
    if passive:
        places = [m for m in places if span.end - m.span.end <= 10]
    return _keys(clause, places[-1:]), ()


def _subjects(clause: _Clause, span: Span, persons: list[Mention], groups: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Of persons and groups before "được", those that are its subject: next to it, or with no plural noun in between."""
    text = clause.scan.text
    if groups and not text[groups[-1].span.end : span.end].strip(" ,đã"):
        before = clause.key(clause.scan.tokens.at(groups[-1].span.start) - 1)
        return (persons if before in ("và", ",") else []), groups[-1:]
    last = max((m.span.end for m in (*persons, *groups)), default=span.start)
    between = {t.key for t in clause.scan.tokens[clause.scan.tokens.at(last) : clause.scan.tokens.at(span.end)]}
    return ([], []) if between & _PLURAL else (persons, groups)


def _outer(mentions: list[Mention]) -> list[Mention]:
    """The mentions that lie in no other one of the list."""
    return [m for m in mentions if not any(o is not m and o.span.covers(m.span) and o.span != m.span for o in mentions)]


def _belongs(clause: _Clause, mention: Mention) -> bool:
    """Whether a word before makes the body or place an attribute of something else ("thuộc Sở …", "tại xã …")."""
    return clause.key(clause.scan.tokens.at(mention.span.start) - 1) in _NOT_RECIPIENT


def _keys(clause: _Clause, mentions: list[Mention]) -> tuple[Key, ...]:
    return tuple(dict.fromkeys(clause.entities.keys[m] for m in mentions))


def _listed(
    clause: _Clause, first: int, recipients: tuple[Key, ...], groups: tuple[Mention, ...]
) -> tuple[tuple[Key, ...], tuple[Mention, ...]]:
    """The names that follow a counted group: "hai đồng chí được nhận AWARD gồm …"."""
    if recipients or len(groups) != 1 or clause.key(first) not in ("gồm", "là", ":"):
        return recipients, groups
    value = groups[0].value
    count = int(value.amount) if isinstance(value, Quantity) else 0
    stop = clause.later[0].span.start if clause.later else clause.sentence.end
    named = [m for m in clause.mentions(Span(clause.mention.span.end, stop), PersonName) if m in clause.entities.keys]
    return (_keys(clause, named[:count]), ()) if 0 < count <= len(named) else (recipients, groups)


def _shared(clause: _Clause) -> tuple[tuple[Key, ...], tuple[Mention, ...]]:
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


_OFFICES = ("chủ tịch nước", "thủ tướng chính phủ", "thủ tướng", "chính phủ", "quốc hội", "nhà nước", "bộ chính trị")
_OFFICE_NAMES = {"thủ tướng": "Thủ tướng Chính phủ"}


def _giver(clause: _Clause, act: _Act | None) -> Giver | None:
    """Who confers: after the award ("của …", "do … trao"), on whose behalf, between "được" and the verb, or the subject."""
    first = clause.after
    while clause.key(first) in ("năm", ",", "”", '"', "hạng") or clause.key(first).isdecimal():
        first += 1
    if clause.key(first) in ("của", "do") and (giver := _named(clause, first + 1)) is not None:
        return giver
    for index in range(clause.start, clause.first):
        if clause.key(index) in ("quyền", "nhiệm") and clause.key(index - 1) == "ủy":
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


def _past(clause: _Clause, index: int) -> int:
    return index + 1 if clause.key(index) in ("của", "cho") else index


def _named(clause: _Clause, index: int) -> Giver | None:
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
            words = value.role if value.org is None else f"{value.role} {value.org.name}"
            return Giver(_OFFICE_NAMES.get(words.casefold(), words))
    for mention in clause.scan.within(ahead, OrgName):
        if mention.span.start == start and isinstance(mention.value, OrgName):
            key = clause.entities.keys.get(mention)
            name = next((o.name for o in clause.entities.organizations if o.key == key), mention.value.name)
            return Giver(name, key)
    words = " ".join(t.key for t in tokens[index : index + 4])
    office = next((o for o in _OFFICES if words.startswith(o)), None)
    if office is None:
        return None
    return Giver(_OFFICE_NAMES.get(office, " ".join(t.text for t in tokens[index : index + len(office.split())])))


def _subject(clause: _Clause, act: _Act) -> Giver | None:
    """The body that is the subject of an active verb; a person who hands over confers nothing in his own name."""
    start = _clause_start(clause, act.receiver_end, act.index)
    region = clause.span(start, act.receiver_end)
    if clause.scan.within(region, PersonName):
        return None
    titles = clause.scan.within(region, PostTitle)
    bodies = [m for m in clause.scan.within(region, OrgName) if not any(t.span.covers(m.span) for t in titles)]
    outer = [m for m in _outer(bodies) if not _belongs(clause, m)]
    if not outer:
        return next(
            (g for i in range(act.receiver_end - 4, act.receiver_end) if (g := _named(clause, max(i, start))) is not None), None
        )
    return _named(clause, clause.scan.tokens.at(outer[-1].span.start))
