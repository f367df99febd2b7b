"""Why an award is given: the reason in quotation marks, after "vì" or "đã có", or the contest it was won in."""

from __future__ import annotations

import re

from bienban.lang.vi.award_givers import Giver
from bienban.lang.vi.conferrals import Conferral
from bienban.lang.vi.scan import Scan
from bienban.model.mention import AwardName, Mention
from bienban.model.span import Span

__all__ = ["Merit", "contest_of", "decided_by", "reason_of"]

Merit = tuple[int | None, int | None, int | None]
"""Years in a row, first and last year."""

_QUOTE = re.compile(r"[“\"‘]\s*([^“”\"‘’]{8,160}?)\s*[”\"’]")
_YEARS = re.compile(r"\s*(?:trong\s+)?(\d{1,2})\s+năm\s+(?:liền|liên tục|liên tiếp)(?:\s*\(\s*(\d{4})\s*[-–]\s*(\d{4})\s*\))?")
_WORDS = r"(?:[^;\"“”]|[“\"][^;“”\"]{2,120}[”\"]){6,240}"
_MERITS = r"(?:thành tích|đóng góp|công lao|cống hiến|công (?:với|trong))\b"
_REASON = re.compile(
    r"(?:\b(?:vì|do|về)\s+(?:những\s+)?|(?=\b(?:đã có|có)\s))"
    rf"((?:đã )?(?:có |đạt |đạt được )?(?:nhiều |những )?{_MERITS}{_WORDS})"
    rf"|\b((?:đã )?hoàn thành (?:tốt|xuất sắc) (?:nhiệm vụ|chức trách)(?:{_WORDS})?)"
    rf"|\b((?:đã )?đạt (?:TSVM|trong sạch|chuẩn|kết quả|danh hiệu)\b{_WORDS})"
)
# Merits named before the verb: "Ghi nhận những đóng góp trong …, UBND tỉnh tặng …".
_LEADING = re.compile(rf"^\W*(?:ghi nhận|với)\s+((?:những |nhiều |các )?{_MERITS}[^,;]{{6,160}}),", re.IGNORECASE)
# Before quoted words that are no reason: what else is performed, launched or named in the sentence.
_NO_REASON = re.compile(r"\b(?:chương trình|văn nghệ|chủ đề|phát động|hưởng ứng)\b[^“\"]{0,24}$", re.IGNORECASE)
_CONTEST = re.compile(
    r"\b(?:trong|tại|ở)\s+((?:cuộc|hội thi|kỳ thi|giải|đại hội|liên hoan|hội thao)\s+(?!này|đó|trên|lần này)[^,.;\"“”()]{6,120})",
    re.IGNORECASE,
)
_DECREED = re.compile(r"(?:quyết định|Huân chương|Huy chương|Giải thưởng|danh hiệu)[^.;]{0,80}? của Chủ tịch nước")
_SPACE = re.compile(r"\s+")


def reason_of(scan: Scan, conferral: Conferral) -> tuple[str | None, Merit]:
    """The reason in quotation marks, with its years in a row, or in the words after "vì", "đã có", or named before the verb."""
    tail = conferral.tail.of(scan.text)
    said = _REASON.search(tail)
    quoted = _quoted(scan, conferral, len(tail) if said is None else said.start())
    if quoted is not None:
        return quoted
    if said is not None:
        words = next(group for group in said.groups() if group is not None)
        return _SPACE.sub(" ", words).strip(" .,/…"), _merit(_YEARS.search(tail))
    sentence = scan.sentence_at(conferral.tail.start).span
    leading = None if conferral.passive else _LEADING.match(sentence.of(scan.text))
    return (None if leading is None else _SPACE.sub(" ", leading.group(1)).strip()), (None, None, None)


def _quoted(scan: Scan, conferral: Conferral, before: int) -> tuple[str, Merit] | None:
    """The reason in quotation marks in the tail, before the offset where one in words begins, or among the recipients."""
    for span in (conferral.tail, conferral.region):
        text = span.of(scan.text)
        for match in _QUOTE.finditer(text):
            years = _YEARS.match(text, match.end())
            reason = match.group(1) if years is None else f"{match.group(1)}{text[match.end() : years.end()]}"
            if _names_award(scan, span, match) or _NO_REASON.search(text[: match.start()]):
                continue
            if span is conferral.tail and (match.start() > before or (years is None and len(match.group(1).split()) < 3)):
                continue
            return _SPACE.sub(" ", reason).strip(), _merit(years)
    return None


def _names_award(scan: Scan, span: Span, match: re.Match[str]) -> bool:
    """Whether quoted words belong to the name of an award (danh hiệu “…”)."""
    quoted = Span(span.start + match.start(1), span.start + match.end(1))
    around = Span(max(0, quoted.start - 60), quoted.end + 2)
    return any(m.span.overlaps(quoted) for m in scan.within(around, AwardName))


def contest_of(scan: Scan, mention: Mention) -> str | None:
    """The contest that a medal or a prize was won in, named later in its sentence."""
    sentence = scan.sentence_at(mention.span.start).span
    found = _CONTEST.search(scan.text, mention.span.end, sentence.end)
    return None if found is None else _SPACE.sub(" ", found.group(1)).strip()


def decided_by(scan: Scan, mention: Mention, citation: str | None) -> tuple[Giver | None, str | None]:
    """The President, where this sentence, the next or a ceremony's name cites him, and the reason given there."""
    span = scan.sentence_at(mention.span.start).span
    after = scan.sentence_at(min(span.end + 2, len(scan.text))).span
    for text in (span.of(scan.text), after.of(scan.text)):
        if "quyết định của Chủ tịch nước" in text:
            reason = _REASON.search(text)
            said = None if reason is None or reason.group(1) is None else _SPACE.sub(" ", reason.group(1)).strip(" .,/…")
            return Giver("Chủ tịch nước"), citation or said
    if _DECREED.search(scan.text):
        return Giver("Chủ tịch nước"), citation
    return None, citation


def _merit(match: re.Match[str] | None) -> Merit:
    if match is None:
        return None, None, None
    count, start, end = match.groups()
    return int(count), None if start is None else int(start), None if end is None else int(end)
