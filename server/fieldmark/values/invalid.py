"""One exception for every value that has the wrong shape, and the one place that words pydantic's findings."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")

# pydantic's finding -> what is wrong and what to do. Anything else keeps pydantic's own words.
WORDS: Mapping[str, str] = {
    "missing": "is missing; add it",
    "unexpected_keyword_argument": "is not a known field; leave it out",
    "string_type": "must be text (a JSON string)",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "dataclass_type": "must be an object with named fields",
    "dataclass_exact_type": "must be an object with named fields",
    "string_too_long": "is longer than {max_length:,} characters; shorten it",
    "string_too_short": "must not be empty",
    "too_long": "has more than {max_length:,} entries; send fewer",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le:,} or less",
    "literal_error": "must be one of {expected}",
}


# Regular expressions say nothing to a user: each one used has its words here, beside WORDS.
PATTERN_WORDS: dict[str, str] = {}


def describe_pattern(pattern: str, words: str) -> str:
    """Registers what a value that fails this pattern is told; returns the pattern."""
    PATTERN_WORDS[pattern] = words
    return pattern


class InvalidValue(ValueError):
    """A value of the wrong shape.

    Attributes:
        field: where it is, as a path such as ``people[3].handle``; empty for the value as a whole.
        problem: what is wrong and what to do, without the path.
    """

    def __init__(self, field: str, problem: str) -> None:
        self.field = field
        self.problem = problem
        super().__init__(f"{field or 'the value'}: {problem}")

    def under(self, prefix: str) -> "InvalidValue":
        """The same finding one level further out: ``handle`` under ``people[3]`` is ``people[3].handle``."""
        joint = "." if self.field and not self.field.startswith("[") else ""
        return InvalidValue(f"{prefix}{joint}{self.field}", self.problem)


def join_path(parts: tuple[int | str, ...]) -> str:
    """``("people", 3, "handle")`` as ``people[3].handle``."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path


def build(adapter: TypeAdapter[T], raw: object) -> T:
    """Checks the raw value and builds from it what the adapter describes.

    Raises:
        InvalidValue: naming the first field that is wrong.
    """
    return call_checked(lambda: adapter.validate_python(raw))


def call_checked(validate: Callable[[], T]) -> T:
    """Runs a pydantic validation; its first finding becomes an InvalidValue."""
    try:
        return validate()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        context: dict[str, Any] = first.get("ctx", {})
        if "error" in context and isinstance(context["error"], InvalidValue):
            inner = context["error"]
            path = join_path(first["loc"])
            raise (inner.under(path) if path else inner) from None
        words = PATTERN_WORDS.get(context.get("pattern", "")) or WORDS.get(first["type"])
        problem = words.format(**context) if words else first["msg"].removeprefix("Value error, ")
        raise InvalidValue(join_path(first["loc"]), problem) from None
