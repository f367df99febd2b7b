"""Figures as JSON numbers without the noise of binary fractions."""

from __future__ import annotations

import math
from decimal import Decimal

__all__ = ["figure", "number"]


def number(value: Decimal) -> tuple[int | float, str | None]:
    """A JSON number, and the exact figure as text where no JSON reader's floating point could hold it.

    >>> number(Decimal("318.6")), number(Decimal("75.0"))
    ((318.6, None), (75, None))
    """
    if value == value.to_integral_value():
        return int(value), None
    near = float(value)
    return near, None if Decimal(repr(near)) == value else f"{value:f}"


def figure(value: float) -> Decimal:
    """The figure that a JSON number was written as.

    Raises:
        ValueError: it is none (JSON has no NaN and no infinity).
    """
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is not a figure")
    return Decimal(repr(value))
