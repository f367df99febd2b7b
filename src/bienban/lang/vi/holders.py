"""Who holds which post: the person before or after a stack of titles, or the one whom a verb joins with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bienban.lang.vi.people import People
from bienban.lang.vi.period_times import year_of
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.stacks import APPOSITION, TERM, items_of, prefix, singular, stacks
from bienban.lang.vi.status import INSTEAD, RETIRED, cue, ordinal_of, outcome, past, status_of
from bienban.model.facts import Key, PostStatus
from bienban.model.mention import Mention, PersonName, PostTitle, Pronoun, Sentence
from bienban.model.span import Span

__all__ = ["Holding", "holdings_of"]

_BEHALF = re.compile(r"\b(?:[uủ][yỷ] quyền|[uủ][yỷ] nhiệm|thay mặt|được sự đồng ý)\s*(?:của)?\s*$", re.IGNORECASE)
_OF = re.compile(r"\b(?:của|theo|bởi|cho|với|thay mặt|ủy quyền|ủy nhiệm)\s*(?:(?:tân|nguyên|cựu)\s*)?$", re.IGNORECASE)
_DURING = re.compile(
    r"\b(?:thời gian|thời kỳ|khi(?: còn)?|lúc(?: còn)?)(?: đang)? (?:giữ|làm|là|đảm nhiệm)\b[^,;]{0,24}$", re.IGNORECASE
)
_AS = re.compile(r"\b(?:tư cách(?: là)?|cương vị(?: là)?|vai trò(?: là)?|khi là|khi còn là|khi làm)\s*$", re.IGNORECASE)
_TAKES = re.compile(r"\s*(?:làm|giữ chức(?: vụ)?|giữ cương vị|đảm nhiệm|đảm nhận|kiêm giữ chức(?: vụ)?)\s*")
# A further post that the same verb gives: "được chuẩn y tham gia Ban Thường vụ | và giữ chức | Bí thư …".
_CONTINUES = re.compile(r"\s*(?:,|;)?\s*(?:và |đồng thời )*(?:giữ chức(?: vụ| danh)?|đảm nhiệm|giữ cương vị|làm)\s*")
_LEADS = re.compile(r"\s*[,–-]?\s*làm\s*")
_LED_BY = re.compile(r"\bdo [^,;:.]{0,60}$")
_COORDINATED = re.compile(r"\s*(?:,\s*và\b|,|;|và\b|cùng\b)\s*")
_TAIL = re.compile(TERM, re.IGNORECASE)
_YEARS = re.compile(r"\s*[,(]?\s*(?:nhiệm kỳ|giai đoạn)\s+(?:19|20)\d\d\s*[-–]\s*(?P<last>(?:19|20)\d\d)(?!\d)")
_HONORIFIC = re.compile(r"\b(?:đối với|ông|bà|chức|chức vụ)\s*$")
_MANY = re.compile(r"\b(?:các|những|nhiều|mọi|một số)(?: nữ| đồng chí)?\s*$")
_PENALTY = re.compile(
    r"\bhình thức\b[^;]{0,25}\b(?:cách (?:hết |tất cả )?(?:các )?chức|bãi nhiệm|miễn nhiệm|đình chỉ)\b", re.IGNORECASE
)
# A post that something is decided on, and whose it is: "miễn nhiệm chức danh Chủ tịch … đối với ông A".
_DECIDED = re.compile(
    r"(?:\b(?:chức(?: vụ| danh)?|vị trí|nhiệm vụ|giữ chức(?: vụ)?|làm|lại|bổ sung|tư cách)\s*)*$", re.IGNORECASE
)
_TOWARD = re.compile(rf"{TERM}\s*,?\s*(?:đối với|với|cho|là)\s+(?P<who>.*)", re.IGNORECASE | re.DOTALL)
_UNDONE = re.compile(r"\b(?:không|chưa|tạm thời|tạm dừng|đề nghị|xem xét|giới thiệu|dự kiến|đề xuất|trình)\b")
_BACK = 40
_MOVES = re.compile(
    r"\s*,?\s*(?:vừa |đã |sẽ |mới )*(?:được )?(?:điều động|luân chuyển|phân công|chuyển|bổ nhiệm|nhận nhiệm vụ|giao|chỉ định)\b"
)
_REPLACED = re.compile(rf"{INSTEAD}$", re.IGNORECASE)
_INTO = re.compile(r"\bvào\s*$")
_CLOSED = re.compile(r";|:(?!\s*$)|\bcho\b(?! thôi)|\bcùng\b|\bvà (?:ông|bà|đồng chí)\b")


_NEAR = 90
_CLOSE = 12
_COUNTED = ("khóa", "khoá", "lần", "Khóa", "Khoá", "Lần")
_ONCE = re.compile(r"\b(?:từng|vốn|khi đó|lúc đó|bấy giờ) (?:là|làm|giữ)\b")


@dataclass(frozen=True, slots=True)
class Holding:
    """A title of a person: the mention, the stack it stands in, the status; ``sure`` where a word of its own gives the status."""

    person: Key
    title: Mention
    stack: tuple[Mention, ...]
    status: PostStatus
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    sure: bool
    lead: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    """A stack in its sentence, and the names around it."""

    text: str
    stack: tuple[Mention, ...]
    sentence: Span
    before: Mention | None
    after: Mention | None
    person: Mention | None

    @property
    def lead(self) -> str:
        start = self.sentence.start if self.before is None else self.before.span.end
        return self.text[start : self.stack[0].span.start]

    @property
    def gap(self) -> str:
        return "" if self.after is None else self.text[self.stack[-1].span.end : self.after.span.start]

    @property
    def behind(self) -> str:
        return self.text[self.stack[-1].span.end : min(self.stack[-1].span.end + 60, self.sentence.end)]

    @property
    def context(self) -> str:
        """The words of the sentence before the person."""
        if self.person is None:
            return ""
        return self.text[max(self.sentence.start, self.person.span.start - 160) : self.person.span.start]


def _holder(frame: _Frame) -> tuple[Mention, str, float] | None:
    """The mention of the holder, by rule and confidence."""
    after, before = frame.after, frame.before
    if after is not None and singular(after) and _toward(frame):
        return after, "post.verb", 0.88
    match = prefix().fullmatch(frame.gap) if after is not None and singular(after) else None
    comma = after is not None and isinstance(after.value, Pronoun) and _TAIL.sub("", frame.gap).strip() == ","
    given = after is not None and not (isinstance(after.value, Pronoun) and after.value.given is None)
    plain = match is not None and match.group("comma") is None and match.group("dash") is None
    if after is not None and plain and given:
        return after, "post.prefix", 0.97
    if before is not None and singular(before) and APPOSITION.fullmatch(frame.lead):
        return before, "post.apposition", 0.88
    if before is not None and _juxtaposed(frame, before):
        return before, "post.apposition", 0.85
    if after is not None and (comma or (match is not None and match.group("comma"))) and not _OF.search(frame.lead):
        if _AS.search(frame.lead):
            return after, "post.capacity", 0.88
        if given and before is None:
            return after, "post.prefix", 0.8
    if after is not None and match is not None and match.group("dash") is not None and given:
        return after, "post.prefix", 0.85
    if frame.person is not None and frame.before is not frame.person and _led(frame):
        return frame.person, "post.verb", 0.88
    if frame.person is not None and len(frame.lead) < 140 and (_PENALTY.search(frame.lead) or _seated(frame)):
        return frame.person, "post.verb", 0.88
    if frame.person is not None and len(frame.lead) < 140 and not _CLOSED.search(frame.lead):
        taken = cue("appoint").search(frame.lead) or cue("leave").search(frame.lead)
        verb = _holds(frame.lead) or (taken and cue("passive").search(frame.lead))
        if verb and not _active(frame.lead) and not _OF.search(frame.lead) and not _MANY.search(frame.lead):
            return frame.person, "post.verb", 0.88
    return None


def _juxtaposed(frame: _Frame, before: Mention) -> bool:
    """Whether a title in small letters with its whole body stands right behind a name: "ông A bí thư Tỉnh ủy B cho biết"."""
    title = frame.stack[0].value
    if not isinstance(before.value, PersonName) or not isinstance(title, PostTitle) or frame.lead.strip(" \u00a0"):
        return False
    whole = title.org is not None and title.org.complete
    return whole and frame.text[frame.stack[0].span.start].islower()


def _toward(frame: _Frame) -> bool:
    """Whether a verb right before the stack gives or takes it, and the person behind it is whom it happens to."""
    match = _TOWARD.fullmatch(frame.gap)
    if match is None or prefix().fullmatch(match.group("who")) is None:
        return False
    words = _DECIDED.sub("", frame.lead).rstrip()
    last = None
    for act in ("leave", "appoint"):
        for last in cue(act).finditer(words):
            if last.end() == len(words):
                return _UNDONE.search(words, max(0, last.start() - _BACK)) is None
    return False


def _led(frame: _Frame) -> bool:
    """Whether a body is led by the person: "Ban … do ông A, Giám đốc B, làm Trưởng ban"."""
    return _LEADS.fullmatch(frame.lead) is not None and _LED_BY.search(frame.context) is not None


def _seated(frame: _Frame) -> bool:
    """Whether somebody is put into a committee: "chỉ định ông A vào Ban Chấp hành …"."""
    seat = frame.text[frame.stack[0].span.start : frame.stack[0].span.end]
    return _INTO.search(frame.lead) is not None and seat.startswith("Ban ") and cue("appoint").search(frame.context) is not None


def _holds(lead: str) -> bool:
    """Whether a verb of holding stands close before the title: "là", "giữ chức vụ", not one far back in the sentence."""
    last = None
    for last in cue("hold").finditer(lead):  # noqa: B007
        pass
    return last is not None and len(lead) - last.end() <= _NEAR


def _active(lead: str) -> bool:
    """Whether the person does to the title's holder what the verb says: "ông A đình chỉ Chủ tịch xã"."""
    words = _HONORIFIC.sub("", lead).rstrip()
    last = None
    for act in ("leave", "appoint", "direct"):
        for last in cue(act).finditer(words):  # noqa: B007
            pass
        if last is not None and last.end() == len(words):
            return cue("passive").search(words) is None
    return False


def _titles(frame: _Frame) -> tuple[Mention, ...]:
    """The titles of the stack that are the holder's: not the office in whose name he or she acts."""
    if len(frame.stack) > 1 and _BEHALF.search(frame.lead):
        return frame.stack[1:]
    return frame.stack


def _given(frame: _Frame, who: Mention, rule: str, fellows: list[tuple[Mention, Key]]) -> PostStatus | None:
    """The status that the verb gives to the holder and the fellows named before; None where the post is only proposed."""
    first = fellows[-1][0].span.start if fellows else -1
    context = "" if who is frame.after else frame.context
    if fellows:
        context = frame.text[max(frame.sentence.start, first - 160) : first]
    told_past = past(f"{context} {frame.lead}".strip(), frame.behind)
    if rule == "post.apposition" and not told_past and (not outcome(context) or cue("leave").search(context)):
        context = context.rpartition(",")[2]
    lead = frame.lead
    if _CONTINUES.fullmatch(lead) and frame.person is not None and frame.before is not frame.person:
        whole = frame.text[frame.person.span.end : frame.stack[0].span.start][-_NEAR:]
        lead = whole if cue("leave").search(whole) is None else lead
    return status_of(lead, frame.behind, context)


def _statuses(
    frame: _Frame, who: Mention, rule: str, titles: tuple[Mention, ...], fellows: list[tuple[Mention, Key]]
) -> Iterator[tuple[Mention, PostStatus, bool]]:
    """Each title's status; a word such as nguyên reaches on to the titles behind it, less surely."""
    base: PostStatus = "current"
    if rule == "post.verb" or (rule == "post.apposition" and _TAKES.fullmatch(frame.lead)):
        given = _given(frame, who, rule, fellows)
        if given is None:
            return
        base = given
    elif _told_past(frame, rule):
        base = "former"
    elif RETIRED.match(frame.behind):
        base = "dismissed"
    inherited = False
    for mention in titles:
        title = mention.value
        assert isinstance(title, PostTitle)  # noqa: S101 -- stacks hold titles only
        if title.former_word:
            inherited = True
            yield mention, "former", True
        elif inherited:
            yield mention, "former", False
        else:
            yield mention, base, base not in ("current", "former") or cue("past").search(frame.lead) is not None


def _told_past(frame: _Frame, rule: str) -> bool:
    """Whether the words around a stack that no verb gives put it in the past: "khi còn là …", "từng là …"."""
    if rule == "post.capacity":
        return past("", frame.behind)
    words = {"post.apposition": _ONCE, "post.prefix": _DURING}.get(rule)
    return words is not None and words.search(frame.lead) is not None


def _fellows(frame: _Frame, people: People, ahead: list[Mention]) -> list[tuple[Mention, Key]]:
    """The persons named in one list with the holder, to whom the verb gives the same post: "Các ông A, B và bà C được bầu …"."""
    if not (cue("appoint").search(frame.lead) or cue("leave").search(frame.lead) or _TAKES.fullmatch(frame.lead)):
        return []
    found: list[tuple[Mention, Key]] = []
    last = frame.before
    at = ahead.index(last) if last is not None and last in ahead else 0
    for mention in reversed(ahead[:at]):
        gap = frame.text[mention.span.end : last.span.start] if last is not None else ""
        joint = _COORDINATED.match(gap)
        key = people.of(mention) if isinstance(mention.value, PersonName) else None
        if key is None or joint is None or prefix().fullmatch(gap[joint.end() :].removeprefix("các ")) is None:
            break
        found.append((mention, key))
        last = mention
    return found


def _shared_by(frame: _Frame, rule: str) -> bool:
    """Whether a verb gives the post, which all persons named before it may share."""
    return rule == "post.verb" or (rule == "post.apposition" and _TAKES.fullmatch(frame.lead) is not None)


def _earlier_term(frame: _Frame, mention: Mention, sentence_term: int | None) -> bool:
    """Whether the title's own term ("khóa IX") is earlier than the one that the sentence speaks of."""
    if sentence_term is None:
        return False
    own = _TAIL.match(frame.text, mention.span.end)
    term = ordinal_of(own.group()) if own is not None else None
    return term is not None and term < sentence_term


def _over(scan: Scan, mention: Mention) -> bool:
    """Whether the years of a title's own term ended before the article's year: "Bí thư Tỉnh ủy nhiệm kỳ 2010-2015"."""
    years = _YEARS.match(scan.text, mention.span.end)
    if years is None:
        return False
    now = year_of(scan)
    return now is not None and int(years["last"]) < now


def _aside(text: str, mention: Mention, offset: int) -> bool:
    """Whether a mention is of somebody else than the sentence speaks of: in a remark in brackets, or one who is replaced."""
    if singular(mention) and _REPLACED.search(text, max(0, mention.span.start - 24), mention.span.start):
        return _MOVES.match(text, mention.span.end) is None
    close = text.find(")", mention.span.end, offset)
    if close < 0 or text.find("(", mention.span.end, close) >= 0:
        return False
    return text.rfind("(", 0, mention.span.start) > text.rfind(")", 0, mention.span.start)


def _parted(text: str, items: list[Mention], found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stacks, those between two names in two: "bà A - Chủ tịch X, Bí thư Y B" says X of A and Y of B."""
    for start, end in found:
        between = start > 0 and end < len(items) and end - start >= 2
        first = items[start - 1] if between and isinstance(items[start - 1].value, PersonName) else None
        last = items[end] if first is not None and isinstance(items[end].value, PersonName) else None
        if first is not None and last is not None and not _prefixed(text, items, start - 1):
            lead, gap = text[first.span.end : items[start].span.start], text[items[end - 1].span.end : last.span.start]
            if APPOSITION.fullmatch(lead) and not gap.strip():
                yield start, end - 1
                yield end - 1, end
                continue
        yield start, end


def _prefixed(text: str, items: list[Mention], index: int) -> bool:
    """Whether a title stands right before a name, which then needs none behind it."""
    before = items[index - 1] if index else None
    return (
        before is not None
        and isinstance(before.value, PostTitle)
        and len(text[before.span.end : items[index].span.start]) <= _CLOSE
    )


def holdings_of(scan: Scan, people: People, sentence: Sentence, skipped: frozenset[Mention]) -> Iterator[Holding]:
    """All titles that a sentence gives to single persons, in order."""
    items = items_of(scan, sentence)
    if not any(isinstance(m.value, PostTitle) for m in items):
        return
    words = sentence.span.of(scan.text)
    counted = any(word in words for word in _COUNTED)
    term = ordinal_of(words.split(":")[0]) if counted and cue("appoint").search(words) else None
    for start, end in _parted(scan.text, items, stacks(scan.text, items)):
        if items[start] in skipped:
            continue
        ahead = [m for m in items[:start] if not _aside(scan.text, m, items[start].span.start)]
        before = ahead[-1] if ahead else None
        after = items[end] if end < len(items) else None
        person = next((m for m in reversed(ahead) if singular(m) and people.of(m) is not None), None)
        frame = _Frame(scan.text, tuple(items[start:end]), sentence.span, before, after, person)
        found = _holder(frame)
        key = people.of(found[0]) if found is not None else None
        if found is None or key is None:
            continue
        who, rule, confidence = found
        titles = _titles(frame)
        last = titles[-1]
        fellows = _fellows(frame, people, items[:start]) if _shared_by(frame, rule) and who is frame.before else []
        for mention, status, sure in _statuses(frame, who, rule, titles, fellows):
            earlier = (rule == "post.apposition" and _earlier_term(frame, last, term)) or (
                status == "current" and _over(scan, mention)
            )
            spans = tuple(sorted((mention.span, who.span)))
            yield Holding(
                key, mention, titles, "former" if earlier else status, spans, rule, confidence, sure or earlier, frame.lead
            )
            for fellow, own in fellows:
                both = tuple(sorted((mention.span, fellow.span)))
                yield Holding(own, mention, titles, status, both, rule, confidence, sure, frame.lead)
