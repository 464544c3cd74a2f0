"""Reading what a request brings, with an error that names the field."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from flask import current_app, request

from fieldmark.values import InvalidValue
from fieldmark.values.text import MOST_LEVELS, check_depth, make_depth_error, mend_surrogates_everywhere

if TYPE_CHECKING:
    from fieldmark.app import Services

DEFAULT_PAGE, LARGEST_PAGE = 50, 200


def get_services() -> "Services":
    """What the running app works with."""
    return cast("Services", current_app.extensions["fieldmark"])


def read_object(known: Iterable[str]) -> dict[str, Any]:
    """The request's body as an object that has none but the known fields.

    Raises:
        InvalidValue: it is no JSON, nested too deep, no object, or has an unknown field.
    """
    data = request.get_data(cache=False)
    try:
        raw = json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
    except RecursionError:
        raise make_depth_error() from None
    except ValueError:
        raise InvalidValue("", "the body is not JSON; send one JSON object, in UTF-8") from None
    # Nothing lies deeper than there are lists and objects to lie in.
    if data.count(b"[") + data.count(b"{") > MOST_LEVELS:
        check_depth(raw)
    if not isinstance(raw, dict):
        raise InvalidValue("", "the body must be a JSON object")
    # Only an escape (\ud83d) can bring a lone surrogate: UTF-8 itself has none.
    mended = cast("dict[str, Any]", mend_surrogates_everywhere(raw) if b"\\u" in data else raw)
    for name in mended:
        if name not in known:
            raise InvalidValue(name[:100], f"is not a known field; this call takes {', '.join(known)}")
    return mended


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def make_page(items: list[Any]) -> dict[str, Any]:
    """One page of a list: ``{items, cursor}``, by the request's ``limit`` and ``cursor``.

    Raises:
        InvalidValue: limit or cursor is none.
    """
    limit, start = read_page()
    end = start + limit
    return {"items": items[start:end], "cursor": str(end) if end < len(items) else None}


def read_page() -> tuple[int, int]:
    """The request's ``limit`` and ``cursor``.

    Raises:
        InvalidValue: limit or cursor is none.
    """
    limit = _read_number("limit", DEFAULT_PAGE)
    if not 1 <= limit <= LARGEST_PAGE:
        raise InvalidValue("limit", f"must be from 1 to {LARGEST_PAGE}")
    return limit, _read_number("cursor", 0)


def _read_number(name: str, default: int) -> int:
    text = request.args.get(name, str(default))
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise InvalidValue(name, "must be a whole number; for cursor, the one the last page gave")
    return int(text)
