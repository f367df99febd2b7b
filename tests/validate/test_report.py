"""Reports: for people in either language, as JSON, as a SHACL validation report."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef

from bienban.graph.vocab import PREFIXES
from bienban.model.finding import Report, Severity
from bienban.validate.report import human, once, summary, to_json, turtle
from bienban.validate.shapes import Validator
from variants.broken import VARIANTS, broken_graph
from variants.good import ARTICLE, SENTENCES, good_graph, sentences

BBS, OA = Namespace(PREFIXES["bbs"]), Namespace(PREFIXES["oa"])


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    validator = Validator()
    chosen = [broken_graph(v) for v in VARIANTS if v.code in {"S26", "S33", "S28", "S65"}]
    return (
        validator.validate(good_graph(), ARTICLE, sentences()),
        *(validator.validate(graph, ARTICLE, sentences()) for graph in chosen),
    )


def test_people_read_code_severity_sentence_message_and_advice(reports: tuple[Report, ...]) -> None:
    text = "\n".join(human(reports))
    assert text.count("loc-tra.txt") == 4
    assert "  S26 vi phạm / violation" in text
    assert f"    “{SENTENCES[5]}” (463–566)" in text
    assert "    4 năm liền, nhưng 2018–2022 là một khoảng khác" in text
    assert "    4 consecutive years, but 2018–2022 is another span" in text
    assert "    → Đếm cả năm đầu và năm cuối; so với câu trong bài." in text
    assert "\x1b" not in text


def test_people_choose_a_language(reports: tuple[Report, ...]) -> None:
    vietnamese, english = "\n".join(human(reports, language="vi")), "\n".join(human(reports, language="en"))
    assert "năm liền" in vietnamese
    assert "consecutive" not in vietnamese
    assert "vi phạm" not in english
    assert "4 consecutive years" in english


def test_what_is_below_a_level_is_counted(reports: tuple[Report, ...]) -> None:
    text = "\n".join(human(reports, least=Severity.WARNING))
    assert text.endswith("S33 thông tin / info ×1  không biết ngày đăng bài / the day of publication is not known")
    assert text.count("S33") == 1
    assert "S65" in text
    assert "S26" in text


def test_counted_messages_that_differ_have_an_example(reports: tuple[Report, ...]) -> None:
    (info,) = next(r for r in reports if r.findings and r.findings[0].code == "S33").findings
    other = Report.of("another.txt", [replace(info, message_vi="S33 khác", message_en="S33 other")])
    *_, last = human([other, *reports], language="en", least=Severity.WARNING)
    assert last == "S33 info ×2  such as: other"


def test_one_report_keeps_only_what_the_others_do_not_say(reports: tuple[Report, ...]) -> None:
    (info,) = next(r for r in reports if r.findings and r.findings[0].code == "S33").findings
    new = replace(info, code="S99", message_vi="S99 mới", message_en="S99 new")
    merged = Report.of("merged graph", [replace(info, focus="urn:other"), new])
    *others, kept = once([*reports, merged], "merged graph")
    assert tuple(others) == reports
    assert kept.findings == (new,)


def test_colour_is_the_callers_choice(reports: tuple[Report, ...]) -> None:
    assert "\x1b[31;1mS26" in "\n".join(human(reports, colour=True))


def test_an_article_without_findings_prints_nothing(reports: tuple[Report, ...]) -> None:
    assert list(human(reports[:1])) == []


def test_programs_read_json(reports: tuple[Report, ...]) -> None:
    read = json.loads(to_json(reports))
    assert read["counts"] == summary(reports) == {"violation": 2, "warning": 1, "info": 1}
    assert [report["worst"] for report in read["reports"]].count(None) == 1
    (finding,) = next(r["findings"] for r in read["reports"] if r["findings"] and r["findings"][0]["code"] == "S26")
    assert finding["severity"] == "violation"
    assert finding["message"]["en"].startswith("S26 4 consecutive years")
    assert finding["todo"]["vi"].startswith("Đếm")
    assert (finding["start"], finding["end"]) == (463, 566)
    assert finding["sentence"] == SENTENCES[5]
    assert finding["source"] == "loc-tra.txt"
    assert finding["article"] == good_graph().article


def test_shacl_tools_read_turtle(reports: tuple[Report, ...]) -> None:
    graph = Graph().parse(data="\n".join(turtle(reports)), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(False)
    results = list(graph.objects(report, SH.result))
    assert sorted(str(graph.value(result, BBS.code)) for result in results) == ["S26", "S28", "S33", "S65"]
    (unit,) = graph.subjects(BBS.code, Literal("S28"))
    assert graph.value(unit, SH.resultSeverity) == SH.Violation
    assert graph.value(unit, SH.resultPath) == URIRef(PREFIXES["sdmx-a"] + "unitMeasure")
    assert graph.value(unit, SH.value) == Literal("đồng")
    assert graph.value(unit, OA.exact) == Literal(SENTENCES[3])
    assert {str(message.language) for message in graph.objects(unit, SH.resultMessage) if isinstance(message, Literal)} == {
        "vi",
        "en",
    }


def test_the_same_said_twice_of_a_sentence_is_one_entry(reports: tuple[Report, ...]) -> None:
    (once,) = [r for r in reports if r.findings and r.findings[0].code == "S26"]
    twice = Report.of(once.subject, (*once.findings, *(replace(f, focus=f.focus + "x") for f in once.findings)))
    text = "\n".join(human([twice]))
    assert text.count("S26") == 1
    assert "S26 vi phạm / violation ×2" in text


def test_an_article_has_no_sentence_of_its_own(reports: tuple[Report, ...]) -> None:
    (finding,) = next(r for r in reports if r.findings and r.findings[0].code == "S33").findings
    assert finding.sentence is None
    assert finding.focus in "\n".join(human(reports))


def test_a_report_without_findings_conforms(reports: tuple[Report, ...]) -> None:
    graph = Graph().parse(data="\n".join(turtle(reports[:1])), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(True)
