"""A page stays of one size, however much there is to say: the latest first, with how many there are and where the rest is."""

from __future__ import annotations

from pathlib import Path

from bienban.graph.vocab import BASE, PREFIXES
from web.pages import read
from web.served import publish, serving

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
WHO = f"<{BASE}id/person/le-thi-na>"
POSTS = 75


def career() -> str:
    lines = [f"{WHO} <{RDF}type> <{PREFIXES['foaf']}Person> .", f'{WHO} <{PREFIXES["foaf"]}name> "Lê Thị Na"@vi .']
    for number in range(POSTS):
        held = f"<{BASE}id/post-held/{number:02}>"
        day = f'"{1940 + number}-03-05"^^<http://www.w3.org/2001/XMLSchema#date>'
        lines += [f"{held} <{PREFIXES['org']}member> {WHO} .", f"{held} <{PREFIXES['bb']}attestedOn> {day} ."]
    return "\n".join(lines) + "\n"


def test_the_latest_posts_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    publish(tmp_path / "store", career())
    with serving(tmp_path / "store", "--workers", "1") as server:
        answer = server.client.get("/doc/id/person/le-thi-na?lang=en", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    (section,) = read(answer).all("section", id="posts")
    facts = [" ".join("".join(item.itertext()).split()) for item in section.iter("li") if item.get("class") == "fact"]
    assert len(facts) == 60
    assert any(str(1940 + POSTS - 1) in fact for fact in facts)
    assert not any("1941" in fact for fact in facts)
    assert f"The first 60 of {POSTS} are shown here." in " ".join("".join(section.itertext()).split())
    assert any("questions/posts" in (link.get("href") or "") for link in section.iter("a"))
