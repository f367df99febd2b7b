"""``--endpoint`` and what goes with it: how a command reaches a SPARQL server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from bienban.errors import UsageProblem
from bienban.model.endpoint import Credentials, Endpoint

__all__ = ["endpoint_option", "read_credentials"]

F = TypeVar("F", bound=Callable[..., Any])

_KEY = "bienban.server."
_MORE = ("auth_file", "endpoint_timeout", "merged_graph", "update_endpoint")


def read_credentials(path: str) -> Credentials:
    """The first line of a file: ``user:password``, ``digest user:password`` or ``bearer token``.

    Raises:
        UsageProblem: the file cannot be read or has something else.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageProblem("cannot be read", where=path, todo="check the path of --auth-file and its rights") from error
    line = lines[0].strip() if lines else ""
    scheme, _, rest = line.partition(" ")
    if scheme.casefold() == "bearer" and rest.strip():
        return Credentials("bearer", rest.strip())
    known = scheme.casefold() in ("basic", "digest")
    user, colon, password = (rest.strip() if known else line).partition(":")
    if not (user and colon and password):
        todo = "write user:password, digest user:password or bearer TOKEN on its first line"
        raise UsageProblem("the file has no credentials", where=path, todo=todo)
    return Credentials("digest" if scheme.casefold() == "digest" else "basic", password, user)


def _note(context: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None:
        context.meta[f"{_KEY}{parameter.name}"] = value


def _endpoint(context: click.Context, _parameter: click.Parameter, value: str | None) -> Endpoint | None:
    """The server with what the other flags say of it."""
    said: dict[str, Any] = {n: context.meta.get(f"{_KEY}{n}") for n in _MORE}
    if value is None:
        return None
    more = {} if said["endpoint_timeout"] is None else {"timeout": said["endpoint_timeout"]}
    more |= {} if said["merged_graph"] is None else {"merged": said["merged_graph"]}
    credentials = None if said["auth_file"] is None else read_credentials(said["auth_file"])
    return Endpoint(url=value, update_url=said["update_endpoint"], credentials=credentials, **more)


def endpoint_option(command: F) -> F:
    """``--endpoint`` as an :class:`~bienban.model.endpoint.Endpoint` or None, and the flags that say more about it."""
    options = (
        click.option(
            "--endpoint", metavar="URL", envvar="BIENBAN_ENDPOINT", show_envvar=True, callback=_endpoint,
            help="This SPARQL server instead of the store on disk.",
        ),
        click.option(
            "--update-endpoint", metavar="URL", is_eager=True, expose_value=False, callback=_note,
            envvar="BIENBAN_UPDATE_ENDPOINT", help="Where it takes updates.  [default: …/update for …/query, else URL]",
        ),
        click.option(
            "--auth-file", metavar="FILE", is_eager=True, expose_value=False, callback=_note, type=click.Path(),
            envvar="BIENBAN_AUTH_FILE", help="File with user:password, digest user:password or bearer TOKEN.",
        ),
        click.option(
            "--endpoint-timeout", metavar="SECONDS", is_eager=True, expose_value=False, callback=_note,
            type=click.FloatRange(min=1), help="How long the server may take for an answer.  [default: 60]",
        ),
        click.option(
            "--merged-graph", is_eager=True, expose_value=False, callback=_note, envvar="BIENBAN_MERGED_GRAPH",
            type=click.Choice(["auto", "default", "named"]),
            help="Where it has the merged graph: as its default graph, or named where that is the union of all.  [default: auto]",
        ),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command
