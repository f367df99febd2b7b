"""A store to work with: ask, query, iterate over facts, add and remove articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from bienban.api import listing
from bienban.api.reading import items, settings_of
from bienban.api.table import Row, Table
from bienban.api.things import (
    AwardGiven,
    Body,
    Figure,
    Happening,
    Official,
    Paper,
    Participation,
    Post,
    Proof,
    Saying,
    Thing,
)
from bienban.errors import StoreProblem
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.endpoint import Endpoint
from bienban.pipeline.summary import ImportSummary
from bienban.queries.catalogue import Catalogue, load
from bienban.store.base import Rows, StoreInfo, Triples

if TYPE_CHECKING:
    import rdflib

    from bienban.sources.base import Item
    from bienban.store.embedded import EmbeddedStore
    from bienban.store.served import ServedStore

__all__ = ["KnowledgeGraph", "open_graph"]

F = TypeVar("F")


def open_graph(where: str | Path | Endpoint, *, create: bool = False) -> KnowledgeGraph:
    """The store in a directory, or behind a SPARQL server where ``where`` is an address.

    ``create`` makes a store where there is none; else nothing is written before something is added.

    Raises:
        StoreMissing: there is no store.
        StoreProblem: it cannot be opened.
    """
    if isinstance(where, str) and where.startswith(("http://", "https://")):
        where = Endpoint(url=where)
    return KnowledgeGraph(where if isinstance(where, Endpoint) else Path(where), create=create)


class KnowledgeGraph:
    """An open store; use it in a ``with`` statement, or :meth:`close` it.

    It reads the state that was published last when it was opened, or when this object last wrote; :meth:`refresh` takes up
    what other processes have imported since.
    """

    def __init__(self, where: Path | Endpoint, *, create: bool = False, language: str = "vi") -> None:
        self._where = where
        self._language = language
        self._opened: EmbeddedStore | ServedStore | None = None
        self._closed = False
        if create and isinstance(where, Path):
            from bienban.store import open_store

            open_store(where, create=True).close()
        self._store()

    def _store(self) -> EmbeddedStore | ServedStore:
        if self._closed:
            raise StoreProblem("it is closed", where=str(self._where), todo="open it again")
        if self._opened is None:
            from bienban.store import open_endpoint, open_store

            self._opened = open_endpoint(self._where) if isinstance(self._where, Endpoint) else open_store(self._where)
        return self._opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        where = self._where.url if isinstance(self._where, Endpoint) else self._where
        return f"<KnowledgeGraph in {where}>"

    def close(self) -> None:
        """Let go of its files; a second call does nothing."""
        self.refresh()
        self._closed = True

    def refresh(self) -> None:
        """Read what has been published since."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    # What it says

    def questions(self) -> Catalogue:
        """The named questions, with their parameters and what they mean."""
        return load()

    def ask(self, name: str, /, *, limit: int | None = None, **values: str | PartialDate | Thing) -> Table:
        """Answer a named question; ``since`` and ``until`` stand for its parameters ``from`` and ``to``.

        Raises:
            UsageProblem: there is no such question, or a value does not fit.
        """
        return self._answer(name, values, limit)

    def _answer(self, name: str, values: Mapping[str, str | PartialDate | Thing], limit: int | None = None) -> Table:
        question = load().question(name)
        text = question.bind({_parameter(k): _text(v) for k, v in values.items()}, language=self._language, limit=limit)
        english = self._language == "en"
        return Table(self._select(text), tuple((c.variable, c.en if english else c.vi) for c in question.columns))

    def query(self, sparql: str) -> Table | bool | rdflib.Graph:
        """Run any SPARQL 1.1 query; the usual prefixes need not be declared.

        A SELECT gives a table, an ASK a truth value, CONSTRUCT and DESCRIBE a graph of rdflib.

        Raises:
            QueryProblem: it cannot be parsed or evaluated.
        """
        from bienban.queries.names import with_prefixes

        found = self._store().query(with_prefixes(sparql))
        if isinstance(found, Rows):
            return Table(found)
        return _rdflib(found) if isinstance(found, Triples) else found

    def select(self, sparql: str) -> Table:
        """The table of a SELECT query.

        Raises:
            QueryProblem: it is a query of another kind, or cannot be evaluated.
        """
        from bienban.queries.names import with_prefixes

        return Table(self._select(with_prefixes(sparql)))

    def _select(self, text: str) -> Rows:
        from bienban.store.base import select

        return select(self._store(), text)

    def _each(self, name: str, make: Callable[[Row], F], values: dict[str, str | PartialDate | Thing]) -> Iterator[F]:
        return map(make, self._answer(name, values))

    # Facts, one by one

    def participations(self, **values: str | PartialDate | Thing) -> Iterator[Participation]:
        """Who took part in which event; ``event``, ``person``, ``organization``, ``role``, ``since``, ``until``."""
        return self._each("participants", listing.participation, values)

    def posts(self, **values: str | PartialDate | Thing) -> Iterator[Post]:
        """Who holds which post; ``person``, ``organization``, ``on``."""
        return self._each("posts", listing.post, values)

    def events(self, **values: str | PartialDate | Thing) -> Iterator[Happening]:
        """What took place; ``event``, ``kind``, ``place``, ``since``, ``until``."""
        return self._each("events", listing.event, values)

    def documents(self, **values: str | PartialDate | Thing) -> Iterator[Paper]:
        """Which documents are named; ``document``, ``number``, ``kind``, ``issuer``."""
        return self._each("documents", listing.document, values)

    def awards(self, **values: str | PartialDate | Thing) -> Iterator[AwardGiven]:
        """Who was commended; ``event``, ``recipient``, ``conferrer``, ``type``, ``since``, ``until``."""
        return self._each("awards", listing.award, values)

    def figures(self, **values: str | PartialDate | Thing) -> Iterator[Figure]:
        """Which figures are reported; ``indicator``, ``area``, ``period``."""
        return self._each("figures", listing.figure, values)

    def statements(self, **values: str | PartialDate | Thing) -> Iterator[Saying]:
        """Who said what; ``speaker``, ``event``, ``kind``, ``about``, ``since``, ``until``."""
        return self._each("statements", listing.statement, values)

    def persons(self, **values: str | PartialDate | Thing) -> Iterator[Official]:
        """The people named; ``person``, ``organization``."""
        return self._each("persons", listing.person, values)

    def bodies(self, **values: str | PartialDate | Thing) -> Iterator[Body]:
        """The organizations named; ``organization``, ``area``; their class as ``class_``."""
        return self._each("organizations", listing.body, values)

    def evidence(self, thing: str | Thing) -> tuple[Proof, ...]:
        """Every sentence that supports a thing, by its IRI or name."""
        return tuple(self._each("evidence", listing.proof, {"thing": thing}))

    # Articles

    def articles(self) -> tuple[str, ...]:
        """The IRIs of all articles."""
        return self._store().articles()

    def info(self) -> StoreInfo:
        """What is in the store, counted."""
        return self._store().info()

    def add(
        self,
        *sources: str | Path | Article,
        publisher: str | None = None,
        date: str | PartialDate | None = None,
        strict: bool = False,
        jobs: int | None = None,
    ) -> ImportSummary:
        """Read, extract, validate and store articles; what cannot be used is in the summary's ``aside``, with its reason.

        Raises:
            UsageProblem: a path does not exist.
            StoreLocked: another process writes the store.
        """
        from bienban.pipeline.destinations import open_sink
        from bienban.pipeline.importer import Importer

        settings = settings_of(publisher=publisher, date=date)
        paths = [source for source in sources if not isinstance(source, Article)]
        given: list[Item] = [source for source in sources if isinstance(source, Article)]
        read = items(paths, settings) if paths else iter(())
        where = self._where
        self.refresh()
        endpoint = where if isinstance(where, Endpoint) else None
        with open_sink(str(where), endpoint, dry_run=False, keep_text=True) as sink:
            return Importer(sink, strict=strict, jobs=jobs).run(item for group in (given, read) for item in group)

    def remove(self, article: str) -> str:
        """Take an article out, by its address, id, file stem or IRI; gives its IRI.

        Raises:
            UsageProblem: there is none, or several may be meant.
            StoreLocked: another process writes the store.
        """
        from bienban.pipeline.article_names import find_article
        from bienban.store import open_store

        found = find_article(self._store(), article)
        if isinstance(self._where, Endpoint):
            self._store().remove(found)
            return found
        self.refresh()
        with open_store(self._where, write=True) as store:
            store.remove(found)
        return found


def _parameter(name: str) -> str:
    """The parameter of a question; Python keeps some words for itself."""
    return {"since": "from", "until": "to"}.get(name, name.removesuffix("_"))


def _text(value: str | PartialDate | Thing) -> str:
    return (value.iri or value.name) if isinstance(value, Thing) else str(value)


def _rdflib(found: Triples) -> rdflib.Graph:
    import rdflib

    from bienban.graph.vocab import PREFIXES

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in found.triples), format="nt")
    return graph
