"""Figures for Prometheus (text format 0.0.4): requests, queries by what became of them, workers, cache, generation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bienban.web.answers import Answers
from bienban.web.pool.pool import Pool
from bienban.web.watch.exchange import Exchange

__all__ = ["CONTENT_TYPE", "Metrics"]

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))


class Metrics:
    """Counts since the start."""

    def __init__(self, pool: Pool, answers: Answers, routes: Iterable[str]) -> None:
        """``routes``: first parts of the paths that are told apart; all others are one."""
        self._routes = frozenset(routes)
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "bienban_requests", "Requests by route, method and status", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "bienban_request_seconds", "Seconds until an answer was sent", ("route",), buckets=BUCKETS, registry=self._registry
        )
        self._queries = Counter("bienban_queries", "Queries by what became of them", ("outcome",), registry=self._registry)
        self._registry.register(_State(pool, answers))
        ProcessCollector(registry=self._registry)

    def count(self, exchange: Exchange) -> None:
        """Count a request."""
        first = "/" + exchange.path.split("/", 2)[1] if exchange.path.startswith("/") else ""
        route = first if first in self._routes else "other"
        method = exchange.method if exchange.method in METHODS else "other"
        self._requests.labels(route, method, str(exchange.status)).inc()
        self._seconds.labels(route).observe(exchange.seconds)
        if exchange.query is not None:
            self._queries.labels(exchange.outcome or "mistake").inc()

    def text(self) -> bytes:
        """All figures as they are now."""
        return generate_latest(self._registry)


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
