"""What is asked of every attack: what came in, what ran, what was written, what the attacker could tell."""

import time
from hashlib import sha256
from pathlib import Path

from chromium import WAIT_SECONDS
from fieldmark import __version__
from local_server import Exchange, LocalServer
from visitors import Visitor

HEALTH = "health.get_health"
ATTACK = "(...values) => globalThis.attack(...values)"
IS_LOADED = "() => globalThis.attack !== undefined"
OUTCOMES = "() => globalThis.outcomes"
HAS_OUTCOMES = "(names) => names.every((name) => name in globalThis.outcomes)"


def read_folder(folder: Path) -> dict[str, str]:
    """Every file, with a digest of its bytes."""
    return {str(file): sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*") if file.is_file()}


def list_attempts(server: LocalServer) -> dict[str, Exchange]:
    """The attackers' requests that came in, by name."""
    asked = [exchange for exchange in list(server.exchanges) if "attempt=" in exchange.address]
    return {exchange.address.partition("attempt=")[2]: exchange for exchange in asked}


def wait_for_attempts(server: LocalServer, names: set[str]) -> dict[str, Exchange]:
    """The attackers' requests, once all of these have come in."""
    deadline = time.monotonic() + WAIT_SECONDS
    while missing := names - list_attempts(server).keys():
        assert time.monotonic() < deadline, f"never came: {missing}"
    return list_attempts(server)


def check_all_refused(attempts: dict[str, Exchange]) -> None:
    """Each was refused, and ran nothing."""
    assert {(attempt.handler, attempt.status) for attempt in attempts.values()} == {(None, 403)}


def start_attack(visitor: Visitor, url: str, *values: object) -> list[str]:
    """Opens the attacker's page and lets it begin; returns the names of what it tries."""
    visitor.visit(url)
    visitor.wait_for(IS_LOADED)
    names: list[str] = visitor.run(ATTACK, *values)
    assert len(names) > 10
    return names


def finish_attack(visitor: Visitor, names: list[str]) -> dict[str, str]:
    """What the attacker could tell after all of these."""
    visitor.wait_for(HAS_OUTCOMES, names)
    outcomes: dict[str, str] = visitor.run(OUTCOMES)
    return {name: outcomes[name] for name in sorted(names)}


def list_secrets(server: LocalServer) -> list[str]:
    """What nobody without a token may read."""
    pairings, niche = server.services.stores.pairings.list_pairings(), server.active
    tokens = [pairing.token for pairing in pairings]
    return [__version__, server.services.owner_token, *tokens, niche.name, *(word.text for word in niche.keywords)]


def check_nothing_told(server: LocalServer, told: object) -> None:
    """Not even which program this is, is in what a page could read."""
    text = str(told).lower()
    for word in ("fieldmark", "waitress", "python", server.services.settings.instance, *list_secrets(server)):
        assert word.lower() not in text, word


def check_only_ours_ran(server: LocalServer) -> None:
    """Whatever handler ran was run by the extension: with a token, or asking who is there."""
    for exchange in list(server.exchanges):
        token = exchange.headers.get("Authorization", "").removeprefix("Bearer ")
        assert exchange.handler in (None, HEALTH) or server.services.stores.pairings.find_by_token(token), exchange
