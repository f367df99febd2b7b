"""Mentions of occasions: designations ("hội nghị sơ kết …"), back-references ("hội nghị") and acts ("thăm và làm việc tại …").

Rules: ``event.name`` a designation, ``event.back`` a bare head that points back, ``event.part`` a sitting of a larger occasion,
``event.act`` a verb whose act is an occasion, ``event.fate`` a death, ``event.in-document`` the occasion that a document is
named after.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from bienban.lang.vi.designations import Designations
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.marks import VERBS, Head, Mark, Marks
from bienban.lang.vi.scan import Scan
from bienban.model.facts import EventKind
from bienban.model.mention import DocumentName, EventName, Mention, PersonName, PostTitle, Pronoun
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["event_type", "read_event_names"]


@lru_cache(maxsize=1)
def _types() -> dict[str, tuple[tuple[str, str], ...]]:
    """By kind: (words with a space at either side, code), the longest words first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in table("event_types"):
        for words in row.need("words").split("|"):
            found.setdefault(row.need("kind"), []).append((f" {match_key(words)} ", row.need("code")))
    return {kind: tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0]))) for kind, rows in found.items()}


def event_type(kind: EventKind, name: str) -> str | None:
    """The finer type that a designation's words say (``event_types.tsv``), or None.

    >>> event_type("conference", "Hội nghị sơ kết giữa nhiệm kỳ")
    'mid-term-review'
    """
    key = f" {match_key(name)} "
    return next((code for words, code in _types().get(kind, ()) if words in key), None)


_POINTING = frozenset({"tại", "dự", "sau", "trong", "khai", "bế"})
_NO_OBJECT = frozenset(
    {"và", "của", "thì", "mà", "là", "để", "cho", "nếu", "khi", "được", "bị", "theo", "do", "với", "tại", "về"}
)
_NOUNS = frozenset(
    {"việc", "sự", "công", "đoàn", "ban", "tổ", "để", "nhằm", "phải", "cần", "và", ",", "được", "bị", "không", "yêu"}
)
_CHOSEN = (["chọn", "làm"], ["chọn", "là"], ["điểm", "làm"])
_OFFERING = frozenset({"dâng", "thắp", "đặt", "viếng"})
_COMING = frozenset({"đến", "tới", "về", "đi"})


def _before(marks: Marks, first: int, role: str) -> bool:
    """Whether a function word of a role ends right before the index."""
    return any(marks.word(at, role) == first for at in range(max(0, first - 3), first))


def _inside(documents: Iterable[Mention], start: int) -> bool:
    return any(m.span.start < start < m.span.end for m in documents)


class _Reader:
    """The heads of one article, each with its designation."""

    def __init__(self, scan: Scan, marks: Marks) -> None:
        self.scan = scan
        self.marks = marks
        self.grammar = Designations(scan, marks)
        self.people = [m for m in scan.mentions if isinstance(m.value, PersonName)]
        self.documents = [m for m in scan.mentions if isinstance(m.value, DocumentName)]
        self.found: list[Mention] = []
        self.nouns = {m.first for m in marks.heads if m.row.form in ("noun", "named")}
        self.reached = 0

    def read(self) -> tuple[Mention, ...]:
        for mark in self.marks.heads:
            if mark.row.kind is None or _before(self.marks, mark.first, "plural") or self._in_name(mark.first):
                continue
            if mark.row.form == "fate":
                mention = self._fate(mark)
            else:
                mention = self._act(mark) if mark.row.form in VERBS else self._name(mark)
            if mention is not None:
                self.found.append(mention)
                self.reached = max(self.reached, mention.span.end)
        return tuple(self.found)

    def _in_name(self, index: int) -> bool:
        """Whether a head is the end of a person's name ("bà Liên | hoan nghênh")."""
        start = self.scan.tokens[index].start
        place = bisect_right(self.people, start, key=lambda m: m.span.start) - 1
        return place >= 0 and self.people[place].span.start <= start < self.people[place].span.end

    def _value(self, mark: Mark[Head], after: int, *, definite: bool) -> EventName:
        kind = mark.row.kind
        assert kind is not None  # noqa: S101 – read() leaves out the heads without a kind
        first = mark.first
        if mark.row.form == "verb" and mark.after - first > 1 and self.scan.tokens[first].key in _COMING:
            first += 1
        name = self.grammar.span(first, after).of(self.scan.text)
        return EventName(kind, event_type(kind, name), " ".join(name.split()), mark.row.words, definite)

    def _name(self, mark: Mark[Head]) -> Mention | None:
        start = self.scan.tokens[mark.first].start
        if mark.first > 0 and self.scan.tokens[mark.first - 1].is_number and self.scan.tokens[mark.first - 1].text != "1":
            return None
        if mark.first > 1 and [t.key for t in self.scan.tokens[mark.first - 2 : mark.first]] in _CHOSEN:
            return None
        after = self.grammar.end(mark.first, mark.after, verb=False)
        if any(self.marks.word(at, "generic") is not None for at in range(mark.after, after + 1)):
            return None
        if self._adjectives(mark.after, after):
            after = mark.after
        bare = after == mark.after
        if bare and (mark.row.form == "named" or (mark.row.words in ("lễ", "ngày hội") and not self._pointed_at(mark.first))):
            return None
        named_after = _before(self.marks, mark.first, "document") and not (
            bare and self.scan.tokens[mark.first - 1].key == "luận"
        )
        if named_after or _inside(self.documents, start):
            rule, definite = "event.in-document", bare
        elif mark.row.form == "part":
            rule, definite = "event.part", True
        else:
            rule, definite = ("event.back", True) if bare else ("event.name", False)
        return Mention(self.grammar.span(mark.first, after), self._value(mark, after, definite=definite), rule)

    def _pointed_at(self, index: int) -> bool:
        """Whether a bare "lễ" is an occasion known ("dự lễ", "tại lễ"), not worship in general ("cúng lễ")."""
        return index > 0 and self.scan.tokens[index - 1].key in _POINTING

    def _adjectives(self, index: int, after: int) -> bool:
        """Whether the words up to ``after`` only praise the occasion ("buổi lễ trang trọng")."""
        while index < after:
            forward = self.marks.word(index, "adjective")
            if forward is None:
                return False
            index = forward
        return index == after

    def _act(self, mark: Mark[Head]) -> Mention | None:
        start = self.scan.tokens[mark.first].start
        if start < self.reached or _inside(self.documents, start):
            return None
        if mark.row.form in ("reach", "formal") and not self._reaches(mark):
            return None
        if mark.row.form == "object" and not self._has_object(mark):
            return None
        if mark.row.kind == "ceremony" and self._without_object(mark):
            return None
        if mark.row.words == "họp" and mark.after in self.nouns:
            return None  # "họp Hội nghị lần thứ 3" is that conference
        after = self.grammar.end(mark.first, mark.after, verb=True)
        if any(t.key == "lề" for t in self.scan.tokens[mark.after : after]):
            return None
        return Mention(self.grammar.span(mark.first, after), self._value(mark, after, definite=False), "event.act", 0.7)

    def _fate(self, mark: Mark[Head]) -> Mention | None:
        """What befalls a person ("nguyên Chủ tịch … Lê Văn Mẫu từ trần"): whom it befalls, with title, and the verb."""
        tokens, last = self.scan.tokens, mark.first - 1
        while last >= 0 and tokens[last].key in ("đã", "vừa", ","):
            last -= 1
        named = [m for m in self._ending(last) if isinstance(m.value, PersonName)]
        if not named or mark.row.kind is None:
            return None
        start = min(m.span.start for m in named)
        titles = [m for m in self._ending(tokens.at(start) - 1) if not isinstance(m.value, PersonName)]
        if not titles:
            return None
        start = min(m.span.start for m in titles)
        words = self.scan.text[start : tokens[last].end], mark.row.words
        name = " ".join(" ".join(words).split())
        value = EventName(mark.row.kind, event_type(mark.row.kind, name), name, mark.row.words)
        return Mention(Span(start, tokens[mark.after - 1].end), value, "event.fate", 0.8)

    def _ending(self, last: int) -> tuple[Mention, ...]:
        """The persons and titles whose mention ends with a token."""
        if last < 0:
            return ()
        end = self.scan.tokens[last].end
        window = Span(max(0, end - 160), end)
        return tuple(m for kind in (PersonName, Pronoun, PostTitle) for m in self.scan.within(window, kind) if m.span.end == end)

    def _without_object(self, mark: Mark[Head]) -> bool:
        """Whether a verb of ceremony stands alone ("ra mắt tại phiên bế mạc"): then it is told as part of something else.

        Offering incense or flowers needs a place only ("dâng hương tại Nghĩa trang …").
        """
        if mark.after >= len(self.scan.tokens) or self.scan.tokens[mark.after].key not in ("tại", "trong", "ở"):
            return False
        return self.scan.tokens[mark.first].key not in _OFFERING

    def _has_object(self, mark: Mark[Head]) -> bool:
        """Whether a verb such as "kiểm tra" (to inspect) is no noun here and says what is inspected."""
        tokens = self.scan.tokens
        if mark.after >= len(tokens) or not tokens[mark.after].is_word or tokens[mark.first].capital:
            return False
        return tokens[mark.after].key not in _NO_OBJECT and (mark.first == 0 or tokens[mark.first - 1].key not in _NOUNS)

    def _reaches(self, mark: Mark[Head]) -> bool:
        """Whether somebody stands right behind a verb such as "tiếp" (to receive): a person, a title, a body or a delegation.

        Behind words only said of statesmen (form ``formal``) a capital will do: "hội kiến Ủy viên trưởng …".
        """
        tokens, index = self.scan.tokens, mark.after
        if index >= len(tokens) or tokens[index].text == ",":
            return False
        if mark.row.form == "formal" and tokens[index].capital:
            return True
        named = any(tokens[at].start in self.grammar.people for at in range(index, min(index + 3, len(tokens))))
        return named or tokens[index].key in ("đoàn", "đại", "ngài", "bà", "ông", "các", "lãnh", "phái")


def read_event_names(scan: Scan, marks: Marks) -> tuple[Mention, ...]:
    """All mentions of occasions, in order; dates, names and documents should be in the scan already."""
    return _Reader(scan, marks).read()
