"""Puts values into a question's file. The file is plain SPARQL 1.1; all that varies stands in comment lines.

``#@ PARAMETER ?variable``
    holds the variable to the parameter, by its kind: a thing by IRI or by words in its ``bb:searchKey``, a date at the
    shorter precision, a concept with its narrower ones, a text by the words it contains. Without a value the line is nothing.
``#~ PARAMETER ?variable``
    the same for a thing as a filter over rows found otherwise, for a question that starts from another, rarer thing.
``#{ PARAMETER`` … ``#}``
    keeps the lines between only when there is a value, ``#{ !PARAMETER`` only when there is none.
``$PARAMETER``
    is the value as an RDF term.
``#+ PART ?variable``
    puts in lines that many questions share (``data/queries/parts``), about the variable: ``#+ source ?pIri`` finds where an
    article says the fact, ``#+ source-columns`` selects quote, article and its IRI from it.

Labels: a variable ``?role`` holds the label of the concept ``?roleIri``; ``LANG(?role) = "vi"`` in a file becomes English on
demand, and Vietnamese stays for names that have no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bienban.errors import QueryProblem
from bienban.graph.terms import Term, is_iri
from bienban.graph.vocab import BASE
from bienban.queries.values import Parameter
from bienban.resources import resources

__all__ = ["check", "expand", "fill"]

_OPEN = re.compile(r"\s*#\{\s*(!?)(\w+)\s*")
_CLOSE = re.compile(r"\s*#\}\s*")
_HOLD = re.compile(r"(\s*)#([@~])\s*(\w+)\s+\?(\w+)\s*")
_PART = re.compile(r"(\s*)#\+\s*([a-z-]+)(?:\s+\?(\w+))?\s*")
_VALUE = re.compile(r"\$([A-Za-z]\w*)")
_LANGUAGE = re.compile(r'LANG\(\?(\w+)\) = "vi"')


def expand(text: str, where: str) -> str:
    """The text with its parts in place.

    Raises:
        QueryProblem: there is no such part.
    """
    lines = []
    for line in text.splitlines():
        asked = _PART.fullmatch(line)
        if asked is None:
            lines.append(line)
            continue
        part = _parts().get(asked[2])
        if part is None:
            raise QueryProblem(f"there is no part {asked[2]!r}", where=where, todo=f"use one of {', '.join(sorted(_parts()))}")
        lines += [asked[1] + inner for inner in part.replace("?THIS", f"?{asked[3]}").splitlines()]
    return "\n".join(lines)


@lru_cache(maxsize=1)
def _parts() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in resources("data", "queries/parts/*.rq")}


def fill(text: str, values: Mapping[str, Term], parameters: tuple[Parameter, ...], *, english: bool = False) -> str:
    """The SPARQL of a question's body with values: every kept line, held variables, terms in place."""
    kinds = {p.name: p.kind for p in parameters}
    lines: list[str] = []
    keep = [True]
    for line in text.splitlines():
        if (opened := _OPEN.fullmatch(line)) is not None:
            keep.append(keep[-1] and (opened[2] in values) != bool(opened[1]))
        elif _CLOSE.fullmatch(line):
            keep.pop()
        elif not keep[-1]:
            continue
        elif (hold := _HOLD.fullmatch(line)) is not None:
            space, mark, name, variable = hold.groups()
            if name in values:
                held = _filtered if mark == "~" else _held
                lines.append(space + held(variable, kinds[name], values[name]))
        else:
            lines.append(_VALUE.sub(lambda m: values.get(m[1], Term(m[0])), _in_language(line, english)))
    return "\n".join(lines)


def _in_language(line: str, english: bool) -> str:
    if not english:
        return line
    concepts = f'"{BASE}concept/"'
    return _LANGUAGE.sub(rf'(LANG(?\1) = "en" || !STRSTARTS(STR(?\1Iri), {concepts}))', line)


def _held(variable: str, kind: str, term: Term) -> str:
    """The pattern that holds a variable to a value."""
    at = f"STR(?{variable})"
    match kind.partition(":")[0]:
        case "thing" if not is_iri(term):
            return f"?{variable} bb:searchKey ?{variable}Key . FILTER(CONTAINS(?{variable}Key, {term}))"
        case "text":
            return f"FILTER(CONTAINS(LCASE({at}), {term}))"
        case "from":
            return f"FILTER(SUBSTR({at}, 1, STRLEN({term})) >= SUBSTR({term}, 1, STRLEN({at})))"
        case "to":
            return f'FILTER(SUBSTR({at}, 1, STRLEN({term})) <= SUBSTR({term}, 1, STRLEN({at})) && !STRSTARTS({at}, "--"))'
        case "date":
            return f"FILTER(SUBSTR({at}, 1, STRLEN({term})) = SUBSTR({term}, 1, STRLEN({at})))"
        case "exact":
            return f"FILTER({at} = {term})"
        case "concept":
            return f"?{variable} skos:broader* {term} ."
        case _:
            return f"VALUES ?{variable} {{ {term} }}"


def _filtered(variable: str, kind: str, term: Term) -> str:
    """The filter that keeps rows whose variable is the thing."""
    if kind != "thing":
        return _held(variable, kind, term)
    if is_iri(term):
        return f"FILTER(?{variable} = {term})"
    return f"OPTIONAL {{ ?{variable} bb:searchKey ?{variable}Key }} FILTER(CONTAINS(?{variable}Key, {term}))"


def check(text: str, parameters: tuple[Parameter, ...], where: str) -> None:
    """Whether blocks close, and every name is a parameter that has a value wherever it is used.

    Raises:
        QueryProblem: it names the line.
    """
    known = {p.name: p for p in parameters}
    inside: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        opened, hold = _OPEN.fullmatch(line), _HOLD.fullmatch(line)
        names = [opened[2]] if opened else [hold[3]] if hold else _VALUE.findall(line)
        for name in names:
            if name not in known:
                raise QueryProblem(f"line {number}: {name} is no parameter", where=where, todo=f"declare '# param: {name} | …'")
        if opened:
            inside.append(opened[1] + opened[2])
        elif _CLOSE.fullmatch(line):
            if not inside:
                raise QueryProblem(f"line {number}: '#}}' closes nothing", where=where, todo="open the block with '#{ PARAMETER'")
            inside.pop()
        elif not hold:
            for name in names:
                if not (known[name].required or known[name].default is not None or name in inside):
                    todo = f"put the line between '#{{ {name}' and '#}}'"
                    raise QueryProblem(f"line {number}: ${name} may have no value", where=where, todo=todo)
    if inside:
        raise QueryProblem(f"the block '#{{ {inside[-1]}' is not closed", where=where, todo="add '#}'")
