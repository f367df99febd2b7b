"""Reads the names of an article in one pass over its tokens: persons, places, bodies, titles of posts, and short forms."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import name_lexicon
from bienban.lang.vi.orgs import read_org
from bienban.lang.vi.persons import read_person, vietnamese
from bienban.lang.vi.places import bare_level, read_place, run_end
from bienban.lang.vi.posts import read_seat, read_title
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.segments import CREDIT
from bienban.model.mention import Mention, OrgName, PersonName, Pronoun

__all__ = ["read_names"]

_NOT_GIVEN = frozenset({"bí", "chủ", "phó", "thủ", "đảng", "đoàn", "ban", "bộ", "hội", "việt", "nhà", "trung"})
_Found = tuple[int, tuple[Mention, ...]]


def _title(line: Line, index: int) -> _Found | None:
    read = read_title(line, index) or read_seat(line, index)
    if read is None:
        return None
    confidence = 0.95 if read.value.org is not None else 0.7
    return read.end, (Mention(line.span(index, read.end), read.value, "post.title", confidence), *read.inner)


def _org(line: Line, index: int) -> _Found | None:
    read = read_org(line, index)
    if read is None:
        return None
    rule = "org.named" if read.value.complete else "org.generic"
    return read.end, (Mention(line.span(index, read.end), read.value, rule, 0.95 if read.value.complete else 0.7), *read.inner)


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
    given = run_end(line, end, 3) if not line.opens(end) and line.key(end) not in _NOT_GIVEN else end
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
    return run_end(line, at, 5)


def _shouted(line: Line, index: int) -> bool:
    """Whether words in capitals throughout stand here (a heading inside the text), where case says nothing about names."""
    first, second = line.tokens[index].text, line.token(index + 1)
    if len(first) < 2 or not first.isupper() or second is None or not second.text.isupper() or len(second.text) < 2:
        return False
    return vietnamese(first) and vietnamese(second.text)


def _line(line: Line) -> Iterator[Mention]:
    """All mentions of one sentence."""
    starts, index, titled = line.lexicon.starts, line.start, False
    while index < line.stop:
        token = line.tokens[index]
        if _shouted(line, index):
            index, titled = index + 1, False
            continue
        if token.key not in starts and token.text not in line.acronyms:
            if titled and token.capital:
                person = read_person(line, index, titled=True)
                if person is not None:
                    yield _person(line, person.start, person.end, person.name, person.rule, person.confidence)
                    index = person.end
                    titled = False
                    continue
            titled = False
            index += 1
            continue
        if token.capital and token.key in line.lexicon.families and not line.opens(index):
            person = read_person(line, index, titled=titled)
            place = read_place(line, index) if person is not None else None
            if person is not None and (titled or place is None or place.end < person.end - 1):
                yield _person(line, person.start, person.end, person.name, person.rule, person.confidence)
                index, titled = person.end, False
                continue
        if token.key == "hồ" and line.key(index + 1) == "chí" and line.key(index + 2) == "minh":
            index, titled = index + 3, False  # the late President; the city's name begins with its level word
            continue
        named = _namesake(line, index)
        if named is not None:
            end = max(named, (_org(line, index) or (named,))[0])
            found = _org(line, index)
            if found is not None:
                yield from found[1]
            index, titled = end, False
            continue
        found = _title(line, index)
        if found is not None:
            yield from found[1]
            index, titled = found[0], True
            continue
        found = _org(line, index) or _place(line, index) or _honorific(line, index)
        titled = False
        if found is not None and found[0] > index:
            yield from found[1]
            index = found[0]
            continue
        index += 1


def read_names(scan: Scan) -> Scan:
    """The scan with mentions of persons, places, bodies and posts added."""
    lexicon = name_lexicon()
    acronyms: dict[str, OrgName] = {}
    credits = [m.span() for m in CREDIT.finditer(scan.text)] if "nh" in scan.text else []
    found: list[Mention] = []
    for sentence in scan.sentences:
        start, stop = scan.tokens.at(sentence.span.start), scan.tokens.at(sentence.span.end)
        words = [t for t in scan.tokens[start:stop] if t.is_word]
        caps = len(words) > 3 and sum(t.text.isupper() for t in words) > 0.8 * len(words)
        if caps:
            continue
        line = Line(scan.text, scan.tokens, start, stop, lexicon, acronyms, caps)
        found.extend(_line(line))
    kept = (m for m in found if not any(a <= m.span.start < b for a, b in credits))
    return scan.add(tuple(kept))
