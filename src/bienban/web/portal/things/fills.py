"""What is filled in for the facts of each kind of section."""

from __future__ import annotations

from bienban.web.portal.known import HOLDS, Fill

__all__ = ["ATTENDED", "AWARDS", "FIGURES", "HOLDERS", "OCCASIONS", "PAPERS", "PARTICIPANTS", "POSTS", "STATEMENTS", "named"]

_POST = (
    Fill("status", "fact", "bb:membershipStatus"),
    Fill("role", "fact", "org:role"),
    Fill("roleLabel", "role"),
    Fill("start", "fact", "schema:startDate"),
    Fill("end", "fact", "schema:endDate"),
)
POSTS = (*_POST, Fill("org", "fact", "org:organization"), Fill("orgLabel", "org"))
HOLDERS = (*_POST, Fill("person", "fact", "org:member"), Fill("personLabel", "person"))

_EVENT = ("type", "dcterms:type"), ("until", "schema:endDate"), ("place", "schema:location")
_CAPACITY = (
    Fill("held", "fact", "bb:capacity", each=True),
    Fill("post", "held", "bb:post"),
    Fill("posts", "post"),
)
OCCASIONS = (Fill("factLabel", "fact"), *(Fill(name, "fact", prop) for name, prop in _EVENT), Fill("placeLabel", "place"))
ATTENDED = (
    Fill("part", "fact", "cv:role"),
    Fill("eventLabel", "event"),
    *(Fill(name, "event", prop) for name, prop in _EVENT),
    Fill("placeLabel", "place"),
    *_CAPACITY,
)
PARTICIPANTS = (
    Fill("part", "fact", "cv:role"),
    Fill("who", "fact", "cv:hasParticipant"),
    Fill("whoLabel", "who"),
    Fill("whoHolds", "who", HOLDS),
    Fill("members", "who", "bb:memberCount"),
    *_CAPACITY,
)
STATEMENTS = (
    Fill("kind", "fact", "bb:statementKind"),
    Fill("words", "fact", "schema:text"),
    Fill("speaker", "fact", "bb:speaker"),
    Fill("speakerLabel", "speaker"),
    Fill("speakerHolds", "speaker", HOLDS),
    Fill("event", "fact", "bb:occasion"),
    Fill("eventLabel", "event"),
    Fill("type", "event", "dcterms:type"),
)
AWARDS = (
    Fill("factLabel", "fact"),
    Fill("type", "fact", "bb:awardType"),
    Fill("year", "fact", "bb:meritEnd"),
    Fill("citation", "fact", "bb:citation"),
    Fill("conferrerName", "fact", "bb:conferrerName"),
    Fill("recipient", "fact", "bb:recipient", each=True),
    Fill("recipientLabel", "recipient"),
    Fill("recipientHolds", "recipient", HOLDS),
    Fill("conferrer", "fact", "bb:conferrer", each=True),
    Fill("conferrerLabel", "conferrer"),
    Fill("conferrerHolds", "conferrer", HOLDS),
)
PAPERS = (
    Fill("factLabel", "fact"),
    Fill("type", "fact", "dcterms:type"),
    Fill("number", "fact", "dcterms:identifier"),
    Fill("date", "fact", "dcterms:issued"),
)
FIGURES = (
    Fill("indicator", "fact", "bb:indicator"),
    Fill("indicatorLabel", "indicator"),
    Fill("unit", "fact", "sdmx-a:unitMeasure"),
    Fill("unitLabel", "unit"),
    Fill("period", "fact", "sdmx-d:refPeriod bb:periodText"),
    Fill("actual", "fact", "bb:actualValue"),
    Fill("target", "fact", "bb:targetValue"),
    Fill("attainment", "fact", "bb:attainmentPercent"),
    Fill("growth", "fact", "bb:growthPercent"),
    Fill("share", "fact", "bb:sharePercent"),
    Fill("stated", "fact", "bb:statedPercent"),
    Fill("note", "fact", "bb:correctionNote"),
    Fill("area", "fact", "sdmx-d:refArea"),
    Fill("areaLabel", "area"),
)


def named(variable: str) -> tuple[Fill, ...]:
    """A thing with its name, and whether it holds a post."""
    return Fill(f"{variable}Label", variable), Fill(f"{variable}Holds", variable, HOLDS)
