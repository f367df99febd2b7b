"""Words as the index has them: each as it is written (one tone placement, lower case) and folded to ASCII letters.

A text is indexed under what its abbreviations stand for as well; in a question, an abbreviation asks for either. What is a
syllable of its own (*tư*, which also abbreviates *trung ương*) is an abbreviation only in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bienban.lang.vi.lexicon import table
from bienban.lang.vi.orthography import is_syllable
from bienban.text import fold_marks, move_tone, nfc

__all__ = ["Token", "expanded", "fold", "full_form", "tokens", "written"]

_WORD = re.compile(r"[^\W_]+")
MOST_WORD = 64
"""Characters of a word that count; nothing that is spelled is longer."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands, as it is written and folded; ``capital`` where all its letters are capitals."""

    start: int
    end: int
    written: str
    folded: str
    capital: bool


def written(word: str) -> str:
    """A word in lower case, its tone mark in the older place.

    >>> written("UỶ"), written("Hoà")
    ('ủy', 'hòa')
    """
    return move_tone(nfc(word).casefold())[:MOST_WORD]


def fold(word: str) -> str:
    """A word in ASCII letters.

    >>> fold("Đường")
    'duong'
    """
    return fold_marks(word)[:MOST_WORD]


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in NFC, in order."""
    found = []
    for match in _WORD.finditer(text):
        as_written, folded, capital = _forms(match.group())
        if folded:
            found.append(Token(match.start(), match.end(), as_written, folded, capital))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _forms(word: str) -> tuple[str, str, bool]:
    return written(word), fold(word), word.isupper()


@lru_cache(maxsize=1)
def _abbreviations() -> dict[tuple[str, ...], tuple[str, bool]]:
    """Words of an abbreviation, as written and folded → its full form, and whether it is one in small letters too."""
    forms = [(row.need("form"), row.need("full")) for row in table("abbreviations")]
    forms += [(row.need("form"), row.need("full")) for row in table("levels") if row.get("short") is None]
    forms += [
        (r.need("form"), r.need("head")) for r in table("org_heads") if r.get("head") is not None and " " not in r.need("form")
    ]
    found: dict[tuple[str, ...], tuple[str, bool]] = {}
    for form, full in forms:
        whole = tokens(form)
        if tuple(t.folded for t in whole) == tuple(t.folded for t in tokens(full)):
            continue
        keys = (tuple(t.written for t in whole), tuple(t.folded for t in whole))
        for key in (*keys, *(("".join(key),) for key in keys)):  # TP.HCM is printed TPHCM too
            if all(key):
                found.setdefault(key, (full, not all(map(is_syllable, key))))
    return found


@lru_cache(maxsize=1)
def _longest() -> dict[str, int]:
    """First word of abbreviations → how many words the longest of these has."""
    found: dict[str, int] = {}
    for key in _abbreviations():
        found[key[0]] = max(len(key), found.get(key[0], 0))
    return found


def full_form(words: Sequence[Token], at: int) -> tuple[int, tuple[Token, ...]] | None:
    """How many words from ``at`` on are an abbreviation, and the words that it stands for; None where there is none."""
    for length in range(min(_longest().get(words[at].written, 0), len(words) - at), 0, -1):
        part = words[at : at + length]
        known = _abbreviations().get(tuple(token.written for token in part))
        if known is not None and (known[1] or all(token.capital for token in part)):
            return length, tokens(known[0])
    return None


def expanded(words: Sequence[Token]) -> tuple[Token, ...]:
    """The words with the full forms of abbreviations in their place; the same words where there is none."""
    begins = _longest()
    if not any(word.written in begins for word in words):
        return tuple(words)
    found: list[Token] = []
    at = 0
    while at < len(words):
        known = full_form(words, at)
        found += (words[at],) if known is None else known[1]
        at += 1 if known is None else known[0]
    return tuple(found)
