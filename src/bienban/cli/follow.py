"""``bienban follow``."""

from __future__ import annotations

from pathlib import Path

import click

from bienban.cli.options import store_option, verbosity_options
from bienban.cli.talk import count, say

__all__ = ["follow"]


@click.command("follow")
@click.argument("url")
@store_option
@click.option(
    "--delay", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="SECONDS", help="Between requests."
)
@click.option(
    "--timeout", type=click.FloatRange(min=1), default=60.0, show_default=True, metavar="SECONDS", help="For an answer."
)
@click.option("--contact", metavar="TEXT", help="Your address or page, told to the server along with bienban's name.")
@click.option("--allow-private", is_flag=True, help="Follow redirects to private addresses.")
@verbosity_options
def follow(url: str, store: str, delay: float, timeout: float, contact: str | None, allow_private: bool) -> None:
    """Keep the store in step with another one that is served at URL.

    URL is the address of a bienban server, or of its /feed. The first run takes over all article graphs, each later one what was
    imported, read anew or removed there since; run it from time to time (cron). What is new is validated there, not here. A run
    that was ended is taken up by the next. Articles that were imported here stay; texts are not taken over.

    \b
    Examples:
      bienban follow https://example.org/bienban/ --store mirror
      bienban follow http://127.0.0.1:8000/feed --store mirror --delay 0
    """
    from bienban.cli.indexing import keep_up
    from bienban.cli.progress import Progress
    from bienban.pipeline.following import follow as run
    from bienban.sources.base import WebSettings

    web = WebSettings(delay=delay, timeout=timeout, contact=contact, private=allow_private)
    with Progress("following") as progress:
        done = run(url, Path(store), web=web, told=progress.advance)
    keep_up(store)
    if done.nothing_new:
        say("nothing is new")
        return
    figures = f"{done.added:,} added, {done.replaced:,} replaced, {done.unchanged:,} unchanged, {done.removed:,} removed"
    say(f"{figures}; {count(done.pages, 'page')} read")
