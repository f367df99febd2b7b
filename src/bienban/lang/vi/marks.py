"""One pass over the tokens for all that the rules about occasions look for: heads, cues, verbs of saying, function words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, Literal, TypeVar, cast

from bienban.errors import LexiconProblem
from bienban.lang.vi.lexicon import Row, table
from bienban.lang.vi.tokens import Tokens, Trie
from bienban.model.facts import EventKind, StatementKind
from bienban.model.mention import Cue, Mention
from bienban.model.span import Span

__all__ = ["Act", "Head", "Mark", "Marks", "Saying", "Word", "read_marks"]

Form = Literal["noun", "part", "verb", "reach", "not"]


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins the designation of an occasion (``event_heads.tsv``); ``kind`` is None for one that begins none."""

    words: str
    kind: EventKind | None
    form: Form


@dataclass(frozen=True, slots=True)
class Act:
    """A cue (``cues.tsv``): ``before`` says that the one who does it stands before the words."""

    words: str
    act: str
    before: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying (``statement_verbs.tsv``); ``kind`` is None for words that only look like one."""

    words: str
    kind: StatementKind | None


@dataclass(frozen=True, slots=True)
class Word:
    """A function word (``event_words.tsv``)."""

    words: str
    role: str


Entry = Head | Act | Saying | Word
R = TypeVar("R", bound=Entry)


@dataclass(frozen=True, slots=True)
class Mark(Generic[R]):
    """A row found at the tokens ``first`` to ``after`` (exclusive)."""

    first: int
    after: int
    row: R


@dataclass(frozen=True, slots=True)
class Marks:
    """What one article has of each table, in order and without overlap; function words by the token at which they begin."""

    heads: tuple[Mark[Head], ...] = ()
    acts: tuple[Mark[Act], ...] = ()
    sayings: tuple[Mark[Saying], ...] = ()
    words: Mapping[int, Mapping[str, int]] = field(default_factory=dict)

    def word(self, index: int, role: str) -> int | None:
        """The index after a function word of a role that begins at the index, or None."""
        return self.words[index].get(role) if index in self.words else None

    def mentions(self, tokens: Tokens) -> tuple[Mention, ...]:
        """The cues as mentions."""
        return tuple(
            Mention(Span(tokens[m.first].start, tokens[m.after - 1].end), Cue(m.row.act, m.row.words), f"cue.{m.row.act}")
            for m in self.acts
            if m.row.act != "none"
        )


def _head(row: Row) -> Head:
    kind = row.get("kind")
    form = row.need("form")
    if (kind is None) != (form == "not"):
        raise LexiconProblem("a head has a kind unless its form is 'not'", where=row.where)
    return Head(row.need("head"), cast("EventKind | None", kind), cast("Form", form))


def _saying(row: Row) -> Saying:
    kind = row.need("kind")
    return Saying(row.need("words"), None if kind == "none" else cast("StatementKind", kind))


def _rows() -> list[tuple[str, Entry]]:
    rows: list[tuple[str, Entry]] = [(r.need("head"), _head(r)) for r in table("event_heads")]
    rows += [(r.need("words"), Act(r.need("words"), r.need("act"), r.need("side") == "before")) for r in table("cues")]
    rows += [(r.need("words"), _saying(r)) for r in table("statement_verbs")]
    rows += [(r.need("words"), Word(r.need("words"), r.need("class"))) for r in table("event_words")]
    return rows


@lru_cache(maxsize=1)
def _trie() -> tuple[frozenset[str], Trie[Entry]]:
    rows = _rows()
    tokens = (words.split()[0].rstrip(",").casefold() for words, _ in rows)
    return frozenset(tokens), Trie(rows)


def read_marks(tokens: Tokens) -> Marks:
    """The longest row of each table at each token, those that overlap an earlier one left out."""
    firsts, trie = _trie()
    heads: list[Mark[Head]] = []
    acts: list[Mark[Act]] = []
    sayings: list[Mark[Saying]] = []
    words: dict[int, dict[str, int]] = {}
    for index, token in enumerate(tokens):
        if token.key not in firsts:
            continue
        head: Mark[Head] | None = None
        act: Mark[Act] | None = None
        saying: Mark[Saying] | None = None
        for after, entry in trie.matches(tokens, index):
            if isinstance(entry, Word):
                words.setdefault(index, {})[entry.role] = after
            elif isinstance(entry, Act):
                act = Mark(index, after, entry)
            elif isinstance(entry, Saying):
                saying = Mark(index, after, entry)
            else:
                head = Mark(index, after, entry)
        if head is not None and (not heads or index >= heads[-1].after):
            heads.append(head)
        if act is not None and (not acts or index >= acts[-1].after):
            acts.append(act)
        if saying is not None and (not sayings or index >= sayings[-1].after):
            sayings.append(saying)
    return Marks(tuple(heads), tuple(acts), tuple(sayings), words)
