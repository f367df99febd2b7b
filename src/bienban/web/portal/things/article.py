"""An article: its sentences with all facts found in each; the whole text where its licence allows showing it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bienban.graph.mint import graph_iri
from bienban.graph.terms import iri
from bienban.web.portal import structured
from bienban.web.portal.asking import Asking, Row, query_of
from bienban.web.portal.known import fill
from bienban.web.portal.licences import is_open
from bienban.web.portal.naming import Naming
from bienban.web.portal.sections import Entity
from bienban.web.portal.things.fills import named
from bienban.web.portal.things.heads import HEAD, Head
from bienban.web.portal.things.local import Found, Local

__all__ = ["Article", "Passage", "article"]

DETAILS = "schema:publisher schema:datePublished bb:byline dcterms:license dcterms:rights schema:about"

ReadText = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the text: a sentence with facts (``start`` is where it begins), or what stands between such sentences."""

    text: str
    start: str = ""
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The page: the head, and the passages; ``whole`` where the text may be shown, ``loose`` facts without a sentence."""

    entity: Entity
    passages: tuple[Passage, ...]
    loose: tuple[Found, ...]
    whole: bool
    facts: int
    url: str | None
    licence: str | None


async def article(asking: Asking, thing: str, naming: Naming, read_text: ReadText) -> Article | None:
    """The page. ``read_text`` gives the kept text of a digest."""
    node, graph = iri(thing), f"<{graph_iri(thing)}>"
    head, rows, said, merged = await asking.all(
        query_of("thing", thing=node),
        query_of("contents", graph=graph),
        query_of("local", graph=graph),
        query_of("merged", graph=graph),
    )
    if not head:
        return None
    await fill(asking, (head, HEAD), (merged, named("merged")))
    top = Head(head, naming)
    local = Local(said, merged, naming)
    licences = [row["value"] for row in top.values("dcterms:license", "dcterms:rights")]
    digest = local.value(thing, "bb:textDigest")
    text = await asyncio.to_thread(read_text, digest) if digest and any(map(is_open, licences)) else None
    facts = _facts(rows, local)
    spans = sorted({(int(r["start"]), int(r["end"]), r["quote"]) for r in rows if r["start"] and r["end"]})
    url = next((row["value"] for row in top.values("schema:url")), None)
    return Article(
        entity=Entity(kind="article", name=top.name, about=top.about(DETAILS), structured=structured.article(top, thing, naming)),
        passages=tuple(_passages(spans, facts, text)),
        loose=tuple(found for (start, _), of in facts.items() if not start for found in of),
        whole=text is not None,
        facts=sum(map(len, facts.values())),
        licence=next((row["value"] for row in top.values("dcterms:license") if row.cell("value").is_iri), None),
        url=url if url and url.startswith(("http://", "https://")) else None,
    )


def _passages(
    spans: Sequence[tuple[int, int, str]], facts: dict[tuple[str, str], list[Found]], text: str | None
) -> list[Passage]:
    passages = []
    read = 0
    for start, end, quote in spans:
        if text is not None and start > read:
            passages += [Passage(line) for line in text[read:start].splitlines() if line.strip()]
        read = max(read, end)
        passages.append(Passage(quote, str(start), tuple(facts.get((str(start), str(end)), ()))))
    if text is not None:
        passages += [Passage(line) for line in text[read:].splitlines() if line.strip()]
    return passages


def _facts(rows: Sequence[Row], local: Local) -> dict[tuple[str, str], list[Found]]:
    """Facts by the sentence that says them, each once there."""
    found: dict[tuple[str, str], dict[str, Found]] = {}
    for row in rows:
        here = found.setdefault((row["start"], row["end"]), {})
        if row["fact"] not in here:
            here[row["fact"]] = local.found(row)
    return {span: list(of.values()) for span, of in found.items()}
