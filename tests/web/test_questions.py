"""The first page, the questions and the query page: forms that work without a script, answers as tables and as data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest

from bienban.graph.vocab import BASE
from bienban.queries.catalogue import load
from bienban.web.portal.questions import ROWS
from web.pages import BROWSER, Page, read
from web.served import Served, publish, serving

HOSTILE = "<img src=x onerror=alert(1)>\\\"'&"
SVG = "{http://www.w3.org/2000/svg}"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
BODY = f"<{BASE}id/org/uy-ban-a23456723456>"


def world() -> str:
    lines = [
        f'{BODY} <http://www.w3.org/2000/01/rdf-schema#label> "Ủy ban {HOSTILE}"@vi .',
        f"{BODY} {RDF_TYPE} <http://www.w3.org/ns/org#Organization> .",
    ]
    for n, name in enumerate(("Lê Mẫu", "Trần Mẫu", "Vũ Mẫu")):
        person, held = f"<{BASE}id/person/mau-{n}-a23456723456>", f"<{BASE}id/person/mau-{n}-a23456723456#membership-a>"
        lines += [
            f"{person} {RDF_TYPE} <http://xmlns.com/foaf/0.1/Person> .",
            f'{person} <http://xmlns.com/foaf/0.1/name> "{name}" .',
            f'{person} <{BASE}ontology#searchKey> "mau" .',
            f"{held} <http://www.w3.org/ns/org#member> {person} .",
            f"{held} <http://www.w3.org/ns/org#organization> {BODY} .",
            f"{held} <http://www.w3.org/ns/org#role> <{BASE}concept/post-role/chairperson> .",
            f"{held} <{BASE}ontology#membershipStatus> <{BASE}concept/membership-status/held> .",
            f'{held} <{BASE}ontology#attestedOn> "2023-05-1{n}"^^<http://www.w3.org/2001/XMLSchema#date> .',
        ]
    lines += [
        f'<{BASE}concept/post-role/chairperson> <http://www.w3.org/2004/02/skos/core#prefLabel> "chủ tịch"@vi .',
        f'<{BASE}concept/membership-status/held> <http://www.w3.org/2004/02/skos/core#prefLabel> "đang giữ"@vi .',
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("asked") / "store"
    publish(path, world())
    with serving(path, "--work", "600", "--max-rows", "50") as server:
        yield server


def get(served: Served, path: str, status: int = 200, language: str = "vi", **query: str) -> Page:
    answer = served.client.get(path, params=query, headers={"Accept": BROWSER, "Accept-Language": language})
    assert answer.status_code == status, answer.text[:500]
    return read(answer)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_first_page_counts_what_is_there(asked: Served, language: str) -> None:
    page = get(asked, "/", language=language)
    counts = [" ".join("".join(e.itertext()).split()) for e in page.all("ul", **{"class": "counts"})[0]]
    assert counts[0].startswith("3")
    assert counts[1].startswith("1")
    for address in page.links():
        if address.startswith(asked.base):
            assert asked.client.get(address, headers={"Accept": BROWSER}).status_code == 200, address


@pytest.mark.parametrize("question", load().questions, ids=lambda q: q.name)
def test_every_question_has_a_form_of_its_parameters(asked: Served, question: object) -> None:
    from bienban.queries.question import Question

    assert isinstance(question, Question)
    for language in ("vi", "en"):
        page = get(asked, f"/questions/{question.name}", language=language)
        fields = [e.get("name") for e in (*page.all("input"), *page.all("select")) if (e.get("id") or "").startswith("f-")]
        assert sorted(fields, key=str) == sorted(p.name for p in question.parameters)
        assert (question.title_vi if language == "vi" else question.title_en) in page.words("h1")
        labels = {e.get("for") for e in page.all("label")}
        assert {f"f-{name}" for name in fields} <= labels


def test_a_question_is_answered_as_a_table_and_as_data(asked: Served) -> None:
    page = get(asked, "/questions/holders", organization=f"{BASE}id/org/uy-ban-a23456723456")
    cells = page.words("td")
    assert [c for c in cells if c.endswith("Mẫu")] == ["Lê Mẫu", "Trần Mẫu", "Vũ Mẫu"]
    assert "<img" not in page.text.replace(f'<img src="{asked.base}', "")
    links = {a.rpartition("?")[0].rpartition(".")[2]: a for a in page.links() if "/questions/holders." in a}
    assert set(links) == {"csv", "json"}
    table = list(csv.DictReader(io.StringIO(asked.client.get(links["csv"]).text)))
    assert [row["person"] for row in table] == ["Lê Mẫu", "Trần Mẫu", "Vũ Mẫu"]
    assert len(asked.client.get(links["json"]).json()["results"]["bindings"]) == 3
    text = asked.client.get(f"/questions/holders.rq?organization={BASE}id/org/uy-ban-a23456723456").text
    assert len(asked.query(text).json()["results"]["bindings"]) == 3
    (query,) = {a for a in page.links() if a.startswith(f"{asked.base}query?")}
    assert [c for c in read(asked.client.get(query, headers={"Accept": BROWSER})).words("td") if c.endswith("Mẫu")]


MISTAKES = [
    ("/questions/nothing", {}, 404), ("/questions/holders.doc", {}, 404), ("/questions/holders", {"from": "hôm qua"}, 400),
    ("/questions/participants", {"role": "vua"}, 400), ("/query", {"query": "SELEKT *"}, 400),
    ("/query", {"query": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"}, 403), ("/query.csv", {}, 400),
    ("/query.xls", {"query": "ASK {}"}, 404), ("/query", {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}, 403),
    ("/query", {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"}, 422),
]  # fmt: skip


@pytest.mark.parametrize(("path", "query", "status"), MISTAKES)
def test_mistakes_are_told(asked: Served, path: str, query: dict[str, str], status: int) -> None:
    page = get(asked, path, status, **query)
    if path in ("/query", "/questions/holders"):
        assert page.all("div", role="alert") or status == 404
    if path == "/query":
        assert (page.all("textarea")[0].text or "").lstrip("\n") == query["query"]


def test_a_query_is_answered(asked: Served) -> None:
    page = get(asked, "/query", query="SELECT ?name ?label { ?p foaf:name ?name . ?o rdfs:label ?label } ORDER BY ?name")
    assert page.words("td")[0] == "Lê Mẫu"
    assert any("onerror" in cell for cell in page.words("td"))
    assert not page.all("img", src="x")
    assert get(asked, "/query", query="ASK { ?s ?p ?o }").words("pre")[-1:] == ["true"]
    graph = get(asked, "/query", query="CONSTRUCT { ?s foaf:name ?n } WHERE { ?s foaf:name ?n }")
    assert any("Vũ Mẫu" in text for text in graph.words("pre"))
    empty = get(asked, "/query", query="SELECT * { ?s foaf:age ?n }")
    assert empty.all("div", **{"class": "empty"})


def test_numbers_are_drawn(asked: Served) -> None:
    query = "SELECT ?name ?n { VALUES (?name ?n) { ('một' 1) ('bốn' 4) ('hai' 2) } }"
    page = get(asked, "/query", query=query)
    bars = [rect.get("width") for rect in page.all(f"{SVG}rect") if rect.get("class") == "value"]
    assert bars == ["25.0%", "100.0%", "50.0%"]
    assert page.words(f"{SVG}title") == ["một: 1", "bốn: 4", "hai: 2"]


def test_the_first_and_last_of_several_days_are_written_as_all_days_are(asked: Served) -> None:
    cells = get(asked, "/questions/holders").words("td")
    assert cells.count("11/5/2023") == 2
    assert not [cell for cell in cells if cell.startswith("2023-")]


def test_the_field_with_a_value_that_cannot_be_used_is_named_in_the_readers_language(asked: Served) -> None:
    page = get(asked, "/questions/holders", 400, **{"from": "hôm qua", "role": "bí thư"})
    (field,) = page.all("input", aria_invalid="true")
    assert field.get("name") == "from"
    (told,) = page.all("div", id=field.get("aria-describedby", ""))
    assert "Xác nhận từ ngày" in " ".join(told.itertext())
    assert "Điền ít nhất" not in " ".join(page.tree.itertext())


def test_the_first_page_says_how_to_cite_the_data_and_has_its_counts_as_data(asked: Served) -> None:
    page = get(asked, "/")
    assert [e.get("href") for e in page.all("a", rel="bookmark")] == [asked.base]
    (address,) = [a for a in page.links() if "/query.csv?" in a]
    counts = {row["what"]: row["n"] for row in csv.DictReader(io.StringIO(asked.client.get(address).text))}
    assert counts["persons"] == "3"
    assert counts["bodies"] == "1"


def test_an_answer_comes_in_pages_that_are_the_whole(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("paged") / "store"
    many = 2 * ROWS + 7
    lines = [f"<{BASE}id/place/p{n}-a23456723456> {RDF_TYPE} <{BASE}ontology#AdministrativeUnit> ." for n in range(many)]
    lines += [
        f'<{BASE}id/place/p{n}-a23456723456> <http://www.w3.org/2000/01/rdf-schema#label> "xã {n}"@vi .' for n in range(many)
    ]
    publish(path, "\n".join(lines) + "\n")
    with serving(path, "--work", "600") as served:
        whole = [row["place"] for row in csv.DictReader(io.StringIO(served.client.get("/questions/places.csv").text))]
        assert len(whole) == many
        seen: list[str] = []
        address: str | None = f"{served.base}questions/places?lang=en"
        while address is not None:
            page = read(served.client.get(address, headers={"Accept": BROWSER}))
            seen += [" ".join("".join(e.itertext()).split()) for e in page.all("td", data_label="Place")]
            address = next((e.get("href") for e in page.all("a", rel="next")), None)
        assert seen == whole
        assert "Rows 201 – 207" in " ".join(page.tree.itertext())
        for number in ("0", "x", "1001", "²"):
            assert served.client.get(f"/questions/places?page={number}").status_code == 400
