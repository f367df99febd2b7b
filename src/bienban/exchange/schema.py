"""Checks a JSON object against the published schema of facts and says where it differs, and what is expected there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from bienban.errors import InputProblem
from bienban.resources import resource_text

__all__ = ["GUIDE_KEYS", "check", "schema"]

GUIDE_KEYS = ("persons", "organizations", "events", "documents", "awards", "observations", "statements")

_NAMES = {
    "dict": "an object",
    "list": "an array",
    "str": "a string",
    "int": "a number",
    "float": "a number",
    "bool": "a truth value",
}
_TYPES = {
    "object": "an object", "array": "an array", "string": "a string", "integer": "a whole number", "number": "a number",
    "boolean": "true or false", "null": "null",
}  # fmt: skip


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The JSON Schema of facts (draft 2020-12)."""
    found: dict[str, Any] = json.loads(resource_text("ontology", "facts.schema.json"))
    return found


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def check(data: object) -> None:
    """See that a JSON value is an object of facts.

    Raises:
        InputProblem: it is not; ``where`` is the JSON path of the first difference, ``todo`` what is expected there.
    """
    errors = sorted(_validator().iter_errors(data), key=lambda e: (list(map(str, e.absolute_path)), str(e.validator)))
    if errors:
        error = errors[0]
        raise InputProblem(_what(error), where=error.json_path, todo=_expected(error))
    if isinstance(data, Mapping) and not any(key in data for key in (*GUIDE_KEYS, "keep", "x")):
        raise InputProblem("no facts in it", where="$", todo=f"give at least one of {', '.join(GUIDE_KEYS)}")
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as problem:
        raise InputProblem("half of a surrogate pair in a string", where="$", todo="write the JSON as UTF-8") from problem


def _what(error: ValidationError) -> str:
    """What is wrong, without the instance in full."""
    value: Any = error.instance
    wanted: Any = error.validator_value
    match error.validator:
        case "type":
            kinds = [_TYPES[t] for t in (wanted if isinstance(wanted, list) else [wanted])]
            return f"{_shown(value)} where {' or '.join(kinds)} is expected"
        case "enum":
            return f"{_shown(value)} is none of {', '.join(map(str, wanted))}"
        case "required":
            missing = [name for name in wanted if name not in value]
            return f"no {' and no '.join(repr(name) for name in missing)}"
        case "additionalProperties":
            known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
            unknown = [name for name in value if name not in known]
            return f"unknown {', '.join(repr(name) for name in unknown)}"
        case "pattern" | "minimum" | "maximum" | "minLength" | "minItems":
            return f"{_shown(value)} cannot stand here"
        case _:
            return error.message[:200]


def _shown(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, dict | list):
        return _NAMES[type(value).__name__]
    return repr(value)[:60]


def _expected(error: ValidationError) -> str | None:
    """The schema's own description of the place, or of the keys allowed there."""
    if not isinstance(error.schema, Mapping):
        return None
    if error.validator == "additionalProperties":
        return f"known are {', '.join(error.schema.get('properties', {}))}"
    description = error.schema.get("description")
    return None if description is None else f"expected: {description}"
