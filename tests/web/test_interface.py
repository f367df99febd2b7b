"""The server is held to ``/openapi.json`` by Schemathesis: requests made from what it says, and against it.

Every answer has a status, media type and schema that the document names; none is a failure of the server (5xx); what the
document allows is accepted and what it forbids refused, methods too.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.served import Served, serving, with_samples

pytestmark = pytest.mark.system

CONFIG = """
# That a text is SPARQL, or JSON of a certain form, or that one of two parameters is there but not both, the document does not
# say: here a refusal is right.
[[operations]]
include-path-regex = "^/(sparql|data|reconcile)$"
checks.positive_data_acceptance.enabled = false
"""
EXAMPLES, SEED = "5", "20260101"
FEWEST = 2_000
"""Requests that a run makes at least: fewer, and the document describes hardly anything."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(with_samples(tmp_path_factory.mktemp("interface") / "store"), "--work", "3000") as server:
        while server.client.get("/dumps/index.json").status_code == 503:  # they are being made
            time.sleep(0.2)
        yield server


def test_every_answer_is_one_that_the_document_describes(samples: Served, tmp_path: Path) -> None:
    config, report = tmp_path / "schemathesis.toml", tmp_path / "report.json"
    config.write_text(CONFIG)
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", f"{samples.base}openapi.json"]
    bounds = ["--seed", SEED, "--max-examples", EXAMPLES, "--generation-database", "none"]
    shown = ["--no-shrink", "--continue-on-failure", "--no-color", "--report", "json", "--report-json-path", str(report)]
    phases = ["--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all", "--request-timeout", "60"]
    done = subprocess.run(
        [*command, *bounds, *shown, *phases],
        cwd=tmp_path, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    cases = json.loads(report.read_text())["test_cases"]
    assert cases["generated"] >= FEWEST
    assert cases["with_failures"] == cases["errored"] == cases["without_checks"] == 0
