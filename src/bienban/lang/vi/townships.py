"""The territories that an article names beyond doubt, so that a person's name is not seen in them: "UBND xã Hoàng Mẫu Tây".

Where a name follows a level word behind a place's preposition ("tại xã …"), or the place it lies in follows it ("xã …, huyện …"),
or two bodies are named by it and nobody is called so, it is the place's whole name, though it has a family name in it.
"""

from __future__ import annotations

import re

from bienban.text import match_key

__all__ = ["Territories", "territories_of"]

Territories = dict[str, frozenset[tuple[str, ...]]]
"""The names by level word, as keys of their syllables."""

_UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFF)) if c.isupper() and (c <= "ư" or c >= "Ạ"))
_WORD = rf"[{_UPPER}][^\W\d_]*"
_LEVEL = r"(?P<level>xã|phường|thị trấn|thị xã|huyện|quận|đặc khu)"
_NAMED = re.compile(
    rf"(?:\b(?P<before>[^\W\d_]{{1,8}})\s)?\b{_LEVEL}\s(?P<name>{_WORD}(?:\s{_WORD}){{1,3}})"
    rf"(?:(?P<inside>\s?(?:,|\(|-|–|thuộc)\s?(?:thuộc )?(?:huyện|tỉnh|thị xã|thành phố|TP|quận|Quận|T\.P)\b)|(?!\s{_WORD}))"
)
_AT = frozenset(
    {"tại", "ở", "bàn", "về", "đến", "từ", "bộ", "dân", "tri", "toàn", "sang", "khắp", "của", "cho", "qua", "gần", "trong"}
)
_HEADS = frozenset({"ủy", "ubnd", "hđnd", "mttq", "an", "nữ", "binh", "nam", "xã", "chqs"})
_PERSON = re.compile(rf"\b(?:[ÔôBb](?:ng|à)|[Đđ]ồng chí|[Aa]nh|[Cc]hị|[Đđ]/c)\s(?P<name>{_WORD}(?:\s{_WORD}){{1,3}})")
_MIDDLE = frozenset({"văn", "thị"})
_PLACE_ONLY = 3


def territories_of(text: str) -> Territories:
    """The names of communes and districts that the text shows to be such, two to four syllables long."""
    found: dict[str, set[tuple[str, ...]]] = {}
    heads: dict[tuple[str, tuple[str, ...]], set[str]] = {}
    for match in _NAMED.finditer(text):
        name = match.group("name")
        syllables = tuple(match_key(name).split())
        if any(word.isupper() and len(word) > 1 for word in name.split()):
            continue
        before = match_key(match.group("before") or "")
        if match.group("inside") or (before in _AT and len(syllables) <= _PLACE_ONLY):
            found.setdefault(match.group("level"), set()).add(syllables)
        elif before in _HEADS and syllables[1] not in _MIDDLE:
            heads.setdefault((match.group("level"), syllables), set()).add(before)
    several = [key for key, words in heads.items() if len(words) >= 2]
    persons = {tuple(match_key(m.group("name")).split()) for m in _PERSON.finditer(text)} if several else set()
    for level, syllables in several:
        if syllables not in persons:
            found.setdefault(level, set()).add(syllables)
    return {level: frozenset(names) for level, names in found.items()}
