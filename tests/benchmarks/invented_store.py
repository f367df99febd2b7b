"""A store of invented articles, as large as you like and the same every time, made fast: for the benchmarks of server and search.

    python tests/benchmarks/invented_store.py --articles 40000 DIR     # article graphs, merged graph, schemes; published
    python tests/benchmarks/invented_store.py --check CORPUS.jsonl.gz  # facts an article beside those of a corpus

``store_of(articles, path)`` makes the same from Python, or finds it made. The graphs are those that an import would write, and
merged as :func:`bienban.identity.merge.merge_all` does it; the engine's bulk load puts them in, and the texts are not kept.
The articles themselves are in ``invented.py``.
"""

from __future__ import annotations

import argparse
import io
import pickle
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from multiprocessing import Pool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

import pyoxigraph as ox

from bienban.graph.build import build_graph
from bienban.graph.mint import graph_iri
from bienban.graph.terms import Term, Triple
from bienban.identity.contribution import ArticleFacts
from bienban.identity.persons import LocalPerson, resolve
from bienban.identity.single import SINGLE, best
from bienban.lang.registry import language
from bienban.model.article import Article
from bienban.model.facts import Facts
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths
from bienban.store import open_store
from bienban.store.changes import packed
from bienban.store.layout import Layout
from bienban.store.ledger import Entry, Ledger, sum_of

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.invented import DENSITY, invent

__all__ = ["store_of"]

PART = 200
"""Articles that a process makes at a time."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some articles: their graphs as N-Quads, their sums for the ledger, their persons; the triples wait in a file."""

    quads: bytes
    entries: tuple[Entry, ...]
    persons: tuple[LocalPerson, ...]
    waiting: Path


def _graphs(given: tuple[range, Path]) -> Part:
    """Make a part."""
    numbers, waiting = given
    lines: list[str] = []
    entries: list[Entry] = []
    persons: list[LocalPerson] = []
    made = []
    for number in numbers:
        found = invent(number)
        graph = build_graph(found.article, found.facts, sentences=found.sentences, extractor="bienban-vi")
        triples = tuple((Term(s), Term(p), Term(o)) for s, p, o in graph.triples)
        name = graph_iri(graph.article)
        lines += (f"{s} {p} {o} <{name}> .\n" for s, p, o in triples)
        entries.append(Entry(graph.article, sum_of(triples)))
        persons += ArticleFacts(graph.article, triples).persons
        made.append((graph.article, triples))
    waiting.write_bytes(pickle.dumps(made))
    return Part("".join(lines).encode(), tuple(entries), tuple(persons), waiting)


def _merged(given: tuple[Path, dict[Term, Term]]) -> tuple[bytes, list[Triple]]:
    """What a part says in the merged graph as N-Triples, and apart from it what only one value is kept of."""
    waiting, names = given
    said: set[Triple] = set()
    for article, triples in pickle.loads(waiting.read_bytes()):  # noqa: S301 - written above
        said |= ArticleFacts(article, triples).triples(names)
    waiting.unlink()
    return "".join(f"{s} {p} {o} .\n" for s, p, o in said if p not in SINGLE).encode(), [t for t in said if t[1] in SINGLE]


def store_of(articles: int, path: Path, *, processes: int = 2) -> Path:
    """A published store of so many invented articles at a path that is free, or has it already."""
    layout = Layout(path)
    if layout.numbers():
        return path
    open_store(path, write=True, create=True).close()
    database = ox.Store(layout.data)
    ledger = Ledger(layout.ledger, write=True)
    with TemporaryDirectory() as folder, Pool(processes) as pool:
        parts = [(range(at, min(at + PART, articles)), Path(folder) / f"{at}") for at in range(0, articles, PART)]
        persons: list[tuple[Path, tuple[LocalPerson, ...]]] = []
        _load(database, _article_graphs(pool.imap_unordered(_graphs, parts), ledger, persons))
        names = resolve(person for _, some in persons for person in some)
        todo = ((waiting, {person.node: names[person.node] for person in some}) for waiting, some in persons)
        _load(database, _merged_graph(pool.imap_unordered(_merged, todo)))
    ledger.put(2, (), packed(None))
    ledger.close()
    database.optimize()  # as after any import of so much (bienban.store.growth)
    database.flush()
    del database
    layout.unpublished.touch()
    open_store(path, write=True).close()
    return path


def _article_graphs(
    parts: Iterable[Part], ledger: Ledger, persons: list[tuple[Path, tuple[LocalPerson, ...]]]
) -> Iterator[bytes]:
    for part in parts:
        ledger.put(2, part.entries)
        persons.append((part.waiting, part.persons))
        yield part.quads


def _merged_graph(parts: Iterable[tuple[bytes, list[Triple]]]) -> Iterator[bytes]:
    kept: dict[tuple[Term, Term], Term] = {}
    for data, single in parts:
        for s, p, o in single:
            kept[s, p] = best((kept.get((s, p), o), o))
        yield data
    yield "".join(f"{s} {p} {o} .\n" for (s, p), o in kept.items()).encode()


class _Joined(io.RawIOBase):
    """Pieces as one file to be read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._left and (piece := next(self._pieces, None)) is not None:
            self._left = memoryview(piece)
        found = bytes(self._left[:size]) if size >= 0 else bytes(self._left)
        self._left = self._left[len(found) :]
        return found


def _load(database: ox.Store, pieces: Iterator[bytes]) -> None:
    """All in one go: each load of its own makes files that the engine must merge with all before."""
    database.bulk_load(cast(IO[bytes], _Joined(pieces)), ox.RdfFormat.N_QUADS, lenient=True)


def _density(all_facts: Iterable[Facts]) -> dict[str, float]:
    found: Counter[str] = Counter()
    articles = 0
    for facts in all_facts:
        articles += 1
        found.update({f.name: len(getattr(facts, f.name)) for f in fields(facts) if f.name in DENSITY})
    return {kind: found[kind] / articles for kind in DENSITY}


def _check(corpus: Path, articles: int) -> bool:
    """Print facts an article of both; whether all are within a tenth of each other."""
    reader = language("vi")
    inputs = (item for item in read_paths((str(corpus),), ReadSettings()) if isinstance(item, Article))
    every = list(inputs)
    theirs = _density(reader.read(a).facts for a in every[:: max(1, len(every) // articles)])
    ours = _density(invent(number).facts for number in range(2_000))
    fine = True
    for kind, mean in theirs.items():
        near = abs(ours[kind] - mean) <= max(0.1 * mean, 0.02)
        fine &= near
        sys.stdout.write(f"{kind:16}{mean:8.2f}{ours[kind]:8.2f}  {'' if near else 'differs'}\n")
    return fine


def main() -> None:
    """Make a store, or compare with a corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, metavar="DIR")
    parser.add_argument("--articles", type=int, default=1_000, metavar="N")
    parser.add_argument("--check", type=Path, metavar="CORPUS", help="JSON Lines of articles to compare with")
    args = parser.parse_args()
    if args.check is not None:
        sys.exit(0 if _check(args.check, 400) else 1)
    if args.path is None:
        parser.error("name a directory for the store")
    begun = time.perf_counter()
    store_of(args.articles, args.path)
    sys.stdout.write(f"{args.articles:,} articles in {args.path}, {time.perf_counter() - begun:.0f} s\n")


if __name__ == "__main__":
    main()
