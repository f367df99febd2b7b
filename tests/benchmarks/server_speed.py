"""``bienban serve`` beside ``oxigraph serve``: the same store, the same queries, in turns, in one run.

    python tests/benchmarks/server_speed.py --articles 1000 40000
    python tests/benchmarks/server_speed.py --store bienban-store --seconds 3 --rounds 5

Needs ``wrk`` (Debian has it). For each query both must first give the same number of rows; its class is what Oxigraph takes for
it at one connection. Ratios are the middle of those of all rounds, in each of which the servers take turns, so that what else the
machine does disturbs them alike. Exit code 1 says that a target was missed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from urllib.parse import quote

import httpx

from bienban.graph.vocab import PREFIXES
from bienban.store.layout import Layout

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.invented_store import store_of

JSON = "application/sparql-results+json"
QUERIES = {
    "nothing": "ASK {}",
    "one term": "SELECT ?p ?o { bb:Article ?p ?o }",
    "any twenty": "SELECT * { ?s ?p ?o } LIMIT 20",
    "one person": "SELECT ?p ?o { { SELECT ?s { ?s a foaf:Person } LIMIT 1 } ?s ?p ?o }",
    "200 names": "SELECT ?s ?n { ?s a foaf:Person ; foaf:name ?n } LIMIT 200",
    "2,000 names": "SELECT ?s ?n { ?s a foaf:Person ; foaf:name ?n } LIMIT 2000",
    "things by class": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c",
    "names with a word": 'SELECT (COUNT(*) AS ?n) { ?s foaf:name ?n FILTER(CONTAINS(LCASE(?n), "nguyễn")) }',
}
MOST_MORE, LEAST_SMALL, LEAST_LARGE, LEAST_CACHED = 2.0, 0.25, 0.9, 0.7
"""Milliseconds at one connection; parts of Oxigraph's requests per second below 1 ms, from 20 ms on, and with the cache on."""

ENOUGH, MOST_SECONDS = 30, 15.0
"""A load lasts for about so many requests at one connection, within bounds."""


@dataclass(frozen=True)
class Load:
    """What a load came to: requests per second, median in milliseconds."""

    rate: float
    middle: float


def say(line: str) -> None:
    """A line of the report, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _prefixed(query: str) -> str:
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in PREFIXES if f"{name}:" in query) + query


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def _running(command: list[str], ask: str) -> Iterator[str]:
    """A server, until it answers; gives the address of its endpoint."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(600):
                if process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended: {' '.join(command)}")
                try:
                    httpx.get(ask, params={"query": "ASK {}"}, trust_env=False).raise_for_status()
                    break
                except httpx.TransportError:
                    subprocess.run(["sleep", "0.1"], check=True)
            yield ask
        finally:
            process.terminate()


def _oxigraph(copy: Path) -> tuple[list[str], str]:
    address = f"127.0.0.1:{_free_port()}"
    program = str(Path(sys.executable).with_name("oxigraph"))
    return [program, "serve", "--location", str(copy), "--bind", address], f"http://{address}/query"


def _bienban(store: Path, *options: str) -> tuple[list[str], str]:
    port = _free_port()
    limits = ["--work", "1000000", "--max-rows", "1000000"]
    command = [sys.executable, "-m", "bienban", "serve", "--store", str(store), "--port", str(port), *limits, *options]
    return command, f"http://127.0.0.1:{port}/sparql"


def _load(endpoint: str, query: str, connections: int, seconds: float) -> Load:
    url = f"{endpoint}?query={quote(query, safe='')}"
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{ceil(seconds)}s",
        "--timeout",
        "60s",
        "--latency",
        "-H",
        f"Accept: {JSON}",
        url,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, middle = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"\b50%\s+([\d.]+)(us|ms|s)", said)
    if "Non-2xx" in said or rate is None or middle is None:
        raise SystemExit(f"not all requests were answered: {said}")
    if float(rate[1]) == 0:
        raise SystemExit(f"no request was answered within {seconds:g} seconds; give --seconds more: {query}")
    return Load(float(rate[1]), float(middle[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[middle[2]])


def _rows(endpoint: str, query: str) -> int:
    answer = httpx.get(endpoint, params={"query": query}, headers={"Accept": JSON}, timeout=120, trust_env=False)
    found = answer.raise_for_status().json()
    return len(found["results"]["bindings"]) if "results" in found else int(found["boolean"])


def _compare(endpoints: dict[str, str], query: str, options: argparse.Namespace) -> dict[str, list[Load]]:
    """Loads by server and connections (``oxigraph 1``), one each round."""
    begun = time.monotonic()
    if len({_rows(endpoint, query) for endpoint in endpoints.values()}) != 1:
        raise SystemExit(f"the servers do not answer alike: {query}")
    one = (time.monotonic() - begun) / len(endpoints)
    seconds = max(options.seconds, min(MOST_SECONDS, one * ENOUGH))
    found: dict[str, list[Load]] = {}
    for _ in range(options.rounds):
        for connections in (1, options.connections):
            for name, endpoint in endpoints.items():
                found.setdefault(f"{name} {connections}", []).append(_load(endpoint, query, connections, seconds))
    return found


def _report(name: str, found: dict[str, list[Load]], many: int) -> bool:
    """A line of the table; whether all targets are met."""

    def middle(server: str) -> float:
        return median(load.middle for load in found[f"{server} 1"])

    def ratio(server: str) -> float:
        return median(
            ours.rate / theirs.rate for ours, theirs in zip(found[f"{server} {many}"], found[f"oxigraph {many}"], strict=True)
        )

    own, more = middle("oxigraph"), middle("bienban") - middle("oxigraph")
    least = LEAST_SMALL if own < 1 else LEAST_LARGE if own >= 20 else None
    rate = median(load.rate for load in found[f"oxigraph {many}"])
    met = [more <= MOST_MORE, least is None or ratio("bienban") >= least, ratio("cached") >= LEAST_CACHED]
    target = "" if least is None else f"≥ {least}"
    say(
        f"{name:18} {own:9.2f} {more:+9.2f} {rate:11,.0f} {ratio('bienban'):9.2f} {target:7} {ratio('cached'):9.2f}"
        f"  {'met' if all(met) else 'MISSED'}"
    )
    return all(met)


def _measure(store: Path, options: argparse.Namespace) -> bool:
    fine = True
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        layout = Layout(store)
        copy = Path(scratch) / "copy"
        shutil.copytree(layout.generation(layout.numbers()[-1]), copy)
        servers = {"oxigraph": _oxigraph(copy), "bienban": _bienban(store, "--no-cache"), "cached": _bienban(store)}
        endpoints = {name: stack.enter_context(_running(*server)) for name, server in servers.items()}
        many = options.connections
        say(f"{store}: median ms at one connection; requests/s and ratios at {many}")
        say(f"{'query':18} {'oxigraph':>9} {'bienban':>9} {'oxigraph/s':>11} {'no cache':>9} {'':7} {'cached':>9}")
        for name, query in QUERIES.items():
            if options.only is None or options.only in name:
                fine &= _report(name, _compare(endpoints, _prefixed(query), options), many)
    return fine


def main() -> None:
    """Measure, and say which targets are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[], help="sizes of invented stores")
    parser.add_argument("--store", type=Path, action="append", default=[], help="a store that is there")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="where invented stores are kept")
    parser.add_argument("--seconds", type=float, default=2.0, help="of each load")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--only", help="queries whose name has this")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt-get install wrk")
    stores = list(options.store)
    for articles in options.articles or ([] if stores else [1000]):
        path = options.folder / f"bienban-invented-{articles}"
        store_of(articles, path)
        stores.append(path)
    fine = [_measure(store, options) for store in stores]
    raise SystemExit(0 if all(fine) else 1)


if __name__ == "__main__":
    main()
