"""Whether an answer is what ``/openapi.json`` says of the call."""

import re
from typing import Any, NamedTuple, Protocol

import jsonschema_rs
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException

from fieldmark.api.openapi import PREFIX, describe_app


class Answer(Protocol):
    """An answer of the app."""

    status_code: int
    headers: Headers
    data: bytes
    text: str
    mimetype: str
    json: Any


class Operation(NamedTuple):
    """A call by its path as described, and its method; both empty where no call answers."""

    path: str
    method: str


# Of any app: they all have the same calls. Made once, for it takes as long as a test.
_descriptions: list[dict[str, Any]] = []
_validators: dict[tuple[Operation, int], Any] = {}


def get_description(app: Flask) -> dict[str, Any]:
    """The description."""
    if not _descriptions:
        _descriptions.append(describe_app(app))
    return _descriptions[0]


def check_answer(app: Flask, method: str, path: str, answer: Answer) -> None:
    """Compares an answer with the description of the call."""
    if not path.startswith(PREFIX) and answer.status_code < 400:
        return
    operation = find_operation(app, method, path)
    content = find_answer(app, operation, answer.status_code).get("content", {})
    if method == "HEAD" or not content:
        assert not answer.data, f"{method} {path}: {answer.data!r}"
        return
    assert answer.mimetype in content, f"{method} {path}: {answer.mimetype}"
    if answer.mimetype == "application/json":
        place = (operation, answer.status_code)
        _validators[place] = _validators.get(place) or make_validator(app, content[answer.mimetype]["schema"])
        _validators[place].validate(answer.json)


def find_operation(app: Flask, method: str, path: str) -> Operation:
    """The call that answers."""
    try:
        rule, _ = app.url_map.bind("").match(path.partition("?")[0], method=method, return_rule=True)
    except HTTPException:
        return Operation("", "")
    return Operation(re.sub("<([^>]+)>", r"{\1}", str(rule.rule).removeprefix(PREFIX)), method.lower())


def find_answer(app: Flask, operation: Operation, status: int) -> dict[str, Any]:
    """What is said of an answer with that status; where no call answers, it is the one error body, or nothing."""
    if operation.method == "options" and status == 204:
        return {}
    paths = get_description(app)["paths"]
    call = paths.get(operation.path, {}).get(operation.method) or paths["/health"]["get"]
    return dict(call["responses"].get(str(status), call["responses"]["default"]))


def make_validator(app: Flask, schema: dict[str, Any]) -> Any:
    """What validates a value by a schema of the description."""
    return jsonschema_rs.Draft202012Validator({**schema, "components": get_description(app)["components"]})
