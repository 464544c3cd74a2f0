"""``POST /verdicts``: people in, verdicts out."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from flask import Blueprint

from fieldmark.api.body import get_services, read_object
from fieldmark.errors import ApiError
from fieldmark.settings import MOST_PEOPLE
from fieldmark.store import NotFoundError
from fieldmark.values import InvalidValue, Person, Profile
from fieldmark.values.lists import ListName

blueprint = Blueprint("verdicts", __name__)

FIELDS = ("account", "list", "people", "profile", "remember")
ACCOUNT = re.compile("[0-9]{1,20}|@[a-z0-9_]{1,20}", re.ASCII)


@blueprint.post("/verdicts")
def judge_people() -> dict[str, Any]:
    """``{account, list, people, profile?, remember?}`` → ``{profile: {id, revision}, verdicts}``, in the order sent."""
    body = read_object(FIELDS)
    read_account(body.get("account"))
    _check_list(body.get("list"))
    if not isinstance(body.get("remember", True), bool):
        raise InvalidValue("remember", "must be true or false")
    people = read_people(body.get("people"))
    profile = _find_profile(body.get("profile"))
    judged = get_services().judges.get_judge(profile).verdicts(people)
    return {
        "profile": {"id": profile.id, "revision": profile.revision},
        "verdicts": [verdict.to_dict() for verdict in judged],
    }


def read_account(raw: object) -> str:
    """The account: a decimal id, or ``@handle`` in lower case.

    Raises:
        InvalidValue: it is neither.
    """
    if not isinstance(raw, str) or not ACCOUNT.fullmatch(raw):
        raise InvalidValue("account", "must be the logged-in account: its decimal id as text, or @handle in lower case")
    return raw


def _check_list(raw: object) -> None:
    if raw not in get_args(ListName):
        raise InvalidValue("list", f"must be one of {', '.join(get_args(ListName))}")


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
