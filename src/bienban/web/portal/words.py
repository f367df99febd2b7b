"""The words of the pages: ``words/{language}.toml`` of each package, the same keys in every language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

from bienban.errors import ResourceMissing
from bienban.web.portal.languages import LANGUAGES

__all__ = ["Words", "load"]


class Words:
    """The texts of one language by dotted key."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """A text with values in its places ``{name}``.

        Raises:
            KeyError: there is no such text, or a value is missing: a mistake in a template.
        """
        text = self._texts[key]
        return text.format(**values) if "{" in text else text

    def count(self, key: str, number: int) -> str:
        """``3 events``: the form of the number's size, with ``{n}`` grouped as the language does."""
        form = "one" if number == 1 else "other"
        return self._texts[f"{key}.{form}"].format(n=self.number(number))

    def number(self, value: float) -> str:
        """A number as the language writes it: ``1.234,5`` or ``1,234.5``."""
        text = f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "vi" else text

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self._texts

    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._texts)


def load(packages: Iterable[str]) -> Mapping[str, Words]:
    """The words of all packages by language.

    Raises:
        ResourceMissing: a file is missing, or two packages have the same key.
    """
    every: dict[str, Words] = {}
    for language in LANGUAGES:
        texts: dict[str, str] = {}
        for package in packages:
            for key, text in _read(package, language):
                if key in texts:
                    raise ResourceMissing(f"two texts have the key {key}", where=f"{package}/words/{language}.toml")
                texts[key] = text
        every[language] = Words(language, texts)
    return every


def _read(package: str, language: str) -> Iterator[tuple[str, str]]:
    path = files(package) / "words" / f"{language}.toml"
    if not path.is_file():
        raise ResourceMissing("a file of words is missing", where=f"{package}/words/{language}.toml", todo="reinstall bienban")
    yield from _flat("", tomllib.loads(path.read_text(encoding="utf-8")))


def _flat(start: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{start}{name}.", value)
        else:
            yield f"{start}{name}", str(value)
