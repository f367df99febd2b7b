"""The reader of English-language articles about Vietnam."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.base import Reading
from bienban.lang.en.chunk import Chunk, Line, Occasion, Verb, Word
from bienban.lang.en.chunker import read_chunks
from bienban.lang.en.clauses import actors, deeds
from bienban.lang.en.doings import find_doings
from bienban.lang.en.entities import gather
from bienban.lang.en.occasions import find_occasions
from bienban.lang.en.posts import attested, read_posts
from bienban.lang.en.records import find_awards, find_documents
from bienban.lang.en.segments import sentences
from bienban.lang.en.story import Passage, Story
from bienban.lang.tokens import tokenize
from bienban.model.article import Article
from bienban.model.facts import Facts
from bienban.model.mention import Cue, EventName, Mention, Sentence

__all__ = ["EnglishReader"]


@dataclass(frozen=True, slots=True)
class EnglishReader:
    """The language pack ``en``: offline, deterministic, and it never fails on a text."""

    code: str = "en"

    def read(self, article: Article) -> Reading:
        """The sentences, mentions and facts of an article."""
        passages = _passages(article)
        cast = gather((p.line, p.chunks) for p in passages)
        posts = read_posts(((p.line, p.nodes) for p in passages), cast)
        story = Story(article, passages, cast, posts)
        occasions = find_occasions(story)
        doings = find_doings(story, occasions)
        documents, links = find_documents(story, occasions)
        events = tuple(happening.fact() for happening in occasions.found)
        parts = doings.participations()
        persons, places, organizations = cast.facts()
        facts = Facts(
            persons=persons,
            places=places,
            organizations=organizations,
            posts=attested(posts, events, parts, article.published),
            events=events,
            participations=parts,
            documents=documents,
            links=links,
            awards=find_awards(story, occasions),
            statements=tuple(doings.statements),
            byline=article.byline,
        )
        return Reading(article, tuple(p.sentence for p in passages), _mentions(passages), facts)


def _passages(article: Article) -> tuple[Passage, ...]:
    tokens = tokenize(article.text)
    found = []
    for sentence in sentences(article):
        start, end = tokens.at(sentence.span.start), tokens.at(sentence.span.end - 1)
        if end < len(tokens) and tokens[end].start < sentence.span.end:
            end += 1
        found.append(_passage(sentence, Line(article.text, tokens, start, end)))
    return tuple(found)


def _passage(sentence: Sentence, line: Line) -> Passage:
    chunks = read_chunks(line)
    nodes = actors(chunks)
    return Passage(sentence, line, chunks, nodes, deeds(nodes))


def _mentions(passages: tuple[Passage, ...]) -> tuple[Mention, ...]:
    found = []
    for passage in passages:
        for chunk in passage.chunks:
            found += [m for c in chunk.walk() if (m := _mention(passage.line, c)) is not None]
    return tuple(sorted(dict.fromkeys(found), key=lambda m: (m.span.start, -m.span.end, m.rule)))


def _mention(line: Line, chunk: Chunk) -> Mention | None:
    value, span = chunk.value, line.span(chunk.start, chunk.end)
    if isinstance(value, Word):
        return None
    if isinstance(value, Verb):
        return Mention(span, Cue(value.act, line.words(chunk.start, chunk.end)), chunk.rule)
    if isinstance(value, Occasion):
        return Mention(span, EventName(value.kind, value.type, value.name, value.head, value.definite), chunk.rule)
    return Mention(span, value, chunk.rule)
