"""Whether an occasion is named only as the frame of what is told: "trong khuôn khổ hội nghị …", "sau lễ đón", "nhân dịp …"."""

from __future__ import annotations

from bienban.lang.tokens import Tokens, key_set

__all__ = ["frames"]

# What ends right before an occasion that only frames another one.
_FRAMING = key_set("khổ dịp sau trước nhân thềm mừng hướng khi")
# Verbs between what frames and the occasion ("nhân dịp | dự hội nghị").
_ATTENDING = key_set("dự tham")
_PHRASES = (
    ("nằm", "trong"),
    ("trong", "chương", "trình"),
    ("chuẩn", "bị"),
    ("chuẩn", "bị", "cho"),
    ("phục", "vụ"),
    ("kết", "thúc"),
)


def frames(tokens: Tokens, first: int) -> bool:
    """Whether the words before the token at which an occasion's name begins make it a frame."""
    while first > 1 and tokens[first - 1].key in _ATTENDING:
        first -= 1
    before = tuple(t.key for t in tokens[max(0, first - 3) : first])
    return bool(before) and (before[-1] in _FRAMING or any(before[-len(w) :] == w for w in _PHRASES))
