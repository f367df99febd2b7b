"""How fast search is, facets included, nothing remembered; and what it costs to make the index and to keep it in step.

    python tests/benchmarks/search_speed.py [--articles N] [--store DIR] [--questions N]

The store is one of invented articles (``invented_store.py``), kept where ``--store`` says. Questions are drawn from the names
that the index holds: whole names, with diacritics and without, beginnings, common words, phrases, abbreviations, narrowed ones.
Times are of one thread, in milliseconds of the clock and of the processor: on a machine with other work read the second.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bienban.graph.build import build_graph
from bienban.search.finding import count_facets, every, find
from bienban.search.index import Index, Snapshot
from bienban.search.keeping import follow
from bienban.search.kinds import KindName
from bienban.search.question import Search
from bienban.store import open_store
from bienban.text import fold_marks

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.invented import SEED, invent
from benchmarks.invented_store import store_of

COMMON = ("hội nghị", "nguyen", "UBND huyện", "chủ tịch", "xa", "bí thư tỉnh ủy", "ubnd", "công ty", "so y te", "nghi quyet ve")


def say(line: str = "") -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor that some work takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)


def questions(snapshot: Snapshot, wanted: int) -> Iterator[tuple[str, Search]]:
    """Questions by how they are made, the same for the same index."""
    dice = Random(SEED)  # noqa: S311 - the same questions every time
    kinds: tuple[KindName, ...] = ("person", "body", "event", "document", "place")
    names = [hit.label.text for kind in kinds for hit in islice(every(snapshot, Search(kinds=(kind,))), 2_000)]
    for number in range(wanted):
        name = dice.choice(names)
        match number % 6:
            case 0:
                yield "name as written", Search(words=name)
            case 1:
                yield "name folded", Search(words=fold_marks(name))
            case 2:
                yield "beginning", Search(words=fold_marks(name)[: dice.randint(3, 9)])
            case 3:
                yield "common words", Search(words=COMMON[number // 6 % len(COMMON)])
            case 4:
                yield "in quotes", Search(words=f'"{" ".join(name.split()[:3])}"')
            case _:
                narrowed = {"year": (str(dice.randint(2012, 2025)),)}
                yield "narrowed", Search(words=dice.choice(COMMON), kinds=(dice.choice(("person", "event")),), facets=narrowed)  # type: ignore[arg-type]


def asked(snapshot: Snapshot, search: Search) -> None:
    """What a page does."""
    find(snapshot, search, limit=25)
    count_facets(snapshot, search, size=9)


def one_article(path: Path, number: int) -> tuple[float, float, int]:
    """What it takes to follow one article more: both times, and the things read again."""
    made = invent(number)
    with open_store(path, write=True) as store:
        store.replace(build_graph(made.article, made.facts, sentences=made.sentences, extractor="bienban-vi"))
    read: list[int] = []

    def work() -> None:
        followed = follow(path)
        read.append(0 if followed is None or followed.anew else followed.things)

    return *timed(work), read[0]


def measure(path: Path, wanted: int, articles: int) -> None:
    """Print everything."""
    clock, processor = timed(lambda: follow(path))
    snapshot = Index(path).snapshot()
    size = sum(file.stat().st_size for file in snapshot.path.iterdir())
    say(f"{articles:,} articles, {snapshot.searcher.num_docs:,} things, {size / 1e6:,.0f} MB")
    say(f"index brought up to date in {clock / 1000:,.1f} s ({processor / 1000:,.1f} s of the processor)")
    found: dict[str, list[tuple[float, float]]] = {}
    for kind, search in questions(snapshot, wanted):
        found.setdefault(kind, []).append(timed(lambda search=search: asked(snapshot, search)))  # type: ignore[misc]
    found["everything, no words"] = [timed(lambda: asked(snapshot, Search())) for _ in range(5)]
    say(f"\n{'ms':22}{'median':>9}{'95 %':>9}{'most':>9}{'processor, median':>20}")
    found["all"] = [both for some in found.values() for both in some]
    for kind, times in found.items():
        clocks = sorted(t for t, _ in times)
        most, late = clocks[-1], clocks[int(0.95 * (len(clocks) - 1))]
        median = statistics.median(clocks)
        say(f"{kind:22}{median:9.1f}{late:9.1f}{most:9.1f}{statistics.median(p for _, p in times):20.1f}")
    for number in (articles + 10_001, articles + 10_002):
        clock, processor, things = one_article(path, number)
        say(f"\none article more: {things} things read again, {clock:,.0f} ms ({processor:,.0f} of the processor)")


def main() -> None:
    """Run everything once and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000, metavar="N")
    parser.add_argument("--store", type=Path, metavar="DIR", help="where the store is, or is to be kept")
    parser.add_argument("--questions", type=int, default=240, metavar="N")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        measure(store_of(args.articles, args.store or Path(folder) / "store"), args.questions, args.articles)


if __name__ == "__main__":
    main()
