"""The graph of one article while it is being written: what every builder needs at hand."""

from __future__ import annotations

from bienban.graph.evidence import EvidenceBook
from bienban.graph.mint import Names, article_iri
from bienban.graph.schemes import named
from bienban.graph.terms import Term, Triple, iri, string
from bienban.graph.vocab import concept, term
from bienban.model.article import Article
from bienban.model.facts import Facts, Key
from bienban.model.mention import Sentence
from bienban.model.span import Evidence, Span
from bienban.text import disc, match_key

__all__ = ["Draft"]

A = term("rdf:type")
PREF_LABEL = term("skos:prefLabel")


class Draft:
    """Names, triples and evidence of one article; builders add to it and :mod:`bienban.graph.build` reads it out."""

    def __init__(self, article: Article, facts: Facts, sentences: tuple[Sentence, ...]) -> None:
        self.article = article
        self.iri = article_iri(article)
        self.node = iri(self.iri)
        self.triples: list[Triple] = []
        self.events = frozenset(e.key for e in facts.events)
        self._names = Names(article.text, facts)
        self._nodes: dict[Key, Term] = {}
        self._evidence = EvidenceBook(self.iri, article.text, sentences)
        self._coined: dict[str, tuple[Term, str]] = {}

    def of(self, key: Key) -> Term:
        """The node of a fact.

        Raises:
            BienbanError: no fact has this key.
        """
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Term(f"<{self.iri}#{self._names[key]}>")
        return node

    def part(self, name: str) -> Term:
        """A node of the article under a fixed local name, such as ``publisher``."""
        return Term(f"<{self.iri}#{name}>")

    def say(self, subject: Term, *pairs: tuple[Term, Term | None]) -> None:
        """Add triples of one subject; a pair whose object is None is left out."""
        self.triples += [(subject, p, o) for p, o in pairs if o is not None]

    def link(self, key: Key | None) -> Term | None:
        """The node of a fact, or None where there is no key."""
        return None if key is None else self.of(key)

    def words(self, text: str | None) -> Term | None:
        """Words of the article, tagged with its language; None for None."""
        return None if text is None else string(text, self.article.language)

    def quoted(self, span: Span | None) -> Term | None:
        """The words of a span; None where it is unknown or the text is not at hand."""
        return None if span is None or span.end > len(self.article.text) else self.words(span.of(self.article.text))

    def prove(self, key: Key, found: tuple[Evidence, ...], supports: Term | None = None) -> None:
        """Note the evidence of a fact's node, or of one property of it."""
        self._evidence.add(self._names[key], self.of(key), found, supports)

    def named(self, scheme: str, kind: str, cls: Term, label: str) -> Term:
        """The concept of a scheme that a label names, else a node of the article that stands for the label.

        Of two spellings of one label the first in the alphabet is written.
        """
        code = named(scheme, label, self.article.language.partition("-")[0])
        if code is not None:
            return concept(scheme, code)
        node = Term(f"<{self.iri}#{kind}-{disc(match_key(label))}>")
        known = self._coined.get(node)
        if known is None or label < known[1]:
            self._coined[node] = (cls, label)
        return node

    def finished(self) -> list[Triple]:
        """Everything said so far, with the coined concepts and the evidence."""
        for node, (cls, label) in self._coined.items():
            self.say(Term(node), (A, cls), (PREF_LABEL, self.words(label)))
        return self.triples + self._evidence.triples()
