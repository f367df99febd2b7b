"""``bienban evaluate``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bienban.cli.errors import SOME_SET_ASIDE
from bienban.cli.options import metadata_options, reading_options, verbosity_options
from bienban.cli.reading import Inputs
from bienban.cli.talk import say, warn
from bienban.errors import UsageProblem

if TYPE_CHECKING:
    from bienban.evaluate.faults import Fault
    from bienban.evaluate.items import Annotated
    from bienban.evaluate.progress import Judged
    from bienban.evaluate.score import Score

__all__ = ["evaluate"]

_FOLDER = click.Path(file_okay=False)


@click.command("evaluate")
@click.argument("gold", metavar="GOLD", type=_FOLDER)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True, help="For whom.")
@click.option("--errors", metavar="KIND", help="Also list what was missed or wrong of one kind, such as positions, or of all.")
@click.option("--against", metavar="FOLDER", type=_FOLDER, help="Facts of another run: what was gained, lost and changed since.")
@click.option("--counts", metavar="FILE", type=click.Path(dir_okay=False), help="Write how often each rule is right, as a table.")
@click.option("--fail-under", type=click.FloatRange(0, 1), metavar="F1", help="Exit 1 where macro F1 is below this.")
@metadata_options
@reading_options
@verbosity_options
@click.pass_context
def evaluate(
    context: click.Context,
    /,
    gold: str,
    paths: tuple[str, ...],
    form: str,
    errors: str | None,
    against: str | None,
    counts: str | None,
    fail_under: float | None,
    **reading: Any,  # noqa: ANN401 - the shared reading flags, typed by Inputs.of
) -> None:
    """Score extraction against facts annotated by hand.

    GOLD is a folder of annotations, ID.json each, in the form of `bienban extract`; PATH are the articles of the same names,
    or facts that another extractor found in them. Printed are precision, recall and F1 by kind of fact, the details of facts
    that match, and how often each rule and each band of confidence is right ("said" is the confidence it gives itself).

    With --errors each fact that was missed or is wrong follows with its sentence. With --against each fact that this run
    has and another one has not, or the other way round, with the verdict of the annotation: better, worse, or even. The table
    of --counts has the form of data/lexicon/vi/trust.tsv, by which confidence is calibrated.

    \b
    Examples:
      bienban evaluate data/expected data/articles
      bienban evaluate annotations/ articles/ --errors positions
      bienban evaluate annotations/ articles/ --errors all --format json > scores.json
      bienban extract articles/ --out before/    # … change a rule or a lexicon, then:
      bienban evaluate annotations/ articles/ --against before/
      bienban evaluate annotations/ articles/ --fail-under 0.85
    """
    from bienban.evaluate.matching import KINDS

    if errors is not None and errors not in (*KINDS, "all"):
        raise UsageProblem(f"no kind of fact {errors!r}", todo=f"there are {', '.join(KINDS)}, and all")
    wanted = _annotations(gold)
    older = None if against is None else _annotations(against, kept=False)
    result = _compared(wanted, _readings(Inputs.of(paths, **reading), wanted), older, errors)
    for name in wanted.keys() - older.keys() if older is not None else ():
        warn(f"{name}: not among the facts in {against}; not compared")
    if counts is not None:
        from bienban.evaluate.rendering import counts_as_table

        Path(counts).write_text("\n".join(["rule\tright\tof", *counts_as_table(result.score)]) + "\n", encoding="utf-8")
    click.echo(_as_json(result) if form == "json" else _as_text(result, against))
    if fail_under is not None and result.score.macro_f1 < fail_under:
        warn(f"macro F1 {result.score.macro_f1:.3f} is below {fail_under:g}")
        context.exit(SOME_SET_ASIDE)


@dataclass(frozen=True, slots=True)
class _Compared:
    """How well was read; the faults and the changes since another run where these are asked for."""

    score: Score
    faults: tuple[Fault, ...] | None
    changes: tuple[Judged, ...] | None


def _compared(
    wanted: Mapping[str, Annotated], found: Mapping[str, _Reading], older: Mapping[str, Annotated] | None, errors: str | None
) -> _Compared:
    from bienban.evaluate.faults import faults
    from bienban.evaluate.matching import compare
    from bienban.evaluate.progress import judge
    from bienban.evaluate.score import score

    matches = [m for name, item in wanted.items() for m in compare(item, found[name].facts)]
    sentences = {name: one.sentences for name, one in found.items()}
    listed = None if errors is None else tuple(f for f in faults(matches, sentences) if errors in ("all", f.kind))
    changes = None
    if older is not None:
        changes = tuple(c for name in wanted if name in older for c in judge(wanted[name], older[name], found[name].facts))
    return _Compared(score(matches), listed, changes)


def _as_json(result: _Compared) -> str:
    from bienban.evaluate.rendering import score_as_json

    more: dict[str, object] = {}
    if result.faults is not None:
        more["errors"] = [f.as_json() for f in result.faults]
    if result.changes is not None:
        more["against"] = [c.as_json() for c in result.changes]
    return json.dumps(score_as_json(result.score) | more, ensure_ascii=False, indent=1)


def _as_text(result: _Compared, against: str | None) -> str:
    from bienban.evaluate.rendering import changes_as_text, faults_as_text, score_as_text

    told = [*score_as_text(result.score), *faults_as_text(result.faults or ())]
    if result.changes is not None and against is not None:
        told += changes_as_text(result.changes, against)
    return "\n".join(told)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The facts found in one article, and all its sentences."""

    facts: Annotated
    sentences: tuple[str, ...] = ()


def _annotations(folder: str, *, kept: bool = True) -> dict[str, Annotated]:
    """The annotations of a folder by name; with ``kept`` only those of articles that report an event."""
    from bienban.evaluate.items import annotated

    root = Path(folder)
    if not root.is_dir():
        raise UsageProblem("no such folder", where=folder, todo="name a folder with facts, ID.json each")
    wanted = {}
    for path in sorted(root.glob("*.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            item = annotated({**data, "id": path.stem})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageProblem(f"not an annotation: {error!r}", where=str(path)) from error
        if item.keep or not kept:
            wanted[path.stem] = item
    if not wanted:
        raise UsageProblem("no annotations", where=folder, todo="it should hold one ID.json for each article")
    return wanted


def _readings(inputs: Inputs, wanted: Mapping[str, Annotated]) -> dict[str, _Reading]:
    """What was found in each article that is annotated; an article that is not there counts as empty."""
    from bienban.evaluate.items import annotated

    found = {name: reading for name, reading in _found(inputs) if name in wanted}
    for missing in sorted(wanted.keys() - found.keys()):
        warn(f"{missing}: annotated, but not among the articles; counted as empty")
        found[missing] = _Reading(annotated({"id": missing}))
    return found


def _found(inputs: Inputs) -> Iterator[tuple[str, _Reading]]:
    from bienban.evaluate.items import annotated
    from bienban.exchange.facts_json import to_json
    from bienban.pipeline.stages import extract
    from bienban.sources.base import Remark, SetAside

    for item in inputs.items():
        if isinstance(item, SetAside | Remark):
            say(str(item))
            continue
        extracted = extract(item)
        data = to_json(extracted.article, extracted.facts, extracted.sentences)
        sentences = tuple(s.span.of(extracted.article.text) for s in extracted.sentences)
        yield item.stem, _Reading(annotated({**data, "id": item.stem}), sentences)
