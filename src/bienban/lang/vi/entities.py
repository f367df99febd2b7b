"""From mentions to persons, places, bodies and posts held: each once per article, with the evidence of all its mentions."""

from __future__ import annotations

from collections.abc import Iterable

from bienban.lang.vi.bylines import byline
from bienban.lang.vi.completion import Completion, completion, full_place
from bienban.lang.vi.holders import Holding, holdings
from bienban.lang.vi.people import People, people, person_key
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Key, Organization, Person, Place, PostHeld
from bienban.model.mention import Mention, OrgName, PersonName, PlaceName, PostTitle
from bienban.model.span import Evidence
from bienban.text import match_key

__all__ = ["resolve"]


def _evidence(mentions: Iterable[Mention], best: float) -> tuple[Evidence, ...]:
    return tuple(Evidence(spans=(m.span,), rule=m.rule, confidence=min(m.confidence, best)) for m in mentions)


def _persons(scan: Scan, found: People) -> tuple[Person, ...]:
    """One person for each full name."""
    mentions: dict[Key, list[Mention]] = {}
    for mention, key in found.keys.items():
        if isinstance(mention.value, PersonName):
            mentions.setdefault(key, []).append(mention)
    return tuple(Person(key=k, name=found.names[k], evidence=_evidence(v, 0.99)) for k, v in mentions.items())


def _places(scan: Scan, known: Completion) -> tuple[tuple[Place, ...], dict[Mention, Key]]:
    """One place for each full name; a level word alone means the article's place of the level."""
    mentions: dict[Key, list[Mention]] = {}
    values: dict[Key, PlaceName] = {}
    keys: dict[Mention, Key] = {}
    for mention in scan.mentions:
        value = mention.value
        if not isinstance(value, PlaceName):
            continue
        meant = value if value.name is not None else known.place(value.head or "")
        if meant is None:
            continue
        key = Key(f"place:{match_key(full_place(meant))}")
        keys[mention] = key
        values.setdefault(key, meant)
        mentions.setdefault(key, []).append(mention)
    places = tuple(
        Place(key=k, name=full_place(values[k]), level=values[k].level, evidence=_evidence(v, 0.97)) for k, v in mentions.items()
    )
    return places, keys


def _org_key(name: str) -> Key:
    return Key(f"org:{match_key(name)}")


class _Bodies:
    """The bodies found so far, by key."""

    def __init__(self) -> None:
        self.values: dict[Key, OrgName] = {}
        self.evidence: dict[Key, list[Evidence]] = {}
        self.printed: dict[Key, dict[str, None]] = {}
        self.keys: dict[Mention, Key] = {}

    def add(self, value: OrgName, mention: Mention, text: str, *, named: bool) -> Key:
        key = _org_key(value.name)
        self.values.setdefault(key, value)
        self.evidence.setdefault(key, []).append(
            Evidence(spans=(mention.span,), rule=mention.rule, confidence=mention.confidence)
        )
        if named:
            self.keys[mention] = key
            self.printed.setdefault(key, {})[" ".join(mention.span.of(text).split())] = None
        return key


def _organizations(scan: Scan, bodies: _Bodies, places: dict[Mention, Key]) -> tuple[Organization, ...]:
    """The bodies as facts: what they are part of and where, by the mentions inside their own."""
    place: dict[Key, Key] = {}
    part: dict[Key, Key] = {}
    for mention, key in bodies.keys.items():
        for inner in scan.within(mention.span, OrgName):
            if inner is not mention and inner.span != mention.span and inner in bodies.keys and bodies.keys[inner] != key:
                part.setdefault(key, bodies.keys[inner])
                break
        for inner in scan.within(mention.span, PlaceName):
            if inner in places:
                place.setdefault(key, places[inner])
    return tuple(
        Organization(
            key=key,
            name=value.name,
            kind=value.kind,
            place=place.get(key),
            part_of=part.get(key),
            printed=tuple(bodies.printed.get(key, ())),
            evidence=tuple(bodies.evidence[key]),
            listed=value.complete,
        )
        for key, value in bodies.values.items()
    )


def _hint(holding: Holding) -> OrgName | None:
    """The body of the next title in the stack that has a complete one."""
    at = holding.stack.index(holding.title)
    for mention in holding.stack[at + 1 :]:
        if isinstance(mention.value, PostTitle) and mention.value.org is not None and mention.value.org.complete:
            return mention.value.org
    return None


def _posts(
    scan: Scan, held: tuple[Holding, ...], bodies: _Bodies, known: Completion
) -> dict[tuple[Key, str, Key | None, str], list[Holding]]:
    found: dict[tuple[Key, str, Key | None, str], list[Holding]] = {}
    for holding in held:
        title = holding.title.value
        if not isinstance(title, PostTitle):
            continue
        org = title.org
        if org is None and title.role not in (
            "Tổng Bí thư",
            "Chủ tịch nước",
            "Phó Chủ tịch nước",
            "Quyền Chủ tịch nước",
            "Bộ trưởng",
        ):
            org = _hint(holding)
        key = None
        if org is not None:
            org = known.org(org, holding.title.span.start, _hint(holding))
            key = bodies.add(org, holding.title, scan.text, named=False)
        elif title.role not in ("Tổng Bí thư", "Chủ tịch nước", "Phó Chủ tịch nước", "Quyền Chủ tịch nước", "Bộ trưởng"):
            continue
        found.setdefault((holding.person, match_key(title.role), key, holding.status), []).append(holding)
    return found


def resolve(scan: Scan) -> Entities:
    """The entities of an article, from the mentions that :func:`bienban.lang.vi.names.read_names` found."""
    author = byline(scan.article, scan.sentences)
    excluded = frozenset({person_key(author[0])} if author is not None else ())
    named = people(scan, excluded)
    outer = [m for m in scan.mentions if isinstance(m.value, OrgName | PostTitle)]
    known = completion(scan, outer)
    places, place_keys = _places(scan, known)
    bodies = _Bodies()
    for mention in scan.mentions:
        if isinstance(mention.value, OrgName):
            bodies.add(known.org(mention.value, mention.span.start), mention, scan.text, named=True)
    held = holdings(scan, named)
    posts, posts_of = [], {}
    for (person, _, org, status), group in _posts(scan, held, bodies, known).items():
        title = group[0].title.value
        assert isinstance(title, PostTitle)  # noqa: S101 -- holdings are of titles
        key = Key(f"post:{person}|{match_key(title.role)}|{org}|{status}")
        evidence = tuple(Evidence(spans=h.spans, rule=h.rule, confidence=h.confidence) for h in group)
        posts.append(
            PostHeld(key=key, person=person, role=title.role, organization=org, status=group[0].status, evidence=evidence)
        )
        for holding in group:
            posts_of[holding.title] = (*posts_of.get(holding.title, ()), key)
    return Entities(
        persons=_persons(scan, named),
        places=places,
        organizations=_organizations(scan, bodies, place_keys),
        posts=tuple(posts),
        keys={**named.keys, **place_keys, **bodies.keys},
        posts_of=posts_of,
    )
