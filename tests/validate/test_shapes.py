"""Every shape finds what it is for, with its code, in both languages, and says what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bienban.graph.prune import without
from bienban.model.finding import Finding, Severity
from bienban.model.graph import ArticleGraph
from bienban.model.span import Span
from bienban.validate.catalogue import Entry, catalogue
from bienban.validate.shapes import Validator
from variants.broken import VARIANTS, Variant, broken_graph
from variants.good import ARTICLE, SENTENCES, TEXT, good_graph, sentences

OF_THE_ARTICLE = {"S33", "S34", "S35", "S38", "S68", "S69", "S70", "S97"}
"""Codes about the description of the article itself, which has no sentence."""


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


def found(validator: Validator, graph: ArticleGraph) -> tuple[Finding, ...]:
    return validator.validate(graph, ARTICLE, sentences()).findings


def test_the_good_graph_has_no_findings(validator: Validator) -> None:
    assert found(validator, good_graph()) == ()


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.code)
def test_a_broken_variant_raises_its_code(validator: Validator, variant: Variant) -> None:
    assert {f.code for f in found(validator, broken_graph(variant))} == variant.expected


def test_every_code_has_a_variant_and_no_other_has() -> None:
    assert {v.code for v in VARIANTS} == {entry.code for entry in catalogue().values()}


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry.code) for entry in catalogue().values()])
def test_a_code_says_in_both_languages_what_is_wrong_and_what_to_do(entry: Entry) -> None:
    for message in (entry.message_vi, entry.message_en):
        assert message.startswith(f"{entry.code} ")
        assert len(message) > 15
    for todo in (entry.todo_vi, entry.todo_en):
        assert len(todo) > 10
        assert todo.endswith((".", "…"))
    assert entry.message_vi != entry.message_en


def test_shapes_of_one_code_agree() -> None:
    severities: dict[str, set[Severity]] = {}
    for entry in catalogue().values():
        severities.setdefault(entry.code, set()).add(entry.severity)
    assert {code: s for code, s in severities.items() if len(s) > 1} == {}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.code)
def test_messages_have_their_values(validator: Validator, variant: Variant) -> None:
    for finding in found(validator, broken_graph(variant)):
        assert "{?" not in finding.message_vi + finding.message_en


def test_what_is_unsaid_is_never_more_than_info() -> None:
    unsaid = {"S05", "S24", "S25", "S33", "S34", "S38", "S49", "S58", "S60", "S63", "S64", "S67", "S68", "S74", "S75", "S78"}
    assert {e.code for e in catalogue().values() if e.severity is Severity.INFO} == unsaid


def variant(code: str) -> Variant:
    return next(v for v in VARIANTS if v.code == code)


def test_a_finding_opens_on_its_sentence(validator: Validator) -> None:
    (finding,) = found(validator, broken_graph(variant("S26")))
    assert finding.sentence == SENTENCES[5]
    assert finding.span is not None
    assert finding.span.of(TEXT) == SENTENCES[5]
    assert finding.source == "loc-tra.txt"
    assert finding.article == good_graph().article
    assert finding.message_en == "S26 4 consecutive years, but 2018–2022 is another span"


@pytest.mark.parametrize("variant", [v for v in VARIANTS if v.code not in OF_THE_ARTICLE | {"S48"}], ids=lambda v: v.code)
def test_findings_on_facts_have_a_place_in_the_text(validator: Validator, variant: Variant) -> None:
    nowhere = {"S42", "S72", "S39", "S74", "S41"}
    for finding in found(validator, broken_graph(variant)):
        if finding.code == variant.code and variant.code not in nowhere and finding.focus != good_graph().article:
            assert finding.sentence is not None, finding


def test_a_sentence_is_shown_whole_though_the_evidence_quotes_less(validator: Validator) -> None:
    graph = broken_graph(variant("S26"))
    whole = sentences()[5].span
    part = Span(whole.start + 4, whole.end - 4)
    swapped = {
        f'"{TEXT[whole.start : whole.end]}"': f'"{part.of(TEXT)}"',
        f'"{whole.start}"^^<http://www.w3.org/2001/XMLSchema#integer>': f'"{part.start}"^^<http://www.w3.org/2001/XMLSchema#integer>',
        f'"{whole.end}"^^<http://www.w3.org/2001/XMLSchema#integer>': f'"{part.end}"^^<http://www.w3.org/2001/XMLSchema#integer>',
    }
    shorter = replace(graph, triples=tuple((s, p, swapped.get(o, o)) for s, p, o in graph.triples))
    (finding,) = found(validator, shorter)
    assert finding.span == part
    assert finding.sentence == SENTENCES[5]


def test_names_stand_for_things_in_messages(validator: Validator) -> None:
    (finding,) = (f for f in found(validator, broken_graph(variant("S32"))) if f.code == "S32")
    assert "“Trịnh Ngọc Mẫu”" in finding.message_vi
    assert "“Hội nghị sơ kết giữa nhiệm kỳ”" in finding.message_en


VIOLATING = [v for v in VARIANTS if any(e.code == v.code and e.severity is Severity.VIOLATION for e in catalogue().values())]


@pytest.mark.parametrize("variant", [v for v in VIOLATING if v.code not in OF_THE_ARTICLE], ids=lambda v: v.code)
def test_without_what_offends_no_violation_remains(validator: Validator, variant: Variant) -> None:
    graph = broken_graph(variant)
    report = validator.validate(graph, ARTICLE, sentences())
    offending = validator.offending(graph, report)
    left = without(graph, offending)
    assert offending
    assert validator.validate(left, ARTICLE, sentences()).at_least(Severity.VIOLATION) == ()
    if variant.code != "S41":  # a text of 50 characters has none of the sentences
        assert len(left.triples) > len(graph.triples) * 0.4


def test_a_contradiction_takes_one_fact_out(validator: Validator) -> None:
    graph = broken_graph(variant("S26"))
    offending = validator.offending(graph, validator.validate(graph, ARTICLE))
    assert len(offending) == 1
    assert "#award-" in next(iter(offending))


def test_bad_evidence_takes_the_fact_that_only_it_supports(validator: Validator) -> None:
    graph = broken_graph(variant("S37"))
    offending = validator.offending(graph, validator.validate(graph, ARTICLE))
    assert sorted(node.rpartition("#")[2].split("-")[0] for node in offending) == ["evidence", "statement"]


def test_nothing_offends_in_a_good_graph(validator: Validator) -> None:
    assert validator.offending(good_graph(), validator.validate(good_graph(), ARTICLE)) == frozenset()
