"""Where the headline ends and the body begins."""

from __future__ import annotations

__all__ = ["join_headline", "split_headline"]

# Longer first lines are the whole article without line breaks, or its first paragraph.
LONGEST = 300


def split_headline(text: str) -> tuple[str | None, int]:
    r"""The title on the first line that is not empty, if more text follows it, and the offset at which the body begins.

    >>> split_headline("Hội nghị sơ kết\n\nSáng 5/4, …")
    ('Hội nghị sơ kết', 17)
    """
    start = len(text) - len(text.lstrip())
    line = text[start:].splitlines()[0]
    end = start + len(line)
    rest = text[end:].lstrip()
    title = line.strip()
    if not rest or len(title) > LONGEST:
        return None, 0
    return title, len(text) - len(rest)


def join_headline(title: str | None, body: str) -> tuple[str, str | None, int]:
    r"""The text of an article whose format keeps the headline apart: headline, newline, body; the body's own text stays.

    Returns the text, the title and the offset of the body. A body that already begins with the headline is the text.

    >>> join_headline("Khai mạc kỳ họp", "Sáng nay, …")
    ('Khai mạc kỳ họp\nSáng nay, …', 'Khai mạc kỳ họp', 16)
    """
    headline = " ".join(title.split()) if title is not None else ""
    if not headline:
        return body, None, 0
    lead = len(body) - len(body.lstrip())
    if body.startswith(headline, lead) and not body[lead + len(headline) : lead + len(headline) + 1].isalnum():
        rest = body[lead + len(headline) :].lstrip()
        return body, headline, len(body) - len(rest) if rest else 0
    return f"{headline}\n{body}", headline, len(headline) + 1
