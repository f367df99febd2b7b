"""Text that was read in a wrong encoding before it came here: recognised by what it gives when it is turned back, and named.

Text is set aside for it, or turned back where the user asks for that (``--repair``) and the whole of it can be. ftfy, which does
this for Western text, knows neither Windows-1258 nor the Vietnamese legacy encodings and judges by frequent characters;
what a Vietnamese syllable is tells more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bienban.errors import InputProblem
from bienban.lang.vi.orthography import Spelling, spelling
from bienban.sources.base import ReadSettings
from bienban.sources.encodings import decoded
from bienban.text import nfc

__all__ = ["Mojibake", "diagnose", "mended"]

_WRONG = ("windows-1252", "windows-1258")
_RIGHT = ("utf-8", "tcvn3", "viscii", "windows-1258")
_TIMES = 3
_SOUND = 0.85
_WORDS = 3
_HITS = 3
_LOST = 0.02
_ENDS = 1500
"""Characters, of both ends of a text, that show whether most of it is as it should be."""


@dataclass(frozen=True, slots=True)
class Mojibake:
    """What happened to a text: ``steps`` are the encodings (right, wrong) to turn it back through, none where it cannot be.

    ``minor`` when most of the text is as it should be. ``sample`` is a damaged piece.
    """

    name: str
    sample: str
    steps: tuple[tuple[str, str], ...] = ()
    minor: bool = False

    def undo(self, text: str) -> str:
        """The text before that happened, in NFC; as it is if it did not happen to this text."""
        for right, wrong in self.steps:
            back = _back(text, right, wrong)
            if back is None:
                return nfc(text)
            text = back
        return nfc(text)


def mended(text: str, settings: ReadSettings) -> tuple[Mojibake | None, str | None]:
    """What to turn a text back with, where that is needed and asked for, and a remark.

    Raises:
        InputProblem: it is mojibake, and to be set aside.
    """
    found = diagnose(text)
    if found is None:
        return None, None
    if found.steps and settings.repair:
        return found, f"repaired: {found.name}"
    what = f"mojibake: {found.name}, such as {found.sample!r}"
    if found.minor:
        return None, f"in part {what}"
    if found.steps:
        better = " ".join(found.undo(text).split())[:40]
        raise InputProblem(what, todo=f"--repair turns it back (“{better}…”)")
    raise InputProblem(what, todo="it cannot be turned back as a whole; get the text from its source again")


def diagnose(text: str) -> Mojibake | None:
    """What happened to a text in NFC, or None."""
    ends = text if len(text) <= _ENDS else f"{text[: _ENDS // 2]} {text[-_ENDS // 2 :]}"
    if spelling(ends).soundness < _SOUND:  # else most of it is as it should be, and the rest is looked for below
        how = spelling(text)
        if how.marked < _WORDS:
            return None
        found = _as_a_whole(text, how) if how.soundness < _SOUND else None
        if found is not None:
            return found
    for wrong in _WRONG:
        hits = [m for m in _runs(wrong).finditer(text) if _back(m[0], "utf-8", wrong) is not None]
        if len(hits) >= _HITS and len({m[0] for m in hits}) > 1:
            name = f"UTF-8 read as {wrong.capitalize()} at {len(hits)} places"
            return Mojibake(name, _around(text, hits[0].start()), minor=spelling(text).soundness >= _SOUND)
    return None


def _as_a_whole(text: str, how: Spelling) -> Mojibake | None:
    """What turns the whole text into Vietnamese, or that it lost characters."""
    for steps, back in _turned(text):
        better = spelling(back)
        if better.soundness >= _SOUND and better.marked >= _WORDS and better.sound > how.sound:
            return Mojibake(_named(steps), _sample(text, back), steps)
    lost = text.count("\ufffd")
    if lost > max(_HITS, _LOST * how.words):
        return Mojibake(f"{lost} characters were lost in an earlier conversion", _around(text, text.index("\ufffd")))
    return None


def _turned(text: str) -> Iterator[tuple[tuple[tuple[str, str], ...], str]]:
    """The ways in which the whole text can be turned back, with what comes out, the likeliest first."""
    for wrong in _WRONG:
        back = text
        steps: tuple[tuple[str, str], ...] = ()
        for _ in range(_TIMES):
            further = _back(back, "utf-8", wrong)
            if further is None or further == back:
                break
            back, steps = further, (*steps, ("utf-8", wrong))
            yield steps, nfc(back)
    for right in _RIGHT[1:]:
        further = _back(text, right, "windows-1252")
        if further is not None:
            yield ((right, "windows-1252"),), nfc(further)


def _named(steps: tuple[tuple[str, str], ...]) -> str:
    right, wrong = steps[0]
    shown = {"utf-8": "UTF-8", "tcvn3": "TCVN3 (ABC fonts)", "viscii": "VISCII", "windows-1258": "Windows-1258"}[right]
    times = {1: "", 2: ", twice"}.get(len(steps), f", {len(steps)} times")
    return f"{shown} read as {wrong.capitalize()}{times}"


@lru_cache(maxsize=4)
def _codes(encoding: str) -> dict[str, int]:
    """The byte of each character of a one-byte encoding; the bytes that it leaves open are the controls of Latin-1."""
    codes = {chr(code): code for code in range(256)}
    for code in range(128, 256):
        codes[bytes([code]).decode(encoding, "ignore") or chr(code)] = code
    return codes


@lru_cache(maxsize=4)
def _runs(wrong: str) -> re.Pattern[str]:
    """Misread letters and quotes: what the bytes C3, C4, C6 and one more, or E1 BA, E1 BB, E2 80 and one more, are taken for."""
    of = {code: re.escape(char) for char, code in _codes(wrong).items()}
    after = "".join(of[code] for code in range(0x80, 0xC0))
    pairs = "|".join((f"{of[0xE1]}[{of[0xBA]}{of[0xBB]}]", of[0xE2] + of[0x80], f"[{of[0xC3]}{of[0xC4]}{of[0xC6]}]"))
    return re.compile(f"(?:{pairs})[{after}]")


def _back(text: str, right: str, wrong: str) -> str | None:
    """The text whose bytes in ``right`` were read as ``wrong``; None where it cannot have been so."""
    codes = _codes(wrong)
    try:
        data = bytes(codes[char] for char in text)
    except KeyError:
        return None
    if right == "utf-8":  # the second byte of "à" is a no-break space, which tools turn into a plain one
        data = data.replace(b"\xc3 ", b"\xc3\xa0")
    try:
        return decoded(data, right)
    except UnicodeDecodeError:
        return None


def _sample(text: str, back: str) -> str:
    """A damaged word."""
    for word in text.split():
        if not word.isascii() and word not in back:
            return word[:30]
    return text[:30]


def _around(text: str, at: int) -> str:
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    return text[start:].split()[0][:30]
