"""Names of bodies in small letters that the lexicon does not hold, known by where they end: at a territory or at "quốc gia".

``Quỹ bảo trì đường bộ trung ương``, ``Trung tâm giám sát tài nguyên nước tỉnh K``: behind a head with a capital only nouns
follow up to what the body is of.
"""

from __future__ import annotations

from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import Head
from bienban.lang.vi.persons import read_person
from bienban.lang.vi.places import bare_level, read_place
from bienban.lang.vi.scopes import Scope, org_level
from bienban.model.mention import Mention

__all__ = ["NATIONAL", "anchored"]

_KINDS = frozenset({"institute", "association", "steering-committee", "other", "hospital", "school", "enterprise"})
_OFFICES = frozenset({"Ban Quản lý", "Chi cục", "Đội Quản lý thị trường", "Hạt Kiểm lâm"})
_REACH = 9
NATIONAL = ("quốc gia", "trung ương")
"""Words for the whole country that end a name as a territory does."""

_BARE = frozenset({"tỉnh", "huyện", "xã", "phường", "quận", "thành"})


def anchored(line: Line, start: int, head: Head, name: str, end: int) -> Scope | None:
    """What follows a head at ``start`` up to its territory; ``name`` are the words already read, up to ``end``."""
    if not (head.kind in _KINDS or head.head in _OFFICES) or not line.capital(start - len(head.head.split())):
        return None
    at = end
    while at < line.stop and at - start < _REACH:
        token = line.tokens[at]
        if at > start:
            found = _anchor(line, at)
            if found is not None:
                words = f"{name} {line.words(end, at)} {found.words}" if at > end else f"{name} {found.words}"
                return Scope(found.end, " ".join(words.split()), found.complete, found.level, found.inner) if at > end else None
        word = _word(line, at)
        if at == start and token.key == "và":
            return None
        if word == at and (not token.is_word or not _goes_on(line, at, first=at == start)):
            return None
        at = max(word, at + 1)
    return None


def _word(line: Line, at: int) -> int:
    """The end of the word of names or the field at a token, whose syllables alone may be particles ("tài nguyên")."""
    found = (trie.longest(line.tokens, at) for trie in (line.lexicon.words, line.lexicon.fields))
    return max((end for end, _ in filter(None, found) if end - at > 1 and end <= line.stop), default=at)


def _goes_on(line: Line, at: int, *, first: bool) -> bool:
    """Whether a word can stand inside a name: no particle, no title or body, no verb behind the first word, no person."""
    lexicon = line.lexicon
    plural = first and line.key(at) == "các"
    if (line.tokens[at].key in lexicon.stops and line.tokens[at].key not in _ALLOWED and not plural) or line.opens(at):
        return False
    if not first and lexicon.verbs.longest(line.tokens, at) is not None and lexicon.words.longest(line.tokens, at) is None:
        return False
    return not (line.capital(at) and read_person(line, at, titled=False) is not None)


_ALLOWED = frozenset({"về", "và", "bảo", "quyết", "không", "duyệt"})


def _anchor(line: Line, at: int) -> Scope | None:
    """The territory, or the word for the whole country, that a name ends with."""
    if f"{line.key(at)} {line.key(at + 1)}" in NATIONAL:
        return Scope(at + 2, line.words(at, at + 2), True, "country")
    place = read_place(line, at, scoped=True)
    if place is None and line.key(at) in _BARE:
        place = bare_level(line, at)
    if place is None or place.value.level in ("hamlet",):
        return None
    mention = Mention(line.span(place.start, place.end), place.value, "place.scope", 0.9)
    return Scope(place.end, place.full, place.value.name is not None, org_level(place.value.level), (mention,))
