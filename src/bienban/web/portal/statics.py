"""The files that pages use: style, script, fonts, icon; nothing comes from elsewhere."""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["Statics"]

TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
}


class Statics:
    """The files of the folder ``static``, each read once; an address with the file's version may be kept for a year."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[bytes, str]] = {}

    def _load(self) -> dict[str, tuple[bytes, str]]:
        if not self._files:
            folders = [("", files("bienban.web.portal") / "static")]
            found: dict[str, tuple[bytes, str]] = {}
            while folders:
                start, folder = folders.pop()
                for entry in folder.iterdir():
                    if entry.is_dir():
                        folders.append((f"{start}{entry.name}/", entry))
                    elif entry.name.rpartition(".")[2] in TYPES:
                        data = entry.read_bytes()
                        found[start + entry.name] = (data, sha256(data).hexdigest()[:12])
            self._files = found
        return self._files

    def has(self, name: str) -> bool:
        """Whether there is such a file (what is built when packaging may be missing)."""
        return name in self._load()

    def version(self, name: str) -> str:
        """What changes when the file does."""
        return self._load()[name][1]

    async def __call__(self, request: Request) -> Response:
        """A file."""
        name = str(request.path_params["path"])
        found = self._load().get(name)
        if found is None:
            return Response("no such file\n", 404, {"Content-Type": "text/plain; charset=utf-8"})
        data, version = found
        tag = f'"{version}"'
        lasting = request.query_params.get("v") == version
        cache = "public, max-age=31536000, immutable" if lasting else "public, max-age=3600"
        headers = {"ETag": tag, "Cache-Control": cache, "Content-Type": TYPES[name.rpartition(".")[2]]}
        if tag in request.headers.get("if-none-match", ""):
            return Response(None, 304, headers)
        return Response(data, 200, headers)
