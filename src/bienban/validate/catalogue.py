"""What every code means: severity, message and advice in both languages, read from the shapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rdflib import SH, Graph, Literal, Namespace
from rdflib.term import Node

from bienban.errors import ResourceMissing
from bienban.graph.vocab import PREFIXES
from bienban.model.finding import Severity
from bienban.resources import resources

__all__ = ["BBS", "Entry", "catalogue", "shapes_graph"]

BBS = Namespace(PREFIXES["bbs"])
SEVERITIES: dict[Node | None, Severity] = {SH.Violation: Severity.VIOLATION, SH.Warning: Severity.WARNING, SH.Info: Severity.INFO}
_PLACE = re.compile(r"\{\?(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The code of one shape or check, how bad it is, what it says and what to do; ``{?x}`` stands for a value."""

    code: str
    severity: Severity
    message_vi: str
    message_en: str
    todo_vi: str
    todo_en: str

    def filled(self, values: dict[str, str]) -> tuple[str, str]:
        """Both messages with their values."""

        def fill(message: str) -> str:
            return _PLACE.sub(lambda place: values.get(place[1], place[0]), message)

        return fill(self.message_vi), fill(self.message_en)


@lru_cache(maxsize=1)
def shapes_graph() -> Graph:
    """All shapes, parsed once."""
    graph = Graph(bind_namespaces="none")
    for path in resources("shapes", "*.ttl"):
        graph.parse(path, format="turtle")
    return graph


def _text(graph: Graph, node: Node, path: Node, language: str) -> str:
    for text in graph.objects(node, path):
        if isinstance(text, Literal) and text.language == language:
            return str(text)
    raise ResourceMissing(f"no {path} in {language} for {node}", where="shapes", todo="add it to the shape")


@lru_cache(maxsize=1)
def catalogue() -> dict[Node, Entry]:
    """The entry of every shape (and check outside SHACL) that has a code of its own."""
    graph = shapes_graph()
    return {
        node: Entry(
            code=str(code),
            severity=SEVERITIES[graph.value(node, SH.severity, default=SH.Violation)],
            message_vi=_text(graph, node, SH.message, "vi"),
            message_en=_text(graph, node, SH.message, "en"),
            todo_vi=_text(graph, node, BBS.todo, "vi"),
            todo_en=_text(graph, node, BBS.todo, "en"),
        )
        for node, code in graph.subject_objects(BBS.code)
    }
