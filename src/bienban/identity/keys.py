"""What an article-level node is called in the merged graph, as far as its own article says it.

Publishers, places, bodies, roles, terms, events, documents, indicators and units: a pure function of one article's graph.
Persons come from :mod:`bienban.identity.persons`, and what persons do from :mod:`bienban.identity.contribution`. A node that
its article does not settle keeps a *scoped* name (:mod:`bienban.identity.names`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bienban.graph.terms import Term
from bienban.graph.vocab import concept, term
from bienban.identity.abroad import office_abroad
from bienban.identity.names import is_scoped, key_of, mint, scoped, text_of
from bienban.identity.nation import nation, national_name
from bienban.identity.territory import bare_name, head_before, same_words
from bienban.identity.view import ArticleView, type_of

__all__ = ["Keys"]

A, LABEL, PREF_LABEL = term("rdf:type"), term("rdfs:label"), term("skos:prefLabel")
LEVEL, WITHIN, SPATIAL, CLASS = (
    term("cv:level"), term("schema:containedInPlace"), term("dcterms:spatial"), term("org:classification"),
)  # fmt: skip
PART_OF, TERM_OF, ORDINAL = term("org:subOrganizationOf"), term("bb:termOf"), term("bb:ordinal")
START, IN_TERM, ISSUER, ISSUED = term("schema:startDate"), term("bb:inTerm"), term("bb:issuer"), term("dcterms:issued")
TITLE, IDENTIFIER = term("dcterms:title"), term("dcterms:identifier")
HAS_PARTICIPATION, HAS_PARTICIPANT, PART_ROLE = term("cv:hasParticipation"), term("cv:hasParticipant"), term("cv:role")
ORGANIZER, CONGRESS = concept("participation-role", "organizer"), term("bb:Congress")
COUNTRY, PROVINCE, DISTRICT, COMMUNE, HAMLET = (
    concept("unit-level", code) for code in ("country", "province", "district", "commune", "hamlet")
)

_DISTRICT_WORD = re.compile(r"^(?:quận|huyện|thị xã|thành phố|tp\.?) *(?=\w)")
_HAS_YEAR = re.compile(r"/(?:19|20)\d\d/")
_SERIES = re.compile(r"[-/]([^\W\d_]+)\d*$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MIN_NAME, _MIN_TITLE = 3, 3


def _vietnam() -> Term:
    return mint("place", "việt nam", "country", "việt nam")


class Keys:
    """The merged names of one article's nodes, worked out on demand and kept."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._names: dict[Term, Term] = {}
        self._open: set[Term] = set()
        self._rules: dict[str, Callable[[Term], Term | None]] = {
            "publisher": self._publisher,
            "place": self._place,
            "org": self._organization,
            "role": self._coined,
            "indicator": self._coined,
            "unit": self._coined,
            "term": self._term,
            "event": self._event,
            "document": self._document,
        }
        for kind in self._rules:
            for node in view.of_type(kind):
                self.name(node)

    @property
    def names(self) -> dict[Term, Term]:
        """Article-level node → merged node."""
        return self._names

    def name(self, node: Term) -> Term | None:
        """The merged name of a node; a concept is its own; None for a node of another kind, or one that is its own part."""
        known = self._names.get(node)
        if known is not None:
            return known
        if node not in self._view.nodes:
            return node if "#" not in node else None
        kind = type_of(node)
        rule = self._rules.get(kind)
        if rule is None or node in self._open:
            return None
        self._open.add(node)
        found = rule(node)
        self._open.discard(node)
        if found is None:
            words = self._view.one(node, LABEL) or self._view.one(node, TITLE)
            found = scoped(kind, text_of(words), node)
        self._names[node] = found
        return found

    def _settled(self, node: Term, prop: Term) -> list[Term]:
        """The merged names of the values of a property, those that are settled across articles."""
        found = {self.name(value) for value in self._view.all(node, prop)}
        return sorted(name for name in found if name is not None and not is_scoped(name))

    def _label(self, node: Term) -> str:
        return key_of(self._view.one(node, LABEL))

    def _publisher(self, node: Term) -> Term | None:
        label = self._label(node)
        return mint("publisher", label, label) if label else None

    def _coined(self, node: Term) -> Term | None:
        """A role, indicator or unit that no scheme has: its label is all there is to it."""
        label = key_of(self._view.one(node, PREF_LABEL))
        if type_of(node) == "role":
            label = office_abroad(label) or label
        return mint(type_of(node), label, label) if label else None

    def _place(self, node: Term) -> Term | None:
        """Countries and provinces by name, districts too unless several have it, the rest within a settled place."""
        label, level = self._label(node), self._view.one(node, LEVEL)
        if not label or level is None:
            return None
        if level == COUNTRY:
            return mint("place", label, "country", label)
        if level == PROVINCE:
            bare = bare_name(label, PROVINCE)
            return mint("place", bare, "province", bare)
        around = [p for p in self._settled(node, WITHIN) if p != _vietnam()]
        if level == DISTRICT:
            if _DISTRICT_WORD.match(label) and label not in nation().districts:
                return mint("place", label, "district", label)
            return mint("place", label, "district", label, around[0]) if around else None
        outer = {COMMUNE: (PROVINCE, DISTRICT), HAMLET: (COMMUNE,)}.get(level, ())
        inside = self._in_level(node, outer)
        return None if inside is None else mint("place", label, level, label, inside)

    def _in_level(self, node: Term, levels: tuple[Term, ...]) -> Term | None:
        """The settled place of one of the levels that the article puts a place in."""
        for value in self._view.all(node, WITHIN):
            name = self.name(value)
            if name is not None and not is_scoped(name) and self._view.one(value, LEVEL) in levels:
                return name
        return None

    def _organization(self, node: Term) -> Term | None:
        """One of a kind in the country, or named with its territory, or part of a settled body."""
        label = self._label(node)
        if not label:
            return None
        named = self._of_place(node, label)
        if named is not None and label not in nation().names:
            head, where, place = named
            return mint("org", f"{head} {where}", "of", head, place)
        abroad = any(self._view.one(p, LEVEL) == COUNTRY and self.name(p) != _vietnam() for p in self._view.all(node, SPATIAL))
        national = national_name(label)
        if not abroad and nation().settles(national, self._view.all(node, CLASS)):
            return mint("org", national, "national", national)
        places = self._settled(node, SPATIAL)
        if places and (self._names_its_place(node, label) or len(label.split()) >= _MIN_NAME):
            return mint("org", label, "place", label, places[0])
        parents = self._settled(node, PART_OF)
        return mint("org", label, "part", label, parents[0]) if parents else None

    def _of_place(self, node: Term, label: str) -> tuple[str, str, Term] | None:
        """A body's name without the settled territory that it ends with; that territory's bare name and its merged name."""
        for place in self._view.all(node, SPATIAL):
            level, name = self._view.one(place, LEVEL), self.name(place)
            if level is None or name is None or is_scoped(name) or name == _vietnam():
                continue
            where = self._label(place)
            head = head_before(label, where, level) if where else None
            if head is not None:
                return same_words(head), bare_name(where, level), name
        return None

    def _names_its_place(self, node: Term, label: str) -> bool:
        places = (self._label(place) for place in self._view.all(node, SPATIAL))
        return any(place and place in label for place in places)

    def _term(self, node: Term) -> Term | None:
        """A term of a settled body, by its first year where that is known, else by its number, else by its name."""
        owners = self._settled(node, TERM_OF)
        if not owners:
            return None
        start, ordinal = text_of(self._view.one(node, START)), text_of(self._view.one(node, ORDINAL))
        which = ("years", start[:4]) if start else ("number", ordinal) if ordinal else ("name", self._label(node))
        return mint("term", " ".join(which), *which, owners[0])

    def _event(self, node: Term) -> Term | None:
        """Full date, kind and organizers, all of them settled; a congress also by its number and the body whose term it opens.

        Of several such events in one article none is another, so their names tell them apart.
        """
        key = self._event_key(node)
        if key is None:
            return None
        twins = [e for e in self._view.of_type("event") if e != node and self._event_key(e) == key]
        readable = " ".join((key[1], key[0].rpartition("#")[2].rpartition("/")[2].rstrip(">")))
        return mint("event", readable, *key, *([self._label(node)] if twins else []))

    def _event_key(self, node: Term) -> tuple[str, ...] | None:
        view = self._view
        kind = view.one(node, A)
        if kind is None:
            return None
        ordinal = text_of(view.one(node, ORDINAL))
        if kind == CONGRESS and ordinal:
            bodies = [o for t in view.all(node, IN_TERM) for o in self._settled(t, TERM_OF)]
            if bodies:
                return (kind, ordinal, min(bodies))
        day = text_of(view.one(node, START))
        organizers = self._organizers(node)
        if not organizers or _DAY.fullmatch(day) is None:
            return None
        names = [self.name(o) if type_of(o) == "org" else None for o in organizers]
        if any(name is None or is_scoped(name) for name in names):
            return None
        return (kind, day, *sorted({str(name) for name in names}))

    def _organizers(self, node: Term) -> list[Term]:
        view = self._view
        return [
            who
            for p in view.all(node, HAS_PARTICIPATION)
            if ORGANIZER in view.all(p, PART_ROLE)
            for who in view.all(p, HAS_PARTICIPANT)
        ]

    def _document(self, node: Term) -> Term | None:
        """Its number, where the number says the issuer or the article does; else title and issuer.

        Party resolutions are numbered anew after each congress, so the year or the term that the article gives is part of
        the key unless the number holds a year (Decree 30/2020/ND-CP, appendix I, on numbers of documents).
        """
        view = self._view
        issuers, terms = self._settled(node, ISSUER), self._settled(node, IN_TERM)
        year = text_of(view.one(node, ISSUED))
        year = year[:4] if year and not year.startswith("-") else ""
        number = re.sub(r"\s+", "", text_of(view.one(node, IDENTIFIER))).casefold()
        when = year or (terms[0] if terms else "")
        if number:
            when = "" if _HAS_YEAR.search(number) else when
            series = _SERIES.search(number)
            if series is not None and series[1] in nation().series:
                return mint("document", number, "number", number, when)
            if issuers and (when or _HAS_YEAR.search(number)):
                return mint("document", number, "number", number, when, issuers[0])
        title = key_of(view.one(node, TITLE))
        if not number and issuers and len(title.split()) >= _MIN_TITLE:
            return mint("document", title, "title", title, when, issuers[0])
        return None
