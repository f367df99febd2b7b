"""People who are left out of what is published, and what that leaves of an article's graph and of its text.

The store keeps their names in ``suppressed.json`` and takes them out of every article graph before it is written: the person with
all facts that hang on it, and the name out of quotes, headlines and other words, letter by letter, so that offsets stay right.
What is worked out of the article graphs (the merged graph, search, pages, dumps, the change feed) then never knew of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from bienban.errors import StoreProblem
from bienban.graph.prune import without
from bienban.graph.terms import Term, Triple, iri_text, parse_literal, string
from bienban.graph.vocab import term
from bienban.identity.contribution import ArticleFacts
from bienban.identity.names import key_of
from bienban.identity.view import type_of
from bienban.model.graph import ArticleGraph
from bienban.store.folders import write_whole
from bienban.text import match_key, move_tone, nfc

__all__ = ["MASK", "Suppressed", "Suppression", "cleaned"]

MASK = "█"
"""Stands for each letter of a name that is left out."""

NAME = term("foaf:name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One person: the name, by which posts (IRIs) a namesake is told from the person (none: every bearer of the name is meant).

    ``reason`` and ``at`` (a day) are for whoever keeps the store; nothing of this is published.
    """

    name: str
    posts: tuple[str, ...] = ()
    reason: str
    at: str

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return match_key(self.name)


class Suppressed:
    """Everybody who is left out of a store."""

    def __init__(self, everybody: Iterable[Suppression] = ()) -> None:
        self.everybody = tuple(sorted(everybody, key=lambda one: (one.key, one.posts)))

    @classmethod
    def read(cls, path: Path) -> Suppressed:
        """Those of a file; none where there is no file.

        Raises:
            StoreProblem: it is damaged. Who does not know who is to be left out must publish nobody.
        """
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            return cls(Suppression(**{**one, "posts": tuple(one["posts"])}) for one in found)
        except (FileNotFoundError, NotADirectoryError):  # what stands in the store's place is told by who opens the store
            return cls()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreProblem(
                "the list of suppressed people is damaged", where=str(path), todo="restore it from a backup"
            ) from error

    def write(self, path: Path) -> None:
        """Keep them, all or as before.

        Raises:
            StoreProblem: the file cannot be written.
        """
        text = json.dumps([asdict(one) for one in self.everybody], ensure_ascii=False, indent=1) + "\n"
        write_whole(path, text.encode())

    def __bool__(self) -> bool:
        return bool(self.everybody)

    def masked(self, text: str) -> str:
        """A text in NFC without the names, each of whose letters gives way to :data:`MASK`; as long as before."""
        return _masked(text, self._keys)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(one.key for one in self.everybody)

    def redacted(self, graph: ArticleGraph) -> ArticleGraph:
        """An article's graph without them; the same object where it has nothing of them."""
        if not self.everybody:
            return graph
        persons, hidden = self._persons(graph)
        plain = ArticleGraph(name=graph.name, article=graph.article, triples=graph.triples)
        left = without(plain, frozenset(persons)).triples
        triples = tuple(sorted({(s, p, _value(o, hidden)) for s, p, o in left}))
        if not persons and triples == tuple(sorted(graph.triples)):
            return graph
        return ArticleGraph(name=graph.name, article=graph.article, triples=triples)

    def _persons(self, graph: ArticleGraph) -> tuple[set[str], frozenset[str]]:
        """The nodes of those who are left out, and the names to cover: not those of namesakes who stay."""
        named = {s: key_of(Term(o)) for s, p, o in graph.triples if p == NAME and type_of(s) == "person"}
        bearers = {node for node, key in named.items() if key in self._keys}
        if not bearers:
            return set(), self._keys
        facts = ArticleFacts(graph.article, _typed(graph))
        posts = {str(person.node): {iri_text(post) for post in person.posts} for person in facts.persons}
        found = {node for node in bearers if self._means(named[node], posts.get(node, set()))}
        return {iri_text(Term(node)) for node in found}, self._keys - {named[node] for node in bearers - found}

    def _means(self, key: str, posts: set[str]) -> bool:
        """Whether a bearer of a name is one of them; who holds no post that is known cannot be told from them."""
        return any(one.key == key and (not one.posts or not posts or posts & set(one.posts)) for one in self.everybody)


def _masked(text: str, keys: frozenset[str]) -> str:
    if not keys:
        return text
    small = "".join(c if len(low := c.casefold()) != 1 else low for c in text)
    for found in reversed(list(_pattern(keys).finditer(move_tone(small)))):
        start, end = found.span()
        text = text[:start] + "".join(c if c.isspace() else MASK for c in text[start:end]) + text[end:]
    return text


@lru_cache(maxsize=64)
def _pattern(keys: frozenset[str]) -> re.Pattern[str]:
    spaced = (r"\s+".join(map(re.escape, key.split())) for key in sorted(keys, key=lambda key: (-len(key), key)))
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")


def _value(value: str, hidden: frozenset[str]) -> str:
    if not value.startswith('"'):
        return value
    text, language, datatype = parse_literal(Term(value))
    shown = text if datatype is not None else _masked(text, hidden)
    return value if shown == text else string(shown, language)


def _typed(graph: ArticleGraph) -> Iterable[Triple]:
    return ((Term(s), Term(p), Term(o)) for s, p, o in graph.triples)


def cleaned(name: str) -> str:
    """A name as people write it: NFC, one space between its words."""
    return " ".join(nfc(name).split())
