"""Where the designation of an occasion ends: "hội nghị sơ kết … nhiệm kỳ 2020 – 2025 | tại hội trường …".

A designation is the shortest full name in the article's words, without date, place and organizer: it runs from its head over
nouns and verbs to a sign or a function word that ends it, and beyond a comma only where a list or a second purpose goes on.
"""

from __future__ import annotations

from bienban.lang.tokens import key_set
from bienban.lang.vi.marks import VERBS, Marks
from bienban.lang.vi.scan import Scan
from bienban.model.mention import DateRange, Mention, Ordinal, OrgName, PersonName, PostTitle, Pronoun, TermYears
from bienban.model.span import Span

__all__ = ["Designations"]

_MOST = 48
_LIST_REACH = 14
_OPENING = frozenset('"“‘«')
_CLOSING = {"“": "”", "‘": "’", "«": "»", '"': '"'}
_ENDING = frozenset(";:?!…/)]*•|+”»’")
_TRAILING = frozenset({".", "/", "và", ",", "của", "về", "cho", "với", "-", "–", "(", "“", '"', "tại", "cùng"})
_PARTS_IN_BRACKETS = frozenset({"lần", "khóa", "đợt", "mở", "kỳ", "giai", "nhiệm"})
# Function words that begin a sentence where they are written large (captions run into the text without a stop).
_BEGINNING = key_set(
    "với theo tại sau trước trong tuy nhưng để do khi từ đây đó những các nhằm vì nếu qua đến ngày sáng chiều tối ngoài cùng"
)
# What an apposition behind a dash begins with ("đêm hội … – sự kiện …").
_APPOSED = key_set("sự một hoạt điểm nơi đây dịp cơ chương")
_NUMBER = 3
_OBJECT = 2
_COUNCILS = frozenset({"Quốc hội", "Hội đồng nhân dân"})
_PAST = ("nguyên", "cựu", "cố")
_POSTS = (PersonName, PostTitle, Pronoun)
_TALKED = VERBS - {"object"}


class Designations:
    """The grammar of designations over one article."""

    def __init__(self, scan: Scan, marks: Marks) -> None:
        self.tokens = scan.tokens
        self.marks = marks
        self.ends = [s.span.end for s in scan.sentences]
        self.scan = scan
        self.starting: dict[int, list[Mention]] = {}
        for mention in scan.mentions:
            if isinstance(mention.value, (DateRange, PersonName, PostTitle, Pronoun, OrgName, TermYears, Ordinal)):
                self.starting.setdefault(mention.span.start, []).append(mention)
        self.people = {start for start, found in self.starting.items() if any(isinstance(m.value, _POSTS) for m in found)}
        self.nouns = {m.first for m in marks.heads if m.row.form in ("noun", "named")}
        self.verbs = {m.first for m in marks.acts if m.row.act in ("attend", "chair", "speak")}
        self.verbs |= {m.first for m in marks.sayings}
        self.told = {m.first for m in marks.sayings if m.row.kind is not None}
        self.told |= {m.first for m in marks.acts if m.row.act in ("attend", "chair")}
        self.acting = {m.first for m in marks.heads if m.row.form in _TALKED and m.row.kind in ("visit", "meeting")}
        self.decisions = {m.first for m in marks.sayings if m.row.kind is not None}
        self.compounds = {m.first: m.after for m in marks.acts if m.row.act == "none"}

    def end(self, first: int, after: int, *, verb: bool) -> int:
        """The index after the designation that begins with the head ``first`` to ``after``."""
        limit = self.tokens.at(self.scan.sentence_at(self.tokens[first].start).span.end)
        limit = min(limit, first + _MOST)
        index = after
        governed = any(self.marks.word(at, "governs") == after for at in range(first, after))
        while index < limit:
            forward = self._step(index, after, limit, verb=verb, governed=governed)
            if forward is None:
                break
            praised = self.marks.word(index, "adjective")
            if praised is not None and governed:
                index = praised
                continue
            keeps = forward > index + 1 or self.marks.word(index, "honorific") is not None or self.tokens[index].key in _PAST
            governed = self._governs(index, forward) or (governed and keeps)
            index = forward
        while index > after and self.tokens[index - 1].key in (*_TRAILING, *_PAST):
            if self.tokens[index - 2].key == "cuối":
                break
            index -= 1
        return index

    def _step(self, index: int, after: int, limit: int, *, verb: bool, governed: bool) -> int | None:
        """The index after the next word of the designation, or None where it has ended."""
        token = self.tokens[index]
        if token.text in _OPENING:
            return self._quoted(index, limit)
        if token.text == "(":
            return self._bracketed(index, limit)
        if verb and self._next_act(index, after):
            return None
        if token.text == ",":
            goes_on = self._goes_on(index + 1, limit) or self._of_council(index + 1, after)
            return index + 1 if (index > after or verb) and goes_on else None
        if token.text in ("-", "–"):
            return self._dash(index, limit)
        if token.text == "/" and self._joined(index):
            return index + 1
        if token.text in _ENDING or (token.capital and token.key in _BEGINNING):
            return None
        jump = self._mention(index, after, verb=verb, governed=governed)
        if jump is not None:
            return jump if jump > index else None
        if self._ended(index, after, verb=verb) or (token.key in ("của", "về") and self._number_before(index)):
            return None
        return index + 1

    def _next_act(self, index: int, after: int) -> bool:
        """Whether another visit or meeting is joined behind whom or what this one is to ("hội đàm với ông Hải, | thăm …")."""
        joined = self.tokens[index].text in ",;" or self.tokens[index].key == "và"
        if not joined or index - after < _OBJECT or index + 1 not in self.acting:
            return False
        return any(self.tokens[at].start in self.starting for at in range(after, index))

    def _number_before(self, index: int) -> bool:
        """Whether a document's number stands before the index, which says all ("Nghị quyết số 42-NQ/TW | của …")."""
        return index > 2 and self.tokens[index - 2].text == "/" and self._joined(index - 2)

    def _joined(self, index: int) -> bool:
        """Whether a sign stands without spaces inside a number ("42-NQ/TW")."""
        if not 0 < index < len(self.tokens) - 1:
            return False
        before, sign, behind = self.tokens[index - 1 : index + 2]
        return before.end == sign.start and sign.end == behind.start

    def _ended(self, index: int, after: int, *, verb: bool) -> bool:
        word = self.tokens[index].key
        if not verb and index == after and index in self.told:
            return True
        if word in ("có", "gồm", ":") and self._lists(index + 1):
            return True
        if index in self.nouns and self.tokens[index - 1].key in ("và", ","):
            return True
        if word == "với" and index + 1 < len(self.tokens) and self.tokens[index + 1].is_number:
            return True
        if word == "và" and index + 1 in self.decisions:
            return True
        if word == "tổ":
            return self._held(index)
        if not self._ends(index):
            return False
        if word == "theo" and self.tokens[index - 1].key in ("làm", "noi", "học", "tiếp"):
            return False
        if word == "ở" and index + 1 < len(self.tokens) and self.tokens[index + 1].key in ("nước", "trong", "ngoài"):
            return False
        if word == "trong" and index + 1 < len(self.tokens) and self.tokens[index + 1].key in ("việc", "công", "lĩnh"):
            return False
        if word == "tại" and verb:
            return index > after + 2
        if word in ("tới", "đến", "sang") and any(t.key == "chuyến" for t in self.tokens[max(0, after - 4) : after]):
            return not self.tokens[min(index + 1, len(self.tokens) - 1)].capital
        if verb and index == after:
            return word == "dưới" or (index + 1 < len(self.tokens) and self.tokens[index + 1].key == "phía")
        return not (word == "trên" and index + 1 < len(self.tokens) and self.tokens[index + 1].key in ("toàn", "cả"))

    def _lists(self, index: int) -> bool:
        """Whether those present are listed at the index: "họp báo có | các ông: …"."""
        if index >= len(self.tokens):
            return False
        honorific = self.marks.word(index, "honorific")
        several = self.tokens[index].key == "các" and self.marks.word(index + 1, "honorific") is not None
        return several or honorific is not None or self._person_at(index)

    def _ends(self, index: int) -> bool:
        """Whether a word that ends designations begins here, and not a longer one ("dự án" for "dự")."""
        after = self.marks.word(index, "end")
        if after is None or self.compounds.get(index, 0) > after:
            return False
        return not any((self.marks.word(at, "compound") or 0) > index for at in range(max(0, index - 2), index + 1))

    def _held(self, index: int) -> bool:
        """Whether "tổ chức" is the verb of holding the occasion: a date or place follows."""
        at = index + 2
        if at >= len(self.tokens) or self.tokens[index + 1].key != "chức":
            return False
        dated = any(isinstance(m.value, DateRange) for m in self.starting.get(self.tokens[at].start, ()))
        return dated or self.tokens[at].key in ("tại", "vào", "ở", ".")

    def _governs(self, index: int, forward: int) -> bool:
        return any(self.marks.word(at, "governs") == forward for at in range(max(0, forward - 4), index + 1))

    def _mention(self, index: int, after: int, *, verb: bool, governed: bool) -> int | None:
        """The index after a mention at the index that belongs to the name; the index itself where it ends the name."""
        found = self.starting.get(self.tokens[index].start)
        honorific = self.marks.word(index, "honorific")
        if found is None:
            follows = honorific is not None and self._person_at(honorific)
            if follows and governed:
                return honorific
            return index if follows and not (verb and index <= after + 1) else None
        for mention in found:
            value = mention.value
            dated = isinstance(value, DateRange) and (value.start.day is not None or value.session is not None)
            if dated and self.tokens[index - 1].key != "đợt":
                return index
            several = isinstance(value, PostTitle) and self.tokens[index - 1].key in ("các", "những")
            if isinstance(value, _POSTS) and not several and not governed and not (verb and index <= after + 2):
                return index
        longest = max(found, key=lambda m: m.span.end)
        return self.tokens.at(longest.span.end - 1) + 1

    def _person_at(self, index: int) -> bool:
        if index >= len(self.tokens):
            return False
        return any(isinstance(m.value, (PersonName, PostTitle)) for m in self.starting.get(self.tokens[index].start, ()))

    def _quoted(self, index: int, limit: int) -> int | None:
        closing = _CLOSING[self.tokens[index].text]
        inner = self.tokens[index + 1 : index + 4]
        if any(t.text == closing for t in inner) and not inner[0].capital:
            return None
        for at in range(index + 1, min(limit, index + 40)):
            if self.tokens[at].text == closing:
                return at + 1
        return None

    def _bracketed(self, index: int, limit: int) -> int | None:
        short = index + 3 < limit and self.tokens[index + 1].text.isupper() and self.tokens[index + 2].text == ")"
        if short and self.tokens[index + 3].capital:
            return index + 3
        if index + 1 >= limit or self.tokens[index + 1].key not in _PARTS_IN_BRACKETS:
            return None
        for at in range(index + 1, min(limit, index + 8)):
            if self.tokens[at].text == ")":
                return at + 1
        return None

    def _dash(self, index: int, limit: int) -> int | None:
        """A dash goes on where it joins two words or numbers ("kinh tế - xã hội", "2020 – 2025"), not before an apposition."""
        if index + 1 >= limit:
            return None
        follow = self.tokens[index + 1]
        if self.marks.word(index + 1, "end") is not None or index + 1 in self.nouns or follow.key in _APPOSED:
            return None
        found = self.starting.get(follow.start, ())
        if any(isinstance(m.value, _POSTS) for m in found) or self.marks.word(index + 1, "honorific") is not None:
            return None
        return index + 1

    def _goes_on(self, index: int, limit: int) -> bool:
        """Whether the designation goes on after a comma."""
        if index >= limit:
            return False
        found = self.starting.get(self.tokens[index].start, ())
        if any(isinstance(m.value, (TermYears, Ordinal)) for m in found):
            return True
        if found:
            return False
        if self.marks.word(index, "go-on") is not None:
            return True
        return self._listed(index, limit)

    def _of_council(self, index: int, after: int) -> bool:
        """Whether the council whose session it is follows the number ("Kỳ họp thứ 6, Quốc hội khóa XV")."""
        if index >= len(self.tokens) or self.tokens[after - 1].key != "họp" or index - after > _NUMBER:
            return False
        found = (m.value for m in self.starting.get(self.tokens[index].start, ()))
        return any(isinstance(value, OrgName) and value.head in _COUNCILS for value in found)

    def _listed(self, index: int, limit: int) -> bool:
        """Whether a list goes on here: an "và" closes it before anything that ends a designation."""
        if self.tokens[index].key == "một" or index in self.nouns:
            return False
        for at in range(index, min(limit, index + _LIST_REACH)):
            token = self.tokens[at]
            if token.key == "và":
                return at > index and at + 1 < limit and at + 1 not in self.verbs
            if at in self.verbs or token.text in _ENDING or self._ends(at):
                return False
            found = self.starting.get(token.start, ())
            if any(isinstance(m.value, (*_POSTS, DateRange)) for m in found):
                return False
        return False

    def span(self, first: int, after: int) -> Span:
        """The span of the tokens ``first`` to ``after`` (exclusive)."""
        return Span(self.tokens[first].start, self.tokens[after - 1].end)
