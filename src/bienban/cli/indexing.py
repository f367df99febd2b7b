"""The search index: after a store was written it follows, where there is one; the first who searches has it made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bienban.cli.talk import count, detail, warn

if TYPE_CHECKING:
    from bienban.search.index import Snapshot

__all__ = ["keep_up", "up_to_date"]


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


def up_to_date(store: Path, *, rebuild: bool = False) -> Snapshot:
    """The index, up to date where that can be.

    Raises:
        StoreMissing: there is no store.
        StoreProblem: there is no index, and none can be made.
    """
    from bienban.cli.progress import Progress
    from bienban.errors import StoreMissing, StoreProblem
    from bienban.search.index import Index
    from bienban.search.keeping import follow
    from bienban.search.problems import IndexDamaged, IndexMissing

    index = Index(store)
    try:
        with Progress("indexing") as progress:
            followed = follow(store, anew=rebuild, told=lambda _: progress.advance())
        if followed is not None:
            detail(f"{count(followed.things, 'thing')} indexed{' anew' if followed.anew else ''}")
    except StoreMissing:
        raise
    except StoreProblem as problem:
        try:
            snapshot = index.snapshot()
        except (IndexMissing, IndexDamaged):
            raise problem from None
        warn(f"the index is of generation {snapshot.state.generation} and cannot follow the store: {problem.what}")
        return snapshot
    return index.snapshot()
