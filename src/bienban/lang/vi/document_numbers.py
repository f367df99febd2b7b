"""The numbers of documents: "33-NQ/TW", "số 05", "131 / NQ - CP", "30/2020/NĐ-CP", "06/2022/QH15".

The suffix abbreviates kind and issuer (Decree 30/2020/NĐ-CP on records management, annex I and III; for the Party, Guidance
36-HD/VPTW). What a suffix settles stands in ``document_suffixes.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bienban.lang.tokens import Tokens
from bienban.lang.vi.calendar import year_of
from bienban.lang.vi.lexicon import table

__all__ = ["Number", "Suffix", "number_at", "suffix_of"]

_SIGNS = frozenset("/-–")


@dataclass(frozen=True, slots=True)
class Number:
    """A document's number without stray spaces, the index after it, whether "số" announces it or a suffix closes it."""

    text: str
    after: int
    announced: bool
    suffixed: bool


@dataclass(frozen=True, slots=True)
class Suffix:
    """What the suffix of a number settles."""

    issuer: str | None
    party: bool


@lru_cache(maxsize=1)
def _suffixes() -> tuple[tuple[str, Suffix], ...]:
    rows = [(row.need("suffix"), Suffix(row.get("issuer"), row.get("party") == "yes")) for row in table("document_suffixes")]
    return tuple(sorted(rows, key=lambda r: -len(r[0])))


@lru_cache(maxsize=4096)
def suffix_of(number: str) -> Suffix | None:
    """What the end of a number settles ("131/NQ-CP" → the Government), or None."""
    plain = number.replace(" ", "").replace("–", "-")
    return next((value for end, value in _suffixes() if plain.endswith(end)), None)


def number_at(tokens: Tokens, index: int) -> Number | None:
    """The number that stands at the index, with "số" before it or not; None where there is none."""
    index += _key(tokens, index) == "mang" and _key(tokens, index + 1) == "số"
    announced = index < len(tokens) and tokens[index].key in ("số", "số:")
    at = index + 1 if announced else index
    if announced and at < len(tokens) and tokens[at].text == ":":
        at += 1
    if at >= len(tokens) or not tokens[at].text.isdecimal() or len(tokens[at].text) > 5:
        return None
    text, at = tokens[at].text, at + 1
    if at < len(tokens) and tokens[at].start == tokens[at - 1].end and tokens[at].is_word and len(tokens[at].text) == 1:
        text, at = text + tokens[at].text, at + 1  # 30a
    suffixed = False
    while (part := _part(tokens, at)) is not None:
        added, at, letters = part
        text += added
        suffixed = suffixed or letters
    return Number(text, at, announced, suffixed)


def _part(tokens: Tokens, at: int) -> tuple[str, int, bool] | None:
    """One more part after a sign: a year, or capitals such as NQ, TTg, QH15: (text, index after, whether it is letters)."""
    if at + 1 >= len(tokens) or tokens[at].text not in _SIGNS:
        return None
    token = tokens[at + 1]
    sign = "-" if tokens[at].text == "–" else tokens[at].text
    if year_of(token.text) is not None and sign == "/":
        return sign + token.text, at + 2, False
    if not token.is_word or not token.capital or (token.text[1:2].islower() and token.text[1:].islower()):
        return None
    text, at = token.text, at + 2
    if at < len(tokens) and tokens[at].text.isdecimal() and (_glued(tokens, at) or _parted(tokens, at)):
        text, at = text + tokens[at].text, at + 1
    return sign + text, at, True


def _glued(tokens: Tokens, at: int) -> bool:
    return tokens[at].start == tokens[at - 1].end


def _parted(tokens: Tokens, at: int) -> bool:
    """Whether digits belong to letters that a text with spaces around its signs sets apart ("55 / 2031 / QH 16", "P 3")."""
    spaced = tokens[at - 2].end < tokens[at - 1].start
    return spaced and len(tokens[at].text) < 3 and tokens[at - 1].text in ("QH", "UBTVQH", "P", "CV", "V")


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""
