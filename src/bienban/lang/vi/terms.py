"""Terms and legislatures: "nhiệm kỳ 2020 – 2025", "khóa XIV", each with the body whose term it is where the words say so."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.trust import trusted
from bienban.model.dates import PartialDate
from bienban.model.facts import Key, Term
from bienban.model.mention import Mention, Ordinal, OrgName, TermYears
from bienban.model.span import Span

__all__ = ["Terms", "read_terms"]

_SIGNS = frozenset({",", "("})


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an article and what each mention of one means."""

    terms: tuple[Term, ...]
    keys: dict[Mention, Key]

    def inside(self, scan: Scan, span: Span) -> Key | None:
        """The term named inside a span, or None."""
        return next((self.keys[m] for m in scan.within(span, TermYears) if m in self.keys), None)


def _roman(number: int) -> str:
    digits = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in digits:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _name(value: TermYears) -> str:
    if value.start is not None and value.end is not None:
        return f"nhiệm kỳ {value.start}–{value.end}"
    return f"khóa {_roman(value.ordinal)}" if value.ordinal is not None else "nhiệm kỳ"


def _body(scan: Scan, entities: Entities, mention: Mention) -> Key | None:
    """The body named right before the term: "Quốc hội khóa XIV", "Đảng bộ xã … lần thứ IX, nhiệm kỳ …"."""
    tokens = scan.tokens
    at = tokens.at(mention.span.start) - 1
    if at >= 0 and tokens[at].text in _SIGNS:
        at -= 1
    if at < 0:
        return None
    number = [m for m in scan.within(Span(max(0, tokens[at].end - 30), tokens[at].end), Ordinal) if m.span.end == tokens[at].end]
    if number:
        at = tokens.at(number[0].span.start) - 1
    window = Span(max(0, mention.span.start - 120), mention.span.start)
    ends = [m for m in scan.within(window, OrgName) if m.span.end == tokens[at].end and m in entities.keys]
    return entities.keys[ends[0]] if ends else None


def read_terms(scan: Scan, entities: Entities) -> Terms:
    """The terms that have years or a body; a number alone says nothing."""
    found: dict[tuple[int | None, int | None, int | None, Key | None], list[Mention]] = {}
    for mention in scan.mentions:
        value = mention.value
        if isinstance(value, TermYears):
            body = _body(scan, entities, mention)
            if value.start is not None or body is not None:
                identity = (value.start, value.end, value.ordinal, None if value.start is not None else body)
                found.setdefault(identity, []).append(mention)
    terms: list[Term] = []
    keys: dict[Mention, Key] = {}
    for number, ((start, end, ordinal, body), mentions) in enumerate(found.items(), 1):
        key = Key(f"term-{number}")
        keys.update(dict.fromkeys(mentions, key))
        owner = body or next((b for m in mentions if (b := _body(scan, entities, m)) is not None), None)
        value = mentions[0].value
        assert isinstance(value, TermYears)  # noqa: S101 – only such mentions were gathered
        terms.append(
            Term(
                key=key,
                name=_name(value),
                start=None if start is None else PartialDate(start),
                end=None if end is None else PartialDate(end),
                evidence=(trusted(tuple(m.span for m in mentions[:3]), "term.named", 0.95),),
                organization=owner,
                ordinal=ordinal,
            )
        )
    return Terms(tuple(terms), keys)
