"""An invented country and the articles about it: any number, each the same whenever it is asked for by its number.

Names of people, places and bodies, days, roles and figures vary; how many facts of each kind an article has follows what was
measured on articles of newspapers (:data:`DENSITY`; ``invented_store.py --check`` compares). Of places and bodies a few come up
all the time and most of them seldom, and whoever holds a post holds it for some years.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Any

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
from bienban.model.mention import Sentence
from bienban.model.span import Evidence, Span

__all__ = ["DENSITY", "Invented", "invent"]

SEED = 20230329

DENSITY = {
    "persons": 3.45, "places": 4.92, "organizations": 6.39, "posts": 3.15, "terms": 0.18, "events": 1.12, "groups": 0.06,
    "participations": 2.22, "documents": 0.81, "links": 0.02, "awards": 0.11, "observations": 1.83, "statements": 4.34,
}  # fmt: skip
"""Facts of an article by kind: the mean of every fifteenth of 6,000 articles."""

MORE = {"statements": 1.04, "observations": 1.04, "persons": 0.94, "terms": 1.1}
"""What is asked for besides, since who does not speak says nothing, and who holds a post is named anyway."""

PROVINCES, DISTRICTS, COMMUNES = 63, 11, 15
FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Mai", "Trịnh", "Tạ", "Kiều", "Đinh", "Lương",
)  # fmt: skip
MIDDLES = (
    "Văn", "Thị", "Hữu", "Ngọc", "Đình", "Xuân", "Minh", "Thu", "Quang", "Thanh", "Đức", "Công", "Bá", "Kim", "Hồng",
)  # fmt: skip
GIVEN = (
    "An", "Bình", "Châu", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hạnh", "Hòa", "Hùng", "Hương", "Khôi", "Kiên", "Lan",
    "Liên", "Linh", "Long", "Mai", "Minh", "Nam", "Nga", "Nhung", "Phúc", "Phương", "Quân", "Quyết", "Sơn", "Tâm", "Thảo",
    "Thắng", "Thịnh", "Thủy", "Toàn", "Trang", "Trung", "Tuấn", "Tuyết", "Uyên", "Vân", "Việt", "Vinh", "Yến",
)  # fmt: skip
STEMS = (
    "An", "Bắc", "Bình", "Cẩm", "Châu", "Chí", "Đông", "Đồng", "Giang", "Hà", "Hải", "Hàm", "Hòa", "Hồng", "Hương", "Kim",
    "Lạc", "Lâm", "Liên", "Long", "Lộc", "Mỹ", "Nam", "Ngân", "Nghĩa", "Ninh", "Phong", "Phú", "Phước", "Quảng", "Sơn", "Tân",
    "Tây", "Thạch", "Thanh", "Thành", "Thiện", "Thuận", "Tiên", "Trà", "Trung", "Tường", "Vạn", "Vĩnh", "Xuân", "Yên",
)  # fmt: skip
NATIONAL = (
    ("Chính phủ", "government"), ("Quốc hội", "national-assembly"), ("Bộ Chính trị", "politburo"), ("Ban Bí thư", "secretariat"),
    ("Bộ Nội vụ", "ministry"), ("Bộ Tài chính", "ministry"), ("Bộ Y tế", "ministry"), ("Bộ Giáo dục và Đào tạo", "ministry"),
    ("Ủy ban Thường vụ Quốc hội", "national-assembly-standing-committee"), ("Ban Chấp hành Trung ương Đảng", "central-committee"),
)  # fmt: skip
LOCAL = (
    ("Tỉnh ủy", "Huyện ủy", "Đảng ủy xã", "party-committee"),
    ("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân huyện", "Ủy ban nhân dân xã", None),
    ("Hội đồng nhân dân tỉnh", "Hội đồng nhân dân huyện", "Hội đồng nhân dân xã", None),
    ("Sở Xây dựng tỉnh", "Phòng Nội vụ huyện", "Công an xã", None),
    ("Sở Y tế tỉnh", "Phòng Kinh tế huyện", "Hội Nông dân xã", None),
    ("Hội Phụ nữ tỉnh", "Hội Phụ nữ huyện", "Hội Phụ nữ xã", None),
    ("Ban Tổ chức Tỉnh ủy", "Ban Tuyên giáo Huyện ủy", "Hội Cựu chiến binh xã", None),
)  # fmt: skip
ROLES = ("Bí thư", "Phó Bí thư", "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Trưởng phòng", "Chánh Văn phòng", "Ủy viên")
SEATS = 60
"""Officials of a national body who are in the news."""
_NATIONAL_KINDS = frozenset(kind for _, kind in NATIONAL)
OCCASIONS = (
    ("conference", "Hội nghị sơ kết công tác", "review"), ("conference", "Hội nghị triển khai nhiệm vụ", "deployment"),
    ("session", "Kỳ họp Hội đồng nhân dân", "council-session"), ("meeting", "Buổi làm việc về", "working-meeting"),
    ("ceremony", "Lễ khởi công", "first-sod-ceremony"), ("visit", "Thăm, chúc Tết", "new-year-visit"),
    ("symposium", "Hội thảo khoa học", None), ("voter-meeting", "Tiếp xúc cử tri", None),
    ("ceremony", "Lễ kỷ niệm", "commemoration"),
)  # fmt: skip
TOPICS = (
    "xây dựng nông thôn mới", "chuyển đổi số", "cải cách hành chính", "phòng cháy, chữa cháy", "bảo vệ rừng",
    "giảm nghèo bền vững",
    "xây dựng Đảng", "thu hút đầu tư", "an toàn giao thông", "nước sạch", "dân số", "phát triển du lịch", "khuyến học", "đê điều",
)  # fmt: skip
DOCUMENTS = (
    ("resolution", "Nghị quyết", "NQ"),
    ("directive", "Chỉ thị", "CT"),
    ("plan", "Kế hoạch", "KH"),
    ("decision", "Quyết định", "QĐ"),
)
AWARDS = (("giấy khen", "commendation-letter"), ("bằng khen", "certificate-of-merit"), ("cờ thi đua", "emulation-flag"))
FILLER = (
    "Các đại biểu đã trao đổi, làm rõ những kết quả đạt được, những khó khăn còn lại và việc cần làm trong thời gian tới, "
    "nhất là ở những nơi còn nhiều hộ khó khăn, đường sá đi lại chưa thuận tiện."
)


@dataclass(frozen=True, slots=True)
class Invented:
    """An article with what it says."""

    article: Article
    facts: Facts
    sentences: tuple[Sentence, ...]


def _few_often(dice: Random, most: int) -> int:
    """A number below ``most``: small ones come up often, each of the others now and then."""
    return min(int(most * dice.random() ** 2.5), most - 1)


@lru_cache(maxsize=100_000)
def _place_name(*where: int) -> str:
    dice = Random(f"{SEED} place {where}")  # noqa: S311 - the same country every time
    return " ".join(dice.sample(STEMS, 2))


@lru_cache(maxsize=100_000)
def _person_name(seed: str) -> str:
    dice = Random(f"{SEED} person {seed}")  # noqa: S311 - the same people every time
    return f"{dice.choice(FAMILIES)} {dice.choice(MIDDLES)} {dice.choice(GIVEN)}"


def _many(dice: Random, mean: float) -> int:
    """How many facts of a kind an article has: a Poisson number whose own mean varies, as lengths of articles do."""
    limit, product, count = math.exp(-dice.gammavariate(1.6, mean / 1.6)), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count


@dataclass
class _Story:
    """An article in the making."""

    dice: Random
    text: str
    sentences: list[Sentence] = field(default_factory=list)
    facts: dict[str, list[Any]] = field(default_factory=dict)
    places: dict[tuple[int, ...], Key] = field(default_factory=dict)

    def say(self, words: str) -> tuple[Evidence, ...]:
        """Write a sentence; returns the evidence that it is."""
        start = len(self.text)
        self.text += words + " "
        span = Span(start, start + len(words))
        self.sentences.append(Sentence(span, paragraph=1))
        return (Evidence(spans=(span,), rule="test.invented", confidence=0.8 + self.dice.randrange(20) / 100),)

    def again(self) -> tuple[Evidence, ...]:
        """The sentence before, every other time: it says two things."""
        if not self.sentences or self.dice.random() < 0.5:
            return ()
        return (Evidence(spans=(self.sentences[-1].span,), rule="test.invented", confidence=0.9),)

    def put(self, field_: str, cls: type, **parts: Any) -> Key:  # noqa: ANN401
        """Add a fact."""
        rows = self.facts.setdefault(field_, [])
        key = Key(f"{field_}{len(rows)}")
        rows.append(cls(key=key, **parts))
        return key

    def key(self, field_: str) -> Key | None:
        """The key of some fact of a kind, None where there is none."""
        rows = self.facts.get(field_)
        return self.dice.choice(rows).key if rows else None

    def place(self, *where: int) -> Key:
        """A province, a district of it, or a commune of that, with what it lies in."""
        if where not in self.places:
            level = ("province", "district", "commune")[len(where) - 1]
            name = f"{('tỉnh', 'huyện', 'xã')[len(where) - 1]} {_place_name(*where)}"
            within = self.places.get(where[:-1])
            said = self.again() or self.say(f"Tin từ {name} và các nơi khác. {FILLER}")
            self.places[where] = self.put("places", Place, name=name, level=level, within=within, evidence=said)
        return self.places[where]


def invent(number: int) -> Invented:
    """The article of this number."""
    dice = Random(f"{SEED} article {number}")  # noqa: S311 - the same articles every time
    day = PartialDate(dice.randint(2012, 2025), dice.randint(1, 12), dice.randint(1, 28))
    province = _few_often(dice, PROVINCES)
    where = (province, _few_often(dice, DISTRICTS), _few_often(dice, COMMUNES))
    topic = dice.choice(TOPICS)
    title = f"{_place_name(province)}: {dice.choice(OCCASIONS)[1]} {topic} ({number})"
    story = _Story(dice, f"{title}\n")
    wanted = {kind: _many(dice, mean * MORE.get(kind, 1.0)) for kind, mean in DENSITY.items()}
    _bodies(story, wanted, where)
    _people(story, wanted, day)
    _events(story, wanted, day, topic)
    _papers(story, wanted, day, topic)
    article = Article(
        text=story.text, source=f"invented-{number}.txt", stem=f"invented-{number}", title=title, body_start=len(title) + 1,
        publisher=f"Báo {_place_name(dice.randrange(12))}", published=day,
    )  # fmt: skip
    found: dict[str, Any] = {name: tuple(rows) for name, rows in story.facts.items()}
    return Invented(article, Facts(**found), tuple(story.sentences))


def _bodies(story: _Story, wanted: dict[str, int], where: tuple[int, int, int]) -> None:
    dice = story.dice
    for depth in range(min(wanted["places"], 3)):
        story.place(*where[: depth + 1])
    while len(story.places) < wanted["places"]:
        story.place(*(where[:2] if dice.random() < 0.3 else ()), dice.randrange(PROVINCES))
    seen: set[str] = set()
    while len(story.facts.get("organizations", ())) < wanted["organizations"]:
        kind: str | None
        place = None
        depth = dice.choice((0, 0, 1, 1, 2, 2, 3, 4, 4))
        if depth == 0:
            name, kind = NATIONAL[_few_often(dice, len(NATIONAL))]
        elif depth == 4:
            name, kind = f"Công ty {_place_name(dice.randrange(5000), 9)}", "enterprise"
        else:
            words = dice.choice(LOCAL)
            name, kind = f"{words[depth - 1]} {_place_name(*where[:depth])}", words[3]
            place = story.places.get(where[:depth])
        if name not in seen:
            seen.add(name)
            said = story.again() or story.say(f"{name} cho biết công việc đang được triển khai đúng kế hoạch. {FILLER}")
            story.put("organizations", Organization, name=name, kind=kind, place=place, evidence=said)


def _people(story: _Story, wanted: dict[str, int], day: PartialDate) -> None:
    dice, bodies = story.dice, story.facts.get("organizations", [])
    persons: dict[str, Key] = {}

    def person(name: str, said: tuple[Evidence, ...]) -> Key:
        if name not in persons:
            persons[name] = story.put("persons", Person, name=name, evidence=said)
        return persons[name]

    for index in range(wanted["posts"]):
        known = [b for b in bodies if b.kind in _NATIONAL_KINDS] if dice.random() < 0.45 else []
        body = dice.choice(known or bodies) if bodies and dice.random() < 0.87 else None
        role = ROLES[_few_often(dice, len(ROLES))]
        seed = f"{body.name if body else dice.random()} {role} {(day.year or 0) // 5}"
        if body and body.kind in _NATIONAL_KINDS:
            seat = _few_often(dice, SEATS)
            role, seed = ("Bộ trưởng", "Thứ trưởng", "Ủy viên", "Đại biểu")[seat % 4], f"{body.name} {seat}"
        name = list(persons)[-1] if persons and (index % 4 == 3 or len(persons) >= wanted["persons"]) else _person_name(seed)
        said = story.say(f"Dự có đồng chí {name}, {role} {body.name if body else ''}, cùng lãnh đạo các cơ quan liên quan.")
        key = person(name, said)
        status = "current" if dice.random() < 0.9 else "former"
        story.put(
            "posts", PostHeld, person=key, role=role, organization=body and body.key, status=status, evidence=said, attested=day
        )
    while len(persons) < wanted["persons"]:
        name = _person_name(f"somebody {dice.random()}")
        person(name, story.say(f"Ông {name}, một người dân, nói rằng đời sống của bà con đã khá hơn trước. {FILLER}"))


def _events(story: _Story, wanted: dict[str, int], day: PartialDate, topic: str) -> None:
    dice = story.dice
    for index in range(wanted["events"]):
        kind, words, type_ = dice.choice(OCCASIONS)
        name = f"{words} {topic if index == 0 else dice.choice(TOPICS)}"
        start = day if dice.random() < 0.7 else None
        place = story.key("places") if dice.random() < 0.3 else None
        said = story.say(f"Ngày {day.day}/{day.month}/{day.year}, {name} đã diễn ra với sự tham dự của nhiều đại biểu. {FILLER}")
        story.put("events", Event, kind=kind, name=name, type=type_, start=start, place=place, main=index == 0, evidence=said)
    events, people, bodies = (story.facts.get(k, []) for k in ("events", "persons", "organizations"))
    posts: dict[Key, list[Key]] = {}
    for post in story.facts.get("posts", []):
        posts.setdefault(post.person, []).append(post.key)
    pairs = [(e, p) for e in events for p in dice.sample(people, len(people))]
    pairs += [(e, b) for e in events for b in bodies[:2]]
    for event, who in pairs[: 5 * wanted["participations"] // 2 if events else 0]:
        role = "organizer" if who in bodies else dice.choice(("chair", "attendee", "speaker", "attendee"))
        story.put(
            "participations", Participation, event=event.key, participant=who.key, role=role, evidence=who.evidence,
            capacities=tuple(posts.get(who.key, ())),
        )  # fmt: skip


def _papers(story: _Story, wanted: dict[str, int], day: PartialDate, topic: str) -> None:
    dice = story.dice
    for _ in range(wanted["terms"]):
        start = 2010 + 5 * dice.randrange(3)
        said = story.say(f"Nhiệm kỳ {start}–{start + 5} đã đi được nửa chặng đường.")
        years = {"start": PartialDate(start), "end": PartialDate(start + 5)}
        story.put(
            "terms", Term, name=f"nhiệm kỳ {start}–{start + 5}", organization=story.key("organizations"), evidence=said, **years
        )
    for _ in range(wanted["documents"]):
        kind, word, sign = dice.choice(DOCUMENTS)
        number = f"{dice.randint(1, 99)}-{sign}/TW" if dice.random() < 0.22 else None
        name = f"{word} về {dice.choice(TOPICS)}"
        issuer = story.key("organizations") if dice.random() < 0.35 else None
        said = story.say(f"{name} được quán triệt đến từng chi bộ, từng đảng viên. {FILLER}")
        story.put("documents", Document, kind=kind, name=name, number=number, issuer=issuer, evidence=said)
    event = story.key("events")
    if event is not None and wanted["links"] + wanted["documents"] and dice.random() < 0.1 and (paper := story.key("documents")):
        said = story.facts["documents"][0].evidence
        story.put("links", DocumentLink, event=event, document=paper, relation="implements", evidence=said)
    for _ in range(wanted["groups"]):
        count = dice.randint(2, 300)
        said = story.say(f"Có {count} đại biểu dự.")
        story.put("groups", CountedGroup, name=f"{count} đại biểu", count=count, evidence=said)
    for _ in range(wanted["awards"]):
        name, type_ = dice.choice(AWARDS)
        who = story.key("persons") or story.key("organizations")
        said = story.say(f"Dịp này, nhiều tập thể, cá nhân được tặng {name}.")
        story.put(
            "awards",
            Award,
            name=name,
            type=type_,
            recipients=() if who is None else (who,),
            occasion=event,
            date=day,
            evidence=said,
        )
    for _ in range(wanted["observations"]):
        value = dice.randint(10, 99_999)
        said = story.say(f"Đến nay đã trồng được {value} cây xanh về {topic}.")
        story.put(
            "observations",
            Observation,
            indicator="số cây xanh",
            value=Decimal(value),
            unit="cây",
            period=str(day.year),
            area=story.key("places"),
            evidence=said,
        )
    for _ in range(wanted["statements"] if "persons" in story.facts else 0):
        words = f"cần tiếp tục quan tâm {dice.choice(TOPICS)} ở {_place_name(dice.randrange(2000), 7)} trong năm {day.year}"
        said = story.say(f"Đồng chí nhấn mạnh {words}.")
        start = said[0].spans[0].end - len(words) - 1
        story.put(
            "statements",
            Statement,
            speaker=story.key("persons"),
            event=event,
            kind="request",
            text=Span(start, start + len(words)),
            evidence=said,
        )
