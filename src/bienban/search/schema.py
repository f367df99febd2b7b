"""How an entry stands in the index (tantivy): what is searched, filtered by, counted and given back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, NamedTuple

from bienban.graph.vocab import BASE
from bienban.search.entry import Entry
from bienban.search.kinds import FACETS
from bienban.search.words import Token, expanded, tokens
from bienban.text import nfc

if TYPE_CHECKING:
    import tantivy

__all__ = ["MOST_TEXT", "SEPARATOR", "VERSION", "document", "full_iri", "schema", "short_iri", "state_document"]

VERSION = 1
"""Of the schema and of how entries are made; an index of another version is made anew."""

SEPARATOR = " · "
MOST_TEXT = 4_000
"""Characters of a name, and of the words beside it, that are searched."""

LONG, REMEMBERED = 200, 50_000
"""Characters of a name that is worth remembering, and how many are."""


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    """The fields.

    ``name`` and ``near`` have folded words, ``name_x`` and ``near_x`` words as written, ``whole`` and ``whole_x`` whole names;
    ``rank`` is a word for the rank, so that it can weigh. The facets hold shortened IRIs.
    """
    import tantivy

    builder = tantivy.SchemaBuilder()
    for field in ("iri", "label", "detail", "context", "day", "shown", "state"):
        builder.add_text_field(field, stored=True, tokenizer_name="raw", index_option="basic")
    for field in ("name", "near", "name_x", "near_x"):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="position")
    for field in ("whole", "whole_x", "rank"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    for field in FACETS:
        if field != "year":
            builder.add_text_field(field, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("year", indexed=True, fast=True)
    for field in ("weight", "by_day", "by_name"):
        builder.add_unsigned_field(field, stored=field == "weight", fast=True)
    builder.add_unsigned_field("listed", stored=True, indexed=True, fast=True)
    return builder.build()


def short_iri(iri: str) -> str:
    """A project's IRI as the index has it."""
    return iri.removeprefix(BASE)


def full_iri(short: str) -> str:
    """The IRI again."""
    return short if ":" in short else BASE + short


def document(entry: Entry) -> tantivy.Document:
    """The entry as a document."""
    import tantivy

    label, context = nfc(entry.label)[:MOST_TEXT], nfc(SEPARATOR.join(entry.context))[:MOST_TEXT]
    words = tokens(label)
    made = tantivy.Document()
    made.add_text("iri", short_iri(entry.iri))
    made.add_text("kind", entry.kind)
    for field, text in (("label", label), ("detail", SEPARATOR.join(entry.detail)), ("context", context), ("day", entry.day)):
        made.add_text(field, text)
    made.add_text("shown", entry.shown)
    for name, exact, forms in (("name", "name_x", _forms(words)), ("near", "near_x", _near(entry.context))):
        for form in forms:
            made.add_text(name, form.folded)
            made.add_text(exact, form.written)
    made.add_text("whole", " ".join(token.folded for token in words))
    made.add_text("whole_x", " ".join(token.written for token in words))
    made.add_text("rank", str(entry.rank))
    for facet, values in entry.facets.items():
        for value in values:
            if facet == "year":
                made.add_unsigned("year", int(value))
            else:
                made.add_text(facet, short_iri(value))
    made.add_unsigned("weight", entry.weight)
    made.add_unsigned("by_day", _day(entry.day))
    made.add_unsigned("by_name", _name(words))
    made.add_unsigned("listed", int(entry.listed))
    return made


class _Form(NamedTuple):
    """Words in a row, folded and as written."""

    folded: str
    written: str


def _form(words: Sequence[Token]) -> _Form:
    return _Form(" ".join([word.folded for word in words]), " ".join([word.written for word in words]))


def _forms(words: tuple[Token, ...]) -> tuple[_Form, ...]:
    """The words, and with abbreviations written out where there are any."""
    full = expanded(words)
    return (_form(words),) if full == words else (_form(words), _form(full))


@lru_cache(maxsize=REMEMBERED)
def _forms_again(name: str) -> tuple[_Form, ...]:
    return _forms(tokens(nfc(name)))


def _near(context: Sequence[str]) -> tuple[_Form, ...]:
    """The same of the words beside a name; these are names themselves, and come up again and again."""
    kept = list(takewhile(lambda at: at[0] < MOST_TEXT, zip(accumulate(map(len, context), initial=0), context, strict=False)))
    forms = [_forms_again(name) if len(name) <= LONG else _forms(tokens(nfc(name)[:MOST_TEXT])) for _, name in kept]
    plain = _joined(form[0] for form in forms)
    return (plain,) if all(len(form) == 1 for form in forms) else (plain, _joined(form[-1] for form in forms))


def _joined(forms: Iterable[_Form]) -> _Form:
    folded, written = zip(*forms, strict=True) if (forms := tuple(forms)) else ((), ())
    return _Form(" ".join(filter(None, folded)), " ".join(filter(None, written)))


def state_document(state: str) -> tantivy.Document:
    """What the index says of itself."""
    import tantivy

    made = tantivy.Document()
    made.add_text("iri", "state")
    made.add_text("state", state)
    return made


def _day(day: str) -> int:
    """A day as a number that sorts; what is less precise comes before."""
    return int((day.replace("-", "") + "0000")[:8]) if day[:4].isdigit() else 0


_LETTERS = {letter: at for at, letter in enumerate(" 0123456789abcdefghijklmnopqrstuvwxyz")}


def _name(words: tuple[Token, ...]) -> int:
    """The first twelve letters of a folded name as a number that sorts."""
    text = " ".join(token.folded for token in words)[:12].ljust(12)
    number = 0
    for letter in text:
        number = number * len(_LETTERS) + _LETTERS.get(letter, 0)
    return number
