"""One occasion while the article is read."""

from __future__ import annotations

from bienban.model.facts import EventKind
from bienban.model.mention import EventName, Mention
from bienban.text import match_key

__all__ = ["Occasion", "words_of"]

_FUNCTION = frozenset(
    {
        "trực",
        "tuyến",
        "toàn",
        "quốc",
        "thể",
        "của",
        "và",
        "về",
        "các",
        "những",
        "với",
        "cho",
        "trong",
        "năm",
        "lần",
        "thứ",
        "-",
        "–",
        ",",
        ".",
        "(",
        ")",
    }
)
_HEADS = frozenset(
    {
        "hội",
        "nghị",
        "đại",
        "kỳ",
        "họp",
        "phiên",
        "cuộc",
        "buổi",
        "lễ",
        "chuyến",
        "tọa",
        "đàm",
        "diễn",
        "đàn",
        "thảo",
        "mặt",
        "gặp",
    }
)


class Occasion:
    """One occasion while the article is read: what is known of it so far."""

    def __init__(self, mention: Mention, value: EventName, *, context: bool = False) -> None:
        self.kind: EventKind = value.kind
        self.type = value.type
        self.name = value.name
        self.bare = value.definite
        self.act = mention.rule == "event.act"
        self.context = context
        self.mentions = [mention]
        self.headline = False
        self.lead = 0.0
        self.ordinal: int | None = None
        self.words = words_of(value)
        self.main = False
        self.aside = False

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name!r}>"

    @property
    def loose(self) -> bool:
        """Whether it is one that is much talked of without being told (a festival, an exhibition)."""
        return self.kind == "other" and self.anchor.rule == "event.name"

    @property
    def anchor(self) -> Mention:
        """The mention that gives the occasion its name."""
        return self.mentions[0]


def words_of(value: EventName) -> frozenset[str]:
    """The words of a designation that tell it from others of its kind."""
    return frozenset(w for w in match_key(value.name).split() if w not in _FUNCTION and w not in _HEADS)
