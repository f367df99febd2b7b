"""Stacks of titles and what stands between them and a name: joints, terms, honorifics, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bienban.lang.vi.lexicon import table
from bienban.lang.vi.scan import Scan
from bienban.model.mention import Mention, PersonName, PostTitle, Pronoun, Sentence

__all__ = ["APPOSITION", "COLON", "PLURAL", "TERM", "items_of", "prefix", "singular", "stacks"]

TERM = (
    r"(?:\s*\(?(?:các\s|nhiệm kỳ\s)?(?:khóa|khoá|nhiệm kỳ|NK|giai đoạn|lần thứ)\s*(?:[IVXL]+|\d+)\b(?:\s*[-–]\s*\d+)?"
    r"(?:\s*(?:,|và)\s*(?:[IVXL]+|\d{1,2})\b)*\s*\)?|\s*\([^()]{1,40}\))*"
)
_FORMERLY = r"(?:nguyên|cựu|cố|hiện|hiện là|nay là|tân)"
_AND = r"(?:kiêm|và|đồng thời là|kiêm nhiệm)"
_JOINT = re.compile(
    rf"{TERM}\s*(?:[,/–-]\s*(?:{_AND}\s+)?|{_AND}\s+)(?:{_FORMERLY}\s+)?",
    re.IGNORECASE,
)
_SEMICOLON = re.compile(rf"{TERM}\s*;\s*(?:{_FORMERLY}\s+)?", re.IGNORECASE)
_LINK = (
    r"(?:(?:hiện |hiện nay |nay |vốn |từng |đang |khi đó |cũng |hiện cũng )*là|làm|(?:hiện |đang |từng )?giữ chức(?: vụ)?"
    r"|giữ cương vị|đảm nhiệm|với tư cách là|với cương vị|trên cương vị)"
)
# What news says of a person before the titles: "(SN 1965, …)", ", 45 tuổi, …", "(đảng viên, …)".
_ABOUT = (
    r"(?:(?:(?:SN|sinh năm|sinh ngày|sinh)\s*[\d/.-]+|\d+ tuổi|quê [^,;()]{2,30}|đảng viên|trú [^,;()]{2,40})\s*[,;]\s*){0,3}"
)
# An abbreviation that the lexicon lacks hides no title behind it: "A – XYZ – Phó Chủ tịch …".
_CRYPTIC = r"(?-i:(?:[A-ZĐƯ]{2,7}\s*[,–-]+\s*)?)"
APPOSITION = re.compile(
    rf"\s*(?:\([^()]{{0,60}}\)\s*)?(?:[,:(–-]+\s*{_CRYPTIC}{_ABOUT}(?:{_LINK}\s+)?|{_LINK}\s+)(?:{_FORMERLY}\s+)?", re.IGNORECASE
)
COLON = re.compile(
    rf"{TERM}\s*(?:(?:là|gồm|bao gồm|gồm có|có)\s*(?:các (?:ông|bà|đồng chí|anh|chị)[^:]{{0,20}})?)?\s*:\s*$", re.IGNORECASE
)
PLURAL = re.compile(
    r"(?:\bcác(?: (?:đồng chí|ông|anh|chị|bà|tân))*|\b(?:nhiều|một số)(?: ý kiến(?: của)?)?|\bý kiến(?: của)?"
    r"|\b(?:hai|ba|bốn|năm|sáu|\d+)(?: (?:đồng chí|tân|anh, chị))*)\s*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def prefix() -> re.Pattern[str]:
    """What may stand between a title and the name it belongs to; the group ``comma`` where it is a comma and an honorific."""
    words = sorted((r.need("form") for r in table("honorifics") if r.get("kind") != "none"), key=len, reverse=True)
    honorifics = "|".join(re.escape(w) for w in words)
    titled = rf"(?:(?P<comma>,)\s*(?=(?:{honorifics})\b)|[–:-]\s*(?=(?:{honorifics})\b)|(?P<dash>[–-])\s*)?"
    return re.compile(
        rf"{TERM}\s*(?:(?:Việt Nam|VN)\s+)?{titled}(?:(?:{honorifics})[\s.,]+)*[\"'“]?\s*",
        re.IGNORECASE,
    )


def singular(mention: Mention | None) -> bool:
    """Whether a mention is of one person."""
    if mention is None:
        return False
    return isinstance(mention.value, PersonName) or (isinstance(mention.value, Pronoun) and not mention.value.plural)


def items_of(scan: Scan, sentence: Sentence) -> list[Mention]:
    """Persons, short forms and titles of a sentence in order, the outermost ones only."""
    found: list[Mention] = []
    for mention in scan.within(sentence.span, (PersonName, Pronoun, PostTitle)):  # type: ignore[arg-type]
        if not found or mention.span.start >= found[-1].span.end:
            found.append(mention)
    return found


def stacks(text: str, items: list[Mention]) -> Iterator[tuple[int, int]]:
    """Ranges of items that are titles with nothing but joints between; a semicolon joins only where no name stands before."""
    index = 0
    while index < len(items):
        if not isinstance(items[index].value, PostTitle):
            index += 1
            continue
        end = index + 1
        named = (
            index > 0
            and singular(items[index - 1])
            and text[items[index - 1].span.end : items[index].span.start].strip()[:1] in "-–,(:"
        )
        while end < len(items) and isinstance(items[end].value, PostTitle):
            gap = text[items[end - 1].span.end : items[end].span.start]
            if not (_JOINT.fullmatch(gap) or (not named and _SEMICOLON.fullmatch(gap))):
                break
            end += 1
        yield index, end
        index = end
