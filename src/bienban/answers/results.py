"""The SPARQL 1.1 Query Results formats: CSV and TSV (W3C, 21 March 2013), JSON, and XML (second edition)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from bienban.answers.display import plain
from bienban.graph.terms import XSD, Term, iri_text, is_iri, parse_literal
from bienban.store.base import Rows

__all__ = ["FORMATS", "results_csv", "results_json", "results_tsv", "results_xml"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHORT = {
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "decimal": re.compile(r"[+-]?\d*\.\d+"),
    XSD + "double": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+"),
}
"""Numbers that SPARQL and TSV write bare, by datatype and form."""


def results_csv(found: Rows | bool) -> str:
    """CSV: variables, then plain values; RFC 4180 with CRLF. A boolean, which the standard leaves open, is one cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if isinstance(found, bool):
        writer.writerow([_word(found)])
    elif not found.variables:
        out.write("\r\n" * (1 + len(found.rows)))
    else:
        writer.writerow(found.variables)
        for row in found.rows:
            cells = [plain(term) for term in row]
            if cells == [""]:
                out.write("\r\n")  # the csv module would write '""', which is the empty string to a reader and no gap
            else:
                writer.writerow(cells)
    return out.getvalue()


def results_tsv(found: Rows | bool) -> str:
    """TSV: ``?variables``, then terms in Turtle's form, so that nothing is lost. A boolean is one line."""
    if isinstance(found, bool):
        return f"{_word(found)}\n"
    lines = ["\t".join(f"?{name}" for name in found.variables)]
    lines += ["\t".join(_turtle_term(term) for term in row) for row in found.rows]
    return "\n".join(lines) + "\n"


def _turtle_term(term: Term | None) -> str:
    if term is None:
        return ""
    if is_iri(term) or term.startswith("_:"):
        return term
    text, _, datatype = parse_literal(term)
    form = _SHORT.get(datatype or "")
    return text if form is not None and form.fullmatch(text) else term


def results_json(found: Rows | bool) -> str:
    """JSON: ``application/sparql-results+json``."""
    if isinstance(found, bool):
        return json.dumps({"head": {}, "boolean": found}) + "\n"
    bindings = [
        {name: _json_term(term) for name, term in zip(found.variables, row, strict=True) if term is not None}
        for row in found.rows
    ]
    data = {"head": {"vars": list(found.variables)}, "results": {"bindings": bindings}}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _json_term(term: Term) -> dict[str, str]:
    if is_iri(term):
        return {"type": "uri", "value": iri_text(term)}
    if term.startswith("_:"):
        return {"type": "bnode", "value": term[2:]}
    text, language, datatype = parse_literal(term)
    found = {"type": "literal", "value": text}
    if language is not None:
        found["xml:lang"] = language
    elif datatype is not None and datatype != XSD + "string":
        found["datatype"] = datatype
    return found


def results_xml(found: Rows | bool) -> str:
    """XML: ``application/sparql-results+xml``. Characters that XML 1.0 has no form for become U+FFFD."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<sparql xmlns="http://www.w3.org/2005/sparql-results#">', "  <head>"]
    if isinstance(found, bool):
        lines += ["  </head>", f"  <boolean>{_word(found)}</boolean>", "</sparql>"]
        return "\n".join(lines) + "\n"
    lines += [f"    <variable name={quoteattr(name)}/>" for name in found.variables]
    lines += ["  </head>", "  <results>"]
    for row in found.rows:
        lines.append("    <result>")
        for name, term in zip(found.variables, row, strict=True):
            if term is not None:
                lines.append(f"      <binding name={quoteattr(name)}>{_xml_term(term)}</binding>")
        lines.append("    </result>")
    lines += ["  </results>", "</sparql>"]
    return "\n".join(lines) + "\n"


def _xml_term(term: Term) -> str:
    if is_iri(term):
        return f"<uri>{_xml_text(iri_text(term))}</uri>"
    if term.startswith("_:"):
        return f"<bnode>{_xml_text(term[2:])}</bnode>"
    text, language, datatype = parse_literal(term)
    mark = ""
    if language is not None:
        mark = f" xml:lang={quoteattr(language)}"
    elif datatype is not None and datatype != XSD + "string":
        mark = f" datatype={quoteattr(datatype)}"
    return f"<literal{mark}>{_xml_text(text)}</literal>"


def _xml_text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _word(found: bool) -> str:
    return "true" if found else "false"


FORMATS: dict[str, Callable[[Rows | bool], str]] = {
    "csv": results_csv,
    "tsv": results_tsv,
    "json": results_json,
    "xml": results_xml,
}
"""By the name that ``--format`` takes."""
