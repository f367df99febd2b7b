"""After a store was written: the search index follows."""

from __future__ import annotations

from pathlib import Path

from bienban.cli.talk import count, detail, warn

__all__ = ["keep_up"]


def keep_up(store: str) -> None:
    """Bring the index of a store on disk up to date; what hinders that is said, and is no failure of what was done."""
    from bienban.cli.progress import Progress
    from bienban.errors import BienbanError
    from bienban.search.keeping import follow

    try:
        with Progress("indexing") as progress:
            followed = follow(Path(store), wait=False, told=lambda _: progress.advance())
    except BienbanError as problem:
        warn(f"the search index does not follow: {problem}")
        return
    if followed is not None:
        detail(f"{count(followed.things, 'thing')} indexed{' anew' if followed.anew else ''}")
