"""Places: a level word with a name or number, and provinces and countries that need none.

Levels after the Law on Organization of Local Government (province, district until 30 June 2025, commune) and the hamlet below.
"""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.tokens import key_set
from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import Level, LevelWord, Region
from bienban.model.mention import PlaceName

__all__ = ["PlaceRead", "bare_level", "bare_name", "fused_name", "read_place", "run_end"]

_SHORT_GIVEN = 4
_NUMBERED = frozenset({"district", "commune", "hamlet"})
_UNITS = key_set("tuổi tháng năm ngày giờ đồng người hộ tỷ tỉ triệu nghìn đảng vụ lần mét km ha tấn căn tổ thôn ấp xã")
_BARE = frozenset({"province", "city", "district", "commune"})


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """A place at the tokens ``start`` to ``end``; ``full`` is its name with the level word expanded."""

    start: int
    end: int
    value: PlaceName
    full: str


def _stopped(line: Line, index: int) -> frozenset[str]:
    """The words that end a run; a capital in front of a small letter or a number only, for "Phó" is a family name too."""
    following = line.token(index + 1)
    return line.lexicon.name_stops if following is not None and not following.capital else frozenset()


def run_end(line: Line, start: int, limit: int = 6) -> int:
    """Where a run of capitalised words ends, before a title, an honorific or a body."""
    index = start
    while index < line.stop and index - start < limit and line.tokens[index].capital:
        given = index == start + 2 and line.key(index - 1) in ("văn", "thị")
        if index > start and not given and (line.opens(index) or line.tokens[index].key in _stopped(line, index)):
            break
        index += 1
    return index


def _name_end(line: Line, start: int) -> int:
    """Where the place's name ends in a run of capitals: before a person's name, where one follows."""
    end = _small_capitals(line, start, run_end(line, start, 8))
    following = line.token(end)
    if end == start + 1 and following is not None and following.text in ("Ông", "Bà") and run_end(line, end + 1, 3) == end + 2:
        return end + 2
    best, best_score = min(end, start + _SHORT_GIVEN), 0.0
    for split in range(start + 1, end - 1):
        weight = line.lexicon.families.get(line.key(split))
        if weight is None or line.key(split - 1) in ("thị", "văn") or (split == start + 1 and end - split == 2):
            continue
        score = (
            (4 - weight) + (1.5 if split - start == 2 else 0.5 if split - start == 3 else 0) + (0.5 if end - split >= 3 else 0)
        )
        score += 1 if line.key(split + 1) in ("thị", "văn") else 0
        if score > best_score and 2 <= end - split <= 5:
            best, best_score = split, score
    return best if best_score > 2 else min(end, start + _SHORT_GIVEN)


def _small_capitals(line: Line, start: int, end: int) -> int:
    """The end of a run before the first abbreviation in it ("xã Mẫu UBND …")."""
    if line.caps:
        return end
    return next((i for i in range(start + 1, end) if len(line.tokens[i].text) > 1 and line.tokens[i].text.isupper()), end)


def _region(line: Line, index: int) -> tuple[int, Region] | None:
    if not line.capital(index):
        return None
    found = line.lexicon.regions.longest(line.tokens, index)
    if found is None or found[0] > line.stop:
        return None
    end = found[0]
    if not all(line.capital(i) or not line.tokens[i].is_word for i in range(index, end)):
        return None
    return found


def _of_region(start: int, end: int, region: Region, word: LevelWord | None, printed: str = "") -> PlaceRead:
    if region.kind == "country":
        name = region.name if printed.isupper() else printed or region.name
        full = name if word is None or word.full == "nước" else f"{word.full} {name}"
        return PlaceRead(start, end, PlaceName(region.name, "country", None), full)
    if region.name == "Hồ Chí Minh":
        return PlaceRead(start, end, PlaceName(region.name, "province", "Thành phố"), "Thành phố Hồ Chí Minh")
    if word is None:
        return PlaceRead(start, end, PlaceName(region.name, "province", None), region.name)
    within = (word.level == "city" and region.kind == "province") or word.level == "district"
    level: Level = "district" if within else "province"
    return PlaceRead(start, end, PlaceName(region.name, level, word.full), f"{word.full} {region.name}")


def _leveled(line: Line, start: int, after: int, word: LevelWord, *, scoped: bool) -> PlaceRead | None:
    """A level word with a name or a number after it."""
    region = _region(line, after)
    if region is not None and word.level in ("city", "province", "country"):
        return _of_region(start, region[0], region[1], word, line.words(after, region[0]))
    token = line.token(after)
    if token is None or word.level == "country":
        return None
    level: Level | None = None if word.level == "city" else word.level  # type: ignore[assignment]
    if word.level == "hamlet" and token.key == "số" and line.key(after + 1).isdigit():
        name = line.words(after, after + 2)
        return PlaceRead(start, after + 2, PlaceName(name, level, word.full), f"{word.full} {name}")
    numbered = word.level in _NUMBERED and line.key(after + 1) != "tuổi"
    if numbered and token.is_number and token.text.isdigit() and len(token.text) <= 2:
        return PlaceRead(start, after + 1, PlaceName(token.text, level, word.full), f"{word.full} {token.text}")
    if not token.capital or (token.text.isupper() and len(token.text) > 1 and not line.caps):
        return None
    sure = _shown(line, after, word)
    if sure is not None:
        name, full = line.words(after, sure), word.full if line.capital(start) else word.full.lower()
        return PlaceRead(start, sure, PlaceName(name, level, word.full), f"{full} {name}")
    unnamed = _new_phrase(line, after) or _verb(line, after)
    if unnamed or ((scoped or word.level == "province") and _person_like(line, after, word.level)):
        return None
    end = _name_end(line, after) if region is None or word.level != "city" else region[0]
    if word.level == "hamlet" and _counted_off(line, end):
        end += 1
    name = line.words(after, end)
    full = word.full if line.capital(start) else word.full.lower()
    return PlaceRead(start, end, PlaceName(name, level, word.full), f"{full} {name}")


def _shown(line: Line, index: int, word: LevelWord) -> int | None:
    """The end of a name that the article shows to be a territory's, the longest one."""
    names = line.territories.get(word.full.lower())
    if names is None:
        return None
    ends = (end for end in range(index + 4, index + 1, -1) if tuple(line.key(i) for i in range(index, end)) in names)
    return next((end for end in ends if line.capital(end - 1)), None)


def _counted_off(line: Line, index: int) -> bool:
    """Whether a hamlet's name goes on with a number ("thôn Mẫu Sơn 4"), which counts nothing."""
    token, following = line.token(index), line.token(index + 1)
    if token is None or not token.text.isdigit() or len(token.text) > 2 or line.glued(index):
        return False
    if following is None or (following.is_word and not line.glued(index + 1)):
        return following is None or following.key not in _UNITS
    return following.text in ",;:.)(" and not (line.glued(index + 1) and line.key(index + 2).isdigit() and line.glued(index + 2))


def _new_phrase(line: Line, index: int) -> bool:
    """Whether a title or a body begins behind a level word; words all in capitals are the place's name ("xã Hội Nghĩa")."""
    if not line.opens(index):
        return False
    token, following = line.tokens[index], line.token(index + 1)
    return token.text.isupper() or following is None or not following.capital or not _all_capital(line, index)


def _verb(line: Line, index: int) -> bool:
    """Whether a verb of saying begins behind a level word, with a capital by mistake: "Chủ tịch UBND phường Báo cáo kết quả"."""
    found = line.lexicon.verbs.longest(line.tokens, index)
    return found is not None and found[0] - index >= 2 and not line.capital(index + 1)


def _all_capital(line: Line, index: int) -> bool:
    """Whether every word of the title or body that begins here has a capital."""
    for trie in (line.lexicon.roles, line.lexicon.heads, line.lexicon.honorifics):
        found = trie.longest(line.tokens, index)
        if found is not None and found[0] - index >= 2 and not all(line.capital(i) for i in range(index, found[0])):
            return False
    return True


def _person_like(line: Line, index: int, level: str) -> bool:
    """Whether a person's name is more likely than a place's behind "UBND xã": a family name and two or three syllables more."""
    weight = line.lexicon.families.get(line.key(index))
    if weight is None:
        return False
    middle = line.key(index + 1) in ("thị", "văn") and line.capital(index + 1)
    return (weight < 3 or middle or level in ("city", "province")) and 3 <= run_end(line, index, 6) - index <= (
        5 if middle else 4
    )


def read_place(line: Line, index: int, *, scoped: bool = False) -> PlaceRead | None:
    """The place that begins at a token, level word included, or None; ``scoped`` behind the head of a body."""
    if line.key(index - 1) in ("“", '"', "‘", "'") and line.capital(index):
        return None
    for end, word in reversed(list(line.lexicon.levels.matches(line.tokens, index))):
        if end < line.stop:
            found = _leveled(line, index, end, word, scoped=scoped)
            if found is not None:
                return found
    region = _region(line, index)
    return None if region is None else _of_region(index, region[0], region[1], None, line.words(index, region[0]))


def fused_name(line: Line, index: int, word: LevelWord) -> PlaceRead | None:
    """A territory's name behind a head that has its level word in it ("Quận ủy Mẫu Đức" is of quận Mẫu Đức)."""
    region = _region(line, index)
    if region is not None and region[1].kind != "country":
        return _of_region(index, region[0], region[1], word)
    found = bare_name(line, index, word.level)
    if found is None:
        return None
    level: Level | None = None if word.level == "city" else word.level  # type: ignore[assignment]
    return PlaceRead(index, found.end, PlaceName(found.value.name, level, word.full), found.full)


def bare_name(line: Line, index: int, level: str | None, *, strict: bool = False) -> PlaceRead | None:
    """A territory's name without its level word behind a head that says the level: two or three capitals."""
    if not line.capital(index) or line.opens(index) or line.tokens[index].text.isupper():
        return None
    weight = line.lexicon.families.get(line.key(index))
    end = run_end(line, index, 6)
    split = _name_end(line, index) if end - index > 2 else end
    if not 2 <= split - index <= 3 or weight == 0 or (weight is not None and split - index > 2):
        return None
    if strict and (weight is not None or split - index != 2):
        return None
    own: Level | None = None if level is None else "province" if level == "city" else level  # type: ignore[assignment]
    name = line.words(index, split)
    return PlaceRead(index, split, PlaceName(name, own, None), name)


def bare_level(line: Line, index: int) -> PlaceRead | None:
    """A level word alone ("phường", "thành phố", "TP") that points to the article's own place."""
    found = line.lexicon.levels.longest(line.tokens, index)
    if found is None or found[0] > line.stop or found[1].level not in _BARE or found[1].short:
        return None
    end, word = found
    if (
        line.key(index - 1) in line.lexicon.uses["plural"]
        or line.key(end) in line.lexicon.uses["compound-level"]
        or line.key(index - 1) == "-"
    ):
        return None
    level: Level = "province" if word.level == "city" else word.level  # type: ignore[assignment]
    return PlaceRead(index, end, PlaceName(None, level, word.full), word.full)
