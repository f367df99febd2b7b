"""Documents and awards as facts, and how an occasion bears on a document."""

from __future__ import annotations

from dataclasses import replace

from bienban.lang.en.chunk import Chunk, Occasion
from bienban.lang.en.clauses import Deed
from bienban.lang.en.entities import evidence
from bienban.lang.en.lexicon import table
from bienban.lang.en.occasions import Happening, Occasions
from bienban.lang.en.story import Passage, Story, behind_to
from bienban.model.facts import Award, Document, DocumentLink, DocumentRelation, Key
from bienban.model.mention import AwardName, DocumentName, OrgName

__all__ = ["find_awards", "find_documents"]

_RELATIONS: tuple[tuple[str, DocumentRelation], ...] = (
    ("review", "reviews"), ("implement", "implements"), ("disseminat", "disseminates"), ("adopt", "adopts"), ("on ", "concerns"),
)  # fmt: skip
_NUMBERED, _TITLED = 0.95, 0.8
_MOST = 50
"""Passages that are kept of one document; more say nothing new."""


def find_documents(story: Story, occasions: Occasions) -> tuple[tuple[Document, ...], tuple[DocumentLink, ...]]:
    """Each document once, and the occasions that name one in their designation."""
    documents: dict[tuple[str, str], Document] = {}
    links: dict[tuple[Key, Key], DocumentLink] = {}
    for passage in story.passages:
        for chunk in passage.chunks:
            for inner in chunk.walk():
                if not isinstance(inner.value, DocumentName):
                    continue
                document = _document(story, documents, passage, inner, inner.value)
                happening = occasions.of.get(chunk.start)
                if isinstance(chunk.value, Occasion) and happening is not None:
                    _link(links, passage, chunk, happening, document)
    return tuple(documents.values()), tuple(links.values())


def _document(
    story: Story, found: dict[tuple[str, str], Document], passage: Passage, chunk: Chunk, value: DocumentName
) -> Document:
    which = value.kind, (value.number or value.name).casefold()
    sure = _TITLED if value.number is None else _NUMBERED
    proof = evidence(passage.line, chunk.start, chunk.end, chunk.rule, sure)
    body = next((c.value for c in chunk.inner if isinstance(c.value, OrgName)), None)
    issuer = None if body is None else story.cast.organization(body)
    known = found.get(which)
    if known is None:
        party = next((row.get("party") for row in table("document_kinds") if row.get("kind") == value.kind), None)
        of_party = None if party is None else party == "yes"
        known = Document(
            key=Key(f"d{len(found) + 1}"), kind=value.kind, name=value.name, number=value.number, evidence=(proof,),
            issuer=issuer,
            issuer_name=None if body is None else body.name, party=True if (value.number or "").endswith("TW") else of_party,
        )  # fmt: skip
    else:
        known = replace(known, evidence=(*known.evidence, proof)) if len(known.evidence) < _MOST else known
        if known.issuer is None and issuer is not None:
            known = replace(known, issuer=issuer, issuer_name=None if body is None else body.name)
    found[which] = known
    return known


def _link(
    links: dict[tuple[Key, Key], DocumentLink], passage: Passage, chunk: Chunk, happening: Happening, document: Document
) -> None:
    name = passage.line.words(chunk.start, chunk.end).casefold()
    relation = next((r for word, r in _RELATIONS if word in name), None)
    if relation is None or (happening.key, document.key) in links:
        return
    proof = evidence(passage.line, chunk.start, chunk.end, "link.name", 0.75)
    links[happening.key, document.key] = DocumentLink(
        key=Key(f"k{len(links) + 1}"), event=happening.key, document=document.key, relation=relation, evidence=(proof,)
    )


def find_awards(story: Story, occasions: Occasions) -> tuple[Award, ...]:
    """Awards given: the name stands behind a verb of giving or receiving."""
    found: list[Award] = []
    for passage in story.passages:
        if passage.sentence.headline:
            continue
        for chunk in passage.chunks:
            deed = _giving(passage, chunk)
            if isinstance(chunk.value, AwardName) and deed is not None:
                award = _award(story, passage, chunk, chunk.value, deed, occasions, len(found) + 1)
                found += [] if award is None else [award]
    return tuple(found)


def _giving(passage: Passage, chunk: Chunk) -> Deed | None:
    before = [d for d in passage.deeds if d.act in ("present", "award", "receive") and d.verb.start < chunk.start]
    return before[-1] if before else None


def _award(
    story: Story, passage: Passage, chunk: Chunk, value: AwardName, deed: Deed, occasions: Occasions, number: int
) -> Award | None:
    getting = deed.act == "receive"
    receivers = deed.subjects if getting else behind_to(passage, chunk)
    recipients = [story.who(actor) for actor in receivers]
    known = tuple(dict.fromkeys(key for key in recipients if key is not None))
    if not known:
        return None
    givers = [story.who(actor) for actor in deed.subjects] if deed.act == "award" else []
    happening = occasions.current_at.get(passage.line.start)
    when = None if happening is None or happening.when is None or happening.when.end is not None else happening.when.start
    span = passage.line.span
    proof = evidence(passage.line, chunk.start, chunk.end, f"award.{deed.act}", 0.75)
    spans = tuple(
        sorted({*proof.spans, span(deed.verb.start, deed.verb.end), *(span(a.chunk.start, a.chunk.end) for a in receivers)})
    )
    return Award(
        key=Key(f"a{number}"), name=value.name, type=value.type, recipients=known, evidence=(replace(proof, spans=spans),),
        conferrer=givers[0] if givers else None, occasion=None if happening is None else happening.key, date=when,
    )  # fmt: skip
