"""``GET /templates``: niches to begin from."""

from typing import Any

from flask import Blueprint, request

from fieldmark.api.body import make_page
from fieldmark.templates import load_templates

blueprint = Blueprint("templates", __name__)


@blueprint.get("/templates")
def list_templates() -> dict[str, Any]:
    """``?lang=`` → a page of niches to begin from, of that language or of all."""
    lang = request.args.get("lang")
    return make_page([template.to_dict() for template in load_templates() if lang in (None, template.lang)])
