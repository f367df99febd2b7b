"""Where the title of a law ends: one of ``laws.tsv``, else one in capitals, with "(sửa đổi)" and its year."""

from __future__ import annotations

from functools import lru_cache

from bienban.lang.tokens import Tokens, Trie, key_set
from bienban.lang.vi.calendar import year_of
from bienban.lang.vi.document_titles import CLAUSE
from bienban.lang.vi.lexicon import table

__all__ = ["known_law", "law_end"]

_LAW_ENDS = CLAUSE | key_set("và của năm quy điều khoản số phù ra đi")


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


@lru_cache(maxsize=1)
def _laws() -> Trie[bool]:
    return Trie((row.need("title"), True) for row in table("laws"))


def known_law(tokens: Tokens, index: int) -> int | None:
    """The index after a title of the lexicon at the index, in whatever case."""
    found = _laws().longest(tokens, index)
    return None if found is None else found[0]


def law_end(tokens: Tokens, index: int) -> int | None:
    """The index after a law's title at the index, with "(sửa đổi)" and its year: one of the lexicon, else in capitals."""
    if (amending := _amending(tokens, index)) is not None:
        return amending
    found = _laws().longest(tokens, index)
    if found is not None:
        at = found[0]
    elif index >= len(tokens) or not tokens[index].capital:
        return None
    else:
        at = index + 1
        acronym = tokens[index].text.isupper() and len(tokens[index].text) > 1
        while (
            at < min(index + 7, len(tokens))
            and tokens[at].is_word
            and tokens[at].key not in _LAW_ENDS
            and (tokens[at].capital or not acronym)
        ):
            at += 1
        if at - index < 2 and not tokens[index].text.isupper():
            return None
    if _key(tokens, at) == "(" and _key(tokens, at + 1) == "sửa" and _key(tokens, at + 3) == ")":
        return at + 4
    if _key(tokens, at) == "sửa" and _key(tokens, at + 1) == "đổi":
        return at + 2
    if _key(tokens, at) == "năm" and year_of(_key(tokens, at + 1)) is not None:
        return at + 2
    return at if year_of(_key(tokens, at)) is None else at + 1


def _amending(tokens: Tokens, index: int) -> int | None:
    """A law that amends another: "Luật sửa đổi, bổ sung một số điều của Luật Giáo dục đại học"."""
    if _key(tokens, index) != "sửa" or _key(tokens, index + 1) != "đổi":
        return None
    for at in range(index + 2, min(index + 14, len(tokens))):
        if tokens[at].key == "luật":
            return law_end(tokens, at + 1)
    return None
