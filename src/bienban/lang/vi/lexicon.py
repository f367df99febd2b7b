"""The tables of the Vietnamese lexicon, ``data/lexicon/vi/``."""

from __future__ import annotations

from bienban.lang.tables import Row, lexicon

__all__ = ["table"]


def table(name: str) -> tuple[Row, ...]:
    """All rows of ``data/lexicon/vi/{name}.tsv``.

    Raises:
        LexiconProblem: a row has more cells than the head.
    """
    return lexicon("vi", name)
