"""Documents whose head the press prints in small letters and that are known by what follows, or by what is done with them.

The findings of an inspection ("kết luận của Thanh tra …", "kết luận thanh tra dự án …"), an agreement between two parties,
a body's rules ("quy chế làm việc của …"), a proposal ("tờ trình về …"), a report that somebody reads out.
"""

from __future__ import annotations

from bienban.lang.tokens import Tokens, Trie, key_set
from bienban.lang.vi.document_heads import Designation, Head
from bienban.lang.vi.document_heads import key_at as _key
from bienban.lang.vi.document_titles import topic_end

__all__ = ["in_small_letters"]

# Bodies that inspect and conclude.
_INSPECTORS: Trie[bool] = Trie(
    (words, True)
    for words in (
        "Thanh tra Chính phủ", "TTCP", "Thanh tra", "Ủy ban Kiểm tra", "UBKT", "Kiểm toán Nhà nước", "Kiểm toán",
        "Đoàn thanh tra", "Đoàn kiểm tra", "Đoàn giám sát", "Đoàn kiểm toán",
    )
)  # fmt: skip
_INSPECTIONS = key_set("thanh kiểm giám")
_LEVELS = key_set("trung ương tư tw chính phủ nhà nước bộ sở tỉnh thành phố tp huyện quận thị xã thành ủy tỉnh liên ngành số")
# First words of the rules of a body, and how a title goes on that names whose rules they are.
_BYLAWS = key_set("làm ứng phối quản hoạt dân bầu chi văn tổ đấu tuyển đào tiếp bảo công phát")
_WHOSE = key_set("của tại trong giữa ở")
_SPOKEN = frozenset(
    {("trình", "bày"), ("đọc", ""), ("thông", "qua"), ("tắt", ""), ("thảo", "luận"), ("dự", "thảo"), ("cương", "")}
)
_REPORTS = key_set("tổng sơ kiểm chính giải")
_DATED = frozenset({"công điện", "công văn", "chỉ thị", "nghị quyết", "thông báo", "văn bản"})
_PARTIES = 8
# Of the heads of treaties and plans those that nobody agrees with anybody.
_ONE_SIDED = frozenset({"chiến lược", "quy hoạch", "hiến chương"})


def in_small_letters(tokens: Tokens, index: int, after: int, head: Head) -> Designation | None:
    """The document that a head between ``index`` and ``after`` names by the words that follow, whatever the case."""
    if head.form in _DATED and (dated := _by_day(tokens, index, after)) is not None:
        return dated
    reader = _READERS.get(head.form) or (_agreement if head.title == "treaty" and head.form not in _ONE_SIDED else None)
    return None if reader is None else reader(tokens, index, after)


def _by_day(tokens: Tokens, index: int, after: int) -> Designation | None:
    """A document without a number by its day and issuer: "Công điện ngày 2/2/2031 của Thủ tướng"."""
    at = _past_day(tokens, after)
    if at == after or _key(tokens, at) != "của" or at + 1 >= len(tokens) or not tokens[at + 1].capital:
        return None
    return Designation(index, at, "document.dated", 0.8)


def _findings(tokens: Tokens, index: int, after: int) -> Designation | None:
    """What an inspection concludes, by the body that inspects, the inspection's object, or the sitting."""
    at, inspected = after, False
    if _key(tokens, at) in _INSPECTIONS and _key(tokens, at + 1) in ("tra", "sát"):
        at, inspected = at + 2, True
    at = _past_day(tokens, at)
    if _key(tokens, at) == "tại" and _key(tokens, at + 1) == "kỳ" and _key(tokens, at + 3) == "thứ":
        return Designation(index, at + 5, "document.findings", 0.7)
    if _key(tokens, at) == "của":
        body = _INSPECTORS.longest(tokens, at + 1)
        if body is None or not tokens[at + 1].capital:
            return None
        end = _body_end(tokens, body[0])
        about = topic_end(tokens, end + 1) if _key(tokens, end) == "về" else None
        return Designation(index, end if about is None else about, "document.findings", 0.8)
    if not inspected:
        return None
    if _key(tokens, at) in ("về", "việc", "dự", "công", "toàn", "đối"):
        end = topic_end(tokens, at, 24) or at
        return None if end - at < 3 else Designation(index, end, "document.findings", 0.8)
    return None


def _past_day(tokens: Tokens, at: int) -> int:
    """The index after "ngày 14/11(/2030)" at the index, or the index itself."""
    if _key(tokens, at) != "ngày" or not _key(tokens, at + 1).isdecimal():
        return at
    at += 2
    while _key(tokens, at) in ("/", "-", ".") and _key(tokens, at + 1).isdecimal():
        at += 2
    return at


def _body_end(tokens: Tokens, at: int) -> int:
    """The index after the rest of a body's name: capitals, words of level, its abbreviation in brackets."""
    while at < len(tokens) and (_named(tokens, at) or (tokens[at].text == "." and _key(tokens, at - 1) == "tp")):
        at += 1
    if tokens[at - 1].text == ".":
        at -= 1
    if _key(tokens, at) == "(" and _key(tokens, at + 2) == ")" and tokens[at + 1].text.isupper() and _key(tokens, at + 3) == "về":
        return at + 3
    return at


def _named(tokens: Tokens, at: int) -> bool:
    return tokens[at].is_word and (tokens[at].capital or tokens[at].key in _LEVELS)


def _agreement(tokens: Tokens, index: int, after: int) -> Designation | None:
    """An agreement by its parties: "thỏa thuận hợp tác giữa … và …"."""
    between = next((n for n in range(after, min(after + _PARTIES, len(tokens))) if tokens[n].key == "giữa"), None)
    if between is None or any(not tokens[n].is_word for n in range(after, between)):
        return None
    end = topic_end(tokens, between + 1, 30)
    if end is None or not any(t.key in ("và", "với", "-", "–", ",") for t in tokens[between:end]):
        return None
    return Designation(index, end, "document.agreement", 0.75)


def _bylaw(tokens: Tokens, index: int, after: int) -> Designation | None:
    """The rules of a body, or for a place: "quy chế làm việc của …", "quy chế ứng xử tại cơ quan"."""
    if _key(tokens, after) not in _BYLAWS or _key(tokens, index - 1) in ("các", "những"):
        return None
    whose = next((n for n in range(after + 2, min(after + 7, len(tokens))) if tokens[n].key in _WHOSE), None)
    if whose is not None and all(tokens[n].is_word for n in range(after, whose)):
        end = topic_end(tokens, whose + 1, 24)
        return None if end is None else Designation(index, end, "document.bylaw", 0.75)
    end = topic_end(tokens, after, 24)
    return None if end is None or end - after < 5 else Designation(index, end, "document.bylaw", 0.7)


def _party_rule(tokens: Tokens, index: int, after: int) -> Designation | None:
    """A rule of the Party: "quy định của Đảng về …", "quy định (về) trách nhiệm nêu gương …"."""
    at = after
    if _key(tokens, at) == "của":
        party = _key(tokens, at + 1) == "đảng" or (_key(tokens, at + 1) in ("bộ", "ban") and tokens[at + 1].capital)
        named = next((n for n in range(at + 2, min(at + 9, len(tokens))) if tokens[n].key == "về"), None)
        if not party or named is None or any(not tokens[n].is_word for n in range(at, named)):
            return None
        end = topic_end(tokens, named + 1)
        return None if end is None or end - named < 4 else Designation(index, end, "document.topic", 0.75)
    at += 1 if _key(tokens, at) == "về" else 0
    responsible = [_key(tokens, n) for n in range(at, at + 4)] == ["trách", "nhiệm", "nêu", "gương"]
    end = topic_end(tokens, at + 2) if responsible else None
    return None if end is None else Designation(index, end, "document.title", 0.85)


def _proposal(tokens: Tokens, index: int, after: int) -> Designation | None:
    """A proposal with its topic: "tờ trình (của …) về …", "Tuyên bố về …"."""
    at = after
    if _key(tokens, at) == "của" and after + 1 < len(tokens) and tokens[at + 1].capital:
        at = next((n for n in range(at + 2, min(at + 12, len(tokens))) if tokens[n].key == "về" or not tokens[n].is_word), at)
    if _key(tokens, at) == "dự" and _key(tokens, at + 1) == "kiến":
        end = _purpose(tokens, at)
    elif _key(tokens, at) == "về":
        at += 2 if _key(tokens, at + 1) == "việc" else 1
        end = None if _key(tokens, at) in ("thi", "bổ", "miễn") else topic_end(tokens, at)
    else:
        return None
    return None if end is None or end - at < 5 else Designation(index, end, "document.topic", 0.75)


def _purpose(tokens: Tokens, at: int) -> int | None:
    """The index after a topic that goes on with what it is for ("dự kiến nhân sự để …")."""
    end = topic_end(tokens, at)
    if end is not None and _key(tokens, end) == "để":
        end = topic_end(tokens, end + 1) or end
    return end


def _read_out(tokens: Tokens, index: int, after: int) -> Designation | None:
    """A report that somebody reads out or that is discussed, with what it reports on."""
    before = _key(tokens, index - 1)
    spoken = (before, "") in _SPOKEN or (_key(tokens, index - 2), before) in _SPOKEN
    numbered = _key(tokens, after).isdecimal() and _key(tokens, after + 1) == "năm"
    if not spoken or not (_key(tokens, after) in _REPORTS or numbered):
        return None
    end = topic_end(tokens, after + (2 if numbered else 0), 30)
    return None if end is None or end - after < 5 else Designation(index, end, "document.report", 0.75)


_READERS = {
    "kết luận": _findings,
    "quy chế": _bylaw,
    "quy định": _party_rule,
    "tờ trình": _proposal,
    "báo cáo": _read_out,
    "tuyên bố chung": _agreement,
    "thông cáo chung": _agreement,
}
