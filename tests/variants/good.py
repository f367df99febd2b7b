"""An invented article with one fact of every kind, and its graph: what each broken variant starts from."""

from __future__ import annotations

from decimal import Decimal

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

SENTENCES = (
    "Xã Lộc Trà sơ kết nửa nhiệm kỳ",
    "Ngày 12/5/2023, Đảng ủy xã Lộc Trà (huyện Thanh Giã, tỉnh Nam Hải) tổ chức Hội nghị sơ kết giữa nhiệm kỳ thực hiện "
    "Nghị quyết Đại hội Đảng bộ xã lần thứ VII, nhiệm kỳ 2020 - 2025.",
    "Đến dự có bà Trịnh Ngọc Mẫu, Phó Bí thư Huyện ủy Thanh Giã.",
    "Thu ngân sách năm 2022 của xã đạt 31,5 tỷ đồng, bằng 105% kế hoạch 30 tỷ đồng.",
    "Bà Trịnh Ngọc Mẫu đề nghị Đảng ủy xã rà lại từng chỉ tiêu của Nghị quyết theo Kế hoạch số 15-KH/HU của Huyện ủy.",
    "Dịp này, Huyện ủy tặng giấy khen cho 4 đảng viên hoàn thành xuất sắc nhiệm vụ 5 năm liền (2018 - 2022).",
)
TEXT = "\n".join(SENTENCES) + "\n"
ARTICLE = Article(
    text=TEXT,
    source="loc-tra.txt",
    stem="loc-tra",
    title=SENTENCES[0],
    body_start=len(SENTENCES[0]) + 1,
    url="https://bao.example/loc-tra",
    publisher="Báo Nam Hải Thử",
    published=PartialDate(2023, 5, 13),
    byline="T.M",
    license="https://creativecommons.org/licenses/by/4.0/",
)


def sentences() -> tuple[Sentence, ...]:
    """The sentences with their offsets."""
    found, start = [], 0
    for number, text in enumerate(SENTENCES):
        found.append(Sentence(Span(start, start + len(text)), number, headline=number == 0))
        start += len(text) + 1
    return tuple(found)


def said(words: str, rule: str, confidence: float = 0.9) -> tuple[Evidence, ...]:
    """Evidence for a fact: where the words stand."""
    start = TEXT.index(words)
    return (Evidence(spans=(Span(start, start + len(words)),), rule=rule, confidence=confidence),)


def key(name: str) -> Key:
    return Key(name)


DAY = PartialDate(2023, 5, 12)
FACTS = Facts(
    persons=(Person(key=key("p1"), name="Trịnh Ngọc Mẫu", evidence=said("bà Trịnh Ngọc Mẫu", "person.name")),),
    places=(
        Place(key=key("l1"), name="xã Lộc Trà", level="commune", evidence=(), within=key("l2")),
        Place(key=key("l2"), name="huyện Thanh Giã", level="district", evidence=(), within=key("l3")),
        Place(key=key("l3"), name="tỉnh Nam Hải", level="province", evidence=()),
    ),
    organizations=(
        Organization(key=key("o1"), name="Đảng ủy xã Lộc Trà", kind="party-committee", place=key("l1"),
                     executive_of=key("o3"), evidence=said("Đảng ủy xã Lộc Trà", "org.head")),
        Organization(key=key("o2"), name="Huyện ủy Thanh Giã", kind="party-committee", place=key("l2"),
                     evidence=said("Huyện ủy Thanh Giã", "org.head")),
        Organization(key=key("o3"), name="Đảng bộ xã Lộc Trà", kind="party-organization", place=key("l1"), listed=False,
                     evidence=said("Đảng bộ xã", "org.head")),
    ),
    posts=(
        PostHeld(key=key("h1"), person=key("p1"), role="Phó Bí thư", organization=key("o2"), status="current", attested=DAY,
                 evidence=said("Phó Bí thư Huyện ủy Thanh Giã", "post.apposition")),
    ),
    terms=(
        Term(key=key("t1"), name="nhiệm kỳ 2020–2025", start=PartialDate(2020), end=PartialDate(2025), organization=key("o3"),
             ordinal=7, evidence=said("nhiệm kỳ 2020 - 2025", "term.years")),
    ),
    events=(
        Event(key=key("e1"), kind="conference", type="mid-term-review", start=DAY, place=key("l1"), main=True, term=key("t1"),
              name="Hội nghị sơ kết giữa nhiệm kỳ", evidence=said("Hội nghị sơ kết giữa nhiệm kỳ", "event.name")),
        Event(key=key("e2"), kind="congress", type="party-congress", start=PartialDate(2020), term=key("t1"), ordinal=7,
              name="Đại hội Đảng bộ xã lần thứ VII", listed=False, evidence=said("Đại hội Đảng bộ xã lần thứ VII", "event.name")),
    ),
    groups=(CountedGroup(key=key("g1"), name="4 đảng viên", count=4, kind="party-member", evidence=()),),
    participations=(
        Participation(key=key("a1"), event=key("e1"), participant=key("o1"), role="organizer",
                      evidence=said("Đảng ủy xã Lộc Trà (huyện Thanh Giã, tỉnh Nam Hải) tổ chức", "participation.organizer")),
        Participation(key=key("a2"), event=key("e1"), participant=key("p1"), role="attendee", capacities=(key("h1"),),
                      evidence=said("Đến dự có bà Trịnh Ngọc Mẫu", "participation.attendee")),
        Participation(key=key("a3"), event=key("e1"), participant=key("p1"), role="speaker", capacities=(key("h1"),),
                      evidence=said("Bà Trịnh Ngọc Mẫu đề nghị", "participation.speaker")),
        Participation(key=key("a4"), event=key("e2"), participant=key("o3"), role="organizer",
                      evidence=said("Đại hội Đảng bộ xã", "participation.organizer")),
    ),
    documents=(
        Document(key=key("d1"), kind="resolution", name="Nghị quyết Đại hội Đảng bộ xã lần thứ VII", issuer=key("e2"),
                 party=True, term=key("t1"), evidence=said("Nghị quyết Đại hội Đảng bộ xã lần thứ VII", "document.name")),
        Document(key=key("d2"), kind="plan", name="Kế hoạch số 15-KH/HU", number="15-KH/HU", issuer=key("o2"), party=True,
                 evidence=said("Kế hoạch số 15-KH/HU", "document.number")),
    ),
    links=(
        DocumentLink(key=key("k1"), event=key("e1"), document=key("d1"), relation="reviews",
                     evidence=said("thực hiện Nghị quyết", "link.review")),
    ),
    awards=(
        Award(key=key("w1"), name="giấy khen", type="commendation-letter", group=key("g1"), conferrer=key("o2"),
              citation="hoàn thành xuất sắc nhiệm vụ 5 năm liền (2018 - 2022)", merit_start=2018, merit_end=2022,
              consecutive_years=5, occasion=key("e1"), date=DAY, evidence=said("tặng giấy khen cho 4 đảng viên", "award.given")),
    ),
    observations=(
        Observation(key=key("b1"), indicator="thu ngân sách", concept="budget-revenue", period="2022", value=Decimal(31500000000),
                    unit="đồng", unit_concept="vnd", target=Decimal(30000000000), percent=Decimal(105), percent_kind="attainment",
                    area=key("l1"), evidence=said("Thu ngân sách năm 2022 của xã đạt 31,5 tỷ đồng", "observation.value")),
    ),
    statements=(
        Statement(key=key("s1"), speaker=key("p1"), event=key("e1"), kind="request",
                  text=said("rà lại từng chỉ tiêu của Nghị quyết", "x")[0].spans[0],
                  evidence=said("Bà Trịnh Ngọc Mẫu đề nghị", "statement.verb")),
    ),
    byline="T.M",
)  # fmt: skip


def good_graph() -> ArticleGraph:
    """The graph of the invented article: nothing in it is wrong."""
    return build_graph(ARTICLE, FACTS, sentences=sentences(), extractor="bienban-vi")
