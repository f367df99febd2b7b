"""What a page says in words once more as schema.org JSON-LD, for search engines and whoever else reads that.

A block of data in a page is no script: browsers never run it, so the policy of the pages need not allow it. The template engine
writes it with ``<``, ``>``, ``&`` and ``'`` as escapes of JSON, so nothing in it can end the block.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from bienban.graph import schemes
from bienban.graph.vocab import BASE, concept
from bienban.web.portal.asking import Row
from bienban.web.portal.naming import Naming
from bienban.web.portal.things.heads import Head

__all__ = ["DataFile", "Node", "article", "body", "dataset", "document", "event", "person", "place"]

Node = Mapping[str, object]
"""An object of JSON-LD; what is not known is not in it."""

CONTEXT = "https://schema.org"
MOST_ATTENDEES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file that holds all data: address, media type of what is in it, bytes, SHA-256 in hexadecimal."""

    name: str
    url: str
    media_type: str
    size: int
    digest: str


def _node(kind: str, **said: object) -> Node:
    return {"@type": kind, **{key: value for key, value in said.items() if value not in (None, "", [], ())}}


def _whole(node: Node) -> Node:
    return {"@context": CONTEXT, **node}


def _thing(kind: str, iri: str, naming: Naming, **said: object) -> Node:
    """A thing of the graph, with the address of its page."""
    address = f"{naming.links.base}doc/{quote(iri.removeprefix(BASE))}" if iri.startswith(f"{BASE}id/") else None
    return {"@id": iri, **_node(kind, url=address, **said)}


def _one(values: Sequence[object]) -> object:
    return values[0] if len(values) == 1 else list(values)


@lru_cache(maxsize=1)
def _of_the_state() -> frozenset[str]:
    """The classes of bodies of the State and of its forces."""
    found = {"state-body", "armed-force"}
    every = [c for c in schemes.concepts() if c.scheme == "org-class"]
    while more := {c.code for c in every if c.broader in found} - found:
        found |= more
    return frozenset(concept("org-class", code)[1:-1] for code in found)


def _value(head: Head, *names: str) -> str | None:
    return next((row["value"] for row in head.values(*names)), None)


def _day(head: Head, name: str) -> str | None:
    """A date whose year is known."""
    value = _value(head, name)
    return value if value is not None and value[:1].isdigit() else None


def _linked(head: Head, name: str, kind: str, naming: Naming) -> list[Node]:
    rows = head.values(name)
    return [_thing(kind, row["value"], naming, name=row["valueLabel"]) for row in rows if row.cell("value").is_iri]


def person(head: Head, thing: str, posts: Iterable[Row], naming: Naming) -> Node:
    """A person with the posts held: memberships in bodies, each by its role and time."""
    held = [
        _node(
            "OrganizationRole", roleName=_role(row, naming), startDate=row["start"], endDate=row["end"],
            memberOf=_thing("Organization", row["org"], naming, name=row["orgLabel"]) if row["org"] else None,
        )
        for row in posts
    ]  # fmt: skip
    titles = list(dict.fromkeys(role for row in posts if (role := _role(row, naming)) is not None))
    return _whole(_thing("Person", thing, naming, name=head.name, jobTitle=_one(titles) if titles else None, memberOf=held))


def _role(row: Row, naming: Naming) -> str | None:
    return naming.role(row) if row["role"] else None


def body(head: Head, thing: str, naming: Naming) -> Node:
    """A body with what it belongs to and where it is."""
    kind = _kind_of_body(head)
    return _whole(_thing(
        kind, thing, naming, name=head.name, areaServed=_linked(head, "dcterms:spatial", "Place", naming),
        parentOrganization=_linked(head, "org:subOrganizationOf", "Organization", naming),
    ))  # fmt: skip


def _kind_of_body(head: Head) -> str:
    classes = {row["value"] for row in head.values("org:classification")}
    return "GovernmentOrganization" if classes & _of_the_state() else "Organization"


def event(head: Head, thing: str, people: Iterable[Row], naming: Naming) -> Node:
    """An event with its days, its place and who took part; persons without a post are not named."""
    parts: dict[str, dict[str, Node]] = {"organizer": {}, "performer": {}, "attendee": {}}
    for row in people:
        who, role = row["who"], row["part"].rpartition("/")[2]
        is_person = "/id/person/" in who
        if not who or "#" in who or (is_person and not row.yes("whoHolds")):
            continue
        kind = "Person" if is_person else "Organization"
        way = "organizer" if role == "organizer" else "performer" if role in ("speaker", "presenter", "chair") else "attendee"
        parts[way][who] = _thing(kind, who, naming, name=row["whoLabel"])
    return _whole(_thing(
        "Event", thing, naming, name=head.name[:1].upper() + head.name[1:],
        startDate=_day(head, "schema:startDate"), endDate=_day(head, "schema:endDate"),
        location=_linked(head, "schema:location", "Place", naming),
        superEvent=_linked(head, "schema:superEvent", "Event", naming),
        **{way: list(found.values())[:MOST_ATTENDEES] for way, found in parts.items()},
    ))  # fmt: skip


def article(head: Head, thing: str, naming: Naming) -> Node:
    """An article as it was published; ``url`` is where."""
    names = [row["valueLabel"] for row in head.values("schema:publisher") if row["valueLabel"]]
    publishers = [_node("NewsMediaOrganization", name=name) for name in names]
    byline = _value(head, "bb:byline")
    original = _value(head, "schema:url")
    node = _thing(
        "NewsArticle", thing, naming, headline=head.name, datePublished=_day(head, "schema:datePublished"), inLanguage="vi",
        publisher=publishers, author=None if byline is None else _node("Person", name=byline),
        license=_value(head, "dcterms:license"), about=_linked(head, "schema:about", "Event", naming),
    )  # fmt: skip
    here = node.get("url")
    web = original if original and original.startswith(("http://", "https://")) else None
    return _whole({**node, **({"url": web, "subjectOf": {"@type": "WebPage", "url": here}} if web else {})})


def document(head: Head, thing: str, naming: Naming) -> Node:
    """A document that was issued: legislation where it is a law or regulation."""
    legal = any(row["value"].endswith("#LegalDocument") for row in head.values("rdf:type"))
    number, day = _value(head, "dcterms:identifier"), _day(head, "dcterms:issued")
    issuers = _linked(head, "bb:issuer", "Organization", naming)
    name = head.name[:1].upper() + head.name[1:]
    if legal:
        return _whole(_thing(
            "Legislation", thing, naming, name=name, legislationIdentifier=number, legislationDate=day,
            legislationPassedBy=issuers, inLanguage="vi",
        ))  # fmt: skip
    return _whole(_thing(
        "CreativeWork", thing, naming, name=name, identifier=number, datePublished=day, creator=issuers, inLanguage="vi"
    ))  # fmt: skip


def place(head: Head, thing: str, naming: Naming) -> Node:
    """A place with what it lies in."""
    units = [row for row in head.values("rdf:type") if row["value"].endswith("#AdministrativeUnit")]
    kind = "AdministrativeArea" if units else "Place"
    within = _linked(head, "schema:containedInPlace", "Place", naming)
    return _whole(_thing(kind, thing, naming, name=head.name, containedInPlace=within))


def dataset(naming: Naming, files: Iterable[DataFile], search: str) -> Node:
    """The whole: a dataset with its files, on a site that can be searched at an address with ``{search_term_string}``."""
    base, words = naming.links.base, naming.words
    downloads = [
        _node(
            "DataDownload", name=file.name, contentUrl=file.url, encodingFormat=["application/gzip", file.media_type],
            contentSize=f"{file.size} B", sha256=file.digest,
        )
        for file in files
    ]  # fmt: skip
    endpoint = _node("DataDownload", name="SPARQL", contentUrl=f"{base}sparql", encodingFormat="application/sparql-results+json")
    whole = {
        **_node("Dataset", name=words("site.name"), description=words("site.tagline"), url=base, inLanguage="vi"),
        "@id": f"{base}.well-known/void#dataset",
        "isAccessibleForFree": True,
        "license": f"{base}dumps/#rights",
        "distribution": [*downloads, endpoint],
    }
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search},
        "query-input": "required name=search_term_string",
    }
    site = {**_node("WebSite", name=words("site.name"), url=base, inLanguage=["vi", "en"]), "potentialAction": action}
    return {"@context": CONTEXT, "@graph": [whole, site]}
