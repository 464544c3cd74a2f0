"""``GET /openapi.json``: every call, machine-readable. It is made of what stands beside the calls (call.py)."""

import re
from collections.abc import Callable
from inspect import cleandoc
from typing import Any

from flask import Blueprint, Flask, current_app
from werkzeug.routing import Rule

from fieldmark.api.call import IN_PATH, Call, Parameter, describes, get_call
from fieldmark.settings import API_NUMBER
from fieldmark.values.schema_forms import ANYTHING, Schema, at_least_one_of, object_of, ref, text
from fieldmark.values.schemas import make_schemas

blueprint = Blueprint("openapi", __name__)

PREFIX = "/v1"
ADDED_BY_FLASK = ("HEAD", "OPTIONS")
PROBLEM = object_of({"code": text(), "message": text(), "field": text()}, ("field",))
SECURITY = {
    "token": {"type": "http", "scheme": "bearer"},
    "client": {"type": "apiKey", "in": "header", "name": "X-Fieldmark-Client", "description": "always 1"},
}


@blueprint.get("/openapi.json")
@describes(Call(answer=object_of(dict.fromkeys(("openapi", "info", "servers", "paths", "components"), ANYTHING))))
def get_description() -> dict[str, Any]:
    """Every call, what it takes and gives, as OpenAPI 3.1."""
    return describe_app(current_app._get_current_object())  # type: ignore[attr-defined]  # the app behind the proxy


def describe_app(app: Flask) -> dict[str, Any]:
    """The description of an app's calls.

    Raises:
        LookupError: a call says nothing of itself.
    """
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        function = app.view_functions[rule.endpoint]
        if not rule.rule.startswith(f"{PREFIX}/"):
            continue
        for method in sorted((rule.methods or set()).difference(ADDED_BY_FLASK)):
            path = re.sub("<([^>]+)>", r"{\1}", rule.rule.removeprefix(PREFIX))
            paths.setdefault(path, {})[method.lower()] = _describe_call(rule, function)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Fieldmark", "version": str(API_NUMBER), "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": PREFIX}],
        "paths": paths,
        "components": {
            "schemas": {**make_schemas(), "Problem": PROBLEM, "Error": object_of({"error": ref("Problem")})},
            "securitySchemes": SECURITY,
        },
    }


def _describe_call(rule: Rule, function: Callable[..., object]) -> dict[str, Any]:
    call = get_call(function)
    in_path = [
        {"in": "path", "name": name, "required": True, "schema": IN_PATH[name]} for name in sorted(rule.arguments)
    ]
    body = {} if call.body is None else {"requestBody": _describe_body(call)}
    return {
        "operationId": function.__name__,
        "summary": cleandoc(function.__doc__ or "").partition("\n")[0].replace("``", ""),
        "parameters": [*in_path, *map(_describe_parameter, call.parameters)],
        **body,
        "responses": _describe_answers(call),
        "security": [{"client": [], **({"token": []} if call.needs_token else {})}],
        **({"x-owner-only": True} if call.is_owners else {}),
    }


def _describe_parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "in": parameter.place, "name": parameter.name, "required": parameter.required, "schema": parameter.schema,
    }  # fmt: skip


def _describe_body(call: Call) -> dict[str, Any]:
    schema = object_of(call.body or {}, call.optional)
    schema = at_least_one_of(schema, call.one_of) if call.one_of else schema
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _describe_answers(call: Call) -> dict[str, Any]:
    done: dict[str, Any] = {"description": "done"}
    if call.answer is not None:
        forms = {call.media_type: call.answer, **call.other_forms}
        done["content"] = {media_type: {"schema": schema} for media_type, schema in forms.items()}
    return {
        str(call.status): done,
        **{str(status): _describe_refusal(schema) for status, schema in call.refusals.items()},
        "default": _describe_refusal(ref("Error")),
    }


def _describe_refusal(schema: Schema) -> dict[str, Any]:
    return {"description": "refused; the message says what to do", "content": {"application/json": {"schema": schema}}}
