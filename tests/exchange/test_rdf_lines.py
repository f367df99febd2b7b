"""The line on which a file describes each node: whatever the form, and however the file is written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bienban.errors import InputProblem
from bienban.exchange.rdf_files import RdfFile, read_rdf

TAG = "<https://a.example/tag>"


def read(folder: Path, name: str, text: str) -> RdfFile:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return read_rdf(path, base="https://a.example/base/")


def tagged(file: RdfFile) -> dict[str, int | None]:
    """Tag → the line of the node that has it."""
    lines = file.lines()
    return {o.strip('"'): lines.get(s) for s, p, o, _ in file.quads if p == TAG}


TURTLE = r"""# a comment with [ and "quotes" and ex:a a ex:B .
@prefix ex: <https://a.example/> . @base <https://a.example/base/> .
PREFIX : <https://a.example/empty/>
ex:one ex:tag "one" ; ex:p '''a long
literal # no comment
with ''' ; ex:q [ ex:tag "nested" ; ex:q [
    ex:tag "deeper" ] ] ,
    [] , "a \" [ quote" , -1.5e3 , true .

<relative#x> ex:tag "relative" . base <https://a.example/other/>
<relative#x>
  ex:tag "elsewhere" .
ex:dots.in.name ex:tag "dots".
ex:esc\-aped\.name ex:tag "escaped" ; ex:p ex:pct%20 .
_:b.1 ex:tag "labelled" ; .
[
  ex:tag "free" ] .
[ ] ex:tag "empty" .
( 1 [ ex:tag "in a list" ]
  () ) ex:tag "a list" .
:é ex:tag "accent" . ex:\u0065 ex:p 5. :again ex:p ex:one.
ex:one ex:tag2 "later" .
<https://a.example/d\u00E9> ex:tag "unicode"@vi , "typed"^^ex:type .
"""


def test_turtle_in_all_its_ways(tmp_path: Path) -> None:
    text = TURTLE.replace(r" ex:\u0065 ex:p 5.", " ex:e ex:p 5.").replace(' "unicode"@vi , "typed"^^ex:type', ' "unicode"')
    file = read(tmp_path, "all.ttl", text)
    assert tagged(file) == {
        "one": 4, "nested": 6, "deeper": 6, "relative": 10, "elsewhere": 11, "dots": 13, "escaped": 14, "labelled": 15,
        "free": 16, "empty": 18, "in a list": 19, "a list": 19, "accent": 21, "unicode": 23,
    }  # fmt: skip
    lines = file.lines()
    assert lines["<https://a.example/e>"] == 21
    assert lines["<https://a.example/pct%20>"] == 14, "what is only referred to has the line of what refers to it"


TRIG = """@prefix ex: <https://a.example/> .
ex:default ex:tag "default" .
GRAPH ex:g {
  ex:one ex:tag "one" . ex:two ex:tag "two"
}
ex:h { [ ex:tag "blank" ] ex:p ( ex:x
  [ ex:tag "listed" ] ) }
[] { ex:three ex:tag "three" . }
{ ex:four ex:tag "four" }
_:g { _:n ex:tag "five" }
"""


def test_trig_with_graphs_of_every_kind(tmp_path: Path) -> None:
    found = tagged(read(tmp_path, "graphs.trig", TRIG))
    assert found == {"default": 2, "one": 4, "two": 4, "blank": 6, "listed": 7, "three": 8, "four": 9, "five": 10}


def test_quads_line_by_line(tmp_path: Path) -> None:
    one, other = "<https://a.example/x>", "<https://a.example/g>"
    text = f'# nothing\n\n{one} {TAG} "x" .\n_:n {TAG} "n" {other} . # n\n{one} {TAG} "y" .'
    file = read(tmp_path, "lines.nq", text)
    assert tagged(file) == {"x": 3, "y": 3, "n": 4}
    triples = text.replace(f" {other}", "")
    assert tagged(read(tmp_path, "lines.nt", triples)) == {"x": 3, "y": 3, "n": 4}


def test_json_by_its_objects(tmp_path: Path) -> None:
    text = """{
  "@context": {"ex": "https://a.example/", "id": "@id", "tag": "ex:tag", "label": {"@id": "ex:l", "@container": "@language"}},
  "@graph": [
    {"@type": "ex:T", "tag": "typed",
     "ex:p": {
       "id": "ex:two", "tag": "two {\\" [", "label": {"vi": "hai", "en": "two"}}},
    {"tag": "untyped", "@id": "ex:three", "ex:n": {"@value": "5", "@type": "ex:d"},
     "ex:list": {"@list": [{"id": "ex:four",
        "tag": "four"}]}}
  ]
}"""
    assert tagged(read(tmp_path, "nodes.jsonld", text)) == {"typed": 4, 'two {\\" [': 5, "untyped": 7, "four": 8}


def test_xml_by_its_elements(tmp_path: Path) -> None:
    text = """<?xml version="1.0" encoding="utf-8"?>
<!-- <not><rdf:Description> -->
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="https://a.example/">
  <rdf:Description rdf:about="https://a.example/one" ex:tag="one">
    <ex:p>
      <ex:T ex:tag="typed"/>
    </ex:p>
    <ex:q rdf:parseType="Resource"><ex:tag>resource</ex:tag>
      <ex:r><rdf:Description><ex:tag>within</ex:tag></rdf:Description></ex:r></ex:q>
    <ex:xml rdf:parseType="Literal"><ex:T ex:tag="no node"/></ex:xml>
    <ex:all rdf:parseType="Collection">
      <ex:T ex:tag="listed"/>
    </ex:all>
  </rdf:Description>
</rdf:RDF>"""
    assert tagged(read(tmp_path, "nodes.rdf", text)) == {"one": 4, "typed": 6, "resource": 4, "within": 9, "listed": 12}
    latin = tmp_path / "latin.rdf"
    latin.write_bytes(text.replace("utf-8", "iso-8859-1").replace('"typed"', '"hội"').replace("hội", "h\xf4i").encode("latin-1"))
    assert tagged(read_rdf(latin))["hôi"] == 6


WORDS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)
GAPS = st.sampled_from([" ", "\n", "  \n\n", "\t", ' # a [ comment ] . ; "\n', "\r\n"])


@dataclass(slots=True)
class Written:
    """A document as it grows, with the line that each tag stands for."""

    text: str = ""
    tags: int = 0

    def add(self, text: str) -> None:
        self.text += text

    @property
    def line(self) -> int:
        return self.text.count("\n") + 1


def literal(draw: st.DrawFn) -> str:
    text = draw(WORDS)
    form = draw(st.sampled_from(["short", "apostrophes", "long", "long apostrophes", "tagged"]))
    if form in ("long", "long apostrophes"):
        mark = '"' if form == "long" else "'"
        inside = text.replace("\\", "\\\\").replace("\r", "\\r").replace(mark, "\\" + mark)
        return f"{mark * 3}{inside}\n] . # {mark}{mark} \n{mark * 3}"
    quoted = json.dumps(text, ensure_ascii=False)
    quoted = quoted if form != "apostrophes" else "'" + quoted[1:-1].replace("'", "\\'") + "'"
    return quoted + ("@vi-VN" if form == "tagged" else "")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, int]]:
    """A Turtle document, and the line of the node that has each tag."""
    doc = Written("@prefix ex: <https://a.example/> .\n")
    expected: dict[str, int] = {}

    def gap() -> None:
        doc.add(draw(GAPS))

    def tag(line: int) -> None:
        name = f"t{doc.tags}"
        doc.tags += 1
        expected[name] = line
        doc.add(f'ex:tag "{name}"')

    def said(line: int, depth: int) -> None:
        tag(line)
        for _ in range(draw(st.integers(0, 2))):
            gap()
            doc.add(";")
            gap()
            doc.add("ex:p")
            gap()
            value(depth + 1)
        if draw(st.booleans()):
            doc.add(" ;")

    def value(depth: int) -> None:
        kind = draw(st.sampled_from(["literal", "number", "blank", "list", "iri"] if depth < 4 else ["literal", "iri"]))
        if kind == "literal":
            doc.add(literal(draw))
        elif kind == "number":
            doc.add(draw(st.sampled_from(["1", "-1.5", "+.5", "1e3", "1.E-2", "true"])) + " ")
        elif kind == "iri":
            doc.add(draw(st.sampled_from(["ex:x.y ", "<x#y.z>", "ex:a\\,b ", "_:l.0 ", "ex:%2E ", "ex: "])))
        elif kind == "list":
            doc.add("(")
            for _ in range(draw(st.integers(0, 2))):
                gap()
                value(depth + 1)
            doc.add(")")
        else:
            line = doc.line
            doc.add("[")
            gap()
            said(line, depth)
            gap()
            doc.add("]")

    for number in range(draw(st.integers(1, 5))):
        gap()
        line = doc.line
        kind = draw(st.sampled_from(["name", "iri", "label", "brackets", "directive"]))
        if kind == "directive":
            doc.add(
                draw(
                    st.sampled_from(
                        ["PREFIX ex: <https://a.example/>\n", "@prefix y.z: <y#> .\n", "base <https://a.example/b/>\n"]
                    )
                )
            )
            continue
        if kind == "brackets":
            value_line = doc.line
            doc.add("[")
            gap()
            said(value_line, 1)
            doc.add("]")
        else:
            doc.add({"name": f"ex:s{number}.n", "iri": f"<s{number}>", "label": f"_:s{number}"}[kind])
            gap()
            doc.add(" ")
            said(line, 0)
        doc.add(draw(st.sampled_from([" .", "\n.", " .\n"])))
    return doc.text + "\n", expected


@given(document=documents())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_turtle_has_known_lines(tmp_path: Path, document: tuple[str, dict[str, int]]) -> None:
    text, expected = document
    assert tagged(read(tmp_path, "any.ttl", text)) == expected
    assert tagged(read(tmp_path, "any.trig", text)) == expected


@pytest.mark.parametrize(
    ("name", "text", "where", "what"),
    [
        ("a.ttl", "@prefix x: <https://a.example/> .\nx:a y:b 1 .\n", "line 2, column 5", "prefix y: has not been declared"),
        ("a.ttl", "<https://a.example/a> <https://a.example/b> \n", "line 2, column 1", "not valid Turtle"),
        ("a.ttl", "<a b> <c> <d> .", "line 1", "not valid Turtle"),
        ("a.ttl", "<a> <b> <<( <c> <d> <e> )>> .", None, "RDF 1.2"),
        ("a.jsonld", '{"a": 1,\n }', "line 2, column 2", "not valid JSON-LD"),
        ("a.jsonld", "[" * 100_000, None, "nested too deep"),
        ("a.rdf", "<a>\n<b></a>", "line 2, column 6", "mismatched tag"),
        ("a.rdf", '<!DOCTYPE a [<!ENTITY e "f">]><a>&e;</a>', None, "XML entities"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, name: str, text: str, where: str | None, what: str) -> None:
    with pytest.raises(InputProblem, match=what) as problem:
        read(tmp_path, name, text)
    place = str(tmp_path / name)
    assert (problem.value.where or "").startswith(place if where is None else f"{place}, {where}")


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"# one\n# \xff\n")
    with pytest.raises(InputProblem, match=r"a\.ttl, line 2: Turtle is UTF-8"):
        read_rdf(path)
    path.write_bytes(b"\xef\xbb\xbf<https://a.example/a> <https://a.example/b> 1 .")
    assert read_rdf(path).lines() == {"<https://a.example/a>": 1}
    with pytest.raises(InputProblem, match="larger than 10 bytes"):
        read_rdf(path, limit=10)
