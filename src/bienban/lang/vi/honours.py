"""Who is honoured by taking up a post at an occasion, and who is named there only as replaced or relieved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bienban.lang.vi.actors import Actors
from bienban.lang.vi.occasion import Occasion
from bienban.lang.vi.part import Part
from bienban.lang.vi.scan import Scan
from bienban.lang.vi.status import INSTEAD
from bienban.lang.vi.where import Where
from bienban.model.facts import Key

__all__ = ["decides_posts", "relieved", "taken_up"]

_DECIDING = frozenset({"personnel-conference", "plenum", "appointment-ceremony", "announcement"})
_WHO = r"(?:(?:các )?(?:ông|bà|đồng chí|đ/c|anh|chị)\s+)?$"
_REPLACED = re.compile(rf"{INSTEAD}$", re.IGNORECASE)
_RELIEVED = re.compile(
    r"\b(?:miễn nhiệm|bãi nhiệm|cho thôi|thôi giữ|kỷ luật|cách chức|khai trừ)\b[^.;:]{0,80}\b(?:đối với|cho)\s+" + _WHO,
    re.IGNORECASE,
)
# Words of a sentence that tells of another day, or of what is only proposed.
_BACKGROUND = re.compile(
    r"\b(?:[Tt]rước đó|[Ss]au khi|sẽ|giới thiệu|từng|khả năng|nhiệm kỳ vừa qua|[Tt]rước khi|đề nghị)\b"
    r"|\b(?:[Nn]ăm|[Tt]háng \d{1,2}[/-]) ?(?:19|20)\d\d\b(?!\s*[-–]\s*20)"
)


def decides_posts(occasion: Occasion) -> bool:
    """Whether an occasion is of a kind at which posts are given."""
    return occasion.kind in ("congress", "session") or occasion.type in _DECIDING


def relieved(text: str, start: int, offset: int) -> bool:
    """Whether who is named at an offset of a sentence is replaced or relieved ("thay ông Hải")."""
    words = text[start:offset]
    return _REPLACED.search(words) is not None or _RELIEVED.search(words) is not None


def taken_up(scan: Scan, actors: Actors, where: Where, honoured: set[tuple[int, Key]]) -> Iterator[Part]:
    """Those who take up a post by what the main occasion decides ("Kết quả, ông Hải giữ chức …").

    ``honoured`` holds those known to be honoured already, by the ``id()`` of the occasion and the person.
    """
    for post in actors.entities.posts:
        if post.status != "appointed":
            continue
        for span in (spans[0] for spans in (one.spans for one in post.evidence) if spans):
            sentence = scan.sentence_at(span.start)
            occasion = None if sentence.headline or sentence.caption else where.at(sentence.span, span.start)
            if occasion is None or not occasion.main or not decides_posts(occasion):
                continue
            if _BACKGROUND.search(sentence.span.of(scan.text)) or where.aside(sentence.span):
                continue
            if (id(occasion), post.person) not in honoured:
                honoured.add((id(occasion), post.person))
                yield Part(occasion, post.person, "honoree", post.evidence[0].spans, "participation.taking-up", 0.75, (post.key,))
