"""Pages of things over the project's own samples: what they show is what the graph says, each fact with its sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import httpx
import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.graph.vocab import BASE
from small_world import World, put
from web.pages import BROWSER, Page, read
from web.served import Served, serving, with_samples

pytestmark = pytest.mark.system

KINDS = {
    "person": "foaf:Person", "org": "org:Organization", "place": "bb:AdministrativeUnit", "event": "bb:Conference",
    "document": "bb:PartyDocument", "award": "bb:AwardConferral", "article": "bb:Article",
}  # fmt: skip


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(with_samples(tmp_path_factory.mktemp("samples") / "store"), "--work", "3000") as server:
        yield server


def page_of(served: Served, iri: str, **headers: str) -> Page:
    answer = served.client.get("/doc/" + iri.removeprefix(BASE), headers={"Accept": BROWSER, **headers})
    assert answer.status_code == 200, iri
    return read(answer)


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def section(page: Page, key: str) -> Element:
    (found,) = page.all("section", id=key)
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_thing_of_every_kind_has_a_valid_page(samples: Served, kind: str, language: str) -> None:
    found = samples.rows(f'SELECT DISTINCT ?s {{ ?s a {KINDS[kind]} FILTER(STRSTARTS(STR(?s), "{BASE}id/{kind}/")) }} LIMIT 12')
    assert found
    for row in found:
        page = page_of(samples, row["s"], **{"Accept-Language": language})
        assert row["s"] in page.text
        for address in page.links():
            assert not address.startswith(BASE)


def test_links_of_pages_lead_somewhere(samples: Served) -> None:
    seen: set[str] = set()
    for kind, name in KINDS.items():
        for row in samples.rows(f'SELECT DISTINCT ?s {{ ?s a {name} FILTER(STRSTARTS(STR(?s), "{BASE}id/{kind}/")) }} LIMIT 2'):
            page = page_of(samples, row["s"])
            documents = {a.partition("#")[0] for a in page.links() if a.startswith(f"{samples.base}doc/")} - seen
            seen |= documents
            for address in sorted(documents)[:15]:
                assert samples.client.get(address, headers={"Accept": BROWSER}).status_code == 200, address
            inside = [a.partition("#")[2] for a in page.links() if a.startswith("#")]
            assert all(page.all(tag, id=anchor) for anchor in inside for tag in ["section"] if anchor != "main")
    assert len(seen) > 30


def test_a_career_has_every_post_with_its_sentence(samples: Served) -> None:
    counted = samples.rows("SELECT ?p (COUNT(*) AS ?n) { ?m org:member ?p } GROUP BY ?p ORDER BY DESC(?n) LIMIT 3")
    for row in counted:
        posts = section(page_of(samples, row["p"]), "posts")
        facts = [e for e in posts.iter("li") if e.get("class") == "fact"]
        assert len(facts) == int(row["n"])
        quotes = samples.rows(
            f"SELECT ?quote {{ ?m org:member <{row['p']}> ; prov:wasDerivedFrom ?l . GRAPH ?g {{ ?e oa:hasBody ?l ;"
            " oa:hasTarget/oa:hasSelector/oa:exact ?quote } }",
        )
        known = {" ".join(q["quote"].split()) for q in quotes}
        for fact in facts:
            (details,) = list(fact.iter("details"))
            shown = [words(p) for quote in details.iter("blockquote") for p in quote.findall("p")]
            assert shown
            assert set(shown) <= known


def test_counts_of_an_event_are_those_of_the_graph(samples: Served) -> None:
    (row,) = samples.rows("SELECT ?e (COUNT(?p) AS ?n) { ?e cv:hasParticipation ?p } GROUP BY ?e ORDER BY DESC(?n) LIMIT 1")
    found = section(page_of(samples, row["e"]), "participants")
    assert len([e for e in found.iter("li") if e.get("class") == "fact"]) == int(row["n"])
    headings = [words(h) for h in found.iter("h3")]
    assert headings[0].startswith("Đơn vị tổ chức")


def test_who_holds_no_post_has_no_page_and_no_link(samples: Served) -> None:
    found = samples.rows("SELECT ?p ?name { ?p a foaf:Person ; foaf:name ?name FILTER NOT EXISTS { ?m org:member ?p } }")
    assert found
    for row in found[:5]:
        page = page_of(samples, row["p"])
        assert row["name"] not in page.text
        assert page.all("meta", name="robots")[0].get("content") == "noindex"
        events = samples.rows(f"SELECT ?e {{ ?e cv:hasParticipation/cv:hasParticipant <{row['p']}> }}")
        for event in events:
            assert row["p"].removeprefix(BASE) not in " ".join(page_of(samples, event["e"]).links())


def test_an_article_under_an_open_licence_is_shown_whole_and_others_are_quoted(tmp_path: Path) -> None:
    said = "Ngày 3/4/2030, bà Lê Thị Mẫu, Chủ tịch UBND xã Mai Lĩnh chủ trì hội nghị."
    text = f"Hội nghị tại Mai Lĩnh\n\nCâu này không nêu gì.\n\n{said}\n"
    for name, licence in (("open", "CC-BY-4.0"), ("closed", "© Báo Mẫu")):
        path = tmp_path / f"{name}.md"
        path.write_text(f"---\ntitle: Bài {name}\nid: {name}\nlicense: {licence}\n---\n{text}", encoding="utf-8")
        assert CliRunner().invoke(main, ["import", str(path), "--store", str(tmp_path / "store")]).exit_code == 0
    with serving(tmp_path / "store") as served:
        articles = {r["a"].rpartition("/")[2].partition("-")[0]: r["a"] for r in served.rows("SELECT ?a { ?a a bb:Article }")}
        pages = {name: page_of(served, iri) for name, iri in articles.items()}
    assert "Câu này không nêu gì." in pages["open"].text
    assert "Câu này không nêu gì." not in pages["closed"].text
    for page in pages.values():
        marked = [words(mark) for mark in page.all("mark")]
        assert any("Lê Thị Mẫu, Chủ tịch UBND xã Mai Lĩnh" in sentence for sentence in marked)
        anchors = [e.get("id", "") for e in page.all("div") if e.get("class") == "passage"]
        assert all(re.fullmatch(r"s\d+", anchor) for anchor in anchors)


def test_a_sentence_leads_to_its_place_in_the_article(samples: Served) -> None:
    (row,) = samples.rows("SELECT ?p { ?m org:member ?p } GROUP BY ?p ORDER BY DESC(COUNT(*)) LIMIT 1")
    page = page_of(samples, row["p"])
    places = [a for a in page.links() if re.search(r"/id/article/[^#]*#s\d+$", a)]
    assert places
    for address in places[:6]:
        start, _, anchor = address.partition("#")
        article = read(samples.client.get(start, headers={"Accept": BROWSER}))
        assert article.all("div", id=anchor), address


def test_the_page_has_a_tag_for_each_language(samples: Served) -> None:
    (row,) = samples.rows("SELECT ?p { ?m org:member ?p } LIMIT 1")
    path = "/doc/" + row["p"].removeprefix(BASE)

    def get(language: str, **headers: str) -> httpx.Response:
        return samples.client.get(path, headers={"Accept": BROWSER, "Accept-Language": language, **headers})

    tag = get("vi").headers["etag"]
    assert get("vi", **{"If-None-Match": tag}).status_code == 304
    assert get("en", **{"If-None-Match": tag}).status_code == 200
    assert f'<{row["p"]}>; rel="cite-as"' in get("en").headers["link"]
    missing = samples.client.get("/doc/id/person/khong-co-a23456723456", headers={"Accept": BROWSER})
    assert missing.status_code == 404
    read(missing)


def test_a_list_that_is_cut_says_so_and_leads_to_the_rest(tmp_path: Path) -> None:
    number = 43
    events = [
        {
            "key": f"e{n}", "kind": "conference", "name": f"Hội nghị chuyên đề số {n}",
            "date": f"2024-{n % 12 + 1:02}-{n // 12 + 1:02}", "end": None,
            "place": "Tân Hòa Đông", "main": n == 0, "organizers": ["Đảng ủy xã Tân Hòa Đông"], "people": [],
        }
        for n in range(number)
    ]  # fmt: skip
    facts = {
        "id": "nhieu-hoi-nghi", "keep": True, "persons": [], "organizations": ["Đảng ủy xã Tân Hòa Đông"], "events": events,
        "documents": [], "awards": [], "observations": [], "statements": [], "notes": "",
    }  # fmt: skip
    (tmp_path / "nhieu-hoi-nghi.json").write_text(json.dumps(facts), encoding="utf-8")
    store = tmp_path / "store"
    assert CliRunner().invoke(main, ["import", str(tmp_path / "nhieu-hoi-nghi.json"), "--store", str(store)]).exit_code == 0
    with serving(store, "--work", "3000") as server:
        (row,) = server.rows("SELECT ?p (COUNT(DISTINCT ?e) AS ?n) { ?e schema:location ?p } GROUP BY ?p")
        assert row["n"] == str(number)
        found = section(page_of(server, row["p"]), "events")
        shown = [e for e in found.iter("li") if e.get("class") == "fact"]
        assert 0 < len(shown) < number
        (note,) = [words(e) for e in found.iter("p") if e.get("class") == "quiet cut"]
        assert str(len(shown)) in note
        assert str(number) in note
        (rest,) = [e for e in found.iter("p") if e.get("class") == "more"]
        (link,) = [a.get("href") or "" for a in rest.iter("a")]
        whole = server.client.get(link, headers={"Accept": BROWSER})
        assert whole.status_code == 200
        assert all(f"số {n}<" in whole.text for n in range(number))


def test_a_fact_says_how_many_sentences_there_are_and_leads_to_all(tmp_path: Path) -> None:
    number, store = 5, tmp_path / "store"
    for n in range(number):
        text = f"Ngày {n + 1}/4/2030, bà Lê Thị Mẫu, Bí thư Tỉnh ủy Trường Khánh chủ trì hội nghị lần thứ {n + 1}."
        (tmp_path / f"b{n}.md").write_text(
            f"---\ntitle: Hội nghị {n + 1} tại Trường Khánh\nid: b{n}\n---\n{text}\n", encoding="utf-8"
        )
    paths = [str(path) for path in sorted(tmp_path.glob("b*.md"))]
    assert CliRunner().invoke(main, ["import", *paths, "--store", str(store)]).exit_code == 0
    with serving(store, "--work", "3000") as server:
        (row,) = server.rows('SELECT ?p { ?p foaf:name "Lê Thị Mẫu" . ?m org:member ?p }')
        (fact,) = [e for e in section(page_of(server, row["p"]), "posts").iter("li") if e.get("class") == "fact"]
        (details,) = list(fact.iter("details"))
        assert words(details.findall("summary")[0]).startswith(f"“{number} câu văn")
        assert 0 < len(list(details.iter("blockquote"))) < number
        (rest,) = [e for e in details.iter("p") if e.get("class") == "more"]
        (link,) = [a.get("href") or "" for a in rest.iter("a")]
        whole = server.client.get(link, headers={"Accept": BROWSER})
        assert whole.status_code == 200
        assert all(f"chủ trì hội nghị lần thứ {n + 1}" in whole.text for n in range(number))


def test_the_awards_of_a_body_are_downloaded_whole_given_and_received(tmp_path: Path) -> None:
    body, school = "Tỉnh ủy Trường Khánh", "Trường Chính trị tỉnh Trường Khánh"
    awards = [
        {"name": "Bằng khen", "recipients": [school], "count": None, "conferrer": body, "citation": None},
        {"name": "Cờ thi đua", "recipients": [body], "count": None, "conferrer": "Chính phủ", "citation": None},
    ]
    facts = {
        "id": "khen-thuong", "keep": True, "persons": [], "organizations": [body, school, "Chính phủ"], "events": [],
        "documents": [], "awards": awards, "observations": [], "statements": [], "notes": "",
    }  # fmt: skip
    (tmp_path / "khen-thuong.json").write_text(json.dumps(facts), encoding="utf-8")
    store = tmp_path / "store"
    assert CliRunner().invoke(main, ["import", str(tmp_path / "khen-thuong.json"), "--store", str(store)]).exit_code == 0
    with serving(store, "--work", "3000") as server:
        (row,) = server.rows(f'SELECT ?b {{ ?b rdfs:label "{body}"@vi . ?given bb:conferrer ?b . ?got bb:recipient ?b }}')
        every = server.rows(f"SELECT ?a {{ ?a bb:recipient|bb:conferrer <{row['b']}> }}")
        found = section(page_of(server, row["b"]), "awards")
        (csv,) = [a.get("href") or "" for a in found.iter("a") if words(a) == "CSV"]
        table = server.client.get(csv).text
        assert len(every) == len(awards)
        assert all(award["a"] in table for award in every)


def test_an_article_says_what_its_figures_say(samples: Served) -> None:
    page = page_of(samples, f"{BASE}id/article/tan-hoa-dong-dai-hoi-dang-bo-j7sa42nv6mya")
    found = [words(e) for e in page.all("li") if "Số liệu" in words(e)]
    assert any("tỷ lệ hộ nghèo · 1,2 %" in text for text in found)
    assert any("16 chỉ tiêu" in text and "kế hoạch 17" in text for text in found)


def test_the_days_of_an_event_are_one_row(samples: Served) -> None:
    (row,) = samples.rows("SELECT ?s { ?s a bb:Congress ; schema:startDate ?a ; schema:endDate ?b }")
    (about,) = page_of(samples, row["s"]).all("dl", **{"class": "about"})
    assert "15/5/2025 – 16/5/2025" in words(about)
    assert len([e for e in about.iter("dt") if "gày" in words(e)]) == 1


GENERAL = {
    "observation": "bb:IndicatorObservation", "statement": "bb:ReportedStatement", "term": "bb:Term", "post": "org:Post",
    "publisher": "schema:NewsMediaOrganization",
}  # fmt: skip


@pytest.mark.parametrize("kind", GENERAL)
def test_things_without_a_page_of_their_kind_are_named_and_can_be_had_as_data(samples: Served, kind: str) -> None:
    rows = samples.rows(f'SELECT DISTINCT ?s {{ ?s a {GENERAL[kind]} FILTER(CONTAINS(STR(?s), "id/{kind}/")) }} LIMIT 5')
    assert rows
    for row in rows:
        page = page_of(samples, row["s"], **{"Accept-Language": "en"})
        (heading,) = page.words("h1")
        assert "/" not in heading or " " in heading, heading
        (bar,) = [e for e in page.all("div", role="group") if "alternatives" in e.get("class", "")]
        assert {"SPARQL", "CSV", "JSON", "Turtle", "JSON-LD"} <= {words(e) for e in bar.iter("a")}
        data = next(e.get("href", "") for e in bar.iter("a") if words(e) == "CSV")
        assert len(samples.client.get(data).text.splitlines()) > 2
        assert bar.find(".//details") is not None


def test_a_figure_has_its_sentence_with_confidence_and_numbers_as_people_write_them(samples: Served) -> None:
    asked = "SELECT ?s ?value { ?s a bb:IndicatorObservation ; bb:targetValue ?value ; sdmx-d:refArea ?a ; sdmx-d:refPeriod ?p }"
    row = max(samples.rows(asked), key=lambda row: float(row["value"]))
    page = page_of(samples, row["s"])
    text = words(page.all("main")[0])
    assert f"{int(row['value']):,}".replace(",", ".") in text
    (quote, *_) = page.all("blockquote")
    assert re.search(r"\d+%", words(quote))
    (there,) = [e.get("href", "") for e in quote.iter("a") if "#s" in e.get("href", "")]
    address, _, anchor = there.partition("#")
    assert read(samples.client.get(address, headers={"Accept": BROWSER})).all("div", id=anchor)


def test_pages_of_all_things_keep_the_language_that_was_chosen(samples: Served) -> None:
    (row, *_) = samples.rows("SELECT ?s { ?s a bb:ReportedStatement }")
    answer = samples.client.get(f"/doc/{row['s'].removeprefix(BASE)}?lang=en", headers={"Accept": BROWSER})
    inside = [a for a in read(answer).links() if a.startswith(f"{samples.base}doc/") and not a.endswith((".ttl", ".jsonld"))]
    assert len(inside) > 3
    assert all("lang=" in a for a in inside)


def test_a_body_of_which_nothing_else_is_known_shows_the_sentences_that_name_it(tmp_path: Path) -> None:
    world = World()
    world.body("Hội Phụ nữ huyện Yên Mẫu")
    put(tmp_path / "store", world.graph("mot"))
    with serving(tmp_path / "store", "--work", "3000") as server:
        (row,) = server.rows("SELECT ?s { ?s a org:Organization }")
        page = page_of(server, row["s"])
        assert len(list(section(page, "articles").iter("li"))) == 1
        (quote, *_) = page.all("blockquote")
        assert words(quote.findall("p")[0])
