"""The niche that a call is about, or the niches: found by what the request says, and told in the answer."""

import json
import zlib
from collections.abc import Sequence
from typing import Any

from fieldmark.api.body import get_services
from fieldmark.errors import ApiError
from fieldmark.store import NotFoundError
from fieldmark.values import InvalidValue, Profile
from fieldmark.values.schema_forms import COUNT, Schema, list_of, object_of, text

# Instead of a niche's id: every niche that is not put away. Of more than so many each request would compile some anew.
ALL, MOST_AT_ONCE = "all", 8
ONE = {"id": text(), "revision": COUNT}
SEVERAL = {
    "id": {"const": ALL},
    "revision": COUNT,
    "niches": list_of(object_of({"id": text(), "name": text()}), MOST_AT_ONCE),
}
JUDGED_BY: Schema = {"anyOf": [object_of(ONE), object_of(SEVERAL)]}


def list_wanted_profiles(raw: object) -> list[Profile]:
    """The niches to judge by: one, or for ``all`` those not put away, the one in use first.

    Raises:
        ApiError: there is none.
        InvalidValue: it is no id.
    """
    if raw != ALL:
        return [find_wanted_profile(raw)]
    profiles = [profile for profile in get_services().stores.profiles.list_profiles() if not profile.archived]
    profiles.sort(key=lambda profile: not profile.active)
    return profiles[:MOST_AT_ONCE] or [find_wanted_profile(None)]


def describe_profiles(profiles: Sequence[Profile], raw: object) -> dict[str, Any]:
    """What an answer says of the niches judged by."""
    if raw != ALL:
        return {"id": profiles[0].id, "revision": profiles[0].revision}
    # A number that is another one as soon as any of them, or their order, is.
    content = json.dumps([(profile.id, profile.revision) for profile in profiles])
    names = [{"id": profile.id, "name": profile.name} for profile in profiles]
    return {"id": ALL, "revision": zlib.crc32(content.encode()), "niches": names}


def find_wanted_profile(raw: object) -> Profile:
    """The niche of an id, or for None the one in use.

    Raises:
        ApiError: there is none.
        InvalidValue: it is no id.
    """
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
