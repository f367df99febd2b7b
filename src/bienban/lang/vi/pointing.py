"""What kinds of occasion a bare head of a kind ("hội nghị", "buổi làm việc") may point back to, the kind itself first."""

from __future__ import annotations

from bienban.model.facts import EventKind

__all__ = ["PART_OF", "POINTS_TO", "SINGLE"]

POINTS_TO: dict[EventKind, tuple[EventKind, ...]] = {
    "conference": ("conference", "session", "voter-meeting", "symposium"),
    "congress": ("congress",),
    "session": ("session", "conference", "meeting"),
    "meeting": ("meeting", "visit", "session", "conference", "voter-meeting", "press-conference"),
    "ceremony": ("ceremony",),
    "visit": ("visit", "meeting"),
    "voter-meeting": ("voter-meeting", "meeting"),
    "press-conference": ("press-conference",),
    "symposium": ("symposium", "conference"),
}

PART_OF: tuple[EventKind, ...] = ("congress", "conference", "session")
"""Occasions that have sittings."""

SINGLE: tuple[EventKind, ...] = ("press-conference", "voter-meeting")
"""Occasions of which an article tells one: the "họp báo" of a caption is the one told."""
