"""From mentions to persons, places, bodies and posts held: each once per article, with the evidence of all its mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from bienban.lang.vi.bodies import Bodies, acts
from bienban.lang.vi.bylines import byline
from bienban.lang.vi.completion import Completion, completion
from bienban.lang.vi.holders import Holding, holdings_of
from bienban.lang.vi.offices import offices
from bienban.lang.vi.people import People, people, person_key
from bienban.lang.vi.postings import postings
from bienban.lang.vi.rosters import group_titles, groups_of, roster_of
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.successions import replaced
from bienban.lang.vi.tenures import Posting, settled
from bienban.lang.vi.territories import places_of
from bienban.lang.vi.transfers import moved
from bienban.lang.vi.trust import trusted
from bienban.model.facts import Key, Person, PostHeld
from bienban.model.mention import Mention, OrgName, PersonName, PostTitle
from bienban.model.span import Evidence
from bienban.text import match_key

__all__ = ["resolve"]


def _evidence(mentions: Iterable[Mention], best: float) -> tuple[Evidence, ...]:
    return tuple(trusted((m.span,), m.rule, min(m.confidence, best)) for m in mentions)


def _persons(found: People) -> tuple[Person, ...]:
    """One person for each full name."""
    mentions: dict[Key, list[Mention]] = {}
    for mention, key in found.keys.items():
        if isinstance(mention.value, PersonName):
            mentions.setdefault(key, []).append(mention)
    return tuple(Person(key=k, name=found.names[k], evidence=_evidence(v, 0.99)) for k, v in mentions.items())


_OFFICES = frozenset({"government"})
"""Bodies that an office such as "Thủ tướng" implies without a holder's name; the office that signs or decides is no body."""
_MISCONDUCT = re.compile(r"\b(?:kỷ luật|vi phạm|khuyết điểm|sai phạm|cảnh cáo)\b")
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
    starts = sorted(m.span.start for m in scan.mentions if isinstance(m.value, PostTitle))
    for sentence in scan.sentences:
        held.extend(holding for holding, _ in roster_of(scan, named, sentence))
        if bisect_left(starts, sentence.span.start) == bisect_left(starts, sentence.span.end):
            continue
        titles = group_titles(scan, sentence)
        own = list(holdings_of(scan, named, sentence, frozenset(titles)))
        own = [*moved(scan, sentence, own), *groups_of(scan, named, sentence, titles)]
        own.extend(replaced(scan, named, sentence, tuple(own)))
        held.extend(sorted(own, key=lambda h: h.title.span.start))
    return held


def _posts(found: list[Posting], bodies: Bodies) -> tuple[tuple[PostHeld, ...], dict[Mention, tuple[Key, ...]]]:
    """One post for each person, role, body and status, with the evidence of all titles that say so."""
    groups: dict[tuple[Key, str, Key | None, str], list[Posting]] = {}
    for posting in found:
        org = None if posting.org is None else bodies.key(posting.org)
        groups.setdefault((posting.holding.person, match_key(posting.role), org, posting.status), []).append(posting)
    posts, attested = [], dict[Mention, tuple[Key, ...]]()
    for (person, role, org, status), group in groups.items():
        key = Key(f"post:{person}|{role}|{org}|{status}")
        evidence = tuple(trusted(p.holding.spans, p.holding.rule, p.holding.confidence) for p in group)
        posts.append(
            PostHeld(key=key, person=person, role=group[0].role, organization=org, status=group[0].status, evidence=evidence)
        )
        for posting in group:
            title = posting.holding.title
            attested[title] = (*attested.get(title, ()), key)
    return tuple(posts), attested


def _collect(scan: Scan, known: Completion, found: list[Posting]) -> Bodies:
    """All bodies: those that stand alone, those inside other names, and those that titles imply."""
    bodies = Bodies()
    end = 0
    for mention in scan.mentions:
        value = mention.value
        if isinstance(value, PostTitle):
            if value.org is not None and mention.span.end > end and value.org.complete:
                implied = value.org.kind in _OFFICES and not scan.within(mention.span, OrgName)
                bodies.add(value.org, mention, named=False, listed=not implied)
            end = max(end, mention.span.end)
        elif isinstance(value, OrgName):
            body = known.placed(known.org(value, mention.span.start))
            bodies.add(
                body,
                mention,
                named=True,
                listed=mention.span.end > end and acts(scan, mention, body, shared=mention.span.start in known.shared),
            )
            end = max(end, mention.span.end)
    for posting in found:
        if posting.org is not None:
            bodies.add(posting.org, posting.holding.title, named=False, listed=True)
    bodies.settle()
    return bodies


def resolve(scan: Scan) -> Entities:
    """The entities of an article, from the mentions that :func:`bienban.lang.vi.names.read_names` found."""
    author = byline(scan.article, scan.sentences)
    excluded = frozenset({person_key(author[0])} if author is not None else ())
    named = people(scan, excluded)
    known = completion(scan, [m for m in scan.mentions if isinstance(m.value, OrgName | PostTitle)])
    places, place_keys = places_of(scan, known)
    posted = postings(scan, _held(scan, named), known)
    misconduct = any(p.status == "dismissed" for p in posted) and _MISCONDUCT.search(scan.text) is not None
    found = settled(posted, _dead(scan, named), disciplined=misconduct)
    bodies = _collect(scan, known, found)
    posts, posts_of = _posts(found, bodies)
    meant = offices(scan, posts, posts_of, bodies, known)
    posts_of = posts_of | {m: (post.key,) for m, post in meant.items()}
    titles = {m: post.person for m, post in meant.items()}
    named = people(scan, excluded, titles)
    return Entities(
        persons=_persons(named),
        places=places,
        organizations=bodies.organizations(scan, places, place_keys),
        posts=posts,
        keys={**named.keys, **titles, **place_keys, **bodies.keys()},
        posts_of=posts_of,
    )
