"""Prizes (giải thưởng, giải): their names and their grades."""

from __future__ import annotations

from bienban.lang.tokens import Tokens, key_set
from bienban.lang.vi.award_badges import Named
from bienban.lang.vi.document_titles import quoted_end

__all__ = ["PRIZE_ENDS", "grade", "prize"]

_PRIZE_GRADES = key_set("a b c nhất nhì ba tư khuyến đặc vàng bạc đồng phụ")
PRIZE_ENDS = key_set("cho đối năm và của là đã được trong tại do với để dịp tôi có lần này mà khi đợt cùng")
"""Words that belong to no prize's name."""


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def prize(tokens: Tokens, index: int, after: int, kind: str) -> Named | None:
    """A prize with its name: "Giải thưởng Hồ Chí Minh về văn học, nghệ thuật"."""
    if _key(tokens, after) == "phụ":
        return Named(index, after + 1, kind, "award.grade")
    at = after
    while at < len(tokens) and (tokens[at].capital or _key(tokens, at) in ("nhà", "nước", "học", "trọng")) and tokens[at].is_word:
        at += 1
    if at == after:
        end = quoted_end(tokens, after)
        return None if end is None else Named(index, end, kind, "award.prize")
    stop = at if _key(tokens, at - 1) in ("minh", "nước") else at + 5
    while at < min(stop, len(tokens)) and tokens[at].is_word and tokens[at].key not in PRIZE_ENDS | {"về", "nhờ", "vì", "do"}:
        at += 1
    if _key(tokens, at) == "về":
        while at < len(tokens) and (tokens[at].is_word or tokens[at].text == ",") and tokens[at].key not in PRIZE_ENDS:
            at += 1
    return Named(index, at, kind, "award.prize")


def grade(tokens: Tokens, index: int, after: int, kind: str) -> Named | None:
    """A grade of a prize ("giải A", "giải Khuyến khích"), or a prize in capitals ("Giải Báo chí Quốc gia năm 2030")."""
    key = _key(tokens, after)
    if key in _PRIZE_GRADES and (tokens[after].capital or _key(tokens, index - 1).isdecimal()):
        return Named(index, after + (2 if key in ("khuyến", "đặc") else 1), kind, "award.grade")
    if not tokens[index].capital or after >= len(tokens) or not tokens[after].is_word or key in ("phóng", "thể", "pháp", "quyết"):
        return None
    at = after
    while (
        at < min(after + 8, len(tokens))
        and tokens[at].is_word
        and tokens[at].key not in ("là", "đã", "năm", "của", "cho", "được")
    ):
        at += 1
    if _key(tokens, at) == "năm" and _key(tokens, at + 1).isdecimal():
        at += 2
    return Named(index, at, kind, "award.prize") if at - after >= 2 else None
