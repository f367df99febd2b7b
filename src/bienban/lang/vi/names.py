"""Reads the names of an article in one pass over its tokens: persons, places, bodies, titles of posts, and short forms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from bienban.lang.tokens import tokenize
from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import BODY, FAMILY, HONORIFIC, NAMESAKE, PLACE, TITLE, name_lexicon
from bienban.lang.vi.orgs import read_org
from bienban.lang.vi.persons import read_person, vietnamese
from bienban.lang.vi.places import bare_level, read_place, run_end
from bienban.lang.vi.posts import read_seat, read_title
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.segments import CREDIT
from bienban.lang.vi.townships import territories_of
from bienban.model.mention import Mention, OrgName, PersonName, PlaceName, Pronoun

__all__ = ["read_names"]

_LISTING = frozenset({",", "-", "–", "và"})
_Found = tuple[int, tuple[Mention, ...]]


def _title(line: Line, index: int) -> _Found | None:
    read = read_title(line, index) or read_seat(line, index)
    if read is None:
        return None
    confidence = 0.93 if read.value.org is not None else 0.7
    return read.end, (Mention(line.span(index, read.end), read.value, "post.title", confidence), *read.inner)


def _org(line: Line, index: int) -> _Found | None:
    read = read_org(line, index)
    if read is None:
        return None
    rule = "org.named" if read.value.complete else "org.generic"
    return read.end, (Mention(line.span(index, read.end), read.value, rule, 0.9 if read.value.complete else 0.8), *read.inner)


def _place(line: Line, index: int) -> _Found | None:
    read = read_place(line, index)
    if read is not None:
        return read.end, (Mention(line.span(index, read.end), read.value, "place.named", 0.95),)
    bare = bare_level(line, index)
    if bare is None:
        return None
    return bare.end, (Mention(line.span(index, bare.end), bare.value, "place.level", 0.7),)


def _honorific(line: Line, index: int) -> _Found | None:
    """An honorific: with a full name behind it, with a given name, or alone."""
    found = line.lexicon.honorifics.longest(line.tokens, index)
    if found is None or found[0] > line.stop:
        return None
    end, word = found
    if word.kind == "none":
        return end, ()
    while (
        (more := line.lexicon.honorifics.longest(line.tokens, end)) is not None
        and more[0] <= line.stop
        and more[1].kind != "none"
    ):
        if line.capital(end) and line.key(end) in line.lexicon.families and line.capital(end + 1) and more[0] == end + 1:
            break
        end = more[0]
    if (
        word.kind == "pronoun"
        and line.capital(index)
        and line.key(end) in ("thị", "văn")
        and line.key(index) in line.lexicon.families
    ):
        return None
    person = read_person(line, end, titled=True)
    if person is not None:
        return person.end, (_person(line, person.start, person.end, person.name, person.rule, person.confidence),)
    if word.kind in ("none", "honour"):
        return end, ()
    given = run_end(line, end, 3) if not line.opens(end) and line.key(end) not in line.lexicon.uses["no-given"] else end
    if given > end and word.kind in ("pronoun", "degree", "rank", "trade", "clergy") and given - end <= 2:
        value = Pronoun(word.form, line.words(end, given), word.gender, word.plural)
        return given, (Mention(line.span(index, given), value, "pronoun.given", 0.9),)
    if word.kind == "pronoun" and given == end:
        value = Pronoun(word.form, None, word.gender, word.plural)
        return end, (Mention(line.span(index, end), value, "pronoun.alone", 0.7),)
    return None


def _person(line: Line, start: int, end: int, name: str, rule: str, confidence: float) -> Mention:
    return Mention(line.span(start, end), PersonName(name), rule, confidence)


def _namesake(line: Line, index: int) -> int | None:
    """The end of a namesake ("đường Nguyễn Văn Mẫu"), or None."""
    found = line.lexicon.namesakes.longest(line.tokens, index)
    if found is None or found[0] >= line.stop:
        return None
    at = found[0]
    if line.tokens[at].text in "\"“'‘":
        at += 1
    if not line.capital(at) or line.opens(at):
        return None
    if line.key(at) not in line.lexicon.families:
        return None
    end = run_end(line, at, 5)
    while found[1] == "street" and line.key(end) in _LISTING and _listed(line, end + 1):
        end = run_end(line, end + 1, 5)
    return end


def _listed(line: Line, index: int) -> bool:
    """Whether another street of a list begins here: two to four capitals, no title or honorific."""
    return line.key(index) in line.lexicon.families and not line.opens(index) and 2 <= run_end(line, index, 5) - index <= 4


def _shouted(line: Line, index: int) -> bool:
    """Whether words in capitals throughout stand here (a heading inside the text), where case says nothing about names."""
    first, second = line.tokens[index].text, line.token(index + 1)
    if len(first) < 2 or not first.isupper() or second is None or not second.text.isupper() or len(second.text) < 2:
        return False
    return vietnamese(first) and vietnamese(second.text)


def _capitals(line: Line, index: int) -> Mention | None:
    """A full name set in capitals amid ordinary text ("NGUYỄN VĂN MẪU (chủ tịch xã) nói"): three or four syllables."""
    read = read_person(line, index, titled=True)
    if read is None or not 3 <= read.end - index <= 4:
        return None
    following = line.token(read.end)
    if not all(t.text.isupper() for t in line.tokens[index : read.end]) or (following is not None and following.capital):
        return None
    return _person(line, index, read.end, read.name, "person.capitals", 0.8)


def _named_person(line: Line, index: int, *, titled: bool) -> _Found | None:
    """A full name, unless a place's name of the same syllables is as long."""
    person = read_person(line, index, titled=titled)
    if person is None:
        return None
    place = None if titled else read_place(line, index)
    if place is not None and place.end >= person.end - 1:
        return None
    return person.end, (_person(line, person.start, person.end, person.name, person.rule, person.confidence),)


def _late_president(line: Line, index: int) -> bool:
    """The late President's name by itself; the city's name begins with its level word."""
    return line.key(index) == "hồ" and line.key(index + 1) == "chí" and line.key(index + 2) == "minh"


def _step(line: Line, index: int, bits: int, *, titled: bool) -> tuple[int, tuple[Mention, ...], bool]:
    """What stands at a token: (index after it, mentions, whether it is a title that a name may follow)."""
    if line.tokens[index].capital and (not bits or bits & FAMILY or titled) and not line.opens(index):
        found = _named_person(line, index, titled=titled)
        if found is not None:
            return *found, False
    if bits & FAMILY and _late_president(line, index):
        return index + 3, (), False
    if bits & NAMESAKE:
        named = _namesake(line, index)
        if named is not None:
            body = _org(line, index)
            return (named, (), False) if body is None else (max(named, body[0]), body[1], False)
    if bits & (TITLE | BODY):
        found = _title(line, index)
        if found is not None:
            return *found, True
        found = _org(line, index)
        if found is not None:
            return *found, False
    found = _place(line, index) if bits & PLACE else None
    if found is None and bits & HONORIFIC:
        found = _honorific(line, index)
    return (index + 1, (), False) if found is None or found[0] <= index else (*found, False)


def _line(line: Line) -> Iterator[Mention]:
    """All mentions of one sentence."""
    starts, tokens, index, titled = line.lexicon.starts, line.tokens, line.start, False
    while index < line.stop:
        token = tokens[index]
        bits = starts.get(token.key, 0)
        if token.capital:
            if _shouted(line, index):
                person = _capitals(line, index) if bits & FAMILY else None
                if person is not None:
                    yield person
                index, titled = line.tokens.at(person.span.end) if person is not None else index + 1, False
                continue
            if token.text in line.acronyms:
                bits |= BODY
        if not bits and not (token.capital and (titled or not vietnamese(token.text))):
            index, titled = index + 1, False
            continue
        index, mentions, titled = _step(line, index, bits, titled=titled)
        yield from mentions


def _in_capitals(line: Line, known: dict[str, list[tuple[str, ...]]]) -> Iterator[Mention]:
    """The names of a heading set in capitals: those that the article has elsewhere."""
    index = line.start
    while index < line.stop:
        names = known.get(line.key(index), ())
        keys = next((n for n in names if n == tuple(line.key(i) for i in range(index, index + len(n)))), None)
        if keys is None:
            index += 1
            continue
        end = index + len(keys)
        yield _person(line, index, end, line.words(index, end).title(), "person.capitals", 0.85)
        index = end


def _places_in_capitals(line: Line, heads: frozenset[str]) -> Iterator[Mention]:
    """The territory that a heading set in capitals names, of a level that the article names no other of ("PHƯỜNG MẪU TÂN HỌP …").

    Capitals do not show where the name ends: most have two syllables, three only where the heading ends or pauses behind them.
    """
    index = line.start
    while index < line.stop:
        found = line.lexicon.levels.longest(line.tokens, index)
        if found is None or found[1].short or found[1].level not in ("district", "commune") or found[1].full in heads:
            index += 1
            continue
        after, word = found
        end = after + (1 if line.key(after).isdigit() else 2)
        following = line.token(end + 1)
        if line.capital(end) and (end + 1 == line.stop or (following is not None and not following.is_word)):
            end += 1
        named = all(line.capital(i) or line.key(i).isdigit() for i in range(after, min(end, line.stop)))
        if end <= line.stop and named and not line.opens(after):
            value = PlaceName(line.words(after, end).title(), word.level, word.full)  # type: ignore[arg-type]
            yield Mention(line.span(index, end), value, "place.named", 0.8)
            return
        index = after


def _known(found: list[Mention]) -> dict[str, list[tuple[str, ...]]]:
    """The keys of the full names found, by the first."""
    known: dict[str, list[tuple[str, ...]]] = {}
    for name in {m.value.name for m in found if isinstance(m.value, PersonName)}:
        keys = tuple(t.key for t in tokenize(name))
        known.setdefault(keys[0], []).append(keys)
    return known


def read_names(scan: Scan) -> Scan:
    """The scan with mentions of persons, places, bodies and posts added."""
    lexicon = name_lexicon()
    acronyms: dict[str, OrgName] = {}
    credits = [m.span() for m in CREDIT.finditer(scan.text)] if "nh" in scan.text else []
    starts = [a for a, _ in credits]
    found: list[Mention] = []
    headings: list[Line] = []
    territories = territories_of(scan.text)
    for sentence in scan.sentences:
        first, stop = scan.tokens.at(sentence.span.start), scan.tokens.at(sentence.span.end)
        words = sentence.span.of(scan.text)
        caps = words.isupper() and stop - first > 3
        line = Line(scan.text, scan.tokens, first, stop, lexicon, acronyms, caps, territories=territories)
        if line.caps:
            headings.append(line)
        else:
            found.extend(_line(line))
    known = _known(found) if headings else {}
    heads = frozenset(m.value.head or "" for m in found if isinstance(m.value, PlaceName) and m.value.name is not None)
    for line in headings:
        found.extend(_in_capitals(line, known))
        found.extend(_places_in_capitals(line, heads))
    kept = (m for m in found if not _credited(m.span.start, starts, credits))
    return scan.add(tuple(kept))


def _credited(offset: int, starts: list[int], credits: list[tuple[int, int]]) -> bool:
    """Whether an offset lies in a photographer's credit."""
    at = bisect_right(starts, offset) - 1
    return at >= 0 and offset < credits[at][1]
