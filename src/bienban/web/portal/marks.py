"""The smallest blocks of a page, of which it has hundreds: a macro of the templates costs several times as much."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from bienban.web.portal.parts import Link, Source
from bienban.web.portal.words import Words

__all__ = ["Marks"]


class Marks:
    """Makes them in one language."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._language = words.language
        self._in_article = escape(words("source.in_article"))
        self._gauge = lru_cache(maxsize=101)(self._drawn)
        self._rule = lru_cache(maxsize=1_000)(self._named)

    def link(self, link: Link) -> Markup:
        """Words that lead somewhere, or only words, with their language where that is not the page's."""
        language = f' lang="{escape(link.lang)}"' if link.lang and link.lang != self._language else ""
        text = escape(link.text)
        if link.href:
            return Markup(f'<a href="{escape(link.href)}"{language}>{text}</a>')  # noqa: S704 - its parts are escaped
        return Markup(f"<span{language}>{text}</span>")  # noqa: S704

    def gauge(self, confidence: float) -> Markup:
        """A confidence in per cent, as a small gauge."""
        return self._gauge(confidence)

    def _drawn(self, confidence: float) -> Markup:
        says = escape(self._words("source.confidence", n=confidence))
        return Markup(  # noqa: S704
            f'<span class="confidence c{int(confidence / 10)}" title="{says}"><span class="hidden">{says}</span>'
            f'<i aria-hidden="true"></i>{escape(confidence)}%</span>'
        )

    def _named(self, rule: str) -> Markup:
        return Markup(f' · <span class="rule">{escape(self._words("source.rule", rule=rule))}</span>')  # noqa: S704

    def sentence(self, source: Source) -> Markup:
        """A sentence with where it stands."""
        where = f'<span lang="vi">{self.link(source.article)}</span>'
        when = f" <time>{escape(source.published)}</time>" if source.published else ""
        there = f' · <a href="{escape(source.href)}">{self._in_article}</a>' if source.href else ""
        rule = self._rule(source.rule) if source.rule else ""
        sure = "" if source.confidence is None else f" · {self._gauge(source.confidence)}"
        return Markup(  # noqa: S704
            f'<blockquote lang="vi"><p>{escape(source.quote)}</p>\n'
            f'<footer lang="{self._language}">{where}{when}{there}{rule}{sure}</footer></blockquote>\n'
        )
