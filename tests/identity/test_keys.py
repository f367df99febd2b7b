"""When two articles mean the same body, place, event, document or person, and when they only use the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bienban.graph.schemes import codes
from bienban.graph.terms import Term, is_iri
from bienban.graph.vocab import BASE, concept, term
from bienban.identity.abroad import office_abroad
from bienban.identity.contribution import ArticleFacts, post_label, search_key
from bienban.identity.merge import merge_all
from bienban.identity.names import is_scoped
from bienban.identity.nation import nation
from bienban.identity.persons import resolve
from bienban.identity.single import best
from bienban.identity.territory import bare_name, same_words
from bienban.lang.tables import Row, reference
from bienban.model.dates import PartialDate
from bienban.model.facts import Award, CountedGroup, Document, Event, Key, Participation, Place, Statement
from bienban.model.facts import Term as TermFact
from bienban.model.span import Span
from bienban.text import match_key
from small_world import DAYS, World

Make = Callable[[World], Any]


def merged(kind: str, *makes: Make) -> list[Term]:
    """The merged IRIs of a kind that articles, one a function, come to."""
    worlds = []
    for number, make in enumerate(makes):
        world = World()
        make(world)
        worlds.append(world.graph(f"bai-{number}"))
    found = {s for s, _, _ in merge_all(worlds) if f"/id/{kind}/" in s and "#" not in s}
    return sorted(found)


def commune(level: str | None = "district", name: str = "Phường Mỹ An") -> Make:
    def make(world: World) -> Key:
        around = None if level is None else world.put("places", Place, name="Quận An Phú", level=level)
        place = world.put("places", Place, name=name, level="commune", within=around)
        return world.body(f"Đảng ủy {name}", place=place, kind="party-committee")

    return make


def body(name: str, *, district: str | None = None, kind: str | None = None) -> Make:
    return lambda w: w.body(name, place=None if district is None else w.district(district), kind=kind)


def province_body(name: str, province: str, kind: str | None = None) -> Make:
    return lambda w: w.body(name, place=w.put("places", Place, name=province, level="province"), kind=kind)


SAME_BODY: dict[str, tuple[Make, Make]] = {
    "a national body by name": (body("Chính phủ"), body("CHÍNH PHỦ")),
    "a ministry by its class": (body("Bộ Cây xanh", kind="ministry"), body("Bộ cây xanh", kind="ministry")),
    "a central body by its ending": (body("Ban Cây xanh Trung ương"), body("Ban Cây xanh trung ương")),
    "a committee of the National Assembly": (body("Ủy ban Cây xanh Quốc hội"), body("Ủy ban Cây xanh của Quốc hội")),
    "a body of a district": (
        body("Quận ủy Quận An Phú", district="Quận An Phú"),
        body("Quận uỷ quận An Phú", district="quận An Phú"),
    ),
    "a commune's body with its district": (commune(), commune()),
    "a province's body with and without its level": (
        province_body("Sở Nội vụ tỉnh Sông Tiên", "Sông Tiên"),
        province_body("Sở Nội vụ Sông Tiên", "Tỉnh Sông Tiên"),
    ),
    "a city's body with and without its level": (
        province_body("Thành ủy Thành phố Đà Nẵng", "Đà Nẵng"),
        province_body("Thành uỷ Đà Nẵng", "Đà Nẵng"),
    ),
    "a body of its territory": (
        province_body("Đoàn đại biểu Quốc hội của tỉnh Sông Tiên", "Sông Tiên"),
        province_body("Đoàn đại biểu Quốc hội tỉnh Sông Tiên", "Sông Tiên"),
    ),
    "a province's body of a national class": (
        province_body("Đoàn đại biểu Quốc hội tỉnh Sông Tiên", "Sông Tiên", "national-assembly"),
        province_body("Đoàn đại biểu Quốc hội Sông Tiên", "Sông Tiên", "national-assembly"),
    ),
    "a district's body without its level": (
        body("Phòng Nội vụ Quận An Phú", district="Quận An Phú"),
        body("Phòng Nội vụ An Phú", district="Quận An Phú"),
    ),
    "two ways to say the Front's committee": (
        body("Ủy ban Mặt trận Tổ quốc Việt Nam Quận An Phú", district="Quận An Phú"),
        body("Ủy ban Mặt trận Tổ quốc Quận An Phú", district="Quận An Phú"),
    ),
    "a part of a settled body": (
        lambda w: w.body("Ban Thường vụ", part_of=body("Quận ủy Quận An Phú", district="Quận An Phú")(w)),
        lambda w: w.body("Ban Thường vụ", part_of=body("Quận ủy Quận An Phú", district="Quận An Phú")(w)),
    ),
}

OTHER_BODY: dict[str, tuple[Make, Make]] = {
    "nothing says which": (body("Ủy ban nhân dân xã"), body("Ủy ban nhân dân xã")),
    "a commune without its district": (commune(None), commune(None)),
    "a commune's body in one article only": (commune(None), commune()),
    "delegations to the National Assembly": (body("Đoàn đại biểu Quốc hội"), body("Đoàn đại biểu Quốc hội")),
    "two districts": (body("Quận ủy Quận An Phú", district="Quận An Phú"), body("Quận ủy Quận An Phú", district="Quận Lộc An")),
    "a province and the city of its name": (
        province_body("Công an tỉnh Sông Tiên", "Sông Tiên"),
        province_body("Công an thành phố Sông Tiên", "Sông Tiên"),
    ),
    "two bodies of one territory": (
        province_body("Sở Nội vụ tỉnh Sông Tiên", "Sông Tiên"),
        province_body("Sở Ngoại vụ tỉnh Sông Tiên", "Sông Tiên"),
    ),
    "a body without its territory's name": (
        province_body("Trung tâm Văn hóa", "Sông Tiên"),
        province_body("Trung tâm Văn hóa tỉnh Sông Tiên", "Sông Tiên"),
    ),
    "a word that names no body": (body("Công ty", district="Quận An Phú"), body("Công ty", district="Quận An Phú")),
    "the Front's committee of some place": (body("Ủy ban Mặt trận Tổ quốc Việt Nam"), body("Ủy ban Mặt trận Tổ quốc Việt Nam")),
    "a body abroad": (
        lambda w: w.body("Bộ Ngoại giao", kind="ministry", place=w.put("places", Place, name="Lào", level="country")),
        body("Bộ Ngoại giao", kind="ministry"),
    ),
}


@pytest.mark.parametrize("why", SAME_BODY)
def test_one_body(why: str) -> None:
    one, other = SAME_BODY[why]
    assert merged("org", one) == merged("org", other) == merged("org", one, other)
    assert not any(map(is_scoped, merged("org", one)))


@pytest.mark.parametrize("why", OTHER_BODY)
def test_two_bodies(why: str) -> None:
    one, other = OTHER_BODY[why]
    assert len(merged("org", one, other)) == 2


def test_a_district_that_several_provinces_have_needs_its_province() -> None:
    def bare(world: World) -> Key:
        return world.put("places", Place, name="Huyện Châu Thành", level="district")

    assert len([p for p in merged("place", bare, bare) if is_scoped(p)]) == 2
    settled = merged("place", lambda w: w.district("Huyện Châu Thành"), lambda w: w.district("huyện Châu Thành"))
    assert len(settled) == 2
    assert not any(map(is_scoped, settled))


def test_a_province_has_one_name_with_and_without_its_word() -> None:
    def province(name: str) -> Make:
        return lambda w: w.put("places", Place, name=name, level="province")

    assert len(merged("place", province("Thành phố Sông Tiên"), province("Sông Tiên"), province("TP. Sông Tiên"))) == 1


def meeting(
    *, day: PartialDate | None = DAYS[0], kind: str = "conference", organizer: bool = True, name: str = "Hội nghị"
) -> Make:
    def make(world: World) -> Key:
        event = world.put("events", Event, kind=kind, name=name, start=day)
        if organizer:
            who = world.body(place=world.district())
            world.put("participations", Participation, event=event, participant=who, role="organizer")
        return event

    return make


def two_meetings(world: World) -> None:
    first = meeting(name="Hội nghị sáng")(world)
    world.put("participations", Participation, event=first, participant=world.person(), role="speaker")
    meeting(name="Hội nghị chiều")(world)


def test_events_with_day_kind_and_organizer_are_one() -> None:
    assert len(merged("event", meeting(), meeting(name="Hội nghị sơ kết"))) == 1


@pytest.mark.parametrize(
    "other",
    [
        meeting(day=DAYS[1]),
        meeting(day=PartialDate(2031, 5)),
        meeting(kind="meeting"),
        meeting(organizer=False),
        meeting(day=None),
    ],
)
def test_events_that_differ(other: Make) -> None:
    assert len(merged("event", meeting(), other)) == 2


@pytest.mark.parametrize("vague", [meeting(day=PartialDate(2031, 5)), meeting(organizer=False), meeting(day=None)])
def test_events_that_are_not_settled(vague: Make) -> None:
    assert len(merged("event", vague, vague)) == 2


def test_two_events_of_one_article_stay_two() -> None:
    assert len(merged("event", two_meetings)) == 2
    assert len(merged("event", two_meetings, two_meetings)) == 2
    assert len(merged("event", two_meetings, meeting())) == 3


def congress(number: int) -> Make:
    def make(world: World) -> Key:
        owner = world.body("Đảng bộ Quận An Phú", place=world.district())
        years = world.put("terms", TermFact, name="nhiệm kỳ 2030–2035", start=PartialDate(2030), end=None, organization=owner)
        return world.put(
            "events", Event, kind="congress", name=f"Đại hội lần thứ {number}", ordinal=number, term=years, listed=False
        )

    return make


def test_a_congress_is_known_by_its_number_and_body() -> None:
    assert len(merged("event", congress(9), congress(9))) == 1
    assert len(merged("event", congress(9), congress(10))) == 2


def document(**parts: Any) -> Make:  # noqa: ANN401
    issuer: Make | None = parts.pop("issuer", None)
    parts = {"kind": "resolution", "name": "Nghị quyết về cây xanh", **parts}
    return lambda w: w.put("documents", Document, issuer=None if issuer is None else issuer(w), **parts)


COMMITTEE = body("Quận ủy Quận An Phú", district="Quận An Phú")

SAME_DOCUMENT = {
    "the number holds its year": (
        document(number="15/2031/NĐ-CP"), document(number="15/2031/nđ-cp", issued=DAYS[0], name="Nghị định"),
    ),
    "number and year": (document(number="33-NQ/TW", issued=DAYS[0]), document(number="33 -NQ/TW", issued=PartialDate(2031))),
    "number alone, twice": (document(number="33-NQ/TW"), document(number="33-NQ/TW", name="Nghị quyết 33")),
    "local number, issuer and year": (
        document(number="12/KH-QU", issuer=COMMITTEE, issued=DAYS[0]),
        document(number="12/KH-QU", issuer=COMMITTEE, issued=DAYS[1]),
    ),
    "title and issuer": (document(issuer=COMMITTEE), document(issuer=COMMITTEE, name="nghị quyết về Cây xanh")),
    "the congress that issued it": (document(issuer=congress(9)), document(issuer=congress(9))),
}  # fmt: skip

OTHER_DOCUMENT = {
    "another year": (document(number="33-NQ/TW", issued=DAYS[0]), document(number="33-NQ/TW", issued=PartialDate(2025))),
    "a local number without issuer": (document(number="12/KH-QU", issued=DAYS[0]), document(number="12/KH-QU", issued=DAYS[0])),
    "a local number without year": (document(number="12/KH-QU", issuer=COMMITTEE), document(number="12/KH-QU", issuer=COMMITTEE)),
    "a title without issuer": (document(), document()),
    "a bare word": (document(issuer=COMMITTEE, name="kế hoạch"), document(issuer=COMMITTEE, name="kế hoạch")),
    "another congress": (document(issuer=congress(9)), document(issuer=congress(10))),
}


@pytest.mark.parametrize("why", SAME_DOCUMENT)
def test_one_document(why: str) -> None:
    assert len(merged("document", *SAME_DOCUMENT[why])) == 1


@pytest.mark.parametrize("why", OTHER_DOCUMENT)
def test_two_documents(why: str) -> None:
    assert len(merged("document", *OTHER_DOCUMENT[why])) == 2


def official(
    role: str = "Bí thư", *, name: str = "Đỗ Văn Hòa", body: Make | None = COMMITTEE, then: tuple[str, ...] = ()
) -> Make:
    def make(world: World) -> Key:
        who = world.person(name)
        where = None if body is None else body(world)
        for one in (role, *then):
            world.post(who, one, where)
        return who

    return make


def nobody(world: World) -> None:
    world.person()


@pytest.mark.parametrize(
    ("why", "people", "count"),
    [
        ("same name and post, in two spellings", (official(), official(name="Đỗ Văn Hoà")), 1),
        ("the same name alone", (nobody, nobody), 2),
        ("another name", (official(), official(name="Đỗ Văn Hóa")), 2),
        ("another post", (official(), official("Chủ tịch")), 2),
        ("a post in a body nobody can tell", (official(body=body("Tổ công tác")), official(body=body("Tổ công tác"))), 2),
        ("no body", (official(body=None), official(body=None)), 2),
        ("an office without its body", (official("Thủ tướng", body=None), official("Thủ tướng", body=None)), 1),
        (
            "an office with and without its body",
            (official("Thủ tướng", body=None), official("Thủ tướng", body=body("Chính phủ"))),
            1,
        ),
        (
            "an office of another country",
            (official("Thủ tướng", body=None), official("Thủ tướng", body=body("Vương quốc Xa"))),
            2,
        ),
        (
            "a head of state abroad, under two names of the country",
            (official("Tổng thống Mỹ", body=None), official("Tổng thống Hợp chúng quốc Hoa Kỳ", body=None)),
            1,
        ),
        (
            "heads of two states",
            (official("Tổng thống Mỹ", body=None), official("Tổng thống Pháp", body=None)),
            2,
        ),
        (
            "a title without the country, or of no country",
            (official("Tổng thống", body=None), official("Chủ tịch Sông Tiên", body=None)),
            2,
        ),
        ("joined by a third", (official(), official("Chủ tịch"), official(then=("Chủ tịch",))), 1),
    ],
)
def test_persons(why: str, people: tuple[Make, ...], count: int) -> None:
    assert len(merged("person", *people)) == count, why


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Chủ tịch nước Cộng hòa Nhân dân Trung Hoa", "chủ tịch trung quốc"),
        ("Tổng thống Liên bang Nga", "tổng thống liên bang nga"),
        ("Tổng thống Nga", "tổng thống liên bang nga"),
        ("Phó Tổng thống Hoa Kỳ", "phó tổng thống mỹ"),
        ("Thủ tướng Việt Nam", None),
        ("Chủ tịch nước", None),
        ("Chủ tịch Hội Cây xanh", None),
        ("Bộ trưởng Ngoại giao Nga", None),
    ],
)
def test_offices_abroad(title: str, office: str | None) -> None:
    assert office_abroad(match_key(title)) == office


@pytest.mark.parametrize(
    ("place", "level", "bare"),
    [
        ("Tỉnh Sông Tiên", "province", "sông tiên"),
        ("TP. Sông Tiên", "province", "sông tiên"),
        ("Quận 9", "district", "9"),
        ("quận9", "district", "9"),
        ("Thị xã Mẫu Sơn", "district", "mẫu sơn"),
        ("Bảng Lãng", "commune", "bảng lãng"),
        ("Xã Bản Mẫu", "commune", "bản mẫu"),
    ],
)
def test_a_territory_without_the_word_for_its_level(place: str, level: str, bare: str) -> None:
    assert bare_name(match_key(place), concept("unit-level", level)) == bare


@pytest.mark.parametrize("row", reference("body_synonyms"), ids=lambda row: row.where)
def test_two_ways_to_say_a_local_body_come_to_one(row: Row) -> None:
    form, same = match_key(row.need("form")), match_key(row.need("same"))
    assert form != same
    assert same_words(form) == same_words(same) == same_words(f"ban vận động {form}").removeprefix("ban vận động ")
    assert same_words(f"{form} khác") == f"{form} khác"


def test_the_person_that_joins_two_has_the_smaller_of_their_names() -> None:
    ends = merged("person", official(), official("Chủ tịch"))
    assert merged("person", official(), official("Chủ tịch"), official(then=("Chủ tịch",))) == ends[:1]


def test_a_post_in_the_schemes_names_a_person_before_one_in_an_articles_own_words() -> None:
    known = merged("person", official())
    for coined in ("Trưởng phòng Cây xanh", "Tổ phó tổ trồng cây", "Người giữ vườn", "Trợ lý vườn"):
        assert merged("person", official(then=(coined,)), official(coined)) == known


def test_persons_without_posts_are_named_by_their_article() -> None:
    world = World()
    world.person()
    facts = ArticleFacts(*_parts(world))
    (name,) = resolve(facts.persons).values()
    assert is_scoped(name)


def _parts(world: World) -> tuple[str, list[tuple[Term, Term, Term]]]:
    graph = world.graph("bai")
    return graph.article, [(Term(s), Term(p), Term(o)) for s, p, o in graph.triples]


def honour(world: World) -> None:
    event = meeting()(world)
    group = world.put("groups", CountedGroup, name="3 hội viên", count=3)
    world.put("awards", Award, name="giấy khen", group=group, conferrer=COMMITTEE(world), occasion=event)
    world.put("awards", Award, name="giấy khen", recipients=(world.person(),), conferrer=COMMITTEE(world))
    speaker = official()(world)
    world.put("statements", Statement, speaker=speaker, event=event, kind="request", text=Span(0, 29))


def test_awards_and_statements_of_one_occasion_are_one() -> None:
    awards = merged("award", honour, honour)
    assert [is_scoped(a) for a in awards].count(False) == 1, "the counted group on the same occasion"
    assert len(awards) == 3, "and one a paper to a person who is known by name alone"
    assert len(merged("statement", honour, honour)) == 1


def test_the_merged_graph_names_its_things_and_holds_no_evidence() -> None:
    world = World()
    honour(world)
    graph = world.graph("bai")
    triples = merge_all([graph])
    locals_ = {o for _, p, o in triples if p == term("prov:wasDerivedFrom")}
    assert not [t for t in triples if "oa#" in t[1] or "#evidence-" in t[0] or "#selector-" in t[0]]
    for s, p, o in triples:
        assert s not in locals_, s
        assert p == term("prov:wasDerivedFrom") or o not in locals_, (s, p, o)
        assert s.startswith(f"<{BASE}id/")
        assert not is_iri(s) or "//" not in s.partition("://")[2]
    article_nodes = {s for s, _, _ in graph.triples if "#" in s} - {s for s, _, _ in graph.triples if "#evidence" in s}
    parts = {"#target-", "#selector-"}
    assert locals_ == {n for n in article_nodes if not any(part in n for part in parts)}


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        (['"HỘI NGHỊ SƠ KẾT"@vi', '"Hội nghị"@vi'], '"Hội nghị"@vi'),
        (['"Hội nghị"@vi', '"Hội nghị sơ kết"@vi', '"Hội nghị tổng"@vi'], '"Hội nghị sơ kết"@vi'),
        (['"2031-05"^^<x:gYearMonth>', '"2031-05-12"^^<x:date>'], '"2031-05-12"^^<x:date>'),
        (['"b"@vi', '"a"@vi'], '"a"@vi'),
        (["<x:long>", "<x:a>"], "<x:long>"),
    ],
)
def test_which_value_is_kept(values: list[str], kept: str) -> None:
    assert best(map(Term, values)) == best(map(Term, reversed(values))) == kept


@pytest.mark.parametrize(
    ("role", "body", "label"),
    [
        ("Trưởng phòng", "Phòng Cây xanh", '"Trưởng Phòng Cây xanh"@vi'),
        ("Trưởng Ban", "Ban Cây xanh xã Mẫu", '"Trưởng Ban Cây xanh xã Mẫu"@vi'),
        ("Bộ trưởng", "Bộ Cây xanh", '"Bộ trưởng Bộ Cây xanh"@vi'),
        ("Bí thư", "Đảng ủy xã Mẫu", '"Bí thư Đảng ủy xã Mẫu"@vi'),
        ("Chủ tịch Hội Cây xanh", "hội cây xanh", '"Chủ tịch Hội Cây xanh"@vi'),
        ("Người giữ đền", None, '"Người giữ đền"@vi'),
    ],
)
def test_what_a_post_is_called(role: str, body: str | None, label: str) -> None:
    words = None if body is None else Term(f'"{body}"@vi')
    assert post_label(Term("<x:role>"), Term(f'"{role}"@vi'), words) == label


def test_search_keys_have_no_marks() -> None:
    assert search_key(Term('"Đỗ Thị “Hoà” Ái"@vi')) == search_key(Term('"đỗ thị hòa ái"')) == '"do thi hoa ai"'


def test_the_table_of_national_bodies_is_read_and_used() -> None:
    rules = nation()
    assert rules.settles("chính phủ", [])
    assert rules.settles("hội trồng cây việt nam", [])
    assert not rules.settles("việt nam", [])
    assert not rules.settles("chi hội trồng cây việt nam", [])
    assert {t.rpartition("/")[2].rstrip(">") for t in rules.offices} <= codes("post-role")
    assert "huyện châu thành" in rules.districts
