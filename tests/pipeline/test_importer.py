"""From items to a store: what is added, replaced, repeated, left out and set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bienban.model.article import Article
from bienban.model.facts import Facts
from bienban.model.finding import Severity
from bienban.pipeline.guard import guarded
from bienban.pipeline.importer import Importer
from bienban.pipeline.sinks import DrySink, StoreSink
from bienban.pipeline.stages import Extracted, build, check, extract, process, validator
from bienban.pipeline.summary import KINDS, ImportSummary
from bienban.sources.base import GivenFacts, Item, Metadata, Remark, SetAside
from bienban.store import open_store

Make = Callable[..., Article]
EDITED = "Đảng ủy xã Lạc Tân họp\n\nNgày 15/6/2022, Đảng ủy xã Lạc Tân, huyện Mỹ Khê tổ chức hội nghị lần thứ 10.\n"

BACKWARDS: dict[str, object] = {
    "id": "sai",
    "keep": True,
    "persons": [{"name": "Đoàn Thị Thu Hiền", "positions": []}],
    "organizations": [],
    "events": [
        {
            "key": "e1", "kind": "conference", "name": "hội nghị", "date": "2022-06-14", "end": "2022-06-01", "place": None,
            "main": True, "organizers": [], "people": [{"name": "Đoàn Thị Thu Hiền", "roles": ["attendee"]}],
        }
    ],
    "documents": [], "awards": [], "observations": [], "statements": [],
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., ImportSummary]:
    def call(*items: Item, **options: object) -> ImportSummary:
        with StoreSink.open(str(tmp_path / "store"), keep_text=True) as sink:
            return Importer(sink, **options).run(items)  # type: ignore[arg-type]

    return call


def dump(path: Path) -> bytes:
    with open_store(path / "store") as store:
        return b"".join(store.export("nquads"))


def given(data: dict[str, object]) -> GivenFacts:
    return GivenFacts(data=data, source="sai.json", stem="sai", metadata=Metadata(publisher="Báo Thử"))


def test_added_unchanged_replaced(run: Callable[..., ImportSummary], make: Make, tmp_path: Path) -> None:
    first = run(make())
    assert (first.added, first.replaced, first.unchanged, first.articles) == (1, 0, 0, 1)
    before = dump(tmp_path)
    again = run(make())
    assert (again.added, again.replaced, again.unchanged) == (0, 0, 1)
    assert dump(tmp_path) == before
    edited = run(make(text=EDITED))
    assert (edited.added, edited.replaced, edited.unchanged) == (0, 1, 0)
    assert dump(tmp_path) != before
    run(make())
    assert dump(tmp_path) == before


def test_jobs_change_nothing(make: Make, tmp_path: Path) -> None:
    dumps = []
    for jobs in (1, 2):
        folder = tmp_path / str(jobs)
        with StoreSink.open(str(folder / "store"), keep_text=True) as sink:
            summary = Importer(sink, jobs=jobs).run([make("a"), make("b", EDITED), make("c")])
        assert summary.added == 3
        dumps.append(dump(folder))
    assert dumps[0] == dumps[1]


def test_facts_are_counted_by_kind_and_articles_without_any_are_kept(run: Callable[..., ImportSummary], make: Make) -> None:
    summary = run(make(), make("mua", "Trời mưa.\n"))
    counts = dict(summary.facts)
    assert (counts["persons"], counts["posts"]) == (1, 1)
    assert set(counts) <= set(KINDS)
    assert (summary.added, summary.without_facts) == (2, 1)
    assert {c.severity for c in summary.findings} == {Severity.INFO}
    assert summary.left_out == ()


def test_the_same_article_twice(run: Callable[..., ImportSummary], make: Make) -> None:
    summary = run(make(source="1/lac-tan.txt"), make(source="2/lac-tan.txt"), make(text=EDITED, source="3/lac-tan.txt"))
    assert (summary.added, summary.repeated) == (1, 1)
    (aside,) = summary.aside
    assert aside.source == "3/lac-tan.txt"
    assert "1/lac-tan.txt" in aside.what
    assert aside.todo


def test_what_was_set_aside_is_kept_and_forgotten_when_it_is_read(make: Make, tmp_path: Path) -> None:
    path = str(tmp_path / "store")
    bad = SetAside(source="in/a.txt", stem="a", what="the file is empty", todo="fill it", data=b"x")
    other = replace(bad, source="b.txt", stem="b")
    with StoreSink.open(path, keep_text=True) as sink:
        summary = Importer(sink).run([bad, make(), other])
    assert (summary.added, len(summary.aside)) == (1, 2)
    assert all(a.data == b"" for a in summary.aside), "a summary of many must not hold the bytes of all"
    with open_store(path) as store:
        assert store.aside.all() == (other, bad)
    with StoreSink.open(path, keep_text=True) as sink:
        assert sink.asides(["in"]) == (replace(bad, data=b""),)
        sink.settle(sink.asides(["in"]))
    with open_store(path) as store:
        assert store.aside.all() == (other,)


def test_a_contradiction_is_left_out_and_the_rest_stays(run: Callable[..., ImportSummary], tmp_path: Path) -> None:
    summary = run(given(BACKWARDS))
    assert summary.added == 1
    assert [x.finding.severity for x in summary.left_out] == [Severity.VIOLATION]
    text = dump(tmp_path).decode()
    assert "Đoàn Thị Thu Hiền" in text
    assert "2022-06-01" not in text
    assert "Báo Thử" in text


def test_what_is_stored_has_no_violation(make: Make) -> None:
    processed = process(given(BACKWARDS))
    assert processed.left_out
    assert validator().validate(processed.graph, None).at_least(Severity.VIOLATION) == ()
    clean = process(make())
    assert clean.graph == build(clean.extracted)
    assert clean.report == check(clean.extracted, clean.graph)


def test_strict_sets_the_article_aside(run: Callable[..., ImportSummary], make: Make, tmp_path: Path) -> None:
    summary = run(given(BACKWARDS), make(), strict=True)
    assert (summary.added, len(summary.aside), summary.left_out) == (1, 1, ())
    assert summary.aside[0].what.startswith("S")
    assert "--strict" in (summary.aside[0].todo or "")
    with open_store(tmp_path / "store") as store:
        assert len(store.articles()) == 1


def test_facts_that_do_not_follow_the_form_are_set_aside(run: Callable[..., ImportSummary], make: Make) -> None:
    summary = run(given({"persons": [{"nom": "x"}], "events": []}), make())
    assert summary.added == 1
    (aside,) = summary.aside
    assert aside.where is not None
    assert "persons" in aside.where


def test_dry_run_says_the_same_and_writes_nothing(run: Callable[..., ImportSummary], make: Make, tmp_path: Path) -> None:
    def dry(*items: Item) -> ImportSummary:
        with DrySink(str(tmp_path / "store")) as sink:
            return Importer(sink).run(items)

    assert dry(make()).added == 1
    assert not (tmp_path / "store").exists()
    run(make())
    before = dump(tmp_path)
    summary = dry(make(), make("khac"), make("lac-tan-2", EDITED), SetAside(source="x", stem="x", what="bad"))
    assert (summary.added, summary.unchanged, len(summary.aside)) == (2, 1, 1)
    assert dry(make(text=EDITED)).replaced == 1
    assert dump(tmp_path) == before


def test_an_interrupt_keeps_what_was_read(run: Callable[..., ImportSummary], make: Make, tmp_path: Path) -> None:
    def items() -> Iterator[Item]:
        yield make("a")
        yield make("b")
        raise KeyboardInterrupt

    with StoreSink.open(str(tmp_path / "store"), keep_text=True) as sink:
        summary = Importer(sink, jobs=1).run(items())
    assert summary.interrupted
    assert summary.added == 2
    with open_store(tmp_path / "store") as store:
        assert len(store.articles()) == 2
    stopped = run(make("a"), make("c"), make("d"), jobs=1, stop=lambda: True)
    assert stopped.interrupted
    assert (stopped.unchanged, stopped.added) == (1, 0)


def test_what_was_read_under_the_same_rules_is_not_read_again(
    run: Callable[..., ImportSummary], make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(make("a"), make("b", EDITED), given(BACKWARDS))
    assert (first.added, first.passed_over) == (3, 0)
    before = dump(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("bienban.pipeline.stages.extract", lambda item: pytest.fail(f"{item.stem} is read again"))
        again = run(make("a"), make("b", EDITED), jobs=1)
    assert (again.unchanged, again.passed_over) == (2, 2)
    assert dump(tmp_path) == before
    facts = run(given(BACKWARDS))
    assert (facts.unchanged, facts.passed_over, len(facts.left_out)) == (1, 0, 1), "contradictions are told each time"
    everything = run(make("a"), again=True)
    assert (everything.unchanged, everything.passed_over) == (1, 0)
    assert dict(everything.facts)["persons"] == 1


def test_other_rules_another_text_and_other_metadata_are_read(
    run: Callable[..., ImportSummary], make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(make())
    edited = run(make(text=EDITED))
    assert (edited.replaced, edited.passed_over) == (1, 0)
    titled = run(make(text=EDITED, license="CC0"))
    assert (titled.replaced, titled.passed_over) == (1, 0)
    with monkeypatch.context() as patch:
        patch.setattr("bienban.pipeline.rules.rules_version", lambda: "other rules")
        other = run(make(text=EDITED, license="CC0"), jobs=1)
    assert (other.unchanged, other.passed_over) == (1, 0)
    with open_store(tmp_path / "store", write=True) as store:
        assert store.remove(store.articles()[0])
    assert run(make()).added == 1


def test_a_text_that_was_not_kept_is_kept_when_it_is_given_again(make: Make, tmp_path: Path) -> None:
    path = str(tmp_path / "store")
    for keep in (False, True):
        with StoreSink.open(path, keep_text=keep) as sink:
            Importer(sink).run([make()])
        with open_store(path) as store:
            assert (store.text(store.articles()[0]) is not None) is keep


def test_a_known_article_counts_as_the_first_of_its_name(run: Callable[..., ImportSummary], make: Make) -> None:
    run(make())
    summary = run(make(), make(text=EDITED, source="2/lac-tan.txt"))
    assert (summary.unchanged, summary.passed_over, len(summary.aside)) == (1, 1, 1)
    summary = run(make(text=EDITED, source="2/lac-tan.txt"), make())
    assert (summary.replaced, summary.passed_over, len(summary.aside)) == (1, 0, 1)


def test_remarks_are_passed_on(run: Callable[..., ImportSummary]) -> None:
    remark = Remark(source="a.jpg", what="skipped", skipped=True)
    assert run(remark).remarks == (remark,)


def test_a_mistake_in_a_rule_costs_one_article(make: Make) -> None:
    def work(_: object) -> None:
        raise IndexError("out of\nrange")

    found = guarded(work, make())
    assert isinstance(found, SetAside)
    assert found.what == "a mistake in bienban (IndexError: out of range)"
    assert "test_importer.py" in (found.where or "")
    assert "report" in (found.todo or "")


def test_extraction_says_who_read(make: Make) -> None:
    extracted = extract(make())
    assert isinstance(extracted, Extracted)
    assert extracted.extractor == "bienban-vi"
    assert extracted.facts != Facts()
    assert extract(given(BACKWARDS)).article.publisher == "Báo Thử"
