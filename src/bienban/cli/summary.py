"""What an import says at its end, on stderr."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from textwrap import shorten

from bienban.cli.talk import count, detail, say, warn
from bienban.model.endpoint import Endpoint
from bienban.model.finding import Finding, Severity
from bienban.pipeline.summary import ImportSummary, LeftOut
from bienban.sources.base import Remark

__all__ = ["NOUNS", "tell"]

NOUNS: dict[str, tuple[str, str]] = {
    "persons": ("person", "persons"),
    "places": ("place", "places"),
    "organizations": ("organization", "organizations"),
    "posts": ("post held", "posts held"),
    "terms": ("term", "terms"),
    "events": ("event", "events"),
    "groups": ("counted group", "counted groups"),
    "participations": ("participation", "participations"),
    "documents": ("document", "documents"),
    "links": ("event–document link", "event–document links"),
    "awards": ("award", "awards"),
    "observations": ("figure", "figures"),
    "statements": ("statement", "statements"),
}
_SHOWN = 20
_QUOTE = 140
_ALIKE = 3


def tell(summary: ImportSummary, *, store: str, dry_run: bool, endpoint: Endpoint | None = None) -> None:
    """Counts, facts by kind, findings by code, what was left out or set aside and why, and what to do next."""
    verb = "would be " if dry_run else ""
    parts = [f"{summary.added:,} {verb}added", f"{summary.replaced:,} {verb}replaced", f"{summary.unchanged:,} unchanged"]
    if summary.repeated:
        parts.append(f"{summary.repeated:,} given twice")
    parts.append(f"{len(summary.aside):,} set aside")
    if summary.articles or not summary.graphs:
        say(f"{count(summary.articles, 'article')}: {', '.join(parts)}", bold=True)
    _graphs(summary, verb)
    if summary.facts:
        say("facts: " + ", ".join(count(n, *NOUNS[kind]) for kind, n in summary.facts))
    if summary.passed_over:
        say(f"not read again: {count(summary.passed_over, 'article')}, stored from the same text under the same rules")
    if summary.without_facts:
        say(f"without facts: {count(summary.without_facts, 'article')}")
    _findings(summary)
    _losses(summary)
    skipped = [r for r in summary.remarks if r.skipped]
    for remark in skipped:
        detail(str(remark))
    _remarks([r for r in summary.remarks if not r.skipped])
    if skipped:
        say(f"skipped: {count(len(skipped), 'file')} of other kinds in the folders (-v lists them)")
    if not (summary.articles or summary.graphs or summary.aside or summary.interrupted or len(summary.remarks) > len(skipped)):
        kinds = ".txt, .md, .html, .json, .jsonl, .docx, .pdf, .rss, .atom, .warc and .gz of these"
        warn(f"nothing to read there; folders are searched for {kinds}; a file that is named is read whatever its suffix")
    if summary.interrupted:
        warn("bienban: interrupted; the articles counted above are stored, run the same command again for the rest")
    elif summary.articles and not dry_run:
        where = "" if store == "./bienban-store" else f" --store {store}"
        where = where if endpoint is None else f" --endpoint {endpoint.url}"
        say(f"next: bienban ask participants{where}")


def _graphs(summary: ImportSummary, verb: str) -> None:
    """What became of RDF files."""
    if not summary.graphs:
        return
    changes = Counter(done.change for done in summary.graphs)
    parts = [f"{changes[change]:,} {verb}{change}" for change in ("added", "replaced") if changes[change]]
    parts += [f"{changes['unchanged']:,} unchanged"] if changes["unchanged"] else []
    say(f"{count(len(summary.graphs), 'graph')} of RDF files: {', '.join(parts)}", bold=True)
    for done in summary.graphs[:_SHOWN]:
        found = len(done.report.findings)
        said = f", {count(found, 'finding')}" if found else ""
        say(f"  {done.source}: {count(done.triples, 'triple')} in <{done.name}>{said}")
    _rest(len(summary.graphs))


def _remarks(remarks: list[Remark]) -> None:
    """One line for each thing to say; where it is said of many inputs, of the first ones only (all of them with ``-v``)."""
    said = Counter[str]()
    for remark in remarks:
        said[remark.what] += 1
        (warn if said[remark.what] <= _ALIKE else detail)(str(remark))
    for what, number in said.items():
        if number > _ALIKE:
            warn(f"and {number - _ALIKE:,} more inputs: {what}")


def _findings(summary: ImportSummary) -> None:
    if not summary.findings:
        return
    totals = {level: sum(c.count for c in summary.findings if c.severity is level) for level in reversed(Severity)}
    said = ", ".join(count(n, level.label, None if level is not Severity.INFO else "infos") for level, n in totals.items() if n)
    say(f"findings: {said}")
    for entry in summary.findings:
        example = _message(entry.example) if entry.count == 1 else f"such as: {_message(entry.example)}"
        line = f"  {entry.severity.label:<9} {entry.code:<5} {entry.count:>6,} × {example}"
        (detail if entry.severity is Severity.INFO else say)(line)


def _losses(summary: ImportSummary) -> None:
    if summary.left_out:
        warn(f"left out: {count(len(summary.left_out), 'contradiction')}")
        for lost in summary.left_out[:_SHOWN]:
            warn(f"  {_place(lost)}: {lost.finding.code} {_message(lost.finding)}{_quoted(lost.finding.sentence)}")
        _rest(len(summary.left_out))
    if summary.twins:
        said = "the same text is another article of the store too (another publisher, id, address or file name)"
        warn(f"stored twice: {count(len(summary.twins), 'text')}; {said}; bienban remove takes one out")
        for source, other in summary.twins[:_SHOWN]:
            warn(f"  {source}: also {other}")
        _rest(len(summary.twins))
    if summary.aside:
        warn(f"set aside: {count(len(summary.aside), 'input')}")
        for aside in summary.aside[:_SHOWN]:
            warn(f"  {aside}")
        _rest(len(summary.aside))


def _message(finding: Finding) -> str:
    return finding.message_en.removeprefix(finding.code).strip()


def _place(lost: LeftOut) -> str:
    """The input, and which of its articles where it has several."""
    return lost.source if Path(lost.source).stem == lost.stem else f"{lost.source}, article {lost.stem}"


def _quoted(sentence: str | None) -> str:
    """The sentence on one line, its beginning only when it is long."""
    return "" if sentence is None else f" – “{shorten(sentence, _QUOTE, placeholder=' …')}”"


def _rest(number: int) -> None:
    if number > _SHOWN:
        warn(f"  and {number - _SHOWN:,} more")
