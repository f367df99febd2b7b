"""What goes wrong with an index."""

from __future__ import annotations

from bienban.errors import BienbanError

__all__ = ["IndexDamaged", "IndexMissing"]


class IndexMissing(BienbanError):
    """There is no index of a store yet, or none that this version reads."""


class IndexDamaged(BienbanError):
    """The files of an index cannot be read; it can be made anew from the store."""
