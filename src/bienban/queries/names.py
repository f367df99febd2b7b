"""Short names: the project's prefixes, declared for whoever asks, and IRIs as people read and type them."""

from __future__ import annotations

import re

from bienban.graph.vocab import BASE, PREFIXES

__all__ = ["as_iri", "prefix_lines", "shorten", "with_prefixes"]

_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.-]*)?\s*:", re.IGNORECASE)
_USED = re.compile(r"(?<![\w:<-])([A-Za-z][\w-]*):(?!//)")
_ABSOLUTE = re.compile(r"(?:https?://|urn:)[^\x00-\x20<>\"{}|^`\\]+")
_RELATIVE = re.compile(r"(?:id|concept|graph|agent)/[^\x00-\x20<>\"{}|^`\\]+")


def prefix_lines(text: str) -> str:
    """One line that declares the project's prefixes which a query uses and does not declare; empty where there is none."""
    declared = {name or "" for name in _DECLARED.findall(text)}
    used = set(_USED.findall(text)) - declared
    return " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in sorted(used & PREFIXES.keys()))


def with_prefixes(text: str) -> str:
    """The query with the project's prefixes declared in one line before it (none where it needs none)."""
    line = prefix_lines(text)
    return f"{line}\n{text}" if line else text


def as_iri(text: str) -> str | None:
    """The IRI that a person typed or copied from a table, or None where the text is words.

    >>> as_iri("id/person/to-thi-an-abc")
    'https://w3id.org/bienban/id/person/to-thi-an-abc'
    >>> as_iri("schema:startDate"), as_iri("hội nghị")
    ('https://schema.org/startDate', None)
    """
    bare = text.strip()
    if bare.startswith("<") and bare.endswith(">"):
        bare = bare[1:-1]
    if _ABSOLUTE.fullmatch(bare):
        return bare
    if _RELATIVE.fullmatch(bare):
        return BASE + bare
    prefix, colon, name = bare.partition(":")
    if colon and prefix in PREFIXES and re.fullmatch(r"[\w.-]+", name):
        return PREFIXES[prefix] + name
    return None


def shorten(iri: str) -> str:
    """The IRI as tables print it; :func:`as_iri` takes it back.

    >>> shorten("https://w3id.org/bienban/id/person/to-thi-an-abc"), shorten("https://schema.org/startDate")
    ('id/person/to-thi-an-abc', 'schema:startDate')
    """
    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and re.fullmatch(r"[\w.-]+", name):
            return f"{prefix}:{name}"
    local = iri.removeprefix(BASE)
    return local if local != iri and _RELATIVE.fullmatch(local) else iri
