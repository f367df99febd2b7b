"""``bienban serve``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import click

from bienban.cli.options import store_option, verbosity_options
from bienban.cli.talk import detail, say, verbosity
from bienban.errors import UsageProblem

if TYPE_CHECKING:
    from bienban.web.settings import Log

__all__ = ["serve"]

LEAST_TOKEN = 16


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on; 0: a free one.")
@click.option("--base-url", metavar="URL", help="Where the world finds this server.  [default: http://HOST:PORT/]")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=3600),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop a query after this.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=16),
    default=1024,
    show_default=True,
    metavar="MB",
    help="Memory of one query.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(min=1),
    default=100_000,
    show_default=True,
    metavar="N",
    help="Refuse an answer with more rows or triples.",
)
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes that run queries.  [default: one more than CPUs]"
)
@click.option(
    "--work",
    type=click.FloatRange(min=1),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Seconds of work that one client may cause in a minute.",
)
@click.option(
    "--cache",
    type=click.IntRange(min=0),
    default=64,
    show_default=True,
    metavar="MB",
    help="Memory for answers to be given again.",
)
@click.option("--no-cache", is_flag=True, help="Work out every answer anew.")
@click.option(
    "--proxy", "proxies", multiple=True, metavar="ADDRESS", help="Believe X-Forwarded-For from this proxy, or network of them."
)
@click.option("--metrics-port", type=click.IntRange(1, 65535), metavar="N", help="Port of loopback for /metrics (Prometheus).")
@click.option("--access-log", metavar="FILE", help="Write each request to this file, or to stdout or stderr.")
@click.option("--log-format", type=click.Choice(("json", "common")), default="json", show_default=True, help="Lines of that log.")
@click.option("--log-queries", is_flag=True, help="Write the texts of queries too, not only digests.")
@click.option("--writable", is_flag=True, help="Open SPARQL updates to whoever has the token.")
@click.option("--token-file", type=click.Path(), metavar="FILE", help="The token, for --writable.")
@store_option
@verbosity_options
def serve(
    host: str, port: int, base_url: str | None, timeout: float, memory: int, max_rows: int, workers: int | None, work: float,
    cache: int, no_cache: bool, proxies: tuple[str, ...], metrics_port: int | None, access_log: str | None,
    log_format: Literal["json", "common"], log_queries: bool, writable: bool, token_file: str | None, store: str,
) -> None:  # fmt: skip
    """Serve the store over HTTP: SPARQL 1.1 at /sparql, its graphs at /data.

    What an import publishes is answered from at once, without a restart. Queries run in processes of their own, within limits of
    time, memory and rows; an answer is complete or an error. Nothing can be changed, unless --writable and a token say so, and
    nothing is ever fetched from elsewhere (SERVICE, LOAD). Stops on Ctrl-C or SIGTERM, once it has answered what it was asked.

    \b
    Examples:
      bienban serve
      bienban serve --port 8080 --store graphs --timeout 10
      bienban serve --base-url https://example.org/bienban/ --proxy 127.0.0.1
      bienban serve --metrics-port 9464 --access-log /var/log/bienban.jsonl
      curl 'http://127.0.0.1:8000/sparql' --data-urlencode 'query=SELECT * { ?s ?p ?o } LIMIT 5' -H 'Accept: text/csv'
    """
    from bienban.store.reader import PublishedReader
    from bienban.web.server import listen
    from bienban.web.server import serve as run
    from bienban.web.settings import Limits, Settings

    PublishedReader(Path(store)).close()
    listener = listen(host, port)
    port = listener.getsockname()[1]
    settings = Settings(
        store=Path(store).absolute(), host=host, port=port, base_url=_base(base_url, host, port),
        workers=workers or (os.cpu_count() or 1) + 1, token=_token(writable, token_file), proxies=proxies,
        limits=Limits(seconds=timeout, memory=memory << 20, rows=max_rows, work_per_minute=work),
        cache_bytes=0 if no_cache else cache << 20,
        log=_log(access_log, log_format, log_queries), metrics_port=metrics_port,
    )  # fmt: skip
    detail(f"{settings.workers} workers, {timeout:g} s and {memory:,} MB a query, {max_rows:,} rows")
    listeners = [listener, *([] if metrics_port is None else [listen("127.0.0.1", metrics_port)])]
    run(settings, listeners, lambda: say(f"serving {store} at {settings.endpoint}; stop with Ctrl-C"))


def _log(target: str | None, form: Literal["json", "common"], queries: bool) -> Log | None:
    """The log of requests that the flags ask for; ``-v`` alone asks for one on standard error."""
    from bienban.web.settings import Log

    if target is None and verbosity() > 0:
        target = "stderr"
    return None if target is None else Log(target, form, queries)


def _base(given: str | None, host: str, port: int) -> str:
    """The address under which everything stands, with a slash at its end.

    Raises:
        UsageProblem: it is no http(s) URL, or has a query or fragment.
    """
    if given is None:
        return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    parts = urlsplit(given)
    plain = given.isascii() and not any(c in given for c in ' "<>\\^`{|}')
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment or not plain:
        raise UsageProblem(f"not the address of a server: {given!r}", todo="give --base-url https://example.org/ or the like")
    return given if given.endswith("/") else f"{given}/"


def _token(writable: bool, path: str | None) -> bytes | None:
    """The token of the file: its first line.

    Raises:
        UsageProblem: one of the two flags is missing, or the file has no good token.
    """
    if not writable and path is None:
        return None
    if not writable or path is None:
        raise UsageProblem("--writable and --token-file go together", todo="give both, or neither for a read-only service")
    try:
        token = Path(path).read_bytes().split(b"\n", 1)[0].strip()
    except OSError as error:
        raise UsageProblem(f"the token cannot be read: {error.strerror}", where=path, todo="name a file with a token") from error
    if len(token) < LEAST_TOKEN or not all(33 <= byte < 127 for byte in token):
        todo = "write one, for instance with: openssl rand -hex 32"
        raise UsageProblem(f"the token must have {LEAST_TOKEN} or more visible ASCII characters", where=path, todo=todo)
    return token
