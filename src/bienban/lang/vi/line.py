"""A sentence as the naming rules see it: its tokens, the lexicon, and the abbreviations that the article itself introduces."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bienban.lang.tokens import Token, Tokens
from bienban.lang.vi.naming import BODY, HONORIFIC, TITLE, NameLexicon
from bienban.lang.vi.townships import Territories
from bienban.model.mention import OrgName
from bienban.model.span import Span

__all__ = ["Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens ``start`` to ``stop`` of a text; ``caps`` where all words are in capitals.

    ``depth`` counts the names that one is read inside of; ``territories`` are those that the article names beyond doubt.
    ``acronyms`` grows while the article is read: "Liên hiệp Hội (LHH)" makes LHH a name from there on.
    """

    text: str
    tokens: Tokens
    start: int
    stop: int
    lexicon: NameLexicon
    acronyms: dict[str, OrgName]
    caps: bool = False
    depth: int = 0
    territories: Territories = field(default_factory=dict)

    def within(self) -> Line:
        """The same line for what is read inside a name that is being read."""
        return replace(self, depth=self.depth + 1)

    def token(self, index: int) -> Token | None:
        """The token, or None outside the sentence."""
        return self.tokens[index] if self.start <= index < self.stop else None

    def key(self, index: int) -> str:
        """The token's key, or an empty string outside the sentence."""
        return self.tokens[index].key if self.start <= index < self.stop else ""

    def capital(self, index: int) -> bool:
        """Whether a word with a capital stands there."""
        return self.start <= index < self.stop and self.tokens[index].capital

    def span(self, start: int, end: int) -> Span:
        """The span of the tokens ``start`` to ``end`` (exclusive)."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def words(self, start: int, end: int) -> str:
        """The printed words, one space between them where there was white space."""
        text = self.text[self.tokens[start].start : self.tokens[end - 1].end] if end > start else ""
        return " ".join(text.split())

    def glued(self, index: int) -> bool:
        """Whether the token stands directly behind the one before it, without white space."""
        return 0 < index < len(self.tokens) and self.tokens[index - 1].end == self.tokens[index].start

    def capital_run(self, index: int) -> bool:
        """Whether the word and the one behind it are both in capitals throughout: a name set in capitals, not an abbreviation."""
        following = self.token(index + 1)
        return following is not None and following.text.isupper() and len(following.text) > 1

    def opens(self, index: int) -> bool:
        """Whether an honorific or a title of two or more syllables, or a body's name, begins here: no name goes on over it."""
        tokens, lexicon = self.tokens, self.lexicon
        bits = lexicon.starts.get(tokens[index].key, 0) if self.start <= index < self.stop else 0
        if not bits & (TITLE | BODY | HONORIFIC):
            return False
        for trie in (lexicon.roles, lexicon.honorifics):
            found = trie.longest(tokens, index)
            if found is not None and found[0] - index >= 2 and found[0] <= self.stop:
                return True
        head = lexicon.heads.longest(tokens, index)
        if head is not None and head[0] - index >= 2 and head[0] <= self.stop and head[1].scope != "never":
            return True
        word = self.tokens[index].text
        return word in ("UBND", "HĐND", "TP") or (
            word in ("Ông", "Bà") and self.key(index + 1) not in ("thị", "văn") and self.key(index - 1) != "hai"
        )
