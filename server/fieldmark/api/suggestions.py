"""``/suggestions`` and ``/agreement``: what the user's decisions say about a niche."""

from typing import Any

from flask import Blueprint, request

from fieldmark.api.body import get_services, read_object
from fieldmark.api.wanted_profiles import find_wanted_profile
from fieldmark.values import InvalidValue
from fieldmark.values.keys import check_account
from fieldmark.values.profile import MOST_KEYWORD_LENGTH

blueprint = Blueprint("suggestions", __name__)


@blueprint.get("/suggestions")
def list_suggestions() -> dict[str, Any]:
    """``?account=&profile=`` → words to offer for the niche, with their evidence."""
    account = check_account(request.args.get("account"))
    profile = find_wanted_profile(request.args.get("profile"))
    return get_services().advisor.suggest(account, profile)


@blueprint.post("/suggestions/never")
def refuse_suggestion() -> dict[str, Any]:
    """``{profile, text, undo?}`` → ``{never}``: what is never offered for the niche from now on."""
    body = read_object(("profile", "text", "undo"))
    profile = find_wanted_profile(body.get("profile"))
    text, undo = body.get("text"), body.get("undo", False)
    if not isinstance(text, str) or not text.strip() or len(text) > MOST_KEYWORD_LENGTH:
        raise InvalidValue("text", f"must be the word as it was offered, of at most {MOST_KEYWORD_LENGTH} characters")
    if not isinstance(undo, bool):
        raise InvalidValue("undo", "must be true or false; or leave it out")
    never = get_services().stores.profiles.change_never(profile.id, text.strip(), add=not undo).never
    return {"never": list(never)}


@blueprint.get("/agreement")
def compare_with_decisions() -> dict[str, Any]:
    """``?account=&profile=`` → how often the badges agreed with the user, by band."""
    account = check_account(request.args.get("account"))
    profile = find_wanted_profile(request.args.get("profile"))
    return get_services().advisor.compare(account, profile)
