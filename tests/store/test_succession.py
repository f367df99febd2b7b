"""The way from an IRI that is gone to what stands for it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bienban.store.ledger import Reason, Retired
from bienban.store.succession import MOST_STEPS, Succession

GONE: Mapping[str, tuple[Reason, tuple[str, ...]]] = {
    "a": ("renamed", ("b", "c")),
    "b": ("renamed", ("d",)),
    "c": ("unsaid", ()),
    "e": ("renamed", ("f",)),
    "f": ("removed", ()),
    "g": ("renamed", ("h",)),
    "h": ("renamed", ("g",)),
    "i": ("renamed", ("nobody knows",)),
}


def followed(iri: str, there: set[str], gone: Mapping[str, tuple[Reason, tuple[str, ...]]] = GONE) -> Succession[str]:
    def row(iri: str) -> Retired:
        reason, successors = gone[iri]
        return Retired(iri=iri, at="2031-05-04T00:00:00Z", reason=reason, successors=successors)

    way = Succession[str](row(iri))
    while way.due:
        way.step({one: one.upper() for one in way.due & there}, [row(one) for one in sorted(way.due - there) if one in gone])
    return way


@pytest.mark.parametrize(
    ("iri", "there", "standing", "reason"),
    [
        ("a", {"b"}, {"b": "B"}, "renamed"),  # what is there is not followed, whatever the ledger says of it
        ("a", {"d"}, {"d": "D"}, "renamed"),
        ("a", {"d", "c"}, {"c": "C", "d": "D"}, "renamed"),
        ("c", set(), {}, "unsaid"),
        ("e", set(), {}, "removed"),  # why there is nothing any more
        ("g", set(), {}, "renamed"),
        ("i", set(), {}, "renamed"),
    ],
)
def test_what_stands_for_an_iri(iri: str, there: set[str], standing: dict[str, str], reason: Reason) -> None:
    way = followed(iri, there)
    assert way.standing == standing
    assert way.reason == reason


def test_the_way_has_an_end() -> None:
    long: dict[str, tuple[Reason, tuple[str, ...]]] = {str(n): ("renamed", (str(n + 1),)) for n in range(2 * MOST_STEPS)}
    assert followed("0", {str(MOST_STEPS)}, long).standing == {str(MOST_STEPS): str(MOST_STEPS)}
    assert followed("0", {str(MOST_STEPS + 1)}, long).standing == {}
