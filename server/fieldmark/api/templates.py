"""``GET /templates``: niches to begin from."""

from typing import Any

from flask import Blueprint, request

from fieldmark.api.body import make_page
from fieldmark.api.call import PAGE, Call, Parameter, describes, page_of
from fieldmark.templates import load_templates
from fieldmark.values.schema_forms import object_of, text
from fieldmark.values.schemas import NICHE

blueprint = Blueprint("templates", __name__)


TEMPLATE = object_of({"id": text(), "lang": text(), **NICHE})
LANG = Parameter("query", "lang", text())


@blueprint.get("/templates")
@describes(Call(answer=page_of(TEMPLATE), parameters=(LANG, *PAGE)))
def list_templates() -> dict[str, Any]:
    """``?lang=`` → a page of niches to begin from, of that language or of all."""
    lang = request.args.get("lang")
    return make_page([template.to_dict() for template in load_templates() if lang in (None, template.lang)])
