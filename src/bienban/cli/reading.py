"""What ``import``, ``extract`` and ``validate`` share: from flags and paths to items."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bienban.cli.talk import on_terminal, say
from bienban.errors import UsageProblem
from bienban.model.dates import PartialDate
from bienban.sources.base import Item, Limits, Metadata, ReadSettings, SetAside, WebSettings
from bienban.sources.fetch import Memory
from bienban.sources.registry import registry
from bienban.sources.walk import STDIN, check_paths, read_paths

__all__ = ["Inputs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The paths to read, and how."""

    paths: tuple[str, ...]
    settings: ReadSettings

    @classmethod
    def of(
        cls,
        paths: tuple[str, ...],
        *,
        exist: bool = True,
        publisher: str | None,
        published: PartialDate | None,
        url: str | None,
        license_: str | None,
        language: str | None,
        format_: str | None,
        encoding: str | None,
        repair: bool,
        fields: tuple[tuple[str, str], ...],
        delay: float,
        timeout: float,
        max_pages: int,
        contact: str | None,
        allow_private: bool,
        max_file_bytes: int,
        max_text_chars: int,
    ) -> Inputs:
        """Check what can be checked before anything is read.

        Raises:
            UsageProblem: a path does not exist, nobody reads the format, or one address is to name several articles.
        """
        if exist:
            check_paths(paths)
        if format_ is not None:
            registry().named(format_)
        if url is not None and len(paths) > 1:
            raise UsageProblem("--url names one article", todo=f"give one file with it, not {len(paths)}")
        metadata = Metadata(publisher=publisher, published=published, url=url, license=license_, language=language)
        limits = Limits(file_bytes=max_file_bytes, text_chars=max_text_chars)
        settings = ReadSettings(
            metadata=metadata,
            limits=limits,
            format=format_,
            encoding=encoding,
            repair=repair,
            fields=fields,
            web=WebSettings(delay=delay, timeout=timeout, pages=max_pages, contact=contact, private=allow_private),
        )
        return cls(paths=paths, settings=settings)

    def only(self, paths: tuple[str, ...]) -> Inputs:
        """The same for some of the paths."""
        return Inputs(paths=paths, settings=self.settings)

    def again(
        self, asides: Sequence[SetAside], data_of: Callable[[SetAside], bytes], memory: Memory | None = None
    ) -> Iterator[Item]:
        """Read what was set aside once more, in the same way; ``data_of`` gives the bytes kept of one."""
        from bienban.sources.again import read_again

        return read_again(asides, data_of, self.settings, memory=memory)

    def items(self, memory: Memory | None = None) -> Iterator[Item]:
        """Read them, one item at a time; ``memory`` knows pages that were fetched before."""
        stdin = sys.stdin.buffer
        if STDIN in self.paths and sys.stdin.isatty() and on_terminal():
            say("reading an article from the terminal; end it with Ctrl-D")
        return read_paths(self.paths, self.settings, stdin, memory=memory)
