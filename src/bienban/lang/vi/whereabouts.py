"""Where an occasion is: the venue, or the territory that a sentence naming the occasion puts it in, or that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bienban.lang.tokens import key_set
from bienban.lang.vi.actors import Actors
from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.mention import DateRange, EventName, Mention, OrgName, PlaceName
from bienban.model.span import Span

__all__ = ["Whereabouts"]

_HOLDING = frozenset({"đã", "sẽ", "long", "trọng", "vừa", "trang", "lần", "đầu", "tiên", "tiếp", "tục"})
_CLOSE = 12
_FAR = 45
_HELD_FAR = 75
_HELD = 24
_AT = frozenset({"tại", "ở"})
_INSIDE = frozenset({"visit", "meeting", "voter-meeting", "ceremony", "other"})
_GOING = frozenset({"thăm", "tới", "đến", "sang", "với", "về", "thức", "nước", "tỉnh", "nghị"})
_MET = frozenset({"tri", "đạo", "với"})
_WHEN = key_set("mới đây sáng chiều tối trưa hôm nay vừa qua ngày cùng cũng trước đó gần trong")
_FEW = 4
# Who is met where a visit goes: "làm việc với cán bộ, nhân dân xã …".
_PEOPLE = key_set(
    "cán bộ nhân dân chính quyền lãnh đạo đảng bộ cử tri chiến sĩ sỹ bà con công viên chức người lao động đồng bào giáo xứ hộ"
    " các và cùng , tăng ni phật tử chức sắc học sinh thầy cô y bác lực lượng tập thể đảng ủy"
)
_MOST_PEOPLE = 12


def _venues_first(places: Iterable[Mention]) -> list[Mention]:
    return sorted(places, key=lambda place: place.rule != "place.venue")


class Whereabouts:
    """The places of the occasions of one article; ``owner`` leads from the ``id()`` of a mention to its occasion."""

    def __init__(self, scan: Scan, entities: Entities, actors: Actors, owner: Mapping[int, Occasion]) -> None:
        self.scan = scan
        self.entities = entities
        self.actors = actors
        self.owner = owner
        self.takes_place = [m for m in actors.marks.acts if m.row.act in ("take-place", "organize")]
        self.told = [*(m.first for m in actors.marks.acts), *(m.first for m in actors.marks.sayings)]
        self.names = [m for m in scan.mentions if isinstance(m.value, EventName)]

    def _gap(self, left: Span, right: Span) -> int:
        tokens = self.scan.tokens
        return tokens.at(right.start) - tokens.at(left.end - 1) - 1

    def place(self, occasion: Occasion) -> Mention | None:
        """A venue, else a territory that a sentence naming the occasion puts it in, else the one that holds it."""
        found: list[Mention] = []
        for mention in occasion.mentions:
            sentence = self.scan.sentence_at(mention.span.start)
            if not sentence.headline and not sentence.caption:
                found += _venues_first(self._stated(sentence.span, mention, occasion))[:1]
        venue = next((place for place in found if place.rule == "place.venue"), None)
        return venue or (found[0] if found else self._holder(occasion))

    def _stated(self, sentence: Span, name: Mention, occasion: Occasion) -> list[Mention]:
        """The places of a sentence behind "tại" or inside a visit, no other occasion between: first those behind the name."""
        tokens = self.scan.tokens
        ahead: list[Mention] = []
        behind: list[Mention] = []
        for place in self.scan.within(sentence, PlaceName):
            value = place.value
            if not isinstance(value, PlaceName) or value.name is None or place not in self.entities.keys:
                continue
            before = tokens.at(place.span.start) - 1
            inside = name.span.start <= place.span.start < name.span.end
            if before < 0 or (inside and not self._visited(place, occasion)):
                continue
            led = occasion.kind == "visit" and self._led(name, place)
            if not inside and not led and (not self._near(place, name) or tokens[before].key not in _AT):
                continue
            if self._parted(place, name, occasion) or (not inside and self.actors.covers(before)):
                continue
            (ahead if place.span.start < name.span.start else behind).append(place)
        return [*behind, *_venues_first(reversed(ahead))]

    def _led(self, name: Mention, place: Mention) -> bool:
        """Whether a visit goes right on to a place behind its name ("… | thăm xã …", "làm việc với cán bộ | , nhân dân xã …")."""
        tokens = self.scan.tokens
        first, after = tokens.at(name.span.end - 1) + 1, tokens.at(place.span.start)
        if not first < after <= first + _MOST_PEOPLE:
            return False
        if after == first + 1:
            return tokens[first].key in _GOING
        return all(t.key in _PEOPLE for t in tokens[first:after])

    def _visited(self, place: Mention, occasion: Occasion) -> bool:
        """Whether a place inside a designation is where the occasion is: what is visited, whose voters or leaders are met."""
        tokens = self.scan.tokens
        before = tokens.at(place.span.start) - 1
        if tokens[before].key in _AT:
            return occasion.kind in _INSIDE
        if occasion.kind == "visit":
            return tokens[before].key in _GOING or tokens[max(0, before - 1)].key in _GOING or not self._in_body(place)
        return occasion.kind in ("voter-meeting", "meeting") and tokens[before].key in _MET

    def _near(self, place: Mention, name: Mention) -> bool:
        """Whether a place heads its clause before the name, or stands close behind it."""
        tokens = self.scan.tokens
        at = tokens.at(place.span.start) - 2
        if place.span.start < name.span.start:
            dated = any(m.span.end == tokens[at].end for m in self._dates_before(place)) if at >= 0 else True
            if name.rule == "event.act" and self._gap(place.span, name.span) == 0:
                return True  # "có mặt tại trụ sở … | thăm, động viên …"
            opened = at < 0 or tokens[at + 1].start == self._start(place)
            return opened or tokens[at].text in ",.;()" or dated or self._just_told(place, at)
        gap = self._gap(name.span, place.span)
        if gap <= _CLOSE:
            return True
        held = self._held(tokens.at(place.span.start) - 1)
        if held:
            return gap <= _HELD_FAR
        return gap <= _FAR and name.rule == "event.act" and self._undisturbed(name, place)

    def _just_told(self, place: Mention, at: int) -> bool:
        """Whether only words of time open the sentence before "tại": "Sáng nay tại …", "Mới đây tại …"."""
        first = self.scan.tokens.at(self._start(place))
        return at - first < _FEW and all(t.key in _WHEN for t in self.scan.tokens[first : at + 1])

    def _undisturbed(self, name: Mention, place: Mention) -> bool:
        """Whether nothing else is told between an act and a place ("thăm gia đình bà …, vườn rau của ông …, tại xã …")."""
        first, after = self.scan.tokens.at(name.span.end - 1) + 1, self.scan.tokens.at(place.span.start)
        return not any(first <= at < after for at in self.told)

    def _held(self, at: int) -> bool:
        """Whether a verb of taking place stands shortly before "tại" ("… do Sở … tổ chức đã diễn ra sáng nay (27/5) tại")."""
        return any(m.first in range(at - _HELD, at) for m in self.takes_place)

    def _start(self, place: Mention) -> int:
        return self.scan.sentence_at(place.span.start).span.start

    def _dates_before(self, place: Mention) -> tuple[Mention, ...]:
        return self.scan.within(Span(self._start(place), place.span.start), DateRange)

    def _parted(self, place: Mention, name: Mention, occasion: Occasion) -> bool:
        """Whether another occasion is named between a place and this one."""
        low, high = sorted((place.span.start, name.span.start))
        others = (m for m in self.names if low < m.span.start < high and self.owner.get(id(m), occasion) is not occasion)
        return any(not name.span.covers(m.span) for m in others)

    def _holder(self, occasion: Occasion) -> Mention | None:
        """The territory that holds the occasion like a body ("Thành phố … tổ chức lễ …")."""
        tokens = self.scan.tokens
        for mention in occasion.mentions:
            first = tokens.at(mention.span.start)
            if first < 3 or [t.key for t in tokens[first - 2 : first]] != ["tổ", "chức"]:
                continue
            window = Span(tokens[max(0, first - 9)].start, mention.span.start)
            for place in self.scan.within(window, PlaceName):
                gap = tokens[tokens.at(place.span.end - 1) + 1 : first - 2]
                if place in self.entities.keys and all(t.key in _HOLDING for t in gap) and not self._in_body(place):
                    return place
        return None

    def _in_body(self, place: Mention) -> bool:
        """Whether a place is part of a body's name or says where the body is ("Đảng ủy xã …, huyện …")."""
        window = Span(max(0, place.span.start - 120), place.span.end)
        named = any(m.span.end >= place.span.start for m in self.scan.within(window, OrgName))
        return named or self.actors.covers(self.scan.tokens.at(place.span.start))
