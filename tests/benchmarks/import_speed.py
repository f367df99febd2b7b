"""How fast an import is, stage by stage, and against the bulk load of what it results in; all in one run.

    python tests/benchmarks/import_speed.py [--articles N] [--corpus FILE.jsonl.gz] [--jobs N] [--rounds N] [--pyshacl N]

The corpus is a JSON Lines file of articles; without one the sample articles are varied (names of people and places, days,
figures) until there are N of them. Times differ between machines, and where others use the machine too the wall clock says
little: read the ratios, those of processor time first. Import and bulk load take turns.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

import pyoxigraph
import pyshacl
from rdflib import Graph

from bienban.lang.registry import language
from bienban.model.article import Article
from bienban.model.graph import ArticleGraph
from bienban.pipeline.importer import Importer
from bienban.pipeline.sinks import StoreSink
from bienban.pipeline.stages import Extracted, build, check
from bienban.resources import resource
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths
from bienban.store import open_store
from bienban.store.folders import packed
from bienban.store.prepared import PreparedGraph, prepared
from bienban.validate.catalogue import shapes_graph
from bienban.validate.rdf import graph_of

T = TypeVar("T")

SEED = 20230329
CORPUS = "BIENBAN_CORPUS"


def say(line: str = "") -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, and of all processors; those of them that the writing process itself used."""

    clock: float
    processor: float
    own: float

    def each(self, count: int) -> str:
        """Milliseconds for each of some articles."""
        return f"{1000 * self.clock / count:12.2f}{1000 * self.processor / count:12.2f}"


def processor_seconds() -> float:
    """Processor time of this process and of all it started, also of those that still run (read from ``/proc``)."""
    total, tick = sum(os.times()[:4]), os.sysconf("SC_CLK_TCK")
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parts = path.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(parts[1]) == os.getpid():
                total += sum(map(int, parts[11:15])) / tick
    return total


def timed(work: Callable[[], T]) -> tuple[T, Took]:
    """The result of some work and what it took."""
    clock, processor, own = time.perf_counter(), processor_seconds(), time.process_time()
    found = work()
    return found, Took(time.perf_counter() - clock, processor_seconds() - processor, time.process_time() - own)


def from_corpus(path: Path, wanted: int) -> list[Article]:
    """The first articles of a corpus."""
    return list(islice((i for i in read_paths((str(path),), ReadSettings()) if isinstance(i, Article)), wanted))


def varied(wanted: int) -> list[Article]:
    """The samples over and over, each time with other people, places, days and figures."""
    samples = [a for a in read_paths((str(resource("data", "articles")),), ReadSettings()) if isinstance(a, Article)]
    dice = Random(SEED)  # noqa: S311 - the same articles every time
    given = ["An", "Bình", "Châu", "Dũng", "Giang", "Hà", "Khôi", "Lan", "Minh", "Nga", "Phúc", "Quân", "Sơn", "Tâm", "Vân"]
    middle = ["Văn", "Thị", "Hữu", "Ngọc", "Đình", "Xuân", "Minh", "Thu"]
    name = re.compile(r"\b(Nguyễn|Trịnh|Phan|Lương|Đặng|Võ|Hồ|Mai|Bùi|Tạ|Kiều|Châu|Đinh|Lê|Ngô) \w+(?: [A-ZĐ]\w+)+")

    def vary(number: int) -> Article:
        base = samples[number % len(samples)]
        names: dict[str, str] = {}

        def other(match: re.Match[str]) -> str:
            return names.setdefault(match.group(), f"{match[1]} {dice.choice(middle)} {dice.choice(given)}")

        text = re.sub(r"\b([1-9]|1\d|2[0-8])/(\d{1,2})/(20\d\d)", lambda m: f"{dice.randint(1, 28)}/{m[2]}/{m[3]}", base.text)
        return replace(base, text=name.sub(other, text), id=f"{base.stem}-{number}", url=None, stem=f"{base.stem}-{number}")

    return [vary(n) for n in range(wanted)]


def stages(articles: list[Article], with_pyshacl: int) -> Iterator[tuple[str, int, Took]]:
    """What each stage takes over all articles, in one process: name, number of articles, time."""
    reader = language("vi")
    reader.read(articles[0])  # the lexicon is loaded once a process

    def extract() -> list[Extracted]:
        found = [reader.read(a) for a in articles]
        return [Extracted(article=r.article, facts=r.facts, sentences=r.sentences, extractor="bienban-vi") for r in found]

    count = len(articles)
    read, took = timed(extract)
    yield "extraction", count, took
    graphs, took = timed(lambda: [build(e) for e in read])
    yield "mapping", count, took
    for graph, one in zip(graphs[:100], read, strict=False):
        check(one, graph)  # shapes and queries are loaded once a process
    _, took = timed(lambda: [check(e, g) for e, g in zip(read, graphs, strict=True)])
    yield "validation", count, took
    if with_pyshacl:
        yield "by pyshacl", with_pyshacl, timed(lambda: validate_by_pyshacl(graphs[:with_pyshacl]))[1]
    ready, took = timed(lambda: [(prepared(g), packed(a.text)) for g, a in zip(graphs, articles, strict=True)])
    yield "preparing", count, took
    yield "storing", count, timed(lambda: store_all([graph for graph, _ in ready]))[1]


def validate_by_pyshacl(graphs: list[ArticleGraph]) -> None:
    """What validation is compared with: the same shapes, called as its documentation says."""
    for graph in graphs:
        data = Graph()
        data += graph_of(graph.triples)
        pyshacl.validate(data, shacl_graph=shapes_graph(), inplace=True)


def store_all(graphs: list[PreparedGraph]) -> None:
    """Store graphs in a store of their own, merged graph included."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "store", write=True, create=True) as store:
        for _ in store.replace_many(graphs):
            pass


def whole_import(articles: list[Article], path: Path, jobs: int) -> Took:
    """The time from articles in memory to a durable, validated store."""

    def run() -> None:
        with StoreSink.open(str(path), keep_text=True) as sink:
            Importer(sink, jobs=jobs).run(articles)

    return timed(run)[1]


def bulk_load(dump: bytes) -> Took:
    """The time in which Oxigraph bulk-loads the same quads into an empty store on disk."""
    with tempfile.TemporaryDirectory() as folder:
        store = pyoxigraph.Store(folder)

        def load() -> None:
            store.bulk_load(input=dump, format=pyoxigraph.RdfFormat.N_QUADS)
            store.flush()

        return timed(load)[1]


def main() -> None:
    """Run everything once and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400, metavar="N")
    parser.add_argument("--corpus", type=Path, default=os.environ.get(CORPUS), help=f"JSON Lines; default ${CORPUS}")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="imports and bulk loads, taking turns")
    parser.add_argument("--pyshacl", type=int, default=0, metavar="N", help="validate the first N articles with pyshacl too")
    args = parser.parse_args()
    articles = from_corpus(args.corpus, args.articles) if args.corpus else varied(args.articles)
    count, size = len(articles), sum(len(a.text) for a in articles)
    say(f"{count} articles of {size / count:,.0f} characters, {args.corpus or 'generated'}")

    say(f"\n{'one process':14}{'articles/s':>12}{'ms/article':>12}{'processor':>12}")
    for name, number, took in stages(articles, args.pyshacl):
        say(f"{name:14}{number / took.processor:12,.0f}{took.each(number)}")
    compare(articles, args.jobs, args.rounds)


def compare(articles: list[Article], jobs: int, rounds: int) -> None:
    """Import and bulk load in turns, and their ratios."""
    count, dump = len(articles), b""
    say(f"\n{'':14}{'articles/s':>12}{'ms/article':>12}{'processor':>12}")
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store"
            took = whole_import(articles, path, jobs)
            with open_store(path) as store:
                info = store.info()
                dump = dump or b"".join(store.export("nquads"))
        loading = bulk_load(dump)
        own = info.quads - info.reference_quads
        clock, processor = took.clock / loading.clock, took.processor / loading.processor
        say(f"whole import  {count / took.clock:12,.0f}{took.each(count)}   ({jobs} jobs; writer {1000 * took.own / count:.2f})")
        say(f"bulk load     {count / loading.clock:12,.0f}{loading.each(count)}   ({info.quads:,} quads by Oxigraph)")
        say(f"ratio of the two: {clock:.1f} by the clock, {processor:.1f} in processor time")
    say(f"\nquads per article: {own / count:.0f}; per evidenced fact: {info.quads_per_fact or 0:.1f}")


if __name__ == "__main__":
    main()
