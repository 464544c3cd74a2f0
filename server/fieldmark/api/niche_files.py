"""Niches as files: what a file would change, and a niche as a file."""

import contextlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, request

from fieldmark.api.body import get_services, read_object
from fieldmark.api.call import Call, Parameter, describes
from fieldmark.api.wanted_profiles import find_wanted_profile
from fieldmark.exchange.niche_file import compare, keep_options, read_niche, write_json, write_text
from fieldmark.judge import refuse_unfindable
from fieldmark.values import InvalidValue, Profile
from fieldmark.values.schema_forms import COUNT, list_of, object_of, or_null, ref, text
from fieldmark.values.schemas import NAME, NICHE

blueprint = Blueprint("niche_files", __name__)

# Format -> what writes it, type, ending.
FORMATS = {
    "json": (write_json, "application/json", "json"),
    "text": (write_text, "text/plain; charset=utf-8", "txt"),
}
FORMAT = Parameter("query", "format", {"type": "string", "enum": list(FORMATS), "default": "json"})
FILE = {"content": text(least=1), "profile": or_null(text())}
KEYWORDS = list_of(ref("Keyword"))
DIFFERENCE = {
    "name": or_null(NAME),
    "keywords": NICHE["keywords"],
    "against": or_null(object_of({"id": text(), "name": NAME, "revision": COUNT})),
    "added": KEYWORDS,
    "removed": KEYWORDS,
    "changed": list_of(object_of({"before": ref("Keyword"), "after": ref("Keyword")})),
    "same": COUNT,
}


@blueprint.post("/profiles/difference")
@describes(Call(body=FILE, optional=("profile",), answer=object_of(DIFFERENCE)))
def compare_file() -> dict[str, Any]:
    """``{content, profile?}`` → what the file says, and what taking it in would change; nothing is stored."""
    body = read_object(FILE)
    content = body.get("content")
    if not isinstance(content, str) or not content.strip():
        raise InvalidValue("content", "must be the text of a niche's file: JSON, or keywords, one a line")
    with _name_content():
        found = read_niche(content)
    against = _find_known(body.get("profile"), found.name)
    known = against.keywords if against else ()
    with _name_content():
        refuse_unfindable(found.keywords, known)
    keywords = keep_options(found.keywords, known)
    return {
        "name": found.name,
        "keywords": [keyword.to_dict() for keyword in keywords],
        "against": {"id": against.id, "name": against.name, "revision": against.revision} if against else None,
        **compare(known, keywords).to_dict(),
    }


@blueprint.get("/profiles/<profile_id>/file")
@describes(Call(answer=object_of(NICHE), other_forms={"text/plain": text()}, parameters=(FORMAT,)))
def get_file(profile_id: str) -> Response:
    """``?format=json|text`` → the niche as a file."""
    profile = get_services().stores.profiles.get_profile(profile_id)
    wanted = request.args.get("format", "json")
    if wanted not in FORMATS:
        raise InvalidValue("format", f"must be one of {', '.join(FORMATS)}")
    write, mimetype, ending = FORMATS[wanted]
    answer = Response(write(profile), content_type=mimetype)
    name = quote(f"{profile.name}.{ending}", safe="")
    answer.headers["Content-Disposition"] = f"attachment; filename=\"niche.{ending}\"; filename*=UTF-8''{name}"
    return answer


@contextlib.contextmanager
def _name_content() -> Iterator[None]:
    """What is wrong in the content is told with its place there."""
    try:
        yield
    except InvalidValue as error:
        raise InvalidValue(f"content: {error.field}" if error.field else "content", error.problem) from None


def _find_known(raw: object, name: str | None) -> Profile | None:
    """The niche to compare with: the one that is named, else the one of the file's name."""
    if raw is not None:
        return find_wanted_profile(raw)
    profiles = get_services().stores.profiles.list_profiles()
    return next((one for one in profiles if name and one.name.casefold() == name.casefold()), None)
