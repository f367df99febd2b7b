"""Addresses: what is fetched, how politely, and what becomes of what goes wrong. A real server on loopback answers."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from bienban import __version__
from bienban.errors import InputProblem
from bienban.model.article import Article
from bienban.sources.base import Item, Limits, ReadSettings, Remark, SetAside, WebSettings
from bienban.sources.fetch import Fetcher, NoMemory
from bienban.sources.listings import Listing, listing_of
from bienban.sources.walk import read_paths
from sources.encoded import encode
from sources.pages import META, PARAGRAPHS, TITLE, page
from sources.web_server import Site, site

Run = Callable[..., Result]
FAST = ReadSettings(web=WebSettings(delay=0, timeout=2))


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as found:
        yield found


def look(*addresses: str, settings: ReadSettings = FAST) -> tuple[Item, ...]:
    return tuple(read_paths(addresses, settings))


def one(items: tuple[Item, ...]) -> Article:
    (article,) = (i for i in items if isinstance(i, Article))
    return article


def why(items: tuple[Item, ...]) -> SetAside:
    (found,) = items
    assert isinstance(found, SetAside), found
    return found


def tin(number: int) -> str:
    return page(title=f"{TITLE} lần {number}")


def test_a_page_and_nothing_but_the_page(web: Site) -> None:
    address = web.put("/chinh-tri/hop-12.html?utm_source=x", page())
    read = one(look(address))
    assert (read.title, read.source, read.stem) == (TITLE, address, "hop-12")
    assert read.url == f"{web.base}/chinh-tri/hop-12.html"
    assert [a.path for a in web.asked] == ["/robots.txt", "/chinh-tri/hop-12.html?utm_source=x"]
    assert one(look(web.put("/b.html", page(head=META)))).url == "https://bao.example/chinh-tri/hop-12.html"


def test_an_honest_name(web: Site) -> None:
    look(web.put("/a", page()), settings=ReadSettings(web=WebSettings(delay=0, contact="me@nha.example")))
    assert {a.headers["user-agent"] for a in web.asked} == {f"bienban/{__version__} (me@nha.example)"}


@pytest.mark.parametrize(
    ("path", "type_", "data"),
    [
        ("/a", "application/json", json.dumps({"title": TITLE, "text": "\n".join(PARAGRAPHS) + "\n"}).encode()),
        ("/a.txt", "text/plain; charset=viscii", encode("\n".join([TITLE, *PARAGRAPHS]) + "\n", "viscii")),
        ("/a", "application/octet-stream", page().encode()),
        ("/a.html.gz", "application/gzip", gzip.compress(page().encode())),
        ("/a", 'text/html; charset="windows-1258"', encode(page(charset="iso-8859-1"), "windows-1258")),
    ],
)
def test_the_server_or_the_content_tells_the_format(web: Site, path: str, type_: str, data: bytes) -> None:
    assert one(look(web.put(path, data, type=type_))).text == "\n".join([TITLE, *PARAGRAPHS]) + "\n"


def test_a_compressed_answer(web: Site) -> None:
    web.put("/a", gzip.compress(page().encode()), headers={"Content-Encoding": "gzip"})
    assert one(look(f"{web.base}/a")).title == TITLE
    web.put("/b", gzip.compress(b"<p>" * 10_000_000), headers={"Content-Encoding": "gzip"})
    assert "larger than 20,000,000" in why(look(f"{web.base}/b")).what


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(web: Site, status: int) -> None:
    address = web.put("/cu", status=status, headers={"Location": "/moi.html"})
    web.put("/moi.html", page())
    read = one(look(address))
    assert (read.source, read.url) == (address, f"{web.base}/moi.html")


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ({"status": 404}, "the server answers 404"),
        ({"status": 410}, "the server answers 410"),
        ({"status": 500}, "the server answers 500"),
        ({"status": 503, "headers": {"Retry-After": "120"}}, "the server answers 503"),
        ({"status": 302, "headers": {"Location": "/x"}}, "more than 5 redirects"),
        ({"status": 302, "headers": {"Location": "file:///etc/hostname"}}, "redirected to what is no web address"),
        ({"status": 302}, "redirected to what is no web address"),
        ({"silent": True}, "no answer within 2 seconds"),
        ({"body": b"<p>", "broken": True}, "the connection broke off"),
        ({"body": b"x" * 200}, "larger than 100 bytes"),
        ({"body": b"xyz", "headers": {"Content-Encoding": "gzip"}}, "damaged (its compression)"),
        ({"body": b"\x89PNG\r\n", "type": "image/png"}, "an image"),
        ({"body": b""}, "the file is empty"),
    ],
)
def test_what_goes_wrong_is_set_aside(web: Site, answer: dict[str, object], what: str) -> None:
    address = web.put("/x", **answer)  # type: ignore[arg-type]
    found = why(look(address, settings=ReadSettings(web=FAST.web, limits=Limits(file_bytes=100))))
    assert what in found.what
    assert found.source == address
    assert found.todo
    assert found.again is not None
    assert found.again.path == address


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/tin"
    assert "cannot be reached" in why(look(address)).what


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://a b/", "https://:80/x", "http://127.0.0.1:99999/"])
def test_what_is_no_address(address: str) -> None:
    found = why(look(address))
    assert found.todo


def test_a_server_without_tls(web: Site) -> None:
    assert "TLS" in why(look(web.base.replace("http:", "https:") + "/a")).what


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        ({"body": b"User-agent: *\nDisallow: /kin\n"}, False),
        ({"body": b"User-agent: *\nDisallow: /\n\nUser-agent: bienban\nAllow: /\n"}, True),
        ({"body": b"User-agent: bienban\nDisallow: /*/a$\n"}, False),
        ({"body": b"User-agent: other\nDisallow: /\n"}, True),
        ({"status": 404}, True),
        ({"status": 403}, True),
        ({"status": 500}, False),
        ({"status": 301, "headers": {"Location": "/r.txt"}}, False),
        ({"silent": True}, False),
        ({"body": b"\xff\xfe<html>not robots"}, True),
    ],
)
def test_robots(web: Site, robots: dict[str, object], allowed: bool) -> None:
    web.put("/robots.txt", type="text/plain", **{"body": b"", **robots})  # type: ignore[arg-type]
    web.put("/r.txt", b"User-agent: *\nDisallow: /kin/\n")
    address = web.put("/kin/a", page())
    items = look(address)
    assert ("/kin/a" in web.paths()) is allowed
    if not allowed:
        assert isinstance(items[0], SetAside)
        assert "robots.txt" in items[0].what or "no answer" in items[0].what


def test_a_redirect_to_a_private_address_is_refused_before_anything_is_sent(web: Site) -> None:
    with site() as inner:
        secret = inner.put("/latest/meta-data", page())
        address = web.put("/a", status=302, headers={"Location": secret})
        found = why(look(address))
        assert "redirected to a private address (127.0.0.1)" in found.what
        assert "--allow-private" in str(found)
        assert inner.asked == []
        trusting = replace(FAST, web=replace(FAST.web, private=True))
        assert one(look(address, settings=trusting)).title == TITLE
        assert one(look(secret, address)[:1]).title == TITLE


def test_robots_that_lead_to_a_private_address_are_refused(web: Site) -> None:
    with site() as inner:
        inner.put("/robots.txt", "User-agent: *")
        web.put("/robots.txt", status=302, headers={"Location": f"{inner.base}/robots.txt"})
        assert "private address" in why(look(web.put("/a", page()))).what
        assert inner.asked == []


def test_robots_hold_for_redirects_too(web: Site) -> None:
    web.put("/robots.txt", b"User-agent: *\nDisallow: /kin\n")
    address = web.put("/a", status=302, headers={"Location": "/kin"})
    assert "robots.txt" in why(look(address)).what
    assert web.paths() == ["/a"]


@pytest.mark.parametrize(
    ("robots", "pause"), [("", 5), ("User-agent: *\nCrawl-delay: 12\n", 12), ("User-agent: *\nCrawl-delay: 2\n", 5)]
)
def test_requests_to_a_host_keep_a_distance(web: Site, robots: str, pause: int) -> None:
    web.put("/robots.txt", robots)
    waited: list[float] = []
    fetcher = Fetcher(ReadSettings(web=WebSettings(delay=5, timeout=2)), NoMemory(), pause=waited.append)
    for number in range(3):
        assert fetcher.fetch(web.put(f"/{number}", page())) is not None
    assert len(waited) == 3
    assert all(pause - 2 < seconds <= pause for seconds in waited)


def test_a_server_that_asks_to_wait_is_asked_no_more(web: Site) -> None:
    busy, other = web.put("/1", status=429, headers={"Retry-After": "60"}), web.put("/2", page())
    first, second = look(busy, other)
    assert isinstance(first, SetAside)
    assert isinstance(second, SetAside)
    assert "it asks to wait (60)" in (first.todo or "")
    assert "not asked for" in second.what
    assert web.paths() == ["/1"]


def rss(links: list[str]) -> str:
    items = "".join(f"<item><title>Tin</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Báo</title>{items}</channel></rss>'


def atom(links: list[str]) -> str:
    items = "".join(f'<entry><title>Tin</title><link href="{link}"/></entry>' for link in links)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Báo</title>{items}</feed>'


def sitemap(links: list[str], kind: str = "urlset", item: str = "url") -> str:
    items = "".join(f"<{item}><loc> {link} </loc></{item}>" for link in links)
    return f'<?xml version="1.0"?><{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</{kind}>'


@pytest.mark.parametrize("write", [rss, atom, sitemap])
def test_the_pages_of_a_list(web: Site, write: Callable[[list[str]], str]) -> None:
    links = [web.put(f"/tin/{n}.html", tin(n)) for n in range(3)]
    address = web.put("/danh-sach", write([*links, links[0], "http://other.example/x"]), type="application/xml")
    items = look(address)
    assert [i.url for i in items if isinstance(i, Article)] == links
    assert [i.source for i in items if isinstance(i, Article)] == links
    (remark,) = (i for i in items if isinstance(i, Remark))
    assert "1 pages of other sites" in remark.what
    assert web.paths() == ["/danh-sach", *(f"/tin/{n}.html" for n in range(3))]


def test_an_index_of_sitemaps(web: Site) -> None:
    links = [web.put(f"/tin/{n}.html", tin(n)) for n in range(4)]
    parts = [web.put(f"/s{n}.xml.gz", gzip.compress(sitemap(links[2 * n : 2 * n + 2]).encode())) for n in range(2)]
    address = web.put("/sitemap.xml", sitemap(parts, "sitemapindex", "sitemap"), type="text/xml")
    assert [i.url for i in look(address) if isinstance(i, Article)] == links
    web.put("/sitemap.xml", sitemap([address], "sitemapindex", "sitemap"), type="text/xml")
    assert look(address) == ()


def test_no_more_pages_than_wanted(web: Site) -> None:
    links = [web.put(f"/tin/{n}.html", tin(n)) for n in range(5)]
    settings = ReadSettings(web=WebSettings(delay=0, pages=2))
    items = look(web.put("/f", rss(links)), settings=settings)
    assert len([i for i in items if isinstance(i, Article)]) == 2
    assert "3 more pages are listed; --max-pages 5" in next(i.what for i in items if isinstance(i, Remark))
    assert len(web.paths()) == 3


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<?xml version='1.0'?><urlset><url><loc>x</urlset>", "a sitemap that cannot be read"),
        ("<?xml version='1.0'?><rss><channel><item", "a feed that cannot be read"),
    ],
)
def test_broken_lists(web: Site, body: str, what: str) -> None:
    assert what in why(look(web.put("/f", body))).what


def test_entities_of_a_list_fetch_nothing(web: Site, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("http://127.0.0.1/secret", encoding="utf-8")
    bomb = '<?xml version="1.0"?>\n<urlset><url><loc>&x;</loc></url></urlset>'
    entity = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(InputProblem):
        listing_of(bomb.encode())
    assert listing_of(bomb.replace("\n", entity).encode()) is None
    outside = f"<!DOCTYPE urlset SYSTEM '{web.base}/x.dtd'>"
    assert listing_of(bomb.replace("\n", outside).encode()) == Listing()
    assert web.asked == []


FLAGS = ("--delay", "0", "--timeout", "5")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    from click.testing import CliRunner

    from bienban.cli.main import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BIENBAN_STORE", raising=False)

    def call(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, list(arguments), prog_name="bienban")
        assert result.exit_code == code, result.output
        return result

    return call


def test_what_did_not_change_is_not_sent_again(web: Site, run: Run) -> None:
    tagged = web.put("/1.html", tin(1), headers={"ETag": '"a"'})
    dated = web.put("/2.html", tin(2), headers={"Last-Modified": "Wed, 05 Apr 2023 01:15:00 GMT"})
    plain = web.put("/3.html", tin(3))
    feed = web.put("/f.rss", rss([tagged, dated, plain]), headers={"ETag": '"f"'})
    assert "3 articles: 3 added" in run("import", feed, *FLAGS).stderr
    assert all("if-none-match" not in a.headers and "if-modified-since" not in a.headers for a in web.asked)
    web.asked.clear()
    said = run("import", feed, *FLAGS).stderr
    assert f"{feed}: unchanged since it was fetched" in said
    assert web.paths() == ["/f.rss"]
    said = run("import", tagged, dated, plain, *FLAGS).stderr
    assert "1 unchanged" in said
    assert said.count("unchanged since it was fetched") == 2
    web.put("/1.html", tin(7), headers={"ETag": '"b"'})
    assert "1 replaced" in run("import", tagged, *FLAGS).stderr
    assert web.asked[-1].headers["if-none-match"] == '"a"'


def test_an_article_that_was_removed_is_fetched_whole(web: Site, run: Run) -> None:
    address = web.put("/1.html", tin(1), headers={"ETag": '"a"'})
    run("import", address, *FLAGS)
    run("remove", address)
    assert "1 added" in run("import", address, *FLAGS).stderr
    assert "1 would be added" in run("import", address, *FLAGS, "--dry-run", "--store", "other").stderr


def test_what_was_set_aside_is_fetched_again(web: Site, run: Run) -> None:
    good, bad = web.put("/1.html", tin(1)), web.put("/2.html", status=500)
    feed = web.put("/f.rss", rss([good, bad]), headers={"ETag": '"f"'})
    assert f"{bad}: the server answers 500" in run("import", feed, *FLAGS, code=1).stderr
    assert bad in run("info", "--aside").stdout
    assert "the server answers 500" in run("import", "--retry", *FLAGS, code=1).stderr
    web.put("/2.html", tin(2), headers={"ETag": '"2"'})
    assert "1 added" in run("import", "--retry", *FLAGS).stderr
    assert run("info", "--aside").stdout == ""
    assert "unchanged since" in run("import", bad, *FLAGS).stderr
    assert json.loads(run("extract", good, *FLAGS).stdout)["events"]
