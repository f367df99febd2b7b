"""Writes the SKOS schemes, and the lists of codes that shapes allow, from ``data/reference/schemes.tsv``.

The table is the single source; ``ontology/schemes/*.ttl`` and ``shapes/concepts.ttl`` are generated. After a change of the
table run ``python -m bienban.validate.schemes`` in a checkout; a test fails while they differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bienban.graph.events import EVENT_CLASSES as OCCASIONS
from bienban.graph.schemes import Concept, concepts
from bienban.graph.terms import iri_text
from bienban.graph.vocab import BASE, PREFIXES
from bienban.resources import resource, resource_text
from bienban.text import nfc

__all__ = ["EVENT_CLASSES", "Scheme", "generated", "main", "schemes"]

EVENT_CLASSES = {kind: iri_text(name).rpartition("#")[2] for kind, name in OCCASIONS.items()} | {
    "award-conferral": "AwardConferral"
}
"""The class of each kind of event: the ``dcterms:type`` of its instances is that kind or one below it."""

CLOSED = {
    "S06": "participation-role",
    "S15": "membership-status",
    "S23": "award-type",
    "S52": "org-class",
    "S53": "document-kind",
    "S54": "group-kind",
    "S55": "statement-kind",
    "S56": "unit-level",
    "S92": "count-qualifier",
}
"""Shapes whose values are concepts of one scheme."""

OPEN = {"S27": ("indicator", "indicator"), "S28": ("unit-of-measure", "unit"), "S57": ("post-role", "role")}
"""Shapes whose values are concepts of a scheme or nodes of an article's own, of this type."""

COMMAND = "python -m bienban.validate.schemes"
HEAD = f"# Generated from data/reference/schemes.tsv by: {COMMAND}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One scheme: its code, titles, and what it is for."""

    code: str
    vi: str
    en: str
    note: str


@lru_cache(maxsize=1)
def schemes() -> tuple[Scheme, ...]:
    """All schemes, in the order of the table."""
    found = []
    for line in nfc(resource_text("data", "reference", "schemes.tsv")).splitlines():
        cells = line.split("\t")
        if line and not line.startswith("#") and not cells[1]:
            found.append(Scheme(code=cells[0], vi=cells[3], en=cells[4], note=cells[6]))
    return tuple(found)


def _quoted(text: str, language: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@{language}'


def _scheme(scheme: Scheme, members: tuple[Concept, ...]) -> str:
    base = f"{BASE}concept/{scheme.code}"
    used = ("dcterms", "rdfs", "skos")
    tops = [c for c in members if c.broader is None]
    lines = [HEAD, *(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in used), f"@prefix c: <{base}/> .\n\n"]
    lines.append(f"<{base}> a skos:ConceptScheme ;\n")
    lines.append(f"    dcterms:title {_quoted(scheme.vi, 'vi')} , {_quoted(scheme.en, 'en')} ;\n")
    lines.append(f"    rdfs:comment {_quoted(scheme.note, 'en')} ;\n")
    lines.append(f"    rdfs:isDefinedBy <{BASE}ontology> ;\n")
    lines.append("    skos:hasTopConcept " + " , ".join(f"c:{c.code}" for c in tops) + " .\n")
    for c in members:
        place = "skos:topConceptOf" if c.broader is None else f"skos:broader c:{c.broader} ; skos:inScheme"
        lines.append(f'\nc:{c.code} a skos:Concept ; {place} <{base}> ; skos:notation "{c.code}" ;\n')
        if c.broader is None:
            lines[-1] = lines[-1].replace(f"<{base}> ;", f"<{base}> ; skos:inScheme <{base}> ;", 1)
        labels = f"    skos:prefLabel {_quoted(c.vi, 'vi')} , {_quoted(c.en, 'en')}"
        if c.alt:
            labels += " ;\n    skos:altLabel " + " , ".join(_quoted(a, "vi") for a in c.alt)
        lines.append(labels + " .\n")
    return "".join(lines)


def _listed(scheme: str, codes: list[str]) -> str:
    return "( " + " ".join(f"<{BASE}concept/{scheme}/{code}>" for code in codes) + " )"


def _kind_shape(kind: str, name: str) -> str:
    within = [c.code for c in concepts() if c.scheme == "event-kind" and kind in (c.code, c.broader)]
    return (
        f"bbs:{name} a sh:NodeShape ; sh:targetClass bb:{name} ; sh:property bbs:S03-{kind} .\n"
        f'bbs:S03-{kind} a sh:PropertyShape ; bbs:code "S03" ; sh:path dcterms:type ; sh:minCount 1 ; sh:maxCount 1 ;\n'
        f"    sh:in {_listed('event-kind', within)} ;\n"
        f'    sh:message "S03 loại của bb:{name} phải là {kind} hoặc một mã dưới nó trong danh mục event-kind"@vi ,\n'
        f'        "S03 the type of a bb:{name} is {kind} or a concept below it in the scheme event-kind"@en ;\n'
        '    bbs:todo "Chọn một mã của data/reference/schemes.tsv hợp với lớp của sự kiện."@vi ,\n'
        '        "Take a code of data/reference/schemes.tsv that fits the class of the event."@en .\n'
    )


def _shapes() -> str:
    used = ("bb", "bbs", "dcterms")
    lines = [HEAD, *(f"@prefix {p}: <{PREFIXES[p]}> .\n" for p in used), "@prefix sh: <http://www.w3.org/ns/shacl#> .\n\n"]
    lines += [_kind_shape(kind, name) for kind, name in EVENT_CLASSES.items()]
    lines.append("\n# The codes that shapes of the other files allow.\n")
    for code, scheme in CLOSED.items():
        lines.append(f"bbs:{code} sh:in {_listed(scheme, [c.code for c in concepts() if c.scheme == scheme])} .\n")
    for code, (scheme, local) in OPEN.items():
        allowed = _listed(scheme, [c.code for c in concepts() if c.scheme == scheme])
        pattern = f"^{BASE}id/(article/[a-z0-9-]+#{local}|{local}/[a-z0-9-]+)-[a-z2-7]{{12}}$".replace(".", "\\\\.")
        lines.append(f'bbs:{code} sh:or ( [ sh:in {allowed} ] [ sh:pattern "{pattern}" ] ) .\n')
    return "".join(lines)


def generated() -> dict[Path, str]:
    """Every generated file with the text it must have."""
    files = {}
    for scheme in schemes():
        members = tuple(c for c in concepts() if c.scheme == scheme.code)
        files[resource("ontology", "schemes") / f"{scheme.code}.ttl"] = _scheme(scheme, members)
    files[resource("shapes") / "concepts.ttl"] = _shapes()
    return files


def main() -> None:
    """Write the generated files."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
