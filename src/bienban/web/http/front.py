"""What stands before every endpoint: limits on the URL, cross-origin access, headers that every answer has."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bienban.web.http.problems import Problem, problem_response
from bienban.web.settings import Settings

__all__ = ["PAGE_POLICY", "Completion", "Front"]

ALLOWED_HEADERS = "Accept, Accept-Language, Content-Type, If-None-Match, If-Range, Prefer, Range"
EXPOSED_HEADERS = (
    "Accept-Ranges, Bienban-Generation, Bienban-Rows, Bienban-Row-Limit, Content-Length, Content-Range, ETag, Link, Location,"
    " Repr-Digest, Retry-After, Server-Timing"
)

SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
"""For data. A page that needs styles or scripts sets its own policy, which is kept."""

ALWAYS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED_HEADERS, "Cache-Control": "no-cache"}

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""The policy of a page: styles, scripts, pictures, forms of this server, nothing within the page and nothing from elsewhere."""


class Completion:
    """Adds to the headers of an answer those that every answer has."""

    def __init__(self, settings: Settings) -> None:
        every = {**SECURITY, **ALWAYS}
        if settings.base_url.startswith("https://"):
            every["Strict-Transport-Security"] = "max-age=31536000"
        self._defaults = [(name.lower().encode(), value.encode()) for name, value in every.items()]

    def __call__(self, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """The headers of an answer, names in small letters, with those that it lacks."""
        names = {name for name, _ in headers}
        if any(name == b"content-security-policy" and b"frame-ancestors *" in value for name, value in headers):
            names.add(b"x-frame-options")  # it knows no "anywhere"; the policy says it
        every = [*headers, *(default for default in self._defaults if default[0] not in names)]
        if b"vary" not in names:
            return [*every, (b"vary", b"Accept")]
        varies = b", ".join(value for name, value in every if name == b"vary")
        if b"accept" not in {part.strip().lower() for part in varies.split(b",")}:
            varies += b", Accept"
        return [*(header for header in every if header[0] != b"vary"), (b"vary", varies)]


class Front:
    """The outermost application. The data is public, so any origin may read it; nothing depends on cookies."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._complete = Completion(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._complete(list(message.get("headers", ())))
            await send(message)

        early = self._early(scope)
        await (self._app if early is None else early)(scope, receive, sending)

    def _early(self, scope: Scope) -> Response | None:
        most = self._settings.limits.url_bytes
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > most:
            problem = Problem(
                414, "url-too-long", "The URL is too long", f"it may have {most:,} bytes", "send the query by POST",
                {"Connection": "close"},
            )  # fmt: skip
            return problem_response(problem, self._settings.base_url)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > self._settings.limits.head_bytes:
            problem = Problem(
                431, "head-too-large", "The headers are too large", f"they may have {self._settings.limits.head_bytes:,} bytes",
                "send fewer", {"Connection": "close"},
            )  # fmt: skip
            return problem_response(problem, self._settings.base_url)
        names = {name for name, _ in scope["headers"]}
        if scope["method"] == "OPTIONS" and b"access-control-request-method" in names:
            return Response(None, 204, {
                "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
                "Access-Control-Allow-Headers": ALLOWED_HEADERS,
                "Access-Control-Max-Age": "86400",
            })  # fmt: skip
        return None
