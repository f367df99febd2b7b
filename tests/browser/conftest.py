"""Debian's Chromium, headless, at two sizes, with and without JavaScript, over a server with the project's own samples."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from web.served import Served, serving, with_samples

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(with_samples(tmp_path_factory.mktemp("portal") / "store"), "--work", "3000") as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path is not None, "these tests need Debian's package chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Reader:
    """Somebody with a browser; what went wrong in it is kept."""

    page: Page
    base: str
    size: str
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.base):
            self.faults.append(f"asked for {request.url}")

    def open(self, path: str) -> Page:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, path
        return self.page

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def fits(self) -> bool:
        """Nothing sticks out to the side."""
        wide: bool = self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        return wide


def context_of(chromium: Browser, size: str, *, script: bool = True, dark: bool = False, locale: str = "vi-VN") -> BrowserContext:
    width, height = SIZES[size]
    phone = size == "phone"
    return chromium.new_context(
        viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone, java_script_enabled=script, locale=locale,
        color_scheme="dark" if dark else "light", reduced_motion="reduce",
    )  # fmt: skip


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def reader(chromium: Browser, portal: Served, size: str) -> Iterator[Reader]:
    with context_of(chromium, size) as context:
        found = Reader(context.new_page(), portal.base, size)
        found.watch()
        yield found
        assert not found.faults


@pytest.fixture
def plain_reader(chromium: Browser, portal: Served, size: str) -> Iterator[Reader]:
    """A reader without JavaScript."""
    with context_of(chromium, size, script=False) as context:
        found = Reader(context.new_page(), portal.base, size)
        yield found
