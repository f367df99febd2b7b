"""Titles of posts: a role with the body it is held in, one title of a stack.

``Trưởng Ban Tổ chức Thành ủy`` is the role Trưởng ban of Ban Tổ chức Thành ủy; ``Thành ủy viên`` is Ủy viên of Thành ủy;
``Thủ tướng`` is of Chính phủ by itself; ``Chủ tịch Hà Nội`` stands for the chair of the People's Committee.
"""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.vi.line import Line
from bienban.lang.vi.orgs import read_org
from bienban.lang.vi.postbodies import CENTRAL_COMMITTEES, body_of, country_at, named
from bienban.model.facts import PostStatus
from bienban.model.mention import Mention, PostTitle

__all__ = ["TitleRead", "read_seat", "read_title"]

_MODIFIERS = {
    "thường trực": "Thường trực",
    "thường trưc": "Thường trực",
    "phụ trách": "phụ trách",
    "chuyên trách": "chuyên trách",
    "thứ nhất": "thứ nhất",
}
_STANDING = frozenset({"Phó Bí thư", "Phó Chủ tịch", "Phó Trưởng ban", "Phó Chủ nhiệm"})
_OF_STATE = frozenset({"Chủ tịch", "Phó Chủ tịch", "Tổng thống", "Phó Tổng thống"})
_JOINING = frozenset({"tham gia", "bầu vào", "cử vào", "bổ sung vào"})
_ELECTING = frozenset({"bầu", "cử", "bổ", "định"})  # bổ sung, chỉ định
_FAR = 30
_COMMITTEES = frozenset({"party-committee", "party-standing-committee", "mass-organization", "front"})


@dataclass(frozen=True, slots=True)
class TitleRead:
    """A title at the tokens ``start`` to ``end``, with the mentions inside it."""

    start: int
    end: int
    value: PostTitle
    inner: tuple[Mention, ...]


def _modified(line: Line, end: int, role: str) -> tuple[int, str]:
    """The role with a word such as "Thường trực" behind it."""
    if role in _STANDING and line.token(end) is not None and line.tokens[end].text == "TT":
        return end + 1, f"{role} Thường trực"
    pair = f"{line.key(end)} {line.key(end + 1)}"
    word = _MODIFIERS.get(pair if pair != "thường trưc" else "thường trực")
    if (
        word is None
        or word.casefold() in role.casefold()
        or (pair == "thường trực" and line.key(end + 2) == "ban" and role == "Ủy viên")
    ):
        return end, role
    return end + 2, f"{role} {word}"


def _status(line: Line, start: int) -> tuple[PostStatus, bool]:
    before = line.key(start - 1)
    if before in line.lexicon.uses["former"] and not (before == "nguyên" and line.key(start - 2) == "tây"):
        return "former", True
    return "current", False


def _acting(line: Line, index: int) -> bool:
    """Whether "quyền" (acting) stands before a title, not the end of "ủy quyền" or "thẩm quyền"."""
    return line.key(index - 1) == "quyền" and (
        line.tokens[index - 1].text == "Quyền" or line.key(index - 2) not in line.lexicon.uses["right"]
    )


def _delegate(line: Line, index: int, end: int) -> bool:
    """Whether "đại biểu" stands before the name of one delegate."""
    return (
        line.capital(end)
        and line.key(end) in line.lexicon.families
        and line.key(index - 1) not in ("các", "những", "nhiều", "nữ")
    )


def read_title(line: Line, index: int) -> TitleRead | None:
    """The title that begins at a token, or None."""
    found = line.lexicon.roles.longest(line.tokens, index)
    if found is None or found[0] > line.stop:
        return None
    end, role = found
    if role.role == "Chủ tịch" and line.key(end) == "hồ" and line.key(end + 1) == "chí":
        return None
    if role.shape == "delegate" and not _delegate(line, index, end):
        return None
    if line.key(index) == "quyền" and line.key(index - 1) in line.lexicon.uses["right"]:
        return None
    if line.tokens[index].text == "vụ" and line.key(index - 1) == "chức":
        return None
    if role.shape == "embassy" and line.key(end) == "quán":
        return None
    if role.role == "Thường trực" and line.key(index - 1) == "của":
        return None
    end, name = _modified(line, end, role.role)
    org, after, inner = body_of(line, end, role)
    if role.org == "-" and after > end and (state := country_at(line, end)) is not None and state.value.name != "Việt Nam":
        name = f"{name} {state.full}"
    if role.shape == "headed" and org is None:
        return None
    country = (
        country_at(line, after) if org is None and role.shape in ("foreign", "plain") and role.role not in ("Bí thư",) else None
    )
    if country is not None:
        after = country.end
        name = f"{name} {country.full}" if name in _OF_STATE and country.value.name != "Việt Nam" else name
    if role.shape == "within" and org is not None and org.name in CENTRAL_COMMITTEES:
        name = "Ủy viên Thường vụ"
    status, former = _status(line, index)
    if _acting(line, index) and not name.startswith("Quyền"):
        name = f"Quyền {name}"
    return TitleRead(index, after, PostTitle(name, org, status, former), inner)


def read_seat(line: Line, index: int) -> TitleRead | None:
    """A seat that someone joins: "bầu vào Ban Chấp hành …", "tham gia Ban Thường vụ"; the title is the committee's name."""
    before = line.key(index - 1)
    if before not in ("gia", "vào", ","):
        return None
    person = before == "vào" and (line.capital(index - 2) or _elected(line, index - 1))
    if (
        not person
        and f"{line.key(index - 2)} {before}" not in _JOINING
        and not (line.key(index - 1) == "," and _joined(line, index - 2))
    ):
        return None
    org = read_org(line, index)
    if org is None or org.value.kind not in _COMMITTEES or not org.value.head.startswith(("Ban", "Bộ Chính trị")):
        return None
    value, after, inner = named(line, org)
    return TitleRead(index, after, PostTitle("Ủy viên", value), inner)


def _elected(line: Line, index: int) -> bool:
    """Whether those who are put into something are elected or named: "bầu bổ sung ông A, chức vụ, vào Ban Thường vụ"."""
    start = max(line.start, index - _FAR)
    return any(line.key(i) in _ELECTING and f"{line.key(i)} {line.key(i + 1)}" != "bầu cử" for i in range(start, index))


def _joined(line: Line, index: int) -> bool:
    """Whether a committee that someone joins ends at the token: the list goes on ("tham gia Ban Chấp hành, Ban Thường vụ")."""
    start = max(line.start, index - 12)
    return any(
        f"{line.key(i)} {line.key(i + 1)}" in _JOINING or (line.key(i + 1) == "vào" and line.capital(i))
        for i in range(start, index)
    )
