"""Offices of other countries that a title names by itself: "Tổng thống Mỹ" and "Tổng thống Hợp chúng quốc Hoa Kỳ" are one.

Each is held by one person at a time, or by few, so it says which post it is without a body, as the offices of the country's own
State do (:mod:`bienban.identity.nation`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from bienban.lang.tables import reference
from bienban.text import match_key

__all__ = ["office_abroad"]

_HOME = "việt nam"
_OFFICE = re.compile(
    r"(?P<office>(?:phó )?tổng thống|(?:phó )?chủ tịch|(?:phó )?thủ tướng|ngoại trưởng|quốc vương|nhà vua|nữ hoàng|nhật hoàng)"
    r"(?: nước)? (?P<country>\w.*)"
)
_FORM = re.compile(rf"(?:(?:{match_key('cộng hòa')}|dân chủ|nhân dân|xã hội chủ nghĩa|hợp chúng quốc|liên bang|vương quốc) )+")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Every name of a country → the name that stands for it, without the words for its form of state."""
    found: dict[str, str] = {}
    for row in reference("countries"):
        name = match_key(row.need("name"))
        for form in (name, *map(match_key, (row.get("aliases") or "").split("; "))):
            found.setdefault(form, name)
            found.setdefault(_FORM.sub("", form), name)
    found.pop("", None)
    return found


@lru_cache(maxsize=4096)
def office_abroad(title: str) -> str | None:
    """The office that a title (a match key) names with another country's name, the same for all its names; else None."""
    match = _OFFICE.fullmatch(title)
    if match is None:
        return None
    named = match["country"]
    country = _countries().get(named) or _countries().get(_FORM.sub("", named))
    return None if country is None or country == _HOME else f"{match['office']} {country}"
