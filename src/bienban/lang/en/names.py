"""Places, persons and bodies by name."""

from __future__ import annotations

from functools import lru_cache

from bienban.lang.en.chunk import Chunk, Level, Line
from bienban.lang.en.lexicon import Words, table, trie
from bienban.lang.tables import reference
from bienban.lang.tokens import Trie
from bienban.model.mention import OrgName, PersonName, PlaceName
from bienban.text import fold_marks

__all__ = ["Territory", "read_org", "read_person", "read_place", "titled_person"]

Territory = tuple[str | None, Level | None]

_LONGEST_PLACE = 4
_LONGEST_NAME = 5
_SURE_NAME = 3
_ENDINGS = ("'s", "’s")
_FIELD_JOINTS = frozenset({"and", ",", "&"})


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    return frozenset(row.need("name").casefold() for row in table("family_names"))


@lru_cache(maxsize=1)
def _known_places() -> Trie[tuple[str, Level | None]]:
    """Places by the spellings of English news, and the provinces with and without their marks."""
    found: dict[str, tuple[str, Level | None]] = {}
    for row in table("places"):
        for form in (row.need("name"), *(row.get("forms") or "").split(";")):
            if form.strip():
                found[form.strip()] = row.need("name"), _level(row.get("level"))
    for row in reference("provinces"):
        name = fold_marks(row.need("name"))
        for form in (name, row.need("name")):
            found.setdefault(form, (f"{name} Province", "province"))
    return Trie(found.items())


def _level(code: str | None) -> Level | None:
    levels: tuple[Level, ...] = ("country", "province", "district", "commune", "hamlet")
    return next((level for level in levels if level == code), None)


def _bare(line: Line, index: int) -> str:
    """The printed word without the ending of the genitive."""
    token = line.token(index)
    text = "" if token is None else token.text
    return next((text[: -len(e)] for e in _ENDINGS if text.endswith(e)), text)


def _capitals(line: Line, index: int, most: int) -> int:
    """The index after a run of capitalised words, at most so many; a genitive ends it."""
    end = index
    while end - index < most and line.capital(end) and line.key(end) not in ("the", "on", "in", "at"):
        end += 1
        if _bare(line, end - 1) != line.tokens[end - 1].text:
            break
    return end


def _label(line: Line, start: int, end: int) -> str:
    return " ".join(_bare(line, i) for i in range(start, end))


def _with_level(line: Line, index: int) -> Chunk | None:
    """Capitals before a word of a level: "Dong Lam district", "Phu Xuyen Dong Commune"."""
    end = _capitals(line, index, _LONGEST_PLACE + 1)
    for stop in range(end, index, -1):
        if stop - index > _LONGEST_PLACE:
            continue
        found = line.find(stop, trie("levels", "form"))
        if found is not None and not any(line.find(i, trie("levels", "form")) for i in range(index, stop)):
            row = found[1].row
            value = PlaceName(f"{_label(line, index, stop)} {row.need('label')}", _level(row.get("level")), row.need("form"))
            return Chunk(index, found[0], value, "place.level")
    return None


def _numbered(line: Line, index: int) -> Chunk | None:
    """A level before its number or name: "District 5", "Ward 12", "province of Dong Lam"."""
    found = line.find(index, trie("levels", "form"))
    if found is None:
        return None
    at, row = found[0], found[1].row
    if line.capital(index) and line.key(at).isdigit():
        return Chunk(index, at + 1, PlaceName(f"{row.need('label')} {line.key(at)}", _level(row.get("level"))), "place.number")
    end = _capitals(line, at + 1, _LONGEST_PLACE) if line.key(at) == "of" else at
    if end <= at + 1:
        return None
    name = f"{_label(line, at + 1, end)} {row.need('label')}"
    return Chunk(index, end, PlaceName(name, _level(row.get("level")), row.need("form")), "place.of")


def read_place(line: Line, index: int) -> Chunk | None:
    """The place that starts at a token."""
    found = _with_level(line, index) if line.capital(index) else None
    if found is not None:
        return found
    known = line.find(index, _known_places()) if line.capital(index) else None
    if known is not None and all(line.capital(i) or not line.tokens[i].is_word for i in range(index, known[0])):
        end = known[0]
        if line.key(end) in ("'s", "’s"):
            end += 1
        return Chunk(index, end, PlaceName(known[1][0], known[1][1]), "place.known")
    return _numbered(line, index)


def read_person(line: Line, index: int) -> Chunk | None:
    """A Vietnamese name in full: three words or more in capitals, the first a family name."""
    if not line.capital(index) or fold_marks(line.key(index)) not in _families():
        return None
    return _person(line, index, _SURE_NAME)


def titled_person(line: Line, index: int) -> Chunk | None:
    """A name behind a title or a word of courtesy: two words in capitals are enough, whoever bears it."""
    return _person(line, index, 2) if line.capital(index) else None


def _person(line: Line, index: int, least: int) -> Chunk | None:
    end = index
    while end - index < _LONGEST_NAME and line.capital(end) and _of_a_name(line, end, first=end == index):
        end += 1
        if _bare(line, end - 1) != line.tokens[end - 1].text:
            break
    if end - index < least:
        return None
    return Chunk(index, end, PersonName(_label(line, index, end)), "person.full" if least == _SURE_NAME else "person.titled")


def _of_a_name(line: Line, index: int, *, first: bool) -> bool:
    if not line.tokens[index].is_word or line.find(index, trie("levels", "form")) is not None:
        return False
    return first or (line.find(index, trie("roles", "form")) is None and line.find(index, trie("org_heads", "head")) is None)


def read_org(line: Line, index: int) -> Chunk | None:
    """The body that starts at a token: with its territory before or behind, a field behind, or a name before."""
    place, at, level = None, index, None
    if line.find(index, trie("org_heads", "head")) is None:
        place, at, level = _before(line, index)
    found = line.find(at, trie("org_heads", "head"))
    if found is None or not line.capital(at):
        return _named(line, index)
    end, words = found
    scope = words.row.need("scope")
    if scope == "name":
        return _named(line, index)
    if scope == "fixed":
        value = OrgName(words.row.need("head"), words.form, words.row.get("kind"))
        return Chunk(index, end, value, "org.fixed", () if place is None else (place,))
    head = words.row.need("head")
    if scope == "field":
        field = _field_end(line, end)
        if field == end:
            return None
        head, end = f"{head} {line.words(end, field)}", field
        if words.row.get("kind") == "ministry":
            return Chunk(index, end, OrgName(head, words.form, "ministry"), "org.field")
    if place is None and level is None:
        place, end = _behind(line, end)
    return _of_territory(index, end, head, words, place, level)


def _of_territory(index: int, end: int, head: str, words: Words, place: Chunk | None, level: Level | None) -> Chunk:
    kind = words.row.get("kind")
    if place is None or not isinstance(place.value, PlaceName):
        admin = None if level == "hamlet" else level
        return Chunk(index, end, OrgName(head, words.form, kind, admin, complete=False), "org.level")
    own = place.value.level
    value = OrgName(f"{head} of {place.value.name}", words.form, kind, None if own == "hamlet" else own)
    return Chunk(index, end, value, "org.territory", (place,))


def _before(line: Line, index: int) -> tuple[Chunk | None, int, Level | None]:
    """A territory before the head, or the adjective of a level: (place, index of the head, level)."""
    place = read_place(line, index)
    if place is not None:
        after = line.find(place.end, _adjectives())
        at = place.end if after is None else after[0]
        if line.find(at, trie("org_heads", "head")) is not None:
            return place, at, None
    adjective = line.find(index, _adjectives())
    if adjective is not None and line.find(adjective[0], trie("org_heads", "head")) is not None:
        return None, adjective[0], _level(adjective[1].row.get("level"))
    for end in range(index + 1, min(index + _LONGEST_PLACE, line.end) + 1):  # "Dong Lam provincial Party Committee"
        if not line.capital(end - 1):
            break
        adjective = line.find(end, _adjectives())
        if adjective is not None and line.find(adjective[0], trie("org_heads", "head")) is not None:
            row = adjective[1].row
            value = PlaceName(f"{_label(line, index, end)} {row.need('label')}", _level(row.get("level")), row.need("form"))
            return Chunk(index, adjective[0], value, "place.level"), adjective[0], None
    return None, index, None


@lru_cache(maxsize=1)
def _adjectives() -> Trie[Words]:
    return Trie([(row.need("adjective"), Words(row, row.need("adjective"))) for row in table("levels") if row.get("adjective")])


def _behind(line: Line, end: int) -> tuple[Chunk | None, int]:
    """A territory behind "of" or "in": the place, and the index after it."""
    if line.key(end) not in ("of", "in"):
        return None, end
    at = end + 2 if line.key(end + 1) == "the" else end + 1
    place = read_place(line, at)
    return (None, end) if place is None else (place, place.end)


def _field_end(line: Line, index: int) -> int:
    """The index after a field in capitals: "Agriculture and Rural Development", "Culture, Sports and Tourism"."""
    end = index
    while line.capital(end) or (line.key(end) in _FIELD_JOINTS and line.capital(end + 1) and end > index and _joined(line, end)):
        end += 1
    return end


def _joined(line: Line, index: int) -> bool:
    """Whether a comma or "and" goes on a field: no name or title starts behind it, and after a comma an "and" follows."""
    if read_person(line, index + 1) is not None or line.find(index + 1, trie("roles", "form")) is not None:
        return False
    if line.find(index + 1, trie("org_heads", "head")) is not None:
        return False
    return line.key(index) != "," or line.key(index + 2) in _FIELD_JOINTS


def _named(line: Line, index: int) -> Chunk | None:
    """A proper name before its head: "Dong Lam University"."""
    end = _capitals(line, index, _LONGEST_PLACE)
    for at in range(index + 1, end + 1):
        found = line.find(at, trie("org_heads", "head"))
        if found is not None and line.capital(at) and found[1].row.get("scope") == "name":
            return Chunk(
                index, found[0], OrgName(line.words(index, found[0]), found[1].form, found[1].row.get("kind")), "org.named"
            )
    return None
