"""The guard: who may speak to the server at all. It runs before any body is parsed (docs/architecture.md, SECURITY).

Each step has its own status and code; their order is part of the contract. Which defence stops whom:

* Host: a page whose name was rebound to 127.0.0.1 (the browser still sends that page's Host).
* Origin: web pages, ``null`` (sandboxed frames, forms), other extensions that are honest about themselves.
* Fetch-Metadata: pages in browsers that say so; absent in old browsers and after rebinding.
* JSON and the client header: forms and other requests a page may send without being asked.
* Token: everybody else; in Chromium another extension may even forge our Origin.
"""

import hmac
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable

from flask import Flask, Response, g, request

from fieldmark.errors import TOO_LARGE, ApiError
from fieldmark.pairing import OWNER_ID
from fieldmark.ports import HOST
from fieldmark.settings import MOST_BODY_BYTES, Settings
from fieldmark.store import Pairing, PairingStore

METHODS = ("GET", "POST", "PUT", "DELETE", "OPTIONS")
FIREFOX_ORIGIN = re.compile(r"moz-extension://[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WITHOUT_TOKEN = ("/v1/health",)
DEMO_PREFIX = "/demo/"

WRONG_TOKENS_ALLOWED = 20
WRONG_TOKENS_WINDOW_SECONDS = 60.0
MOST_PEERS_COUNTED = 1_000


class Guard:
    """Checks every request of an app.

    Args:
        settings: the port and the pinned extension ids.
        pairings: whose tokens are good.
        owner_token: the token of the data folder's owner.
        clock: monotonic seconds.
    """

    def __init__(
        self,
        settings: Settings,
        pairings: PairingStore,
        owner_token: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._host = f"{HOST}:{settings.port}"
        self._origins = frozenset(f"chrome-extension://{extension_id}" for extension_id in settings.extension_ids)
        self._pairings = pairings
        self._owner = Pairing(OWNER_ID, owner_token, "owner", "")
        self._limiter = WrongTokenLimiter(clock)

    def register(self, app: Flask) -> None:
        """Puts the guard before every request of the app."""
        app.before_request(self.check)

    def check(self) -> Response | None:
        """Lets the request pass, answers a preflight, or raises the refusal of the first step it fails."""
        self._check_host()
        if self._settings.demo and request.path.startswith(DEMO_PREFIX):
            return None
        self._check_origin()
        self._check_site()
        self._check_method_and_type()
        if request.method == "OPTIONS":
            # No handler: flask-cors puts its headers on this empty answer.
            return Response(status=204)
        self._check_size()
        self._check_client()
        if request.path not in WITHOUT_TOKEN:
            self._check_token()
        return None

    def _check_host(self) -> None:
        if request.environ.get("HTTP_HOST") != self._host:
            raise ApiError(403, "bad_host", "this server answers to its own address only")

    def _check_origin(self) -> None:
        origin = request.headers.get("Origin")
        if origin is not None and origin not in self._origins and not FIREFOX_ORIGIN.fullmatch(origin):
            raise ApiError(403, "bad_origin", "only the Fieldmark extension may call this server")

    def _check_site(self) -> None:
        mode, site = request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Site")
        sites = ("none", "same-origin", "cross-site") if "Origin" in request.headers else ("none", "same-origin")
        if (mode is not None and mode != "cors") or (site is not None and site not in sites):
            raise ApiError(403, "bad_site", "requests of web pages are refused")

    def _check_method_and_type(self) -> None:
        if request.method not in METHODS:
            raise ApiError(405, "method_not_allowed", "this server takes GET, POST, PUT and DELETE")
        has_body = bool(request.content_length) or "Transfer-Encoding" in request.headers
        if has_body and request.mimetype != "application/json":
            raise ApiError(415, "not_json", "the body must be application/json")

    def _check_size(self) -> None:
        if (request.content_length or 0) > MOST_BODY_BYTES:
            raise ApiError(413, "too_large", TOO_LARGE)

    def _check_client(self) -> None:
        if request.headers.get("X-Fieldmark-Client") != "1":
            raise ApiError(403, "no_client", "the header X-Fieldmark-Client: 1 is missing")

    def _check_token(self) -> None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        # Only a token that was presented can be a guess: a browser that has none yet must never be held up.
        presented = token if scheme == "Bearer" else ""
        pairing = self._find_pairing(presented) if presented.isascii() else None
        if presented and not pairing:
            self._limiter.refuse(request.remote_addr or "")
        if not pairing:
            raise ApiError(401, "unpaired", "this browser is not paired; run `fieldmark pair` and paste what it prints")
        self._check_bound_origin(pairing)
        g.caller = pairing

    def _find_pairing(self, token: str) -> Pairing | None:
        found = self._pairings.find_by_token(token)
        return found or (self._owner if is_same_token(self._owner.token, token) else None)

    def _check_bound_origin(self, pairing: Pairing) -> None:
        """A token belongs to the extension that used it first: one pasted into a second browser is refused there."""
        origin = request.headers.get("Origin")
        if origin is None or pairing.browser_id == OWNER_ID:
            return
        # The store decides, under its lock: what was read a moment ago may be another request's by now, or revoked.
        if not self._pairings.claim_origin(pairing.browser_id, origin):
            raise ApiError(
                401,
                "unpaired",
                "this pairing belongs to another browser, or was ended; run `fieldmark pair` once for each browser",
            )


def is_same_token(one: str, other: str) -> bool:
    """Compares two tokens in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


class WrongTokenLimiter:
    """Counts wrong tokens by peer. A right token is never held up by them."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def refuse(self, peer: str) -> None:
        """Counts one wrong token.

        Raises:
            ApiError: 429, when there were too many within the window.
        """
        now = self._clock()
        with self._lock:
            times = self._wrong[peer]
            while times and now - times[0] > WRONG_TOKENS_WINDOW_SECONDS:
                times.popleft()
            is_one_too_many = len(times) >= WRONG_TOKENS_ALLOWED
            if not is_one_too_many:
                times.append(now)
            if len(self._wrong) > MOST_PEERS_COUNTED:
                self._wrong.clear()
        if is_one_too_many:
            raise ApiError(429, "too_many_tries", "too many wrong tokens; wait a minute, then pair this browser again")


def require_owner() -> None:
    """Refuses a call that only the owner of the data folder may make.

    Raises:
        ApiError: 403, for a paired browser.
    """
    if g.caller.browser_id != OWNER_ID:
        raise ApiError(403, "owner_only", "only `fieldmark` on the command line may do this")
