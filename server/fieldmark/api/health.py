"""``GET /health``: that this is Fieldmark, and the proof that it knows a browser's token."""

from typing import Any

from flask import Blueprint, request

from fieldmark.api.body import get_services
from fieldmark.api.call import Call, Parameter, describes
from fieldmark.pairing import NONCE, OWNER_ID, make_proof
from fieldmark.settings import API_NUMBER
from fieldmark.values import InvalidValue
from fieldmark.values.schema_forms import FLAG, Schema, object_of, text

blueprint = Blueprint("health", __name__)


HEALTH: dict[str, Schema] = {
    "app": {"const": "fieldmark"}, "api": {"const": API_NUMBER}, "instance": text(), "ready": FLAG,
    "proof": text(pattern="[0-9a-f]{64}"),
}  # fmt: skip
CHALLENGE = (
    Parameter("header", "X-Fieldmark-Browser", text()),
    Parameter("header", "X-Fieldmark-Nonce", text(pattern="[0-9a-fA-F]{64}")),
)


@blueprint.get("/health")
@describes(Call(answer=object_of(HEALTH, ("proof",)), parameters=CHALLENGE, needs_token=False))
def get_health() -> dict[str, Any]:
    """``{app, api, instance, ready, proof?}``."""
    services = get_services()
    body = {
        "app": "fieldmark",
        "api": API_NUMBER,
        "instance": services.settings.instance,
        "ready": services.judges.ready,
    }
    browser_id, nonce = request.headers.get("X-Fieldmark-Browser"), request.headers.get("X-Fieldmark-Nonce")
    if browser_id is None or nonce is None:
        return body
    if not NONCE.fullmatch(nonce):
        raise InvalidValue("X-Fieldmark-Nonce", "must be 32 random bytes in hex (64 digits)")
    token = _find_token(browser_id)
    return {**body, "proof": make_proof(token, nonce, services.settings.port)} if token else body


def _find_token(browser_id: str) -> str | None:
    services = get_services()
    if browser_id == OWNER_ID:
        return services.owner_token
    pairing = services.stores.pairings.find_by_id(browser_id)
    return pairing.token if pairing else None
