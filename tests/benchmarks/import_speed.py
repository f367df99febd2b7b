"""How fast an import is, stage by stage, and against the bulk load of what it results in; all in one run.

    python tests/benchmarks/import_speed.py [--articles N] [--corpus FILE.jsonl.gz] [--jobs N]

The corpus is a JSON Lines file of articles; without one the sample articles are varied (names of people and places, days,
figures) until there are N of them. Times differ between machines: read the ratios.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

import pyoxigraph

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

T = TypeVar("T")

SEED = 20230329
CORPUS = "BIENBAN_CORPUS"


def say(line: str = "") -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result of some work and the seconds it took."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


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


def stages(articles: list[Article]) -> Iterator[tuple[str, float]]:
    """Seconds of each stage over all articles, in one process."""
    reader = language("vi")
    reader.read(articles[0])  # the lexicon is loaded once a process

    def extract() -> list[Extracted]:
        found = [reader.read(a) for a in articles]
        return [Extracted(article=r.article, facts=r.facts, sentences=r.sentences, extractor="bienban-vi") for r in found]

    read, seconds = timed(extract)
    yield "extraction", seconds
    graphs, seconds = timed(lambda: [build(e) for e in read])
    yield "mapping", seconds
    check(read[0], graphs[0])  # the shapes are loaded once a process
    _, seconds = timed(lambda: [check(e, g) for e, g in zip(read, graphs, strict=True)])
    yield "validation", seconds
    yield "storing", timed(lambda: store_all(graphs))[1]


def store_all(graphs: list[ArticleGraph]) -> None:
    """Store graphs in a store of their own, merged graph included."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "store", write=True, create=True) as store:
        for _ in store.replace_many(graphs):
            pass


def whole_import(articles: list[Article], path: Path, jobs: int) -> float:
    """Seconds from articles in memory to a durable, validated store."""

    def run() -> None:
        with StoreSink.open(str(path), keep_text=True) as sink:
            Importer(sink, jobs=jobs).run(articles)

    return timed(run)[1]


def bulk_load(dump: bytes) -> float:
    """Seconds in which Oxigraph bulk-loads the same quads into an empty store on disk."""
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
    args = parser.parse_args()
    articles = from_corpus(args.corpus, args.articles) if args.corpus else varied(args.articles)
    count, size = len(articles), sum(len(a.text) for a in articles)
    say(f"{count} articles of {size / count:,.0f} characters, {args.corpus or 'generated'}")

    say(f"\n{'one process':14}{'articles/s':>12}{'ms/article':>12}")
    for name, seconds in stages(articles):
        say(f"{name:14}{count / seconds:12,.0f}{1000 * seconds / count:12.2f}")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store"
        seconds = whole_import(articles, path, args.jobs)
        with open_store(path) as store:
            info = store.info()
            dump = b"".join(store.export("nquads"))
    loading = bulk_load(dump)
    own = info.quads - info.reference_quads
    say(f"\nwhole import  {count / seconds:12,.0f}{1000 * seconds / count:12.2f}   ({args.jobs} processes)")
    say(f"bulk load     {count / loading:12,.0f}{1000 * loading / count:12.2f}   ({info.quads:,} quads by Oxigraph)")
    say(f"ratio of the import to the bulk load: {seconds / loading:.1f}")
    say(f"\nquads per article: {own / count:.0f}; per evidenced fact: {info.quads_per_fact or 0:.1f}")


if __name__ == "__main__":
    main()
