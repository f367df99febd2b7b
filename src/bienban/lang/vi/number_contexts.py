"""What the words around a number make of it: a place in an order, an amount of money, a count in brackets."""

from __future__ import annotations

from bienban.lang.tokens import Tokens, key_set

__all__ = ["alone", "bracketed", "ranks"]

_AFTER_BILLION = key_set("còn chỉ để cho và là của do từ trong năm so bằng tăng giảm được mỗi nữa nhưng thì sau vốn tiền")


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def ranks(tokens: Tokens, index: int) -> bool:
    """Whether a number is a place in an order: "đứng thứ 42", "xếp hạng 3", "ở vị trí thứ 5"."""
    before = [_key(tokens, i) for i in range(max(0, index - 3), index)]
    return before[-1:] in (["thứ"], ["hạng"]) and any(k in ("đứng", "xếp", "trí") for k in before)


def alone(tokens: Tokens, index: int) -> bool:
    """Whether nothing that is counted follows "tỷ": then đồng are meant ("bỏ vào hơn 3.000 tỷ")."""
    return index >= len(tokens) or not tokens[index].is_word or tokens[index].key in _AFTER_BILLION


def bracketed(tokens: Tokens, index: int, after: int) -> bool:
    """Whether a number stands in brackets between a percentage and what is counted: "73% (58.587) ý kiến"."""
    return _key(tokens, index - 1) == "(" and _key(tokens, after) == ")" and _key(tokens, index - 2) == "%"
