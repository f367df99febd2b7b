"""How fast reading is: against the named-entity recogniser that users have today, and as an article grows; all in one run.

    python tests/benchmarks/extraction_speed.py [--articles N] [--rounds N] [--corpus FILE.jsonl.gz] [--peer PYTHON]
    python tests/benchmarks/extraction_speed.py --growth [--corpus FILE.jsonl.gz]

The peer is underthesea's ``ner`` with the model in its package. It is no dependency of the project: without ``--peer`` a virtual
environment is made in a temporary folder and underthesea is installed there. Both sides read the same texts in processes of their
own, on the same single core, in turn (A B A B …), after a first text that loads lexicon and model. Processor time is what is
compared: it does not count the waiting when the machine is busy with other work. Times differ between machines: read the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from bienban.lang.registry import language
from bienban.model.article import Article

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.import_speed import from_corpus, say, varied

# One line of JSON in (a list of texts), one line out (seconds of processor time, seconds of the clock).
LOOP = """
import json, os, sys, time
os.sched_setaffinity(0, {int(sys.argv[1])}) if hasattr(os, "sched_setaffinity") else None
sink, sys.stdout = sys.stdout, sys.stderr
read("Ông Nguyễn Văn A dự họp.")
for line in sys.stdin:
    texts = json.loads(line)
    cpu, wall = time.process_time(), time.perf_counter()
    for text in texts:
        read(text)
    sink.write(json.dumps([time.process_time() - cpu, time.perf_counter() - wall]) + "\\n")
    sink.flush()
"""

PEER = "from underthesea import ner as read\n" + LOOP

OWN = (
    """
from bienban.lang.registry import language
from bienban.model.article import Article
reader = language("vi")
def read(text):
    return reader.read(Article(text=text, source="text", stem="a"))
"""
    + LOOP
)

GROWTH = (50_000, 200_000, 800_000, 3_200_000, 5_000_000)


@dataclass(slots=True)
class Side:
    """One side of the comparison: a process that reads texts, and the seconds it has taken."""

    process: subprocess.Popen[str]
    cpu: list[float]
    wall: list[float]

    def read(self, texts: list[str]) -> None:
        """Have the texts read once."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the process was started without pipes")
        self.process.stdin.write(json.dumps(texts) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("a reading process ended; its message stands above")
        cpu, wall = json.loads(line)
        self.cpu.append(cpu)
        self.wall.append(wall)


@contextmanager
def side(python: str, code: str, core: int) -> Iterator[Side]:
    """A process of one side, on one core, with one thread."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    process = subprocess.Popen(
        [python, "-c", code, str(core)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        yield Side(process, [], [])
    finally:
        process.kill()
        process.wait()


def install_peer(folder: str) -> str:
    """The interpreter of a new virtual environment that has underthesea."""
    say("installing underthesea into an environment of its own …")
    venv.create(folder, with_pip=True)
    python = str(Path(folder) / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "underthesea"], check=True)
    return python


def compare(articles: list[Article], rounds: int, peer: str) -> None:
    """Print articles a second of both sides, and their ratio."""
    texts = [a.text for a in articles]
    core = min(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0
    with side(sys.executable, OWN, core) as own, side(peer, PEER, core) as other:
        for number in range(rounds):
            own.read(texts)
            other.read(texts)
            say(f"round {number + 1}: {own.cpu[-1]:.2f} s and {other.cpu[-1]:.2f} s of processor time, "
                f"ratio {other.cpu[-1] / own.cpu[-1]:.0f}")  # fmt: skip
    for name, found in (("bienban", own), ("underthesea ner", other)):
        say(f"{name:16} {len(texts) / statistics.median(found.cpu):8.1f} articles per second of one core")
    ratios = [b / a for a, b in zip(own.cpu, other.cpu, strict=True)]
    wall = statistics.median(other.wall) / statistics.median(own.wall)
    say(f"ratio: median {statistics.median(ratios):.0f} (least {min(ratios):.0f}) by processor time, {wall:.0f} by the clock")


def growth(articles: list[Article]) -> None:
    """Print what a character costs in articles of growing length."""
    reader = language("vi")
    reader.read(articles[0])
    whole = "\n".join(a.text for a in articles)
    base = None
    for length in GROWTH:
        text = (whole * (length // len(whole) + 1))[:length]
        start = time.process_time()
        reader.read(replace(articles[0], text=text))
        cost = (time.process_time() - start) / length
        base = base or cost
        spent, micro = f"{cost * length:7.2f} s", f"{cost * 1e6:6.2f} µs"
        say(f"{length:>9,} characters: {spent}, {micro} a character, {cost / base:.2f} times the first")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=24, help="how many texts are read in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", type=Path, help="a JSON Lines file of articles; else the samples are varied")
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter that has underthesea")
    parser.add_argument("--growth", action="store_true", help="measure the cost of long articles instead")
    options = parser.parse_args()
    found = varied(options.articles) if options.corpus is None else from_corpus(options.corpus, options.articles)
    articles = list(islice(found, options.articles))
    if options.growth:
        growth(articles)
    elif options.peer is not None:
        compare(articles, options.rounds, options.peer)
    else:
        with tempfile.TemporaryDirectory() as folder:
            compare(articles, options.rounds, install_peer(folder))


if __name__ == "__main__":
    main()
