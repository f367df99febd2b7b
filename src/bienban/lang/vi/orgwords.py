"""The words of a body's name behind its head: fields of government, and proper names of enterprises, schools and associations."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from bienban.lang.vi.lexicon import table
from bienban.lang.vi.line import Line
from bienban.lang.vi.persons import read_person, vietnamese
from bienban.lang.vi.places import run_end

__all__ = ["field_end", "foreign_name", "free_name", "loose_name", "ministry_field"]

_HOLDING = frozenset({"ministry", "department"})
_JOINTS = frozenset({"và", "-", "–", "&"})


def field_end(line: Line, index: int, *, goes_on: bool = False) -> tuple[str, int]:
    """The field at the index in its full form, with the index after it; a proper name where the lexicon has no such field.

    ``goes_on`` where words of the lexicon may follow the field ("Đường sắt đô thị"), as in a board's name, not a ministry's.
    """
    if line.key(index) == "về" and line.capital(index + 1):
        name, end = field_end(line, index + 1)
        return (f"về {name}", end) if name else ("", index)
    found = line.lexicon.fields.longest(line.tokens, index)
    if found is None or found[0] > line.stop:
        return free_name(line, index)
    end, full = found
    first = line.tokens[index].text
    if not (first[0].isupper() or first == full.split(" ")[0]) and end - index < 2:
        return "", index
    after = line.key(end) in _JOINTS and line.capital(end + 1)
    more = line.lexicon.fields.longest(line.tokens, end + 1) if after else None
    if more is not None and more[0] <= line.stop:
        return f"{full} {line.tokens[end].text} {more[1]}", more[0]
    behind = _word(line, end) if goes_on else end
    if behind > end and not line.tokens[end].capital:
        return f"{full} {line.words(end, behind)}", behind
    return full, end


@lru_cache(maxsize=1)
def _portfolios() -> dict[str, str]:
    """The fields of ministries by their short names."""
    return {row.need("form"): row.need("full") for row in table("portfolios")}


def ministry_field(line: Line, index: int) -> tuple[str, int]:
    """The field of a ministry at the index, in full where only its short name is printed; of another country's as printed."""
    name, end = field_end(line, index)
    found = line.lexicon.regions.longest(line.tokens, end)
    foreign = found is not None and found[1].kind == "country" and found[1].name != "Việt Nam"
    return name if foreign else _portfolios().get(name, name), end


def _word(line: Line, index: int) -> int:
    """The end of the abbreviation or of the small-letter name word at the index, or the index itself."""
    found = line.lexicon.words.longest(line.tokens, index)
    if found is None or found[0] > line.stop:
        return index
    verb = line.lexicon.verbs.longest(line.tokens, index)
    return index if verb is not None and verb[0] > found[0] else found[0]


def _person_ahead(line: Line, index: int) -> bool:
    weight = line.lexicon.families.get(line.key(index))
    return weight is not None and weight < 3 and read_person(line, index, titled=False) is not None


_Piece: TypeAlias = tuple[str, int]


def _stops_before(line: Line, at: int, *, begun: bool, namesake: bool) -> bool:
    """Whether a capital begins something else than a word of the name: a phrase, a title, a body, a person."""
    if _ends(line, at, first=not begun):
        return True
    if begun and (foreign_name(line, at) or line.opens(at)):
        return True
    return (begun or not namesake) and _person_ahead(line, at)


def _capital_piece(line: Line, at: int, index: int, *, begun: bool, namesake: bool) -> _Piece | None:
    """A word that begins with a capital, its small second syllable with it; None where the name has ended."""
    if _stops_before(line, at, begun=begun, namesake=namesake):
        return None
    if (end := _word(line, at)) > at + 1:
        return line.words(at, end), end
    region = line.lexicon.regions.longest(line.tokens, at)
    if region is not None:
        paired = region[1].kind == "country" and at - 2 >= index and line.tokens[at - 1].text in "-–"
        return (line.words(at, region[0]), region[0]) if paired else None
    proper = at - 1 >= index and line.capital(at - 1) and not line.tokens[at - 1].text.isupper()
    if not proper and _begins_word(line, at) and _second_syllable(line, at + 1):
        return line.words(at, at + 2), at + 2
    return line.tokens[at].text, at + 1


def _small_piece(line: Line, at: int, index: int, *, begun: bool) -> _Piece | None:
    """A number, a joint or a word of the lexicon that goes on the name."""
    token = line.tokens[at]
    if token.is_number:
        fits = begun and token.text.isdigit() and len(token.text) <= 3 and _number_ends(line, at)
        return (token.text, at + 1) if fits else None
    if token.key == "số" and begun and line.key(at + 1).isdigit():
        return line.words(at, at + 2), at + 2
    if token.text in _JOINTS:
        goes_on = line.capital(at + 1) or _word(line, at + 1) > at + 1
        return (token.text, at + 1) if begun and goes_on and not (line.opens(at + 1) or _another(line, at)) else None
    end = _word(line, at) if token.is_word else at
    if end == at or (at - 2 >= index and line.capital(at - 1) and line.capital(at - 2) and not line.capital(end)):
        return None  # behind a proper name that is complete a verb such as "đầu tư" begins
    return line.words(at, end), end


def _another(line: Line, at: int) -> bool:
    """Whether another body is named behind a dash, the one that this one belongs to ("Cục X - Bộ Y")."""
    found = line.lexicon.heads.longest(line.tokens, at + 1) if line.tokens[at].text in "-–" else None
    return found is not None and found[1].kind in _HOLDING and found[1].scope != "none" and line.capital(found[0])


def free_name(line: Line, index: int, *, namesake: bool = False) -> tuple[str, int]:
    """Capitalised words with their second syllables, numbers, joints and words of the lexicon: (name, index after it).

    ``namesake`` where a person's name may begin it, as in a school's. It ends at a verb or particle, at a title, a body or a
    territory, at punctuation and before a person's name.
    """
    pieces: list[str] = []
    at = index
    while at < line.stop and at - index < 16:
        token = line.tokens[at]
        short = line.lexicon.abbreviations.longest(line.tokens, at) if token.text.isupper() else None
        piece: _Piece | None
        if short is not None and short[0] <= line.stop:
            piece = short[1], short[0]
        elif token.capital:
            piece = _capital_piece(line, at, index, begun=bool(pieces), namesake=namesake)
        else:
            piece = _small_piece(line, at, index, begun=bool(pieces))
        if piece is None:
            break
        if token.is_number and line.glued(at):
            pieces[-1] += piece[0]
        else:
            pieces.append(piece[0])
        at = piece[1]
    while pieces and pieces[-1] in _JOINTS:
        pieces.pop()
        at -= 1
    return " ".join(pieces), at


def loose_name(line: Line, index: int, *, small: bool = False) -> tuple[str, int] | None:
    """A body that the lexicon does not know behind a role: words with a capital among them, up to punctuation or a person's name.

    ``small`` lets words without a capital pass, where the role itself says what kind of body it is ("trưởng phòng kế toán").
    """
    at, capital = index, False
    if line.lexicon.levels.longest(line.tokens, index) is not None:
        return None
    while at < line.stop and at - index < 9:
        token = line.tokens[at]
        if not (token.is_word or (token.is_number and at > index)) or token.key in line.lexicon.stops:
            break
        if line.lexicon.verbs.longest(line.tokens, at) is not None or (at > index and _abroad(line, at - 1)):
            break
        if token.key in _JOINTS or token.key in line.lexicon.uses["no-name"] or line.opens(at) or _person_ahead(line, at):
            break
        if at > index and foreign_name(line, at):
            break
        capital = capital or token.capital
        at += 1
    if not small and _acronym(line, index):
        return line.tokens[index].text, index + 1
    following = line.token(at)
    closed = following is None or not following.is_word or _person_ahead(line, at) or line.opens(at) or following.key in _JOINTS
    if at == index or not (capital or small) or not closed or at - index < (2 if capital else 1):
        return None
    if not capital and at - index > 4:
        return None
    if not small and line.key(index) in line.lexicon.families and 3 <= run_end(line, index, 6) - index <= 4:
        return None  # a person's name, and what the person does
    if not small and all(t.capital and not (t.text.isupper() and len(t.text) > 1) for t in line.tokens[index:at]):
        return None  # more likely a person's name than a body's
    return line.words(index, at), at


def _acronym(line: Line, index: int) -> bool:
    """Whether one word stands there that no Vietnamese name begins with: an abbreviation or a brand ("Chủ tịch HoREA")."""
    token = line.token(index)
    if token is None or not token.is_word or not token.capital:
        return False
    named = _person_ahead(line, index + 1) or (token.text.isupper() and foreign_name(line, index + 1))
    if line.capital(index + 1) and not named:
        return False
    return len(token.text) > 1 and (any(c.isupper() for c in token.text[1:]) or not vietnamese(token.text))


def foreign_name(line: Line, index: int) -> bool:
    """Whether two capitalised words that are not Vietnamese stand here: behind a body's words, the name of a person abroad."""
    first, second = line.token(index), line.token(index + 1)
    if first is None or second is None or not (first.capital and second.capital) or first.text.isupper() or second.text.isupper():
        return False
    if vietnamese(first.text) and vietnamese(second.text):
        return False
    return not any(line.lexicon.regions.longest(line.tokens, i) for i in (index, index + 1)) and not line.opens(index)


def _abroad(line: Line, index: int) -> bool:
    """Whether a country's name of one word stands there: a body's name ends with it."""
    found = line.lexicon.regions.longest(line.tokens, index) if line.capital(index) else None
    return found is not None and found[0] == index + 1 and found[1].kind == "country"


def _number_ends(line: Line, at: int) -> bool:
    return (line.key(at + 1) not in ("/", "-", ".", "%") or at + 2 >= line.stop) and not line.key(at + 1)[:1].isdigit()


def _ends(line: Line, at: int, *, first: bool) -> bool:
    """Whether a capital does not belong to the name: a level word, a photographer's credit, a new phrase."""
    token = line.tokens[at]
    if token.text in ("TP", "Tp", "Ảnh"):
        return True
    if not first and token.key in line.lexicon.phrase_starts:
        return True
    following = line.token(at + 1)
    return token.key in line.lexicon.name_stops and following is not None and not following.capital


def _begins_word(line: Line, at: int) -> bool:
    """Whether a capital can begin a word of two syllables: no abbreviation, no foreign word, no later part of a proper name."""
    token = line.tokens[at]
    if (token.text.isupper() and len(token.text) > 1) or not vietnamese(token.text):
        return False
    return not (line.capital(at - 1) and line.capital(at - 2) and line.tokens[at - 1].text.istitle())


def _second_syllable(line: Line, at: int) -> bool:
    """Whether a small-letter word completes the word that a capital began ("Nhà báo"), rather than beginning the predicate."""
    token = line.token(at)
    if token is None or not token.is_word or token.capital or token.key in line.lexicon.stops or line.glued(at):
        return False
    if line.lexicon.verbs.longest(line.tokens, at) is not None:
        return False
    if line.lexicon.levels.longest(line.tokens, at) is not None or line.lexicon.roles.longest(line.tokens, at) is not None:
        return False
    return line.lexicon.honorifics.longest(line.tokens, at) is None
