"""Which licences allow showing the text of an article to everybody."""

from __future__ import annotations

import re

__all__ = ["is_open"]

_OPEN = re.compile(
    r"""(?:https?://)?(?:www\.)?creativecommons\.org/(?:licenses/by(?:-sa|-nd)?/|publicdomain/(?:zero|mark)/).*
      | CC0(?:[ -]1\.0)? | CC[ -]BY(?:[ -](?:SA|ND))?(?:[ -][1-4]\.0)? | PDDL-1\.0 | ODC-BY-1\.0 | public[ ]domain""",
    re.IGNORECASE | re.VERBOSE,
)
"""Creative Commons without NC, whose terms depend on who runs the server, and dedications to the public; SPDX names too."""


def is_open(licence: str) -> bool:
    """Whether a licence, by address or name, lets anybody show the text.

    >>> is_open("CC0-1.0"), is_open("https://creativecommons.org/licenses/by-sa/4.0/"), is_open("https://creativecommons.org/licenses/by-nc/4.0/")
    (True, True, False)
    """
    return _OPEN.fullmatch(licence.strip()) is not None
