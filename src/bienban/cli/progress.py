"""A line that moves while something takes longer than a second, on a terminal only."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

from bienban.cli.talk import NORMAL, coloured, on_terminal, verbosity

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

__all__ = ["Progress"]

_PATIENCE = 1.0


class Progress:
    """Counts things done; says so on a terminal once a second has passed, unless ``-q``.

    How many there will be nobody knows: inputs are streams.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._started = time.monotonic()
        self._done = 0
        self._wanted = on_terminal() and verbosity() >= NORMAL
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        del kind, error, trace
        if self._bar is not None:
            self._bar.stop()

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if not self._wanted:
            return
        if self._bar is None:
            if time.monotonic() - self._started < _PATIENCE:
                return
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done, rate=f"{self._done / (time.monotonic() - self._started):,.0f}/s")

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        console = Console(stderr=True, no_color=not coloured())
        text = TextColumn("{task.description} {task.completed:,.0f}  {task.fields[rate]}")
        self._bar = Progress(SpinnerColumn(), text, TimeElapsedColumn(), console=console, transient=True)
        self._task = self._bar.add_task(self._what, total=None, rate="")
        self._bar.start()
