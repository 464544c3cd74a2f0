"""``/pairings``: the paired browsers; for the owner's command line only."""

from typing import Any

from flask import Blueprint, Response

from fieldmark.api.body import get_services, make_page, read_object
from fieldmark.api.call import PAGE, Call, describes, page_of
from fieldmark.guard import require_owner
from fieldmark.pairing import PairingString
from fieldmark.values.names import MOST_NAME_LENGTH, check_name
from fieldmark.values.schema_forms import object_of, or_null, text

blueprint = Blueprint("pairings", __name__)


PAIRING = {"id": text(), "name": text(), "created": text(), "origin": or_null(text())}
NAME = {"name": text(MOST_NAME_LENGTH, least=1)}


@blueprint.get("/pairings")
@describes(Call(answer=page_of(object_of(PAIRING)), parameters=PAGE, is_owners=True))
def list_pairings() -> dict[str, Any]:
    """A page of pairings, without their tokens."""
    require_owner()
    return make_page([pairing.describe() for pairing in get_services().stores.pairings.list_pairings()])


@blueprint.post("/pairings")
@describes(Call(body=NAME, answer=object_of({**PAIRING, "pairing": text()}), status=201, is_owners=True))
def add_pairing() -> tuple[dict[str, Any], int]:
    """``{name}`` → the new pairing and its pairing string; the token is told this once."""
    require_owner()
    name = check_name(read_object(NAME).get("name"))
    services = get_services()
    pairing = services.stores.pairings.add_pairing(name)
    string = PairingString(services.settings.port, pairing.browser_id, pairing.token)
    return {**pairing.describe(), "pairing": str(string)}, 201


@blueprint.delete("/pairings/<browser_id>")
@describes(Call(status=204, is_owners=True))
def revoke_pairing(browser_id: str) -> Response:
    """Ends a pairing: that browser's token is worth nothing from now on."""
    require_owner()
    get_services().stores.pairings.revoke_pairing(browser_id)
    return Response(status=204)
