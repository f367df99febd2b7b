"""Leaves people out of what a store publishes, and takes that back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bienban.errors import UsageProblem
from bienban.graph.terms import iri_text, parse_literal
from bienban.model.graph import ArticleGraph
from bienban.pipeline.rereading import Kept, reread
from bienban.queries.names import as_iri, with_prefixes
from bienban.store.base import select
from bienban.store.suppressed import MASK, Suppressed, Suppression, cleaned
from bienban.text import match_key

if TYPE_CHECKING:
    from bienban.store.embedded import EmbeddedStore

__all__ = ["Undone", "person_meant", "suppress", "undo"]

Told = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Undone:
    """Who is back, in how many articles, and the articles and files that have to be imported again, for no text is kept."""

    person: Suppression
    articles: int
    again: tuple[str, ...]
    files: tuple[str, ...] = ()


def person_meant(store: EmbeddedStore, who: str, *, reason: str, day: str) -> Suppression:
    """The person that a name or the IRI of a person means: every bearer of a name, or the one with the posts of the IRI.

    Raises:
        UsageProblem: there is no such person, or the name is none.
    """
    iri = as_iri(who)
    if iri is None:
        name = cleaned(who)
        if len(match_key(name).split()) < 2:
            raise UsageProblem(f"{who!r} is no full name", todo="give at least two words, or the IRI of a person")
        return Suppression(name=name, reason=reason, at=day)
    names = select(store, with_prefixes(f"SELECT ?n {{ <{iri}> a foaf:Person ; foaf:name ?n }}")).rows
    if not names or names[0][0] is None:
        raise UsageProblem("there is no such person", where=iri, todo="bienban search --all-persons finds people")
    posts = select(store, with_prefixes(f"SELECT DISTINCT ?p {{ ?held org:member <{iri}> ; bb:post ?p }}")).rows
    found = tuple(sorted(iri_text(row[0]) for row in posts if row[0] is not None))
    return Suppression(name=parse_literal(names[0][0])[0], posts=found, reason=reason, at=day)


def suppress(store: EmbeddedStore, person: Suppression, told: Told = lambda: None) -> int:
    """Leave a person out of every article and RDF file, now and from now on; returns of how many articles that are there.

    The person is noted first: a run that was ended is made up for by the same command.
    """
    others = (one for one in store.suppressed.everybody if (one.key, one.posts) != (person.key, person.posts))
    store.suppress(Suppressed((*others, person)))
    for graph in store.file_graphs():
        store.put_graph(graph.name, graph.source, list(store.file_triples(graph.name)))
    return sum(change == "replaced" for _, change in store.replace_many(_with_name(store, told)))


def _with_name(store: EmbeddedStore, told: Told) -> Iterator[ArticleGraph]:
    """The articles that have something of people who are left out."""
    for article in store.articles():
        told()
        graph = store.graph(article)
        if graph is not None and store.suppressed.redacted(graph) is not graph:
            yield graph


def undo(store: EmbeddedStore, who: str, told: Told = lambda: None) -> Undone:
    """Let a person be published again: articles that may have been touched are read again from their texts.

    Raises:
        UsageProblem: nobody of that name is left out, or several are.
    """
    key = match_key(cleaned(who))
    found = [one for one in store.suppressed.everybody if one.key == key or who in one.posts]
    if len(found) != 1:
        what = "nobody of that name is suppressed" if not found else "several people of that name are suppressed"
        raise UsageProblem(what, where=who, todo="bienban suppress lists them" + ("; give the IRI of a post" if found else ""))
    store.suppress(Suppressed(one for one in store.suppressed.everybody if one is not found[0]))
    done, again = 0, list[str]()
    for outcome in reread(store, _touched(store, found[0], told)):
        if isinstance(outcome, Kept):
            again.append(outcome.article)
        else:
            done += outcome.changed
    store.books.forget_keys(again)
    files = (one for one in store.file_graphs() if any(MASK in o for _, _, o in store.file_triples(one.name)))
    return Undone(found[0], done, tuple(again), tuple(one.source for one in files))


def _touched(store: EmbeddedStore, person: Suppression, told: Told) -> tuple[str, ...]:
    """The articles in whose text the name stands, or in whose graph there was something left out."""
    only = Suppressed((person,))
    found = []
    for article in store.articles():
        told()
        text = store.kept_text(article)
        graph = store.of_article(article) if text is None else ()
        if (text is not None and only.masked(text) != text) or any(MASK in o for _, _, o in graph):
            found.append(article)
    return tuple(found)
