"""The encodings that Vietnamese text comes in, and which of them some bytes are in when they do not say.

Python brings Windows-1258; VISCII (RFC 1456) and TCVN 5712:1993, which ABC fonts follow (TCVN3), are tables here. Bytes that do
not tell their encoding are read in each; the one in which nearly all marked words are Vietnamese syllables is theirs. Wrong ones
give hardly any, so this is no guess; where two remain, nothing is chosen.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from bienban.lang.vi.orthography import spelling
from bienban.text import nfc

__all__ = ["ENCODINGS", "Reading", "decoded", "known", "readings"]

_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "Õắằặấầẩậẽẹếềểễệốồổỗ" "ỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)  # fmt: skip
_TCVN3 = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ" "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)  # fmt: skip


def _table(upper_half: str, low: dict[int, str]) -> str:
    return "".join(low.get(code, chr(code)) for code in range(128)) + upper_half


_TABLES = {
    "viscii": _table(_VISCII, {2: "Ẳ", 5: "Ẵ", 6: "Ẫ", 20: "Ỷ", 25: "Ỹ", 30: "Ỵ"}),
    "tcvn3": _table(_TCVN3, dict(zip((1, 2, 4, 5, 6, *range(17, 24)), "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True))),
}
ENCODINGS = ("utf-8", "utf-16", "windows-1258", "viscii", "tcvn3")
"""The encodings by the names that ``--encoding`` takes; it takes Python's names too."""

_LEGACY = ("windows-1258", "viscii", "tcvn3")
_SURE = 0.85
_LEAST = 3
"""With fewer marked words nothing is chosen."""
_FEW = 6
"""With fewer, another encoding must be wrong for every other word: a headline may be sound in several by chance."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Bytes as read in one encoding. ``soundness`` is the part of the marked words that are Vietnamese syllables."""

    encoding: str
    text: str
    soundness: float
    marked: int


def known(name: str) -> bool:
    """Whether there is a text encoding of a name."""
    if name.lower() in _TABLES:
        return True
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def decoded(data: bytes, encoding: str) -> str:
    """The text of some bytes in one encoding.

    Raises:
        UnicodeDecodeError: they are not in it.
    """
    table = _TABLES.get(encoding.lower())
    return data.decode(encoding) if table is None else codecs.charmap_decode(data, "strict", table)[0]


def readings(data: bytes, declared: str | None = None) -> tuple[Reading, ...]:
    """The encodings that some bytes, which are no UTF-8, are in for sure, by the Vietnamese that they give.

    ``declared`` is what a page or server says. More than one is left only where they give different texts that are equally good.
    """
    found = sorted(_tried(data, declared), key=lambda reading: -reading.soundness)
    if not found or found[0].soundness < _SURE or found[0].marked < _LEAST:
        return ()
    sure = [r for r in found if r.soundness >= (0.5 if r.marked < _FEW else found[0].soundness - 0.1)]
    texts: dict[str, Reading] = {}
    for reading in sure:
        texts.setdefault(reading.text, reading)
    return tuple(texts.values())


def _tried(data: bytes, declared: str | None) -> Iterator[Reading]:
    names = ("utf-16-le", "utf-16-be") if b"\0" in data[:4096] else _LEGACY
    if declared is not None and known(declared) and declared.lower() not in names and b"\0" not in data[:4096]:
        names = (declared.lower(), *names)
    for name in names:
        try:
            text = nfc(decoded(data, name))
        except UnicodeDecodeError:
            continue
        how = spelling(text)
        yield Reading(name, text, how.soundness, how.marked)
