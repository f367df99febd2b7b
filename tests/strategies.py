"""Hypothesis strategies: an article in sentences, and facts about it that refer to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st

from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.facts import (
    AWARD_TYPES,
    Award,
    CountedGroup,
    Document,
    DocumentKind,
    DocumentLink,
    DocumentRelation,
    Event,
    EventKind,
    Facts,
    Key,
    Observation,
    Organization,
    Participation,
    ParticipationRole,
    PercentKind,
    Person,
    Place,
    PostHeld,
    PostStatus,
    Statement,
    StatementKind,
    Term,
)
from bienban.model.mention import Sentence
from bienban.model.span import Evidence, Span

__all__ = ["Sample", "articles", "dates", "decimals", "facts", "names", "samples", "texts"]

T = TypeVar("T")

SYLLABLES = ("An", "Bình", "Chánh", "Đức", "Hòa", "Khê", "Lâm", "Mỹ", "Ninh", "Phú", "Quý", "Thủy", "Ủy", "xã", "“Vạn”", "5")
ROLES = ("Bí thư", "Phó Chủ tịch", "Trưởng phòng Cây xanh", "chủ tịch", "Người giữ đền")


def names(minimum: int = 2, maximum: int = 4) -> st.SearchStrategy[str]:
    """Names of a few syllables."""
    return st.lists(st.sampled_from(SYLLABLES), min_size=minimum, max_size=maximum).map(" ".join)


def texts() -> st.SearchStrategy[str]:
    """Words with all that a newspaper may print: quotes, dashes, backslashes, line breaks, composed and other letters."""
    return st.text(alphabet="aăâbcđeêghiklmnoôơưyỆừ 0123456789.,;:“”\"'\\–\t\n\r/()%中😀", min_size=1, max_size=40)


def dates() -> st.SearchStrategy[PartialDate]:
    """Dates of every precision."""
    day = st.dates().map(lambda d: PartialDate(d.year, d.month, d.day))
    return st.one_of(
        day,
        day.map(lambda d: PartialDate(d.year, d.month)),
        day.map(lambda d: PartialDate(d.year)),
        day.map(lambda d: PartialDate(None, d.month, d.day)),
    )


def decimals() -> st.SearchStrategy[Decimal]:
    """Figures, among them large ones, fractions, zero, and exponents as notation."""
    return st.one_of(
        st.integers(-(10**6), 10**15).map(Decimal),
        st.decimals(-(10**9), 10**15, places=3),
        st.sampled_from(
            [Decimal("318.6"), Decimal("1E+9"), Decimal("75.0"), Decimal("12345678901234567890.123"), Decimal("-0.0")]
        ),
    )


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """The strategy, or None."""
    return st.none() | strategy


@dataclass(frozen=True, slots=True)
class Sample:
    """An article with its sentences and facts about it."""

    article: Article
    sentences: tuple[Sentence, ...]
    facts: Facts


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, tuple[Sentence, ...]]:
    """An article of some sentences, with spaces or line breaks between them."""
    text, sentences = "", []
    for index, words in enumerate(draw(st.lists(texts(), min_size=1, max_size=5))):
        start = len(text)
        text += words
        sentences.append(Sentence(Span(start, len(text)), paragraph=index, headline=index == 0, caption=draw(st.booleans())))
        text += draw(st.sampled_from([" ", "\n", "\n\n"]))
    url = maybe(
        st.sampled_from(["https://bao.example/tin/hop-mat-12.html", "https://bao.example/?id=5", "http://bao.example/a b"])
    )
    article = Article(
        text=text,
        source="tin/mau.txt",
        stem=draw(st.sampled_from(["mau", "Tin 5"])),
        title=draw(maybe(texts())),
        body_start=draw(st.integers(0, len(text))),
        id=draw(maybe(st.sampled_from(["t-5", "Số 7/2031"]))),
        url=draw(url),
        publisher=draw(maybe(names())),
        published=draw(maybe(st.dates().map(lambda d: PartialDate(d.year, d.month, d.day)))),
        byline=draw(maybe(st.sampled_from(["N.T", "Minh Anh"]))),
        license=draw(maybe(st.sampled_from(["CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"]))),
        language=draw(st.sampled_from(["vi", "en"])),
    )
    return article, tuple(sentences)


class _Maker:
    """Draws facts; each kind after those that it refers to."""

    def __init__(self, draw: st.DrawFn, length: int) -> None:
        self.draw = draw
        ends = st.tuples(st.integers(0, length - 1), st.integers(1, 30))
        self.spans = ends.map(lambda x: Span(x[0], min(x[0] + x[1], length)))
        self.count = 0

    def evidence(self) -> tuple[Evidence, ...]:
        one = st.builds(
            Evidence,
            spans=st.lists(self.spans, max_size=2).map(lambda s: tuple(sorted(set(s)))),
            rule=st.sampled_from(["post.apposition", "event.head", "facts.given"]),
            confidence=st.sampled_from([1.0, 0.95, 0.5, 0.123456]),
        )
        return tuple(self.draw(st.lists(one, min_size=1, max_size=2, unique=True)))

    def many(self, cls: Callable[..., T], limit: int = 2, **parts: st.SearchStrategy[Any]) -> tuple[T, ...]:
        found = []
        for _ in range(self.draw(st.integers(0, limit))):
            self.count += 1
            drawn = {name: self.draw(part) for name, part in parts.items()}
            found.append(cls(key=Key(f"k{self.count}"), evidence=self.evidence(), **drawn))
        return tuple(found)


def _keys(*groups: tuple[Any, ...]) -> st.SearchStrategy[Key]:
    found = [fact.key for group in groups for fact in group]
    return st.sampled_from(found) if found else st.nothing()


def _any_key(*groups: tuple[Any, ...]) -> st.SearchStrategy[Key | None]:
    return st.none() | _keys(*groups)


def _literal(alias: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401
    return st.sampled_from(get_args(alias))


def _entities(make: _Maker) -> dict[str, tuple[Any, ...]]:
    levels = st.sampled_from([None, "country", "province", "district", "commune", "hamlet"])
    outer = make.many(Place, name=names(), level=levels)
    places = outer + make.many(Place, name=names(), level=levels, within=_any_key(outer))
    kinds = maybe(st.sampled_from(["party-committee", "people-committee"]))
    first = make.many(Organization, name=names(), kind=kinds, place=_any_key(places), listed=st.booleans())
    printed = st.lists(names(), max_size=2).map(tuple)
    more = make.many(
        Organization, name=names(), part_of=_any_key(first), executive_of=_any_key(first), printed=printed, listed=st.booleans()
    )
    persons = make.many(Person, limit=3, name=names())
    groups = make.many(
        CountedGroup, name=names(), count=st.integers(1, 500), kind=maybe(st.just("party-member")),
        qualifier=st.sampled_from(["exact", "over", "nearly", "about"]),
    )  # fmt: skip
    return {"places": places, "organizations": first + more, "persons": persons, "groups": groups}


def _occasions(make: _Maker, found: dict[str, tuple[Any, ...]]) -> None:
    organizations, persons, groups = found["organizations"], found["persons"], found["groups"]
    found["terms"] = terms = make.many(
        Term, name=names(), start=maybe(dates()), end=maybe(dates()), organization=_any_key(organizations),
        ordinal=maybe(st.integers(1, 20)),
    )  # fmt: skip
    found["events"] = events = make.many(
        Event, limit=3, kind=_literal(EventKind), name=names(), type=maybe(st.just("mid-term-review")), start=maybe(dates()),
        end=maybe(dates()), place=_any_key(found["places"]), main=st.booleans(), listed=st.booleans(),
        ordinal=maybe(st.integers(1, 20)), term=_any_key(terms),
    )  # fmt: skip
    found["posts"] = posts = () if not persons else make.many(
        PostHeld, limit=3, person=_keys(persons), role=st.sampled_from(ROLES), organization=_any_key(organizations),
        status=_literal(PostStatus), start=maybe(dates()), end=maybe(dates()), attested=maybe(dates()),
    )  # fmt: skip
    everyone = _keys(persons, organizations, groups)
    capacities = st.lists(_keys(posts), max_size=2, unique=True).map(tuple) if posts else st.just(())
    found["participations"] = () if not events or everyone.is_empty else make.many(
        Participation, limit=4, event=_keys(events), participant=everyone, role=_literal(ParticipationRole),
        capacities=capacities,
    )  # fmt: skip
    speakers = _keys(persons, organizations)
    found["statements"] = () if speakers.is_empty else make.many(
        Statement, limit=3, speaker=speakers, event=_any_key(events), kind=_literal(StatementKind), text=maybe(make.spans),
    )  # fmt: skip


def _things(make: _Maker, found: dict[str, tuple[Any, ...]]) -> None:
    organizations, persons, places, events = (found[k] for k in ("organizations", "persons", "places", "events"))
    found["documents"] = documents = make.many(
        Document, kind=_literal(DocumentKind), name=names(), number=maybe(st.sampled_from(["33-NQ/TW", "05"])),
        issuer=_any_key(organizations, events), issuer_name=maybe(names()), issued=maybe(dates()), party=maybe(st.booleans()),
        term=_any_key(found["terms"]), listed=st.booleans(),
    )  # fmt: skip
    found["links"] = () if not events or not documents else make.many(
        DocumentLink, event=_keys(events), document=_keys(documents), relation=_literal(DocumentRelation),
    )  # fmt: skip
    receivers = _keys(persons, organizations, places)
    years = maybe(st.integers(1990, 2040))
    found["awards"] = make.many(
        Award, name=names(), type=st.sampled_from(AWARD_TYPES), group=_any_key(found["groups"]),
        recipients=st.just(()) if receivers.is_empty else st.lists(receivers, max_size=3, unique=True).map(tuple),
        conferrer=_any_key(organizations, persons), conferrer_name=maybe(names()), citation=maybe(texts()), merit_start=years,
        merit_end=years, consecutive_years=maybe(st.integers(1, 9)), occasion=_any_key(events), date=maybe(dates()),
    )  # fmt: skip
    found["observations"] = make.many(
        Observation, limit=3, indicator=names(), concept=maybe(st.just("budget-revenue")),
        period=maybe(st.sampled_from(["2030", "2030-06", "6 tháng đầu năm 2030", "--06-29"])), value=maybe(decimals()),
        unit=maybe(st.sampled_from(["đồng", "gốc cây"])), unit_concept=maybe(st.just("vnd")), target=maybe(decimals()),
        percent=maybe(decimals()), percent_kind=maybe(_literal(PercentKind)), area=_any_key(places, organizations),
        printed=maybe(st.just("39 .000")), correction=maybe(texts()),
    )  # fmt: skip


@st.composite
def facts(draw: st.DrawFn, length: int) -> Facts:
    """Facts about a text of some length."""
    make = _Maker(draw, length)
    found = _entities(make)
    _occasions(make, found)
    _things(make, found)
    byline = draw(maybe(st.just("N.T")))
    return Facts(**found, byline=byline, byline_span=None if byline is None else draw(maybe(make.spans)))


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """An article with facts about it."""
    article, sentences = draw(articles())
    return Sample(article, sentences, draw(facts(len(article.text))))
