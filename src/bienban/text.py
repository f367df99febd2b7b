"""Text forms: NFC, tone placement, keys for matching and slugs.

Nothing here changes an article's text: normalised forms are for comparing and naming, evidence points into the text as
published. Two spellings of one syllable differ in where the tone mark stands (``hoà``/``hòa``, ``thuỷ``/``thủy``); both are in
use since the 1984 rules of the Ministry of Education were never applied everywhere. ``i``/``y`` is not folded: Lý and Lí are
two names.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from itertools import product

__all__ = ["digest_of", "disc", "fold_marks", "match_key", "move_tone", "nfc", "slug"]

_SPACE = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_PUNCTUATION = re.compile(r"[\"'“”‘’«»()\[\],;:!?…]")

_BARE = "\u0300"
"""No character before this one combines with another."""
_PAIRS = tuple(map("".join, product("abcdefghijklmnopqrstuvwxyz234567", repeat=2)))
"""Ten bits in base 32 (RFC 4648, section 6, in lower case)."""

# The newer placement (mark on the last vowel of oa, oe, uy) → the older, more frequent one in the press (mark on the first).
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})(?!\w)", re.IGNORECASE)


def nfc(text: str) -> str:
    """The composed form (Unicode NFC), the form in which all text is kept."""
    return unicodedata.normalize("NFC", text)


def _moved(match: re.Match[str]) -> str:
    found = match.group()
    moved = _TONES[found.lower()]
    if found.isupper():
        return moved.upper()
    return moved.capitalize() if found[0].isupper() else moved


def move_tone(text: str) -> str:
    """The text with every tone mark in the older placement; the case of letters stays.

    >>> move_tone("Uỷ ban, thành phố Thanh Hoá, quý")
    'Ủy ban, thành phố Thanh Hóa, quý'
    """
    return _TONE.sub(_moved, text)


@lru_cache(maxsize=65536)
def match_key(text: str) -> str:
    """The form under which two spellings of one name are equal: NFC, casefolded, tone moved, no quotes, one space.

    >>> match_key("  Uỷ ban  nhân dân “Xã”") == match_key("ủy Ban nhân dân xã")
    True
    """
    key = move_tone(nfc(text).casefold()).replace("–", "-")
    return _SPACE.sub(" ", _PUNCTUATION.sub(" ", key)).strip(" .")


def fold_marks(text: str) -> str:
    """ASCII letters only, for people who type without diacritics: ``Võ Thị Hạnh Dung`` → ``vo thi hanh dung``."""
    decomposed = unicodedata.normalize("NFD", nfc(text).casefold().replace("đ", "d"))
    bare = "".join([c for c in decomposed if c < _BARE or not unicodedata.combining(c)])
    return _SPACE.sub(" ", bare).strip()


def slug(text: str, limit: int = 60) -> str:
    """A readable ASCII name for an IRI, at most ``limit`` characters, cut at a hyphen; never parsed back.

    >>> slug("Quận ủy Quận 1")
    'quan-uy-quan-1'
    """
    whole = _NOT_SLUG.sub("-", fold_marks(text)).strip("-")
    if len(whole) <= limit:
        return whole or "x"
    cut = whole[: limit + 1].rpartition("-")[0]
    return cut or whole[:limit]


def disc(*key: str) -> str:
    """Twelve base-32 letters of the SHA-256 of an identity key (60 bits: no ledger needed, see DESIGN)."""
    bits = int.from_bytes(hashlib.sha256("\x1f".join(key).encode()).digest()[:8]) >> 4
    letters = _PAIRS  # sixty bits in six steps: this names every node of every graph
    return (
        letters[bits >> 50]
        + letters[bits >> 40 & 1023]
        + letters[bits >> 30 & 1023]
        + letters[bits >> 20 & 1023]
        + letters[bits >> 10 & 1023]
        + letters[bits & 1023]
    )


def digest_of(text: str) -> str:
    """``sha256:`` and the hexadecimal digest of the text in UTF-8: the version of an article."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
