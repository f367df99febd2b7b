"""What the index holds of one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from bienban.search.kinds import FACETS, Facet, KindName

__all__ = ["Entry", "RANKS"]

RANKS = 8
"""How many ranks there are: rank r has from 2**r posts, events or the like on (0: none or one)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thing: its name, the line and the words beside it, its facets (IRIs; years as four digits), how much it weighs.

    ``day`` is as precise as known (``2023-05``), empty where it is not. ``listed``: it may be found by anybody.
    """

    iri: str
    kind: KindName
    label: str
    day: str = ""
    detail: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    facets: Mapping[Facet, tuple[str, ...]]
    weight: int = 0
    listed: bool = True

    @property
    def rank(self) -> int:
        """The binary logarithm of the weight, below :data:`RANKS`."""
        return min(max(self.weight, 1).bit_length() - 1, RANKS - 1)

    @property
    def shown(self) -> str:
        """A digest of what other things' entries may have of this one."""
        said = (self.label, self.listed, *(self.facets.get(f, ()) for f in FACETS if f not in ("person", "body", "award")))
        return blake2b(repr(said).encode(), digest_size=9).hexdigest()
