"""What speaks for and against an occasion being one that the article reports, once its date and people are known: named clues.

``data/lexicon/vi/occasion_clues.tsv`` has their weights, fitted by ``tests/benchmarks/fit_events.py`` (see
:func:`bienban.lang.vi.likelihoods.likelihood`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bienban.lang.vi.framing import frames
from bienban.lang.vi.occasions import Occasion
from bienban.lang.vi.organizers import Organizer
from bienban.lang.vi.part import Part
from bienban.lang.vi.telling import Telling
from bienban.lang.vi.when import Setting
from bienban.model.facts import Key
from bienban.model.mention import EventName

__all__ = ["OccasionClues"]

_MANY = 3


@dataclass(slots=True)
class _Company:
    """How many people take part in an occasion, in which roles, and whether a body is said to hold it."""

    people: set[Key]
    roles: set[str]
    held: bool = False
    bodies: int = 0


class OccasionClues:
    """The clues of the occasions of one article."""

    def __init__(self, telling: Telling, parts: Iterable[Part], organizers: Iterable[Organizer]) -> None:
        self.scan = telling.scan
        self.telling = telling
        self.company: dict[int, _Company] = {}
        for part in parts:
            company = self.company.setdefault(id(part.occasion), _Company(set(), set()))
            company.people.add(part.person)
            company.roles.add(part.role)
        for organizer in organizers:
            company = self.company.setdefault(id(organizer.occasion), _Company(set(), set()))
            company.held = company.held or organizer.says_so
            company.bodies += 1

    def of(self, occasion: Occasion, setting: Setting) -> tuple[str, ...]:
        """The names of the clues of an occasion that is at a date and place."""
        anchor = occasion.anchor
        sentence = self.scan.sentence_at(anchor.span.start)
        company = self.company.get(id(occasion), _Company(set(), set()))
        told = setting.date is not None or ((bool(company.people) or company.held) and not occasion.loose)
        found = ["by rule" if told else "no rule", "event.back" if occasion.bare else anchor.rule]
        found += [f"day {self._day(setting)}", f"people {min(len(company.people), _MANY)}", f"bodies {min(company.bodies, 2)}"]
        found += [f"role {role}" for role in sorted(company.roles)]
        found += [f"mentions {min(len(occasion.mentions), _MANY)}"]
        starts = [m.span.start for m in occasion.mentions]
        holds = (
            ("held", company.held),
            ("main", occasion.main),
            ("in headline", occasion.headline or any(self.scan.sentence_at(at).headline for at in starts)),
            ("aside", occasion.aside),
            ("loose", occasion.loose),
            ("numbered", occasion.ordinal is not None),
            ("place said", setting.place is not None),
            ("only frames", all(frames(self.scan.tokens, self.scan.tokens.at(at)) for at in starts)),
            ("in caption", sentence.caption),
            ("in lead", any(at < self.telling.lead for at in starts)),
        )
        found += [name for name, holding in holds if holding]
        assert isinstance(anchor.value, EventName)  # noqa: S101 – occasions are made of these
        return (*found, *self.telling.clues(sentence, anchor, anchor.value))

    def people(self, occasion: Occasion) -> tuple[Key, ...]:
        """Who is said to take part in an occasion."""
        company = self.company.get(id(occasion))
        return () if company is None else tuple(sorted(company.people))

    def _day(self, setting: Setting) -> str:
        """How exact the date is."""
        if setting.start is None:
            return "unknown"
        exact = "day" if setting.start.day is not None else "month" if setting.start.month is not None else "year"
        return f"{exact} inferred" if setting.inferred else exact
