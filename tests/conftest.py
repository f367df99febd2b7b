"""Fixtures that all tests may use."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("bienban", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bienban")

# A shell has its background jobs ignore Ctrl-C, and programs that they start inherit that: tests send some of them SIGINT.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of material that is not part of the repository; a test that needs it is skipped where it is absent."""
    given = os.environ.get("BIENBAN_SHARED")
    folder = Path(given) if given else Path(__file__).parents[2] / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip(f"no gold set in {folder}; set BIENBAN_SHARED to the folder that has gold/")
    return folder
