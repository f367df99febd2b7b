"""Finds the named and numbered documents of an article.

:func:`read_documents` needs only the tokens and sentences of a scan. A head of ``document_kinds.tsv`` names a document where a
number follows, or a designation that its row allows: a congress, a plenum, a topic ("về …"), a quoted title, the title of a law.
"nghị quyết đề ra", "các chỉ thị" name none. Rules: ``document.number``, ``document.congress``, ``document.plenum``,
``document.topic``, ``document.quoted``, ``document.law``, ``document.title``, ``document.listed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast, get_args

from bienban.errors import LexiconProblem
from bienban.lang.vi.document_numbers import Number, number_at
from bienban.lang.vi.document_titles import congress_end, law_end, plenum_end, quoted_end, title_end, topic_end
from bienban.lang.vi.lexicon import Row, table
from bienban.lang.vi.numbers import counted
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.tokens import Tokens, Trie, key_set
from bienban.model.facts import DocumentKind
from bienban.model.mention import DocumentName, Mention
from bienban.model.span import Span

__all__ = ["Head", "heads", "read_documents"]

_SPACE = re.compile(r"\s+")
_PLURAL = frozenset({"các", "những", "nhiều", "mọi", "số", "hai", "ba", "bốn", "loạt"})
# The word before makes another word of the head: pháp luật, kỷ luật, Hội Luật gia, Sở Kế hoạch và Đầu tư.
_NOT_AFTER = {
    "quy hoạch": {"sở", "viện", "bộ", "phòng", "ban", "vụ"},
    "chiến lược": {"viện", "ban", "vụ", "cục", "đốc", "đối", "và"},
    "luật": {"pháp", "kỷ", "quy", "hội", "học", "khoa", "trường", "phạm", "định", "âm", "nghệ", "đại"},
    "kế hoạch": {"bộ", "sở", "phòng", "vụ", "trưởng", "ban"},
    "quyết định": {"tự", "đã", "sẽ", "để", "nhất"},
    "báo cáo": {"đã", "đồng", "nghe"},
    "kết luận": {"phát", "biểu", "đã"},
}
_NOT_BEFORE = {"luật": {"sư", "gia", "pháp", "lệ", "định"}, "kế hoạch": {"và", "-", "–", "&", "đầu", "hóa"}}
# Designations that may name further documents inside: "Đề án tổng kết 10 năm thực hiện Nghị quyết …".
_OPEN_RULES = frozenset({"document.title", "document.topic"})
# What an unquoted programme is about; shows and performances are none.
_PROGRAMMES = key_set("hành mục phát xây làm phối tổng cải quốc công kinh ocop giảm đột")
# First words of the title of a scheme that is printed in small letters.
_SCHEMES = key_set("xây phát tổng hạn tăng nâng quản thí tái sắp hoàn đổi tiếp bảo thành chuyển cơ đào")
_HEAD_ENDS = key_set("quyết thị luận định trương hoạch trình")
_NOBODY = key_set("đảng nhà cấp ngành các đơn chúng ông bà")
_NOT_ISSUER = key_set("đã là được trong tại có cho nói sẽ . ; : nghị chỉ quyết")
_OFFICES = key_set("phó thủ chủ bộ ông bà đồng")
_TREATY_WORDS = key_set("về giữa hợp thương đối khung vay thành kinh tự tránh")
_TITLES_OF = {
    "chiến lược": key_set("phát biển quốc tổng bảo xuất kinh an"),
    "quy hoạch": key_set("tổng chung chi hệ phát ngành vùng mạng"),
}
_PERSONNEL = key_set("bổ điều luân miễn chỉ phân nghỉ kỷ cách chuyển tiếp kiện nhân")


@dataclass(frozen=True, slots=True)
class Head:
    """A row of ``document_kinds.tsv``."""

    form: str
    kind: DocumentKind
    party: bool | None
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A designation: its first token, the index after it, how it was found and how sure that is."""

    first: int
    after: int
    rule: str
    sure: float
    number: str | None = None
    prefix: str = ""


def _head(row: Row) -> Head:
    kind = row.need("kind")
    if kind not in get_args(DocumentKind):
        raise LexiconProblem(f"no document kind {kind!r}", where=row.where)
    party = row.get("party")
    settled = None if party is None else party == "yes"
    return Head(row.need("form"), cast(DocumentKind, kind), settled, row.need("number"), row.need("title"))


@lru_cache(maxsize=1)
def heads() -> tuple[Trie[Head], frozenset[str]]:
    """The heads of documents, and the keys of their first syllables."""
    rows = [_head(row) for row in table("document_kinds")]
    return Trie((row.form, row) for row in rows), frozenset(row.form.split()[0] for row in rows)


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def read_documents(scan: Scan) -> tuple[Mention, ...]:
    """All mentions of named or numbered documents, in order, none inside another."""
    trie, first_keys = heads()
    tokens, text = scan.tokens, scan.text
    starts = {s.span.start for s in scan.sentences}
    found: list[Mention] = []
    index, end = 0, len(tokens)
    while index < end:
        if tokens[index].key not in first_keys or (match := trie.longest(tokens, index)) is None:
            index += 1
            continue
        after, head = match
        reached = after
        start = tokens[index].start
        sentence = Tokens(tokens[: tokens.at(scan.sentence_at(start).span.end)]) if scan.sentences else tokens
        for name in _designations(sentence, index, after, head, start in starts):
            found.append(_mention(text, tokens, name, head))
            if name.rule not in _OPEN_RULES:
                reached = max(reached, name.after)
        index = reached
    return tuple(found)


def _mention(text: str, tokens: Tokens, found: _Found, head: Head) -> Mention:
    span = Span(tokens[found.first].start, tokens[found.after - 1].end)
    name = _SPACE.sub(" ", found.prefix + span.of(text)).strip()
    if found.number is not None:
        said = " ".join(t.text for t in tokens[found.first : found.after] if t.is_word)
        announced = " số" if " số" in f" {said.casefold()} " or tokens[found.first].key == "số" else ""
        name = f"{_head_words(text, tokens, found, head)}{announced} {found.number}"
    elif found.rule == "document.listed":
        name = f"{head.form} {span.of(text)[:1].lower()}{span.of(text)[1:]}"
    return Mention(span, DocumentName(head.kind, name[:1].upper() + name[1:], found.number), found.rule, found.sure)


def _head_words(text: str, tokens: Tokens, found: _Found, head: Head) -> str:
    count = len(head.form.split())
    if found.prefix:
        return found.prefix.strip()
    return _SPACE.sub(" ", text[tokens[found.first].start : tokens[found.first + count - 1].end])


def _designations(tokens: Tokens, index: int, after: int, head: Head, opens: bool) -> Iterator[_Found]:
    """What the head at the index designates: one document, several in a list, or none."""
    word = head.form.rsplit(" ", 2)[-1] if head.form.endswith("luật") else head.form
    before, follow = _key(tokens, index - 1), _key(tokens, after)
    if follow in _NOT_BEFORE.get(word, ()) or before in _NOT_AFTER.get(word, ()):
        return
    number = number_at(tokens, after)
    if number is not None and _is_number(tokens, index, number, head):
        yield _Found(index, number.after, "document.number", 1.0, number.text)
        yield from _more_numbers(tokens, index, after, number)
        return
    plural = _plural(tokens, index)
    if plural and head.title != "always":
        if follow == ":":
            yield from _listed(tokens, after + 1, head)
        return
    single = _unnumbered(tokens, index, after, head, opens)
    if single is not None:
        yield single
        if single.rule == "document.congress" and _key(tokens, single.after) in ("và", ","):
            second = congress_end(tokens, single.after + 1)
            if second is not None and second > single.after + 3:
                yield _Found(single.after + 1, second, "document.congress", 0.8, None, "Nghị quyết ")


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
    if head.number == "so" or (head.number == "capital" and not tokens[index].capital):
        return False
    follow = number.after
    if follow < len(tokens) and tokens[follow].text in "%/-–" and tokens[follow].start == tokens[follow - 1].end:
        return False
    if _key(tokens, follow) == "năm":
        return _key(tokens, follow + 1).isdecimal()
    return not counted(tokens, follow)


def _more_numbers(tokens: Tokens, index: int, after: int, number: Number) -> Iterator[_Found]:
    """Further numbers of the same kind: "các Nghị quyết số 18, 19"."""
    if _key(tokens, index - 1) not in _PLURAL:
        return
    prefix = " ".join(t.text for t in tokens[index:after]) + " "
    at = number.after
    while _key(tokens, at) in (",", "và"):
        more = number_at(tokens, at + 1)
        if more is None:
            return
        yield _Found(at + 1, more.after, "document.number", 0.8, more.text, prefix)
        at = more.after


def _listed(tokens: Tokens, at: int, head: Head) -> Iterator[_Found]:
    """Topics or quoted titles listed after a plural head: "3 nghị quyết: Về …; Về …"."""
    while at < len(tokens):
        end = _item_end(tokens, at) if tokens[at].key == "về" else quoted_end(tokens, at)
        if end is None:
            return
        yield _Found(at, end, "document.listed", 0.8, None, f"{head.form} ")
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


def _unnumbered(tokens: Tokens, index: int, after: int, head: Head, opens: bool) -> _Found | None:
    if (end := quoted_end(tokens, after)) is not None and (tokens[index].capital or head.kind in ("scheme", "plan", "programme")):
        return _Found(index, end, "document.quoted", 0.85)
    if head.title == "quote":
        return None
    if (known := _known().longest(tokens, index)) is not None:
        end = topic_end(tokens, known[0]) or (None if known[1] else known[0])
        return None if end is None else _Found(index, end, "document.title", 0.8)
    if head.title == "treaty":
        return _treaty(tokens, index, after, head, opens)
    if head.title in ("law", "constitution"):
        return _law(tokens, index, after, head, opens)
    if head.title == "set" and (found := _collective(tokens, index, after)) is not None:
        return found
    inside = (tokens[index].capital and not opens) or (head.kind == "scheme" and _key(tokens, after) in _SCHEMES)
    if head.title in ("set", "about"):
        return _about(tokens, index, after, head, inside)
    if head.kind == "programme" and head.title == "capital" and _key(tokens, after) not in _PROGRAMMES:
        return None
    if head.title == "always" and _key(tokens, after) == "của":
        end = topic_end(tokens, after)
    else:
        end = title_end(tokens, after) if head.title == "always" or inside else None
    if end is not None:
        return _Found(index, end, "document.title", 0.7)
    if tokens[index].capital and after < len(tokens) and tokens[after].capital and head.kind == "regulation":
        return _Found(index, _capitals(tokens, after), "document.title", 0.8)
    return _about(tokens, index, after, head, inside) if inside and head.kind != "report" else None


@lru_cache(maxsize=1)
def _known() -> Trie[bool]:
    """Known titles; the value says whether a topic must follow."""
    rows = table("known_titles")
    ends = ("trong", "giữa", "của", "quốc gia")
    return Trie((f"{row.need('head')} {row.need('title')}", row.need("title").endswith(ends)) for row in rows)


def _capitals(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and tokens[at].capital and tokens[at].is_word:
        at += 1
    return at


def _treaty(tokens: Tokens, index: int, after: int, head: Head, opens: bool) -> _Found | None:
    """An agreement between states or bodies, a strategy or a master plan: a capital head and its title."""
    if not tokens[index].capital or after >= len(tokens) or (opens and not tokens[after].capital):
        return None
    first = tokens[after]
    wanted = _TITLES_OF.get(head.form)
    if wanted is not None and first.key not in wanted:
        return None
    if not first.capital and first.key not in _TREATY_WORDS and wanted is None:
        return None
    end = topic_end(tokens, after, 30)
    return None if end is None or (end - after < 3 and not first.capital) else _Found(index, end, "document.title", 0.7)


def _law(tokens: Tokens, index: int, after: int, head: Head, opens: bool) -> _Found | None:
    if head.title == "constitution":
        if not tokens[index].capital or (
            after < len(tokens) and tokens[after].capital and _key(tokens, after) not in ("nước", "việt")
        ):
            return None
        dated = _key(tokens, after) == "năm" and _key(tokens, after + 1).isdecimal()
        return _Found(index, after + 2 if dated else after, "document.law", 0.9)
    if not tokens[index].capital and not (after < len(tokens) and tokens[after].capital):
        return None
    if after < len(tokens) and not tokens[after].capital and opens:
        return None
    end = law_end(tokens, after)
    return None if end is None else _Found(index, end, "document.law", 0.9)


def _collective(tokens: Tokens, index: int, after: int) -> _Found | None:
    """A resolution of a congress or a plenum."""
    end = congress_end(tokens, after)
    if end is not None:
        bare = end == after + 2
        if bare and not (tokens[index].capital and tokens[after].capital):
            return None
        return _Found(index, end, "document.congress", 0.6 if bare else 0.95)
    end = plenum_end(tokens, after)
    if end is None:
        return None
    topic = topic_end(tokens, end + 1) if _key(tokens, end) == "về" else quoted_end(tokens, end)
    return _Found(index, end if topic is None else topic, "document.plenum", 0.95)


def _about(tokens: Tokens, index: int, after: int, head: Head, inside: bool) -> _Found | None:
    """A topic after the head or after its issuer: "Nghị quyết (của Quốc hội) về …"."""
    at = _past_issuer(tokens, after)
    if head.form.endswith("liên tịch") and _key(tokens, at) == "quy":
        end = topic_end(tokens, at)
        return None if end is None else _Found(index, end, "document.topic", 0.8)
    if _key(tokens, at) in ("phê", "sửa") and head.kind == "resolution" and tokens[index].capital:
        end = topic_end(tokens, at)
        return None if end is None or end - at < 4 else _Found(index, end, "document.topic", 0.8)
    if at > after and _key(tokens, at) == "giám":
        at = next((n for n in range(at, min(at + 6, len(tokens))) if tokens[n].key == "về"), at)
    if _key(tokens, at) != "về":
        return None
    first = at + 2 if _key(tokens, at + 1) == "việc" else at + 1
    if head.kind == "decision" and (_key(tokens, first) in _PERSONNEL or not inside):
        return None
    if at == after and head.kind in ("conclusion", "other", "circular", "decree") and not inside:
        return None
    end = topic_end(tokens, first)
    return None if end is None or end - first < 3 else _Found(index, end, "document.topic", 0.85 if inside else 0.75)


def _past_issuer(tokens: Tokens, after: int) -> int:
    """The index of "về" (or a verb of the title) after "của" and an issuer, or the index itself."""
    if _key(tokens, after) != "của":
        return after
    if _key(tokens, after + 1) in _NOBODY:
        return after
    for at in range(after + 1, min(after + 26, len(tokens))):
        token = tokens[at]
        if token.key in ("về", "phê", "giám") or (token.key == "quy" and _key(tokens, at + 1) == "định"):
            return at
        if token.key in _NOT_ISSUER or (token.key == "," and _key(tokens, at + 1) in _OFFICES):
            break
    return after
