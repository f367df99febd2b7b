"""``bienban evaluate``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bienban.cli.options import metadata_options, reading_options, verbosity_options
from bienban.cli.reading import Inputs
from bienban.cli.talk import count, say, warn
from bienban.errors import UsageProblem

if TYPE_CHECKING:
    from bienban.evaluate.items import Annotated
    from bienban.evaluate.matching import Match
    from bienban.evaluate.score import Score, Share

__all__ = ["evaluate"]


@click.command("evaluate")
@click.argument("gold", metavar="GOLD", type=click.Path(file_okay=False))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True, help="For whom.")
@click.option("--errors", metavar="KIND", help="Also list what was missed or wrong of one kind, such as positions.")
@metadata_options
@reading_options
@verbosity_options
def evaluate(
    gold: str,
    paths: tuple[str, ...],
    form: str,
    errors: str | None,
    **reading: Any,  # noqa: ANN401 - the shared reading flags, typed by Inputs.of
) -> None:
    """Score extraction against facts annotated by hand.

    GOLD is a folder of annotations, ID.json each, in the form of `bienban extract`; PATH are the articles of the same names,
    or facts that another extractor found in them. Printed are precision, recall and F1 by kind of fact, the details of facts
    that match, and how often each rule and each band of confidence is right.

    \b
    Examples:
      bienban evaluate data/expected data/articles
      bienban evaluate annotations/ articles/ --errors positions
      bienban evaluate annotations/ articles/ --format json > scores.json
    """
    from bienban.evaluate.matching import KINDS, compare
    from bienban.evaluate.score import score

    if errors is not None and errors not in KINDS:
        raise UsageProblem(f"no kind of fact {errors!r}", todo=f"there are {', '.join(KINDS)}")
    wanted = _annotations(gold)
    matches: list[Match] = []
    for found in _found(Inputs.of(paths, **reading)):
        if found.id in wanted:
            matches += compare(wanted.pop(found.id), found)
    for missing in wanted.values():
        warn(f"{missing.id}: annotated, but not among the articles; counted as empty")
        matches += compare(missing, _empty(missing.id))
    result = score(matches)
    if errors is not None:
        _list(matches, errors)
    click.echo(json.dumps(_as_json(result), ensure_ascii=False, indent=1) if form == "json" else "\n".join(_as_text(result)))


def _annotations(folder: str) -> dict[str, Annotated]:
    from bienban.evaluate.items import annotated

    root = Path(folder)
    if not root.is_dir():
        raise UsageProblem("no such folder", where=folder, todo="name the folder with the annotations, ID.json each")
    wanted = {}
    for path in sorted(root.glob("*.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            item = annotated({**data, "id": path.stem})
        except (ValueError, KeyError, TypeError) as error:
            raise UsageProblem(f"not an annotation: {error!r}", where=str(path)) from error
        if item.keep:
            wanted[path.stem] = item
    if not wanted:
        raise UsageProblem("no annotations", where=folder, todo="it should hold one ID.json for each article")
    return wanted


def _empty(name: str) -> Annotated:
    from bienban.evaluate.items import annotated

    return annotated({"id": name})


def _found(inputs: Inputs) -> Iterator[Annotated]:
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
        yield annotated({**data, "id": item.stem})


def _list(matches: Iterable[Match], kind: str) -> None:
    for match in matches:
        if match.kind == kind:
            for mark, labels in (("missed", match.missed), ("wrong", match.wrong)):
                for label in labels:
                    click.echo(f"{match.article}\t{mark}\t{label}", err=True)


def _as_text(result: Score) -> Iterator[str]:
    yield f"{'facts':16}{'precision':>10}{'recall':>8}{'F1':>8}{'gold':>7}{'found':>7}   ({count(result.articles, 'article')})"
    for r in result.rows:
        yield f"{r.kind:16}{r.precision:10.3f}{r.recall:8.3f}{r.f1:8.3f}{r.gold:7}{r.found:7}"
    yield f"{'macro F1':16}{result.macro_f1:26.3f}"
    for title, shares in (
        ("details of matched facts", result.details),
        ("confidence", result.bands),
        ("rules", result.rules),
    ):
        if shares:
            yield f"\n{title:44}{'right':>8}{'of':>7}" + ("" if shares is result.details else f"{'said':>8}")
            yield from map(_share, shares)


def _share(share: Share) -> str:
    said = "" if share.expected is None else f"{share.expected:8.3f}"
    return f"{share.name:44}{share.ratio:8.3f}{share.of:7}{said}"


def _as_json(result: Score) -> dict[str, object]:
    def shares(found: Iterable[Share]) -> dict[str, object]:
        return {s.name: {"right": s.ratio, "of": s.of} | ({} if s.expected is None else {"said": s.expected}) for s in found}

    facts = {
        r.kind: {"precision": r.precision, "recall": r.recall, "f1": r.f1, "gold": r.gold, "found": r.found} for r in result.rows
    }
    return {
        "articles": result.articles,
        "macro_f1": result.macro_f1,
        "facts": facts,
        "details": shares(result.details),
        "confidence": shares(result.bands),
        "rules": shares(result.rules),
    }
