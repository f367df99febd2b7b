"""The body behind a document where the text names it beside the document, by its number alone, or by who signed."""

from __future__ import annotations

from collections import Counter

from bienban.lang.tokens import Tokens
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.mention import Mention, OrgName, PersonName, PostTitle
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["before_bracket", "local_body", "signing_body"]

# Abbreviations in numbers, and how the names of the bodies begin that they stand for.
_LOCAL = {
    "UBND": ("ủy ban nhân dân",), "UB": ("ủy ban nhân dân",), "HĐND": ("hội đồng nhân dân",), "TU": ("tỉnh ủy", "thành ủy"),
    "HU": ("huyện ủy",), "QU": ("quận ủy",), "ThU": ("thị ủy", "thành ủy"), "ĐU": ("đảng ủy",),
}  # fmt: skip
_TITLE_REACH = 90
_SIGNED = 6


def before_bracket(scan: Scan, mention: Mention) -> Mention | None:
    """The body right before the bracket that cites the document: "Thanh tra tỉnh (Kết luận số 12/KL-TTr)"."""
    before = scan.text[max(0, mention.span.start - 120) : mention.span.start].rstrip()
    if not before.endswith("("):
        return None
    end = max(0, mention.span.start - 120) + len(before.rstrip(" ("))
    bodies = scan.within(Span(max(0, end - 120), end), OrgName)
    return next((m for m in bodies if m.span.end == end), None)


def local_body(scan: Scan, entities: Entities, mention: Mention, number: str) -> Mention | None:
    """The local body that the last part of a number abbreviates: nearest before in the sentence, or the article's only one."""
    parts = number.replace("–", "-").replace("/", "-").split("-")
    begins = next((_LOCAL[p] for p in reversed(parts[1:]) if p in _LOCAL), None)
    if begins is None:
        return None
    named = [
        m
        for m in scan.within(Span(0, len(scan.text)), OrgName)
        if isinstance(m.value, OrgName) and m in entities.keys and match_key(m.value.name).startswith(begins)
    ]
    sentence = scan.sentence_at(mention.span.start).span
    near = [m for m in named if sentence.start <= m.span.start and m.span.end <= mention.span.start]
    if near:
        return near[-1]
    counts = Counter(entities.keys[m] for m in named)
    if len(counts) != 1:
        return None
    return named[0]


def signing_body(scan: Scan, mention: Mention) -> OrgName | None:
    """The body of whoever signs the document in its sentence: "ông …, Phó Chủ tịch UBND thành phố …, đã ký 2 Quyết định"."""
    tokens = scan.tokens
    sentence = scan.sentence_at(mention.span.start).span
    at = tokens.at(mention.span.start)
    low = tokens.at(sentence.start)
    verb = next((n for n in range(at - 1, max(low, at - _SIGNED) - 1, -1) if _signs(tokens, n)), None)
    if verb is not None:
        region = Span(sentence.start, tokens[verb].start)
        people = scan.within(region, PersonName)
        titles = scan.within(region, PostTitle)
        last = max((m.span.end for m in (*people[-1:], *titles[-1:])), default=0)
        if not titles or not people or tokens[verb].start - last > _TITLE_REACH:
            return None
        return _body(titles[-1])
    return _signed_after(scan, mention, sentence.end)


def _signed_after(scan: Scan, mention: Mention, end: int) -> OrgName | None:
    """The body of the one named after the document: "do Chánh Thanh tra tỉnh … ký"."""
    tokens, at = scan.tokens, scan.tokens.at(mention.span.end)
    if at >= len(tokens) or tokens[at].key != "do":
        return None
    start = tokens[min(at + 1, len(tokens) - 1)].start
    ahead = Span(start, min(start + _TITLE_REACH, end))
    title = next((m for m in scan.within(ahead, PostTitle) if m.span.start == start), None)
    signed = any(_signs(tokens, n) for n in range(at, min(at + 18, len(tokens))) if tokens[n].start < end)
    return _body(title) if title is not None and signed else None


def _signs(tokens: Tokens, index: int) -> bool:
    return tokens[index].key == "ký"


def _body(title: Mention) -> OrgName | None:
    value = title.value
    return value.org if isinstance(value, PostTitle) else None
