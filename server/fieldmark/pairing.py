"""Pairing: the string a user pastes once, and the proof by which a server shows that it knows the token."""

import hmac
import re
from hashlib import sha256
from typing import NamedTuple

PREFIX = "fieldmark1"
OWNER_ID = "owner"
NONCE = re.compile("[0-9a-f]{64}", re.IGNORECASE)


class PairingString(NamedTuple):
    """``fieldmark1:<port>:<browser id>:<token>``."""

    port: int
    browser_id: str
    token: str

    def __str__(self) -> str:
        return f"{PREFIX}:{self.port}:{self.browser_id}:{self.token}"


def make_proof(token: str, nonce: str, port: int) -> str:
    """The proof: HMAC-SHA256 with the token over ``nonce:port``, in hex. The port keeps it from being relayed."""
    return hmac.new(token.encode(), f"{nonce}:{port}".encode(), sha256).hexdigest()
