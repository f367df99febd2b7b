"""The reader of Vietnamese articles: it runs the rules in their order and puts the facts together."""

from __future__ import annotations

from dataclasses import dataclass

from bienban.lang.base import Reading
from bienban.lang.tokens import tokenize
from bienban.lang.vi import awards as award_rules
from bienban.lang.vi import observations as figure_rules
from bienban.lang.vi.actors import Actors
from bienban.lang.vi.attest import attested, with_occasions
from bienban.lang.vi.awards import read_awards
from bienban.lang.vi.bylines import byline
from bienban.lang.vi.dates import read_dates
from bienban.lang.vi.decisions import find_decisions
from bienban.lang.vi.deeds import find_deeds, quotations
from bienban.lang.vi.documents import DocumentReading, conclude, read_documents
from bienban.lang.vi.entities import resolve
from bienban.lang.vi.events import read_event_names
from bienban.lang.vi.gatherings import Gathered, gather
from bienban.lang.vi.groups import find_groups
from bienban.lang.vi.links import link_documents, with_issuers
from bienban.lang.vi.marks import Marks, read_marks
from bienban.lang.vi.names import read_names
from bienban.lang.vi.numbers import read_quantities
from bienban.lang.vi.occasion_clues import OccasionClues
from bienban.lang.vi.occasions import find_occasions
from bienban.lang.vi.organizers import find_organizers
from bienban.lang.vi.participation import find_parts
from bienban.lang.vi.scan import Entities, Scan
from bienban.lang.vi.segments import sentences
from bienban.lang.vi.statements import find_utterances, speakers
from bienban.lang.vi.telling import Telling
from bienban.lang.vi.terms import Terms, read_terms
from bienban.lang.vi.venues import read_venues, with_venues
from bienban.lang.vi.when import settings
from bienban.lang.vi.where import Where
from bienban.model.article import Article
from bienban.model.facts import Facts

__all__ = ["Named", "VietnameseReader", "gatherings", "mentions", "named"]


@dataclass(frozen=True, slots=True)
class VietnameseReader:
    """The language pack ``vi``: offline, deterministic, and it never fails on a text."""

    code: str = "vi"

    def read(self, article: Article) -> Reading:
        """The sentences, mentions and facts of an article."""
        found = named(article)
        scan, entities, marks, terms = found.scan, found.entities, found.marks, found.terms
        gathered = gatherings(found)
        documents = with_issuers(conclude(scan, entities), gathered.with_spans())
        facts = _facts(scan, entities, terms, gathered, documents)
        return Reading(article, scan.sentences, scan.add(marks.mentions(scan.tokens)).mentions, facts)


def mentions(article: Article) -> Scan:
    """The article with all that is found before anything is concluded."""
    scan = Scan(article, tokenize(article.text), sentences(article))
    scan = read_names(scan)
    scan = scan.add(read_dates(scan))
    return scan.add((*read_quantities(scan), *read_documents(scan), *read_awards(scan)))


@dataclass(frozen=True, slots=True)
class Named:
    """An article with all that it names, before anything is concluded about occasions."""

    scan: Scan
    entities: Entities
    marks: Marks
    terms: Terms


def named(article: Article) -> Named:
    """Find what an article names: persons, bodies, places, dates, documents, awards, figures, occasions."""
    scan = mentions(article)
    entities = resolve(scan)
    marks = read_marks(scan.tokens)
    scan = scan.add(read_event_names(scan, marks))
    scan = scan.add(read_venues(scan, marks))
    entities = with_venues(scan, entities)
    return Named(scan, entities, marks, read_terms(scan, entities))


def gatherings(found: Named) -> Gathered:
    """The facts about occasions."""
    scan, entities, marks, terms = found.scan, found.entities, found.marks, found.terms
    actors = Actors(scan, entities, marks)
    occasions = find_occasions(scan, marks, actors)
    quoted = quotations(scan)
    deeds = find_deeds(scan, marks, actors, quoted)
    where = Where(scan, occasions, deeds, quoted)
    utterances = find_utterances(scan, actors, deeds, where)
    parts = find_parts(scan, actors, deeds, where, speakers(utterances))
    main = next((o for o in occasions if o.main), None)
    organizers = find_organizers(scan, marks, actors, occasions)
    announced = main is not None and main.type in ("appointment-ceremony", "announcement")
    return gather(
        scan,
        entities,
        terms,
        settings(scan, entities, occasions, actors),
        occasions,
        find_decisions(scan, actors, deeds, main_known=main is not None, announced=announced),
        organizers,
        parts,
        find_groups(scan, deeds, where),
        utterances,
        OccasionClues(Telling(scan, marks, quoted), parts, organizers),
    )


def _facts(scan: Scan, entities: Entities, terms: Terms, gathered: Gathered, documents: DocumentReading) -> Facts:
    article = scan.article
    posts = attested(entities.posts, gathered.events, gathered.participations, article.published)
    awarded = award_rules.conclude(scan, entities)
    signed = byline(article, scan.sentences)
    return Facts(
        persons=entities.persons,
        places=entities.places,
        organizations=entities.organizations,
        posts=posts,
        terms=terms.terms,
        events=gathered.events,
        groups=(*gathered.groups, *awarded.groups),
        participations=gathered.participations,
        documents=documents.documents,
        links=link_documents(scan, gathered.with_spans(), documents),
        awards=with_occasions(scan, awarded.awards, gathered.with_spans()),
        observations=figure_rules.conclude(scan, entities),
        statements=gathered.statements,
        byline=article.byline if signed is None else signed[0],
        byline_span=None if signed is None else signed[1],
    )
