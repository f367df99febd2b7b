"""Processes that read articles come with lexicon, rules and shapes loaded, once for all of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ASKED = """
import sys
from bienban.pipeline.parallel import ordered_map
def loaded(number):
    import os
    from bienban.lang.vi.naming import name_lexicon
    from bienban.pipeline.stages import validator
    return os.getpid(), name_lexicon.cache_info().misses, validator.cache_info().misses, name_lexicon.cache_info().hits
if __name__ == "__main__":
    found = list(ordered_map(loaded, range(64), 2))
    assert "bienban.pipeline.warm" not in sys.modules, "this process itself need not be"
    print(len({pid for pid, *_ in found}), {(names, shapes) for _, names, shapes, _ in found}, all(hits for *_, hits in found))
"""


@pytest.mark.system
def test_processes_start_with_everything_loaded(tmp_path: Path) -> None:
    script = tmp_path / "asked.py"
    script.write_text(ASKED, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout.split(" ", 1)[1] == "{(1, 1)} True\n", done.stderr
