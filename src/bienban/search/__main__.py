"""``python -m bienban.search STORE``: bring the index of a store up to date, for a server that has other things to do."""

from __future__ import annotations

import sys
from pathlib import Path

from bienban.errors import BienbanError
from bienban.search.keeping import follow


def main() -> int:
    """Do it; what goes wrong is said on stderr."""
    try:
        follow(Path(sys.argv[1]))
    except BienbanError as problem:
        sys.stderr.write(f"{problem}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
