"""The pages for people: both languages, valid, escaped, with errors that help."""

from __future__ import annotations

import tomllib
from pathlib import Path
from string import Formatter

import pytest

import bienban.web.portal
from bienban.web.http.problems import KINDS, OTHERS
from bienban.web.portal.languages import LANGUAGES
from web.pages import BROWSER, read
from web.served import Served

WORDS = Path(bienban.web.portal.__file__).parent / "words"

DATA = {"sparql", ".well-known/void", "openapi.json"}
"""Addresses that have no language."""

NEGOTIATIONS = [
    ("", "vi"), ("en", "en"), ("vi,en;q=0.5", "vi"), ("en-GB,en;q=0.9,vi;q=0.8", "en"), ("fr", "vi"), ("fr,en;q=0.1", "en"),
    ("*", "vi"), ("vi;q=0,en", "en"), ("vi;q=0,*;q=0.1", "en"), ("EN", "en"), (";;;,q=1,é", "vi"), ("en;q=2,vi", "vi"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "language"), NEGOTIATIONS)
def test_the_language_is_the_one_that_the_browser_likes(served: Served, header: str, language: str) -> None:
    answer = served.client.get("/problems", headers=[(b"Accept-Language", header.encode())])
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]
    assert read(answer).all("html")[0].get("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_chosen_by_hand_stays(served: Served, language: str) -> None:
    page = read(served.client.get(f"/problems?lang={language}&x=%22%3E", headers={"Accept-Language": "en;q=0.5, vi;q=0.5"}))
    assert page.all("html")[0].get("lang") == language
    own = {a.removeprefix(served.base) for a in page.links() if a.startswith(served.base)} - DATA
    assert len(own) > 10
    assert all("lang=" in address for address in own)
    others = [a.get("href", "") for a in page.all("a") if a.get("hreflang") not in (None, language)]
    assert [f"lang={other}" for other in LANGUAGES if other != language] == [a.rpartition("&")[2] for a in others]


def texts(table: dict[str, object], start: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in table.items():
        found |= texts(value, f"{start}{name}.") if isinstance(value, dict) else {start + name: str(value)}
    return found


def test_both_languages_say_the_same() -> None:
    vi, en = (texts(tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))) for language in LANGUAGES)
    assert vi.keys() == en.keys()
    for key in vi:
        places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (vi[key], en[key])]
        assert places[0] == places[1], key


ERRORS = [
    ("/nothing-here", 404), ("/doc/id/person/nobody-a23456723456", 404), ("/sparql?query=SELEKT", 400),
    ("/sparql?query=SELECT*{SERVICE<x:y>{}}", 403), ("/doc/id/a?page=0", 400), ("/data?graph=x:y", 404),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status"), ERRORS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_gets_errors_as_pages(served: Served, path: str, status: int, language: str) -> None:
    answer = served.client.get(path, headers={"Accept": BROWSER, "Accept-Language": language})
    assert answer.status_code == status
    page = read(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert page.all("html")[0].get("lang") == language
    (kind,) = {a.rpartition("#")[2] for a in page.links() if "problems" in a}
    programs = served.client.get(path)
    assert programs.json()["type"].endswith(f"#{kind}")
    shown = " ".join("".join(page.tree.itertext()).split())
    assert " ".join(programs.json()["detail"].split()) in shown


def test_errors_do_not_carry_markup(served: Served) -> None:
    answer = served.client.get("/doc/id/x'%3E%3Cscript%3Ealert(1)%3C/script%3E", headers={"Accept": BROWSER})
    assert answer.status_code == 404
    assert "<script>" not in answer.text
    read(answer)


def test_files_of_pages(served: Served) -> None:
    page = read(served.client.get("/problems", headers={"Accept": BROWSER}))
    files = [e.get("href", "") for e in page.all("link") if e.get("rel") in ("stylesheet", "icon", "preload")]
    files += [e.get("src", "") for e in page.all("script")]
    assert len(files) >= 4
    for address in files:
        answer = served.client.get(address)
        assert answer.status_code == 200
        if "?v=" in address:
            assert "immutable" in answer.headers["cache-control"]
        again = served.client.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    style = served.client.get("/static/portal.css").text
    assert "@import" not in style
    assert "//" not in style.replace("https://", "//") or "url(http" not in style
    fonts = {part.partition(")")[0] for part in style.split("url(")[1:]}
    assert fonts
    assert all(served.client.get(f"/static/{font}").status_code == 200 for font in fonts)
    for bad in ("nothing.css", "../words/vi.toml", "%2e%2e/words/vi.toml", "fonts"):
        assert served.client.get(f"/static/{bad}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_problem_is_explained_in_both_languages(served: Served, language: str) -> None:
    kinds = [kind for _, kind, _ in (*KINDS.values(), *OTHERS)]
    known = texts(tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8")))
    page = read(served.client.get("/problems", headers={"Accept-Language": language}))
    for kind in kinds:
        (term,) = page.all("div", id=kind)
        assert known[f"error.title.{kind}"] in " ".join(term.itertext())


@pytest.mark.parametrize(("language", "run"), [("vi", "Chạy"), ("en", "Run")])
def test_the_endpoint_says_in_the_readers_language_what_it_is_and_leads_to_answers(
    served: Served, language: str, run: str
) -> None:
    page = read(served.client.get("/sparql", headers={"Accept": BROWSER, "Accept-Language": language}))
    assert run in page.words("button")
    (form,) = page.all("form", **{"class": "query"})
    query = (page.all("textarea")[0].text or "").strip()
    answer = served.client.get(form.get("action", ""), params={"query": query}, headers={"Accept": BROWSER})
    assert answer.status_code == 200
    assert read(answer).all("section", aria_label="Kết quả")
