"""People who are left out: out of the article graphs, and so out of everything that is worked out of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.errors import StoreProblem
from bienban.graph.terms import iri_text, parse_literal
from bienban.model.facts import Award, Event, Participation, Statement
from bienban.model.graph import ArticleGraph
from bienban.model.span import Span
from bienban.pipeline.checking import check_graph
from bienban.pipeline.suppressing import person_meant, suppress
from bienban.store import open_store
from bienban.store.audit import audit
from bienban.store.base import select
from bienban.store.copies import back_up, restore
from bienban.store.dumps import make_dumps, newest_dumps
from bienban.store.embedded import EmbeddedStore
from bienban.store.layout import Layout
from bienban.store.suppressed import Suppressed, Suppression
from small_world import World, put

WHO = "Đỗ Văn Hòa"


def left_out(name: str = WHO, *posts: str) -> Suppressed:
    return Suppressed([Suppression(name=name, posts=posts, reason="asked", at="2031-05-12")])


def graph(stem: str, name: str = WHO, role: str = "Bí thư", district: str = "Quận An Phú") -> ArticleGraph:
    """A person with all that can hang on one, beside somebody else."""
    world = World()
    body = world.body(f"{district[:4]} ủy {district}", place=world.district(district))
    who, other = world.person(name), world.person("Lê Thị Na")
    held = world.post(who, role, body)
    world.post(other, "Chủ tịch", body)
    event = world.put("events", Event, kind="meeting", name=f"cuộc gặp của ông {name}", start=None)
    for one, capacities in ((who, (held,)), (other, ())):
        world.put("participations", Participation, event=event, participant=one, role="attendee", capacities=capacities)
    world.put("statements", Statement, speaker=who, event=event, text=Span(30, 40), kind="request")
    world.put("awards", Award, name="Bằng khen", recipients=(who,), occasion=event)
    return world.graph(stem, text=f"Ông {name} nói về cây xanh ở phố. Cần làm ngay việc này trong năm nay. ")


def said(store_path: Path) -> str:
    with open_store(store_path) as store:
        return b"".join(store.export("nquads")).decode()


def test_nothing_of_a_person_is_left_in_a_graph() -> None:
    before = graph("mot")
    after = left_out().redacted(before)
    text = after.nquads().decode()
    assert WHO in before.nquads().decode()
    assert WHO not in text
    assert "Lê Thị Na" in text
    for kind in ("statement", "award"):
        assert f"#{kind}-" in before.nquads().decode()
        assert f"#{kind}-" not in text
    assert f"cuộc gặp của ông {'█' * 2} {'█' * 3} {'█' * 3}" in text
    assert left_out().redacted(after) is after
    assert left_out("Trần Văn Ai").redacted(before) is before
    assert Suppressed().redacted(before) is before


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ông Đỗ Văn Hòa nói", "Ông ██ ███ ███ nói"),
        ("ĐỖ VĂN HOÀ, đỗ văn hoà", "██ ███ ███, ██ ███ ███"),
        ("Đỗ Văn\nHòa", "██ ███\n███"),
        ("Đỗ Văn Hòan, Đỗ Văn", "Đỗ Văn Hòan, Đỗ Văn"),
        ("", ""),
        ("Đỗ Văn Hòa nói. Theo ông Hòa, bà Na, đồng chí Văn Hoà", "██ ███ ███ nói. Theo ông ███, bà Na, đồng chí ███ ███"),
        ("Theo ông Hòa và các anh HÒA", "Theo ông Hòa và các anh HÒA"),
        ("Đỗ Văn Hòa thăm ông Hòa Bình ở Hòa Bình. Cụ Hòa vui", "██ ███ ███ thăm ông Hòa Bình ở Hòa Bình. Cụ ███ vui"),
    ],
)
def test_names_in_words(text: str, masked: str) -> None:
    assert left_out().masked(text) == masked


def test_a_graph_that_names_somebody_has_no_given_name_left() -> None:
    before = graph("mot")
    node = before.triples[0][0]
    words = ("Ông Hòa đề nghị làm ngay; bà Na nghe ông Hòa", "Hòa bình cho mọi nhà, ông Hòa Bình vui")
    said = tuple((node, "<http://www.w3.org/2000/01/rdf-schema#comment>", f'"{text}"@vi') for text in words)
    after = left_out().redacted(ArticleGraph(name=before.name, article=before.article, triples=(*before.triples, *said)))
    text = after.nquads().decode()
    assert "Ông ███ đề nghị làm ngay; bà Na nghe ông ███" in text
    assert words[1] in text
    assert left_out().redacted(after) is after
    stranger = graph("hai", "Trần Văn Ba")
    both = ArticleGraph(name=stranger.name, article=stranger.article, triples=(*stranger.triples, said[0]))
    assert left_out().redacted(both) is both


@given(st.text(), st.sampled_from(["Đỗ Văn Hòa", "ĐỖ VĂN HOÀ", "İ ß"]), st.text())
def test_offsets_stay(before: str, name: str, after: str) -> None:
    text = before + name + after
    assert len(left_out().masked(text)) == len(text)


def test_whatever_is_published_never_knew(tmp_path: Path) -> None:
    path, plain = tmp_path / "s", tmp_path / "plain"
    put(path, graph("mot"), graph("hai", "Đỗ Văn Hoà"), graph("ba", "Trần Văn Ba"))
    with open_store(path, write=True) as store:
        assert suppress(store, person_meant(store, "đỗ  văn hòa", reason="asked", day="2031-05-12")) == 2
    put(path, graph("bon"), graph("mot"))
    found = said(path)
    assert WHO not in found
    assert "do-van-hoa" not in found
    assert "do van hoa" not in found
    assert "Trần Văn Ba" in found
    assert not audit(Layout(path))
    with open_store(plain, write=True, create=True) as store:
        store.suppress(left_out())
        for one in (graph("bon"), graph("ba", "Trần Văn Ba"), graph("mot"), graph("hai", "Đỗ Văn Hoà")):
            store.replace(one)
    assert said(plain) == found, "whether before or after, the store is the same"


BEARERS = """SELECT DISTINCT ?p ?l {
  ?p foaf:name "Đỗ Văn Hòa" . ?held org:member ?p ; org:organization ?body . ?body rdfs:label ?l
}"""


def bearers(store: EmbeddedStore) -> dict[str, str]:
    """Body → IRI of the person of this name who holds a post in it."""
    found = {}
    for person, body in select(store, BEARERS).rows:
        assert person is not None
        assert body is not None
        found[parse_literal(body)[0]] = iri_text(person)
    return found


def test_a_namesake_with_another_post_stays(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, graph("mot"), graph("hai", role="Chủ tịch", district="Quận Xa"))
    with open_store(path, write=True) as store:
        before = bearers(store)
        assert len(set(before.values())) == 2
        meant = next(iri for body, iri in before.items() if "An Phú" in body)
        suppress(store, person_meant(store, meant, reason="asked", day="2031-05-12"))
        assert bearers(store) == {body: iri for body, iri in before.items() if iri != meant}
    put(path, graph("ba"))
    with open_store(path) as store:
        assert len(bearers(store)) == 1


def test_the_list_survives(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, graph("mot"))
    with open_store(path, write=True) as store:
        suppress(store, person_meant(store, WHO, reason="asked", day="2031-05-12"))
    back_up(Layout(path), tmp_path / "copy")
    restore(tmp_path / "copy", tmp_path / "again")
    put(tmp_path / "again", graph("hai"))
    assert WHO not in said(tmp_path / "again")
    Layout(tmp_path / "again").suppressed.write_text("[{", encoding="utf-8")
    with pytest.raises(StoreProblem, match="damaged"):
        open_store(tmp_path / "again", write=True)


def test_a_check_finds_who_is_named_after_all(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, graph("mot"))
    left_out().write(Layout(path).suppressed)
    (flaw,) = audit(Layout(path))
    assert flaw.code == "K17"
    with open_store(path, write=True) as store:
        suppress(store, person_meant(store, WHO, reason="asked", day="2031-05-12"))
    assert not audit(Layout(path))


def test_what_is_left_conforms() -> None:
    before, after = (check_graph((one, None)) for one in (graph("mot"), left_out().redacted(graph("mot"))))
    assert {finding.code for finding in after.findings} <= {finding.code for finding in before.findings}


def test_a_state_is_published_though_no_graph_changes_and_old_dumps_go(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, graph("mot", "Trần Văn Ba"))
    layout = Layout(path)
    assert make_dumps(path, layout.dumps) is not None
    before = layout.numbers()[-1]
    with open_store(path, write=True) as store:
        assert suppress(store, person_meant(store, WHO, reason="asked", day="2031-05-12")) == 0
    assert layout.numbers()[-1] > before, "texts are shown otherwise now, and pages made before are out of date"
    assert newest_dumps(layout.dumps) is None
    assert not audit(layout)
