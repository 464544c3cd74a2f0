"""``/profiles``: the niches."""

from typing import Any

from flask import Blueprint, Response

from fieldmark.api.body import get_services, make_page, read_object
from fieldmark.api.call import PAGE, Call, describes, page_of
from fieldmark.values import InvalidValue, Profile
from fieldmark.values.schema_forms import ANYTHING, COUNT, FLAG, object_of, ref, text
from fieldmark.values.schemas import NAME, REFUSED_WORDS, SENT_NICHE

blueprint = Blueprint("profiles", __name__)

NICHE = {**SENT_NICHE, "never": REFUSED_WORDS}
# A niche may be sent as it was read: what the server itself decides is not looked at.
NEW = {"id": ANYTHING, **NICHE, "active": ANYTHING, "archived": ANYTHING, "revision": ANYTHING}
CHANGED = {"id": text(), **NICHE, "active": FLAG, "archived": FLAG, "revision": COUNT}
MOVED = object_of({"error": ref("Problem"), "current": ref("Profile")}, ("current",))


@blueprint.get("/profiles")
@describes(Call(answer=page_of(ref("Profile")), parameters=PAGE))
def list_profiles() -> dict[str, Any]:
    """A page of niches, oldest first."""
    return make_page([profile.to_dict() for profile in get_services().stores.profiles.list_profiles()])


@blueprint.post("/profiles")
@describes(Call(body=NEW, optional=(*(name for name in NEW if name != "name"),), answer=ref("Profile"), status=201))
def add_profile() -> tuple[dict[str, Any], int]:
    """``{name, keywords, never?}`` → the stored niche; the first one becomes the active one."""
    body = read_object(NEW)
    wanted = Profile.from_dict({name: body[name] for name in NICHE if name in body})
    return get_services().stores.profiles.add_profile(wanted).to_dict(), 201


@blueprint.get("/profiles/<profile_id>")
@describes(Call(answer=ref("Profile")))
def get_profile(profile_id: str) -> dict[str, Any]:
    """One niche."""
    return get_services().stores.profiles.get_profile(profile_id).to_dict()


@blueprint.put("/profiles/<profile_id>")
@describes(
    Call(body=CHANGED, optional=("id", "never", "active", "archived"), answer=ref("Profile"), refusals={409: MOVED})
)
def change_profile(profile_id: str) -> dict[str, Any]:
    """``{name, keywords, archived?, revision}`` → the stored niche; 409 with the current one if it moved."""
    body = read_object(CHANGED)
    if body.get("id", profile_id) != profile_id:
        raise InvalidValue("id", "must be the one in the address, or absent")
    for name in ("name", "keywords", "revision"):
        if name not in body:
            raise InvalidValue(name, "is missing; send the whole niche as it was read, with your change")
    wanted = Profile.from_dict({**body, "id": profile_id})
    return get_services().stores.profiles.change_profile(wanted).to_dict()


@blueprint.delete("/profiles/<profile_id>")
@describes(Call(status=204))
def delete_profile(profile_id: str) -> Response:
    """Deletes a niche."""
    get_services().stores.profiles.delete_profile(profile_id)
    return Response(status=204)


@blueprint.post("/profiles/<profile_id>/duplicate")
@describes(Call(body={"name": NAME}, optional=("name",), answer=ref("Profile"), status=201))
def duplicate_profile(profile_id: str) -> tuple[dict[str, Any], int]:
    """``{name?}`` → the niche once more, not in use; under the name with a number where none is given."""
    body = read_object(("name",))
    name = Profile.from_dict({"name": body["name"]}).name if "name" in body else None
    return get_services().stores.profiles.duplicate_profile(profile_id, name).to_dict(), 201


@blueprint.post("/profiles/<profile_id>/activate")
@describes(Call(answer=ref("Profile")))
def activate_profile(profile_id: str) -> dict[str, Any]:
    """Makes a niche the one in use."""
    return get_services().stores.profiles.activate_profile(profile_id).to_dict()
