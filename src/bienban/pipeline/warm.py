"""Loads what every process that reads articles needs: lexicon, rules, shapes and their queries.

Imported by nobody but multiprocessing's fork server, before it forks such processes: it is loaded once instead of once in each,
and its memory is shared. It is the one module whose import does work, for a module is all that the server can be given.
"""

from __future__ import annotations

import gc

from bienban.pipeline.importer import step
from bienban.resources import resource
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths

__all__: list[str] = []

_SAMPLES = ("an-thinh-so-ket-giua-nhiem-ky.md", "truong-khanh-tham-tet.md")


def _load() -> None:
    """Read samples, as articles are read; their findings are nobody's concern here."""
    for item in read_paths(tuple(str(resource("data", "articles", name)) for name in _SAMPLES), ReadSettings()):
        step(item)
    gc.collect()
    gc.freeze()  # what is loaded is never looked through again, and so never copied


_load()
