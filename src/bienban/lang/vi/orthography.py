"""How Vietnamese is spelled: whether a word can be a syllable of it, and how much of a text is.

A syllable is an onset, a rime and at most one tone mark; which rimes there are is a closed list (Đoàn Thiện Thuật, *Ngữ âm
tiếng Việt*, and the spelling of the Ministry of Education). A text read in a wrong encoding breaks this almost everywhere, a text
in another language has next to no marked syllables: so this tells both without a model.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bienban.text import nfc

__all__ = ["Spelling", "is_syllable", "recognises", "spelling"]

_ONSETS = ("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x").split()  # noqa: SIM905 - read at a glance
_CODAS = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- c ch m n ng nh p t u",
    "i": "- a c ch m n ng nh p t u",
    "iê": "c m n ng p t u",
    "o": "- c i m n ng p t",
    "oa": "- c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": "- m n o t",
    "oo": "c ng",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n p t",
    "u": "- a c i m n ng p t",
    "uâ": "n ng t y",
    "uê": "- ch n nh",
    "uô": "c i m n ng p t",
    "uơ": "- t",
    "uy": "- a ch n nh p t u",
    "uyê": "m n t",
    "ư": "- a c i m n ng t u",
    "ươ": "c i m n ng p t u",
    "y": "- a ch n nh p t",
    "yê": "m n ng t u",
}
_RIMES = sorted({n + ("" if c == "-" else c) for n, codas in _CODAS.items() for c in codas.split()}, key=len, reverse=True)
_SYLLABLE = re.compile(rf"(?:{'|'.join(sorted(_ONSETS, key=len, reverse=True))})?(?:{'|'.join(_RIMES)})")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# A word: letters and whatever is beyond ASCII, for a wrong encoding puts signs where letters should be; but not the
# punctuation, spaces and signs that right texts have too.
_WORD = re.compile("(?:[A-Za-z]|[^\\x00-\\x7f\u00a0\u00ad\u00ab\u00bb\u00b0\u00b2\u00b3\u2000-\u206f\u2190-\u2bff\ufe0f\ufeff])+")
_FEW = 20
_SHARE = 0.15
_BEGINNING = 2000
"""Characters of a text by which its language is told."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text is spelled: its words, those with a character beyond ASCII, and those of them that are syllables."""

    words: int
    marked: int
    sound: int

    @property
    def soundness(self) -> float:
        """Which part of the marked words are syllables, 0 to 1; 0 where there is no marked word."""
        return self.sound / self.marked if self.marked else 0.0


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word in NFC is spelled as one syllable of Vietnamese.

    >>> [is_syllable(w) for w in ("nghiêng", "Quyết", "ỦY", "HÁ»p", "tæng", "school")]
    [True, True, True, False, False, False]
    """
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and _SYLLABLE.fullmatch(nfc(bare)) is not None


def spelling(text: str) -> Spelling:
    """Count the words of a text in NFC and how they are spelled."""
    words = _WORD.findall(text)
    marked = [word for word in words if not word.isascii()]
    return Spelling(len(words), len(marked), sum(map(is_syllable, marked)))


def recognises(text: str) -> bool | None:
    """Whether a text is Vietnamese: whether enough of its words are marked syllables; None where it has too few words to tell.

    Of Vietnamese news, about two words in three are; what is below one in seven is another language, or Vietnamese typed
    without its marks.
    """
    found = spelling(text[:_BEGINNING])
    return None if found.words < _FEW else found.sound >= _SHARE * found.words
