"""What the service says of itself (Reconciliation Service API 0.2, §4.1 service manifest)."""

from __future__ import annotations

from typing import Any

from bienban import __version__
from bienban.graph.vocab import BASE
from bienban.reconcile.answers import type_of
from bienban.reconcile.schema import ID_SPACE, TYPES
from bienban.web.settings import Settings

__all__ = ["PREVIEW_SIZE", "manifest"]

PREVIEW_SIZE = (420, 200)
"""Width and height in pixels."""

BATCH = 25
"""Queries that a client should send at once."""

_NAMES = {"vi": "Biên bản: nhân sự, cơ quan, sự kiện, văn bản", "en": "Bienban: people, bodies, events, documents in the news"}
_MOST = {"vi": "Nhiều nhất (0: tất cả)", "en": "At most (0: all)"}


def manifest(settings: Settings, language: str) -> dict[str, Any]:
    """The manifest; names of types are in the language."""
    base = settings.base_url.rstrip("/")

    def service(name: str) -> dict[str, str]:
        return {"service_url": base, "service_path": f"/reconcile/{name}"}

    return {
        "versions": ["0.1", "0.2"],
        "name": _NAMES[language],
        "identifierSpace": ID_SPACE,
        "schemaSpace": f"{BASE}ontology",
        "documentation": f"{base}/openapi.json",
        "serviceVersion": __version__,
        "logo": f"{base}/static/icon.svg",
        "defaultTypes": [type_of(kind, language) for kind in TYPES],
        "view": {"url": f"{base}/id/{{{{id}}}}"},
        "preview": {
            "url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": PREVIEW_SIZE[0], "height": PREVIEW_SIZE[1],
        },
        "suggest": {name: service(f"suggest/{name}") for name in ("entity", "type", "property")},
        "extend": {
            "propose_properties": service("properties"),
            "property_settings": [{"name": "limit", "label": _MOST[language], "type": "number", "default": 0}],
        },
        "batchSize": BATCH,
    }  # fmt: skip
