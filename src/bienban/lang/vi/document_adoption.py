"""Who issued a document by what the sentence says of it: the subject that issues or adopts it, or the council in session."""

from __future__ import annotations

from collections import Counter

from bienban.lang.tokens import Tokens, key_set
from bienban.lang.vi.document_titles import topic_end
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.mention import DateRange, DocumentName, Mention, OrgName, PlaceName, TermYears
from bienban.model.span import Span

__all__ = ["adopting_body", "in_place_of", "next_of_list", "passed_law", "past_details", "previous_of_list", "subject_end"]

_WINDOW = 320
# How long the name of a document in a list may be.
_LISTED = 90
_VERBS = frozenset({("thông", "qua"), ("ban", "hành"), ("quyết", "nghị"), ("ký", "ban"), ("ra", ""), ("ký", ""), ("có", "")})
_BEFORE_VERB = key_set("đã vừa sẽ cũng mới chính thức xem xét , và thảo luận biểu quyết thống nhất quyết định được cho ý kiến ký")
_SITTINGS = frozenset({("kỳ", "họp"), ("phiên", "họp"), ("các", "đại"), ("đại", "biểu")})
_COUNCILS = frozenset({"people-council", "national-assembly"})
# Before "thông qua" of what is only considered, and behind "dự" in what is a draft.
_CONSIDERED = key_set("để nhằm chưa không trình sẽ ,")
_DRAFTS = key_set("án thảo")
_LIST = key_set(", và ; cùng")


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def next_of_list(scan: Scan, mention: Mention) -> Mention | None:
    """The document named right after one in a list ("Nghị quyết 19, Nghị quyết 35 của …")."""
    tokens = scan.tokens
    at = tokens.at(mention.span.end)
    if _key(tokens, at) not in _LIST or at + 1 >= len(tokens):
        return None
    start, end = tokens[at + 1].start, scan.sentence_at(mention.span.start).span.end
    named = scan.within(Span(start, end), DocumentName) if start < end else ()
    return next((m for m in named if m.span.start == start), None)


def previous_of_list(scan: Scan, mention: Mention) -> Mention | None:
    """The document of the same kind named right before one in a list ("Quyết định số 12, 13 và 14")."""
    tokens, at = scan.tokens, scan.tokens.at(mention.span.start) - 1
    if _key(tokens, at) not in _LIST or at < 1 or not isinstance(mention.value, DocumentName):
        return None
    end = tokens[at - 1].end
    for found in scan.within(Span(max(0, end - _LISTED), end), DocumentName):
        if found.span.end == end and isinstance(found.value, DocumentName) and found.value.kind == mention.value.kind:
            return found
    return None


def _verb(tokens: Tokens, low: int, at: int) -> int | None:
    """The index of the last verb of issuing between two tokens."""
    for index in range(at - 1, low - 1, -1):
        key, follow = tokens[index].key, _key(tokens, index + 1)
        near = at - index <= 2
        if (key, follow) in _VERBS or (near and (key, "") in _VERBS):
            return index
    return None


def subject_end(scan: Scan, mention: Mention) -> int | None:
    """The offset where the subject ends that issues or adopts the document in its own sentence, right before the verb."""
    tokens = scan.tokens
    sentence = scan.sentence_at(mention.span.start).span
    low = tokens.at(sentence.start)
    verb = _verb(tokens, low, tokens.at(mention.span.start))
    if verb is None:
        return None
    at = _before(tokens, low, verb)
    while at > low and tokens[at - 1].text == ";" and (earlier := _verb(tokens, low, at)) is not None:
        at = _before(tokens, low, earlier)  # "Quốc hội thông qua Luật A; thông qua Luật B"
    return tokens[at - 1].end if at > low else None


def _before(tokens: Tokens, low: int, verb: int) -> int:
    """The index after the subject of a verb, past the adverbs before the verb."""
    at = verb
    while at > low and verb - at < 9 and tokens[at - 1].key in _BEFORE_VERB:
        at -= 1
    return at


def adopting_body(scan: Scan, entities: Entities, mention: Mention) -> Mention | None:
    """The body in session where the sentence says that a sitting adopts the document, else the body said to adopt it before."""
    tokens = scan.tokens
    sentence = scan.sentence_at(mention.span.start).span
    first, last = tokens.at(sentence.start), tokens.at(mention.span.start)
    verb = _verb(tokens, first, last)
    if verb is not None and any((tokens[i].key, _key(tokens, i + 1)) in _SITTINGS for i in range(first, verb)):
        return _council(scan, entities)
    low = max(0, mention.span.start - _WINDOW)
    verb = _verb(tokens, tokens.at(low), last)
    if verb is None:
        return None
    end = tokens[verb].start
    bodies = [m for m in scan.within(Span(max(0, end - 120), end), OrgName) if isinstance(m.value, OrgName)]
    named = (m for m in reversed(bodies) if m in entities.keys or (isinstance(m.value, OrgName) and m.value.complete))
    return next(named, None)


def passed_law(scan: Scan, mention: Mention) -> bool:
    """Whether a law is said to have been passed, alone or in a list: "biểu quyết thông qua Luật …; thông qua Luật …"."""
    tokens = scan.tokens
    low = tokens.at(scan.sentence_at(mention.span.start).span.start)
    at = tokens.at(mention.span.start)
    for index in range(at - 1, low - 1, -1):
        key = tokens[index].key
        if (key, _key(tokens, index + 1)) == ("thông", "qua"):
            return _key(tokens, index - 1) not in _CONSIDERED and _key(tokens, index - 2) != "xem"
        if key in _DRAFTS and _key(tokens, index - 1) == "dự":
            return False
    return False


def _council(scan: Scan, entities: Entities) -> Mention | None:
    """The council that the article speaks of most, the earliest where two are equal."""
    found = [
        m
        for m in scan.within(Span(0, len(scan.text)), OrgName)
        if isinstance(m.value, OrgName) and m.value.kind in _COUNCILS and m in entities.keys
    ]
    counts = Counter(entities.keys[m] for m in found)
    return max(found, key=lambda m: (counts[entities.keys[m]], -m.span.start), default=None)


def in_place_of(scan: Scan, start: int, end: int) -> bool:
    """Whether only the places that a body lies in stand between two offsets: "UBND huyện X, Y đã ban hành"."""
    between = scan.text[start:end]
    if not between.startswith((",", " (")) or len(between) > 40:
        return False
    places = scan.within(Span(start, end), PlaceName)
    return bool(places) and max(p.span.end for p in places) >= end - 1 and not scan.within(Span(start, end), OrgName)


def past_details(scan: Scan, at: int) -> int:
    """The index after what may stand between a document and its issuer: date, term, year, a topic before "được"."""
    for _ in range(3):
        past = _past(scan, at)
        if past == at:
            break
        at = past
    return _past_topic(scan, at)


def _past_topic(scan: Scan, at: int) -> int:
    """The index after a topic at the index that "được" follows: "Nghị quyết 54 về cơ chế đặc thù vừa được Quốc hội thông qua"."""
    if _key(scan.tokens, at) != "về":
        return at
    end = topic_end(scan.tokens, at + 1)
    return end if end is not None and _key(scan.tokens, end) in ("đã", "vừa", "mới", "được") else at


def _past(scan: Scan, at: int) -> int:
    """The index after a date, a term in brackets, a year or a comma at the index, or the index itself."""
    tokens = scan.tokens
    if at >= len(tokens):
        return at
    if tokens[at].text == "(":
        close = next((n for n in range(at + 1, min(at + 8, len(tokens))) if tokens[n].text == ")"), None)
        return at if close is None else close + 1
    if tokens[at].text == "," and (dated := _dated(scan, at + 1)) is not None:
        return dated
    return _dated(scan, at) or at


def _dated(scan: Scan, at: int) -> int | None:
    if at >= len(scan.tokens):
        return None
    start = scan.tokens[at].start
    for mention in scan.within(Span(start, start + 60), DateRange):
        if mention.span.start == start:
            return scan.tokens.at(mention.span.end)
    for mention in scan.within(Span(start, start + 60), TermYears):
        if mention.span.start == start:
            return scan.tokens.at(mention.span.end)
    return None
