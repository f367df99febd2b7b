"""What stands behind the head of a body: Trung ương, or the territory it is of, with or without its level word."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast

from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import Head
from bienban.lang.vi.orgwords import foreign_name
from bienban.lang.vi.places import PlaceRead, bare_level, bare_name, fused_name, read_place
from bienban.model.mention import Mention

__all__ = ["OrgLevel", "Scope", "bracketed", "central_end", "org_level", "shortened", "termed", "territory_of"]

OrgLevel: TypeAlias = Literal["country", "province", "district", "commune"]
_NUMBER = re.compile(r"[ivxl]+|\d{1,2}")
_IN_HAMLETS = frozenset({"front", "party-cell", "association", "mass-organization", "institute", "other"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What follows a head: its words, whether it makes the name complete, and the mentions in it."""

    end: int
    words: str = ""
    complete: bool = False
    level: str | None = None
    inner: tuple[Mention, ...] = ()


def org_level(level: str | None) -> OrgLevel | None:
    """The level of a body of a territory: a city's counts as a province's, a hamlet has none."""
    if level is None or level == "hamlet":
        return None
    return cast(OrgLevel, "province" if level == "city" else level)


def bracketed(line: Line, index: int) -> int | None:
    """The index behind an abbreviation in brackets: "(UBND)", "(TN&MT)", "(Vinamilk)"."""
    if line.key(index) != "(":
        return None
    for at in range(index + 1, min(index + 7, line.stop)):
        token = line.tokens[at]
        if token.text == ")":
            return at + 1 if at > index + 1 else None
        brand = at == index + 1 and line.key(at + 1) == ")"
        if token.text not in "&-–." and not (token.is_word and (token.text.isupper() or brand)):
            return None
    return None


def termed(line: Line, index: int) -> int | None:
    """The index behind the number of a term, and "đơn vị" behind it: "(Đoàn đại biểu Quốc hội) khóa XIV đơn vị (tỉnh K)"."""
    if line.key(index) not in ("khóa", "khoá") or not _NUMBER.fullmatch(line.key(index + 1)):
        return None
    return index + 4 if (line.key(index + 2), line.key(index + 3)) == ("đơn", "vị") else index + 2


def central_end(line: Line, index: int) -> int | None:
    """The end of "Trung ương", "T.Ư", "TW" and "Trung ương Đảng"."""
    if line.key(index) == "trung" and line.key(index + 1) == "ương":
        end = index + 2
    elif line.key(index) in ("tw", "tư") and line.tokens[index].text.isupper():
        end = index + 1
    elif line.key(index) == "t" and line.key(index + 1) == "." and line.key(index + 2) in ("ư", "w"):
        end = index + 3
    else:
        return None
    return end


def territory_of(line: Line, index: int, head: Head, *, bare: bool = False, strict: bool = False) -> Scope | None:
    """A place, or a level word alone, behind a head or its field; ``bare`` where a name without its level word will do."""
    place, level = read_place(line, index, scoped=True), head.level
    if head.territory is not None and (place is None or place.value.head is None):
        place = fused_name(line, index, head.territory) or place
    elif place is None and bare and not foreign_name(line, index):
        place = bare_name(line, index, level, strict=strict)
    if place is not None and place.value.level == "hamlet" and head.kind not in _IN_HAMLETS:
        return None
    if place is None:
        place = bare_level(line, index)
        if place is None:
            return None
    return _placed(line, place, level)


def _placed(line: Line, place: PlaceRead, level: str | None) -> Scope:
    mention = Mention(line.span(place.start, place.end), place.value, "place.scope", 0.95)
    own = level if place.value.level is None else place.value.level
    return Scope(place.end, place.full, place.value.name is not None, own, (mention,))


def shortened(head: Head, scope: Scope) -> Scope:
    """Without the level word that the head has in it: "Tỉnh ủy tỉnh X" is Tỉnh ủy X; numbers keep it."""
    stem = scope.words.removeprefix(f"{head.territory.full} ") if head.territory is not None else scope.words
    if stem == scope.words or not stem or stem.isdigit() or stem == "Hồ Chí Minh":
        return scope
    return replace(scope, words=stem)
