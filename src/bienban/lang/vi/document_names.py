"""Finds the named and numbered documents of an article.

:func:`read_documents` needs only the tokens and sentences of a scan. A head of ``document_kinds.tsv`` names a document where a
number follows, or a designation that its row allows: a congress, a plenum, a topic ("về …"), a quoted title, the title of a law.
"nghị quyết đề ra", "các chỉ thị" name none. Rules: ``document.number``, ``document.congress``, ``document.plenum``,
``document.topic``, ``document.quoted``, ``document.law``, ``document.title``, ``document.listed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bienban.lang.tokens import Tokens, key_set
from bienban.lang.vi.calendar import year_of
from bienban.lang.vi.document_congresses import congress_end, plenum_end
from bienban.lang.vi.document_heads import Designation, Head, heads
from bienban.lang.vi.document_heads import key_at as _key
from bienban.lang.vi.document_numbers import Number, number_at
from bienban.lang.vi.document_titles import quoted_end, topic_end
from bienban.lang.vi.document_unnumbered import unnumbered
from bienban.lang.vi.numbers import counted
from bienban.lang.vi.scan import Scan
from bienban.model.mention import DocumentName, Mention
from bienban.model.span import Span

__all__ = ["read_documents"]

_SPACE = re.compile(r"\s+")
_PLURAL = frozenset({"các", "những", "nhiều", "mọi", "số", "hai", "ba", "bốn", "loạt"})
# The word before makes another word of the head: pháp luật, kỷ luật, Hội Luật gia, Sở Kế hoạch và Đầu tư.
_NOT_AFTER = {
    "quy hoạch": {"sở", "viện", "bộ", "phòng", "ban", "vụ"},
    "chiến lược": {"viện", "ban", "vụ", "cục", "đốc", "đối", "và"},
    "luật": {"phòng", "hãng", "ty", "pháp", "kỷ", "quy", "hội", "học", "khoa", "trường", "định", "âm", "nghệ", "đại"},
    "kế hoạch": {"bộ", "sở", "phòng", "vụ", "trưởng", "ban"},
    "quyết định": {"tự", "đã", "sẽ", "để", "nhất"},
    "báo cáo": {"đã", "đồng", "nghe"},
    "kết luận": {"phát", "biểu", "đã"},
}
_NOT_BEFORE = {"luật": {"sư", "gia", "pháp", "lệ", "định"}, "kế hoạch": {"và", "-", "–", "&", "hóa"}}
_CODES = {
    "BLHS": "Bộ luật Hình sự", "BLDS": "Bộ luật Dân sự", "BLTTHS": "Bộ luật Tố tụng hình sự", "BLTTDS": "Bộ luật Tố tụng dân sự",
    "BLLĐ": "Bộ luật Lao động",
}  # fmt: skip
# Kinds that a document may be about without citing one: "Hiệp định về Quy chế biên giới".
_TOPICAL = frozenset({"regulation", "scheme", "programme", "decree", "circular"})
# Nouns that a number announced after them belongs to.
_OTHER_NOUNS = key_set("của về và tại theo luật nghị quyết chỉ kế thông văn công điều khoản vụ nhà đường")
_HEAD_ENDS = key_set("quyết thị luận định trương hoạch trình")
# Designations that may name further documents inside: "Đề án tổng kết 10 năm thực hiện Nghị quyết …".
_OPEN_RULES = frozenset({"document.title", "document.topic", "document.report", "document.agreement"})


def read_documents(scan: Scan) -> tuple[Mention, ...]:
    """All mentions of named or numbered documents, in order, none inside another."""
    trie, first_keys = heads()
    tokens, text = scan.tokens, scan.text
    starts = {s.span.start for s in scan.sentences}
    found: list[Mention] = []
    index, end = 0, len(tokens)
    sentence, base, until, within = tokens, 0, -1, 0
    while index < end:
        if tokens[index].key not in first_keys or (match := trie.longest(tokens, index)) is None:
            index += 1
            continue
        after, head = match
        reached = after
        start = tokens[index].start
        if scan.sentences and start >= until:
            sentence, base, until = scan.up_to_end(index)
        for name in _designations(sentence, index - base, after - base, head, start in starts):
            if index < within and _key(tokens, index - 1) == "về" and head.kind in _TOPICAL and name.number is None:
                continue
            found.append(_mention(text, sentence, name, head))
            if name.rule not in _OPEN_RULES:
                reached = max(reached, base + name.after)
            within = max(within, base + name.after)
        index = reached
    return tuple(found)


def _mention(text: str, tokens: Tokens, found: Designation, head: Head) -> Mention:
    span = Span(tokens[found.first].start, tokens[found.after - 1].end)
    name = _SPACE.sub(" ", found.prefix + span.of(text)).strip()
    if found.number is not None and found.rule == "document.number":
        said = " ".join(t.text for t in tokens[found.first : found.after] if t.is_word)
        announced = " số" if " số" in f" {said.casefold()} " or tokens[found.first].key == "số" else ""
        name = f"{_head_words(text, tokens, found, head)}{announced} {found.number}"
    elif head.title == "code":
        name = name.replace(head.form, _CODES[head.form], 1)
    elif found.rule == "document.listed":
        name = f"{head.form} {span.of(text)[:1].lower()}{span.of(text)[1:]}"
    return Mention(span, DocumentName(head.kind, name[:1].upper() + name[1:], found.number), found.rule, found.sure)


def _head_words(text: str, tokens: Tokens, found: Designation, head: Head) -> str:
    count = len(head.form.split())
    if found.prefix:
        return found.prefix.strip()
    return _SPACE.sub(" ", text[tokens[found.first].start : tokens[found.first + count - 1].end])


def _designations(tokens: Tokens, index: int, after: int, head: Head, opens: bool) -> Iterator[Designation]:
    """What the head at the index designates: one document, several in a list, or none."""
    word = head.form.rsplit(" ", 2)[-1] if head.form.endswith("luật") else head.form
    before, follow = _key(tokens, index - 1), _key(tokens, after)
    spoken = before == "nghe" and tokens[index].capital  # "nghe Báo cáo chính trị" names it, "nghe báo cáo" does not
    if follow in _NOT_BEFORE.get(word, ()) or (before in _NOT_AFTER.get(word, ()) and not spoken):
        return
    number = number_at(tokens, after) or _qualified(tokens, after)
    if number is not None and _is_number(tokens, index, number, head):
        yield Designation(index, number.after, "document.number", 1.0, number.text)
        yield from _more_numbers(tokens, index, after, number)
        return
    plural = _plural(tokens, index)
    if plural and head.title == "set" and (end := plenum_end(tokens, after + (follow == "của"))) is not None:
        yield Designation(index, end, "document.plenum", 0.8)
        return
    if plural and head.title != "always":
        if follow == ":":
            yield from _listed(tokens, after + 1, head)
        return
    single = unnumbered(tokens, index, after, head, opens)
    if single is not None:
        yield _numbered(tokens, single)
        if single.rule == "document.congress" and _key(tokens, single.after) in ("và", ","):
            second = congress_end(tokens, single.after + 1)
            if second is not None and second > single.after + 3:
                yield Designation(single.after + 1, second, "document.congress", 0.8, None, "Nghị quyết ")


def _numbered(tokens: Tokens, single: Designation) -> Designation:
    """A titled document with the number that follows its title: "Luật Tổ chức Tòa án nhân dân số 62/2014/QH13"."""
    number = number_at(tokens, single.after)
    if number is None or not (number.announced and number.suffixed):
        return single
    return replace(single, after=number.after, number=number.text)


def _plural(tokens: Tokens, index: int) -> bool:
    """Whether the head speaks of documents in general: after "các", a number, or in a list of heads ("nghị quyết, chỉ thị")."""
    before, earlier = _key(tokens, index - 1), _key(tokens, index - 2)
    if before.isdecimal():
        return earlier not in ("điều", "khoản", "điểm")
    return before in _PLURAL or (before == "," and earlier in _HEAD_ENDS and not tokens[index].capital)


def _is_number(tokens: Tokens, index: int, number: Number, head: Head) -> bool:
    """Whether a number after a head is the document's: announced, with a suffix, or bare where the head allows it."""
    if number.suffixed or number.announced:
        return True
    if head.number == "so" or (head.number == "capital" and not tokens[index].capital and not _cited(tokens, number.after)):
        return False
    follow = number.after
    if follow < len(tokens) and tokens[follow].text in "%/-–" and tokens[follow].start == tokens[follow - 1].end:
        return False
    if _key(tokens, follow) == "năm":
        return _key(tokens, follow + 1).isdecimal()
    return not counted(tokens, follow)


def _qualified(tokens: Tokens, after: int) -> Number | None:
    """A number announced after a few words that say what is decided: "quyết định thanh tra số 71/QĐ-TTr"."""
    for at in range(after, min(after + 5, len(tokens))):
        if tokens[at].key == "số":
            number = number_at(tokens, at)
            return number if number is not None and number.suffixed else None
        if not tokens[at].is_word or tokens[at].capital or tokens[at].key in _OTHER_NOUNS:
            return None
    return None


def _cited(tokens: Tokens, follow: int) -> bool:
    """Whether the words after a bare number cite a document: "quyết định 367 năm 2031", "quyết định 32 của UBND …"."""
    if _key(tokens, follow) == "năm":
        return year_of(_key(tokens, follow + 1)) is not None
    if _key(tokens, follow) == "ngày":
        return _key(tokens, follow + 1).isdecimal()
    return _key(tokens, follow) == "của" and follow + 1 < len(tokens) and tokens[follow + 1].capital


def _more_numbers(tokens: Tokens, index: int, after: int, number: Number) -> Iterator[Designation]:
    """Further numbers of the same kind: "các Nghị quyết số 18, 19"."""
    if _key(tokens, index - 1) not in _PLURAL and not _key(tokens, index - 1).isdecimal():
        return
    prefix = " ".join(t.text for t in tokens[index:after]) + " "
    at = number.after
    while _key(tokens, at) in (",", "và"):
        more = number_at(tokens, at + 1)
        if more is None:
            return
        yield Designation(at + 1, more.after, "document.number", 0.8, more.text, prefix)
        at = more.after


def _listed(tokens: Tokens, at: int, head: Head) -> Iterator[Designation]:
    """Topics or quoted titles listed after a plural head: "3 nghị quyết: Về …; Về …"."""
    while at < len(tokens):
        end = _item_end(tokens, at) if tokens[at].key == "về" else quoted_end(tokens, at)
        if end is None:
            return
        yield Designation(at, end, "document.listed", 0.9, None, f"{head.form} ")
        if _key(tokens, end) not in (";", ",", "và"):
            return
        at = end + 1


def _item_end(tokens: Tokens, at: int) -> int | None:
    """The index after a topic in a list whose items a semicolon divides, else after the topic."""
    for end in range(at + 1, min(at + 40, len(tokens))):
        if tokens[end].text in ";.":
            return end
        if tokens[end].text in ":?!":
            break
    return topic_end(tokens, at + 1)
