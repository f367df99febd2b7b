"""Ctrl-C while storing: the article at hand is finished and what was read is stored; a second one stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import Any, TypeVar

__all__ = ["Interrupts"]

T = TypeVar("T")


class Interrupts:
    """Takes SIGINT over for the length of a ``with``. While input is awaited it raises at once, for nothing is at hand."""

    def __init__(self) -> None:
        self._asked = False
        self._waiting = False
        self._before: Any = None

    def __enter__(self) -> Interrupts:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        if self._waiting or self._asked:
            raise KeyboardInterrupt
        self._asked = True

    def asked(self) -> bool:
        """Whether the user wants to stop."""
        return self._asked

    def around(self, items: Iterable[T]) -> Iterator[T]:
        """The items, with an immediate interrupt while the next one is awaited."""
        stream = iter(items)
        while True:
            self._waiting = True
            try:
                item = next(stream)
            except StopIteration:
                return
            finally:
                self._waiting = False
            yield item
