"""Language packs are found by code; an unknown one is answered with those there are."""

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from bienban.errors import UsageProblem
from bienban.lang import registry
from bienban.lang.base import Reading
from bienban.lang.registry import codes, language
from bienban.model.article import Article
from bienban.model.facts import Facts


class Silent:
    """A language pack that reads nothing."""

    code = "xx"

    def read(self, article: Article) -> Reading:
        return Reading(article, (), (), Facts())


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint(name="xx", value=f"{__name__}:Silent", group="bienban.languages")

    def points(*, group: str) -> EntryPoints:
        return EntryPoints([point] if group == "bienban.languages" else [])

    monkeypatch.setattr(registry, "entry_points", points)
    monkeypatch.setattr(EntryPoint, "load", lambda _: Silent)
    language.cache_clear()


@pytest.mark.parametrize("code", ["vi", "vi-VN", "VI"])
def test_vietnamese_is_there(code: str) -> None:
    assert language(code).code == "vi"


def test_an_unknown_code_lists_what_there_is() -> None:
    with pytest.raises(UsageProblem, match=r"no language pack 'qq'; use one of: vi") as problem:
        language("qq")
    assert problem.value.exit_code == 2


@pytest.mark.usefixtures("added")
def test_another_package_adds_a_pack() -> None:
    assert codes() == ("vi", "xx")
    article = Article(text="?", source="-", stem="t")
    assert language("xx").read(article).facts == Facts()
