"""Metadata as files give it: the names that keys go by, dates and addresses in the forms that occur."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from bienban.errors import InputProblem
from bienban.lang.registry import DEFAULT, codes, detect, recognises
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.sources.base import Fields, Metadata, Raw, ReadSettings
from bienban.text import digest_of, nfc

__all__ = ["KEYS", "Given", "article_of", "canonical_url", "given_of", "names_of", "read_date", "value_of"]

# fmt: off
KEYS: dict[str, tuple[str, ...]] = {
    "id": ("id", "identifier", "guid"),
    "title": ("title", "headline", "article_title"),
    "text": ("text", "body", "content", "articleBody", "article_body", "article_text", "full_text", "maintext"),
    "url": ("url", "link", "canonical_url", "source_url", "web_url", "permalink"),
    "publisher": ("publisher", "source", "site", "site_name", "source_name", "outlet"),
    "date": (
        "date", "published", "datePublished", "published_at", "publishedAt", "publish_date", "published_date", "date_published",
        "date_publish", "publication_date", "pub_date", "pubDate",
    ),
    "author": ("author", "byline", "authors", "creator"),
    "license": ("license", "licence", "rights"),
    "language": ("language", "lang", "inLanguage"),
}
# fmt: on
"""Our name of a key → the names under which it is read, the first present wins."""

_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_VIETNAMESE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:,?\s+.*)?")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")
# Larger numbers are Unix times: seconds from September 2001, milliseconds from 1973 on; smaller ones are years or 20230329.
_EPOCH_SECONDS = 1_000_000_000
_EPOCH_MILLISECONDS = 100_000_000_000
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|zarsrc|_ga")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What one file says about one article, and ``remarks`` on what could not be understood and is left out."""

    id: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    byline: str | None = None
    license: str | None = None
    language: str | None = None
    remarks: tuple[str, ...] = ()


def read_date(text: str) -> PartialDate:
    """Read a date of publication: ISO 8601 (also with a time, or only year and month), ``29/3/2023``, or that of RFC 5322.

    >>> str(read_date("29/3/2023")), str(read_date("2023-03-29T08:30:00+07:00")), str(read_date("2023-03"))
    ('2023-03-29', '2023-03-29', '2023-03')

    Raises:
        ValueError: none of these, or no day of the calendar.
    """
    text = text.strip()
    if match := _ISO_TIME.fullmatch(text):
        return PartialDate.parse(match[1])
    if match := _VIETNAMESE.fullmatch(text):
        return PartialDate(int(match[3]), int(match[2]), int(match[1]))
    if match := _COMPACT.fullmatch(text):
        return PartialDate(*(int(x) for x in match.groups()))
    if re.match(r"[A-Z][a-z]{2},", text):
        day = parsedate_to_datetime(text)
        return PartialDate(day.year, day.month, day.day)
    value = PartialDate.parse(text)
    if value.year is None:
        raise ValueError(f"a date of publication needs a year: {text!r}")
    return value


def canonical_url(text: str) -> str:
    """One spelling for one address: lower-case scheme and host, no default port, fragment or tracking parameters, ASCII.

    >>> canonical_url("HTTPS://Bao.example:443/tin/1?utm_source=x&p=2#top")
    'https://bao.example/tin/1?p=2'

    Raises:
        ValueError: it is no absolute web address.
    """
    parts = urlsplit(text.strip())
    if parts.scheme.lower() not in ("http", "https") or parts.hostname is None:
        raise ValueError(f"not a web address: {text!r}")
    scheme, host = parts.scheme.lower(), parts.hostname
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    port = "" if parts.port in (None, 80 if scheme == "http" else 443) else f":{parts.port}"
    path = quote(nfc(parts.path), safe="/%:@!$&'()*+,;=~-._") or "/"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if _TRACKING.fullmatch(k) is None]
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if kept == pairs else urlencode(kept)
    return urlunsplit((scheme, host + port, path, query, ""))


def _words(value: object) -> str | None:
    """The text of a metadata value: a string, a number, an object with a name (schema.org), or several of these."""
    if isinstance(value, str):
        return nfc(" ".join(value.split())) or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    if isinstance(value, list | tuple):
        return ", ".join(w for w in map(_words, value) if w is not None) or None
    return None


def _date(value: object) -> PartialDate | None:
    if isinstance(value, int) and not isinstance(value, bool) and value >= _EPOCH_SECONDS:
        moment = datetime.fromtimestamp(value / 1000 if value >= _EPOCH_MILLISECONDS else value, UTC)
        return PartialDate(moment.year, moment.month, moment.day)
    words = _words(value)
    return None if words is None else read_date(words)


def names_of(key: str, fields: Fields) -> tuple[str, ...]:
    """The names under which one of our keys is looked for: those that the user gives, then those of :data:`KEYS`."""
    return (*(theirs for ours, theirs in fields if ours == key), *KEYS[key])


def value_of(record: Mapping[str, object], name: str) -> object:
    """The value under a name, or under the names of a path such as ``data.attributes.content``; None where there is none.

    >>> value_of({"data": {"body": "Tin."}}, "data.body")
    'Tin.'
    """
    found: object = record.get(name)
    if found is None and "." in name:
        found = record
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def given_of(record: Mapping[str, object], fields: Fields = ()) -> Given:
    """The metadata in a JSON object or front matter, under any of the names in ``fields`` and :data:`KEYS`."""

    def find(key: str) -> object:
        values = (value_of(record, name) for name in names_of(key, fields))
        return next((value for value in values if value not in (None, "")), None)

    remarks = []
    published = url = language = None
    try:
        published = _date(find("date"))
    except (ValueError, OverflowError, OSError):
        remarks.append(f"the date {find('date')!r} is left out: give it as 2023-03-29")
    try:
        address = _words(find("url"))
        url = None if address is None else canonical_url(address)
    except ValueError:
        remarks.append(f"the address {find('url')!r} is left out: it is no web address")
    tag = _words(find("language"))
    if tag is not None:
        match = _LANGUAGE.fullmatch(tag)
        if match is None:
            remarks.append(f"the language {tag!r} is left out: give a code such as vi")
        else:
            language = match[1].lower()
    return Given(
        id=_words(find("id")),
        title=_words(find("title")),
        url=url,
        publisher=_words(find("publisher")),
        published=published,
        byline=_words(find("author")),
        license=_words(find("license")),
        language=language,
        remarks=tuple(remarks),
    )


def _first(*values: str | None) -> str | None:
    return next((v for v in values if v is not None), None)


def article_of(
    raw: Raw, settings: ReadSettings, text: str, title: str | None, body_start: int, given: Given, *, stem: str | None = None
) -> Article:
    """The article of a text in NFC, with the metadata that its file gives, else those of the settings.

    Raises:
        InputProblem: the text is longer than the limit, holds half a character (a lone surrogate), or is plainly in another
            language than it is said to be, unless the user said so.
    """
    if len(text) > settings.limits.text_chars:
        raise InputProblem(
            f"the text has {len(text):,} characters, more than {settings.limits.text_chars:,}",
            todo="is it one article? If so, raise the limit with --max-text-chars",
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputProblem("half a character (a lone surrogate)", where=f"character {error.start}") from error
    more: Metadata = settings.metadata
    if stem is None:
        stem = raw.stem
    if raw.source == "-" and given.id is None:  # it has no name: named alike, the next one would replace this one
        stem = f"stdin-{digest_of(text).partition(':')[2][:12]}"
    return Article(
        text=text,
        source=raw.source,
        stem=stem,
        title=title,
        body_start=body_start,
        id=given.id,
        url=_first(given.url, raw.url, more.url),
        publisher=_first(given.publisher, more.publisher),
        published=given.published if given.published is not None else more.published,
        byline=given.byline,
        license=_first(given.license, more.license),
        language=_language_of(text, given.language, more.language),
    )


def _language_of(text: str, said: str | None, fallback: str | None) -> str:
    """The language that the file says, else the user, else the one that a text is in by its own words.

    Raises:
        InputProblem: the text is plainly not in the language that the file says, or in none that a pack knows; the user's word
            is not doubted.
    """
    if fallback is not None:
        return _first(said, fallback) or fallback
    if said is None:
        found, languages = detect(text), (DEFAULT, *(code for code in codes() if code != DEFAULT))
    else:
        found, languages = None if recognises(said, text) is False else said, (said,)
    if found is None:
        raise InputProblem(
            f"the text is not in the language {' or '.join(map(repr, languages))}",
            todo="it is left out; if it is, say so with --language; Vietnamese without its marks cannot be read",
        )
    return found
