"""Names the nodes of one article: every IRI comes from what the fact says, none from where it stands.

An edit elsewhere in the article therefore changes no IRI, and two facts with the same content are one node. The keys are in
``docs/model.md``, "Names".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from bienban.errors import BienbanError
from bienban.graph.vocab import BASE
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.facts import (
    Award,
    CountedGroup,
    Document,
    Event,
    Facts,
    Key,
    Observation,
    Organization,
    Participation,
    Person,
    Place,
    PostHeld,
    Statement,
    Term,
)
from bienban.text import disc, nfc, slug

__all__ = ["Names", "article_iri", "graph_iri"]

_EXTENSION = re.compile(r"\.[A-Za-z]{2,5}$")


def _readable(article: Article) -> str:
    """The slug of what identifies the article, so that one identity has one IRI: the last part of the URL, the id, the stem."""
    if article.url is None:
        return slug(article.id if article.id is not None else article.stem)
    parts = urlsplit(article.url)
    last = next((p for p in reversed(parts.path.split("/")) if p), parts.netloc)
    return slug(_EXTENSION.sub("", last))


def article_iri(article: Article) -> str:
    """The IRI of an article, the same for every version of its text."""
    if article.iri is not None:
        return article.iri
    return f"{BASE}id/article/{_readable(article)}-{disc(*article.identity)}"


def graph_iri(article: str) -> str:
    """The IRI of the named graph of an article, given the article's IRI."""
    return article.replace("/id/article/", "/graph/article/", 1)


def _date(value: PartialDate | None) -> str:
    return "" if value is None else str(value)


def _number(value: Decimal | int | None) -> str:
    """A number in one form: 75 and 75.0 are the same figure."""
    if value is None:
        return ""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


class Names:
    """The local names of all facts of one article, such as ``person-k3jd72mxqpa4``, by fact key."""

    def __init__(self, text: str, facts: Facts) -> None:
        self._text = text
        self._facts = facts
        self._places = {p.key: p for p in facts.places}
        self._groups = {g.key: g for g in facts.groups}
        self._names: dict[Key, str] = {}
        for kind, found, key_of in self._plan():
            for fact in found:
                if fact.key in self._names:
                    raise BienbanError(f"two facts have the key {fact.key!r}", todo="give each fact of an article its own key")
                self._names[fact.key] = f"{kind}-{disc(*key_of(fact))}"

    def _plan(self) -> Iterable[tuple[str, tuple[Any, ...], Callable[[Any], tuple[str, ...]]]]:
        """Types with their facts and key functions, each after those whose names its keys hold."""
        facts = self._facts
        return (
            ("place", facts.places, self._place),
            ("org", facts.organizations, self._organization),
            ("person", facts.persons, self._person),
            ("term", facts.terms, self._term),
            ("event", facts.events, self._event),
            ("award", facts.awards, self._award),
            ("group", facts.groups, self._group),
            ("participation", facts.participations, self._participation),
            ("post", facts.posts, self._post),
            ("document", facts.documents, self._document),
            ("observation", facts.observations, self._observation),
            ("statement", facts.statements, self._statement),
        )

    def __getitem__(self, key: Key) -> str:
        """The local name of a fact.

        Raises:
            BienbanError: no fact of the article has this key.
        """
        name = self._names.get(key)
        if name is None:
            raise BienbanError(f"a fact refers to {key!r}, which no fact has", todo="give every key that is referred to a fact")
        return name

    def _of(self, key: Key | None) -> str:
        return "" if key is None else self[key]

    def _place(self, fact: Place) -> tuple[str, ...]:
        """Level and name, and the same of the places around it: phường 1 of one district is not that of another."""
        key = [fact.level or "", nfc(fact.name)]
        seen = {fact.key}
        around = fact.within
        while around is not None and around not in seen:
            seen.add(around)
            outer = self._places.get(around)
            if outer is None:
                break
            key += [outer.level or "", nfc(outer.name)]
            around = outer.within
        return tuple(key)

    def _organization(self, fact: Organization) -> tuple[str, ...]:
        return nfc(fact.name), self._of(fact.place)

    def _person(self, fact: Person) -> tuple[str, ...]:
        return (nfc(fact.name),)

    def _term(self, fact: Term) -> tuple[str, ...]:
        return nfc(fact.name), _date(fact.start), _date(fact.end), _number(fact.ordinal), self._of(fact.organization)

    def _event(self, fact: Event) -> tuple[str, ...]:
        return fact.kind, nfc(fact.name), _date(fact.start), _date(fact.end), _number(fact.ordinal)

    @staticmethod
    def _counted(fact: CountedGroup) -> tuple[str, ...]:
        return nfc(fact.name), str(fact.count), fact.kind or "", fact.qualifier

    def _award(self, fact: Award) -> tuple[str, ...]:
        group = self._groups.get(fact.group) if fact.group is not None else None
        return (
            nfc(fact.name), fact.type, *sorted(self[key] for key in fact.recipients),
            *(("", *self._counted(group)) if group is not None else ()),
            fact.conferrer_name or "", self._of(fact.conferrer), fact.citation or "", _date(fact.date), self._of(fact.occasion),
            _number(fact.merit_start), _number(fact.merit_end), _number(fact.consecutive_years),
        )  # fmt: skip

    def _group(self, fact: CountedGroup) -> tuple[str, ...]:
        """What is counted and for what: three members honoured are not the three members who attended."""
        owners = [self[a.key] for a in self._facts.awards if a.group == fact.key]
        owners = owners or [self[p.event] for p in self._facts.participations if p.participant == fact.key]
        return *self._counted(fact), min(owners, default="")

    def _participation(self, fact: Participation) -> tuple[str, ...]:
        return self[fact.event], self[fact.participant], fact.role

    def _post(self, fact: PostHeld) -> tuple[str, ...]:
        return (
            self[fact.person], nfc(fact.role), self._of(fact.organization), fact.status, _date(fact.start), _date(fact.end),
        )  # fmt: skip

    def _document(self, fact: Document) -> tuple[str, ...]:
        return fact.kind, nfc(fact.name), fact.number or "", self._of(fact.issuer), _date(fact.issued)

    def _observation(self, fact: Observation) -> tuple[str, ...]:
        return (
            nfc(fact.indicator), fact.concept or "", fact.period or "", self._of(fact.area), fact.unit_concept or fact.unit or "",
            _number(fact.value), _number(fact.target), _number(fact.percent), fact.percent_kind or "",
        )  # fmt: skip

    def _statement(self, fact: Statement) -> tuple[str, ...]:
        words = "" if fact.text is None else fact.text.of(self._text)
        return self[fact.speaker], self._of(fact.event), fact.kind, words
