"""An RDF file as quads: read strictly and whole, fetching nothing, with the line on which each node is described."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bienban.errors import InputProblem
from bienban.exchange.marks.places import lines_of
from bienban.exchange.oxigraph import Quad, quads
from bienban.exchange.xml_text import xml_text

__all__ = ["SUFFIXES", "RdfFile", "form_of", "read_rdf"]

SUFFIXES: Mapping[str, str] = {
    ".ttl": "Turtle", ".trig": "TriG", ".nt": "N-Triples", ".nq": "N-Quads", ".nquads": "N-Quads", ".jsonld": "JSON-LD",
    ".rdf": "RDF/XML", ".owl": "RDF/XML", ".n3": "N3",
}  # fmt: skip
"""The form that each suffix stands for, each also with ``.gz`` behind it."""

_MINTED = re.compile(r"_:[0-9a-f]{24,32}")
_LIKE_NUMBERED = re.compile(r"_:_*anonymous-")
_TOO_DEEP = "it is nested too deep"


@dataclass(frozen=True, slots=True, kw_only=True)
class RdfFile:
    """What a file says. The same file gives the same names to blank nodes: its own, else numbers in the order they come."""

    path: str
    form: str
    base: str
    quads: tuple[Quad, ...]
    text: str = field(repr=False)

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """Of all graphs together."""
        return ((s, p, o) for s, p, o, _ in self.quads)

    def lines(self) -> Mapping[str, int]:
        """The line, counted from 1, on which each node is first described; a node whose line is not known has none.

        A node without a place of its own (an item of a list) has the line of what refers to it.
        """
        return lines_of(self.text, self.form, self.base, self.quads, _named)


def form_of(path: str) -> str | None:
    """The form that a file's suffix stands for; None where it is no RDF file."""
    return SUFFIXES.get(Path(path.lower().removesuffix(".gz")).suffix)


def read_rdf(path: Path, *, base: str | None = None, limit: int | None = None) -> RdfFile:
    """Read a file; relative IRIs are resolved against ``base``, by default the file's own address.

    Raises:
        InputProblem: no such file, no RDF suffix, more bytes than ``limit``, a JSON-LD context that is elsewhere, XML entities,
            or a file that does not follow its form.
    """
    form = form_of(path.name)
    if form is None:
        raise InputProblem("no RDF format has this suffix", where=str(path), todo="use .ttl, .trig, .nt, .nq, .jsonld or .rdf")
    base = path.resolve().as_uri() if base is None else base
    try:
        text = _text(_bytes(path, limit), form)
        found = tuple(_named(quads(text, form, base)))
    except InputProblem as problem:
        place = "" if problem.where is None else f", {problem.where}"
        raise InputProblem(problem.what, where=f"{path}{place}", todo=problem.todo) from problem
    return RdfFile(path=str(path), form=form, base=base, quads=found, text=text)


def _bytes(path: Path, limit: int | None) -> bytes:
    most = -1 if limit is None else limit + 1
    try:
        with gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as handle:
            data = handle.read(most)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputProblem("not a whole gzip file", todo="compress it again") from error
    except OSError as error:
        raise InputProblem(error.strerror or "cannot be read") from error
    if limit is not None and len(data) > limit:
        raise InputProblem(f"larger than {limit:,} bytes", todo="raise --max-file-bytes, or split the file")
    return data


def _text(data: bytes, form: str) -> str:
    if form == "RDF/XML":
        return xml_text(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputProblem(f"{form} is UTF-8, this is not", where=f"line {line}", todo="save it as UTF-8") from error
    if form == "JSON-LD":
        _check_json(text)
    return text


def _check_json(text: str) -> None:
    """Refuse what is no JSON, and what refers to a context elsewhere: reading fetches nothing."""
    try:
        document = json.loads(text)
        if not isinstance(document, dict | list):
            raise InputProblem("not valid JSON-LD: neither an object nor an array", todo="correct the file")
        if _refers_elsewhere(document):
            raise InputProblem("its JSON-LD context is elsewhere", todo="put the context into the file")
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InputProblem(f"not valid JSON-LD: {error.msg}", where=place, todo="correct it there") from error
    except RecursionError as error:
        raise InputProblem(_TOO_DEEP, todo="write it flat") from error


def _refers_elsewhere(value: object) -> bool:
    """Whether a JSON-LD document has a context by reference (design, safety)."""
    if isinstance(value, list):
        return any(_refers_elsewhere(item) for item in value)
    if not isinstance(value, dict):
        return False
    contexts = value.get("@context")
    for context in contexts if isinstance(contexts, list) else [contexts]:
        if isinstance(context, str) or (isinstance(context, dict) and "@import" in context):
            return True
    return any(_refers_elsewhere(item) for item in value.values())


def _named(found: Iterable[Quad]) -> Iterator[Quad]:
    """The quads, with blank nodes that the parser named (at random) numbered in the order they come."""
    names: dict[str, str] = {}

    def named(term: str) -> str:
        if not term.startswith("_:"):
            return term
        if _MINTED.fullmatch(term) is None:
            return term if _LIKE_NUMBERED.match(term) is None else f"_:_{term[2:]}"
        return names.setdefault(term, f"_:anonymous-{len(names) + 1}")

    for s, p, o, graph in found:
        yield named(s), p, named(o), None if graph is None else named(graph)
