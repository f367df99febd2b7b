"""From files and texts to articles, facts and findings; nothing is stored."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from bienban.errors import InputProblem
from bienban.lang.base import Reading
from bienban.model.article import Article
from bienban.model.dates import PartialDate
from bienban.model.finding import Report
from bienban.sources.base import GivenFacts, Item, Metadata, Raw, ReadSettings, Remark, SetAside
from bienban.sources.given import Given, article_of, canonical_url, read_date
from bienban.sources.headline import join_headline, split_headline
from bienban.text import digest_of, nfc

__all__ = ["Articles", "article", "check", "extract", "read", "read_all", "settings_of"]


def settings_of(
    *,
    publisher: str | None = None,
    date: str | PartialDate | None = None,
    url: str | None = None,
    license: str | None = None,
    language: str | None = None,
) -> ReadSettings:
    """Metadata for articles whose file does not say it.

    Raises:
        ValueError: a date or an address that is none.
    """
    published = read_date(date) if isinstance(date, str) else date
    address = None if url is None else canonical_url(url)
    return ReadSettings(
        metadata=Metadata(publisher=publisher, published=published, url=address, license=license, language=language)
    )


def article(
    text: str,
    *,
    title: str | None = None,
    id: str | None = None,
    publisher: str | None = None,
    date: str | PartialDate | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Article:
    """An article from a string; its first line is the headline unless ``title`` gives one.

    >>> note = article("Sáng 5/4/2023, ông Trần Văn Mẫu, Chủ tịch UBND huyện Đông Lâm, thăm xã Tân Hòa Đông.", date="2023-04-06")
    >>> str(note.published), note.language
    ('2023-04-06', 'vi')

    Raises:
        InputProblem: the text is empty, too long, or in no language that can be read.
        ValueError: a date or an address that is none.
    """
    whole = nfc(text)
    if not whole.strip():
        raise InputProblem("the text is empty", todo="give the text of an article")
    if title is None:
        headline, start = split_headline(whole)
    else:
        whole, headline, start = join_headline(nfc(title), whole)
    settings = settings_of(publisher=publisher, date=date, url=url, language=language)
    stem = f"text-{digest_of(whole).partition(':')[2][:12]}"
    raw = Raw(source=stem, stem=stem, stream=io.BytesIO())
    return article_of(raw, settings, whole, headline, start, Given(id=id))


class Articles:
    """The articles in files and folders, read as they are iterated over.

    What cannot be read does not end the iteration: it is in :attr:`set_aside` afterwards, with its reason.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self._aside: list[SetAside] = []

    def __iter__(self) -> Iterator[Article]:
        for item in self._items:
            if isinstance(item, Article):
                yield item
            elif isinstance(item, SetAside):
                self._aside.append(item)
            elif isinstance(item, GivenFacts):
                self._aside.append(
                    SetAside(
                        source=item.source, stem=item.stem, what="it holds facts, not an article", todo="add() them to a store"
                    )
                )

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """What could not be read so far; each prints as one line: what, where, what to do."""
        return tuple(self._aside)


def items(paths: Iterable[str | Path], settings: ReadSettings) -> Iterator[Item]:
    """Everything in files, folders and at addresses.

    Raises:
        UsageProblem: a path does not exist.
    """
    from bienban.sources.walk import check_paths, read_paths

    names = tuple(map(str, paths))
    check_paths(names)
    return read_paths(names, settings, io.BytesIO())


def read_all(
    *paths: str | Path,
    publisher: str | None = None,
    date: str | PartialDate | None = None,
    url: str | None = None,
    license: str | None = None,
    language: str | None = None,
) -> Articles:
    """All articles in files and folders and at addresses, in every format that ``bienban import`` takes.

    >>> articles = read_all(samples)
    >>> len(list(articles)), articles.set_aside
    (14, ())

    Raises:
        UsageProblem: a path does not exist.
        ValueError: a date or an address that is none.
    """
    settings = settings_of(publisher=publisher, date=date, url=url, license=license, language=language)
    return Articles(items(paths, settings))


def read(
    path: str | Path,
    *,
    publisher: str | None = None,
    date: str | PartialDate | None = None,
    url: str | None = None,
    license: str | None = None,
    language: str | None = None,
) -> Article:
    """The one article in a file.

    >>> read(samples / "tan-hoa-dong-dai-hoi-dang-bo.md").title
    'Đại hội Đảng bộ xã Tân Hòa Đông lần thứ XII thành công tốt đẹp'

    Raises:
        UsageProblem: the path does not exist.
        InputProblem: it cannot be read, or holds no article or several.
        ValueError: a date or an address that is none.
    """
    articles = read_all(path, publisher=publisher, date=date, url=url, license=license, language=language)
    found = list(articles)
    if len(found) == 1 and not articles.set_aside:
        return found[0]
    if articles.set_aside:
        aside = articles.set_aside[0]
        raise InputProblem(aside.what, where=str(path), todo=aside.todo)
    what = "there is no article in it" if not found else f"there are {len(found)} articles in it"
    raise InputProblem(what, where=str(path), todo="read_all() reads any number")


def extract(source: Article | str | Path) -> Reading:
    """What is said in an article (or in the one of a file): facts, mentions and sentences.

    The facts are frozen objects of :mod:`bienban.model.facts`, which refer to each other by key; the words of each are
    ``evidence.spans`` in ``article.text``.

    >>> reading = extract(samples / "dong-lam-ky-hop-hdnd.md")
    >>> reading.facts.persons[0].name
    'Võ Thị Hạnh Dung'
    >>> proof = reading.facts.persons[0].evidence[0]
    >>> proof.rule, proof.spans[0].of(reading.article.text)
    ('person.titled', 'Võ Thị Hạnh Dung')

    Raises:
        BienbanError: the file cannot be read, or no language pack reads its language.
    """
    from bienban.lang.registry import language

    found = source if isinstance(source, Article) else read(source)
    return language(found.language).read(found)


def check(source: Article | str | Path) -> Report:
    """The findings of the shapes on what an article, facts as JSON or an RDF file says.

    >>> report = check(samples / "tan-hoa-dong-dai-hoi-dang-bo.md")
    >>> report.worst().label
    'info'

    Raises:
        UsageProblem: the path does not exist.
        InputProblem: it cannot be read, or holds several articles.
    """
    from bienban.exchange.rdf_files import form_of
    from bienban.pipeline.checking import check_file, check_item

    if not isinstance(source, Article) and form_of(str(source)) is not None:
        found = check_file(str(source))
        if isinstance(found, SetAside):
            raise InputProblem(found.what, where=found.where or found.source, todo=found.todo)
        return found
    given = (
        [source] if isinstance(source, Article) else [i for i in items((source,), ReadSettings()) if not isinstance(i, Remark)]
    )
    if len(given) != 1:
        what = "there is nothing to validate in it" if not given else f"there are {len(given)} articles in it"
        raise InputProblem(what, where=str(source), todo="validate one article at a time")
    report = check_item(given[0])
    if isinstance(report, Report):
        return report
    raise InputProblem(report.what, where=report.where or report.source, todo=getattr(report, "todo", None))
