"""Parameters of a question: what kinds there are, and how a typed word becomes an RDF term.

A value reaches a query only as a term in its canonical N-Triples form (escapes included), put in one pass into the text of
the question's own file. It is never read as SPARQL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from bienban.errors import BienbanError, UsageProblem
from bienban.graph import schemes, terms
from bienban.graph.vocab import BASE, concept
from bienban.model.dates import PartialDate
from bienban.queries.names import as_iri
from bienban.text import fold_marks, nfc

__all__ = ["KINDS", "Parameter"]

MANY = 24
"""So many codes of a scheme are listed in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a question.

    ``kind`` is a key of :data:`KINDS`, or ``concept:SCHEME``. ``default`` is the value as one would type it; a parameter with
    neither default nor value leaves its part of the question out, unless it is ``required``.
    """

    name: str
    kind: str
    about_vi: str
    about_en: str
    required: bool = False
    default: str | None = None

    @property
    def scheme(self) -> str | None:
        """The scheme of a concept parameter."""
        return self.kind.partition(":")[2] or None

    @property
    def expected(self) -> str:
        """What the parameter takes, in words, with an example."""
        if self.scheme is None:
            return KINDS[self.kind].expected
        codes = [c.code for c in schemes.concepts() if c.scheme == self.scheme]
        shown = codes if len(codes) <= MANY else [*codes[:MANY], f"… ({len(codes)} in all)"]
        return f"a code or Vietnamese label of the scheme {self.scheme}: {', '.join(shown)}"

    def term(self, value: str) -> terms.Term:
        """The RDF term of a value.

        Raises:
            UsageProblem: it is not of the parameter's kind.
        """
        text = nfc(value).strip()
        try:
            if not text:
                raise ValueError
            return KINDS[self.kind].read(text) if self.scheme is None else _concept(self.scheme, text)
        except (ValueError, InvalidOperation, BienbanError) as problem:
            raise UsageProblem(f"{self.name}={value!r} cannot be used", todo=f"{self.name} takes {self.expected}") from problem


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of parameter is read, and what it takes in words."""

    expected: str
    read: Callable[[str], terms.Term]


def _iri(text: str) -> terms.Term:
    found = as_iri(text)
    if found is None:
        raise ValueError(text)
    return terms.iri(found)


def _thing(text: str) -> terms.Term:
    found = as_iri(text)
    if found is not None:
        return terms.iri(found)
    return terms.string(fold_marks(text) or text)  # signs alone are in no name: they find nothing


def _concept(scheme: str, text: str) -> terms.Term:
    iri = as_iri(text)
    if iri is not None and iri.startswith(f"{BASE}concept/{scheme}/"):
        return terms.iri(iri)
    code = text.lower() if text.lower() in schemes.codes(scheme) else schemes.named(scheme, text)
    if code is None:
        raise ValueError(text)
    return concept(scheme, code)


def _date(text: str) -> terms.Term:
    return terms.string(str(PartialDate.parse(text)))


def _decimal(text: str) -> terms.Term:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return terms.decimal(number)


_DATE = "a day, month or year, such as 2023-03-29, 2023-03 or 2023"

KINDS: dict[str, Kind] = {
    "thing": Kind('an IRI, or words of the name with or without diacritics, such as "hội nghị" or "hoi nghi"', _thing),
    "text": Kind("words, in any case", lambda text: terms.string(text.lower())),
    "exact": Kind("the exact text", terms.string),
    "from": Kind(_DATE, _date),
    "to": Kind(_DATE, _date),
    "date": Kind(_DATE, _date),
    "integer": Kind("a whole number, such as 3", lambda text: terms.integer(int(text))),
    "decimal": Kind("a number, such as 0.8", _decimal),
    "iri": Kind("an IRI, such as id/event/… as tables print it", _iri),
}
"""The kinds of parameter. ``from``, ``to`` and ``date`` compare at the shorter precision of the two dates."""
