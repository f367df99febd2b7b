"""The concepts that a word of the article may mean: codes and labels of the schemes, read from one table.

``data/reference/schemes.tsv`` is the single source of the project's SKOS schemes; the Turtle in ``ontology/schemes`` is
written from it, and the mapping looks labels up in it without parsing Turtle. A row without a code describes its scheme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from bienban.errors import LexiconProblem
from bienban.resources import resource_text
from bienban.text import match_key, nfc

__all__ = ["Concept", "beginning", "codes", "concepts", "named"]

COLUMNS = ("scheme", "code", "broader", "vi", "en", "alt", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept: its scheme, English code, broader code or None, labels, and other Vietnamese words for it."""

    scheme: str
    code: str
    broader: str | None
    vi: str
    en: str
    alt: tuple[str, ...]


@lru_cache(maxsize=1)
def concepts() -> tuple[Concept, ...]:
    """All concepts in the order of the table.

    Raises:
        LexiconProblem: a row has more than the seven columns, or no scheme or label.
    """
    found = []
    lines = nfc(resource_text("data", "reference", "schemes.tsv")).splitlines()
    rows = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not rows or tuple(rows[0][1].split("\t")) != COLUMNS:
        raise LexiconProblem(f"the head is not {', '.join(COLUMNS)}", where="schemes.tsv")
    for number, line in rows[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        cells += [""] * (len(COLUMNS) - len(cells))
        if len(cells) != len(COLUMNS) or not (cells[0] and cells[3] and cells[4]):
            raise LexiconProblem("a row needs scheme, vi and en", where=f"schemes.tsv:{number}", todo="check the tabs")
        scheme, code, broader, vi, en, alt, _ = cells
        if not code:
            continue
        others = tuple(word.strip() for word in alt.split("|") if word.strip())
        found.append(Concept(scheme=scheme, code=code, broader=broader or None, vi=vi, en=en, alt=others))
    return tuple(found)


@lru_cache(maxsize=64)
def codes(scheme: str) -> frozenset[str]:
    """The codes of one scheme."""
    return frozenset(c.code for c in concepts() if c.scheme == scheme)


@lru_cache(maxsize=64)
def _labels(scheme: str, language: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for concept in concepts():
        if concept.scheme == scheme:
            for label in (concept.en,) if language == "en" else (concept.vi, *concept.alt):
                other = found.setdefault(match_key(label), concept.code)
                if other != concept.code:
                    raise LexiconProblem(f"{label!r} means {other} and {concept.code} of {scheme}", where="schemes.tsv")
    return MappingProxyType(found)


def named(scheme: str, label: str, language: str = "vi") -> str | None:
    """The code of the concept that a label names, whatever its case and tone placement, or None.

    Labels are in Vietnamese and, for texts in English, in English; other languages have none and find nothing.
    """
    return _labels(scheme, language).get(match_key(label)) if language in ("vi", "en") else None


def beginning(scheme: str, name: str) -> str | None:
    """The code of the concept whose label, the longest one, begins a name: ``Huân chương Lao động`` is an order; or None."""
    labels = _labels(scheme, "vi")
    words = match_key(name).split(" ")
    for count in range(len(words), 0, -1):
        code = labels.get(" ".join(words[:count]))
        if code is not None:
            return code
    return None
