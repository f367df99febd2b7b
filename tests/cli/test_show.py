"""``bienban show``: one thing with its sentences, or the things that a name may mean."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bienban.store import open_store
from queries.dataset import article_graphs
from small_world import OFFICE, held, write

Run = Callable[..., Result]
Fails = Callable[..., str]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("stores") / "s"
    opened = open_store(path, create=True)
    for graph in article_graphs():
        opened.replace(graph)
    opened.close()
    return str(path)


def shown(run: Run, store: str, *words: str) -> dict[str, list[dict[str, str]]]:
    """The sections of a card by question."""
    data = json.loads(run("show", *words, "--store", store, "--format", "json").stdout)
    return {section["question"]: section["rows"] for section in data["sections"]}


def test_person_with_posts_and_events_and_their_sentences(run: Run, store: str) -> None:
    text = run("show", "tran van thu", "--store", store).stdout
    lines = text.splitlines()
    assert lines[0] == "Trần Văn Thử"
    assert "Chủ tịch Ủy ban nhân dân Quận An Phú" in lines[1]
    assert lines[2].startswith("id/person/tran-van-thu-")
    assert "Chức vụ (2)" in lines
    assert "Sự kiện (1)" in lines
    joined = " ".join(text.split())
    assert "“Đến dự có bà Nguyễn Thị Mẫu, Bí thư Quận ủy Quận An Phú, và ông Trần Văn Thử, Chủ tịch UBND Quận An Phú.”" in joined
    assert "— Quận An Phú sơ kết giữa nhiệm kỳ, 2031-05-13" in joined


def test_words_need_no_quotes(run: Run, store: str) -> None:
    assert run("show", "Trần", "Văn", "Thử", "--store", store).stdout == run("show", "Trần Văn Thử", "--store", store).stdout


def test_event_document_body_place_and_article(run: Run, store: str) -> None:
    event = shown(run, store, "hội nghị sơ kết giữa nhiệm kỳ")
    assert set(event) == {"events", "participants", "reviews", "statements", "awards"}
    assert len(event["participants"]) == 6
    assert shown(run, store, "12/kh-ubnd")["reviews"][0]["event"] == "công bố quyết định bổ nhiệm"
    body = shown(run, store, "Quận ủy Quận An Phú")
    assert body["holders"][0]["person"] == "Nguyễn Thị Mẫu"
    assert body["awards"][0]["number"] == "3"
    assert set(shown(run, store, "Quận An Phú")) == {"events", "organizations", "figures"}
    article = shown(run, store, "Bổ nhiệm hiệu trưởng")
    assert any(row.get("name") == "bằng khen" for row in article["contents"])


@pytest.mark.parametrize(("language", "word", "person"), [("vi", "Cơ quan, tổ chức", "Người"), ("en", "Body", "Person")])
def test_what_was_read_of_an_article_is_called_by_words(run: Run, store: str, language: str, word: str, person: str) -> None:
    rows = shown(run, store, "Quận An Phú sơ kết giữa nhiệm kỳ", "--lang", language)["contents"]
    kinds = {row["class"].rpartition("/")[2]: row["kind"] for row in rows}
    assert kinds["org#Organization"] == word
    assert kinds["Person"] == person
    assert not any(":" in kind for kind in kinds.values())
    assert "org:Organization" not in run("show", "Quận An Phú sơ kết giữa nhiệm kỳ", "--store", store).stdout


def test_an_article_by_its_id_and_by_its_iri(run: Run, store: str) -> None:
    iri = max(run("info", "--articles", "--store", store).stdout.split(), key=len)
    name = iri.rpartition("/")[2]
    stem = name.rpartition("-")[0]
    by_iri = run("show", iri, "--store", store).stdout
    assert name in by_iri
    by_stem = run("show", stem, "--store", store).stdout
    assert by_stem.splitlines()[2] == f"id/article/{name}"
    assert by_stem.partition("\n\n")[2] == by_iri.partition("\n\n")[2] != ""
    assert "nothing in the store" in run("show", stem + "-x", "--store", store, code=2).stderr


def test_candidates_with_long_names_hang_under_their_number(run: Run, store: str) -> None:
    lines = run("show", "an phu", "--store", store, "--width", "30", code=2).stdout.splitlines()
    assert all(len(line) <= 30 for line in lines)
    assert all(re.match(r" {5}\S| {0,2}\d+  \S", line) for line in lines)


def test_anything_else_by_its_iri_shows_its_evidence(run: Run, store: str) -> None:
    rows = json.loads(run("ask", "awards", "recipient=truong tieu hoc", "--store", store, "--format", "json").stdout)
    award = rows["results"]["bindings"][0]["awardIri"]["value"]
    text = run("show", award, "--store", store).stdout
    assert "Chứng cứ" in text
    assert "được tặng bằng khen" in text


def test_a_name_that_several_bear_lists_them(run: Run, store: str) -> None:
    result = run("show", "Nguyễn Thị Mẫu", "--store", store, code=2)
    assert "Bí thư Quận ủy Quận An Phú" in result.stdout
    assert "Hiệu trưởng Trường Tiểu học Sông Tiên" in result.stdout
    assert "2 things fit" in result.stderr
    picked = [run("show", "Nguyễn Thị Mẫu", "--pick", n, "--store", store).stdout for n in ("1", "2")]
    assert picked[0] != picked[1]
    iris = [line.strip() for line in result.stdout.splitlines() if line.strip().startswith("id/")]
    assert [run("show", iri, "--store", store).stdout for iri in iris] == picked


def test_english(run: Run, store: str) -> None:
    text = run("show", "Trần Văn Thử", "--lang", "en", "--store", store).stdout
    assert "Posts (2)" in text
    assert "attendee" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("khong co ai",), "nothing in the store is called"),
        (("id/person/none-x",), "nothing in the store is called"),
        (("Trần Văn Thử", "--pick", "7"), "only 1"),
        ((), "thing"),
    ],
)
def test_mistakes_are_one_line_that_helps(fails: Fails, store: str, arguments: tuple[str, ...], said: str) -> None:
    assert said in fails("show", *arguments, "--store", store).lower()


def persons(path: Path, name: str) -> set[str]:
    with open_store(path) as opened:
        return {s[1:-1] for s, _, _ in opened.merged() if f"/id/person/{name}" in s and "#" not in s}


def test_an_iri_that_is_gone_leads_to_what_stands_for_it(run: Run, fails: Fails, tmp_path: Path) -> None:
    path = tmp_path / "store"
    write(path, held("mot", "Trưởng phòng Cây xanh"))
    (first,) = persons(path, "do-")
    write(path, held("hai", "Trưởng phòng Cây xanh", "Bí thư"))
    write(path, held("ba", "Bí thư", OFFICE))
    (now,) = persons(path, "do-")
    short, last = (iri.partition("bienban/")[2] for iri in (first, now))
    assert short != last
    for asked in (first, short, f"{short}#membership-a23456723456"):
        followed = run("show", asked, "--store", str(path))
        assert last in followed.stdout
        assert f"{short} is gone since" in followed.stderr
    na = {"person": "Lê Thị Na"}
    write(path, held("n1", "Bí thư", **na), held("n2", "Chủ tịch", **na), held("n3", OFFICE, "Bí thư", "Chủ tịch", **na))
    (apart,) = persons(path, "le-")
    write(path, held("n3", "Trưởng phòng Cây xanh", **na), held("x", "Bí thư", person="Võ Văn Xa"))
    told = run("show", apart, "--store", str(path), code=2).output
    assert "things fit" in told
    (removed,) = persons(path, "vo-")
    with open_store(path) as opened:
        article = next(iri for iri in opened.articles() if "/article/x-" in iri)
    write(path, article.rpartition("/")[2])
    assert "is gone since" in fails("show", removed, "--store", str(path), code=2)
    assert "was removed" in fails("show", removed, "--store", str(path), code=2)
    assert "nothing in the store is called" in fails("show", "id/person/nobody-a23456723456", "--store", str(path), code=2)
