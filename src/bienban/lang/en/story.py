"""What the rules look at after a sentence is read, and who is meant by an actor."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.en.chunk import Chunk, Line, Occasion
from bienban.lang.en.clauses import Actor, Deed, Node
from bienban.lang.en.entities import Cast
from bienban.model.article import Article
from bienban.model.facts import Key, PostHeld
from bienban.model.mention import OrgName, PersonName, PostTitle, Pronoun, Sentence

__all__ = ["Passage", "Story", "behind_to"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, read."""

    sentence: Sentence
    line: Line
    chunks: tuple[Chunk, ...]
    nodes: tuple[Node, ...]
    deeds: tuple[Deed, ...]


@dataclass(slots=True)
class Story:
    """An article's passages, and who was spoken of last while they are gone through in order."""

    article: Article
    passages: tuple[Passage, ...]
    cast: Cast
    posts: tuple[PostHeld, ...]
    last: Key | None = None

    def who(self, actor: Actor) -> Key | None:
        """The key of whom an actor stands for: a name, a body, the only holder of a post, or the one spoken of last."""
        value = actor.chunk.value
        if isinstance(value, OrgName):
            return self.cast.organization(value)
        if isinstance(value, PostTitle):
            return self._holder(value)
        if isinstance(value, Pronoun) and value.given is None:
            return self.last
        return self.cast.person(value) if isinstance(value, PersonName | Pronoun) else None

    def capacities(self, person: Key, actor: Actor) -> tuple[Key, ...]:
        """The posts whose titles stand with a name here; those held now, where none does."""
        roles = {t.value.role for t in actor.titles if isinstance(t.value, PostTitle)}
        held = [p for p in self.posts if p.person == person and p.status in ("current", "appointed")]
        return tuple(p.key for p in held if not roles or p.role in roles)

    def _holder(self, title: PostTitle) -> Key | None:
        body = None if title.org is None else self.cast.organization(title.org)
        if title.org is not None and body is None:
            return None
        found = {
            p.person
            for p in self.posts
            if p.role == title.role and p.status == "current" and (body is None or p.organization == body)
        }  # fmt: skip
        return next(iter(found)) if len(found) == 1 else None

    def speaks(self, deed: Deed) -> None:
        """Remember the person of a deed for the pronouns that follow; several leave nobody."""
        if deed.subjects:
            keys = {self.who(actor) for actor in deed.subjects if not isinstance(actor.chunk.value, OrgName)}
            self.last = next(iter(keys)) if len(keys) == 1 else None

    def occasions(self, passage: Passage) -> tuple[Chunk, ...]:
        """The designations of occasions in a passage."""
        return tuple(c for c in passage.chunks if isinstance(c.value, Occasion))


def behind_to(passage: Passage, chunk: Chunk) -> tuple[Actor, ...]:
    """The actors behind "to" after the award's name."""
    found: list[Actor] = []
    listening = False
    for node in passage.nodes:
        start = node.chunk.start if isinstance(node, Actor) else node.start
        if start < chunk.end:
            continue
        if isinstance(node, Actor):
            found += [node] if listening else []
        elif passage.line.key(start) == "to":
            listening = True
        elif passage.line.key(start) not in ("and", ",", "the"):
            break
    return tuple(found)
