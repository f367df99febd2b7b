"""The body behind a document where the text names it beside the document, by its number alone, or by who signed."""

from __future__ import annotations

import re
from collections import Counter

from bienban.lang.tokens import Tokens
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.mention import DocumentName, Mention, OrgName, PersonName, PostTitle
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["before_bracket", "local_body", "signing_body"]

# Abbreviations in numbers, and how the names of the bodies begin that they stand for.
_LOCAL = {
    "UBND": ("ủy ban nhân dân",), "UB": ("ủy ban nhân dân",), "HĐND": ("hội đồng nhân dân",), "TU": ("tỉnh ủy", "thành ủy"),
    "HU": ("huyện ủy",), "QU": ("quận ủy",), "ThU": ("thị ủy", "thành ủy"), "ĐU": ("đảng ủy",),
    "MTTQ": ("ủy ban mặt trận tổ quốc", "mặt trận tổ quốc"), "LĐLĐ": ("liên đoàn lao động",), "STP": ("sở tư pháp",),
    "SNV": ("sở nội vụ",), "SYT": ("sở y tế",), "STC": ("sở tài chính",), "SXD": ("sở xây dựng",), "SCT": ("sở công thương",),
    "SGDĐT": ("sở giáo dục và đào tạo",), "SGTVT": ("sở giao thông vận tải",), "STNMT": ("sở tài nguyên và môi trường",),
    "SKHĐT": ("sở kế hoạch và đầu tư",), "SNN": ("sở nông nghiệp",), "SNNPTNT": ("sở nông nghiệp",), "SVHTTDL": ("sở văn hóa",),
    "SLĐTBXH": ("sở lao động",), "STTTT": ("sở thông tin và truyền thông",), "SKHCN": ("sở khoa học và công nghệ",),
}  # fmt: skip
_PARTY = frozenset(_LOCAL[name] for name in ("TU", "HU", "QU", "ThU", "ĐU"))
# Before a standing committee: it is said to decide, or another acts for it.
_DECIDING = re.compile(r"(?:quyết định|ủy quyền|uỷ quyền)[^.;,]{0,20}\bcủa\s+$", re.IGNORECASE)
_DECIDING_REACH = 48
_TITLE_REACH = 90
_SIGNED = 6
# How far behind a document that a sentence begins with its subject may begin.
_SUBJECT_REACH = 40


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
    behind = [m for m in named if mention.span.end <= m.span.start < min(sentence.end, mention.span.end + _SUBJECT_REACH)]
    counts = Counter(entities.keys[m] for m in named)
    near = near or (behind[:1] if _cites(scan, mention) else [])
    chosen = near[-1] if near else named[0] if len(counts) == 1 else _of_the_headline(scan, entities, named)
    deciding = begins in _PARTY and isinstance(mention.value, DocumentName) and mention.value.kind == "decision"
    committee = _standing_committee(scan, entities, chosen) if deciding and chosen is not None else None
    return committee or chosen


def _cites(scan: Scan, mention: Mention) -> bool:
    """Whether the document opens a sentence as its ground: "Theo Công văn số …, UBND thành phố … đã …"."""
    tokens = scan.tokens
    before = tokens.at(mention.span.start) - 1
    return before >= 0 and tokens[before].text in ("Theo", "Tại", "Trong")


def _of_the_headline(scan: Scan, entities: Entities, named: list[Mention]) -> Mention | None:
    """Of several bodies of a kind the one that the article is about: the only one in its headline, else in its first sentence."""
    for sentence in scan.sentences[:3]:
        inside = [m for m in named if sentence.span.covers(m.span)]
        if inside:
            return inside[0] if len({entities.keys[m] for m in inside}) == 1 else None
    return None


def _standing_committee(scan: Scan, entities: Entities, body: Mention) -> Mention | None:
    """The standing committee (Ban Thường vụ) of a Party committee, where the article says that it decides on persons."""
    outer = [m for m in scan.within(Span(0, len(scan.text)), OrgName) if m in entities.keys and m.span != body.span]
    for mention in outer:
        before = scan.text[max(0, mention.span.start - _DECIDING_REACH) : mention.span.start]
        if not match_key(mention.span.of(scan.text)).startswith("ban thường vụ") or not _DECIDING.search(before):
            continue
        inner = scan.within(mention.span, OrgName)
        if any(entities.keys.get(m) == entities.keys[body] for m in inner):
            return mention
    return None


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
