"""``/dumps/``: the whole store as files, each with its checksum; made beside the server when a generation is asked for."""

from __future__ import annotations

import json
import os
import re
import tempfile
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from bienban.store.dumps import FILES, Dump, Dumps, newest_dumps
from bienban.store.layout import Layout
from bienban.store.reader import convert
from bienban.web.http.formats import content_type
from bienban.web.http.negotiate import best, ranges
from bienban.web.http.problems import Problem, not_acceptable
from bienban.web.http.request import accept_of
from bienban.web.linked.addresses import DOCUMENT_OFFERS, not_found
from bienban.web.linked.documents import etag, not_modified
from bienban.web.pool.errand import Errand
from bienban.web.pool.pool import Pool
from bienban.web.portal.languages import chosen
from bienban.web.portal.parts import Link
from bienban.web.portal.site import Site
from bienban.web.portal.structured import DataFile
from bienban.web.portal.words import Words
from bienban.web.settings import Settings

__all__ = ["PREFIXES", "Dumped", "distributions"]

WAIT = 10.0
"""Seconds that a request waits for dumps that there are none of yet."""

PAUSE, REST = 5.0, 10.0
"""Seconds between two beginnings at least, and times of what the last took: dumping has a tenth of one processor at most."""

MEDIA: Mapping[str, tuple[str, str]] = {
    "nquads": ("N-Quads", "application/n-quads"),
    "trig": ("TriG", "application/trig"),
    "turtle": ("Turtle", "text/turtle"),
}
"""Name and media type of what is in a file, by its format."""

PREFIXES = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
RIGHTS = "footer.licence_text"
_RANGES = re.compile(r"bytes=(?:\d+-\d*|-\d+)(?:[ \t]*,[ \t]*(?:\d+-\d*|-\d+))*", re.ASCII)


class Dumped:
    """The dumps of the served store."""

    def __init__(self, settings: Settings, pool: Pool, site: Site) -> None:
        self._layout = Layout(settings.store)
        self._pool = pool
        self._site = site
        self._base = settings.base_url
        self._own: tempfile.TemporaryDirectory[str] | None = None
        folder = self._layout.dumps
        if not os.access(folder if folder.exists() else settings.store, os.W_OK):
            self._own = tempfile.TemporaryDirectory(prefix="bienban-dumps-")
            folder = Path(self._own.name)
        self._folder = folder
        self._errand = Errand("bienban.store.dumps", str(settings.store), str(folder), pause=PAUSE, rest=REST)
        self._known: tuple[int, Dumps] | None = None

    async def stop(self) -> None:
        """Let go of them."""
        await self._errand.stop()
        if self._own is not None:
            self._own.cleanup()

    def current(self, *, make: bool = True) -> Dumps | None:
        """What there is; where that is of an older generation, with ``make`` the newest is being dumped meanwhile."""
        generation = self._pool.generation()
        if self._known is not None and self._known[0] == generation and self._known[1].folder.exists():
            return self._known[1]
        found = newest_dumps(self._folder)
        if found is not None and (found.generation, found.stamp) == (generation, self._stamp(generation)):
            self._known = (generation, found)
        elif make:
            self._errand.begin()
        return found

    def _stamp(self, generation: int) -> str:
        try:
            return self._layout.stamp(generation)
        except OSError:  # it was replaced just now
            return ""

    async def _some(self) -> Dumps:
        """The same, waited for if there are none.

        Raises:
            Problem: 503, they are being made.
        """
        if self.current() is None:
            await self._errand.wait(WAIT)
        found = self.current()
        if found is None:
            detail, todo = "they are made once for each state of the data", "try again in a minute"
            raise Problem(503, "preparing", "The dumps are being made", detail, todo, {"Retry-After": "30"})
        return found

    async def file(self, request: Request) -> Response:
        """A file, or a part of it (RFC 9110 §14).

        Raises:
            Problem: 404, there is no such file; 503, they are being made.
        """
        name = request.path_params["name"]
        if name not in FILES:
            raise not_found(f"dumps/{name}")
        found = await self._some()
        dump = found.file(name)
        if dump is None:
            raise not_found(f"dumps/{name}")
        headers = {
            "ETag": f'"{dump.digest[:32]}"',
            "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(dump.digest)).decode()}:",
            "Bienban-Generation": str(found.generation),
            "Link": f'<{self._base}dumps/>; rel="collection", <{self._base}.well-known/void>; rel="describedby"',
        }
        if not_modified(request, headers["ETag"]):
            return Response(None, 304, headers)
        if not _RANGES.fullmatch(request.headers.get("range", "")):  # to be ignored, not refused (RFC 9110 §14.2)
            request.scope["headers"] = [header for header in request.scope["headers"] if header[0] != b"range"]
        return FileResponse(found.folder / name, 200, headers, "application/gzip")

    async def listed(self, request: Request) -> Response:
        """The files: a page, or their description (DCAT 3).

        Raises:
            Problem: 406; 503, they are being made.
        """
        chosen_offer = best(ranges(accept_of(request)), _OFFERS)
        if chosen_offer is None:
            raise not_acceptable(_OFFERS)
        offer, media = chosen_offer
        found = await self._some()
        language = chosen(request).language if offer.form == "html" else None
        tag = etag(found.generation, "dumps", found.stamp, media, language)
        headers = {
            "ETag": tag, "Bienban-Generation": str(found.generation), "Content-Type": content_type(media),
            "Link": ", ".join([
                f'<{self._base}.well-known/void>; rel="describedby"',
                *(f'<{self._base}dumps/{dump.name}>; rel="item"; type="application/gzip"' for dump in found.files),
            ]),
        }  # fmt: skip
        if not_modified(request, tag):
            return Response(None, 304, headers)
        if offer.form == "html":
            return self._page(request, found, headers)
        turtle = (PREFIXES + distributions(self._base, found, self._rights())).encode()
        return Response(turtle if offer.form == "turtle" else convert(turtle, offer.form), 200, headers)  # type: ignore[arg-type]

    def _page(self, request: Request, found: Dumps, headers: dict[str, str]) -> Response:
        words = self._site.words(chosen(request).language)

        rows = [
            (
                Link(dump.name, f"{self._base}dumps/{dump.name}"), words(f"dumps.holds_{FILES[dump.name]}"),
                _size(dump.size, words), _size(dump.unpacked, words),
            )
            for dump in found.files
        ]  # fmt: skip
        return self._site.page(
            request, "dumps.html", title=words("dumps.title"), headers=headers, rows=rows, files=found.files,
            generation=found.generation,
        )  # fmt: skip

    async def sums(self, _: Request) -> Response:
        """The checksums as ``sha256sum --check`` reads them.

        Raises:
            Problem: 503, they are being made.
        """
        found = await self._some()
        text = "".join(f"{dump.digest}  {dump.name}\n" for dump in found.files)
        return Response(text, 200, {"Content-Type": "text/plain; charset=utf-8"})

    async def index(self, _: Request) -> Response:
        """The files for a program that reads JSON.

        Raises:
            Problem: 503, they are being made.
        """
        found = await self._some()
        unpacked = {dump.name: dump.unpacked for dump in found.files}
        files = [
            {
                "name": file.name, "url": file.url, "mediaType": file.media_type, "bytes": file.size,
                "unpackedBytes": unpacked[file.name], "sha256": file.digest,
            }
            for file in self._described(found)
        ]  # fmt: skip
        said = {"generation": found.generation, "rights": dict(self._rights()), "files": files}
        return Response(json.dumps(said, ensure_ascii=False, indent=1) + "\n", 200, {"Content-Type": "application/json"})

    def files(self) -> tuple[DataFile, ...]:
        """The files that there are now: a look at the first page is no wish for others."""
        found = self.current(make=False)
        return () if found is None else self._described(found)

    def _described(self, found: Dumps) -> tuple[DataFile, ...]:
        return tuple(
            DataFile(
                name=dump.name, url=f"{self._base}dumps/{dump.name}", media_type=MEDIA[FILES[dump.name]][1], size=dump.size,
                digest=dump.digest,
            )
            for dump in found.files
        )  # fmt: skip

    def _rights(self) -> list[tuple[str, str]]:
        return [(language, self._site.words(language)(RIGHTS)) for language in ("vi", "en")]

    def described(self) -> str:
        """What the description of the dataset says of them, in Turtle with :data:`PREFIXES`; nothing while there are none."""
        found = self.current()
        return "" if found is None else distributions(self._base, found, self._rights())

    async def moved(self, _: Request) -> Response:
        """``/dumps`` without its slash."""
        return RedirectResponse(f"{self._base}dumps/", 308)


def _size(number: int, words: Words) -> str:
    """Bytes for people."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if number >= unit:
            return f"{words.number(round(number / unit, 1))} {name}"
    return f"{number} B"


_OFFERS = (DOCUMENT_OFFERS[1], *(offer for offer in DOCUMENT_OFFERS if offer.form != "html"))
"""A page first: people write this address."""


def distributions(base: str, found: Dumps, rights: list[tuple[str, str]]) -> str:
    """The dumps as ``void:dataDump`` and ``dcat:Distribution`` of the dataset (DCAT 3 §6.8), in Turtle."""
    void = f"{base}.well-known/void#"
    said = ", ".join(f"{json.dumps(text, ensure_ascii=False)}@{language}" for language, text in rights)
    blocks = [f"<{void}rights> a dcterms:RightsStatement ; rdfs:label {said} .\n"]
    blocks += [_distribution(base, void, dump) for dump in found.files]
    return "".join(blocks)


def _distribution(base: str, void: str, dump: Dump) -> str:
    form = FILES[dump.name]
    name, media = MEDIA[form]
    file, types = f"<{base}dumps/{dump.name}>", "https://www.iana.org/assignments/media-types/"
    return f"""\
<{void}dataset> void:dataDump {file} ; dcat:distribution <{void}{form}> .
<{void}{form}> a dcat:Distribution ; dcterms:title "{name}, gzip"@en ; dcat:downloadURL {file} ; dcat:accessURL <{base}dumps/> ;
    dcat:byteSize "{dump.size}"^^xsd:nonNegativeInteger ; dcat:mediaType <{types}{media}> ;
    dcat:compressFormat <{types}application/gzip> ; dcterms:rights <{void}rights> ; spdx:checksum <{void}{form}-sha256> .
<{void}{form}-sha256> a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ;
    spdx:checksumValue "{dump.digest}"^^xsd:hexBinary .
"""
