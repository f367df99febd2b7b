"""Who issued a document: the words after it ("của Bộ Chính trị"), its number's suffix, the congress or plenum in its name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from bienban.lang.tokens import Tokens, Trie, tokenize
from bienban.lang.vi.document_adoption import (
    adopting_body,
    in_place_of,
    next_of_list,
    passed_law,
    past_details,
    previous_of_list,
    subject_end,
)
from bienban.lang.vi.document_numbers import suffix_of
from bienban.lang.vi.document_signatures import before_bracket, local_body, signing_body
from bienban.lang.vi.lexicon import table
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Key
from bienban.model.mention import DocumentName, Mention, OrgName, PostTitle
from bienban.model.span import Span
from bienban.text import match_key

__all__ = ["Issuer", "issuer_of"]

_CENTRAL = "Ban Chấp hành Trung ương Đảng"
# How far before a resolution a plenum may be said to adopt it.
_PLENUM = 400
_ISSUING = frozenset({"thông", "hành", "phát", "ký", "duyệt", "bố"})
# Rules whose designations may name the issuer inside.
_ISSUED_WITHIN = frozenset({"document.topic", "document.title", "document.findings", "document.report"})
# Kinds that one signs alone, for the body of his post.
_SIGNED = frozenset({"decision", "plan", "directive", "circular", "other"})
_LEVELS = frozenset({"tỉnh", "thành", "phố", "tp", "huyện", "quận", "thị", "xã", "phường", "trấn", "khối"})


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer in words, its key where the article has it as an organization, and whether it is of the Party."""

    name: str
    key: Key | None = None
    party: bool | None = None


@lru_cache(maxsize=1)
def _issuers() -> Trie[Issuer]:
    rows = table("issuers")
    return Trie((row.need("form"), Issuer(row.need("name"), None, row.get("party") == "yes")) for row in rows)


@lru_cache(maxsize=1)
def _party_by_name() -> dict[str, bool]:
    return {match_key(row.need("name")): row.get("party") == "yes" for row in table("issuers")}


def _key(tokens: Tokens, index: int) -> str:
    return tokens[index].key if 0 <= index < len(tokens) else ""


def issuer_of(scan: Scan, entities: Entities, mention: Mention) -> Issuer | None:
    """The issuer that the text settles for one mention of a document, or None."""
    value = mention.value
    if not isinstance(value, DocumentName):
        return None
    if mention.rule == "document.plenum":
        return _keyed(entities, Issuer(_CENTRAL, None, True))
    if mention.rule == "document.congress":
        return _congress(scan, entities, mention, value.name)
    said = _after(scan, entities, mention) or _within(scan, entities, mention) or _issuing(scan, entities, mention)
    said = said or _beside(scan, entities, mention, value)
    if said is not None:
        return said
    suffix = None if value.number is None else suffix_of(value.number)
    if suffix is not None and suffix.issuer is not None:
        return _keyed(entities, Issuer(suffix.issuer, None, suffix.party))
    following = next_of_list(scan, mention)
    listed = None if following is None else _after(scan, entities, following)
    if listed is None and (earlier := previous_of_list(scan, mention)) is not None:
        listed = issuer_of(scan, entities, earlier)
    return listed or _adopting(scan, entities, mention, value)


def _beside(scan: Scan, entities: Entities, mention: Mention, value: DocumentName) -> Issuer | None:
    """The body before the bracket that cites the document, that of whoever signs it, or the one that its number abbreviates."""
    body = before_bracket(scan, mention)
    if body is None and value.kind in _SIGNED and (signing := signing_body(scan, mention)) is not None:
        return _organization(scan, entities, replace(mention, value=signing), signing)
    if body is None and value.number is not None:
        body = local_body(scan, entities, mention, value.number)
    if body is None or not isinstance(body.value, OrgName):
        return None
    return _organization(scan, entities, body, body.value)


def _keyed(entities: Entities, issuer: Issuer) -> Issuer:
    """The issuer with the key of the organization of that name, where the article has one."""
    wanted = match_key(issuer.name)
    key = next((o.key for o in entities.organizations if match_key(o.name) == wanted), None)
    return Issuer(issuer.name, key, issuer.party)


def _congress(scan: Scan, entities: Entities, mention: Mention, name: str) -> Issuer | None:
    """The congress that a resolution is of, without its term: "Đại hội Đảng bộ xã X lần thứ IX"."""
    start = match_key(name).find("đại hội")
    words = name[start:] if start >= 0 else ""
    cut = match_key(words).find("nhiệm kỳ")
    words = (words[:cut] if cut > 0 else words).strip(" ,(-–")
    for body in scan.within(mention.span, OrgName):
        printed = body.span.of(scan.text)
        full = next((o.name for o in entities.organizations if o.key == entities.keys.get(body)), printed)
        if len(full) > len(printed) and full not in words:
            words = words.replace(printed, full, 1)
            break
    return Issuer(words, None, "đảng" in match_key(words)) if len(words.split()) > 2 else None


def _after(scan: Scan, entities: Entities, mention: Mention) -> Issuer | None:
    """The issuer named after the document, past its date: "Quyết định số 32 ngày 11/4 của UBND tỉnh"."""
    tokens = scan.tokens
    at = past_details(scan, tokens.at(mention.span.end))
    while _key(tokens, at) in ("đã", "vừa", "mới", "sẽ") and _key(tokens, at + 1) in ("được", "đã", "mới"):
        at += 1
    if _key(tokens, at) not in ("của", "do", "được"):
        return None
    passed = None if _key(tokens, at) != "được" else {t.key for t in tokens[at + 2 : at + 12]}
    if passed is not None and not passed & _ISSUING:
        return None
    return _issuer_at(scan, entities, at + 1)


def _within(scan: Scan, entities: Entities, mention: Mention) -> Issuer | None:
    """The issuer inside a designation, between its head and its topic: "Nghị quyết của Quốc hội về …"."""
    tokens = scan.tokens
    if mention.rule not in _ISSUED_WITHIN:
        return None
    end = tokens.at(mention.span.end)
    for at in range(tokens.at(mention.span.start), end):
        if tokens[at].key in ("về", "quy"):
            break
        if tokens[at].key == "của":
            issuer = _issuer_at(scan, entities, at + 1)
            return _joint(scan, entities, at + 1, issuer) if _key(tokens, at - 1) == "tịch" else issuer
    return None


def _joint(scan: Scan, entities: Entities, at: int, first: Issuer | None) -> Issuer | None:
    """The issuers of a joint document (liên tịch) as one name: "Ủy ban Thường vụ Quốc hội, Chính phủ, …"."""
    tokens, names = scan.tokens, [] if first is None else [first.name]
    end = scan.sentence_at(tokens[at].start).span.end
    while names and at + 1 < len(tokens) and tokens[at].start < end and len(names) < 5:
        at += 1
        if tokens[at].key not in (",", "và"):
            if tokens[at].key in ("quy", "về"):
                break
            continue
        issuer = _issuer_at(scan, entities, at + 1)
        names += [issuer.name] if issuer is not None else []
    return first if first is None or len(names) < 2 else Issuer(", ".join(names), None, first.party)


def _issuing(scan: Scan, entities: Entities, mention: Mention) -> Issuer | None:
    """The subject of "ban hành", "ký", "thông qua" before the document in its sentence: "Chính phủ vừa ban hành Nghị định …"."""
    end = subject_end(scan, mention)
    if end is None:
        return None
    for found in scan.within(Span(max(0, end - 120), end), OrgName):
        if (found.span.end == end or in_place_of(scan, found.span.end, end)) and isinstance(found.value, OrgName):
            return _organization(scan, entities, found, found.value)
    tokens = scan.tokens
    after = tokens.at(end - 1) + 1
    for at in range(max(0, after - 5), after):
        office = _issuers().longest(tokens, at)
        if office is not None and office[0] == after:
            return _keyed(entities, office[1])
    return None


def _adopting(scan: Scan, entities: Entities, mention: Mention, value: DocumentName) -> Issuer | None:
    """The body that adopts a law or an unnumbered resolution: "Ban Chấp hành Trung ương Đảng đã thông qua … Nghị quyết về …"."""
    if value.kind == "law" and not value.name.startswith("Pháp lệnh") and passed_law(scan, mention):
        return _keyed(entities, Issuer("Quốc hội", None, False))
    if value.kind != "resolution" or value.number is not None:
        return None
    if "Hội nghị Trung ương" in scan.text[max(0, mention.span.start - _PLENUM) : mention.span.start]:
        return _keyed(entities, Issuer(_CENTRAL, None, True))
    body = adopting_body(scan, entities, mention)
    if body is None or not isinstance(body.value, OrgName):
        return None
    return _organization(scan, entities, body, body.value)


def _issuer_at(scan: Scan, entities: Entities, at: int) -> Issuer | None:
    tokens = scan.tokens
    if at >= len(tokens):
        return None
    start = tokens[at].start
    for mention in scan.within(Span(start, start + 160), OrgName):
        if mention.span.start == start and isinstance(mention.value, OrgName):
            return _organization(scan, entities, mention, mention.value)
    found = _issuers().longest(tokens, at)
    if found is None:
        return _holder_at(scan, entities, start)
    after, issuer = found
    where = _territory(scan, after)
    holder = None if where or issuer.party else _holder_at(scan, entities, start)
    if holder is not None and holder.name.startswith(f"{issuer.name} "):
        return holder  # "của Chủ tịch UBND tỉnh": the article's province
    return _keyed(entities, Issuer(issuer.name + where, None, issuer.party))


def _in_full(scan: Scan, entities: Entities, title: Mention, org: OrgName) -> str:
    """The name of a title's body with its territory, where the article settles it: "UBND tỉnh" is of its province."""
    inside = (
        entities.keys.get(m)
        for m in scan.within(title.span, OrgName)
        if isinstance(m.value, OrgName) and m.value.name == org.name
    )
    key = None if org.complete else next((k for k in inside if k is not None), None)
    return next((o.name for o in entities.organizations if key is not None and o.key == key), org.name)


def _holder_at(scan: Scan, entities: Entities, start: int) -> Issuer | None:
    """The office that issues in its own name: "của Chủ tịch UBND tỉnh X"."""
    for mention in scan.within(Span(start, start + 160), PostTitle):
        value = mention.value
        if mention.span.start == start and isinstance(value, PostTitle) and value.org is not None:
            party = value.org.kind is not None and value.org.kind.startswith("party")
            return Issuer(f"{value.role} {_in_full(scan, entities, mention, value.org)}", None, party)
    return None


def _organization(scan: Scan, entities: Entities, mention: Mention, value: OrgName) -> Issuer:
    key = entities.keys.get(mention)
    name = next((o.name for o in entities.organizations if o.key == key), value.name)
    if not value.complete and name == value.name:
        name += _territory(scan, scan.tokens.at(mention.span.end))
    fuller = _issuers().longest(tokenize(name), 0)
    if fuller is not None and fuller[0] == len(tokenize(name)) and len(fuller[1].name) > len(name):
        name = fuller[1].name
    party = _party_by_name().get(match_key(name))
    if party is None:
        party = value.kind is not None and value.kind.startswith("party")
    return Issuer(name, key, party)


def _territory(scan: Scan, at: int) -> str:
    """The place after a local body's name, as printed: " tỉnh X"."""
    tokens, end = scan.tokens, at
    while end < len(tokens) and tokens[end].is_word and (tokens[end].capital or tokens[end].key in _LEVELS):
        if tokens[end].start > tokens[end - 1].end + 1 or end - at > 5:
            break
        end += 1
    while end > at and not tokens[end - 1].capital:
        end -= 1
    return "" if end == at else " " + " ".join(t.text for t in tokens[at:end])
