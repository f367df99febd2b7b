"""People who are counted, not named, among those who attend: "với sự tham dự của 188 đại biểu", "hơn 300 cử tri dự"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bienban.lang.vi.deeds import Deed
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.occasions import Occasion
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.where import Where
from bienban.model.mention import Mention, Quantity
from bienban.model.span import Span

__all__ = ["Group", "find_groups", "group_kind"]

_BEHIND = 60
_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Group:
    """A counted group at an occasion."""

    occasion: Occasion
    name: str
    count: int
    kind: str | None
    qualifier: Literal["exact", "over", "nearly", "about"]
    span: Span
    rule: str


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {row.need("unit"): row.need("code") for row in table("group_kinds")}


def group_kind(unit: str | None) -> str | None:
    """The code of the scheme ``group-kind`` for the noun that counts people, or None where it counts none.

    >>> group_kind("đảng viên")
    'party-member'
    """
    return None if unit is None else _kinds().get(unit)


def find_groups(scan: Scan, deeds: tuple[Deed, ...], where: Where) -> tuple[Group, ...]:
    """The counted groups of all occasions, each once, in the order of the text."""
    found: dict[tuple[int, str, int], Group] = {}
    for deed in deeds:
        if deed.act is None or deed.act.act != "attend":
            continue
        occasion = where.at(deed.sentence.span, scan.tokens[deed.first].start)
        if occasion is None:
            continue
        for mention in scan.within(deed.sentence.span, Quantity):
            group = _group(scan, deed, mention, occasion)
            if group is not None:
                found.setdefault((id(occasion), group.name.casefold(), group.count), group)
    return tuple(found.values())


def _group(scan: Scan, deed: Deed, mention: Mention, occasion: Occasion) -> Group | None:
    value = mention.value
    if not isinstance(value, Quantity) or value.percent or value.amount != int(value.amount) or not 1 < value.amount < 10_000_000:
        return None
    kind = group_kind(value.unit)
    tokens = scan.tokens
    first, last = tokens.at(mention.span.start), tokens.at(mention.span.end - 1)
    ahead = last < deed.first and deed.first - last - 1 <= _AHEAD
    behind = first >= deed.after and first - deed.after <= _BEHIND and (deed.opening or not deed.act_before or bool(deed.doers))
    if kind is None or not (ahead or behind):
        return None
    name = " ".join(mention.span.of(scan.text).split())
    rule = "group.ahead" if ahead else "group.listed"
    return Group(occasion, name, int(value.amount), kind, value.qualifier, mention.span, rule)
