"""The group ``bienban``. Subcommands are loaded when they are run, so that ``bienban --help`` answers at once."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from bienban import __version__
from bienban.cli import config
from bienban.cli.errors import Boundary
from bienban.cli.options import verbosity_options
from bienban.cli.talk import detail

__all__ = ["COMMANDS", "main"]

COMMANDS: dict[str, tuple[str, str]] = {
    "import": ("bienban.cli.imports:import_", "Read articles, extract their facts, validate and store them."),
    "ask": ("bienban.cli.ask:ask", "Answer a named question, such as who attended which meeting."),
    "show": ("bienban.cli.show:show", "Show a person, body, event or document with its sources quoted."),
    "search": ("bienban.cli.search:search", "Search names and what people said, with or without diacritics."),
    "reconcile": ("bienban.cli.reconcile:reconcile", "Find which things of the graph the names in a CSV table mean."),
    "query": ("bienban.cli.query:query", "Run any SPARQL query on the store or a server."),
    "serve": ("bienban.cli.serve:serve", "Serve the store over HTTP: SPARQL 1.1 at /sparql, its graphs at /data."),
    "extract": ("bienban.cli.extract:extract", "Print the facts of articles without storing them."),
    "validate": ("bienban.cli.validate:validate", "Check the store, articles, facts or RDF files against the shapes."),
    "export": ("bienban.cli.export:export", "Write the graphs of the store as RDF."),
    "evaluate": ("bienban.cli.evaluate:evaluate", "Score extraction against facts annotated by hand."),
    "info": ("bienban.cli.info:info", "Say what is in the store."),
    "reextract": ("bienban.cli.reextract:reextract", "Read the kept texts again under the rules as they are now."),
    "suppress": ("bienban.cli.suppress:suppress", "Leave a person out of what the store publishes, for good."),
    "follow": ("bienban.cli.follow:follow", "Keep the store in step with another one that is served at URL."),
    "check": ("bienban.cli.check:check", "Make sure that the store holds what was written into it."),
    "backup": ("bienban.cli.backup:backup", "Copy the store into the new directory DEST, also while it is being written."),
    "restore": ("bienban.cli.backup:restore", "Make a store of the backup SRC."),
    "remove": ("bienban.cli.remove:remove", "Take articles, and what they alone support, out of the store."),
}
"""Name → where the command is, and its summary, so that the list needs no import (a test holds them equal)."""


class LazyGroup(click.Group):
    """A group that imports a command's module when it is needed, and turns every exception into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a new user meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in ``--help``, from the table."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:  # noqa: ANN401 - click's own
        """Run and exit; nothing but ``SystemExit`` leaves."""
        extra["standalone_mode"] = False
        with Boundary():
            code = super().main(args, *rest, **extra)
        raise SystemExit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        """Run a command inside the boundary (click's own handling of closed pipes and interrupts differs from ours)."""
        with Boundary():
            return super().invoke(ctx)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and the defaults that ``bienban.toml`` has for it."""
        try:
            name, command, rest = super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = get_close_matches(args[0], COMMANDS, n=1)
            raise click.UsageError(f"{error.message.rstrip('.')}; did you mean {close[0]}?", ctx) if close else error from None
        if name is not None and command is not None and ctx.default_map is None:
            ctx.default_map = {name: _defaults(ctx, name, command)}
        return name, command, rest


def _flags(command: click.Command) -> dict[str, str]:
    """A command's flags without their dashes, and the names of their parameters; arguments are no settings."""
    options = (p for p in command.params if isinstance(p, click.Option) and p.name is not None and p.expose_value)
    return {o.removeprefix("--"): p.name or o for p in options for o in p.opts if o.startswith("--")}


def _defaults(ctx: click.Context, name: str, command: click.Command) -> dict[str, object]:
    path = config.find(Path.cwd())
    if path is None:
        return {}
    data = config.load(path)
    detail(f"settings from {path}")
    group = ctx.command
    known = _flags(command)
    if isinstance(group, click.Group) and any(isinstance(v, dict) or k not in known for k, v in data.items()):
        loaded = {n: group.get_command(ctx, n) for n in group.list_commands(ctx)}
        config.check(data, {n: _flags(c) for n, c in loaded.items() if c is not None}, str(path))
    return {known[flag]: value for flag, value in config.for_command(data, name, known).items()}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="bienban", message="%(prog)s %(version)s")
@verbosity_options
def main() -> None:
    """Read Vietnamese political and administrative news into a knowledge graph.

    Every fact opens on the sentence that says it. Articles go in with `import`; `ask` answers named questions, `query` takes
    any SPARQL, `show` quotes the sources of one person, body, event or document.

    \b
    Examples:
      bienban import --samples
      bienban ask participants
      bienban import articles/ --publisher "Báo Mẫu"
      bienban export --format trig --out store.trig

    \b
    Exit codes: 0 done; 1 some inputs set aside, or findings at or above --fail-on;
    2 usage; 3 store or network; 70 a mistake in bienban; 130 interrupted.
    Completion: eval "$(_BIENBAN_COMPLETE=bash_source bienban)" (or zsh_source, fish_source).
    Defaults for flags: bienban.toml in this folder or above, for instance store = "graphs".
    """
