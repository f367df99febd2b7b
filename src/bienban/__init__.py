"""Bienban (*biên bản*, the minutes of a meeting): news articles in, a validated knowledge graph out."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("bienban")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0.0.0"

__all__ = ["__version__"]
