"""The paired browsers and their tokens, in TinyDB."""

import contextlib
import hmac
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from tinydb import TinyDB, where

from fieldmark.store.failures import DamageReport, NotFoundError, StoreError
from fieldmark.store.form import Form
from fieldmark.store.storage import AtomicStorage

TOKEN_BYTES = 32
# What secrets makes. A token or an id cut short by damage must not count as one.
TOKEN = re.compile("[A-Za-z0-9_-]{43}")
BROWSER_ID = re.compile("[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Pairing:
    """A paired browser.

    Attributes:
        browser_id: public name of the pairing.
        token: 256 bits, known to that browser and to this server alone.
        name: what the user calls it.
        created: when, as ISO 8601 in UTC.
        origin: the extension's own origin, from its first request on (Firefox gives each installation its own).
    """

    browser_id: str
    token: str
    name: str
    created: str
    origin: str | None = None

    def describe(self) -> dict[str, Any]:
        """The pairing as its owner may see it: without the token."""
        return {"id": self.browser_id, "name": self.name, "created": self.created, "origin": self.origin}


class PairingStore:
    """The pairings of one data folder.

    Args:
        folder: the data folder.
        report: called for each damaged file set aside.
    """

    def __init__(self, folder: Path, report: Callable[[DamageReport], None] = lambda report: None) -> None:
        self._lock = threading.RLock()
        self._storage = AtomicStorage(folder / "pairings.json", FORM, report)
        self._table = TinyDB(storage=lambda: self._storage).table("pairings")
        stored = map(_read_pairing, self._storage.read().get("pairings", {}).values())
        self._pairings = {pairing.browser_id: pairing for pairing in stored}
        self._unsaved_origins: set[str] = set()

    def list_pairings(self) -> list[Pairing]:
        """All pairings, oldest first."""
        with self._lock:
            return list(self._pairings.values())

    def add_pairing(self, name: str) -> Pairing:
        """Makes a new pairing with a fresh token."""
        created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        pairing = Pairing(secrets.token_hex(4), secrets.token_urlsafe(TOKEN_BYTES), name, created)
        with self._lock:
            self._table.insert(asdict(pairing))
            self._pairings[pairing.browser_id] = pairing
        return pairing

    def revoke_pairing(self, browser_id: str) -> Pairing:
        """Ends a pairing. Its token comes back from no backup: they are dropped, before the file is replaced.

        A kill in between leaves the pairing as it was, without backups for a while; nobody was told that it had ended.
        Copies of damaged files keep the tokens they held, but nothing is ever restored from those.

        Raises:
            NotFoundError: there is none of this id.
            StoreError: it could not be taken from the disk, backups included; the pairing still holds.
        """
        with self._lock:
            pairing = self._pairings.get(browser_id)
            if not pairing:
                raise NotFoundError(f"there is no paired browser «{browser_id}»; `fieldmark pair --list` lists them")
            with self._storage.forgetting():
                self._table.remove(where("browser_id") == browser_id)
            del self._pairings[browser_id]
            return pairing

    def find_by_id(self, browser_id: str) -> Pairing | None:
        """The pairing of this browser id, or None."""
        with self._lock:
            return self._pairings.get(browser_id)

    def find_by_token(self, token: str) -> Pairing | None:
        """The pairing of this token, or None. Every token is compared, each in constant time."""
        found = None
        with self._lock:
            for pairing in self._pairings.values():
                if hmac.compare_digest(pairing.token.encode(), token.encode()):
                    found = pairing
        return found

    def claim_origin(self, browser_id: str, origin: str) -> bool:
        """Whether a browser's token belongs to this origin. The first origin to come gets it.

        What counts is memory, so that a full disk lets no second origin in; a binding that could not be written is
        written with the next claim. A pairing that was revoked meanwhile belongs to nobody.
        """
        with self._lock:
            pairing = self._pairings.get(browser_id)
            if not pairing:
                return False
            if pairing.origin is None:
                pairing = self._pairings[browser_id] = replace(pairing, origin=origin)
                self._unsaved_origins.add(browser_id)
            if browser_id in self._unsaved_origins:
                with contextlib.suppress(StoreError):
                    self._table.update({"origin": pairing.origin}, where("browser_id") == browser_id)
                    self._unsaved_origins.discard(browser_id)
            return pairing.origin == origin


def _read_pairing(document: dict[str, Any]) -> Pairing:
    """The pairing in a stored document.

    Raises:
        TypeError, ValueError: it holds none.
    """
    pairing = Pairing(**document)
    if not TOKEN.fullmatch(pairing.token) or not BROWSER_ID.fullmatch(pairing.browser_id):
        raise ValueError("no token or no browser id")
    if not isinstance(pairing.name + pairing.created, str) or not isinstance(pairing.origin, str | None):
        raise ValueError("not text")
    return pairing


FORM = Form("fieldmark-pairings", check=_read_pairing)
