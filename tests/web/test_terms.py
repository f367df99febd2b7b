"""``/terms.json``: what an editor completes is what the store has, of the newest generation."""

from __future__ import annotations

from pathlib import Path

from bienban.graph.vocab import BASE, PREFIXES
from web.served import publish, serving

A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
FOAF = "http://xmlns.com/foaf/0.1/"
ARTICLE = f"<{BASE}id/article/mot-a23456723456>"
FIRST = f"""
<{BASE}id/person/a-a23456723456> {A} <{FOAF}Person> .
<{BASE}id/person/a-a23456723456> <{FOAF}name> "A" .
<{BASE}id/person/b-b23456723456> {A} <{FOAF}Person> .
{ARTICLE} {A} <{BASE}ontology#Article> .
<{BASE}id/e> {A} <http://www.w3.org/ns/oa#Annotation> {ARTICLE} .
<{BASE}id/e> <http://www.w3.org/ns/oa#hasBody> <{BASE}id/person/a-a23456723456> {ARTICLE} .
"""


def test_classes_and_properties_are_those_of_the_data(tmp_path: Path) -> None:
    store = tmp_path / "store"
    publish(store, FIRST)
    with serving(store) as server:
        found = server.client.get("/terms.json")
        terms = found.json()
        assert terms["classes"] == [f"{FOAF}Person", "http://www.w3.org/ns/oa#Annotation", f"{BASE}ontology#Article"]
        assert terms["properties"][0] == A[1:-1]
        assert set(terms["properties"][1:]) == {f"{FOAF}name", "http://www.w3.org/ns/oa#hasBody"}
        assert terms["prefixes"] == PREFIXES
        publish(store, f"<{BASE}id/person/b-b23456723456> <{FOAF}nick> <{FOAF}x> .\n")
        again = server.client.get("/terms.json")
        assert int(again.headers["bienban-generation"]) > int(found.headers["bienban-generation"])
        assert f"{FOAF}nick" in again.json()["properties"]
