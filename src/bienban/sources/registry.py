"""Which reader reads what: by the name of a format, by suffix, or by content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import PurePath

from bienban.errors import BienbanError, InputProblem, UsageProblem
from bienban.sources.base import Source
from bienban.sources.docx import Docx
from bienban.sources.feed import Feed
from bienban.sources.html import Html
from bienban.sources.json_files import JsonFile, JsonLines
from bienban.sources.markdown import Markdown
from bienban.sources.pdf import Pdf
from bienban.sources.plain import PlainText
from bienban.sources.warc import Warc

__all__ = ["GROUP", "Registry", "registry", "split_name"]

GROUP = "bienban.sources"
"""The entry point group through which other packages add readers (objects with the ``Source`` protocol, or classes)."""

_RDF = (".ttl", ".trig", ".nq", ".nt", ".nquads", ".jsonld", ".rdf", ".owl")
_PAGES = (".mhtml", ".mht")


def split_name(name: str) -> tuple[str, str]:
    """A file's stem and its suffix in lower case; a closing ``.gz`` belongs to neither.

    >>> split_name("tin-2023.03.JSONL.gz")
    ('tin-2023.03', '.jsonl')
    """
    path = PurePath(name)
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return path.stem, path.suffix.lower()


@dataclass(frozen=True, slots=True)
class Registry:
    """The readers there are, in the order in which their content is tried."""

    sources: tuple[Source, ...]

    def named(self, name: str) -> Source:
        """The reader of a format.

        Raises:
            UsageProblem: there is none of that name.
        """
        for source in self.sources:
            if source.name == name:
                return source
        known = ", ".join(sorted(s.name for s in self.sources))
        raise UsageProblem(f"no reader for the format {name!r}", todo=f"there are {known}")

    def by_suffix(self, suffix: str) -> Source | None:
        """The reader of files with a suffix, or None."""
        return next((s for s in self.sources if suffix in s.suffixes), None)

    def by_content(self, head: bytes, suffix: str) -> Source:
        """The reader of an input that was named on purpose though its suffix says nothing.

        Raises:
            InputProblem: it is of a kind that is known and not read.
        """
        if suffix in _RDF:
            raise InputProblem(
                "it is RDF, not an article", todo="`bienban validate FILE` checks RDF, `bienban import FILE` keeps it"
            )
        if suffix in _PAGES:
            raise InputProblem(
                "it is an archive of web pages, which is not read yet", todo="save the pages as HTML and import those"
            )
        return next(s for s in self.sources if s.sniff(head))


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The readers of this package and those that other packages bring.

    Raises:
        BienbanError: another package's reader cannot be loaded.
    """
    others = []
    for point in entry_points(group=GROUP):
        try:
            found = point.load()
        except (ImportError, AttributeError) as error:
            raise BienbanError(f"the reader {point.name!r} cannot be loaded: {error}", where=point.value) from error
        others.append(found() if isinstance(found, type) else found)
    return Registry((*others, Warc(), Pdf(), Docx(), Feed(), Html(), Markdown(), JsonLines(), JsonFile(), PlainText()))
