"""The version of the rules, and what an article was read from under them: what is equal in both is not read twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from hashlib import blake2b, sha256
from importlib.metadata import entry_points
from pathlib import Path

import bienban
from bienban.model.article import Article
from bienban.resources import resources

__all__ = ["reading_key", "rules_version"]

_CODE = ("text.py", "model", "lang", "graph", "exchange", "validate", "pipeline/stages.py")
"""The modules that decide what graph an article has."""

_LEFT_OUT = ("text", "source")


@lru_cache(maxsize=1)
def rules_version() -> str:
    """A digest of everything that decides what is read in an article: code, lexicon, ontology, shapes, language packs."""
    digest = sha256(bienban.__version__.encode())
    for path in _files():
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    for point in sorted(entry_points(group="bienban.languages"), key=lambda p: p.name):
        digest.update(f"{point.name} {point.value} {point.dist and point.dist.version}\n".encode())
    return digest.hexdigest()[:24]


def _files() -> Iterator[Path]:
    root = Path(bienban.__file__).parent
    for name in _CODE:
        path = root / name
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))
    yield from resources("data", "lexicon/**/*.tsv")
    yield from resources("data", "reference/**/*.tsv")
    yield from resources("ontology", "**/*.ttl")
    yield from resources("shapes", "**/*.ttl")


def reading_key(article: Article) -> str:
    """Equal for two articles that give the same graph: the same text, the same metadata, the same rules."""
    said = [article.digest, rules_version()]
    said += (f"{f.name}={getattr(article, f.name)!s}" for f in fields(article) if f.name not in _LEFT_OUT)
    return blake2b("\x1f".join(said).encode(), digest_size=16).hexdigest()
