"""Clauses: who does what, by a small grammar over the chunks of a sentence.

An actor is a person with the titles before or behind the name, a body, or a short form. The grammar knows: actors and verb
("A, Secretary of X, and B attended"), the passive ("was chaired by A"), the participle in front ("Speaking at the conference, A
said"), and the inverted list ("Attending the event were A and B").
"""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.en.chunk import Act, Chunk, Occasion, Verb, Word
from bienban.model.mention import OrgName, PersonName, PostTitle, Pronoun

__all__ = ["Actor", "Deed", "Node", "actors", "deeds"]

_BE = frozenset({"was", "were", "is", "are", "been", "be", "being"})
_ADVERBS = frozenset(
    {"also", "then", "jointly", "together", "both", "later", "recently", "has", "have", "had", "who", "which", "directly"}
)
_AND = frozenset({"and", ",", ";", "as", "well", "along", "with", "the"})
_INTRODUCED = frozenset({"who", "is"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body or short form, with the titles that stand with it; chunk indices ``start`` to ``end``."""

    start: int
    end: int
    chunk: Chunk
    titles: tuple[Chunk, ...] = ()


Node = Actor | Chunk


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with who does it and the occasion in its clause; ``node`` is its place among the nodes."""

    verb: Chunk
    act: Act
    subjects: tuple[Actor, ...]
    occasion: Chunk | None
    node: int
    passive: bool = False
    inherited: bool = False


def _word(nodes: tuple[Node, ...] | tuple[Chunk, ...], index: int) -> str:
    """The plain word at an index, "" for anything else."""
    node = nodes[index] if 0 <= index < len(nodes) else None
    return node.value.key if isinstance(node, Chunk) and isinstance(node.value, Word) else ""


def actors(chunks: tuple[Chunk, ...]) -> tuple[Node, ...]:
    """The chunks with each person and body put together with its titles."""
    nodes: list[Node] = []
    index = 0
    while index < len(chunks):
        actor = _actor(chunks, index)
        nodes.append(chunks[index] if actor is None else actor)
        index = index + 1 if actor is None else actor.end
    return tuple(nodes)


def _actor(chunks: tuple[Chunk, ...], index: int) -> Actor | None:
    before, at = _titles(chunks, index)
    at = _past_courtesy(chunks, at)
    chunk = chunks[at] if at < len(chunks) else None
    if chunk is not None and isinstance(chunk.value, PersonName):
        behind, end = _apposition(chunks, at + 1)
        return Actor(index, end, chunk, (*before, *behind))
    if before:  # the holder of a post, unnamed: "the Prime Minister"
        return Actor(index, index + 1, before[0]) if len(before) == 1 else None
    if chunk is not None and isinstance(chunk.value, OrgName | Pronoun):
        return Actor(index, at + 1, chunk)
    return None


def _past_courtesy(chunks: tuple[Chunk, ...], index: int) -> int:
    """The index behind a word of courtesy that stands before a name."""
    following = chunks[index + 1].value if index + 1 < len(chunks) else None
    courteous = index < len(chunks) and chunks[index].rule == "person.courtesy"
    return index + 1 if courteous and isinstance(following, PersonName) else index


def _titles(chunks: tuple[Chunk, ...], index: int) -> tuple[tuple[Chunk, ...], int]:
    """A stack of titles from an index on, joined by "and" or commas, and the index behind it."""
    found: list[Chunk] = []
    end = at = index
    while at < len(chunks) and isinstance(chunks[at].value, PostTitle):
        found.append(chunks[at])
        end = at = at + 1
        while _word(chunks, at) in (",", "and", "cum", "the"):
            at += 1
    return tuple(found), end


def _apposition(chunks: tuple[Chunk, ...], index: int) -> tuple[tuple[Chunk, ...], int]:
    """The titles behind a name, after a comma, in brackets or after "who is", and the index behind them and their comma."""
    at = index
    while _word(chunks, at) in (",", "(", "the", "a", "an", "-", "–") or _word(chunks, at) in _INTRODUCED:
        at += 1
    if at == index:
        return (), index
    found: list[Chunk] = []
    end = index
    while at < len(chunks) and isinstance(chunks[at].value, PostTitle):
        nearest = _past_courtesy(chunks, at + 1)
        if nearest < len(chunks) and isinstance(chunks[nearest].value, PersonName):
            break  # the title of the next one
        found.append(chunks[at])
        end = at = at + 1
        while _word(chunks, at) in (",", "and", "cum", "the"):
            at += 1
    if found and _word(chunks, end) in (",", ")"):
        following = chunks[end + 1].value if end + 1 < len(chunks) else None
        end = end if isinstance(following, PersonName | PostTitle) and _word(chunks, end) == "," else end + 1
    return tuple(found), end


def deeds(nodes: tuple[Node, ...]) -> tuple[Deed, ...]:
    """What is done in a sentence, in order; a verb without a subject of its own has that of the verb before it."""
    found: list[Deed] = []
    for index, node in enumerate(nodes):
        if not isinstance(node, Chunk) or not isinstance(node.value, Verb) or _word(nodes, index - 1) == "to":
            continue
        deed = _deed(nodes, index, node, node.value, found[-1] if found else None)
        if deed is not None:
            found.append(deed)
    return tuple(_led(deed, found) for deed in found)


def _deed(nodes: tuple[Node, ...], index: int, chunk: Chunk, verb: Verb, before: Deed | None) -> Deed | None:
    if _word(nodes, index + 1) == "by":
        return Deed(chunk, verb.act, _listed(nodes, index + 2), _nearest_before(nodes, index), index, passive=True)
    occasion = _object(nodes, index)
    if verb.participle:
        at = index + 1
        while at < len(nodes) and _word(nodes, at) not in ("were", "was", ",", ";"):
            at += 1
        inverted = _word(nodes, at) in ("were", "was")
        return Deed(chunk, verb.act, _listed(nodes, at + 1) if inverted else (), occasion, index)
    if _word(nodes, index - 1) in _BE:  # "was held in Hanoi": who, nobody says
        return Deed(chunk, verb.act, (), _nearest_before(nodes, index), index, passive=True)
    subjects = _subjects(nodes, index)
    joined = not subjects and before is not None and _word(nodes, index - 1) in ("and", ",") and not before.passive
    if joined and before is not None:
        return Deed(chunk, verb.act, before.subjects, occasion, index, inherited=True)
    return Deed(chunk, verb.act, subjects, occasion, index)


def _led(deed: Deed, found: list[Deed]) -> Deed:
    """A participle in front has the subject of the next finite verb."""
    if deed.subjects or deed.passive or not isinstance(deed.verb.value, Verb) or not deed.verb.value.participle:
        return deed
    for later in found:
        if later.node > deed.node and later.subjects and not later.passive:
            return Deed(deed.verb, deed.act, later.subjects, deed.occasion, deed.node, inherited=True)
    return deed


def _subjects(nodes: tuple[Node, ...], index: int) -> tuple[Actor, ...]:
    """The actors that end right before a verb, in order."""
    found: list[Actor] = []
    at = index - 1
    while at >= 0 and (_word(nodes, at) in _ADVERBS or _word(nodes, at) == ","):
        at -= 1
    while at >= 0:
        node = nodes[at]
        if not isinstance(node, Actor):
            break
        found.append(node)
        at -= 1
        joined = at
        while joined >= 0 and _word(nodes, joined) in _AND:
            joined -= 1
        if joined == at or ("and" not in {_word(nodes, i) for i in range(joined + 1, at + 1)} and len(found) == 1):
            break
        at = joined
    return tuple(reversed(found))


def _listed(nodes: tuple[Node, ...], index: int) -> tuple[Actor, ...]:
    """The actors of a list that begins at an index."""
    found: list[Actor] = []
    while index < len(nodes):
        node = nodes[index]
        if isinstance(node, Actor):
            found.append(node)
        elif _word(nodes, index) not in _AND and not isinstance(node.value, PostTitle):
            break
        index += 1
    return tuple(found)


def _object(nodes: tuple[Node, ...], index: int) -> Chunk | None:
    """The occasion behind a verb, before the next verb."""
    for node in nodes[index + 1 :]:
        if isinstance(node, Actor):
            continue
        if isinstance(node.value, Occasion):
            return node
        if isinstance(node.value, Verb):
            return None
    return None


def _nearest_before(nodes: tuple[Node, ...], index: int) -> Chunk | None:
    """The occasion before a passive verb."""
    for node in reversed(nodes[:index]):
        if isinstance(node, Chunk) and isinstance(node.value, Occasion):
            return node
    return None
