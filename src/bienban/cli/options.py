"""Options that several commands share, each defined once. Names are stable: other programs use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from bienban.cli.servers import endpoint_option
from bienban.cli.talk import SILENT, set_verbosity
from bienban.model.dates import PartialDate

__all__ = [
    "DEFAULT_STORE",
    "endpoint_option",
    "jobs_option",
    "metadata_options",
    "reading_options",
    "store_option",
    "verbosity_options",
]

DEFAULT_STORE = "./bienban-store"

F = TypeVar("F", bound=Callable[..., Any])


def _as_date(context: click.Context, parameter: click.Parameter, value: str | None) -> PartialDate | None:
    """A date of publication, as precise as it is known."""
    from bienban.sources.given import read_date

    try:
        return None if value is None else read_date(value)
    except ValueError:
        message = f"{value!r} is no date: give it as 2023-03-29, 2023-03, 2023 or 29/3/2023"
        raise click.BadParameter(message, context, parameter) from None


def _as_url(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A web address, in its canonical spelling."""
    from bienban.sources.given import canonical_url

    try:
        return None if value is None else canonical_url(value)
    except ValueError:
        message = f"{value!r} is no web address: give it whole, as https://example.org/article"
        raise click.BadParameter(message, context, parameter) from None


def _as_encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """An encoding that somebody knows."""
    from bienban.sources.encodings import ENCODINGS, known

    if value is not None and not known(value):
        message = f"nobody knows the encoding {value!r}: give {', '.join(ENCODINGS)}, or a name that Python knows"
        raise click.BadParameter(message, context, parameter)
    return value


def _as_fields(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs of one of our keys and the name under which it stands."""
    from bienban.sources.given import KEYS

    pairs = []
    for value in values:
        ours, _, theirs = value.partition("=")
        if ours not in KEYS or not theirs:
            message = f"{value!r} does not say which key stands where: give KEY=NAME, with a key of {', '.join(KEYS)}"
            raise click.BadParameter(message, context, parameter)
        pairs.append((ours, theirs))
    return tuple(pairs)


def _chain(*options: Callable[[Any], Any]) -> Callable[[F], F]:
    """Several options as one decorator, listed in this order by ``--help``."""

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


store_option = click.option(
    "--store",
    metavar="PATH",
    envvar="BIENBAN_STORE",
    default=DEFAULT_STORE,
    show_default=True,
    show_envvar=True,
    type=click.Path(file_okay=True),
    help="Folder of the store.",
)

jobs_option = click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read articles.  [default: one for a few articles, one per CPU for many]",
)


def _louder(context: click.Context, _parameter: click.Parameter, value: int) -> None:
    if value:
        set_verbosity(context, value)


def _quieter(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        set_verbosity(context, SILENT)


verbosity_options = _chain(
    click.option(
        "-v", "--verbose", count=True, expose_value=False, is_eager=True, callback=_louder, help="Say more; show tracebacks."
    ),
    click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, is_eager=True, callback=_quieter, help="Say nothing but problems."
    ),
)
"""``-v`` and ``-q``, before or after the command's name."""


metadata_options = _chain(
    click.option("--publisher", metavar="NAME", help="Publisher, where a file gives none."),
    click.option("--date", "published", callback=_as_date, metavar="DATE", help="Day of publication, where a file gives none."),
    click.option("--url", callback=_as_url, metavar="URL", help="Address of the (one) article, where its file gives none."),
    click.option("--license", "license_", metavar="NAME", help="Licence of the texts, where a file gives none."),
    click.option("--language", metavar="CODE", help="Language, where a file gives none.  [default: as the text tells]"),
)
"""``--publisher --date --url --license --language``: what the files lack."""


web_options = _chain(
    click.option(
        "--delay", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="SECONDS",
        help="Pause between two requests to a host; robots.txt may ask for more.",
    ),
    click.option(
        "--timeout", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True, metavar="SECONDS",
        help="How long to wait for an answer.",
    ),
    click.option(
        "--max-pages", type=click.IntRange(min=1), default=100, show_default=True, metavar="N",
        help="How many pages of a feed or sitemap to fetch.",
    ),
    click.option("--contact", metavar="TEXT", help="Your address or page, told to the servers along with bienban's name."),
    click.option("--allow-private", is_flag=True, help="Let redirects lead to addresses of private networks."),
)  # fmt: skip
"""``--delay --timeout --max-pages --contact --allow-private``: how addresses are fetched."""


reading_options = _chain(
    click.option(
        "--from",
        "format_",
        metavar="FORMAT",
        help="Read everything as this format, whatever its suffix: text, markdown, html, json, jsonl, docx, pdf, feed, warc.",
    ),
    click.option(
        "--encoding", callback=_as_encoding, metavar="NAME",
        help="Encoding of files that do not tell: utf-8, utf-16, windows-1258, viscii, tcvn3, …  [default: told by the text]",
    ),
    click.option(
        "--field", "fields", multiple=True, callback=_as_fields, metavar="KEY=NAME",
        help="Where a key stands in JSON or front matter, such as text=noi_dung or date=meta.day; may be repeated.",
    ),
    click.option("--repair", is_flag=True, help="Turn text that was read in a wrong encoding before (mojibake) back."),
    click.option(
        "--max-file-bytes", type=click.IntRange(min=1), default=20_000_000, show_default=True, metavar="N",
        help="Set larger files (JSON Lines: lines) aside.",
    ),
    click.option(
        "--max-text-chars", type=click.IntRange(min=1), default=1_000_000, show_default=True, metavar="N",
        help="Set longer articles aside.",
    ),
    web_options,
)  # fmt: skip
"""``--from --encoding --field --repair --max-file-bytes --max-text-chars``: how files are read."""
