"""Bienban in Python: read and extract articles, validate them, and work with a store; ``import bienban`` gives all of it."""

from bienban.api.graph import KnowledgeGraph, open_graph
from bienban.api.reading import Articles, article, check, extract, read, read_all
from bienban.api.table import Row, Table
from bienban.api.things import (
    AwardGiven,
    Body,
    Figure,
    Happening,
    Official,
    Paper,
    Participation,
    Post,
    Proof,
    Saying,
    Source,
    Thing,
)

__all__ = [
    "Articles",
    "AwardGiven",
    "Body",
    "Figure",
    "Happening",
    "KnowledgeGraph",
    "Official",
    "Paper",
    "Participation",
    "Post",
    "Proof",
    "Row",
    "Saying",
    "Source",
    "Table",
    "Thing",
    "article",
    "extract",
    "open_graph",
    "read",
    "read_all",
    "check",
]
