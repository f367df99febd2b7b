"""Bodies: a head of the lexicon and what makes it one of its kind: a field, a name, the body or the territory it belongs to.

``Ban Thường vụ Thành ủy TP.HCM`` is Ban Thường vụ + (Thành ủy + Thành phố Hồ Chí Minh); the inner body and the place are mentions
of their own. A name that lacks its territory ("UBND xã", "Quận ủy") is not complete and waits for the article's place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bienban.lang.vi.abroad import abroad, foreign_party, mission
from bienban.lang.vi.anchored import NATIONAL, anchored
from bienban.lang.vi.heads import read_head, small_head
from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import Head
from bienban.lang.vi.orgwords import field_end, free_name, ministry_field
from bienban.lang.vi.places import read_place
from bienban.lang.vi.scopes import Scope, bracketed, central_end, org_level, shortened, termed, territory_of
from bienban.model.mention import Mention, OrgName

__all__ = ["OrgRead", "read_org"]

_ALONE = frozenset({"fixed", "acronym"})
_NAMESAKES = frozenset({"school", "hospital", "institute", "association"})
_TOWNS = frozenset({"school", "hospital", "institute"})
"""Bodies that are known by their territory alone: "Bệnh viện tỉnh K", "Thư viện tỉnh"."""
_DEPARTMENTS = frozenset({"Bộ", "Sở", "Vụ"})
_FIELDED = frozenset({"institute", "department"})
_TERRITORIAL = frozenset({"place", "body", "front"})


# Who is named with a Party organization: "Đảng bộ, chính quyền, quân và nhân dân các dân tộc tỉnh K".
_WITH = frozenset({",", "và", "cùng"})
_LED = _WITH | frozenset({"chính", "quyền", "nhân", "dân", "người", "quân", "các", "tộc"})
_MOST_LED = 12
# How many bodies a name may hold inside each other ("Văn phòng Đảng ủy Ban Tổ chức Huyện ủy …").
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class OrgRead:
    """A body at the tokens ``start`` to ``end``, with the mentions inside it."""

    start: int
    end: int
    value: OrgName
    inner: tuple[Mention, ...] = ()


def _body(line: Line, index: int) -> Scope | None:
    """Another body behind a head: "Ban Thường vụ" + "Tỉnh ủy …"."""
    at = index + 1 if line.key(index) == "của" else index
    found = read_org(line.within(), at) if line.depth < _DEEPEST else None
    if found is None:
        return None
    mention = Mention(line.span(found.start, found.end), found.value, "org.scope", 0.9)
    return Scope(found.end, found.value.name, found.value.complete, found.value.level, (mention, *found.inner))


def _led(line: Line, index: int, head: Head) -> Scope | None:
    """The territory behind those whom a Party organization is named with: "Đảng bộ, chính quyền và nhân dân tỉnh K"."""
    if head.head != "Đảng bộ" or line.key(index) not in _WITH:
        return None
    at = index
    while at < min(index + _MOST_LED, line.stop) and line.key(at) in _LED:
        at += 1
    if line.key(at - 1) not in ("dân", "quyền", "tộc"):
        return None
    found = territory_of(line, at, head, bare=True, strict=True)
    return found if found is not None and found.complete else None


def _behind(line: Line, index: int, head: Head, *, body: bool) -> Scope:
    """What :func:`_directly` finds at the index, or behind an abbreviation in brackets."""
    if (led := _led(line, index, head)) is not None:
        return led
    after = bracketed(line, index)
    found = _directly(line, after, head, body=body) if after is not None else None
    return found if found is not None and found.end != after else _directly(line, index, head, body=body)


def _directly(line: Line, index: int, head: Head, *, body: bool) -> Scope:
    """Việt Nam or Trung ương, another body, or a territory: whatever stands at the index."""
    prefix, at = "", index
    central = central_end(line, at)
    if central is not None:
        if line.key(central) == "đảng":
            party = foreign_party(line, central) if body else None
            return party or Scope(central + 1, "Trung ương Đảng", True, "country")
        inner = _body(line, central) if body and line.key(central) in ("hội", "đoàn", "mặt") else None
        if inner is not None:
            return Scope(inner.end, f"Trung ương {inner.words}", True, "country", inner.inner)
        return Scope(central, "Trung ương", True, "country")
    country = read_place(line, at)
    if country is not None and country.value.level == "country":
        prefix, at = country.full, country.end
        other = read_place(line, at + 1) if line.key(at) in ("-", "–") else None
        if other is not None and other.value.level == "country":
            prefix, at = f"{prefix} - {other.full}", other.end
    if body:
        inner = _body(line, at)
        if inner is not None:
            return Scope(inner.end, f"{prefix} {inner.words}".strip(), inner.complete, inner.level, inner.inner)
    territory = territory_of(line, at, head, bare=not prefix, strict=True)
    if territory is not None:
        words = f"{prefix} {territory.words}".strip()
        return Scope(territory.end, words, territory.complete, territory.level, territory.inner)
    return Scope(at, prefix, bool(prefix), "country" if prefix else head.level)


def _scope(line: Line, index: int, head: Head) -> Scope | None:
    """What follows a head by its ``scope``; None where the head alone is no name."""
    kind = head.scope
    foreign = abroad(line, index, head)
    if foreign is not None:
        return foreign
    if kind == "mission":
        return mission(line, index) or Scope(index, "", False, head.level)
    if kind in _ALONE:
        return Scope(index, "", True, head.level)
    if kind == "number":
        token = line.token(index)
        if token is None or not (token.is_number or token.capital):
            return None
        return Scope(index + 1, token.text, True, None)
    if kind == "place":
        found = territory_of(line, index, head, bare=True)
        if found is None and (more := _more_fields(line, index, head)) is not None:
            return more
        return shortened(head, found) if found is not None else Scope(index, "", False, head.level)
    if kind in ("body", "bodyonly", "front"):
        found = _behind(line, index, head, body=kind != "front")
        if found.end == index and head.head == "Văn phòng":
            return _with_field(line, index, head)
        return None if kind == "bodyonly" and found.end == index else found
    if kind in ("central", "party"):
        return _national(line, index, kind)
    if kind in ("field", "ministry"):
        return _with_field(line, index, head)
    if line.key(index) in line.lexicon.uses["this"]:
        return Scope(index, "", False, head.level)
    if kind == "foreign" and (inner := _body(line, index)) is not None:
        return inner
    name, end = free_name(line, index, namesake=head.kind in _NAMESAKES)
    if (whole := anchored(line, index, head, name, end)) is not None:
        return whole
    if not name and head.kind in _TOWNS:
        behind = _behind(line, index, head, body=False)
        if behind.end > index and behind.level not in (None, "country"):
            return behind
    if not name or (end == index + 1 and " " not in head.head and not name.isupper()):
        return Scope(index, "", False, head.level) if head.cap else None
    behind = _behind(line, end, head, body=False)
    proper = (
        behind.complete
        or (" " in name and name.casefold().endswith(NATIONAL))
        or (behind.end == end and any(t.capital or t.is_number for t in line.tokens[index:end]))
    )
    return Scope(behind.end, f"{name} {behind.words}".strip(), proper, behind.level, behind.inner)


def _more_fields(line: Line, index: int, head: Head) -> Scope | None:
    """Further fields behind a dash that go on the name of a body with one in its head: "Trung tâm Xúc tiến đầu tư - Du lịch"."""
    if head.kind not in _FIELDED or line.key(index) not in ("-", "–") or not line.capital(index + 1) or line.opens(index + 1):
        return None
    name, end = field_end(line, index + 1)
    if not name or line.lexicon.fields.longest(line.tokens, index + 1) is None:
        return None
    territory = territory_of(line, end, head, bare=True)
    words = f"{line.key(index)} {name}"
    if territory is None:
        return Scope(end, words, False, head.level)
    return Scope(territory.end, f"{words} {territory.words}", territory.complete, territory.level, territory.inner)


def _known(line: Line, index: int, name: str) -> bool:
    """Whether one word alone can be a field: "Sở Y" is none, "Cục Thuế" is."""
    return name.isupper() or line.lexicon.fields.longest(line.tokens, index) is not None


def _national(line: Line, index: int, kind: str) -> Scope:
    """Behind "Ban Chấp hành Trung ương" the association it is of, behind "Ban Bí thư" the words Trung ương Đảng."""
    if kind == "party":
        central = central_end(line, index)
        found = central is not None and line.key(central) == "đảng"
        return (
            Scope(central + 1, "Trung ương Đảng", True, "country")
            if found and central is not None
            else Scope(index, "", True, "country")
        )
    inner = _body(line, index) if line.key(index) in ("hội", "đoàn", "mặt", "liên", "hiệp") else None
    if inner is not None:
        return Scope(inner.end, inner.words, True, "country", inner.inner)
    return Scope(index, "Đảng", True, "country")


def _numbered(line: Line, index: int) -> bool:
    """Whether a body is known by a number ("Ban Chỉ đạo 35 huyện Mẫu"), which counts nothing: a territory follows it."""
    token = line.token(index)
    return token is not None and token.text.isdigit() and len(token.text) <= 3 and _territory_at(line, index + 1)


def _territory_at(line: Line, index: int) -> bool:
    """Whether a territory or its level word stands there."""
    return line.lexicon.levels.longest(line.tokens, index) is not None or read_place(line, index) is not None


def _acting(line: Line, index: int) -> bool:
    """Whether a verb in small letters that is also a field stands behind a head: "Sở tổ chức lễ"."""
    verb = line.lexicon.verbs.longest(line.tokens, index) if not line.capital(index) else None
    field = line.lexicon.fields.longest(line.tokens, index) if verb is not None else None
    return verb is not None and (field is None or field[0] <= verb[0])


def _with_field(line: Line, index: int, head: Head) -> Scope | None:
    if line.key(index) in line.lexicon.uses["this"]:
        return Scope(index, "", False, head.level)
    if head.head in _DEPARTMENTS and _acting(line, index):
        return Scope(index, "", False, head.level)
    if head.head == "Bộ":
        name, end = ministry_field(line, index)
    else:
        name, end = field_end(line, index, goes_on=head.head not in _DEPARTMENTS)
    if name and line.key(end) == "số" and line.key(end + 1).isdigit() and line.key(end + 2) not in ("/", "-"):
        name, end = f"{name} {line.words(end, end + 2)}", end + 2
    if (whole := anchored(line, index, head, name, end)) is not None:
        return whole
    short = " " not in head.head and (end == index + 1 or (head.head == "Vụ" and end < index + 3))
    if not name and head.scope == "field" and _numbered(line, index):
        name, end = line.words(index, index + 1), index + 1
    elif name and short and not _known(line, index, name):
        name, end = "", index
    if not name and head.scope == "ministry":
        return None
    if not name:
        behind = _behind(line, index, head, body=False)
        if behind.end > index and behind.complete and behind.level != "country":
            return behind
        return Scope(index, "", False, head.level)
    if head.scope == "ministry":
        country = read_place(line, end)
        abroad = country is not None and country.value.level == "country" and country.value.name != "Việt Nam"
        if country is not None and abroad:
            return Scope(country.end, f"{name} {country.full}", True, "country")
        return Scope(end, name, True, "country")
    at = end + 1 if head.head == "Phòng" and line.key(end) == "thuộc" else end
    behind = _behind(line, at, head, body=True)
    if behind.end == at:
        behind = replace(behind, end=end)
    complete = behind.complete or (behind.end == end and head.level in (None, "country", "province"))
    level = behind.level if behind.end > end else head.level
    return Scope(behind.end, f"{name} {behind.words}".strip(), complete, level, behind.inner)


def _acronym(line: Line, index: int) -> OrgRead | None:
    """The body of an abbreviation that the article has introduced, with the territory behind it where it lacks one."""
    value = line.acronyms.get(line.tokens[index].text)
    if value is None:
        return None
    if value.complete or value.kind is None:
        return OrgRead(index, index + 1, value)
    head = Head(value.head, value.kind, None, "front", False)
    scope = territory_of(line, index + 1, head, bare=False)
    if scope is None or not scope.words:
        return OrgRead(index, index + 1, value)
    name = f"{value.name} {scope.words}"
    return OrgRead(
        index, scope.end, replace(value, name=name, level=org_level(scope.level), complete=scope.complete), scope.inner
    )


def _abbreviated(line: Line, index: int, head: Head) -> None:
    """Note the abbreviation in brackets between a head and its territory: "Hội Nông dân (HND) xã Mẫu"."""
    short = line.tokens[index + 1].text if line.key(index) == "(" and line.key(index + 2) == ")" else ""
    if not (short.isupper() and 2 <= len(short) <= 8) or line.lexicon.heads.longest(line.tokens, index + 1) is not None:
        return
    initials = iter([word[0].upper() for word in head.head.split()])
    if short[0] == head.head[0] and all(letter in initials for letter in short):
        line.acronyms.setdefault(short, OrgName(head.head, head.head, head.kind, None, False))


def _introduced(line: Line, end: int, value: OrgName) -> None:
    """Note the abbreviation in brackets behind a body's name."""
    token = line.token(end + 1)
    if line.key(end) == "(" and token is not None and line.key(end + 2) == ")" and token.text.isupper() and len(token.text) >= 2:
        line.acronyms.setdefault(token.text, value)


def _past_bracket(line: Line, index: int, head: Head) -> Scope | None:
    """What follows a head behind its abbreviation in brackets ("Ủy ban nhân dân (UBND) tỉnh K") or its term ("khóa X tỉnh K")."""
    after = bracketed(line, index) or termed(line, index)
    if after is None or head.scope not in _TERRITORIAL:
        return None
    found = _scope(line, after, head)
    return found if found is not None and found.end > after else None


def read_org(line: Line, index: int, virtual: str | None = None) -> OrgRead | None:
    """The body whose name begins at a token, or None."""
    if not line.start <= index < line.stop:
        return None
    if virtual is None:
        known = _acronym(line, index)
        if known is not None:
            return known
    found = read_head(line, index, virtual)
    if found is None:
        return None
    after, head = found
    if virtual is None and head.cap and not line.tokens[index].capital and not small_head(line, index, after, head):
        return None
    if virtual is None and head.scope in _TERRITORIAL:
        _abbreviated(line, after, head)
    scope = _past_bracket(line, after, head) or _scope(line, after, head)
    if scope is None:
        return None
    name = f"{head.head} {scope.words}".strip()
    value = OrgName(name, head.head, head.kind, org_level(scope.level), scope.complete)
    if virtual is None and scope.complete:
        _introduced(line, scope.end, value)
    return OrgRead(index, scope.end, value, scope.inner)
