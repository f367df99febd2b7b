"""Reading what a test writes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from bienban.model.article import Article
from bienban.sources.base import Item, ReadSettings, SetAside
from bienban.sources.walk import read_paths

Reader = Callable[..., tuple[Item, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Write bytes under a name and read the file; without a name they come from standard input."""

    def run(data: bytes | str, name: str | None = "tin.txt", settings: ReadSettings | None = None) -> tuple[Item, ...]:
        raw = data.encode() if isinstance(data, str) else data
        chosen = ReadSettings() if settings is None else settings
        if name is None:
            return tuple(read_paths(["-"], chosen, BytesIO(raw)))
        (tmp_path / name).write_bytes(raw)
        return tuple(read_paths([str(tmp_path / name)], chosen))

    return run


@pytest.fixture
def article(read: Reader) -> Callable[..., Article]:
    """The one article in what is read."""

    def run(*args: object, **more: object) -> Article:
        (only,) = read(*args, **more)
        assert isinstance(only, Article), only
        return only

    return run


@pytest.fixture
def reason(read: Reader) -> Callable[..., SetAside]:
    """The one reason why what is read is set aside."""

    def run(*args: object, **more: object) -> SetAside:
        (only,) = read(*args, **more)
        assert isinstance(only, SetAside), only
        return only

    return run
