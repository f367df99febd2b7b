"""Fetching by HTTP, politely: robots.txt, one request at a time with a pause, conditional requests, limits, an honest name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

from bienban import __version__
from bienban.errors import InputProblem
from bienban.sources.base import ReadSettings

if TYPE_CHECKING:
    from protego import Protego
    from urllib3 import BaseHTTPResponse

__all__ = ["Fetched", "Fetcher", "Memory", "NoMemory", "Validators"]

_REDIRECTS = (301, 302, 303, 307, 308)
_HOPS = 5
_ROBOTS_BYTES = 512 * 1024  # RFC 9309 §2.5: at least 500 kibibytes
_AGENT = "bienban"
_LATER = "try again later with import --retry"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said about the version of a page, for a conditional request (RFC 9110 §13)."""

    etag: str | None = None
    modified: str | None = None


class Memory(Protocol):
    """What is remembered of pages fetched before."""

    def validators(self, url: str) -> Validators | None:
        """Those of the version that is in the store; None asks for the page whatever its version."""

    def fetched(self, url: str, source: str, validators: Validators, *, listing: bool) -> None:
        """A page that ``source`` named was fetched; to be remembered once its article is stored, a listing once all is done."""


class NoMemory:
    """Remembers nothing."""

    def validators(self, url: str) -> Validators | None:
        """Nothing is known."""
        del url
        return None

    def fetched(self, url: str, source: str, validators: Validators, *, listing: bool) -> None:
        """Nothing is remembered."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: its address after redirects, its bytes, and the media type and encoding that its server names."""

    url: str
    data: bytes
    media_type: str
    charset: str | None
    validators: Validators


class Fetcher:
    """Fetches for one run. ``pause`` waits so many seconds."""

    def __init__(self, settings: ReadSettings, memory: Memory, pause: Callable[[float], None] = time.sleep) -> None:
        from urllib3 import PoolManager, Timeout

        from bienban.sources.guarded import only_public

        self._web = settings.web
        self._limit = settings.limits.file_bytes
        self._memory = memory
        self._pause = pause
        contact = "" if self._web.contact is None else f" ({self._web.contact})"
        self.agent = f"{_AGENT}/{__version__}{contact}"
        wait, headers = Timeout(connect=self._web.timeout, read=self._web.timeout), {"User-Agent": self.agent}
        self._pool = PoolManager(timeout=wait, retries=False, headers=headers)
        self._public = only_public(PoolManager(timeout=wait, retries=False, headers=headers))
        self._named = set[str]()
        self._robots: dict[str, Protego] = {}
        self._last: dict[str, float] = {}
        self._waiting: dict[str, str] = {}

    def fetch(self, url: str, *, named: bool = True) -> Fetched | None:
        """A page, or None where the version in memory is still the newest.

        The host of an address that a user ``named`` may be anywhere; what it redirects to, or lists, on other hosts may not be
        at a private address.

        Raises:
            InputProblem: it cannot be had, or may not be fetched.
        """
        if named:
            self._named.add(_site(url))
        for _ in range(_HOPS + 1):
            self._allowed(url)
            known = self._memory.validators(url)
            with self._answer(url, known) as answer:
                if answer.status == 304:
                    return None
                if answer.status not in _REDIRECTS:
                    self._check(answer, url)
                    return self._page(answer, url)
                url = _target(answer, url)
        raise InputProblem(f"more than {_HOPS} redirects", todo="name the address that they lead to")

    def _page(self, answer: BaseHTTPResponse, url: str) -> Fetched:
        data = self._body(answer, self._limit)
        media_type, _, rest = answer.headers.get("content-type", "").partition(";")
        charset = next(
            (p.partition("=")[2].strip("\"' ") for p in rest.split(";") if p.strip().lower().startswith("charset=")), None
        )
        validators = Validators(answer.headers.get("etag"), answer.headers.get("last-modified"))
        return Fetched(url, data, media_type.strip().lower(), charset or None, validators)

    def _check(self, answer: BaseHTTPResponse, url: str) -> None:
        if answer.status == 200:
            return
        after = answer.headers.get("retry-after")
        what = f"the server answers {answer.status} {answer.reason or ''}".rstrip()
        if answer.status in (429, 503):
            self._waiting[_host(url)] = what
            raise InputProblem(what, todo=_LATER if after is None else f"{_LATER}; it asks to wait ({after})")
        todo = _LATER if answer.status >= 500 else "check the address in a browser"
        raise InputProblem(what, todo=todo)

    @contextmanager
    def _answer(self, url: str, known: Validators | None, *, paced: bool = True) -> Iterator[BaseHTTPResponse]:
        from urllib3 import exceptions

        headers = {"User-Agent": self.agent, "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
        headers |= {"Accept-Encoding": "gzip, deflate"}
        if known is not None and known.etag is not None:
            headers["If-None-Match"] = known.etag
        if known is not None and known.modified is not None:
            headers["If-Modified-Since"] = known.modified
        if paced:
            self._pace(url)
        try:
            trusted = self._web.private or _site(url) in self._named
            answer = (self._pool if trusted else self._public).request(
                "GET", url, redirect=False, preload_content=False, headers=headers
            )
            try:
                yield answer
            finally:
                answer.close()
        except exceptions.HTTPError as error:
            raise _problem(error, self._web.timeout) from error
        except ValueError as error:  # urllib3 and http.client on addresses that are none
            raise InputProblem(f"not an address that can be fetched: {error}", todo="check the address") from error
        finally:
            self._last[_host(url)] = time.monotonic()

    def _body(self, answer: BaseHTTPResponse, limit: int) -> bytes:
        """The body, within a limit of bytes and ten times the timeout."""
        end = time.monotonic() + 10 * self._web.timeout
        data = bytearray()
        for chunk in answer.stream(1 << 16, decode_content=True):
            data += chunk
            if len(data) > limit:
                raise InputProblem(f"larger than {limit:,} bytes", todo="raise the limit with --max-file-bytes")
            if time.monotonic() > end:
                raise InputProblem(
                    f"not all there after {10 * self._web.timeout:g} seconds", todo="raise --timeout, or try later"
                )
        return bytes(data)

    def _pace(self, url: str) -> None:
        """Wait until the host may be asked again."""
        host = _host(url)
        asked = self._robots[host].crawl_delay(_AGENT) if host in self._robots else None
        delay = max(self._web.delay, asked or 0.0)
        last = self._last.get(host)
        if last is not None and (left := last + delay - time.monotonic()) > 0:
            self._pause(left)

    def _allowed(self, url: str) -> None:
        """Make sure that robots.txt (RFC 9309) lets us fetch an address, and that its server has not asked to wait.

        Raises:
            InputProblem: it does not, or cannot be read.
        """
        host = _host(url)
        if host in self._waiting:
            raise InputProblem(f"not asked for: {self._waiting[host]} before", todo=_LATER)
        if host not in self._robots:
            self._robots[host] = self._rules(f"{host}/robots.txt")
        if not self._robots[host].can_fetch(url, _AGENT):
            raise InputProblem(
                "the site's robots.txt does not let bienban fetch it", todo="ask the site, or save the page yourself"
            )

    def _rules(self, url: str) -> Protego:
        from protego import Protego

        for _ in range(_HOPS + 1):
            with self._answer(url, None, paced=False) as answer:
                if answer.status in _REDIRECTS:
                    url = _target(answer, url)
                    continue
                if answer.status >= 500 or answer.status == 429:
                    raise InputProblem(f"its robots.txt cannot be read (the server answers {answer.status})", todo=_LATER)
                text = self._body(answer, _ROBOTS_BYTES).decode("utf-8", "replace") if answer.status == 200 else ""
                return Protego.parse(text)
        return Protego.parse("")


def _host(url: str) -> str:
    """Scheme, host and port: to what robots.txt applies."""
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


def _site(url: str) -> str:
    """Host and port, the same for http and https on their own ports."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}:{parts.port or ''}"


def _target(answer: BaseHTTPResponse, url: str) -> str:
    found = urljoin(url, answer.headers.get("location", ""))
    if urlsplit(found).scheme.lower() not in ("http", "https") or "location" not in answer.headers:
        raise InputProblem(f"redirected to what is no web address ({found!r})", todo="check the address in a browser")
    return found


def _problem(error: Exception, timeout: float) -> InputProblem:
    """What urllib3 raised, in words."""
    from urllib3 import exceptions

    if isinstance(error, exceptions.NewConnectionError):
        return InputProblem("the server cannot be reached", todo="check the address and the network")
    if isinstance(error, exceptions.TimeoutError):
        return InputProblem(f"no answer within {timeout:g} seconds", todo="try again later, or raise --timeout")
    if isinstance(error, exceptions.SSLError):
        return InputProblem(f"no safe connection (TLS): {error}", todo="check the address; certificates are always verified")
    if isinstance(error, exceptions.LocationValueError):
        return InputProblem(f"not an address that can be fetched: {error}", todo="check the address")
    if isinstance(error, exceptions.DecodeError):
        return InputProblem("what the server sends is damaged (its compression)", todo=_LATER)
    return InputProblem(f"the connection broke off ({type(error).__name__})", todo=_LATER)
