"""What a request says: its parameters and its body, within limits."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from bienban.web.http.problems import Problem

__all__ = ["Parameters", "accept_of", "body", "form", "media_type", "parameters", "parameters_of", "utf8"]

MOST_PARAMETERS = 200

Parameters = dict[str, list[str]]


def accept_of(request: Request) -> str | None:
    """The ``Accept`` of a request: several lines are one list (RFC 9110 §5.3); None where there is none."""
    lines = request.headers.getlist("accept")
    return ", ".join(lines) if lines else None


def media_type(request: Request) -> str:
    """The media type of the body, in lower case and without parameters; empty where none is given.

    Raises:
        Problem: 415, it names another charset than UTF-8.
    """
    kind, *rest = request.headers.get("content-type", "").split(";")
    for parameter in rest:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8", "us-ascii"):
            raise Problem(415, "media-type", "The body is in another encoding", f"charset {value.strip()[:40]!r}", "send UTF-8")
    return kind.strip().lower()


def parameters(request: Request) -> Parameters:
    """The parameters of the query string.

    Raises:
        Problem: 400, it is not percent-encoded UTF-8, or there are too many.
    """
    return parameters_of(request.scope["query_string"])


def parameters_of(query: bytes) -> Parameters:
    """The same of a query string.

    Raises:
        Problem: 400, it is not percent-encoded UTF-8, or there are too many.
    """
    return _pairs(query, "the query string")


def form(data: bytes) -> Parameters:
    """The parameters of a form's body.

    Raises:
        Problem: 400, it is not percent-encoded UTF-8, or there are too many.
    """
    return _pairs(data, "the form")


def _pairs(data: bytes, where: str) -> Parameters:
    found: Parameters = {}
    try:
        pairs = parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except UnicodeDecodeError as error:
        raise Problem(400, "encoding", "Not UTF-8", f"{where} is not percent-encoded UTF-8", "encode it as UTF-8") from error
    except ValueError as error:
        raise Problem(400, "request", "Too many parameters", f"{where} has more than {MOST_PARAMETERS}", "send fewer") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def utf8(data: bytes) -> str:
    """A body as text.

    Raises:
        Problem: 400, it is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(
            400, "encoding", "Not UTF-8", f"the body is not UTF-8 at byte {error.start}", "encode it as UTF-8"
        ) from error


async def body(request: Request, *, most: int, seconds: float) -> bytes:
    """The body.

    Raises:
        Problem: 413, it is too large; 408, it does not arrive in time; 400, the client went away.
    """
    too_large = Problem(
        413, "body-too-large", "The body is too large", f"the body may have {most:,} bytes", "send less", {"Connection": "close"}
    )
    length = request.headers.get("content-length", "")
    if length.isdecimal() and (len(length) > 12 or int(length) > most):
        raise too_large
    blocks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            async for block in request.stream():
                size += len(block)
                if size > most:
                    raise too_large
                blocks.append(block)
    except TimeoutError as error:
        raise Problem(
            408, "too-slow", "The request is too slow", f"it did not arrive within {seconds:g} seconds", "send it again",
            {"Connection": "close"},
        ) from error  # fmt: skip
    except ClientDisconnect as error:
        raise Problem(400, "gone", "The client went away", "the body was not sent to its end") from error
    return b"".join(blocks)
