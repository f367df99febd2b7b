"""IRIs of merged things, and which of them only one article stands behind.

A discriminator that begins with ``z`` marks a thing that is *scoped*: nothing settles that two articles mean the same, so its
IRI comes from the article-level node. No other discriminator begins so; what is scoped can be told from the IRI alone.
"""

from __future__ import annotations

from functools import lru_cache

from bienban.graph.terms import Term, parse_literal
from bienban.graph.vocab import BASE
from bienban.text import disc, match_key
from bienban.text import slug as slug_of

__all__ = ["is_scoped", "key_of", "mint", "part", "scoped", "settled_disc", "slug", "tail", "text_of"]

_SCOPED = "z"
_INSTEAD = "y"


slug = lru_cache(maxsize=16384)(slug_of)


@lru_cache(maxsize=16384)
def text_of(literal: Term | None) -> str:
    """The characters of a literal; nothing for None."""
    return "" if literal is None else parse_literal(literal)[0]


def key_of(literal: Term | None) -> str:
    """The characters of a literal in the form under which two spellings are equal; nothing for None."""
    return match_key(text_of(literal))


def settled_disc(*key: str, lead: str = "") -> str:
    """The discriminator of a key that means the same in every article; ``lead`` gives its first letter, for an order."""
    found = disc(*key)
    return (lead or (_INSTEAD if found[0] == _SCOPED else found[0])) + found[1:]


def mint(kind: str, readable: str, *key: str, lead: str = "") -> Term:
    """The IRI of a thing by a key that means the same in every article; ``readable`` must follow from the key."""
    return Term(f"<{BASE}id/{kind}/{slug(readable)}-{settled_disc(kind, *key, lead=lead)}>")


def scoped(kind: str, readable: str, local: Term) -> Term:
    """The IRI of a thing that only this article-level node stands for."""
    return Term(f"<{BASE}id/{kind}/{slug(readable)}-{_SCOPED}{disc('scoped', local)[:11]}>")


def part(owner: Term, kind: str, *key: str) -> Term:
    """The IRI of a part of a merged thing."""
    return Term(f"{owner[:-1]}#{kind}-{settled_disc(*key)}>")


def tail(name: Term) -> str:
    """The discriminator at the end of an IRI, or of the code of a concept."""
    return name[:-1].rpartition("-")[2]


@lru_cache(maxsize=16384)
def is_scoped(name: Term) -> bool:
    """Whether only one article-level node can stand behind this IRI."""
    whole = name.partition("#")[0].rstrip(">")
    return whole.startswith(f"<{BASE}id/") and whole.rpartition("-")[2].startswith(_SCOPED)
