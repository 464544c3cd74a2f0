"""The few forms that JSON Schemas here are made of."""

from collections.abc import Mapping
from typing import Any, get_args

Schema = dict[str, Any]

PLACES = "#/components/schemas/"
ANYTHING: Schema = {}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def ref(name: str) -> Schema:
    """The schema of this name."""
    return {"$ref": PLACES + name}


def text(most: int | None = None, *, least: int = 0, pattern: str | None = None) -> Schema:
    """A text of so many characters, which as a whole is like the pattern."""
    limits = {"maxLength": most, "minLength": least or None, "pattern": pattern and f"^(?:{pattern})$"}
    return {"type": "string", **{name: limit for name, limit in limits.items() if limit is not None}}


def whole_number(least: int, most: int) -> Schema:
    """A whole number in this range."""
    return {"type": "integer", "minimum": least, "maximum": most}


def one_of(literal: object) -> Schema:
    """One of a literal's values."""
    return {"type": "string", "enum": list(get_args(literal))}


def list_of(items: Schema, most: int | None = None) -> Schema:
    """A list."""
    return {"type": "array", "items": items, **({} if most is None else {"maxItems": most})}


def or_null(schema: Schema) -> Schema:
    """The same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def object_of(fields: Mapping[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    """An object that has these fields, of which some may be absent, and no others."""
    required = [name for name in fields if name not in optional]
    return {"type": "object", "properties": dict(fields), "required": required, "additionalProperties": False}


def at_least_one_of(schema: Schema, names: tuple[str, ...]) -> Schema:
    """The same object, which has one of these fields at least."""
    return {**schema, "anyOf": [{"required": [name]} for name in names]}
