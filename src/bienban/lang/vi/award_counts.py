"""How many get an award: the people counted beside it, and the numbers that count the awards themselves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bienban.lang.tokens import key_set
from bienban.lang.vi.award_clauses import Clause
from bienban.lang.vi.numbers import unit_of
from bienban.model.mention import Mention, Quantity
from bienban.model.span import Span

__all__ = ["counts_people", "direct_count", "first_count", "is_award", "paired"]

_COUNTED = frozenset({"person", "household", "body"})
# What may stand before a bare number that counts awards; after a name it belongs to the name.
_BEFORE_NUMBER = key_set(", ; : ( và với trao tặng nhận được có đạt đoạt giành gồm thưởng là thêm cùng về bằng")
# Between the years of a badge and the people counted who get it.
_COUNTING = ("(", ":", "cho", "là", "có", "gồm", "(có")
_NOT_COUNTED = key_set("năm tháng ngày lần tuổi triệu tỷ nghìn giờ % / - . ,")


def _number_before(clause: Clause) -> Mention | None:
    """A bare number right before the award: "2 Huy chương vàng"."""
    tokens, index = clause.scan.tokens, clause.first - 1
    if index < clause.start or not tokens[index].text.isdecimal() or len(tokens[index].text) > 3:
        return None
    if index > clause.start and tokens[index - 1].key not in _BEFORE_NUMBER:
        return None
    value = Quantity(Decimal(tokens[index].text), None, tokens[index].text)
    return Mention(Span(tokens[index].start, tokens[index].end), value, "quantity.digits")


def direct_count(clause: Clause) -> Mention | None:
    """People counted right at the award: "6 đồng chí HH 55 năm", "Huy hiệu 45 năm (3 đồng chí)", "7 giải A"."""
    start = clause.mention.span.start
    sentence = Span(clause.sentence.start, start)
    before = clause.mentions(sentence, Quantity)
    text = clause.scan.text
    if before and counts_people(before[-1]) and not text[before[-1].span.end : start].strip(" :“\"'"):
        return before[-1]
    after = clause.mentions(Span(clause.mention.span.end, clause.sentence.end), Quantity)
    opening = _COUNTING if clause.mention.rule == "award.party" else ("(",)
    if after and counts_people(after[0]) and text[clause.mention.span.end : after[0].span.start].strip() in opening:
        return after[0]
    reach = Span(clause.sentence.start, clause.mention.span.end)
    inside = [m for m in clause.mentions(reach, Quantity) if m.span.overlaps(clause.mention.span)]
    if inside and inside[0].span.start < start and is_award(inside[0]):
        return inside[0]
    return _number_before(clause)


def counts_people(mention: Mention) -> bool:
    """Whether a quantity counts people, households or bodies."""
    value = mention.value
    unit = unit_of(value.unit) if isinstance(value, Quantity) else None
    return unit is not None and unit.kind in _COUNTED


def is_award(mention: Mention) -> bool:
    """Whether a quantity counts awards."""
    value = mention.value
    unit = unit_of(value.unit) if isinstance(value, Quantity) else None
    return unit is not None and unit.kind == "award"


def first_count(clause: Clause, span: Span) -> Mention | None:
    """The people counted at the beginning of a region, also by a noun that no table knows: "cho 20 công dân tiêu biểu"."""
    tokens = clause.scan.tokens
    at = tokens.at(span.start)
    at += clause.key(at) in ("hơn", "gần", "trên", "khoảng")
    if at + 1 >= len(tokens) or not tokens[at].text.isdecimal() or len(tokens[at].text) > 4 or tokens[at].start >= span.end:
        return None
    noun = tokens[at + 1]
    if not noun.is_word or noun.key in _NOT_COUNTED:
        return None
    value = Quantity(Decimal(tokens[at].text), None, tokens[at].text)
    return Mention(Span(tokens[at].start, noun.end), value, "quantity.digits")


def paired(clause: Clause, group: Mention) -> Mention:
    """The count of those who got it, where all are counted behind a slash: "214/220 hộ đạt danh hiệu …" counts 214."""
    tokens, value = clause.scan.tokens, group.value
    at = tokens.at(group.span.start)
    if clause.key(at - 1) != "/" or not isinstance(value, Quantity) or not clause.key(at - 2).isdecimal():
        return group
    got = tokens[at - 2]
    return Mention(Span(got.start, group.span.end), replace(value, amount=Decimal(got.text), printed=got.text), group.rule)
