"""Figures for Prometheus (text format 0.0.4): requests, queries by what became of them, workers, cache, generation."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

from bienban.web.answers import Answers
from bienban.web.pool.pool import Pool
from bienban.web.watch.exchange import Exchange

__all__ = ["CONTENT_TYPE", "Metrics"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))


class Metrics:
    """Counts since the start.

    They are kept as plain numbers: the client library's own counters cost several times as much, with every request.
    """

    def __init__(self, pool: Pool, answers: Answers, routes: Iterable[str]) -> None:
        """``routes``: first parts of the paths that are told apart; all others are one."""
        self._routes = frozenset(routes)
        self._tally = _Tally()
        self._registry = CollectorRegistry()
        self._registry.register(self._tally)
        self._registry.register(_State(pool, answers))
        ProcessCollector(registry=self._registry)

    def count(self, exchange: Exchange) -> None:
        """Count a request."""
        first = "/" + exchange.path.split("/", 2)[1] if exchange.path.startswith("/") else ""
        route = first if first in self._routes else "other"
        method = exchange.method if exchange.method in METHODS else "other"
        outcome = None if exchange.query is None else exchange.outcome or "mistake"
        self._tally.add(route, method, exchange.status, exchange.seconds, outcome)

    def text(self) -> bytes:
        """All figures as they are now."""
        return generate_latest(self._registry)


class _Tally(Collector):
    """Requests by route, method and status; by route, how many took so long; queries by what became of them."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._queries: Counter[str] = Counter()

    def add(self, route: str, method: str, status: int, seconds: float, outcome: str | None) -> None:
        """Count a request."""
        self._requests[route, method, status] += 1
        if route not in self._buckets:
            self._buckets[route] = [0] * (len(BUCKETS) + 1)
        self._buckets[route][bisect_left(BUCKETS, seconds)] += 1
        self._seconds[route] += seconds
        if outcome is not None:
            self._queries[outcome] += 1

    def collect(self) -> Iterator[Metric]:
        """The counts so far."""
        requests = CounterMetricFamily(
            "bienban_requests", "Requests by route, method and status", labels=("route", "method", "status")
        )
        for (route, method, status), count in self._requests.items():
            requests.add_metric((route, method, str(status)), count)
        yield requests
        seconds = HistogramMetricFamily("bienban_request_seconds", "Seconds until an answer was sent", labels=("route",))
        for route, counts in self._buckets.items():
            sums = accumulate(counts)
            buckets = [(bound, next(sums)) for bound in (*map(floatToGoString, BUCKETS), "+Inf")]
            seconds.add_metric((route,), buckets, self._seconds[route])
        yield seconds
        queries = CounterMetricFamily("bienban_queries", "Queries by what became of them", labels=("outcome",))
        for outcome, count in self._queries.items():
            queries.add_metric((outcome,), count)
        yield queries


class _State(Collector):
    """What is asked for when the figures are read."""

    def __init__(self, pool: Pool, answers: Answers) -> None:
        self._pool = pool
        self._answers = answers

    def collect(self) -> Iterator[Metric]:
        """The figures of the moment."""
        state, answers = self._pool.state(), self._answers
        workers = GaugeMetricFamily("bienban_workers", "Processes that run queries", labels=("state",))
        for name, count in (("idle", state.idle), ("busy", state.busy), ("starting", state.starting)):
            workers.add_metric((name,), count)
        yield workers
        yield GaugeMetricFamily("bienban_waiting", "Queries that wait for a worker", state.waiting)
        yield CounterMetricFamily("bienban_workers_replaced", "Workers that were ended and replaced", state.replaced)
        yield CounterMetricFamily("bienban_work_seconds", "Seconds of work of all workers", state.seconds)
        yield GaugeMetricFamily("bienban_cache_bytes", "Bytes of answers in memory", answers.size)
        yield GaugeMetricFamily("bienban_cache_answers", "Answers in memory", len(answers))
        yield CounterMetricFamily("bienban_cache_hits", "Answers given from memory", answers.hits)
        yield CounterMetricFamily("bienban_cache_misses", "Answers looked for in memory in vain", answers.misses)
        yield GaugeMetricFamily("bienban_generation", "The newest published generation of the store", self._pool.generation())
