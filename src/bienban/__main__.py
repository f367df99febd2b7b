"""``python -m bienban``: the command line."""

from __future__ import annotations

from bienban.cli.main import main

if __name__ == "__main__":
    main(prog_name="bienban")
