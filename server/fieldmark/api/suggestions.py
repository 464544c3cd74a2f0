"""``/suggestions`` and ``/agreement``: what the user's decisions say about a niche."""

from typing import Any

from flask import Blueprint, request

from fieldmark.api.body import get_services, read_object
from fieldmark.api.call import ACCOUNT, PROFILE, Call, describes
from fieldmark.api.wanted_profiles import find_wanted_profile
from fieldmark.values import InvalidValue
from fieldmark.values.keys import check_account
from fieldmark.values.profile import MOST_KEYWORD_LENGTH, Kind
from fieldmark.values.schema_forms import COUNT, FLAG, list_of, object_of, one_of, or_null, text
from fieldmark.values.schemas import REFUSED_WORDS, of_each_band

blueprint = Blueprint("suggestions", __name__)


OPINIONS = {"relevant": COUNT, "not_relevant": COUNT}
SUGGESTION = {
    "text": text(),
    "kind": one_of(Kind),
    "evidence": object_of({**OPINIONS, "of_relevant": COUNT, "of_not_relevant": COUNT}),
    "people": COUNT,
    "of_people": COUNT,
}
OFFERED = {"suggestions": list_of(object_of(SUGGESTION)), "decided": object_of(OPINIONS), "needed": COUNT}
REFUSED = {"profile": or_null(text()), "text": text(MOST_KEYWORD_LENGTH, least=1), "undo": FLAG}
AGREEMENT = {"bands": of_each_band(object_of(OPINIONS)), "agreed": COUNT, "of": COUNT}


@blueprint.get("/suggestions")
@describes(Call(answer=object_of(OFFERED), parameters=(ACCOUNT, PROFILE)))
def list_suggestions() -> dict[str, Any]:
    """``?account=&profile=`` → words to offer for the niche, with their evidence."""
    account = check_account(request.args.get("account"))
    profile = find_wanted_profile(request.args.get("profile"))
    return get_services().advisor.suggest(account, profile)


@blueprint.post("/suggestions/never")
@describes(Call(body=REFUSED, optional=("profile", "undo"), answer=object_of({"never": REFUSED_WORDS})))
def refuse_suggestion() -> dict[str, Any]:
    """``{profile, text, undo?}`` → ``{never}``: what is never offered for the niche from now on."""
    body = read_object(REFUSED)
    profile = find_wanted_profile(body.get("profile"))
    word, undo = body.get("text"), body.get("undo", False)
    if not isinstance(word, str) or not word.strip() or len(word) > MOST_KEYWORD_LENGTH:
        raise InvalidValue("text", f"must be the word as it was offered, of at most {MOST_KEYWORD_LENGTH} characters")
    if not isinstance(undo, bool):
        raise InvalidValue("undo", "must be true or false; or leave it out")
    never = get_services().stores.profiles.change_never(profile.id, word.strip(), add=not undo).never
    return {"never": list(never)}


@blueprint.get("/agreement")
@describes(Call(answer=object_of(AGREEMENT), parameters=(ACCOUNT, PROFILE)))
def compare_with_decisions() -> dict[str, Any]:
    """``?account=&profile=`` → how often the badges agreed with the user, by band."""
    account = check_account(request.args.get("account"))
    profile = find_wanted_profile(request.args.get("profile"))
    return get_services().advisor.compare(account, profile)
