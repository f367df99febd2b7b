"""A vocabulary as a reader wants it: each term with what it is, what it stands in relation to, and what is checked of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bienban.graph.terms import Term, Triple, iri_text, is_iri, parse_literal
from bienban.graph.vocab import BASE, PREFIXES
from bienban.web.linked.page import TYPE, Value
from bienban.web.linked.page import short as shortened

__all__ = ["Entry", "Line", "Part", "Vocabulary"]

SH, OWL = "http://www.w3.org/ns/shacl#", "http://www.w3.org/2002/07/owl#"
RDF, RDFS = PREFIXES["rdf"], PREFIXES["rdfs"]
FIRST, REST, NIL = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"
UNION = f"<{OWL}unionOf>"
DOMAIN, RANGE, SUB_CLASS, SUB_PROPERTY = (f"<{RDFS}{name}>" for name in ("domain", "range", "subClassOf", "subPropertyOf"))
LABELS = tuple(f"<{PREFIXES[p]}{name}>" for p, name in (("rdfs", "label"), ("skos", "prefLabel"), ("dcterms", "title")))
COMMENTS = (f"<{RDFS}comment>", f"<{PREFIXES['skos']}definition>", f"<{SH}message>")
CODE, TODO = f"<{BASE}shapes#code>", f"<{BASE}shapes#todo>"
PATH, PROPERTY, SPARQL, SELECT = f"<{SH}path>", f"<{SH}property>", f"<{SH}sparql>", f"<{SH}select>"
TARGETS = tuple(f"<{SH}{name}>" for name in ("targetClass", "targetSubjectsOf", "targetObjectsOf"))
KINDS = {
    f"<{OWL}Class>": "class", f"<{RDFS}Datatype>": "datatype", f"<{OWL}ObjectProperty>": "object",
    f"<{OWL}DatatypeProperty>": "data", f"<{OWL}AnnotationProperty>": "annotation", f"<{SH}NodeShape>": "shape",
    f"<{SH}PropertyShape>": "shape", f"<{BASE}shapes#Check>": "shape",
}  # fmt: skip
"""Type → the word ``vocabulary.kind.{key}``."""

SHOWN = {TYPE, CODE, TODO, PROPERTY, SPARQL, PATH, f"<{RDFS}isDefinedBy>", DOMAIN, RANGE, *LABELS, *COMMENTS, *TARGETS}
"""Properties that have a line of their own, or none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said of a term: the key of its word ``vocabulary.row.{key}``, or a property; and the values."""

    key: str
    name: Value | None
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term; texts by language. ``query`` is what a rule asks, where it is a query."""

    name: str
    short: str
    kind: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    todo: Mapping[str, str]
    lines: tuple[Line, ...]
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page, ``vocabulary.part.{key}``."""

    key: str
    entries: tuple[Entry, ...]


class Vocabulary:
    """One vocabulary, and the rules that speak of its terms."""

    def __init__(self, name: str, triples: Iterable[Triple], rules: Iterable[Triple], base: str) -> None:
        """``name`` is ``ontology`` or ``shapes``; ``rules`` are the shapes; ``base`` is the address of the server."""
        self._start = f"<{BASE}{name}#"
        self._whole = Term(f"<{BASE}{name}>")
        self._base = base
        self._said = _by_subject(triples)
        self._rules = _by_subject(rules)
        self._used: dict[tuple[str, Term], list[Term]] = defaultdict(list)
        for s, said in self._said.items():
            for p, values in said.items():
                for value in values:
                    for one in self._members(value, p):
                        self._used[p, one].append(s)

    @property
    def about(self) -> Mapping[str, str]:
        """What the whole is, by language."""
        return self._texts(self._whole, (f"<{PREFIXES['dcterms']}description>", *COMMENTS))

    def version(self) -> str:
        """Its number."""
        return next((parse_literal(o)[0] for o in self._said[self._whole].get(f"<{OWL}versionInfo>", ())), "")

    def parts(self) -> tuple[Part, ...]:
        """Classes, properties and the rest; of shapes, what they look at, then the rules by their codes."""
        found: dict[str, list[Entry]] = {"classes": [], "properties": [], "targets": [], "rules": [], "others": []}
        for node in sorted(s for s in self._said if s.startswith(self._start)):
            entry = self._entry(node)
            rule = CODE in self._said[node]
            key = "rules" if rule else {
                "class": "classes", "object": "properties", "data": "properties", "shape": "targets",
            }.get(entry.kind, "others")  # fmt: skip
            found[key].append(entry)
        return tuple(Part(key, tuple(entries)) for key, entries in found.items() if entries)

    def _entry(self, node: Term) -> Entry:
        said = self._said[node]
        kinds = [KINDS[o] for o in said.get(TYPE, ()) if o in KINDS]
        query = next((parse_literal(q)[0] for n in said.get(SPARQL, ()) for q in self._said[n].get(SELECT, ())), None)
        return Entry(
            name=node[len(self._start) : -1], short=short(iri_text(node)), kind=kinds[0] if kinds else "other",
            labels=self._texts(node, LABELS), comments=self._texts(node, COMMENTS), todo=self._texts(node, (TODO,)),
            lines=tuple(self._lines(node)), query=query,
        )  # fmt: skip

    def _lines(self, node: Term) -> list[Line]:
        said, lines = self._said[node], []

        def line(key: str, values: Iterable[Term]) -> None:
            shown = tuple(self._value(value) for value in dict.fromkeys(values))
            if shown:
                lines.append(Line(key, None, shown))

        line("domain", (one for o in said.get(DOMAIN, ()) for one in self._members(o, DOMAIN)))
        line("range", (one for o in said.get(RANGE, ()) for one in self._members(o, RANGE)))
        line("target", self._targets(node))
        line("path", said.get(PATH, ()))
        lines += [Line("", self._value(Term(p)), tuple(map(self._value, o))) for p, o in said.items() if p not in SHOWN]
        line("narrower", [*self._used[SUB_CLASS, node], *self._used[SUB_PROPERTY, node]])
        line("has", self._used[DOMAIN, node])
        line("inherited", [p for above in self._above(node) for p in self._used[DOMAIN, above]])
        line("value_of", self._used[RANGE, node])
        line("checks", said.get(PROPERTY, ()))
        line("checked", [] if CODE in said else self._checked(node))
        return lines

    def _above(self, node: Term) -> list[Term]:
        """The classes above one, nearest first."""
        found: list[Term] = []
        due = list(self._said[node].get(SUB_CLASS, ()))
        while due:
            one = due.pop(0)
            if one not in found:
                found.append(one)
                due += self._said[one].get(SUB_CLASS, ()) if one in self._said else ()
        return found

    def _targets(self, node: Term) -> list[Term]:
        """What a shape looks at: its own targets, or those of the shapes that it is part of."""
        owners = [node, *self._used[PROPERTY, node]]
        return [o for owner in owners for target in TARGETS for o in self._said[owner].get(target, ())]

    def _checked(self, node: Term) -> list[Term]:
        """The rules about a term: those that look at its things, and those about its values."""
        found: list[Term] = []
        for rule, said in self._rules.items():
            about = any(node in said.get(target, ()) for target in TARGETS)
            if about:
                found += [rule] if CODE in said else list(said.get(PROPERTY, ()))
            elif node in said.get(PATH, ()) and CODE in said:
                found.append(rule)
        return sorted(found)

    def _members(self, value: Term, prop: str) -> list[Term]:
        """The classes of a union, where a domain or range is one; else the value itself."""
        union = self._said[value].get(UNION, ()) if prop in (DOMAIN, RANGE) and value in self._said else ()
        return self._list(union[0]) if union else [value]

    def _list(self, node: Term) -> list[Term]:
        found: list[Term] = []
        while node != NIL and node in self._said:
            found += self._said[node].get(FIRST, ())[:1]
            node = next(iter(self._said[node].get(REST, ())), Term(NIL))
        return found

    def _value(self, term: Term) -> Value:
        if is_iri(term):
            return Value(short(iri_text(term)), self._address(iri_text(term)))
        if term.startswith("_:"):
            return Value(self._written(term))
        text, language, _ = parse_literal(term)
        return Value(text, None, language)

    def _address(self, iri: str) -> str:
        if not iri.startswith(BASE):
            return iri
        local = iri.removeprefix(BASE)
        return f"{self._base}{local if local.startswith(('ontology', 'shapes')) else f'doc/{quote(local)}'}"

    def _written(self, term: Term) -> str:
        """A term as Turtle, and paths as SPARQL, write it."""
        if not term.startswith("_:"):
            return self._value(term).text if is_iri(term) else f'"{self._value(term).text}"'
        said = self._said[term]
        if FIRST in said:
            return f"( {' '.join(map(self._written, self._list(term)))} )"
        for name, sign in (("inversePath", "^{}"), ("zeroOrMorePath", "{}*"), ("oneOrMorePath", "{}+")):
            if f"<{SH}{name}>" in said:
                return sign.format(self._written(said[f"<{SH}{name}>"][0]))
        if f"<{SH}alternativePath>" in said:
            return " | ".join(map(self._written, self._list(said[f"<{SH}alternativePath>"][0])))
        pairs = (f"{short(iri_text(Term(p)))} {', '.join(map(self._written, o))}" for p, o in said.items() if p != TYPE)
        return f"[ {' ; '.join(pairs)} ]"

    def _texts(self, node: Term, properties: Sequence[str]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for prop in properties:
            for o in self._said[node].get(prop, ()):
                if not is_iri(o):
                    text, language, _ = parse_literal(o)
                    found.setdefault(language or "", text)
        return found


def short(iri: str) -> str:
    """A prefixed name, also of SHACL."""
    return f"sh:{iri.removeprefix(SH)}" if iri.startswith(SH) else shortened(iri)


def _by_subject(triples: Iterable[Triple]) -> dict[Term, dict[str, list[Term]]]:
    found: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in triples:
        found[s][p].append(o)
    return found
