"""From mentions to persons, places, bodies and posts held: each once per article, with the evidence of all its mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bienban.lang.vi.bylines import byline
from bienban.lang.vi.completion import Completion, completion, full_place
from bienban.lang.vi.holders import Holding, holdings_of, moved
from bienban.lang.vi.people import People, people, person_key
from bienban.lang.vi.postings import Posting, postings, settled
from bienban.lang.vi.rosters import group_titles, groups_of, roster_of
from bienban.lang.vi.scan import Entities, Scan
from bienban.model.facts import Key, Organization, Person, Place, PostHeld
from bienban.model.mention import Mention, OrgName, PersonName, PlaceName, PostTitle
from bienban.model.span import Evidence
from bienban.text import match_key

__all__ = ["resolve"]


def _evidence(mentions: Iterable[Mention], best: float) -> tuple[Evidence, ...]:
    return tuple(Evidence(spans=(m.span,), rule=m.rule, confidence=min(m.confidence, best)) for m in mentions)


def _persons(found: People) -> tuple[Person, ...]:
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


_DEATH = re.compile(r"[^.;]{0,60}\b(?:qua đời|từ trần|tạ thế|hưởng thọ|trút hơi thở)\b")


def _dead(scan: Scan, named: People) -> frozenset[Key]:
    """Persons whom the article says to have died."""
    found = set()
    for mention, key in named.keys.items():
        if isinstance(mention.value, PersonName) and _DEATH.match(scan.text, mention.span.end):
            found.add(key)
    return frozenset(found)


def _held(scan: Scan, named: People) -> list[Holding]:
    """All titles that the article gives to persons, in the order of the text."""
    held: list[Holding] = []
    for sentence in scan.sentences:
        titles = group_titles(scan, sentence)
        own = list(holdings_of(scan, named, sentence, frozenset(titles)))
        own = [*moved(scan, sentence, own), *groups_of(scan, named, sentence, titles)]
        held.extend(sorted(own, key=lambda h: h.title.span.start))
        held.extend(holding for holding, _ in roster_of(scan, named, sentence))
    return held


def _posts(found: list[Posting], bodies: _Bodies, text: str) -> tuple[tuple[PostHeld, ...], dict[Mention, tuple[Key, ...]]]:
    """One post for each person, role, body and status, with the evidence of all titles that say so."""
    groups: dict[tuple[Key, str, Key | None, str], list[Posting]] = {}
    for posting in found:
        org = None if posting.org is None else bodies.add(posting.org, posting.holding.title, text, named=False)
        groups.setdefault((posting.holding.person, match_key(posting.role), org, posting.status), []).append(posting)
    posts, attested = [], dict[Mention, tuple[Key, ...]]()
    for (person, role, org, status), group in groups.items():
        key = Key(f"post:{person}|{role}|{org}|{status}")
        evidence = tuple(
            Evidence(spans=p.holding.spans, rule=p.holding.rule, confidence=p.holding.confidence) for p in group
        )
        posts.append(
            PostHeld(key=key, person=person, role=group[0].role, organization=org, status=group[0].status, evidence=evidence)
        )
        for posting in group:
            title = posting.holding.title
            attested[title] = (*attested.get(title, ()), key)
    return tuple(posts), attested


def resolve(scan: Scan) -> Entities:
    """The entities of an article, from the mentions that :func:`bienban.lang.vi.names.read_names` found."""
    author = byline(scan.article, scan.sentences)
    excluded = frozenset({person_key(author[0])} if author is not None else ())
    named = people(scan, excluded)
    known = completion(scan, [m for m in scan.mentions if isinstance(m.value, OrgName | PostTitle)])
    places, place_keys = _places(scan, known)
    bodies = _Bodies()
    for mention in scan.mentions:
        if isinstance(mention.value, OrgName):
            bodies.add(known.org(mention.value, mention.span.start), mention, scan.text, named=True)
    found = settled(postings(scan, _held(scan, named), known), _dead(scan, named))
    posts, posts_of = _posts(found, bodies, scan.text)
    return Entities(
        persons=_persons(named),
        places=places,
        organizations=_organizations(scan, bodies, place_keys),
        posts=posts,
        keys={**named.keys, **place_keys, **bodies.keys},
        posts_of=posts_of,
    )
