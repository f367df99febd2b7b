"""The text of an XML file, whatever its encoding, once it is known to be well-formed and without entities of its own."""

from __future__ import annotations

import re
from typing import NoReturn
from xml.parsers import expat

from bienban.errors import InputProblem

__all__ = ["xml_text"]

_DECLARED = re.compile(r"\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")


def xml_text(data: bytes) -> str:
    """The text without a declaration of its encoding; every line stays on its line.

    Raises:
        InputProblem: it is not well-formed, declares entities (reading expands none, design, safety), or has an encoding that
            is not known.
    """
    parser = expat.ParserCreate()
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place = f"line {error.lineno}, column {error.offset + 1}"
        raise InputProblem(f"not valid XML: {expat.ErrorString(error.code)}", where=place, todo="correct it there") from error
    text = _decoded(data)
    declared = _DECLARED.match(text)
    return text if declared is None else "\n" * declared[0].count("\n") + text[declared.end() :]


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    name = "utf-8-sig" if declared is None or declared[1].lower() == b"utf-8" else declared[1].decode()
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError) as error:
        raise InputProblem(f"its encoding {name} cannot be read", todo="save it as UTF-8") from error


def _refuse(*_: object) -> NoReturn:
    raise InputProblem("it declares XML entities, which are not read", todo="write out what they stand for")
