"""Facts of one article as JSON, out and in (``ontology/facts.schema.json``).

The keys are those of the annotation guide with exactly its scope, so that its scorer applies; everything else is under ``x``.
What comes in may be the guide's keys alone, from another extractor or from a human. Where somebody edited the guide's keys of
a file that has ``x``, the guide's keys win.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bienban import __version__
from bienban.errors import InputProblem
from bienban.exchange.entities import Entities
from bienban.exchange.keys import Desk
from bienban.exchange.node import Node
from bienban.exchange.occasions import Occasions
from bienban.exchange.passages import Passages
from bienban.exchange.schema import check
from bienban.exchange.things import Things
from bienban.exchange.writing import Writer
from bienban.model.article import Article
from bienban.model.facts import Facts
from bienban.model.mention import Sentence
from bienban.model.span import Span
from bienban.text import nfc

__all__ = ["DEFAULT_EXTRACTOR", "Given", "dumps", "from_json", "read", "to_json"]

DEFAULT_EXTRACTOR = "facts-json"
"""The name of an extractor that does not say its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a facts file gives: all that :func:`bienban.graph.build.build_graph` asks for."""

    article: Article
    facts: Facts
    sentences: tuple[Sentence, ...]
    extractor: str


def to_json(
    article: Article,
    facts: Facts,
    sentences: tuple[Sentence, ...],
    *,
    extractor: str = "bienban-vi",
    text: bool = False,
) -> dict[str, object]:
    """The facts as a JSON object; with ``text`` the article's text and all its sentences too.

    Without it the object quotes the sentences that hold facts, and no more.
    """
    own = extractor.startswith("bienban-") and "/" not in extractor
    return Writer(article, facts, sentences).write(extractor=f"{extractor}/{__version__}" if own else extractor, text=text)


def dumps(data: dict[str, object]) -> str:
    """The JSON text of facts: UTF-8 letters as they are, two spaces deep, a line break at the end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def from_json(data: dict[str, object], *, source: str, stem: str) -> tuple[Article, Facts]:
    """Article and facts of a JSON object; facts equal those written, up to their order.

    Raises:
        InputProblem: it does not follow the schema, or contradicts itself; ``where`` is the JSON path.
    """
    given = read(data, source=source, stem=stem)
    return given.article, given.facts


def read(data: dict[str, object], *, source: str, stem: str) -> Given:
    """Everything that a JSON object gives: the same graph can be built from it as from the facts that were written.

    Raises:
        InputProblem: it does not follow the schema, or contradicts itself; ``where`` is the JSON path.
    """
    check(data)
    root = Node({name: _composed(value) for name, value in data.items()}, "$")
    x = root.child("x")
    about = x.child("article")
    passages = Passages(about.get("text"), about.get("length"))
    desk = Desk(root, passages)
    entities = Entities(desk, root)
    occasions = Occasions(desk, entities, root)
    things = Things(desk, entities, occasions, root)
    sentences = tuple(_sentence(node, passages) for node in x.each("sentences"))
    byline = x.child("byline")
    span = passages.add(byline.data, byline.path) if byline.has("start") else None
    desk.check()
    facts = Facts(
        persons=tuple(entities.persons),
        places=tuple(entities.places),
        organizations=tuple(entities.organizations),
        posts=tuple(occasions.posts),
        terms=tuple(entities.terms),
        events=tuple(occasions.events),
        groups=tuple(entities.groups),
        participations=tuple(occasions.participations),
        documents=tuple(things.documents),
        links=tuple(things.links),
        awards=tuple(things.awards),
        observations=tuple(things.observations),
        statements=tuple(occasions.statements),
        byline=byline.get("name"),
        byline_span=span,
    )
    article = _article(root, about, passages, source, stem)
    return Given(article=article, facts=facts, sentences=sentences, extractor=x.get("extractor") or DEFAULT_EXTRACTOR)


def _composed(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value with every string in NFC, the form in which names are compared and offsets are counted."""
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, list):
        return [_composed(item) for item in value]
    return {name: _composed(item) for name, item in value.items()} if isinstance(value, dict) else value


def _sentence(node: Node, passages: Passages) -> Sentence:
    span: Span = passages.add(node.data, node.path)
    return Sentence(span, node.get("paragraph") or 0, headline=bool(node.get("headline")), caption=bool(node.get("caption")))


def _article(root: Node, about: Node, passages: Passages, source: str, stem: str) -> Article:
    """The article; ``id`` beside the facts is its id, unless ``x`` is there and says that it has none of its own."""
    text = passages.text()
    given: str | None = root.get("id")
    detailed = root.has("x")
    article_id = about.get("id") if detailed else given
    digest = about.get("digest")
    whole = about.get("text")
    known: dict[str, Any] = {n: about.get(n) for n in ("title", "url", "publisher", "byline", "license")}
    article = Article(
        text=text,
        source=source,
        stem=given if detailed and article_id is None and given else stem,
        body_start=about.get("body_start") or 0,
        id=article_id,
        published=about.date("published"),
        language=about.get("language") or "vi",
        whole_digest=digest if whole is None else None,
        **known,
    )
    if whole is not None and digest is not None and article.digest != digest:
        raise InputProblem("the digest is that of another text", where=f"{about.path}.digest", todo="leave the digest out")
    return article
