"""Which bodies a verb of holding has as its subject: "X (phối hợp với Y) tổ chức …", "Đảng ủy, HĐND, UBND xã tổ chức …"."""

from __future__ import annotations

from bienban.lang.vi.actors import Actor, Actors
from bienban.lang.vi.marks import Marks
from bienban.lang.vi.scan import Scan
from bienban.model.mention import OrgName
from bienban.model.span import Span

__all__ = ["Hosts"]

_FAR = 60
_SOON = frozenset({"sắp", "gian", "ngày", "tháng", "tuần"})
_JOINT = 9
_PEERS = frozenset({"party-committee", "people-committee", "people-council", "front"})
_JOINING = frozenset({",", "và", "cùng", "với", "phối", "hợp", "đồng", "chủ", "trì", "-", "–"})
_SIGNS = frozenset({",", "-", "–"})
_GOVERNING = frozenset(
    {"tại", "ở", "của", "đạo", "diện", "trụ", "sở", "đến", "tới", "về", "thăm", "từ", "thuộc", "trường", "phòng"}
)


class Hosts:
    """The bodies before verbs over one article."""

    def __init__(self, scan: Scan, marks: Marks, actors: Actors) -> None:
        self.scan = scan
        self.tokens = scan.tokens
        self.marks = marks
        self.actors = actors
        self._coordinated = {m.after: m.first for m in marks.acts if m.row.act == "coordinate"}

    def subject(self, index: int, start: int) -> tuple[Actor, ...]:
        """The body that is the subject of the sentence, where its verb is joined to an earlier one by a sign or "và"."""
        sentence = self.scan.sentence_at(self.tokens[index].start).span
        first = next(iter(self.actors.within(sentence)), None)
        if first is None or first.person or first.after >= index or self._governed(first):
            return ()
        lead = self.tokens[start : first.first]
        if any(
            self.marks.word(start + i, "end") for i, t in enumerate(lead) if t.is_word and t.key not in ("tại", "vào", "trong")
        ):
            return ()
        others = [a for a in self.actors.within(Span(self.tokens[first.after - 1].end, self.tokens[index].start)) if a.person]
        joined = any(t.text in ",;" or t.key == "và" for t in self.tokens[max(first.after, index - _JOINT) : index])
        return (first,) if joined and not others and index - first.after <= _FAR else ()

    def by(self, index: int, start: int) -> tuple[Actor, ...]:
        """The bodies of a list between "do" and a verb ("do X, Y, Z phối hợp | tổ chức"), in order."""
        found: list[Actor] = []
        at = index
        while True:
            actor = self.actors.before(at, start)
            if actor is None or actor.person or not self._listing(actor.after, at):
                return () if found else self._known(index, start)
            found.insert(0, actor)
            if actor.first > start and self.tokens[actor.first - 1].key == "do":
                return tuple(found)
            at = actor.first

    def _known(self, index: int, start: int) -> tuple[Actor, ...]:
        """The bodies known of a list that ends with one unknown: "do Sở A, Sở B, Tổng thương hội C phối hợp | tổ chức"."""
        by = next((at for at in range(index - 1, max(start, index - _FAR), -1) if self.tokens[at].key == "do"), None)
        if by is None or any(t.text in ".;:" for t in self.tokens[by:index]):
            return ()
        found: list[Actor] = []
        for actor in self.actors.within(Span(self.tokens[by].start, self.tokens[index].start)):
            joined = self._listing(found[-1].after, actor.first) if found else actor.first == by + 1
            if actor.person or not joined:
                break
            found.append(actor)
        rest = self.tokens[found[-1].after : index] if found else self.tokens[:0]
        unknown = len(rest) > 2 and rest[0].key in (",", "và") and rest[1].capital
        return tuple(found) if unknown else ()

    def _listing(self, first: int, after: int) -> bool:
        """Whether only signs and words of joining stand between two bodies of a list."""
        return all(t.key in _JOINING for t in self.tokens[first:after])

    def before(self, index: int, start: int) -> tuple[Actor, ...]:
        """The bodies that stand before a verb, joined by "phối hợp với", "và" or a comma, in order."""
        found: list[Actor] = []
        listed = False
        while True:
            actor = self.actors.before(index, start)
            if actor is None or actor.person or (found and actor.after < index - 3) or self._governed(actor):
                return tuple(found)
            if found and self.tokens[actor.after].text in _SIGNS and not listed and not self._peers(actor, found[0]):
                return tuple(found)
            found.insert(0, actor)
            listed = listed or self.tokens[actor.first - 1].key == "và"
            index = self._joined(actor.first, start)
            if index < 0:
                return tuple(found)

    def _peers(self, left: Actor, right: Actor) -> bool:
        """Whether two bodies beside a comma are of one rank, so that they make a list ("Đảng ủy, HĐND, UBND xã")."""
        kinds = [a.mention.value.kind for a in (left, right) if isinstance(a.mention.value, OrgName)]
        beside = right.first - left.after == 1
        return beside and len(kinds) == 2 and kinds[0] != kinds[1] and all(k in _PEERS for k in kinds)

    def _governed(self, actor: Actor) -> bool:
        """Whether the body is only a place or part of another noun ("tại …", "lãnh đạo của …")."""
        if actor.first == 0:
            return False
        before = self.tokens[actor.first - 1].key
        if before == "của" and {"đoàn", "tổ"} & {t.key for t in self.tokens[max(0, actor.first - 5) : actor.first]}:
            return False
        if before == "tới" and self.tokens[actor.first - 2].key in _SOON:
            return False
        return before in _GOVERNING

    def _joined(self, first: int, start: int) -> int:
        """The index before which another body is joined to the one at ``first``, or -1."""
        at = first - 1
        if at < start:
            return -1
        if self.tokens[at].key in ("và", "cùng") or self.tokens[at].text in _SIGNS:
            return at
        return self._coordinated.get(first, -1)
