"""The change feed replicated by ldes-client, which the specification's authors write: all members, each with its graph.

``BIENBAN_LDES_CLIENT`` names its module ``dist/lib/client.js``; ``.ci/run`` installs it from npm.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from bienban.graph.terms import Term, iri_text, is_iri, parse_literal
from bienban.store import open_store
from bienban.store.history import PAGE
from small_world import put, take
from web.served import serving
from web.test_feed import graph

pytestmark = pytest.mark.system

CASES = Path(__file__).parent / "cases"
AS, TYPE = "https://www.w3.org/ns/activitystreams#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
VERSION_OF = "http://purl.org/dc/terms/isVersionOf"

Quads = list[list[str]]


def replicated(url: str) -> dict[str, Quads]:
    """The quads of each member; the client may reach this machine only."""
    module = os.environ.get("BIENBAN_LDES_CLIENT")
    if module is None:
        pytest.skip("BIENBAN_LDES_CLIENT names no ldes-client (npm install ldes-client)")
    command = ["node", "--require", str(CASES / "loopback.cjs"), str(CASES / "replicate.mjs"), str(Path(module).resolve()), url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    members = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len({member["id"] for member in members}) == len(members)
    return {member["id"]: member["quads"] for member in members}


def value(term: str) -> str:
    return iri_text(Term(term)) if is_iri(Term(term)) else parse_literal(Term(term))[0]


def test_another_client_replicates_the_store(tmp_path: Path) -> None:
    path = tmp_path / "s"
    put(path, *(graph(f"a{n:03}") for n in range(PAGE + 20)))
    put(path, graph("a003", "Chủ tịch"))
    take(path, graph("a050"))
    with serving(path, "--work", "3600") as server:
        members = replicated(f"{server.base}feed")
    said = {member: {p: o for s, p, o, g in quads if s == member and not g} for member, quads in members.items()}
    kinds = {facts[VERSION_OF]: facts[TYPE].removeprefix(AS) for facts in said.values()}
    assert kinds[graph("a003").article] == "Update"
    assert kinds[graph("a050").article] == "Delete"
    with open_store(path) as store:
        assert {article for article, kind in kinds.items() if kind != "Delete"} == set(store.articles())
        for member, quads in members.items():
            there = store.graph(said[member][VERSION_OF])
            expected = set() if there is None else {(value(s), value(p), value(o)) for s, p, o in there.triples}
            assert {(s, p, o) for s, p, o, g in quads if g == member} == expected
