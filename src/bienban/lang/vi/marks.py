"""One pass over the tokens for all that the rules about occasions look for: heads, cues, verbs of saying, function words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Generic, Literal, TypeVar, cast

from bienban.errors import LexiconProblem
from bienban.lang.tables import Row
from bienban.lang.tokens import Tokens, tokenize
from bienban.lang.vi.lexicon import table
from bienban.model.facts import EventKind, StatementKind
from bienban.model.mention import Cue, Mention
from bienban.model.span import Span

__all__ = ["LONGEST_CUE", "VERBS", "Act", "Head", "Mark", "Marks", "Saying", "Word", "read_marks"]

Form = Literal["noun", "named", "part", "verb", "object", "reach", "formal", "fate", "not"]

VERBS: frozenset[Form] = frozenset({"verb", "object", "reach", "formal"})
"""The forms of verbs that are acts."""


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
    """A verb of saying (``statement_verbs.tsv``); ``kind`` is None for words that only look like one.

    ``bodies`` says that bodies say it as well as people.
    """

    words: str
    kind: StatementKind | None
    bodies: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A function word (``event_words.tsv``)."""

    words: str
    role: str


# No cue has more words.
LONGEST_CUE = 12
_FIRST = attrgetter("first")

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

    def acts_within(self, first: int, after: int) -> tuple[Mark[Act], ...]:
        """The cues that begin at the tokens ``first`` to ``after`` (exclusive)."""
        low = bisect_left(self.acts, first, key=_FIRST)
        return self.acts[low : bisect_left(self.acts, after, low, key=_FIRST)]

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
    return Saying(row.need("words"), None if kind == "none" else cast("StatementKind", kind), row.get("by") == "body")


def _rows() -> list[tuple[str, Entry]]:
    rows: list[tuple[str, Entry]] = [(r.need("head"), _head(r)) for r in table("event_heads")]
    rows += [(r.need("words"), Act(r.need("words"), r.need("act"), r.need("side") == "before")) for r in table("cues")]
    rows += [(r.need("words"), _saying(r)) for r in table("statement_verbs")]
    rows += [(r.need("words"), Word(r.need("words"), r.need("class"))) for r in table("event_words")]
    return rows


class _Node:
    """One syllable of the tables' words: where to go on, and the rows that end here, in four slots."""

    __slots__ = ("act", "children", "ends", "head", "saying", "words")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.head: Head | None = None
        self.act: Act | None = None
        self.saying: Saying | None = None
        self.words: tuple[str, ...] = ()
        self.ends = False

    def put(self, entry: Entry) -> None:
        """Let a row end here."""
        self.ends = True
        if isinstance(entry, Word):
            self.words = (*self.words, entry.role)
        elif isinstance(entry, Act):
            self.act = entry
        elif isinstance(entry, Saying):
            self.saying = entry
        else:
            self.head = entry


@lru_cache(maxsize=1)
def _root() -> dict[str, _Node]:
    """All tables in one trie, walked once per token (this is the hottest loop of the rules about occasions)."""
    root = _Node()
    for words, entry in _rows():
        node = root
        for token in tokenize(words):
            node = node.children.setdefault(token.key, _Node())
        node.put(entry)
    return root.children


def read_marks(tokens: Tokens) -> Marks:
    """The longest row of each table at each token, those that overlap an earlier one left out."""
    root = _root()
    keys = [token.key for token in tokens]
    count = len(keys)
    heads: list[Mark[Head]] = []
    acts: list[Mark[Act]] = []
    sayings: list[Mark[Saying]] = []
    words: dict[int, dict[str, int]] = {}
    for index, key in enumerate(keys):
        node = root.get(key)
        if node is None:
            continue
        head: Mark[Head] | None = None
        act: Mark[Act] | None = None
        saying: Mark[Saying] | None = None
        after = index + 1
        while node is not None:
            if node.ends:
                if node.head is not None:
                    head = Mark(index, after, node.head)
                if node.act is not None:
                    act = Mark(index, after, node.act)
                if node.saying is not None:
                    saying = Mark(index, after, node.saying)
                for role in node.words:
                    words.setdefault(index, {})[role] = after
            node = node.children.get(keys[after]) if after < count else None
            after += 1
        if head is not None and (not heads or index >= heads[-1].after):
            heads.append(head)
        if act is not None and (not acts or index >= acts[-1].after):
            acts.append(act)
        if saying is not None and (not sayings or index >= sayings[-1].after):
            sayings.append(saying)
    return Marks(tuple(heads), tuple(acts), tuple(sayings), words)
