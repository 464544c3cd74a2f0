"""``/pairings``: the paired browsers; for the owner's command line only."""

from typing import Any

from flask import Blueprint, Response

from fieldmark.api.body import get_services, make_page, read_object
from fieldmark.guard import require_owner
from fieldmark.pairing import PairingString
from fieldmark.values.names import check_name

blueprint = Blueprint("pairings", __name__)


@blueprint.get("/pairings")
def list_pairings() -> dict[str, Any]:
    """A page of pairings, without their tokens."""
    require_owner()
    return make_page([pairing.describe() for pairing in get_services().stores.pairings.list_pairings()])


@blueprint.post("/pairings")
def add_pairing() -> tuple[dict[str, Any], int]:
    """``{name}`` → the new pairing and its pairing string; the token is told this once."""
    require_owner()
    name = check_name(read_object(("name",)).get("name"))
    services = get_services()
    pairing = services.stores.pairings.add_pairing(name)
    string = PairingString(services.settings.port, pairing.browser_id, pairing.token)
    return {**pairing.describe(), "pairing": str(string)}, 201


@blueprint.delete("/pairings/<browser_id>")
def revoke_pairing(browser_id: str) -> Response:
    """Ends a pairing: that browser's token is worth nothing from now on."""
    require_owner()
    get_services().stores.pairings.revoke_pairing(browser_id)
    return Response(status=204)
