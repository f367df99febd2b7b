"""Marks in N-Triples and N-Quads: behind the last line, one for each subject."""

from __future__ import annotations

import re

from bienban.exchange.marks.mark import MARK

__all__ = ["marked"]

_SUBJECT = re.compile(r"[ \t]*(<[^>\s]*>|_:[^\s<\"]+)")


def marked(text: str) -> str:
    """The text with marks: every statement stands on a line of its own (N-Quads, section 3)."""
    first: dict[str, int] = {}
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        found = _SUBJECT.match(line)
        if found is not None:
            first.setdefault(found[1], number)
    marks = "".join(f'{subject} <{MARK}> "{number}" .\n' for subject, number in first.items())
    return f"{text}\n{marks}"
