"""JSON → documents, their links to events, awards and observations."""

from __future__ import annotations

from dataclasses import replace

from bienban.exchange.entities import Entities
from bienban.exchange.keys import Desk, forms, fullest
from bienban.exchange.node import Node
from bienban.exchange.occasions import Occasions, view_of
from bienban.graph.schemes import beginning
from bienban.model.facts import Award, Document, DocumentLink, Key, Observation

__all__ = ["Things"]


class Things:
    """What events are about, what is conferred, and what is counted."""

    def __init__(self, desk: Desk, entities: Entities, occasions: Occasions, root: Node) -> None:
        self._desk = desk
        self._entities = entities
        self._occasions = occasions
        self._view = view_of(entities, tuple(occasions.events))
        x = root.child("x")
        self.documents = [self._document(n, True) for n in root.each("documents")]
        self.documents += [self._document(n, False) for n in x.each("documents")]
        self.links = [self._link(n) for n in x.each("links")]
        self.awards = [self._award(n) for n in root.each("awards")]
        self.observations = [self._observation(n) for n in root.each("observations")]

    def _document(self, node: Node, listed: bool) -> Document:
        x = node.child("x")
        desk = self._desk
        document = Document(
            key=desk.key(x, "document"),
            kind=node.get("kind"),
            name=node.get("name"),
            evidence=desk.evidence(x),
            number=node.get("number"),
            issuer=desk.refer(x, "issuer", "organization", "event"),
            issuer_name=x.get("issuer_name"),
            issued=x.date("issued"),
            party=x.get("party"),
            term=desk.refer(x, "term", "term"),
            listed=listed,
        )
        names = forms(node.get("issuer"))
        if _agree(self._view.issuer(document), names):
            return document
        issuer, words = self._named(names)
        if issuer is None and words is not None:
            issuer = self._occasions.named.get(words)
        return replace(document, issuer=issuer, issuer_name=words)

    def _named(self, names: tuple[str, ...]) -> tuple[Key | None, str | None]:
        """The agent that a name means, and the name."""
        words = fullest(names) if names else None
        return (None if words is None else self._entities.known(words)), words

    def _link(self, node: Node) -> DocumentLink:
        event, document = self._desk.refer(node, "event", "event"), self._desk.refer(node, "document", "document")
        assert event is not None and document is not None  # noqa: S101, PT018 - the schema demands them
        return DocumentLink(
            key=self._desk.key(node, "link"),
            event=event,
            document=document,
            relation=node.get("relation"),
            evidence=self._desk.evidence(node),
        )

    def _award(self, node: Node) -> Award:
        x = node.child("x")
        desk = self._desk
        name = node.get("name")
        given = x.get("type") or ("other" if x.data else beginning("award-type", name))
        award = Award(
            key=desk.key(x, "award"),
            name=name,
            evidence=desk.evidence(x),
            type=given or "other",
            recipients=self._recipients(node, x),
            group=self._group(node, x),
            conferrer=desk.refer(x, "conferrer", "organization", "person"),
            conferrer_name=x.get("conferrer_name"),
            citation=node.get("citation"),
            merit_start=x.get("merit_start"),
            merit_end=x.get("merit_end"),
            consecutive_years=x.get("consecutive_years"),
            occasion=desk.refer(x, "occasion", "event"),
            date=x.date("date"),
        )
        names = forms(node.get("conferrer"))
        if _agree(self._view.conferrer(award), names):
            return award
        conferrer, words = self._named(names)
        return replace(award, conferrer=conferrer, conferrer_name=words)

    def _recipients(self, node: Node, x: Node) -> tuple[Key, ...]:
        names = [forms(value) for value in node.get("recipients") or ()]
        keys = self._desk.refer_all(x, "recipients", "person", "organization", "place")
        shown = [self._view.agent(key) for key in keys]
        if len(shown) == len(names) and all(s in n for s, n in zip(shown, names, strict=True)):
            return keys
        return tuple(dict.fromkeys(self._entities.receiver(fullest(n)) for n in names))

    def _group(self, node: Node, x: Node) -> Key | None:
        count = node.get("count")
        group = self._desk.refer(x, "group", "group")
        if group is not None and self._view.counts.get(group) == count:
            return group
        return None if count is None else self._entities.group(count)

    def _observation(self, node: Node) -> Observation:
        x = node.child("x")
        return Observation(
            key=self._desk.key(x, "observation"),
            indicator=node.get("indicator"),
            evidence=self._desk.evidence(x),
            concept=x.get("concept"),
            period=node.get("period"),
            value=node.figure("value", x),
            unit=node.get("unit"),
            unit_concept=x.get("unit_concept"),
            target=node.figure("target", x),
            percent=node.figure("percent", x),
            percent_kind=x.get("percent_kind"),
            area=self._desk.refer(x, "area", "place", "organization"),
            printed=x.get("printed"),
            correction=x.get("correction"),
        )


def _agree(shown: str | None, names: tuple[str, ...]) -> bool:
    return not names if shown is None else shown in names
