"""``POST /verdicts``: people in, verdicts out."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from flask import Blueprint, current_app

from fieldmark.api.body import get_services, read_object
from fieldmark.errors import ApiError
from fieldmark.settings import MOST_PEOPLE
from fieldmark.store import NotFoundError, StoreError
from fieldmark.values import InvalidValue, Person, Profile
from fieldmark.values.lists import ListName

blueprint = Blueprint("verdicts", __name__)

FIELDS = ("account", "list", "people", "profile", "remember")
ACCOUNT = re.compile("[0-9]{1,20}|@[a-z0-9_]{1,20}", re.ASCII)


@blueprint.post("/verdicts")
def judge_people() -> dict[str, Any]:
    """``{account, list, people, profile?, remember?}`` → ``{profile: {id, revision}, verdicts}``, in the order sent."""
    body = read_object(FIELDS)
    account = read_account(body.get("account"))
    list_name = _read_list(body.get("list"))
    remember = body.get("remember", True)
    if not isinstance(remember, bool):
        raise InvalidValue("remember", "must be true or false")
    people = read_people(body.get("people"))
    profile = _find_profile(body.get("profile"))
    warnings = _remember_people(account, list_name, people) if remember else []
    judged = get_services().learner.get_judge(profile, account).verdicts(people)
    return {
        "profile": {"id": profile.id, "revision": profile.revision},
        "verdicts": [verdict.to_dict() for verdict in judged],
        **({"warnings": warnings} if warnings else {}),
    }


def _remember_people(account: str, list_name: ListName, people: Sequence[Person]) -> list[dict[str, Any]]:
    """Keeps the people; what went wrong with it. A full disk must not take the badges away."""
    services = get_services()
    if not services.settings.remember:
        return []
    try:
        services.learner.note_news(account, services.ledger.remember(account, list_name, people))
    except StoreError as error:
        current_app.logger.warning("nobody of %d people could be remembered", len(people), exc_info=error)
        return [{"code": "not_remembered", "message": str(error)}]
    return []


def read_account(raw: object) -> str:
    """The account: a decimal id, or ``@handle`` in lower case.

    Raises:
        InvalidValue: it is neither.
    """
    if not isinstance(raw, str) or not ACCOUNT.fullmatch(raw):
        raise InvalidValue("account", "must be the logged-in account: its decimal id as text, or @handle in lower case")
    return raw


def _read_list(raw: object) -> ListName:
    if raw not in get_args(ListName):
        raise InvalidValue("list", f"must be one of {', '.join(get_args(ListName))}")
    return cast("ListName", raw)


def read_people(raw: object) -> list[Person]:
    """The people of a request.

    Raises:
        InvalidValue: naming the person and field at fault.
    """
    if not isinstance(raw, list):
        raise InvalidValue("people", "must be a list of people")
    if len(raw) > MOST_PEOPLE:
        raise InvalidValue("people", f"has {len(raw)} entries; send at most {MOST_PEOPLE} at a time")
    people = []
    for place, item in enumerate(raw):
        if not isinstance(item, Mapping):
            raise InvalidValue(f"people[{place}]", "must be an object with named fields")
        try:
            people.append(Person.from_dict(item))
        except InvalidValue as error:
            raise error.under(f"people[{place}]") from None
    return people


def _find_profile(raw: object) -> Profile:
    profiles = get_services().stores.profiles
    if raw is None:
        active = profiles.find_active()
        if not active:
            raise ApiError(
                409,
                "no_profile",
                "no niche is in use; make one in the popup or with `fieldmark profile import`",
            )
        return active
    if not isinstance(raw, str):
        raise InvalidValue("profile", "must be a niche's id")
    try:
        return profiles.get_profile(raw)
    except NotFoundError as error:
        raise ApiError(404, "not_found", str(error), "profile") from None
