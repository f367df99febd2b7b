"""Writes the page of all codes, ``docs/findings.md``, from the shapes: ``python -m bienban.validate.page`` in a checkout."""

from __future__ import annotations

from pathlib import Path

from bienban.model.finding import Severity
from bienban.validate.catalogue import Entry, catalogue

__all__ = ["COMMAND", "PAGE", "main", "page"]

COMMAND = "python -m bienban.validate.page"
PAGE = Path(__file__).parents[1] / "docs" / "findings.md"

HEAD = f"""# Findings

What `bienban import` and `bienban validate` may say of an article, by code. The codes are stable; the words are those of
`shapes/*.ttl`, from which this page is written (`{COMMAND}`). `{{?x}}` stands for a value.

* **violation**: what is said contradicts itself, or the graph breaks the model. `import` leaves the fact out and lists it;
  `--strict` sets the article aside.
* **warning**: doubtful; worth a look. Nothing is left out.
* **info**: what the article merely leaves unsaid. Nothing need be done.
"""

KINDS = ((Severity.VIOLATION, "Violations"), (Severity.WARNING, "Warnings"), (Severity.INFO, "Infos"))


def _row(entry: Entry) -> str:
    english, vietnamese = (text.removeprefix(entry.code).strip() for text in (entry.message_en, entry.message_vi))
    return f"| {entry.code} | {english}<br>*{vietnamese}* | {entry.todo_en}<br>*{entry.todo_vi}* |\n"


def _general(entries: list[Entry]) -> dict[str, Entry]:
    """One entry a code: shapes of one code differ only in the class they name."""
    found: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda e: (e.code, e.message_en)):
        found.setdefault(entry.code, entry)
    return found


def page() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for severity, title in KINDS:
        entries = _general([entry for entry in catalogue().values() if entry.severity is severity])
        parts.append(f"\n## {title}\n\n| code | what is found | what to do |\n|---|---|---|\n")
        parts += [_row(entry) for entry in entries.values()]
    return "".join(parts)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
