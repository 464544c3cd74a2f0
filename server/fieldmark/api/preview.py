"""``POST /profiles/preview``: what a niche would do as it stands in the popup, before it is stored."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint

from fieldmark.api.body import get_services, read_object
from fieldmark.api.call import Call, describes
from fieldmark.api.preview_schemas import ANSWERED, ASKED
from fieldmark.errors import ApiError
from fieldmark.judge import refuse_unfindable
from fieldmark.preview import Draft
from fieldmark.settings import MOST_PEOPLE
from fieldmark.store import NotFoundError
from fieldmark.values import InvalidValue, Profile
from fieldmark.values.keys import check_account, check_person_key
from fieldmark.values.schema_forms import object_of

blueprint = Blueprint("preview", __name__)

# While it is typed, a niche may have no name yet.
NAMELESS = "draft"


@blueprint.post("/profiles/preview")
@describes(Call(body=ASKED, optional=("open_page",), answer=object_of(ANSWERED)))
def preview_profile() -> dict[str, Any]:
    """``{draft, account, open_page?}`` → who would go up and down, with examples; what to say of the keywords."""
    body = read_object(ASKED)
    account = check_account(body.get("account"))
    open_page = _read_open_page(body.get("open_page", []))
    draft = _read_draft(body.get("draft"))
    stored = _find_stored(draft)
    try:
        refuse_unfindable(draft.keywords, stored.keywords if stored else ())
    except InvalidValue as error:
        raise error.under("draft") from None
    return get_services().previewer.preview(account, Draft(draft, stored, open_page))


def _read_draft(raw: object) -> Profile:
    if not isinstance(raw, Mapping):
        raise InvalidValue("draft", "must be the niche as it stands: an object with keywords")
    is_nameless = raw.get("name") is None or not str(raw["name"]).strip()
    try:
        return Profile.from_dict({**raw, "name": NAMELESS} if is_nameless else raw)
    except InvalidValue as error:
        raise error.under("draft") from None


def _find_stored(draft: Profile) -> Profile | None:
    """The niche that the draft would change, or the one in use; None for neither."""
    profiles = get_services().stores.profiles
    if not draft.id:
        return profiles.find_active()
    try:
        return profiles.get_profile(draft.id)
    except NotFoundError as error:
        raise ApiError(404, "not_found", str(error), "draft.id") from None


def _read_open_page(raw: object) -> list[str]:
    if not isinstance(raw, list):
        raise InvalidValue("open_page", "must be a list of person keys")
    if len(raw) > MOST_PEOPLE:
        raise InvalidValue("open_page", f"has {len(raw)} keys; send at most {MOST_PEOPLE}")
    keys = []
    for place, key in enumerate(raw):
        try:
            keys.append(check_person_key(key))
        except InvalidValue as error:
            raise InvalidValue(f"open_page[{place}]", error.problem) from None
    return keys
