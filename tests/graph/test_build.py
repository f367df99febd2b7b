"""The mapping against docs/model.md: properties that hold for any facts, and each node's triples on a small article."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from bienban.errors import BienbanError, InputProblem
from bienban.graph.build import BUILDERS, build_graph
from bienban.graph.terms import iri_text, string
from bienban.graph.vocab import BASE, PREFIXES, concept
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.facts import (
    Award,
    CountedGroup,
    Document,
    DocumentLink,
    Event,
    Facts,
    Key,
    Observation,
    Organization,
    Participation,
    Person,
    Place,
    PostHeld,
    Statement,
    Term,
)
from bienban.model.graph import ArticleGraph
from bienban.model.mention import Sentence
from bienban.model.span import Evidence, Span
from strategies import Sample, samples

PROVED = ("persons", "organizations", "posts", "events", "participations", "documents", "awards", "observations", "statements")
TEXT = "Họp mặt ở Đồng Khê\nBà Lò Thị Sen, Bí thư Đảng ủy xã Đồng Khê, dự họp mặt. Bà Sen nói: “Cố gắng”.\nN.T"
SENTENCES = tuple(
    Sentence(Span(TEXT.index(words), TEXT.index(words) + len(words)), paragraph)
    for paragraph, words in enumerate(
        ("Họp mặt ở Đồng Khê", "Bà Lò Thị Sen, Bí thư Đảng ủy xã Đồng Khê, dự họp mặt.", "Bà Sen nói: “Cố gắng”.")
    )
)
ARTICLE = Article(text=TEXT, source="hop-mat.txt", stem="hop-mat")


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def seen(*words: str, confidence: float = 0.9, rule: str = "test.rule") -> tuple[Evidence, ...]:
    return (Evidence(spans=tuple(span(w) for w in words), rule=rule, confidence=confidence),)


SEN = Person(key=Key("p"), name="Lò Thị Sen", evidence=seen("Lò Thị Sen"))
COMMITTEE = Organization(key=Key("o"), name="Đảng ủy xã Đồng Khê", evidence=seen("Đảng ủy xã Đồng Khê"))
MEETING = Event(key=Key("e"), kind="meeting", name="họp mặt", evidence=seen("dự họp mặt"))
POST = PostHeld(
    key=Key("m"), person=SEN.key, role="Bí thư", organization=COMMITTEE.key, status="current", evidence=seen("Bí thư")
)  # fmt: skip
PART = Participation(key=Key("x"), event=MEETING.key, participant=SEN.key, role="attendee", evidence=seen("dự họp mặt"))
FACTS = Facts(persons=(SEN,), organizations=(COMMITTEE,), events=(MEETING,), posts=(POST,), participations=(PART,))


def build(facts: Facts, article: Article = ARTICLE, extractor: str = "bienban-vi") -> ArticleGraph:
    return build_graph(article, facts, sentences=SENTENCES, extractor=extractor)


def shorten(term: str) -> str:
    """A term with prefixes and without the article's own IRI, to read in a test."""
    for prefix, base in PREFIXES.items():
        term = re.sub(rf"<{re.escape(base)}([\w-]*)>", rf"{prefix}:\1", term)
    term = re.sub(r"<[^>]*/concept/([^>]*)>", r"\1", term)
    return re.sub(r"<[^>]*/id/article/[^>#]*(?:#(\w+?)-[^>]*|#(\w+))?>", lambda m: "#" + (m[1] or m[2] or ""), term)


def said(graph: ArticleGraph, kind: str) -> set[tuple[str, str]]:
    """What the nodes of a type say, in short."""
    return {(shorten(p), shorten(o)) for s, p, o in graph.triples if shorten(s) == f"#{kind}"}


def of(graph: ArticleGraph, predicate: str) -> set[tuple[str, str]]:
    """Subjects and objects of a predicate, in short."""
    return {(shorten(s), shorten(o)) for s, p, o in graph.triples if shorten(p) == predicate}


@given(samples())
def test_any_facts_give_one_closed_graph(sample: Sample) -> None:
    graph = build_graph(sample.article, sample.facts, sentences=sample.sentences, extractor="bienban-vi")
    backwards: dict[str, Any] = {f: tuple(reversed(getattr(sample.facts, f))) for f in BUILDERS}
    shuffled = replace(sample.facts, **backwards)
    again = build_graph(sample.article, shuffled, sentences=sample.sentences, extractor="bienban-vi")
    assert graph.nquads() == again.nquads()
    assert graph.triples == tuple(sorted(set(graph.triples)))
    own = re.compile(rf"<(?:{re.escape(graph.article)}(?:#[a-z]+(?:-[a-z0-9-]+)?)?|{re.escape(graph.name)}|{BASE}agent/[^>]*)>")
    subjects = {s for s, _, _ in graph.triples}
    for s, p, o in graph.triples:
        assert own.fullmatch(s)
        assert p[0] == "<"
        assert o[0] in '<"'
        if f"<{graph.article}#" in o:
            assert o in subjects, f"{o} is referred to and says nothing"


@given(samples())
def test_every_fact_has_evidence_that_quotes_the_text(sample: Sample) -> None:
    graph = build_graph(sample.article, sample.facts, sentences=sample.sentences, extractor="bienban-vi")
    proved = {o for _, p, o in graph.triples if p == f"<{PREFIXES['oa']}hasBody>"}
    kinds = ("person", "org", "post", "event", "participation", "document", "award", "observation", "statement")
    nodes = {s for s, _, _ in graph.triples if re.search(rf"#(?:{'|'.join(kinds)})-", s)}
    assert nodes == proved
    facts_of = sum(len({f.key for f in getattr(sample.facts, name)}) for name in PROVED)
    assert len(nodes) <= facts_of
    about: dict[str, dict[str, str]] = {}
    for s, p, o in graph.triples:
        if "#selector-" in s:
            about.setdefault(s, {})[shorten(p)] = o
    for selector in about.values():
        start, end = (int(selector[k].split('"')[1]) for k in ("oa:start", "oa:end"))
        assert selector["oa:exact"] == string(sample.article.text[start:end])


def test_all_kinds_of_facts_have_a_builder() -> None:
    assert set(BUILDERS) == {f.name for f in fields(Facts)} - {"byline", "byline_span"}


def test_article_says_only_what_is_known() -> None:
    assert said(build(Facts()), "") == {
        ("rdf:type", "bb:Article"),
        ("dcterms:language", '"vi"'),
        ("bb:textDigest", f'"{ARTICLE.digest}"'),
        ("bb:textLength", f'"{len(TEXT)}"^^xsd:integer'),
    }


def test_article_with_all_metadata() -> None:
    article = replace(
        ARTICLE, title="Họp mặt", id="t-5", url="https://bao.example/tin 5.html", publisher="Báo Mẫu", byline="N.T",
        published=PartialDate(2031, 5, 13), license="CC-BY-4.0",
    )  # fmt: skip
    graph = build(replace(FACTS, events=(replace(MEETING, main=True),)), article)
    assert graph.article.startswith(BASE + "id/article/tin-5-")
    assert graph.name == graph.article.replace("/id/", "/graph/")
    assert said(graph, "") - said(build(Facts(), ARTICLE), "") == {
        ("schema:headline", '"Họp mặt"@vi'), ("dcterms:identifier", '"t-5"'), ("schema:url", "<https://bao.example/tin%205.html>"),
        ("schema:publisher", "#publisher"), ("bb:byline", '"N.T"'), ("schema:datePublished", '"2031-05-13"^^xsd:date'),
        ("dcterms:rights", '"CC-BY-4.0"'), ("schema:about", "#event"),
    }  # fmt: skip
    assert said(graph, "publisher") == {("rdf:type", "schema:NewsMediaOrganization"), ("rdfs:label", '"Báo Mẫu"@vi')}


def test_a_licence_with_an_address_is_a_licence() -> None:
    graph = build(Facts(), replace(ARTICLE, license="https://creativecommons.org/licenses/by/4.0/"))
    assert of(graph, "dcterms:license") == {("#", "<https://creativecommons.org/licenses/by/4.0/>")}
    assert not of(graph, "dcterms:rights")


def test_a_url_that_is_none_sets_the_article_aside() -> None:
    with pytest.raises(InputProblem, match=r"url: not a URL: 'bao\.example/tin'"):
        build(Facts(), replace(ARTICLE, url="bao.example/tin"))


@pytest.mark.parametrize(
    ("extractor", "agent", "says"),
    [
        ("acme-ner/2.1", "acme-ner-2.1", {("rdfs:label", '"acme-ner"'), ("schema:softwareVersion", '"2.1"')}),
        ("Nguyễn Văn Đọc", "nguyen-van-doc", {("rdfs:label", '"Nguyễn Văn Đọc"')}),
    ],
)
def test_extractor_is_named_with_its_version(extractor: str, agent: str, says: set[tuple[str, str]]) -> None:
    graph = build(Facts(), extractor=extractor)
    node = f"<{BASE}agent/{agent}>"
    assert {(shorten(p), shorten(o)) for s, p, o in graph.triples if s == node} == says | {("rdf:type", "prov:SoftwareAgent")}
    assert {o for s, p, o in graph.triples if shorten(p) == "prov:wasAttributedTo"} == {node}


def test_own_extractor_has_bienbans_version() -> None:
    from bienban import __version__

    assert {o for _, o in of(build(Facts()), "schema:softwareVersion")} == {f'"{__version__}"'}


def test_person_post_event_participation() -> None:
    post = replace(POST, attested=PartialDate(2031, 5, 12), start=PartialDate(2030))
    event = replace(MEETING, type="working-session", start=PartialDate(None, 5, 12), end=PartialDate(2031, 5), ordinal=2)
    part = replace(PART, capacities=(post.key,))
    graph = build(replace(FACTS, posts=(post,), events=(event,), participations=(part,)))
    assert said(graph, "person") == {("rdf:type", "foaf:Person"), ("foaf:name", '"Lò Thị Sen"')}
    assert said(graph, "post") == {
        ("rdf:type", "org:Membership"), ("org:member", "#person"), ("org:organization", "#org"),
        ("org:role", "post-role/secretary"), ("bb:membershipStatus", "membership-status/held"),
        ("bb:attestedOn", '"2031-05-12"^^xsd:date'), ("schema:startDate", '"2030"^^xsd:gYear'),
    }  # fmt: skip
    assert said(graph, "event") == {
        ("rdf:type", "bb:Meeting"), ("rdfs:label", '"họp mặt"@vi'), ("dcterms:type", "event-kind/working-session"),
        ("schema:startDate", '"--05-12"^^xsd:gMonthDay'), ("schema:endDate", '"2031-05"^^xsd:gYearMonth'),
        ("bb:ordinal", '"2"^^xsd:integer'), ("cv:hasParticipation", "#participation"),
    }  # fmt: skip
    assert said(graph, "participation") == {
        ("rdf:type", "bb:Participation"), ("cv:role", "participation-role/attendee"), ("cv:hasParticipant", "#person"),
        ("bb:capacity", "#post"),
    }  # fmt: skip


@pytest.mark.parametrize("role", ["BÍ THƯ", "bí thư"])
def test_a_known_role_is_a_concept_in_any_case(role: str) -> None:
    graph = build(replace(FACTS, posts=(replace(POST, role=role),)))
    assert of(graph, "org:role") == {("#post", "post-role/secretary")}


def test_an_unknown_role_is_a_node_of_the_article_with_one_label() -> None:
    posts = (replace(POST, role="Người giữ đình"), replace(POST, key=Key("m2"), role="người giữ đình", status="former"))
    graph = build(replace(FACTS, posts=posts))
    assert said(graph, "role") == {("rdf:type", "org:Role"), ("skos:prefLabel", '"Người giữ đình"@vi')}
    assert len({o for _, p, o in graph.triples if shorten(p) == "org:role"}) == 1


def test_places_organizations_terms() -> None:
    district = Place(key=Key("d"), name="Đồng Khê", level="district", evidence=())
    hall = Place(key=Key("h"), name="Nhà văn hóa", level=None, evidence=(), within=district.key)
    base = Organization(
        key=Key("b"), name="Đảng bộ Đồng Khê", kind="party-organization", place=district.key, evidence=seen("Đồng Khê")
    )
    organ = replace(COMMITTEE, executive_of=base.key, part_of=base.key)
    term = Term(
        key=Key("t"), name="nhiệm kỳ 2025–2030", start=PartialDate(2025), end=PartialDate(2030), evidence=(),
        organization=base.key, ordinal=9,
    )  # fmt: skip
    event = replace(MEETING, term=term.key, place=hall.key)
    graph = build(Facts(places=(district, hall), organizations=(base, organ), terms=(term,), events=(event,)))
    assert said(graph, "place") == {
        ("rdf:type", "bb:AdministrativeUnit"), ("rdfs:label", '"Đồng Khê"@vi'), ("cv:level", "unit-level/district"),
        ("rdf:type", "schema:Place"), ("rdfs:label", '"Nhà văn hóa"@vi'), ("schema:containedInPlace", "#place"),
    }  # fmt: skip
    assert said(graph, "org") >= {
        ("org:classification", "org-class/party-organization"), ("dcterms:spatial", "#place"), ("bb:executiveOrganOf", "#org"),
        ("org:subOrganizationOf", "#org"),
    }  # fmt: skip
    assert said(graph, "term") == {
        ("rdf:type", "bb:Term"), ("rdfs:label", '"nhiệm kỳ 2025–2030"@vi'), ("bb:termOf", "#org"),
        ("bb:ordinal", '"9"^^xsd:integer'), ("schema:startDate", '"2025"^^xsd:gYear'), ("schema:endDate", '"2030"^^xsd:gYear'),
    }  # fmt: skip
    assert said(graph, "event") >= {("schema:location", "#place"), ("bb:inTerm", "#term")}


def test_a_congress_that_issues_a_document_adopted_it() -> None:
    congress = replace(MEETING, kind="congress", listed=False)
    document = Document(key=Key("d"), kind="resolution", name="Nghị quyết", issuer=congress.key, party=True, evidence=seen("nói"))
    link = DocumentLink(key=Key("l"), event=congress.key, document=document.key, relation="adopts", evidence=seen("Cố gắng"))
    graph = build(Facts(events=(congress,), documents=(document,), links=(link,)))
    assert said(graph, "document") == {
        ("rdf:type", "bb:PartyDocument"), ("dcterms:type", "document-kind/resolution"), ("dcterms:title", '"Nghị quyết"@vi'),
        ("bb:issuer", "#event"), ("bb:adoptedBy", "#event"),
    }  # fmt: skip
    assert ("bb:adoptsDocument", "#document") in said(graph, "event")
    assert of(graph, "bb:supportsProperty") == {("#evidence", "bb:adoptsDocument")}


@pytest.mark.parametrize(
    ("kind", "party", "cls"),
    [
        ("decree", None, "bb:LegalDocument"),
        ("resolution", None, "bb:Document"),
        ("resolution", False, "bb:LegalDocument"),
        ("plan", True, "bb:PartyDocument"),
    ],
)
def test_documents_of_party_and_state(kind: str, party: bool | None, cls: str) -> None:
    document = Document(
        key=Key("d"), kind=kind, name="Văn bản", party=party, number="5/KH", issuer_name="Ban", evidence=seen("nói"),  # type: ignore[arg-type]
    )  # fmt: skip
    assert said(build(Facts(documents=(document,))), "document") >= {
        ("rdf:type", cls), ("dcterms:identifier", '"5/KH"'), ("bb:issuerName", '"Ban"@vi'),
    }  # fmt: skip


def test_award_to_a_counted_group() -> None:
    group = CountedGroup(key=Key("g"), name="3 đảng viên", count=3, kind="party-member", evidence=(), qualifier="over")
    award = Award(
        key=Key("a"), name="giấy khen", type="commendation-letter", group=group.key, recipients=(SEN.key,), citation="Giỏi",
        conferrer=COMMITTEE.key, conferrer_name="Đảng ủy", merit_start=2018, merit_end=2022, consecutive_years=5,
        occasion=MEETING.key, date=PartialDate(2031), evidence=seen("nói"),
    )  # fmt: skip
    graph = build(replace(FACTS, groups=(group,), awards=(award,)))
    assert said(graph, "award") == {
        ("rdf:type", "bb:AwardConferral"), ("rdfs:label", '"giấy khen"@vi'), ("dcterms:type", "event-kind/award-conferral"),
        ("bb:awardType", "award-type/commendation-letter"), ("bb:recipient", "#group"), ("bb:recipient", "#person"),
        ("bb:conferrer", "#org"), ("bb:citation", '"Giỏi"@vi'), ("bb:meritStart", '"2018"^^xsd:gYear'),
        ("bb:meritEnd", '"2022"^^xsd:gYear'), ("bb:consecutiveYears", '"5"^^xsd:integer'), ("bb:occasion", "#event"),
        ("schema:startDate", '"2031"^^xsd:gYear'),
    }  # fmt: skip
    assert said(graph, "group") == {
        ("rdf:type", "bb:CountedGroup"), ("rdfs:label", '"3 đảng viên"@vi'), ("bb:memberCount", '"3"^^xsd:integer'),
        ("bb:groupKind", "group-kind/party-member"), ("bb:countQualifier", "count-qualifier/over"),
    }  # fmt: skip
    office = build(Facts(awards=(Award(key=Key("a"), name="Huân chương", conferrer_name="Chủ tịch nước", evidence=seen("nói")),)))
    assert of(office, "bb:conferrerName") == {("#award", '"Chủ tịch nước"@vi')}


def test_equal_groups_for_two_awards_are_two() -> None:
    def award(number: int, name: str) -> tuple[CountedGroup, Award]:
        group = CountedGroup(key=Key(f"g{number}"), name="3 đảng viên", count=3, evidence=())
        return group, Award(key=Key(f"a{number}"), name=name, group=group.key, evidence=seen("nói"))

    pairs = (award(1, "giấy khen"), award(2, "bằng khen"))
    graph = build(Facts(groups=tuple(g for g, _ in pairs), awards=tuple(a for _, a in pairs)))
    assert len({s for s, _, _ in graph.triples if "#group-" in s}) == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"period": "2030"}, {("sdmx-d:refPeriod", '"2030"^^xsd:gYear')}),
        ({"period": "6 tháng đầu năm 2030"}, {("bb:periodText", '"6 tháng đầu năm 2030"@vi')}),
        ({"value": Decimal("75.0")}, {("bb:actualValue", '"75"^^xsd:decimal')}),
        ({"target": Decimal(20), "percent": Decimal(75)}, {("bb:attainmentPercent", '"75"^^xsd:decimal')}),
        ({"percent": Decimal("7.5")}, {("bb:statedPercent", '"7.5"^^xsd:decimal')}),
        ({"percent": Decimal("7.5"), "percent_kind": "growth"}, {("bb:growthPercent", '"7.5"^^xsd:decimal')}),
        ({"percent": Decimal(60), "percent_kind": "share"}, {("bb:sharePercent", '"60"^^xsd:decimal')}),
        ({"unit": "đồng"}, {("sdmx-a:unitMeasure", "unit-of-measure/vnd")}),
        ({"unit": "gốc cây"}, {("sdmx-a:unitMeasure", "#unit")}),
        ({"unit": "đ", "unit_concept": "vnd"}, {("sdmx-a:unitMeasure", "unit-of-measure/vnd")}),
        ({"concept": "budget-revenue"}, {("bb:indicator", "indicator/budget-revenue")}),
        ({"printed": "39 .000", "correction": "thừa"}, {("bb:printedValue", '"39 .000"'), ("bb:correctionNote", '"thừa"@vi')}),
    ],
)
def test_observation(change: dict[str, object], says: set[tuple[str, str]]) -> None:
    figure = replace(Observation(key=Key("o"), indicator="cây trồng mới", evidence=seen("nói")), **change)  # type: ignore[arg-type]
    found = said(build(Facts(observations=(figure,))), "observation")
    assert says <= found
    assert ("bb:reportedIn", "#") in found
    assert len({p for p, _ in found if p.endswith(("refPeriod", "periodText"))}) <= 1


def test_statement_quotes_its_words() -> None:
    said_it = Statement(
        key=Key("s"), speaker=SEN.key, event=MEETING.key, kind="request", text=span("Cố gắng"), evidence=seen("Cố gắng")
    )
    assert said(build(replace(FACTS, statements=(said_it,))), "statement") == {
        ("rdf:type", "bb:ReportedStatement"), ("bb:speaker", "#person"), ("bb:occasion", "#event"),
        ("bb:statementKind", "statement-kind/request"), ("schema:text", '"Cố gắng"@vi'),
    }  # fmt: skip


def test_evidence_shows_the_sentence_and_is_shared() -> None:
    graph = build(Facts(persons=(SEN,), organizations=(COMMITTEE,)))
    sentence = SENTENCES[1].span
    assert said(graph, "selector") == {
        ("oa:exact", f'"{sentence.of(TEXT)}"'), ("oa:start", f'"{sentence.start}"^^xsd:integer'),
        ("oa:end", f'"{sentence.end}"^^xsd:integer'),
    }  # fmt: skip
    assert said(graph, "target") == {("oa:hasSource", "#"), ("oa:hasSelector", "#selector")}
    assert said(graph, "evidence") == {
        ("rdf:type", "bb:Evidence"), ("oa:hasBody", "#person"), ("oa:hasBody", "#org"), ("oa:hasTarget", "#target"),
        ("bb:confidence", '"0.9"^^xsd:decimal'), ("bb:rule", '"test.rule"'),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "quotes"),
    [
        ((), []),
        (("Lò Thị Sen", "Bí thư"), [SENTENCES[1].span]),
        (("Lò Thị Sen", "Cố gắng"), [SENTENCES[1].span, SENTENCES[2].span]),
        (("họp mặt. Bà Sen",), [SENTENCES[1].span, SENTENCES[2].span]),
        (("N.T",), [span("N.T")]),
    ],
)
def test_which_sentences_evidence_shows(words: tuple[str, ...], quotes: list[Span]) -> None:
    graph = build(Facts(persons=(replace(SEN, evidence=seen(*words)),)))
    targets = {o for s, p, o in graph.triples if shorten(p) == "oa:hasTarget"}
    expected = {f"<{graph.article}#target-{q.start}-{q.end}>" for q in quotes} or {f"<{graph.article}>"}
    assert targets == expected


def test_words_that_are_not_at_hand_are_not_quoted() -> None:
    article = replace(ARTICLE, text="")
    said_it = Statement(key=Key("s"), speaker=SEN.key, event=None, kind="request", text=span("Cố gắng"), evidence=seen("Cố gắng"))
    graph = build_graph(article, Facts(persons=(SEN,), statements=(said_it,)), sentences=(), extractor="bienban-vi")
    assert of(graph, "oa:hasTarget") == {("#evidence", "#")}
    assert not of(graph, "schema:text") | of(graph, "bb:textDigest") | of(graph, "bb:textLength")


def test_facts_with_the_same_content_are_one_node_with_the_triples_of_both() -> None:
    other = replace(COMMITTEE, key=Key("o2"), kind="party-committee", evidence=seen("Cố gắng", rule="test.other"))
    graph = build(Facts(organizations=(COMMITTEE, other)))
    assert len({s for s, _, _ in graph.triples if "#org-" in s}) == 1
    assert said(graph, "org") == {
        ("rdf:type", "org:Organization"), ("rdfs:label", '"Đảng ủy xã Đồng Khê"@vi'),
        ("org:classification", "org-class/party-committee"),
    }  # fmt: skip
    assert len({s for s, _, _ in graph.triples if "#evidence-" in s}) == 1
    assert len({o for _, p, o in graph.triples if shorten(p) == "oa:hasTarget"}) == 2


def test_the_surest_rule_is_the_evidence_and_one_more_sentence_is_enough() -> None:
    least, surest = seen("Cố gắng", rule="test.least"), seen("Bí thư", rule="test.surest", confidence=0.99)
    more = replace(COMMITTEE, evidence=(*least, *surest, *seen("Họp mặt", rule="test.more")))
    graph = build(Facts(organizations=(more,)))
    assert {o for s, p, o in graph.triples if shorten(p) == "bb:rule"} == {'"test.surest"'}
    assert len({o for s, p, o in graph.triples if shorten(p) == "oa:hasTarget"}) == 2


def test_one_rule_gives_one_evidence_with_every_sentence_and_the_higher_confidence() -> None:
    thrice = (*seen("Lò Thị Sen", confidence=0.5), *seen("Bà Sen", confidence=0.7), *seen("Bí thư", confidence=0.6))
    graph = build(Facts(persons=(replace(SEN, evidence=thrice),)))
    assert of(graph, "bb:confidence") == {("#evidence", '"0.7"^^xsd:decimal')}
    assert len([t for t in graph.triples if shorten(t[1]) == "oa:hasBody"]) == 1
    assert len([t for t in graph.triples if shorten(t[1]) == "oa:hasTarget"]) == 2


def test_evidence_of_one_sentence_has_at_most_ten_triples() -> None:
    graph = build(Facts(persons=(SEN,)))
    assert len([s for s, _, _ in graph.triples if re.search("#(evidence|target|selector)-", s)]) == 10


def test_names_do_not_depend_on_keys_or_on_what_else_the_article_says() -> None:
    def local(facts: Facts) -> set[str]:
        return {s for s, _, _ in build(facts).triples if "#post-" in s or "#person-" in s}

    renamed = replace(SEN, key=Key("anders"))
    alone = Facts(persons=(renamed,), organizations=(COMMITTEE,), posts=(replace(POST, person=renamed.key),))
    assert local(alone) == local(FACTS)


def test_one_district_of_two_is_told_by_the_city_around_it() -> None:
    cities = tuple(Place(key=Key(n), name=n, level="province", evidence=()) for n in ("An", "Bình"))
    districts = tuple(Place(key=Key("q" + c.key), name="Quận 1", level="district", evidence=(), within=c.key) for c in cities)
    graph = build(Facts(places=cities + districts))
    assert len({s for s, p, o in graph.triples if shorten(o) == '"Quận 1"@vi'}) == 2


def test_places_within_each_other_do_no_harm() -> None:
    around = (
        Place(key=Key("a"), name="A", level=None, evidence=(), within=Key("b")),
        Place(key=Key("b"), name="B", level=None, evidence=(), within=Key("a")),
    )
    assert of(build(Facts(places=around)), "schema:containedInPlace") == {("#place", "#place")}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Facts(posts=(POST,)), "a fact refers to 'p', which no fact has"),
        (Facts(persons=(SEN, replace(SEN, name="Lò Văn Sinh"))), "two facts have the key 'p'"),
    ],
)
def test_broken_references_are_errors(facts: Facts, words: str) -> None:
    with pytest.raises(BienbanError, match=words):
        build(facts)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"url": "https://bao.example/tin/a.html"}, {"url": "https://bao.example/tin/a.html", "stem": "b", "text": "Khác"}, True),
        ({"url": "https://bao.example/tin/a.html"}, {"url": "https://bao.example/tin/b.html"}, False),
        ({"id": "5"}, {"id": "5", "stem": "b"}, True),
        ({"id": "5", "publisher": "Báo A"}, {"id": "5", "publisher": "Báo B"}, False),
        ({"stem": "a"}, {"stem": "a", "source": "elsewhere/a.txt"}, True),
    ],
)
def test_an_article_keeps_its_iri(one: dict[str, str], other: dict[str, str], same: bool) -> None:
    first, second = (build(Facts(), replace(ARTICLE, **x)).article for x in (one, other))  # type: ignore[arg-type]
    assert (first == second) is same


def test_concepts_are_under_their_scheme() -> None:
    assert concept("event-kind", "conference") == f"<{BASE}concept/event-kind/conference>"
    assert iri_text(concept("a", "b")) == BASE + "concept/a/b"
