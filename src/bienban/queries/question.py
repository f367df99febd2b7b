"""One named question: what its file's header says, and its SPARQL with values bound."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bienban.errors import QueryProblem, UsageProblem
from bienban.graph.terms import Term
from bienban.queries.names import with_prefixes
from bienban.queries.template import check, expand, fill
from bienban.queries.values import KINDS, Parameter

__all__ = ["Column", "Question", "read_question"]

_FIELD = re.compile(r"#\s*(name|title-vi|title-en|description-vi|description-en|param|example|columns):\s*(.*)")
_MORE = re.compile(r"#\s{2,}(.*)")
_BETWEEN = re.compile(r",\s*(?=\w+\s*=)")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table: the query's variable and its headings."""

    variable: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the catalogue. ``columns`` are those a table shows; the other formats carry every variable."""

    name: str
    title_vi: str
    title_en: str
    description_vi: str
    description_en: str
    parameters: tuple[Parameter, ...]
    example: str
    columns: tuple[Column, ...]
    text: str
    where: str

    def usage(self) -> str:
        """How it is asked: ``participants [event=…] person=…``."""
        words = [p.name + "=…" if p.required else f"[{p.name}=…]" for p in self.parameters]
        return " ".join([self.name, *words])

    def bind(self, values: Mapping[str, str] | None = None, *, language: str = "vi", limit: int | None = None) -> str:
        """The SPARQL with values put in; an optional parameter without a value leaves its part out.

        Raises:
            UsageProblem: a parameter is unknown, missing, or its value not of its kind.
        """
        given = dict(values or {})
        known = {p.name: p for p in self.parameters}
        for name in given:
            if name not in known:
                raise UsageProblem(f"{self.name} has no parameter {name!r}", todo=self._parameters(name))
        terms: dict[str, Term] = {}
        for parameter in self.parameters:
            value = given.get(parameter.name, parameter.default)
            if value is not None:
                terms[parameter.name] = parameter.term(value)
            elif parameter.required:
                todo = f"it takes {parameter.expected}; for example: bienban ask {self.example}"
                raise UsageProblem(f"{self.name} needs {parameter.name}=…", todo=todo)
        text = fill(self.text, terms, self.parameters, english=language == "en")
        return with_prefixes(text if limit is None else f"{text}\nLIMIT {limit}")

    def _parameters(self, name: str) -> str:
        names = [p.name for p in self.parameters]
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
        taken = f"it takes {', '.join(names)}" if names else "it takes none"
        return f"did you mean {near[0]}? {taken}" if near else taken


def read_question(path: Path) -> Question:
    """Read a question's file: header comments, then SPARQL 1.1.

    Raises:
        QueryProblem: the header or the body does not follow the format; it says where.
    """
    where = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise QueryProblem(f"cannot read the question ({problem})", where=where, todo="it must be a UTF-8 text file") from problem
    fields, body = _header(text)
    body = expand(body, where)

    def one(name: str) -> str:
        found = fields.get(name, [])
        if len(found) != 1 or not found[0]:
            raise QueryProblem(f"needs one line '# {name}: …'", where=where, todo="see the format in docs/questions.md")
        return found[0]

    question = Question(
        name=one("name"),
        title_vi=one("title-vi"),
        title_en=one("title-en"),
        description_vi=one("description-vi"),
        description_en=one("description-en"),
        parameters=tuple(_parameter(line, where) for line in fields.get("param", [])),
        example=one("example"),
        columns=tuple(_column(part, where) for part in _BETWEEN.split(one("columns"))),
        text=body,
        where=where,
    )
    if not _NAME.fullmatch(question.name):
        raise QueryProblem(f"{question.name!r} is no name", where=where, todo="use small letters, digits and hyphens")
    check(body, question.parameters, where)
    return question


def _header(text: str) -> tuple[dict[str, list[str]], str]:
    fields: dict[str, list[str]] = {}
    lines = text.splitlines()
    last: list[str] | None = None
    for number, line in enumerate(lines):
        if not line.startswith("#") or line.startswith(("#{", "#@", "#~", "#+")):
            return fields, "\n".join(lines[number:]).strip("\n")
        if (found := _FIELD.fullmatch(line)) is not None:
            last = fields.setdefault(found[1], [])
            last.append(found[2].strip())
        elif last is not None and (more := _MORE.fullmatch(line)) is not None:
            last[-1] += " " + more[1].strip()
    return fields, ""


def _bilingual(text: str) -> tuple[str, str]:
    vi, _, en = text.partition(" / ")
    return vi.strip(), (en or vi).strip()


def _parameter(line: str, where: str) -> Parameter:
    """``name | kind | tiếng Việt / English | required``, ``optional`` or ``default VALUE``."""
    parts = [part.strip() for part in line.split("|")]
    form = "want '# param: name | kind | about vi / about en | required, optional or default VALUE'"
    if len(parts) != 4 or not re.fullmatch(r"[a-z]\w*", parts[0]):
        raise QueryProblem(f"not a parameter: {line!r}", where=where, todo=form)
    name, kind, about, need = parts
    if kind not in KINDS and not re.fullmatch(r"concept:[a-z-]+", kind):
        raise QueryProblem(f"{name}: no kind {kind!r}", where=where, todo=f"use {', '.join(KINDS)} or concept:SCHEME")
    word, _, default = need.partition(" ")
    if word not in ("required", "optional", "default") or (word == "default") != bool(default):
        raise QueryProblem(f"{name}: {need!r} is not understood", where=where, todo=form)
    vi, en = _bilingual(about)
    return Parameter(name=name, kind=kind, about_vi=vi, about_en=en, required=word == "required", default=default or None)


def _column(part: str, where: str) -> Column:
    """``variable = tiếng Việt / English``."""
    variable, equals, heading = part.partition("=")
    if not equals or not re.fullmatch(r"\w+", variable.strip()):
        raise QueryProblem(f"not a column: {part.strip()!r}", where=where, todo="want 'variable = tiếng Việt / English'")
    vi, en = _bilingual(heading)
    return Column(variable=variable.strip(), vi=vi, en=en)
