"""One process or several: the same results in the same order, and no more memory for more items."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from bienban.errors import BienbanError
from bienban.pipeline.parallel import FEW, ordered_map
from workers import die, double, process_id


@pytest.mark.parametrize("jobs", [None, 1, 2])
@pytest.mark.parametrize("count", [0, 1, FEW])
def test_results_in_order(jobs: int | None, count: int) -> None:
    assert list(ordered_map(double, range(count), jobs)) == [n * 2 for n in range(count)]


def test_few_items_stay_in_this_process() -> None:
    assert set(ordered_map(process_id, range(FEW))) == {os.getpid()}


def test_jobs_are_processes_and_the_stream_is_read_as_needed() -> None:
    read = 0

    def stream() -> Iterator[int]:
        nonlocal read
        for number in range(100_000):
            read += 1
            yield number

    results = ordered_map(process_id, stream(), 2)
    assert next(results) != os.getpid()
    assert read < 300
    results.close()  # type: ignore[attr-defined]


def test_a_process_that_dies_is_an_error_not_a_hang() -> None:
    with pytest.raises(BienbanError, match="--jobs 1"):
        list(ordered_map(die, range(40), 2))
