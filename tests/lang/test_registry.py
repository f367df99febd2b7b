"""Language packs are found by code, those of other packages too; the language of a text is told by the packs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bienban.errors import UsageProblem
from bienban.lang import registry
from bienban.lang.registry import codes, detect, language, recognises
from bienban.model.article import Article
from bienban.model.facts import Facts

PACK = """
from bienban.lang.base import Reading
from bienban.model.facts import Facts

class Silent:
    code = "xx"
    def read(self, article):
        return Reading(article, (), (), Facts())

def recognises(text):
    return None if len(text) < 9 else text.startswith("xx ")
"""
POINTS = (
    "[bienban.languages]\nxx = silent_pack:Silent\nvi = silent_pack:Silent\n[bienban.recognisers]\nxx = silent_pack:recognises\n"
)


def forget() -> None:
    for cached in (registry._points, registry._recogniser, registry.language):
        cached.cache_clear()


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another package, installed: its module and what pip writes about it."""
    (tmp_path / "silent_pack.py").write_text(PACK, encoding="utf-8")
    info = tmp_path / "silent_pack-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: silent-pack\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(POINTS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    forget()
    yield
    forget()
    sys.modules.pop("silent_pack", None)


@pytest.mark.parametrize("code", ["vi", "vi-VN", "VI"])
def test_vietnamese_is_there(code: str) -> None:
    assert language(code).code == "vi"


def test_an_unknown_code_lists_what_there_is() -> None:
    with pytest.raises(UsageProblem, match=r"no language pack 'qq'; use one of: .*vi") as problem:
        language("qq")
    assert problem.value.exit_code == 2


@pytest.mark.usefixtures("added")
def test_another_package_adds_a_pack() -> None:
    assert {"vi", "xx"} <= set(codes())
    article = Article(text="?", source="-", stem="t")
    assert language("xx").read(article).facts == Facts()
    assert language("vi").code == "vi", "what comes with bienban is not replaced"


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("xx yy zz ww", "xx"),
        ("Sáng ngày 5 tháng 4, Đảng ủy xã Mẫu Sơn tổ chức phiên họp thường kỳ để bàn việc làm đường vào thôn.", "vi"),
        ("Tin", "vi"),  # too short for all: the default
        ("", "vi"),
        ("yy zz ww " * 9, None),
    ],
)
def test_the_language_of_a_text_is_told(text: str, code: str | None) -> None:
    assert detect(text) == code


def test_who_cannot_tell_says_so() -> None:
    assert recognises("qq", "The meeting was held.") is None
    assert recognises("vi-VN", "Tin.") is None


def test_telling_a_language_loads_no_pack() -> None:
    code = """
import sys
from bienban.lang.registry import detect
assert detect("Sáng ngày 5 tháng 4, Đảng ủy xã Mẫu Sơn tổ chức phiên họp thường kỳ để bàn việc làm đường vào thôn.") == "vi"
print(*(m for m in sys.modules if m.endswith((".reader", ".tables", ".tokens"))))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []
