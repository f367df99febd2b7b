"""After a store was written: the search index follows, where there is one; the first who searches has it made."""

from __future__ import annotations

from pathlib import Path

from bienban.cli.talk import count, detail, warn

__all__ = ["keep_up"]


def keep_up(store: str) -> None:
    """Bring the index of a store on disk up to date; what hinders that is said, and is no failure of what was done.

    To index a large store takes about as long as to import it, so who never searches is not kept waiting for it.
    """
    from bienban.cli.progress import Progress
    from bienban.errors import BienbanError
    from bienban.search.index import Index
    from bienban.search.keeping import follow

    if not Index(Path(store)).made():
        return

    try:
        with Progress("indexing") as progress:
            followed = follow(Path(store), wait=False, told=lambda _: progress.advance())
    except BienbanError as problem:
        warn(f"the search index does not follow: {problem}")
        return
    if followed is not None:
        detail(f"{count(followed.things, 'thing')} indexed{' anew' if followed.anew else ''}")
