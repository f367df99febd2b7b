"""The tables of the English lexicon, ``data/lexicon/en/``, as tries over tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bienban.lang.tables import Row, lexicon

if TYPE_CHECKING:
    from bienban.lang.tokens import Trie

__all__ = ["Words", "table", "trie"]


def table(name: str) -> tuple[Row, ...]:
    """All rows of ``data/lexicon/en/{name}.tsv``.

    Raises:
        LexiconProblem: a row has more cells than the head.
    """
    return lexicon("en", name)


@dataclass(frozen=True, slots=True)
class Words:
    """A row found in a text: the row, and the form of it that was found."""

    row: Row
    form: str


@lru_cache(maxsize=16)
def trie(name: str, column: str, more: str | None = None) -> Trie[Words]:
    """The rows of a table by the words of a column, and by those that ``more`` lists with ``;`` between.

    A word with an apostrophe is found with either of the two signs that stand for it.
    """
    from bienban.lang.tokens import Trie

    rows = []
    for row in table(name):
        forms = [row.need(column), *((row.get(more) or "").split(";") if more is not None else ())]
        for form in (f.strip() for f in forms if f.strip()):
            rows += [(spelt, Words(row, form)) for spelt in dict.fromkeys((form, form.replace("'", "’")))]
    return Trie(rows)
