"""Reports as people and programs read them: text grouped by article, JSON, and a SHACL validation report in Turtle."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from bienban.graph.terms import integer, string
from bienban.graph.vocab import PREFIXES
from bienban.model.finding import Finding, Report, Severity

__all__ = ["Language", "human", "once", "summary", "to_json", "turtle"]

Language = Literal["vi", "en", "both"]

WORDS = {
    Severity.VIOLATION: ("vi phạm", "violation"),
    Severity.WARNING: ("cảnh báo", "warning"),
    Severity.INFO: ("thông tin", "info"),
}
COLOURS = {Severity.VIOLATION: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}
SHACL = {Severity.VIOLATION: "sh:Violation", Severity.WARNING: "sh:Warning", Severity.INFO: "sh:Info"}
_CURIE = re.compile(r"[a-z-]+:[A-Za-z]+")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def _chosen(vi: str, en: str, language: Language) -> tuple[str, ...]:
    return (vi, en) if language == "both" else (vi,) if language == "vi" else (en,)


def _painted(text: str, codes: str, colour: bool) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if colour else text


def human(
    reports: Iterable[Report], *, language: Language = "both", colour: bool = False, least: Severity = Severity.INFO
) -> Iterator[str]:
    """Lines for a terminal: each subject with findings of at least the given severity, worst first, then a count of the rest.

    A finding has its code and severity, the sentence with its offsets, what is wrong, and what to do; the same said twice of one
    sentence is one entry with a count. What is below the severity has one line a code, over all subjects. ``colour`` adds ANSI
    codes.
    """
    rest: list[Finding] = []
    for report in reports:
        rest += (finding for finding in report.findings if finding.severity < least)
        chosen = report.at_least(least)
        if not chosen:
            continue
        yield _painted(report.subject, "1", colour)
        alike = Counter(_told(finding) for finding in chosen)
        for finding in {_told(finding): finding for finding in chosen}.values():
            yield from _lines(finding, alike[_told(finding)], language, colour)
        yield ""
    yield from _counted(rest, language, colour)


def _counted(findings: Iterable[Finding], language: Language, colour: bool) -> Iterator[str]:
    """One line a code: how often, and what it says; of messages that differ, the first as an example."""
    by_code: dict[tuple[int, str], list[Finding]] = {}
    for finding in findings:
        by_code.setdefault((-finding.severity, finding.code), []).append(finding)
    for _, alike in sorted(by_code.items()):
        first = alike[0]
        word = " / ".join(_chosen(*WORDS[first.severity], language))
        differ = len({finding.message_vi for finding in alike}) > 1
        such = _chosen("ví dụ: ", "such as: ", language) if differ else ("", "")
        messages = _chosen(first.message_vi, first.message_en, language)
        said = " / ".join(s + m.removeprefix(first.code).strip() for s, m in zip(such, messages, strict=False))
        yield f"{_painted(f'{first.code} {word}', COLOURS[first.severity], colour)} ×{len(alike):,}  {said}"


def once(reports: Iterable[Report], repeating: str) -> tuple[Report, ...]:
    """The reports, one of which (the subject ``repeating``) keeps only what none of the others says in the same words."""
    known = tuple(reports)
    said = {(f.code, f.message_vi) for report in known if report.subject != repeating for f in report.findings}
    return tuple(
        report
        if report.subject != repeating
        else Report.of(report.subject, (f for f in report.findings if (f.code, f.message_vi) not in said))
        for report in known
    )


def _told(finding: Finding) -> tuple[str | None, ...]:
    """What a person reads of a finding; the node it is about only where no sentence shows it."""
    place = finding.focus if finding.sentence is None else finding.sentence
    line = None if finding.line is None else str(finding.line)
    return (finding.code, finding.message_vi, finding.value, place, line)


def _lines(finding: Finding, times: int, language: Language, colour: bool) -> Iterator[str]:
    word = " / ".join(_chosen(*WORDS[finding.severity], language))
    yield "  " + _painted(f"{finding.code} {word}", COLOURS[finding.severity], colour) + (f" ×{times}" if times > 1 else "")
    if finding.sentence is not None:
        place = "" if finding.span is None else f" ({finding.span.start}–{finding.span.end})"
        yield f"    “{' '.join(finding.sentence.split())}”{place}"
    for message in _chosen(finding.message_vi, finding.message_en, language):
        yield f"    {message.removeprefix(finding.code).strip()}"
    if finding.value is not None:
        yield f"    {'' if finding.path is None else finding.path + ' = '}{finding.value}"
    if finding.sentence is None:
        yield f"    {finding.focus}"
    if finding.line is not None:
        yield f"    {finding.source}:{finding.line}"
    for todo in _chosen(finding.todo_vi, finding.todo_en, language):
        yield _painted(f"    → {todo}", "2", colour)


def summary(reports: Iterable[Report]) -> dict[str, int]:
    """How many findings there are of each severity, the worst first."""
    counts = {severity.label: 0 for severity in sorted(Severity, reverse=True)}
    for report in reports:
        for finding in report.findings:
            counts[finding.severity.label] += 1
    return counts


def _object(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.label,
        "focus": finding.focus,
        "path": finding.path,
        "value": finding.value,
        "message": {"vi": finding.message_vi, "en": finding.message_en},
        "todo": {"vi": finding.todo_vi, "en": finding.todo_en},
        "article": finding.article,
        "source": finding.source,
        "start": None if finding.span is None else finding.span.start,
        "end": None if finding.span is None else finding.span.end,
        "sentence": finding.sentence,
        "line": finding.line,
    }


def to_json(reports: Iterable[Report]) -> str:
    """One JSON object: ``counts`` by severity, ``reports`` with ``subject``, ``worst`` and ``findings``.

    A finding has ``code``, ``severity``, ``focus`` (IRI), ``path`` (a SPARQL property path), ``value``, ``message`` and ``todo``
    (each ``vi`` and ``en``), ``article`` (IRI), ``source`` (where it was read from), ``start``, ``end`` (code points of the
    text), ``sentence``, and ``line`` (of an RDF file, where the focus is described); what is not known is null.
    """
    known = tuple(reports)
    listed = [
        {
            "subject": report.subject,
            "worst": None if (worst := report.worst()) is None else worst.label,
            "findings": [_object(finding) for finding in report.findings],
        }
        for report in known
    ]
    return json.dumps({"counts": summary(known), "reports": listed}, ensure_ascii=False, indent=2)


def turtle(reports: Iterable[Report]) -> Iterator[str]:
    """Lines of a ``sh:ValidationReport``: one report over all subjects, one result a finding.

    Besides SHACL's own properties a result has ``bbs:code`` and ``bbs:todo``, ``prov:wasDerivedFrom`` its article, and the
    quoted sentence with its offsets; or ``dcterms:source``, the file, and ``bbs:line``, where the node is described in it.
    """
    known = tuple(reports)
    always = ("bbs", "dcterms", "oa", "prov")
    used = (*always, *sorted({p.partition(":")[0] for p in _paths(known)} - set(always)))
    yield from (f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in used)
    yield "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    findings = [finding for report in known for finding in report.findings]
    conforms = "false" if findings else "true"
    yield f"[] a sh:ValidationReport ; sh:conforms {conforms}" + ("" if findings else " .")
    for number, finding in enumerate(findings, 1):
        yield f"  ; sh:result [ a sh:ValidationResult ;\n    {_result(finding)} ]" + (" ." if number == len(findings) else "")


def _paths(reports: Iterable[Report]) -> Iterator[str]:
    for report in reports:
        for finding in report.findings:
            if finding.path is not None and _CURIE.fullmatch(finding.path):
                yield finding.path


def _result(finding: Finding) -> str:
    said = [
        f"sh:resultSeverity {SHACL[finding.severity]} ; bbs:code {string(finding.code)}",
        f"sh:resultMessage {string(finding.message_vi, 'vi')} , {string(finding.message_en, 'en')}",
        f"bbs:todo {string(finding.todo_vi, 'vi')} , {string(finding.todo_en, 'en')}",
    ]
    if _IRI.fullmatch(finding.focus):
        said.insert(0, f"sh:focusNode <{finding.focus}>")
    if finding.path is not None and _CURIE.fullmatch(finding.path):
        said.append(f"sh:resultPath {finding.path}")
    if finding.value is not None:
        said.append(f"sh:value {f'<{finding.value}>' if _IRI.fullmatch(finding.value) else string(finding.value)}")
    if finding.article is not None:
        said.append(f"prov:wasDerivedFrom <{finding.article}>")
    if finding.sentence is not None:
        said.append(f"oa:exact {string(finding.sentence)}")
    if finding.span is not None:
        said.append(f"oa:start {integer(finding.span.start)} ; oa:end {integer(finding.span.end)}")
    if finding.line is not None:
        said.append(f"bbs:line {integer(finding.line)} ; dcterms:source {string(finding.source or '')}")
    return " ;\n    ".join(said)
