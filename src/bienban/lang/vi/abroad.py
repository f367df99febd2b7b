"""Bodies of other countries: their parties' organs, governments and parliaments, and the missions that countries send.

``Bộ Chính trị Đảng Lao động Triều Tiên``, ``Chính phủ Lào``, ``Đại sứ quán Việt Nam tại Lào``. Of Việt Nam's own the shortest
name is kept: ``Ban Chấp hành Trung ương Đảng Cộng sản Việt Nam`` is Ban Chấp hành Trung ương Đảng.
"""

from __future__ import annotations

from dataclasses import replace

from bienban.lang.vi.line import Line
from bienban.lang.vi.naming import Head
from bienban.lang.vi.places import PlaceRead, read_place
from bienban.lang.vi.scopes import Scope
from bienban.model.mention import Mention, PlaceName

__all__ = ["abroad", "country_of", "foreign_party", "mission", "short_country"]

_HOME = "Việt Nam"
_STATE = frozenset({"Chính phủ", "Quốc hội", "Bộ Quốc phòng", "Bộ Công an"})
_PARTY = frozenset(
    {
        "Bộ Chính trị",
        "Ban Bí thư",
        "Thường trực Ban Bí thư",
        "Ban Chấp hành Trung ương",
        "Ban Chấp hành Trung ương Đảng",
        "Trung ương Đảng",
    }
)
_SHORT = frozenset({"Anh", "Đức"})
_YOUTH = (("tncs",), ("thanh", "niên", "cộng", "sản"), ("thanh", "niên", "nhân", "dân", "cách", "mạng"))
_FORMS = (
    ("cộng", "hòa", "dân", "chủ", "nhân", "dân"),
    ("cộng", "hòa"),
    ("cộng", "hoà"),
    ("vương", "quốc"),
    ("hợp", "chúng", "quốc"),
    ("hợp", "chủng", "quốc"),
    ("liên", "bang"),
    ("chdcnd",),
)


def country_of(line: Line, index: int) -> PlaceRead | None:
    """The country named at the index, with the form of its state where one is printed before it."""
    known = _plain(line, index)
    if known is not None:
        return known
    for form in _FORMS:
        end = index + len(form)
        if tuple(line.key(i) for i in range(index, end)) == form and line.capital(index):
            found = _plain(line, end) or short_country(line, end)
            return None if found is None else PlaceRead(index, found.end, found.value, f"{line.words(index, end)} {found.full}")
    return None


def short_country(line: Line, index: int) -> PlaceRead | None:
    """A country whose one syllable is also another word ("Anh", "Đức"): to be asked for only where a country must stand."""
    token = line.token(index)
    if token is None or token.text not in _SHORT:
        return None
    return PlaceRead(index, index + 1, PlaceName(token.text, "country", None), token.text)


def _plain(line: Line, index: int) -> PlaceRead | None:
    found = read_place(line, index) if line.capital(index) else None
    return found if found is not None and found.value.level == "country" else None


def _party(line: Line, index: int) -> Scope | None:
    """A country's party at the index: its name without the word Đảng where the head has that word."""
    at = index + 1 if line.key(index) == "đảng" else index
    known = line.lexicon.heads.longest(line.tokens, at - 1)
    if line.key(at - 1) != "đảng" or known is None or known[1].kind != "party-organization" or known[0] <= at:
        return None
    end, head = known
    country = None if head.scope == "fixed" else country_of(line, end)
    if head.scope != "fixed" and country is None:
        return None
    stop = end if country is None else country.end
    if head.head.endswith(_HOME) or (country is not None and country.value.name == _HOME):
        return Scope(stop, "", True, "country")
    words = line.words(index, stop) if at == index else head.head + ("" if country is None else f" {country.full}")
    return Scope(stop, words, True, "country")


def foreign_party(line: Line, index: int) -> Scope | None:
    """Another country's party behind "Trung ương": the scope "Trung ương Đảng … Lào"."""
    found = _party(line, index)
    if found is None or not found.words:
        return None
    words = found.words if found.words.startswith("Đảng") else f"Đảng {found.words}"
    return replace(found, words=f"Trung ương {words}")


def _youth(line: Line, index: int) -> Scope | None:
    """Another country's youth organization behind "Trung ương Đoàn": "Thanh niên Cộng sản …", "TNCS …"."""
    form = next((f for f in _YOUTH if tuple(line.key(i) for i in range(index, index + len(f))) == f), None)
    country = None if form is None else country_of(line, index + len(form))
    if form is None or country is None or country.value.name == _HOME:
        return None
    return Scope(
        country.end,
        f"{'Thanh niên Nhân dân Cách mạng' if 'cách' in form else 'Thanh niên Cộng sản'} {country.full}",
        True,
        "country",
    )


def abroad(line: Line, index: int, head: Head) -> Scope | None:
    """What makes a national body another country's, behind its head."""
    if head.head in _PARTY:
        central = (line.key(index), line.key(index + 1)) == ("trung", "ương")
        found = _party(line, index + 2 if central else index)
        return replace(found, words=f"Trung ương {found.words}") if central and found is not None and found.words else found
    if head.head.endswith("Trung ương Đoàn"):
        return _youth(line, index)
    country = country_of(line, index) if head.head in _STATE else None
    if country is None:
        return None
    paired = line.key(country.end) in ("-", "–") and _plain(line, country.end + 1) is not None
    if country.value.name == _HOME or paired:
        return None
    return Scope(country.end, country.full, True, "country")


def mission(line: Line, index: int) -> Scope | None:
    """The country that sends a mission and where it is: "Đại sứ quán A tại B"."""
    sender = country_of(line, index)
    if sender is None:
        return None
    host = (country_of(line, sender.end + 1) or read_place(line, sender.end + 1)) if line.key(sender.end) == "tại" else None
    if host is None:
        return Scope(sender.end, sender.full, True, "country")
    inner = (Mention(line.span(host.start, host.end), host.value, "place.scope", 0.9),)
    return Scope(host.end, f"{sender.full} tại {host.full}", True, "country", inner)
