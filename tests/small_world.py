"""Articles about a small world: few names, bodies and days, so that articles meet, join, split and part again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from bienban.graph.build import build_graph
from bienban.graph.vocab import BASE
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
from bienban.store import open_store

__all__ = ["OFFICE", "STEMS", "World", "article_graph", "graphs", "held", "histories", "put", "take", "write"]

STEMS = ("mot", "hai", "ba", "bon")
NAMES = ("Đỗ Văn Hòa", "Đỗ Văn Hoà", "Lê Thị Na")
ROLES = ("Bí thư", "Chủ tịch", "Trưởng phòng Cây xanh", "Thủ tướng")
OFFICE = "Thủ tướng"
"""Held by one person in the country, so its name comes before all others."""
WORDS = "Hội nghị sơ kết công tác năm. Đồng chí nói rõ việc cần làm ngay. "
DAYS = (PartialDate(2031, 5, 12), PartialDate(2031, 5, 13), PartialDate(2031, 5))
EVIDENCE = (Evidence(spans=(Span(0, 29),), rule="test.given", confidence=0.9),)


@dataclass
class World:
    """Facts of one article in the making; every method adds one fact and returns its key."""

    facts: dict[str, list[Any]] = field(default_factory=dict)

    def put(self, field_: str, cls: type, **parts: Any) -> Key:  # noqa: ANN401
        """Add a fact to a field of :class:`Facts`."""
        rows = self.facts.setdefault(field_, [])
        key = Key(f"{field_}{len(rows)}")
        rows.append(cls(key=key, evidence=EVIDENCE, **parts))
        return key

    def district(self, name: str = "Quận An Phú") -> Key:
        """A district in its province."""
        province = self.put("places", Place, name="Thành phố Sông Tiên", level="province")
        return self.put("places", Place, name=name, level="district", within=province)

    def body(self, name: str = "Quận ủy Quận An Phú", place: Key | None = None, **parts: Any) -> Key:  # noqa: ANN401
        """A body."""
        return self.put("organizations", Organization, name=name, place=place, **parts)

    def person(self, name: str = "Đỗ Văn Hòa") -> Key:
        """A person."""
        return self.put("persons", Person, name=name)

    def post(self, person: Key, role: str, body: Key | None, **parts: Any) -> Key:  # noqa: ANN401
        """A post held."""
        parts = {"status": "current", "attested": DAYS[0], **parts}
        return self.put("posts", PostHeld, person=person, role=role, organization=body, **parts)

    def graph(self, stem: str, *, publisher: str | None = "Báo Sông Tiên", text: str = WORDS) -> ArticleGraph:
        """The article graph."""
        found: dict[str, Any] = {name: tuple(rows) for name, rows in self.facts.items()}
        return article_graph(stem, Facts(**found), publisher=publisher, text=text)


def article_graph(stem: str, facts: Facts, *, publisher: str | None = None, text: str = WORDS) -> ArticleGraph:
    """The graph of an article with these facts."""
    article = Article(text=text, source=f"{stem}.txt", stem=stem, publisher=publisher, title="Hội nghị", published=DAYS[1])
    sentences = (Sentence(Span(0, 29), paragraph=0), Sentence(Span(30, len(text)), paragraph=0))
    return build_graph(article, facts, sentences=sentences, extractor="test/1")


def _bodies(draw: st.DrawFn, world: World) -> list[Key | None]:
    flag = st.booleans()
    place = world.district(draw(st.sampled_from(["Quận An Phú", "quận An Phú", "Huyện Châu Thành"]))) if draw(flag) else None
    found: list[Key | None] = [None, world.body(place=place, kind="party-committee")]
    if draw(flag):
        found.append(world.body("Ban Thường vụ", part_of=found[1]))
    if draw(flag):
        name = draw(st.sampled_from(["Chính phủ", "CHÍNH PHỦ"]))
        found.append(world.body(name, kind=draw(st.sampled_from([None, "government"]))))
    if draw(flag):
        found.append(world.body("Tổ công tác số 3"))
    return found


def _events(draw: st.DrawFn, world: World, bodies: list[Key | None], everyone: list[Key], posts: list[Key]) -> list[Key]:
    """Occasions with those who took part."""
    found = []
    for _ in range(draw(st.integers(0, 2))):
        event = world.put(
            "events", Event, kind=draw(st.sampled_from(["conference", "meeting"])), start=draw(st.sampled_from(DAYS)),
            name=draw(st.sampled_from(["Hội nghị sơ kết", "hội nghị", "HỘI NGHỊ TỔNG KẾT NĂM"])), main=draw(st.booleans()),
        )  # fmt: skip
        found.append(event)
        organizer = draw(st.sampled_from(bodies))
        if organizer is not None:
            world.put("participations", Participation, event=event, participant=organizer, role="organizer")
        for who in draw(st.lists(st.sampled_from(everyone), max_size=2, unique=True)) if everyone else ():
            capacities = tuple(draw(st.lists(st.sampled_from(posts), max_size=2, unique=True))) if posts else ()
            world.put("participations", Participation, event=event, participant=who, role="attendee", capacities=capacities)
    return found


def _rest(draw: st.DrawFn, world: World, bodies: list[Key | None], everyone: list[Key], events: list[Key]) -> None:
    """What hangs on bodies, persons and events."""
    flag = st.booleans()
    body, event = st.sampled_from(bodies), st.sampled_from([None, *events])
    if draw(flag):
        number = draw(st.sampled_from([None, "33-NQ/TW", "12/KH-QU", "15/2031/NĐ-CP"]))
        issued = draw(st.sampled_from([None, *DAYS]))
        title = draw(st.sampled_from(["Nghị quyết về cây xanh", "nghị quyết về cây xanh"]))
        document = world.put(
            "documents", Document, kind="resolution", name=title, number=number, issuer=draw(body), issued=issued
        )
        for one in events:
            world.put("links", DocumentLink, event=one, document=document, relation="implements")
    for _ in range(draw(st.integers(0, 1))):
        group = world.put("groups", CountedGroup, name="3 hội viên", count=3)
        honoured = tuple(draw(st.lists(st.sampled_from(everyone), max_size=2, unique=True))) if everyone else ()
        world.put(
            "awards", Award, name="giấy khen", recipients=honoured, group=draw(st.sampled_from([None, group])),
            conferrer=draw(body), occasion=draw(event), date=draw(st.sampled_from([None, *DAYS])),
        )  # fmt: skip
    if draw(flag) and everyone:
        span = draw(st.sampled_from([None, Span(0, 29), Span(30, 50)]))
        speaker = draw(st.sampled_from(everyone))
        world.put("statements", Statement, speaker=speaker, event=draw(event), kind="request", text=span)
    if draw(flag):
        world.put("observations", Observation, indicator="số cây", unit="gốc", area=draw(body))
    if draw(flag):
        world.put(
            "terms", Term, name=draw(st.sampled_from(["nhiệm kỳ 2030–2035", "khóa IX"])), end=None, organization=draw(body),
            start=draw(st.sampled_from([None, PartialDate(2030)])), ordinal=draw(st.sampled_from([None, 9])),
        )  # fmt: skip


@st.composite
def graphs(draw: st.DrawFn, stems: tuple[str, ...] = STEMS) -> ArticleGraph:
    """The graph of one of a few articles."""
    world = World()
    bodies = _bodies(draw, world)
    persons = [world.person(name) for name in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))]
    posts = []
    for person in persons:
        for _ in range(draw(st.integers(0, 3))):
            role, body = draw(st.sampled_from(ROLES)), draw(st.sampled_from(bodies))
            status = draw(st.sampled_from(["current", "former"]))
            posts.append(world.post(person, role, body, status=status, attested=draw(st.sampled_from(DAYS))))
    everyone = persons + [b for b in bodies if b is not None]
    _rest(draw, world, bodies, everyone, _events(draw, world, bodies, everyone, posts))
    return world.graph(draw(st.sampled_from(stems)), publisher=draw(st.sampled_from([None, "Báo Sông Tiên", "BÁO SÔNG TIÊN"])))


def histories(most: int = 8) -> st.SearchStrategy[list[list[ArticleGraph | str]]]:
    """Batches of articles that come (again) and, by their stem, go."""
    return st.lists(st.lists(graphs() | st.sampled_from(STEMS), min_size=1, max_size=3), min_size=1, max_size=most)


def held(stem: str, *posts: str, person: str = "Đỗ Văn Hòa", body: str = "Quận ủy Quận An Phú") -> ArticleGraph:
    """An article in which one person holds posts of a district's body."""
    world = World()
    who = world.person(person)
    where = world.body(body, place=world.district())
    for role in posts:
        world.post(who, role, None if role == OFFICE else where)
    return world.graph(stem)


def put(path: Path, *graphs: ArticleGraph) -> None:
    """Put articles into a store, made where there is none, and publish them together."""
    with open_store(path, write=True, create=True) as store:
        list(store.replace_many(graphs))


def take(path: Path, *graphs: ArticleGraph) -> None:
    """Take articles out of a store."""
    with open_store(path, write=True) as store:
        for one in graphs:
            assert store.remove(one.article)


def write(path: Path, *changes: ArticleGraph | str) -> None:
    """Put articles into a store, made where there is none, or take them out by the last part of their IRIs, in turn."""
    with open_store(path, create=True) as store:
        for change in changes:
            if isinstance(change, str):
                store.remove(f"{BASE}id/article/{change}")
            else:
                store.replace(change)
