"""A browser as the load bench knows one.

It asks four times a second, far more than anybody scrolls: six times of ten about people it has seen, twice about fifty
new ones; once it decides, once it reads.
"""

import http.client
import itertools
import json
import random
import time
from collections import defaultdict
from typing import Any, NamedTuple

from bench.inputs import make_bios
from bench.ledger import ACCOUNT, PEOPLE_A_REQUEST, make_body, make_people
from fieldmark.ports import HOST

PAUSE_SECONDS = 0.25
KINDS = ("stored", "new", "decision", "read")
SHARES = (6, 2, 1, 1)


class Running(NamedTuple):
    """A server in a process of its own."""

    port: int
    token: str
    pid: int


class Client:
    """One connection to the server."""

    def __init__(self, server: Running) -> None:
        self._connection = http.client.HTTPConnection(HOST, server.port)
        self._headers = {
            "Host": f"{HOST}:{server.port}", "X-Fieldmark-Client": "1", "Content-Type": "application/json",
            "Authorization": f"Bearer {server.token}",
        }  # fmt: skip

    def ask(self, method: str, path: str, content: object = None) -> tuple[int, bytes, float]:
        """Status, answer and seconds."""
        sent = None if content is None else json.dumps(content, ensure_ascii=False).encode()
        headers = {**self._headers} if sent else {**self._headers, "Content-Length": "0"}
        started = time.perf_counter()
        self._connection.request(method, path, sent, headers)
        answer = self._connection.getresponse()
        body = answer.read()
        return answer.status, body, time.perf_counter() - started


class Browser:
    """One of the clients: what it sends, how long each answer took, what went wrong."""

    def __init__(self, server: Running, number: int) -> None:
        self._client = Client(server)
        self._chance = random.Random(number)
        self._people = make_people(make_bios(10**9, seed=100 + number), first=number * 10**9)
        self._shown: list[dict[str, Any]] = []
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self.seen = 0
        self.decided: set[str] = set()

    def live(self, until: float) -> None:
        """Asks until that moment (monotonic seconds)."""
        while time.monotonic() < until:
            (kind,) = self._chance.choices(KINDS, SHARES) if self._shown else ("new",)
            try:
                self._act(kind)
            except (OSError, http.client.HTTPException, ValueError) as error:
                self.errors.append(f"{kind}: {error!r}")
            time.sleep(self._chance.uniform(0, 2 * PAUSE_SECONDS))

    def _act(self, kind: str) -> None:
        if kind in ("new", "stored"):
            if kind == "new":
                self._shown = list(itertools.islice(self._people, PEOPLE_A_REQUEST))
            answer = self._ask(kind, "POST", "/v1/verdicts", make_body(self._shown))
            keys = [verdict["key"] for verdict in answer.get("verdicts", [])]
            if keys != [person["id"] for person in self._shown] or "warnings" in answer:
                self.errors.append(f"{kind}: {str(answer)[:200]}")
            self.seen += PEOPLE_A_REQUEST if kind == "new" else 0
        elif kind == "decision":
            key = self._chance.choice(self._shown)["id"]
            change = {"account": ACCOUNT, "id": f"{key}-{time.time_ns()}", "triage": "passed"}
            self._ask(kind, "PUT", f"/v1/decisions/{key}", change)
            self.decided.add(key)
        else:
            self._ask(kind, "GET", self._chance.choice(["/v1/profiles", f"/v1/decisions?account={ACCOUNT}"]))

    def _ask(self, kind: str, method: str, path: str, content: object = None) -> dict[str, Any]:
        status, body, seconds = self._client.ask(method, path, content)
        self.times[kind].append(seconds)
        if status >= 300:
            self.errors.append(f"{kind}: {status} {body[:200]!r}")
        found: dict[str, Any] = json.loads(body)
        return found
