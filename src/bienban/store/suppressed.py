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
from bienban.lang.vi.lexicon import table
from bienban.model.graph import ArticleGraph
from bienban.store.folders import write_whole
from bienban.text import match_key, move_tone, nfc

__all__ = ["MASK", "Suppressed", "Suppression", "cleaned"]

MASK = "█"
"""Stands for each letter of a name that is left out."""

NAME = term("foaf:name")
NAMES = (NAME, term("rdfs:label"), term("schema:name"), term("skos:prefLabel"))
PEOPLE = (term("foaf:Person"), term("schema:Person"))
TYPE = term("rdf:type")


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
        """A text in NFC without the names, each of whose letters gives way to :data:`MASK`; as long as before.

        Where a full name is in it, so are mentions by the given name after a word for people (*ông Hải*).
        """
        return _masked(text, self._keys, _named(self._keys, (text,)))

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
        given = _named(hidden, (parse_literal(Term(o))[0] for _, _, o in graph.triples if o.startswith('"')))
        triples = tuple(sorted({(s, p, _value(o, hidden, given)) for s, p, o in left}))
        if not persons and triples == tuple(sorted(graph.triples)):
            return graph
        return ArticleGraph(name=graph.name, article=graph.article, triples=triples)

    def without_people(self, triples: Iterable[Triple]) -> list[Triple]:
        """The triples of an RDF file without what is said of them and to them; in words their names are covered.

        Such a file need not know the project's posts, by which namesakes are told apart: every bearer of a name is meant.
        """
        every = list(triples)
        if not self.everybody:
            return every
        people = {s for s, p, o in every if p == NAME or (p == TYPE and o in PEOPLE)}
        gone = {s for s, p, o in every if s in people and p in NAMES and o.startswith('"') and key_of(Term(o)) in self._keys}
        given = _named(self._keys, (parse_literal(Term(o))[0] for _, _, o in every if o.startswith('"')))
        return [(s, p, Term(_value(o, self._keys, given))) for s, p, o in every if s not in gone and o not in gone]

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


def _masked(text: str, keys: frozenset[str], given: frozenset[str]) -> str:
    """``given``: those of the names whose bearers are meant by the given name as well."""
    if not keys:
        return text
    small = _folded(text)
    spans = [found.span() for found in _pattern(keys).finditer(small)]
    spans += [found.span(1) for found in _given(given).finditer(small) if not _goes_on(text, found.end())] if given else []
    for start, end in spans:
        text = text[:start] + "".join(c if c.isspace() else MASK for c in text[start:end]) + text[end:]
    return text


def _folded(text: str) -> str:
    """In small letters with the tone where keys have it, letter by letter."""
    return move_tone("".join(c if len(low := c.casefold()) != 1 else low for c in text))


def _named(keys: frozenset[str], texts: Iterable[str]) -> frozenset[str]:
    """The names that are in some of the texts in full."""
    if not keys:
        return keys
    pattern = _pattern(keys)
    return frozenset(" ".join(found[0].split()) for text in texts for found in pattern.finditer(_folded(text)))


def _goes_on(text: str, end: int) -> bool:
    """Whether a name does not end there: *ông Hải Đăng* is somebody else than *ông Hải*."""
    following = re.match(r"\s(\w)", text[end:])
    return following is not None and following[1].isupper()


@lru_cache(maxsize=64)
def _pattern(keys: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(keys)})(?!\w)")


@lru_cache(maxsize=64)
def _given(keys: frozenset[str]) -> re.Pattern[str]:
    """The last word or two of a name after a word for people; the group is the name."""
    titles = {_folded(row.need("form")) for row in table("honorifics") if row.need("kind") != "none"}
    names = {" ".join(words[-many:]) for words in map(str.split, keys) for many in (1, 2) if many < len(words)}
    return re.compile(rf"(?<!\w)(?:{_any_of(titles)})\s+({_any_of(names)})(?!\w)" if names else "(?!)")


def _any_of(phrases: Iterable[str]) -> str:
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest)


def _value(value: str, hidden: frozenset[str], given: frozenset[str]) -> str:
    if not value.startswith('"'):
        return value
    text, language, datatype = parse_literal(Term(value))
    shown = text if datatype is not None else _masked(text, hidden, given)
    return value if shown == text else string(shown, language)


def _typed(graph: ArticleGraph) -> Iterable[Triple]:
    return ((Term(s), Term(p), Term(o)) for s, p, o in graph.triples)


def cleaned(name: str) -> str:
    """A name as people write it: NFC, one space between its words."""
    return " ".join(nfc(name).split())
