"""Evidence in facts JSON: quotes with offsets, and the text as far as they give it."""

from __future__ import annotations

from collections.abc import Iterable

from bienban.errors import InputProblem
from bienban.model.mention import Sentence
from bienban.model.span import Evidence, Span

__all__ = ["Passages", "evidence_json", "passage_json", "sentences_json"]

Json = dict[str, object]


def passage_json(span: Span, text: str) -> Json:
    """A stretch of the text: offsets and words."""
    return {"start": span.start, "end": span.end, "quote": span.of(text)}


def evidence_json(found: Iterable[Evidence], text: str) -> list[Json]:
    """Evidence with its first passage beside rule and confidence, further ones under ``also``."""
    out = []
    for evidence in found:
        passages = [passage_json(span, text) for span in evidence.spans]
        item: Json = {**(passages[0] if passages else {}), "rule": evidence.rule, "confidence": evidence.confidence}
        if passages[1:]:
            item["also"] = passages[1:]
        out.append(item)
    return out


def sentences_json(sentences: Iterable[Sentence], spans: Iterable[Span] | None, text: str) -> list[Json]:
    """The sentences that touch one of the spans (all for None), for they are what evidence is shown in."""
    wanted = None if spans is None else sorted(set(spans))
    out = []
    for sentence in sentences:
        if wanted is not None and not any(_touch(span, sentence.span) for span in wanted):
            continue
        item = {**passage_json(sentence.span, text), "paragraph": sentence.paragraph}
        item |= {name: True for name in ("headline", "caption") if getattr(sentence, name)}
        out.append(item)
    return out


def _touch(span: Span, sentence: Span) -> bool:
    return sentence.start < max(span.end, span.start + 1) and span.start < sentence.end


class Passages:
    """The text of the article as the file gives it: whole, or only where it is quoted."""

    def __init__(self, text: str | None, length: int | None) -> None:
        self._whole = text
        self._length = length
        self._quotes: dict[Span, str] = {}

    def add(self, item: dict[str, object], path: str) -> Span:
        """The span of a passage, whose words are kept.

        Raises:
            InputProblem: the words cannot stand there.
        """
        start, end, quote = item["start"], item["end"], item["quote"]
        assert isinstance(start, int) and isinstance(end, int) and isinstance(quote, str)  # noqa: S101, PT018 - by the schema
        if end - start != len(quote):
            raise InputProblem(
                f"{start} to {end} are {end - start} characters, the quote has {len(quote)}",
                where=path,
                todo="count code points of the NFC text, end exclusive",
            )
        limit = self._length if self._whole is None else len(self._whole)
        if limit is not None and end > limit:
            raise InputProblem(f"the passage ends at {end}, the text at {limit}", where=f"{path}.end")
        span = Span(start, end)
        if self._whole is not None and span.of(self._whole) != quote:
            raise InputProblem("the text has other words there", where=f"{path}.quote", todo="quote the text word for word")
        if self._quotes.setdefault(span, quote) != quote:
            raise InputProblem("another passage has other words there", where=f"{path}.quote")
        return span

    def text(self) -> str:
        """The whole text; else spaces with each quoted passage at its place.

        Raises:
            InputProblem: two quotes contradict each other.
        """
        if self._whole is not None:
            return self._whole
        length = max((span.end for span in self._quotes), default=0) if self._length is None else self._length
        letters: list[str | None] = [None] * length
        for span, quote in self._quotes.items():
            for offset, letter in enumerate(quote, span.start):
                if letters[offset] not in (None, letter):
                    raise InputProblem(f"two quotes have different letters at {offset}", where="$.x")
                letters[offset] = letter
        return "".join(" " if letter is None else letter for letter in letters)
