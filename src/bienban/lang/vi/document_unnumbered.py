"""Unnumbered documents: what stands after a head of ``document_kinds.tsv`` and designates one.

A congress or plenum, a topic after "về", a quoted or known title, the title of a law, of a treaty or of a plan.
"""

from __future__ import annotations

from functools import lru_cache

from bienban.lang.tokens import Tokens, Trie, key_set
from bienban.lang.vi.calendar import years_at
from bienban.lang.vi.document_congresses import collective
from bienban.lang.vi.document_heads import Designation, Head
from bienban.lang.vi.document_heads import key_at as _key
from bienban.lang.vi.document_laws import known_law, law_end
from bienban.lang.vi.document_small import in_small_letters
from bienban.lang.vi.document_titles import quoted_end, title_end, topic_end
from bienban.lang.vi.lexicon import table

__all__ = ["unnumbered"]

# What an unquoted programme is about; shows and performances are none.
_PROGRAMMES = key_set("hành mục phát xây làm phối tổng cải quốc công kinh ocop giảm đột")
# Heads whose quoted title names a document also where they are printed in small letters.
_QUOTED = frozenset({"scheme", "plan", "programme"})
# First words of the title of a plan in small letters; business plans and schedules begin otherwise.
_PLANNED = {
    "plan": key_set("phát đầu sử đào giám kiểm thanh triển hành hợp cải xây huấn cơ trung tổng công tổ chung"),
    "scheme": key_set("phát đầu đào cải xây cơ tổng tổ phòng bảo nâng"),
    "programme": key_set("hành phát xây giám cải"),
    "other": key_set("sử phát chung tổng xây mạng hệ đô không vùng biển ngành quốc"),
}
# How many words a title has more than, where fewer say nothing ("Báo cáo tài chính", "Đề án cụ thể").
_SHORTEST = {"report": 3, "scheme": 2}
# First words of the title of a scheme that is printed in small letters.
_SCHEMES = key_set("xây phát tổng hạn tăng nâng quản thí tái sắp hoàn đổi tiếp bảo thành chuyển cơ đào")
_NOBODY = key_set("đảng nhà cấp ngành các đơn chúng ông bà")
_NOT_ISSUER = key_set("đã là được trong tại có cho nói sẽ . ; : nghị chỉ quyết")
_OFFICES = key_set("phó thủ chủ bộ ông bà đồng")
_TREATY_WORDS = key_set("về giữa hợp thương đối khung vay thành kinh tự tránh")
_TITLES_OF = {
    "chiến lược": key_set("phát biển quốc tổng bảo xuất kinh an công"),
    "quy hoạch": key_set("tổng chung chi hệ phát ngành vùng mạng"),
}
_NAMED_TREATIES = frozenset({"công ước", "hiệp định", "hiệp ước", "nghị định thư"})
# Heads that are verbs or other nouns in small letters.
_CAPITAL = frozenset({"lệnh", "tuyên bố", "tuyên ngôn"})
_PERSONNEL = key_set("bổ điều luân miễn chỉ phân nghỉ kỷ cách chuyển tiếp kiện nhân bộ ông bà kết chức đồng")


def unnumbered(tokens: Tokens, index: int, after: int, head: Head, opens: bool) -> Designation | None:
    """The document that a head between ``index`` and ``after`` names without a number; ``opens`` where it begins a sentence."""
    if (end := quoted_end(tokens, after)) is not None and (tokens[index].capital or head.kind in _QUOTED):
        return Designation(index, end, "document.quoted", 0.85)
    if head.title == "quote":
        return None
    if (known := _known().longest(tokens, index)) is not None:
        end = topic_end(tokens, known[0]) or (None if known[1] else known[0])
        return None if end is None else Designation(index, end, "document.title", 0.9)
    if (small := in_small_letters(tokens, index, after, head)) is not None or head.title == "small":
        return small
    if head.title in _FORMS:
        return _FORMS[head.title](tokens, index, after, head, opens)
    if head.title == "set" and (found := collective(tokens, index, after)) is not None:
        return found
    inside = (tokens[index].capital and not opens) or (head.kind == "scheme" and _key(tokens, after) in _SCHEMES)
    if head.title in ("set", "about"):
        return _about(tokens, index, after, head, inside)
    return _titled(tokens, index, after, head, inside) or _dated(tokens, index, after, head)


def _titled(tokens: Tokens, index: int, after: int, head: Head, inside: bool) -> Designation | None:
    """A plan, programme, scheme, regulation or report whose head is a capital inside the sentence, with its title."""
    if inside and (end := _year_end(tokens, after)) is not None:
        return Designation(index, end, "document.title", 0.85)
    if head.kind == "programme" and head.title == "capital" and _key(tokens, after) not in _PROGRAMMES:
        return None
    if head.title == "always" and _key(tokens, after) == "của":
        end = topic_end(tokens, after)
    else:
        end = title_end(tokens, after) if head.title == "always" or inside else None
    if end is not None and end - after > _SHORTEST.get(head.kind, 0) + (not tokens[index].capital):
        return Designation(index, end, "document.title", 0.86)
    if tokens[index].capital and after < len(tokens) and tokens[after].capital and head.kind == "regulation":
        return Designation(index, _capitals(tokens, after), "document.title", 0.86)
    about = (inside and head.kind != "report") or head.kind == "scheme"
    return _about(tokens, index, after, head, inside) if about else None


def _year_end(tokens: Tokens, at: int) -> int | None:
    """The index after a year alone at the index ("Cương lĩnh 2011", "Hiến pháp năm 2013")."""
    at += _key(tokens, at) == "năm"
    years = years_at(tokens, at)
    return None if years is None or years[1] is not None else years[2]


def _dated(tokens: Tokens, index: int, after: int, head: Head) -> Designation | None:
    """A plan printed in small letters that its period makes one of its kind: "kế hoạch … giai đoạn 2031-2035"."""
    if _key(tokens, after) not in _PLANNED.get(head.kind, ()):
        return None
    end = topic_end(tokens, after, 30)
    if end is None:
        return None
    for at in range(end - 1, after + 3, -1):
        years = years_at(tokens, at)
        if years is not None and (_key(tokens, at - 1) in ("năm", "đoạn", "(") or (at == end - 1 and tokens[at - 1].capital)):
            return Designation(index, min(max(years[2], at + 1), end), "document.dated", 0.75)
    return None


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


def _treaty(tokens: Tokens, index: int, after: int, head: Head, opens: bool) -> Designation | None:
    """An agreement between states or bodies, a strategy or a master plan: a capital head and its title."""
    if after >= len(tokens) or (opens and not tokens[after].capital):
        return None
    first, wanted = tokens[after], _TITLES_OF.get(head.form)
    if head.form == "hiệp định" and first.text.isupper() and first.is_word and len(first.text) > 2:
        return Designation(index, after + 1, "document.title", 0.86)
    if not tokens[index].capital:
        named = first.capital and head.form in _NAMED_TREATIES
        return _treaty_to(tokens, index, after) if named else _dated(tokens, index, after, head)
    if (end := _year_end(tokens, after)) is not None:
        return Designation(index, end, "document.title", 0.85)
    if first.key == "của":
        return _about(tokens, index, after, head, True)
    if wanted is not None and first.key not in wanted:
        return None
    if not first.capital and first.key not in _TREATY_WORDS and wanted is None:
        return None
    return _treaty_to(tokens, index, after)


def _treaty_to(tokens: Tokens, index: int, after: int) -> Designation | None:
    end = topic_end(tokens, after, 30)
    short = end is None or (end - after < 3 and not tokens[after].capital)
    return None if end is None or short else Designation(index, _dated_end(tokens, end), "document.title", 0.86)


def _dated_end(tokens: Tokens, end: int) -> int:
    """The index after an abbreviation in brackets and a year behind a treaty's title: "(UNCLOS) năm 1982"."""
    at = end
    if _key(tokens, at) == "(" and _key(tokens, at + 2) == ")" and tokens[at + 1].text.isupper():
        at += 3
    return _year_end(tokens, at) or end


def _constitution(tokens: Tokens, index: int, after: int, _head: Head, _opens: bool) -> Designation | None:
    """The Constitution, with its year where it has one."""
    foreign = after < len(tokens) and tokens[after].capital and _key(tokens, after) not in ("nước", "việt")
    if not tokens[index].capital or foreign:
        return None
    return Designation(index, _year_end(tokens, after) or after, "document.law", 0.95)


def _law(tokens: Tokens, index: int, after: int, _head: Head, opens: bool) -> Designation | None:
    """A law, code or ordinance by its title."""
    if not tokens[index].capital and not (after < len(tokens) and tokens[after].capital):
        known = known_law(tokens, after)
        return None if known is None or known - after < 2 else Designation(index, known, "document.law", 0.8)
    if after < len(tokens) and not tokens[after].capital and opens:
        return None
    end = law_end(tokens, after)
    return None if end is None else Designation(index, end, "document.law", 0.95)


def _code(tokens: Tokens, index: int, after: int, _head: Head, _opens: bool) -> Designation | None:
    """A code of law by its abbreviation in capitals, with its year."""
    return Designation(index, _year_end(tokens, after) or after, "document.law", 0.9) if tokens[index].text.isupper() else None


_FORMS = {"code": _code, "treaty": _treaty, "law": _law, "constitution": _constitution}


def _about(tokens: Tokens, index: int, after: int, head: Head, inside: bool) -> Designation | None:
    """A topic after the head or after its issuer: "Nghị quyết (của Quốc hội) về …"."""
    at = _past_issuer(tokens, after)
    if head.form.endswith("liên tịch") and _key(tokens, at) == "quy":
        end = topic_end(tokens, at)
        return None if end is None else Designation(index, end, "document.topic", 0.9)
    first = _key(tokens, at)
    capital = at < len(tokens) and tokens[at].capital
    if (
        first == "phê"
        and _key(tokens, at + 1) == "chuẩn"
        and _key(tokens, at + 2 + (_key(tokens, at + 2) == "việc")) in _PERSONNEL
    ):
        return None
    if head.kind in ("decree", "circular") and at == after and _key(tokens, at) in ("quy", "hướng", "sửa"):
        return _regulating(tokens, index, at, inside)
    if head.kind == "resolution" and tokens[index].capital and (first in ("phê", "sửa") or (capital and first == "quy")):
        end = topic_end(tokens, at)
        return None if end is None or end - at < 4 else Designation(index, end, "document.topic", 0.9)
    if at > after and _key(tokens, at) == "giám":
        at = next((n for n in range(at, min(at + 6, len(tokens))) if tokens[n].key == "về"), at)
    if _key(tokens, at) != "về" or (head.form in _CAPITAL and not tokens[index].capital):
        return None
    start = at + 2 if _key(tokens, at + 1) == "việc" else at + 1
    if head.kind == "decision" and (_key(tokens, start) in _PERSONNEL or not inside):
        return None
    if at == after and head.kind in ("conclusion", "other", "circular", "decree") and not inside:
        return None
    end = topic_end(tokens, start)
    return None if end is None or end - start < 3 else Designation(index, end, "document.topic", 0.92 if inside else 0.85)


def _appoints(tokens: Tokens, at: int) -> bool:
    """Whether posts are approved: "phê chuẩn (việc) bổ nhiệm …"."""
    return _key(tokens, at + (_key(tokens, at) == "việc")) in _PERSONNEL


def _regulating(tokens: Tokens, index: int, at: int, inside: bool) -> Designation | None:
    """A draft or a decree in capitals by what it regulates: "dự thảo nghị định quy định về …"."""
    if not inside and _key(tokens, index - 1) not in ("thảo", "án"):
        return None
    start = at + 2 + (_key(tokens, at) == "quy" and _key(tokens, at + 2) == "về")
    end = topic_end(tokens, start)
    return None if end is None or end - start < 3 else Designation(index, end, "document.topic", 0.8)


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
        if token.key in _NOT_ISSUER or (token.key == "," and not (at + 1 < len(tokens) and tokens[at + 1].capital)):
            break
        if token.key == "," and _key(tokens, at + 1) in _OFFICES:
            break
    return after
