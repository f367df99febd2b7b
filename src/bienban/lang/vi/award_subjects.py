"""Who is the subject that receives an award: the words before "được" or before a verb of taking.

The subject stands next to the verb, past adverbs ("đã vinh dự được …"), or further off where only an enumeration of merits
lies between ("Ông … có nhiều đóng góp …, được …"); a plural noun right before the verb is another, unnamed subject.
"""

from __future__ import annotations

from decimal import Decimal

from bienban.lang.tokens import key_set
from bienban.lang.vi.award_clauses import Clause
from bienban.model.mention import Mention, Quantity
from bienban.model.span import Span

__all__ = ["before_adverbs", "subject_count", "subjects"]

_PLURAL = key_set("các những nhiều ngũ")
_ADVERBS = key_set("đã vinh dự cũng vừa mới rất tự hào từng liên tục tiếp lần đầu tiên , – - này sẽ đều lại còn là và hai ba")
_LINKS = frozenset({"", ",", "và", "cùng", "cùng với", ";"})
_NOT_COUNTED = key_set("năm tháng ngày lần tuổi triệu tỷ nghìn giờ trong người")
_DESCRIBED = 7


def before_adverbs(clause: Clause, end: int) -> int:
    """The index after the subject that ends before a token, without the adverbs between."""
    while end > clause.start and clause.key(end - 1) in _ADVERBS:
        end -= 1
    return end


def subjects(
    clause: Clause, span: Span, persons: list[Mention], groups: list[Mention]
) -> tuple[list[Mention], list[Mention]] | None:
    """Of persons and counted groups before the verb, those that are its subject; None where that is a plural noun."""
    tokens, text = clause.scan.tokens, clause.scan.text
    end = before_adverbs(clause, tokens.at(span.end))
    close = tokens[end - 1].end if end > 0 else span.start
    if groups and 0 <= close - groups[-1].span.end < 2:
        return _chained(text, persons, groups)
    last = max((m.span.end for m in (*persons, *groups)), default=span.start)
    if any(clause.key(i) == "," for i in range(end, tokens.at(span.end))):
        return persons, groups  # "Ông … có nhiều đóng góp, được …": the subject is not said again
    between = [t.key for t in tokens[tokens.at(last) : end]]
    plural = any(key in _PLURAL and before not in ("và", "cùng") for before, key in zip(["", *between], between, strict=False))
    return None if plural else (persons, groups)


def _chained(text: str, persons: list[Mention], groups: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The last group, those before it in one list ("5 tập thể, 10 cá nhân"), and the persons that begin the list."""
    chain = [groups[-1]]
    for group in reversed(groups[:-1]):
        if text[group.span.end : chain[0].span.start].strip() not in _LINKS:
            break
        chain.insert(0, group)
    before = [p for p in persons if p.span.end <= chain[0].span.start]
    joined = bool(before) and text[before[-1].span.end : chain[0].span.start].strip() in _LINKS
    return (before if joined else []), chain


def subject_count(clause: Clause, span: Span) -> Mention | None:
    """People counted right before the verb by a noun that no table knows: "552 bà mẹ được truy tặng …"."""
    tokens = clause.scan.tokens
    end = before_adverbs(clause, tokens.at(span.end))
    for at in range(end - 2, max(clause.start, end - _DESCRIBED) - 1, -1):
        if tokens[at].start < span.start or not (tokens[at].is_word or tokens[at].is_number):
            return None
        if not tokens[at].text.isdecimal():
            continue
        opens = clause.key(at - 1) in ("", ",", ";", "có", "và", "cho", "…", ".", "hơn", "gần", "trong") or at == clause.start
        if not opens or len(tokens[at].text) > 4 or clause.key(at + 1) in _NOT_COUNTED:
            return None
        value = Quantity(Decimal(tokens[at].text), None, tokens[at].text)
        return Mention(Span(tokens[at].start, tokens[end - 1].end), value, "quantity.digits")
    return None
