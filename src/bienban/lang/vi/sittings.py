"""Whose session it is where its designation names no body: the body that acts at it, or the only council of the article.

"Tại kỳ họp thứ 18, Ủy ban Kiểm tra Trung ương đã đề nghị …" is a session of that body; a bare "kỳ họp" is one of the council
that the article names, for only councils and inspection committees call their sessions so.
"""

from __future__ import annotations

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.scan import Scan
from bienban.model.facts import Key
from bienban.model.mention import Mention, OrgName
from bienban.model.span import Span

__all__ = ["Sittings"]

_AT = frozenset({"tại", "trong", "đến", "ở", "sau"})
_COUNCILS = ("Hội đồng nhân dân", "Quốc hội", "Ủy ban Kiểm tra")
_SITTING = (
    *_COUNCILS,
    "Ủy ban Thường vụ Quốc hội",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Bộ Chính trị",
    "Ban Bí thư",
    "Ban Chỉ đạo",
)
_GAP = 14


class Sittings:
    """The bodies that sit, over one article."""

    def __init__(self, scan: Scan, actors: Actors) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.actors = actors
        self._only: dict[Key, Mention] | None = None

    def subject(self, mention: Mention) -> Actor | None:
        """The body that follows "Tại kỳ họp thứ 18 (…)," as the subject of its sentence, where it is one that sits."""
        first = self.tokens.at(mention.span.start)
        sentence = self.scan.sentence_at(mention.span.start).span
        if first == 0 or self.tokens[first - 1].key not in _AT:
            return None
        actor = next(iter(self.actors.within(Span(mention.span.end, max(mention.span.end, sentence.end)))), None)
        if actor is None or actor.person or not isinstance(actor.mention.value, OrgName):
            return None
        gap = self.tokens[self.tokens.at(mention.span.end - 1) + 1 : actor.first]
        comma = len(gap) > 0 and gap[-1].text == "," and len(gap) <= _GAP and not any(t.text in ".;:" for t in gap)
        return actor if comma and actor.mention.value.head.startswith(_SITTING) else None

    def council(self, occasion: Occasion) -> tuple[Key, Mention] | None:
        """The only council or inspection committee that the article names, for a session called "kỳ họp"."""
        if occasion.kind != "session" or not occasion.name.casefold().startswith(
            ("kỳ họp", "phiên khai mạc kỳ", "phiên bế mạc kỳ")
        ):
            return None
        if self._only is None:
            self._only = {}
            for mention, key in self.actors.entities.keys.items():
                if isinstance(mention.value, OrgName) and mention.value.head.startswith(_COUNCILS):
                    self._only.setdefault(key, mention)
        return next(iter(self._only.items())) if len(self._only) == 1 else None
