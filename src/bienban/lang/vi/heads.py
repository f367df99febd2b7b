"""The head that begins a body's name: the longest of the lexicon, unless its words belong to two names."""

from __future__ import annotations

from bienban.lang.tokens import Tokens, tokenize
from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import Head

__all__ = ["read_head", "small_head"]

_SMALL = frozenset({"enterprise", "school", "hospital", "media"})


def read_head(line: Line, index: int, virtual: str | None = None) -> tuple[int, Head] | None:
    """The longest head at a token: (index after it, head). ``virtual`` stands before the token as if it were printed."""
    if virtual is None:
        found = line.lexicon.heads.longest(line.tokens, index)
        if found is not None and (
            _across(line, index, found[0]) or (found[1].territory is not None and _split(line, index, found[0]))
        ):
            return None
        if found is not None and found[1].scope == "none" and line.capital(found[0] - 1):
            rest = [x for x in line.lexicon.heads.matches(line.tokens, index) if x[1].scope != "none"]
            found = rest[-1] if rest else None
        return None if found is None or found[0] > line.stop or found[1].scope in ("none", "never") else found
    before = tokenize(virtual)
    ahead = Tokens((*before, *line.tokens[index : min(index + 10, line.stop)]))
    found = line.lexicon.heads.longest(ahead, 0)
    if found is None or found[0] < len(before):
        return None
    return index + found[0] - len(before), found[1]


def _split(line: Line, index: int, end: int) -> bool:
    """Whether a head of two words is a level word and a name that begins with the second: "HĐND tỉnh Đoàn Văn Mẫu"."""
    return not line.tokens[index].capital and line.tokens[end - 1].capital and line.capital(end)


def _across(line: Line, index: int, after: int) -> bool:
    """Whether the words are the end of one name and the head of another ("toàn quốc Hội Sinh viên" has no "Quốc hội").

    An abbreviation in it tells nothing ("công ty TNHH Mẫu").
    """
    last = line.tokens[after - 1].text
    return after - index > 1 and not line.capital(index) and line.capital(after - 1) and not (len(last) > 1 and last.isupper())


def small_head(line: Line, index: int, after: int, head: Head) -> bool:
    """Whether a head in small letters is a name all the same: "sở Nội vụ", "bộ này"."""
    if head.scope not in ("field", "ministry", "name"):
        return False
    if head.scope == "name" and head.kind in _SMALL and line.capital(after):
        return after - index > 1 or line.key(index - 1) not in line.lexicon.uses["compound-head"]
    if line.key(after) in line.lexicon.uses["this"]:
        return head.kind in ("ministry", "department")
    found = line.lexicon.fields.longest(line.tokens, after) if head.scope != "name" and line.capital(after) else None
    return found is not None and (found[0] - after >= 2 or head.scope == "ministry")
