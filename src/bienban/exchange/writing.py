"""Facts → JSON: the guide's keys with the guide's scope, everything else under ``x``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any

from bienban.exchange.numbers import number
from bienban.exchange.passages import evidence_json, passage_json, sentences_json
from bienban.exchange.view import View
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.facts import Award, Document, Event, Facts, Key, Observation, Person, PostHeld, Statement
from bienban.model.mention import Sentence
from bienban.model.span import Span

__all__ = ["FORMAT", "Writer"]

FORMAT = "bienban-facts/1"

Json = dict[str, object]


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever a fact's field holds
    if isinstance(value, PartialDate):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _date(value: PartialDate | None) -> str | None:
    return None if value is None else str(value)


class Writer:
    """Writes the facts of one article."""

    def __init__(self, article: Article, facts: Facts, sentences: tuple[Sentence, ...]) -> None:
        self._article = article
        self._facts = facts
        self._sentences = sentences
        self._view = View(facts)

    def write(self, *, extractor: str, text: bool) -> Json:
        """The whole object."""
        facts = self._facts
        return {
            "id": self._article.id if self._article.id is not None else self._article.stem,
            "keep": self._keep(),
            "persons": [self._person(p) for p in facts.persons],
            "organizations": list(dict.fromkeys(o.name for o in facts.organizations if o.listed)),
            "events": [self._event(e) for e in facts.events if e.listed],
            "documents": [self._document(d) for d in facts.documents if d.listed],
            "awards": [self._award(a) for a in facts.awards],
            "observations": [self._observation(o) for o in facts.observations],
            "statements": self._statements(),
            "notes": "",
            "x": self._rest(extractor, text),
        }

    def _keep(self) -> bool:
        """The guide's: an event, a personnel decision or an award with a named person or organization."""
        named = self._view.persons.keys() | self._view.organizations.keys()
        return (
            any(p.event in self._view.listed and p.participant in named for p in self._facts.participations)
            or any(p.status in ("appointed", "dismissed") for p in self._facts.posts)
            or any(named & {*a.recipients, a.conferrer} for a in self._facts.awards)
        )

    def _x(self, fact: Any, *names: str) -> Json:  # noqa: ANN401 - any kind of fact
        """Key and evidence of a fact, and those of the named fields that say something."""
        defaults = {f.name: f.default for f in fields(fact)}
        said = {n: _plain(getattr(fact, n)) for n in names if getattr(fact, n) != defaults[n] and getattr(fact, n) is not None}
        return {"key": fact.key, **said, "evidence": evidence_json(fact.evidence, self._article.text)}

    def _person(self, fact: Person) -> Json:
        held = [self._position(post) for post in self._facts.posts if post.person == fact.key]
        return {"name": fact.name, "positions": held, "x": self._x(fact)}

    def _position(self, fact: PostHeld) -> Json:
        x = self._x(fact, "organization", "start", "end", "attested")
        return {"role": fact.role, "org": self._view.agent(fact.organization), "status": fact.status, "x": x}

    def _event(self, fact: Event) -> Json:
        found = [p for p in self._facts.participations if p.event == fact.key]
        x = self._x(fact, "type", "place", "ordinal", "term", "within")
        del x["key"]
        x["participations"] = [self._x(p, "participant", "role", "capacities") for p in found]
        return {
            "key": fact.key,
            "kind": fact.kind,
            "name": fact.name,
            "date": _date(fact.start),
            "end": _date(fact.end),
            "place": self._view.agent(fact.place),
            "main": fact.main,
            "organizers": self._view.organizers(found),
            "people": [{"name": name, "roles": roles} for name, roles in self._view.people(found)],
            "x": x,
        }

    def _document(self, fact: Document) -> Json:
        return {
            "kind": fact.kind,
            "number": fact.number,
            "name": fact.name,
            "issuer": self._view.issuer(fact),
            "x": self._x(fact, "issuer", "issuer_name", "issued", "party", "term"),
        }

    def _award(self, fact: Award) -> Json:
        return {
            "name": fact.name,
            "recipients": [self._view.agent(key) for key in fact.recipients],
            "count": None if fact.group is None else self._view.counts[fact.group],
            "conferrer": self._view.conferrer(fact),
            "citation": fact.citation,
            "x": self._x(
                fact, "type", "recipients", "group", "conferrer", "conferrer_name", "merit_start", "merit_end",
                "consecutive_years", "occasion", "date",
            ),
        }  # fmt: skip

    def _observation(self, fact: Observation) -> Json:
        x = self._x(fact, "concept", "unit_concept", "percent_kind", "area", "printed", "correction")
        figures: dict[str, int | float | None] = {}
        for name in ("value", "target", "percent"):
            value: Decimal | None = getattr(fact, name)
            figures[name], exact = (None, None) if value is None else number(value)
            if exact is not None:
                x[name] = exact
        return {
            "indicator": fact.indicator,
            "period": fact.period,
            "value": figures["value"],
            "unit": fact.unit,
            "target": figures["target"],
            "percent": figures["percent"],
            "x": x,
        }

    def _statements(self) -> list[Json]:
        """The guide's list, once per speaker and event, each with all that this speaker says there."""
        said: dict[tuple[str | None, Key | None], list[Statement]] = {}
        for fact in self._facts.statements:
            said.setdefault((self._view.agent(fact.speaker), self._view.occasion(fact.event)), []).append(fact)
        return [
            {"speaker": speaker, "event": event, "x": {"items": [self._said(fact) for fact in found]}}
            for (speaker, event), found in said.items()
        ]

    def _said(self, fact: Statement) -> Json:
        x = self._x(fact, "speaker", "event", "kind")
        return x if fact.text is None else {**x, "text": passage_json(fact.text, self._article.text)}

    def _rest(self, extractor: str, text: bool) -> Json:
        """What belongs to the article, and the facts that the guide leaves out or knows by name only."""
        facts = self._facts
        spans = None if text else self._spans()
        rest: Json = {
            "format": FORMAT,
            "extractor": extractor,
            "article": self._about(text),
            "sentences": sentences_json(self._sentences, spans, self._article.text),
            "organizations": [
                self._x(o, "name", "kind", "place", "part_of", "executive_of", "printed", "listed") for o in facts.organizations
            ],
            "places": [self._x(p, "name", "level", "within") for p in facts.places],
            "terms": [self._x(t, "name", "start", "end", "organization", "ordinal") for t in facts.terms],
            "groups": [self._x(g, "name", "count", "kind", "qualifier") for g in facts.groups],
            "events": [self._event(e) for e in facts.events if not e.listed],
            "documents": [self._document(d) for d in facts.documents if not d.listed],
            "links": [self._x(k, "event", "document", "relation") for k in facts.links],
        }
        if facts.byline is not None:
            place = {} if facts.byline_span is None else passage_json(facts.byline_span, self._article.text)
            rest["byline"] = {"name": facts.byline, **place}
        return rest

    def _about(self, text: bool) -> Json:
        article = self._article
        known = {n: getattr(article, n) for n in ("id", "title", "url", "publisher", "byline", "license", "language")}
        about: Json = {n: value for n, value in known.items() if value is not None}
        if article.published is not None:
            about["published"] = str(article.published)
        if article.text:
            about |= {"digest": article.digest, "length": len(article.text), "body_start": article.body_start}
        if text and article.whole_digest is None:
            about["text"] = article.text
        return about

    def _spans(self) -> Iterable[Span]:
        """Every stretch of the text that a fact rests on."""
        for field in fields(self._facts):
            found = getattr(self._facts, field.name)
            for fact in found if isinstance(found, tuple) else ():
                for evidence in fact.evidence:
                    yield from evidence.spans
        yield from (s.text for s in self._facts.statements if s.text is not None)
