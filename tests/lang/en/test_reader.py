"""The English pack: sentences and what they say, its samples against what a reader wrote down, and all the way to the answers."""

from __future__ import annotations

import cProfile
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bienban.cli.main import main
from bienban.graph.schemes import codes, named
from bienban.lang.en.dates import with_year
from bienban.lang.en.lexicon import table
from bienban.lang.registry import detect, language
from bienban.lang.tables import Row
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.facts import Facts
from bienban.model.mention import DateRange
from bienban.sources.base import ReadSettings
from bienban.sources.walk import read_paths

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["case"]
ARTICLES = sorted((HERE / "articles").glob("*.md"))


def facts_of(text: str) -> Facts:
    return language("en").read(Article(text=text, source="-", stem="t", language="en")).facts


def lines(facts: Facts, text: str) -> dict[str, list[str]]:
    """The facts as the cases write them."""
    names: dict[str | None, str] = {None: "-"}
    names.update((p.key, p.name) for p in facts.persons)
    names.update((o.key, o.name) for o in facts.organizations)
    names.update((p.key, p.name) for p in facts.places)
    return {
        "posts": [f"{names[p.person]} | {p.role} | {names[p.organization]} | {p.status}" for p in facts.posts],
        "events": [f"{e.kind} | {e.name} | {e.start or '-'} | {names[e.place]}" for e in facts.events if e.listed],
        "parts": [f"{names[p.participant]} | {p.role}" for p in facts.participations],
        "said": [f"{names[s.speaker]} | {s.kind} | {s.text.of(text) if s.text else '-'}" for s in facts.statements],
        "documents": [f"{d.kind} | {d.number or '-'} | {names[d.issuer]}" for d in facts.documents],
        "awards": [
            f"{a.name} | {a.type} | {'; '.join(names[r] for r in a.recipients)} | {names[a.conferrer]}" for a in facts.awards
        ],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["why"])
def test_what_a_sentence_says(case: dict[str, Any]) -> None:
    found = lines(facts_of(case["text"]), case["text"])
    expected = {kind: value for kind, value in case.items() if kind not in ("why", "text")}
    assert expected, "a case must expect something"
    assert {kind: found[kind] for kind in expected} == expected


def without_x(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {k: without_x(v) for k, v in value.items() if k != "x"}
    return [without_x(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_the_samples_are_read_as_a_reader_reads_them(path: Path) -> None:
    result = CliRunner().invoke(main, ["extract", str(path)])
    assert result.exit_code == 0, result.output
    assert without_x(json.loads(result.stdout)) == json.loads(
        (HERE / "expected" / f"{path.stem}.json").read_text(encoding="utf-8")
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The English samples beside a Vietnamese one, in one store."""
    path = str(tmp_path_factory.mktemp("english") / "s")
    vietnamese = HERE.parents[2] / "data" / "articles" / "dong-lam-tiep-xuc-cu-tri.md"
    result = CliRunner().invoke(main, ["import", *map(str, ARTICLES), str(vietnamese), "--store", path])
    assert result.exit_code == 0, result.output
    assert f"{len(ARTICLES) + 1} added" in result.stderr
    return path


def asked(store: str, *args: str) -> str:
    result = CliRunner().invoke(main, [*args, "--store", store])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_shapes_find_no_fault(store: str) -> None:
    asked(store, "validate", "--fail-on", "warning")


def test_the_questions_are_answered(store: str) -> None:
    found = asked(store, "ask", "participants", "person=tran thi ban", "--format", "csv")
    assert "2022-06-14" in found
    assert "Party Committee of Dong Lam District" in found
    assert "Labour Order" in asked(store, "show", "Hoang Van Doai")


def test_roles_and_kinds_are_those_of_the_schemes(store: str) -> None:
    text = """SELECT ?role WHERE { ?post a org:Membership ; org:member/foaf:name "Tran Thi Ban" ; org:role ?role }"""
    assert "post-role/secretary" in asked(store, "query", text, "--format", "csv")


def test_words_are_tagged_as_english(store: str) -> None:
    text = 'SELECT ?name WHERE { ?e a bb:VoterMeeting ; rdfs:label ?name FILTER(lang(?name) = "en") }'
    assert "meeting with voters" in asked(store, "query", text, "--format", "csv")


def test_the_language_is_told_by_the_text(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(CASES[1]["text"], encoding="utf-8")
    (article,) = read_paths((str(path),), ReadSettings())
    assert isinstance(article, Article)
    assert article.language == "en"
    assert detect(CASES[0]["text"]) == "en"


@pytest.mark.parametrize(
    ("month", "day", "published", "year"),
    [(12, 30, PartialDate(2023, 1, 2), 2022), (1, 5, PartialDate(2022, 12, 28), 2023), (2, 29, PartialDate(2023, 3, 1), None)],
)
def test_a_day_without_a_year(month: int, day: int, published: PartialDate, year: int | None) -> None:
    value = DateRange(PartialDate(None, month, day), explicit_year=False)
    assert with_year(value, published).start == PartialDate(year, month, day)


SCHEMES = {"org_heads": "org-class", "awards": "award-type", "event_heads": "event-kind", "verbs": "statement-kind"}
COLUMNS = {"org_heads": "kind", "awards": "type", "event_heads": "type", "verbs": "kind"}


@pytest.mark.parametrize(("name", "row"), [(n, r) for n in SCHEMES for r in table(n)], ids=lambda v: getattr(v, "where", v))
def test_the_lexicon_knows_the_codes(name: str, row: Row) -> None:
    code = row.get(COLUMNS[name])
    assert code is None or code in codes(SCHEMES[name])


@pytest.mark.parametrize("row", table("roles"), ids=lambda r: r.where)
def test_every_role_is_a_concept(row: Row) -> None:
    assert named("post-role", row.need("role"), "en") is not None


def calls(text: str) -> int:
    """How many Python calls reading takes: what grows with a text, without a clock."""
    reader, article = language("en"), Article(text=text, source="-", stem="t", language="en")
    reader.read(article)
    profile = cProfile.Profile()
    profile.runcall(reader.read, article)
    return sum(entry.callcount for entry in profile.getstats())


def test_the_cost_grows_with_the_length() -> None:
    some = "\n".join(path.read_text(encoding="utf-8").split("---")[2] for path in ARTICLES) * 10
    assert calls(some * 4) <= 4.4 * calls(some)
