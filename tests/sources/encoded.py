"""Text in the encodings that Vietnamese comes in, written by tables of the tests' own way round: from a letter to its bytes."""

from __future__ import annotations

import unicodedata

from bienban.sources.encodings import decoded

TONES = "\u0300\u0301\u0303\u0309\u0323"
BOMS = ("utf-8-sig", "utf-16", "utf-32")
LEGACY = ("windows-1258", "viscii", "tcvn3")
LETTERS = "".join(
    sorted(
        {
            unicodedata.normalize("NFC", case(base) + tone)
            for base in ("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y")
            for tone in ("", *TONES)
            for case in (str.lower, str.upper)
        }
        | set("đĐ")
    )
)
"""The letters of Vietnamese that are vowels, and đ."""


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text in NFC; letters that an encoding lacks (capitals with a tone, in TCVN3 of fonts) are an error."""
    if encoding == "windows-1258":
        return b"".join(_in_1258(char) for char in text)
    if encoding not in LEGACY:
        return text.encode(encoding)
    codes = {decoded(bytes([code]), encoding): code for code in (*range(32), *range(127, 256))}
    codes |= {chr(code): code for code in (9, 10, 13, *range(32, 127))}
    return bytes(codes[char] for char in text)


def _in_1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(c for c in parts if c in TONES)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        return (base + tone).encode("cp1258")


def misread(text: str, right: str, wrong: str, times: int = 1) -> str:
    """What becomes of a text whose bytes are read in a wrong encoding; bytes that it leaves open become controls."""
    for _ in range(times):
        text = "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in encode(text, right))
    return text
