"""Findings: what validation says about an article, and the report made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from bienban.model.span import Span

__all__ = ["Finding", "Report", "Severity"]


class Severity(IntEnum):
    """How bad: a violation contradicts itself or breaks the model; what is merely left unsaid is info at most."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @classmethod
    def named(cls, name: str) -> Severity:
        """``info``, ``warning`` or ``violation``."""
        return cls[name.upper()]

    @property
    def label(self) -> str:
        """The name in lower case."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding.

    ``code`` is stable (S.. from shapes, X.. from reading); ``focus`` the IRI it is about; the messages say what is wrong,
    the ``todo`` texts what to do; ``span`` and ``sentence`` where the article says it, when that is known; ``line`` where the
    RDF file read describes the focus, counted from 1.
    """

    code: str
    severity: Severity
    focus: str
    message_vi: str
    message_en: str
    todo_vi: str = ""
    todo_en: str = ""
    value: str | None = None
    path: str | None = None
    article: str | None = None
    source: str | None = None
    span: Span | None = None
    sentence: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings on one article graph or one file, in the order of severity, code and focus."""

    subject: str
    findings: tuple[Finding, ...] = ()

    def worst(self) -> Severity | None:
        """The highest severity found, or None."""
        return max((f.severity for f in self.findings), default=None)

    def at_least(self, level: Severity) -> tuple[Finding, ...]:
        """The findings at or above a severity."""
        return tuple(f for f in self.findings if f.severity >= level)

    @classmethod
    def of(cls, subject: str, findings: Iterable[Finding]) -> Report:
        """A report with its findings in the stable order."""
        ordered = sorted(findings, key=lambda f: (-f.severity, f.code, f.focus, f.value or "", f.path or ""))
        return cls(subject=subject, findings=tuple(ordered))
