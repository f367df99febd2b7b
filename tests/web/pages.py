"""Pages as a browser reads them: strictly, with what they link to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import httpx

__all__ = ["BROWSER", "Page", "read"]

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree, without namespaces."""

    tree: Element
    text: str

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag with these attributes."""
        return [e for e in self.tree.iter(tag) if all(e.get(n.replace("_", "-")) == v for n, v in attributes.items())]

    def words(self, tag: str) -> list[str]:
        """The text of each element of a tag, white space as one blank."""
        return [" ".join("".join(e.itertext()).split()) for e in self.tree.iter(tag)]

    def structured(self) -> dict[str, Any]:
        """Its one block of JSON-LD."""
        (block,) = self.all("script", type="application/ld+json")
        found: dict[str, Any] = json.loads(block.text or "")
        return found

    def links(self) -> list[str]:
        """Where its anchors lead."""
        return [e.get("href", "") for e in self.tree.iter("a")]


def read(answer: httpx.Response) -> Page:
    """The page, which must be HTML without a parse error, unique ids, one h1, one title, and nothing from elsewhere."""
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    tree: Element = parser.parse(answer.text)
    page = Page(tree, answer.text)
    ids = [e.get("id", "") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)[:5]
    assert len(page.all("h1")) == 1
    assert len(page.all("title")) == 1
    assert "style" not in {name for e in tree.iter() for name in e.attrib}
    assert not page.all("style")
    base = page.all("body")[0].get("data-base", "")
    assert base.startswith("http")
    data = page.all("script", type="application/ld+json")
    assert all(json.loads(e.text or "") for e in data)
    loaded = [e.get("src") or e.get("href") or "" for tag in ("script", "img", "link") for e in tree.iter(tag) if e not in data]
    assert all(address.startswith(base) for address in loaded)
    assert not re.search(r"\son[a-z]+=", re.sub(r">[^<]*<", "><", answer.text))
    return page
