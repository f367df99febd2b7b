"""Three articles about an invented city, as facts: two report one conference and disagree on a figure, one names a namesake."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from bienban.graph.build import build_graph
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

__all__ = ["TEXTS", "article_graphs", "many_graphs"]

TEXTS = {
    "mot": (
        "Quận An Phú sơ kết giữa nhiệm kỳ\n"
        "Ngày 12-5-2031, Quận ủy Quận An Phú tổ chức hội nghị sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội lần thứ IX.\n"
        "Đến dự có bà Nguyễn Thị Mẫu, Bí thư Quận ủy Quận An Phú, và ông Trần Văn Thử, Chủ tịch UBND Quận An Phú.\n"
        "Thu ngân sách năm 2030 đạt 30 tỷ đồng, bằng 150% kế hoạch 20 tỷ đồng.\n"
        "Bà Nguyễn Thị Mẫu đề nghị các phường giữ gìn môi trường.\n"
        "Quận ủy tặng giấy khen cho 3 đảng viên hoàn thành xuất sắc nhiệm vụ 5 năm liền 2026-2030.\n"
    ),
    "hai": (
        "Hội nghị sơ kết ở Quận An Phú\n"
        "Ngày 12-5-2031, Quận ủy Quận An Phú tổ chức hội nghị sơ kết giữa nhiệm kỳ, có 188 đại biểu dự.\n"
        "Bà Nguyễn Thị Mẫu, Bí thư Quận ủy Quận An Phú, chủ trì hội nghị.\n"
        "Thu ngân sách năm 2030 đạt 31 tỷ đồng.\n"
        "Ông Trần Văn Thử cũng có mặt.\n"
    ),
    "ba": (
        "Bổ nhiệm hiệu trưởng\n"
        "Tháng 6-2031, UBND Quận An Phú triển khai Kế hoạch số 12/KH-UBND và công bố quyết định.\n"
        "Bà Nguyễn Thị Mẫu được bổ nhiệm làm Hiệu trưởng Trường Tiểu học Sông Tiên.\n"
        "Dịp này, Trường Tiểu học Sông Tiên được tặng bằng khen.\n"
    ),
}
TITLES = {stem: text.partition("\n")[0] for stem, text in TEXTS.items()}


@dataclass
class Draft:
    """The facts of one article in the making; ``at`` are words of the text that say the fact."""

    stem: str
    facts: dict[str, list[Any]] = field(default_factory=dict)

    def put(self, field_: str, cls: type, at: str, confidence: float = 0.9, **parts: Any) -> Key:  # noqa: ANN401
        """Add a fact."""
        start = TEXTS[self.stem].index(at)
        evidence = (Evidence(spans=(Span(start, start + len(at)),), rule=f"{field_}.given", confidence=confidence),)
        rows = self.facts.setdefault(field_, [])
        key = Key(f"{field_}{len(rows)}")
        rows.append(cls(key=key, evidence=evidence, **parts))
        return key

    def graph(self, published: PartialDate, suffix: str = "") -> ArticleGraph:
        """The article's graph."""
        text = TEXTS[self.stem]
        lines = text.splitlines(keepends=True)
        starts = [sum(map(len, lines[:i])) for i in range(len(lines))]
        sentences = tuple(
            Sentence(Span(s, s + len(line) - 1), paragraph=i) for i, (s, line) in enumerate(zip(starts, lines, strict=True))
        )
        article = Article(
            text=text, source=f"{self.stem}.txt", stem=self.stem + suffix, title=TITLES[self.stem],
            publisher="Báo Sông Tiên", published=published, byline="N.T",
        )  # fmt: skip
        fields: dict[str, Any] = {name: tuple(rows) for name, rows in self.facts.items()}
        facts = Facts(**fields)
        return build_graph(article, facts, sentences=sentences, extractor="bienban-vi")


def _world(draft: Draft, district: str) -> tuple[Key, Key, Key]:
    """Place, Party committee and people's committee of the district."""
    at = "Quận An Phú"
    province = draft.put("places", Place, at, name="Thành phố Sông Tiên", level="province")
    place = draft.put("places", Place, at, name=district, level="district", within=province)
    party = draft.put("organizations", Organization, at, name=f"Quận ủy {district}", kind="party-committee", place=place)
    state = draft.put("organizations", Organization, at, name=f"Ủy ban nhân dân {district}", kind="people-committee", place=place)
    return place, party, state


def _conference(draft: Draft, place: Key, party: Key, at: str, **parts: Any) -> Key:  # noqa: ANN401
    event = draft.put(
        "events", Event, at, kind="conference", type="mid-term-review", name="hội nghị sơ kết giữa nhiệm kỳ",
        start=PartialDate(2031, 5, 12), place=place, main=True, **parts,
    )  # fmt: skip
    draft.put("participations", Participation, at, event=event, participant=party, role="organizer")
    return event


def _official(draft: Draft, name: str, role: str, body: Key, at: str, **parts: Any) -> tuple[Key, Key]:  # noqa: ANN401
    person = draft.put("persons", Person, at, name=name)
    parts = {"status": "current", "attested": PartialDate(2031, 5, 12), **parts}
    post = draft.put("posts", PostHeld, at, person=person, role=role, organization=body, **parts)
    return person, post


def first(district: str = "Quận An Phú", suffix: str = "", day: PartialDate | None = None) -> ArticleGraph:
    """The conference, whole: who came, what it reviewed, figures, a request, certificates."""
    draft = Draft("mot")
    place, party, state = _world(draft, district)
    members = draft.put(
        "organizations", Organization, "Quận ủy", name=f"Đảng bộ {district}", kind="party-organization", place=place
    )
    draft.facts["organizations"][0] = _with(draft.facts["organizations"][0], executive_of=members)
    draft.put("organizations", Organization, "Quận ủy", name=f"Ban Thường vụ Quận ủy {district}", part_of=party)
    event = _conference(draft, place, party, "hội nghị sơ kết giữa nhiệm kỳ")
    mau, secretary = _official(draft, "Nguyễn Thị Mẫu", "Bí thư", party, "Bí thư Quận ủy")
    thu, chair = _official(draft, "Trần Văn Thử", "Chủ tịch", state, "Chủ tịch UBND", start=PartialDate(2029, 6))
    for person, post in ((mau, secretary), (thu, chair)):
        draft.put("participations", Participation, "Đến dự", event=event, participant=person, role="attendee", capacities=(post,))
    draft.put(
        "participations", Participation, "đề nghị", 0.7, event=event, participant=mau, role="speaker", capacities=(secretary,)
    )
    term = draft.put(
        "terms", Term, "nhiệm kỳ", name="nhiệm kỳ 2028–2033", start=PartialDate(2028), end=PartialDate(2033), organization=members
    )
    congress = draft.put(
        "events", Event, "Đại hội lần thứ IX", kind="congress", name="Đại hội lần thứ IX", ordinal=9, term=term, listed=False
    )
    resolution = draft.put(
        "documents", Document, "Nghị quyết", kind="resolution", name="Nghị quyết Đại hội lần thứ IX", issuer=congress,
        term=term, party=True,
    )  # fmt: skip
    draft.put("links", DocumentLink, "thực hiện Nghị quyết", event=event, document=resolution, relation="reviews")
    draft.put(
        "observations", Observation, "Thu ngân sách", indicator="thu ngân sách", concept="budget-revenue", period="2030",
        value=Decimal(30_000_000_000), target=Decimal(20_000_000_000), percent=Decimal(150), percent_kind="attainment",
        unit="đồng", unit_concept="vnd", area=place,
    )  # fmt: skip
    words = "các phường giữ gìn môi trường"
    start = TEXTS["mot"].index(words)
    draft.put("statements", Statement, "đề nghị", speaker=mau, event=event, kind="request", text=Span(start, start + len(words)))
    group = draft.put("groups", CountedGroup, "3 đảng viên", name="3 đảng viên", count=3, kind="party-members")
    draft.put(
        "awards", Award, "giấy khen", name="giấy khen", type="certificate-of-merit", group=group, conferrer=party,
        citation="hoàn thành xuất sắc nhiệm vụ", merit_start=2026, merit_end=2030, consecutive_years=5, occasion=event,
    )  # fmt: skip
    return draft.graph(day or PartialDate(2031, 5, 13), suffix)


def second() -> ArticleGraph:
    """The same conference in another paper: delegates counted, another figure, the same two officials."""
    draft = Draft("hai")
    place, party, state = _world(draft, "Quận An Phú")
    event = _conference(draft, place, party, "hội nghị sơ kết")
    mau, secretary = _official(draft, "Nguyễn Thị Mẫu", "Bí thư", party, "Bí thư Quận ủy")
    thu, _ = _official(draft, "Trần Văn Thử", "Chủ tịch", state, "Ông Trần Văn Thử")
    draft.put("participations", Participation, "chủ trì", event=event, participant=mau, role="chair", capacities=(secretary,))
    draft.put("participations", Participation, "có mặt", event=event, participant=thu, role="attendee")
    group = draft.put("groups", CountedGroup, "188 đại biểu", name="188 đại biểu", count=188, kind="delegates")
    draft.put("participations", Participation, "188 đại biểu", event=event, participant=group, role="attendee")
    draft.put(
        "observations", Observation, "31 tỷ đồng", indicator="thu ngân sách", concept="budget-revenue", period="2030",
        value=Decimal(31_000_000_000), unit="đồng", unit_concept="vnd", area=place,
    )  # fmt: skip
    return draft.graph(PartialDate(2031, 5, 14))


def third() -> ArticleGraph:
    """A namesake appointed head of a school, on a month; a numbered plan; an award without a conferrer."""
    draft = Draft("ba")
    place, _, state = _world(draft, "Quận An Phú")
    school = draft.put("organizations", Organization, "Trường Tiểu học Sông Tiên", name="Trường Tiểu học Sông Tiên", place=place)
    event = draft.put(
        "events", Event, "công bố quyết định", kind="personnel-decision", name="công bố quyết định bổ nhiệm",
        start=PartialDate(2031, 6), place=place, main=True,
    )  # fmt: skip
    draft.put("participations", Participation, "UBND Quận An Phú", event=event, participant=state, role="organizer")
    mau, post = _official(
        draft,
        "Nguyễn Thị Mẫu",
        "Hiệu trưởng",
        school,
        "được bổ nhiệm",
        status="appointed",
        attested=None,
        start=PartialDate(2031, 6),
    )
    draft.put("participations", Participation, "Bà Nguyễn", event=event, participant=mau, role="participant", capacities=(post,))
    plan = draft.put(
        "documents", Document, "12/KH-UBND", kind="plan", name="Kế hoạch số 12/KH-UBND", number="12/KH-UBND", issuer=state,
        issued=PartialDate(2031, 6, 2), party=False,
    )  # fmt: skip
    draft.put("links", DocumentLink, "triển khai", event=event, document=plan, relation="implements")
    draft.put("awards", Award, "bằng khen", name="bằng khen", type="certificate-of-merit", recipients=(school,), occasion=event)
    return draft.graph(PartialDate(2031, 6, 20))


def article_graphs() -> tuple[ArticleGraph, ...]:
    """The graphs of the three articles."""
    return first(), second(), third()


def many_graphs(number: int) -> tuple[ArticleGraph, ...]:
    """The first article over and over, each in a district of its own, on days of two years."""
    days = [PartialDate(2031 + i % 2, 1 + i % 12, 1 + i % 28) for i in range(number)]
    return tuple(first(f"Quận Thứ {i}", f"-{i}", day) for i, day in enumerate(days))


def _with(fact: Any, **parts: Any) -> Any:  # noqa: ANN401
    """The fact with other parts."""
    return replace(fact, **parts)
