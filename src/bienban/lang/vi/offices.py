"""Titles alone that stand for a person known from elsewhere in the article: "Bí thư Quận ủy đề nghị …", "Thủ tướng nói …"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from bienban.lang.vi.bodies import Bodies
from bienban.lang.vi.completion import Completion
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.stacks import PLURAL
from bienban.model.facts import Key, PostHeld
from bienban.model.mention import Mention, PostTitle
from bienban.text import match_key

__all__ = ["offices"]

_OF_MANY = re.compile(r"\s+(?:các|những|\d+)\s")
_LEFT = ("former", "dismissed")


def _fits(title: PostTitle, org: Key | None, post: PostHeld) -> bool:
    """Whether a title can mean a post: the same body where it names one, and as former as the post is."""
    if title.former_word and post.status not in _LEFT:
        return False
    return org is None or post.organization == org


def offices(
    scan: Scan, posts: tuple[PostHeld, ...], attested: Mapping[Mention, tuple[Key, ...]], bodies: Bodies, known: Completion
) -> dict[Mention, PostHeld]:
    """The post that each unattached title means: the one of its role that the text spoke of last, or the only one."""
    by_role: dict[str, list[PostHeld]] = defaultdict(list)
    by_key = {p.key: p for p in posts}
    for post in posts:
        by_role[match_key(post.role)].append(post)
    found: dict[Mention, PostHeld] = {}
    latest: dict[tuple[str, bool], PostHeld] = {}
    for mention in scan.mentions:
        title = mention.value
        if not isinstance(title, PostTitle):
            continue
        role = match_key(title.role)
        if mention in attested:
            post = by_key[attested[mention][-1]]
            latest[role, post.status in _LEFT] = post
            continue
        before = scan.text[max(0, mention.span.start - 20) : mention.span.start]
        if role not in by_role or PLURAL.search(before) or _OF_MANY.match(scan.text, mention.span.end):
            continue
        org = bodies.key(known.org(title.org, mention.span.start)) if title.org is not None else None
        fitting = [p for p in by_role[role] if _fits(title, org, p)]
        held = [p for p in fitting if p.status not in _LEFT]
        if held and not title.former_word:
            fitting = held  # who left or died is not meant where somebody holds it
        persons = {p.person for p in fitting}
        recent = latest.get((role, fitting is not held))
        if recent is not None and recent in fitting:
            found[mention] = recent
        elif len(persons) == 1:
            found[mention] = fitting[0]
    return found
