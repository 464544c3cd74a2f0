"""Sixteen clients that read and write at once, and a full disk: nothing that the server acknowledged is lost."""

import contextlib
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldmark.app import Services, create_app
from fieldmark.commands.server_client import ServerClient, ServerRefusal
from fieldmark.ports import bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings
from fieldmark.store import DataFolder
from support import WEB_NICHE

pytestmark = pytest.mark.process

CLIENTS, ROUNDS, ACCOUNT = 16, 3, "42"


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[int]:
    listener = bind_socket(0)
    app = create_app(Settings(port=listener.getsockname()[1], folder=folder))
    server = Server(app, listener)
    server.start()
    yield server.port
    server.stop()
    services: Services = app.extensions["fieldmark"]
    services.learner.wait()
    services.ledger.close()


class Browser:
    """One of the clients: what it was told is done, it remembers."""

    def __init__(self, client: ServerClient, number: int, shared: str) -> None:
        self._client = client
        self._number = number
        self._shared = shared
        self.people: dict[str, str] = {}
        self.changes: list[tuple[str, str]] = []
        self.niches: set[str] = set()
        self.words: set[str] = set()

    def live(self) -> None:
        """Reads and writes as browsers and the command line do, all at once."""
        for turn in range(ROUNDS):
            self._judge(turn)
            self._decide(turn)
            if turn % 2 == 0:
                self._add_word(f"word {self._number} {turn}")
            self._keep_niche(turn)
            self._read()
            self._forget(turn)

    def _judge(self, turn: int) -> None:
        mine = {f"{self._number}{turn}{place}": f"css {self._number} {turn} {place}" for place in range(5)}
        people = [{"handle": f"p{key}", "id": key, "bio": bio} for key, bio in {**mine, "999999": "shared"}.items()]
        answer = self._client.call("POST", "/v1/verdicts", {"account": ACCOUNT, "list": "followers", "people": people})
        assert [verdict["key"] for verdict in answer["verdicts"]] == [person["id"] for person in people]
        assert "warnings" not in answer
        self.people |= mine

    def _decide(self, turn: int) -> None:
        for key in (next(reversed(self.people)), "999999"):
            change = {"account": ACCOUNT, "id": f"c{self._number}-{turn}-{key}", "triage": "followed"}
            assert self._client.call("PUT", f"/v1/decisions/{key}", change)["triage"] == "followed"
            self.changes.append((key, change["id"]))

    def _add_word(self, text: str) -> None:
        while True:
            niche = self._client.call("GET", f"/v1/profiles/{self._shared}")
            niche["keywords"].append({"text": text, "kind": "core"})
            try:
                self._client.call("PUT", f"/v1/profiles/{self._shared}", niche)
            except ServerRefusal as error:
                assert "changed meanwhile" in str(error)  # noqa: PT017  # the one refusal there may be
                continue
            self.words.add(text)
            return

    def _keep_niche(self, turn: int) -> None:
        name = f"niche {self._number} {turn}"
        made = self._client.call("POST", "/v1/profiles", {"name": name, "keywords": []})
        if turn % 2:
            self._client.call("DELETE", f"/v1/profiles/{made['id']}")
        else:
            self.niches.add(name)

    def _read(self) -> None:
        assert self._client.call("GET", f"/v1/people?account={ACCOUNT}")["items"]
        assert self._client.call("GET", f"/v1/decisions?account={ACCOUNT}")["items"]
        assert "".join(self._client.stream("/v1/export.csv", {"account": ACCOUNT})).count("\n") >= len(self.people)
        self._client.call("PUT", "/v1/settings", {"strong_cut": 60 + self._number})

    def _forget(self, turn: int) -> None:
        if turn != ROUNDS // 2:
            return
        key = next(iter(self.people))
        self._client.call("DELETE", f"/v1/people/{key}?account={ACCOUNT}")
        del self.people[key]
        self.changes = [change for change in self.changes if change[0] != key]


def test_sixteen_clients_read_and_write_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with serve(tmp_path) as port:
        client = ServerClient(folder, port)
        # The niche in use is another one: else each change of it would be compiled anew.
        client.call("POST", "/v1/profiles", {"name": "in use", "keywords": [{"text": "css", "kind": "core"}]})
        shared = client.call("POST", "/v1/profiles", WEB_NICHE)["id"]
        browsers = [Browser(ServerClient(folder, port), number, shared) for number in range(CLIENTS)]
        run_at_once(browsers)
        check_all(ServerClient(folder, port), browsers, shared)
    with serve(tmp_path) as port:
        check_all(ServerClient(folder, port), browsers, shared)


def run_at_once(browsers: list[Browser]) -> None:
    barrier, raised = threading.Barrier(len(browsers)), list[BaseException]()

    def live(browser: Browser) -> None:
        barrier.wait()
        try:
            browser.live()
        except BaseException as error:  # noqa: BLE001  # raised again below, in the test's own thread
            raised.append(error)

    threads = [threading.Thread(target=live, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def check_all(client: ServerClient, browsers: list[Browser], shared: str) -> None:
    people = {person["key"]: person["bio"] for person in client.iterate("/v1/people", {"account": ACCOUNT})}
    wanted = {key: bio for browser in browsers for key, bio in browser.people.items()}
    assert people == {**wanted, "999999": "shared"}
    histories: dict[str, Any] = {}
    for key, change in (change for browser in browsers for change in browser.changes):
        if key not in histories:
            decided = client.call("GET", f"/v1/decisions/{key}?account={ACCOUNT}")
            histories[key] = [one["id"] for one in decided["history"]]
        assert histories[key].count(change) == 1
    niches = {niche["name"] for niche in client.list_all("/v1/profiles")}
    assert niches == {"Web", "in use"}.union(*(browser.niches for browser in browsers))
    words = {word["text"] for word in client.call("GET", f"/v1/profiles/{shared}")["keywords"]}
    own = {str(word["text"]) for word in WEB_NICHE["keywords"]}  # type: ignore[index]  # a list of objects
    assert words == own.union(*(browser.words for browser in browsers))


FULL = """
    import resource, signal, sys
    from pathlib import Path
    from fieldmark.app import create_app
    from fieldmark.settings import Settings
    from support import HOST, PORT, WEB_NICHE, Client

    app = create_app(Settings(port=PORT, folder=Path(sys.argv[1])))
    services = app.extensions["fieldmark"]
    client = Client(app, services.owner_token)
    word = lambda number: {"text": f"word {number}", "kind": "core"}
    niche = client.post("/v1/profiles", {"name": "x", "keywords": [word(n) for n in range(500)]}).json

    def make_calls(number):
        people = [{"handle": f"p{number}x{n}", "bio": "css " * 99} for n in range(200)]
        yield client.put(f"/v1/profiles/{niche['id']}", {**niche, "name": f"x{number}"})
        yield client.post("/v1/pairings", {"name": "x"})
        yield client.put("/v1/settings", {"strong_cut": 70})
        yield client.put(f"/v1/decisions/{number}", {"account": "42", "id": f"c{number}", "triage": "later"})
        yield client.post("/v1/verdicts", {"account": "42", "list": "followers", "people": people})

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    *refused, judged = make_calls(1)
    assert [answer.status_code for answer in refused] == [507] * 4, [answer.text for answer in refused]
    assert all(word in answer.json["error"]["message"].lower() for answer in refused for word in ("make room",))
    assert judged.status_code == 200 and len(judged.json["verdicts"]) == 200, "badges go on"
    assert [warning["code"] for warning in judged.json["warnings"]][0] == "not_remembered"
    assert client.get("/v1/profiles").json["items"] == [niche]
    assert client.get("/v1/people?account=42").json["items"] == []

    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert [answer.status_code for answer in make_calls(2)] == [200, 201, 200, 200, 200]
    assert client.get("/v1/profiles").json["items"][0]["name"] == "x2"
    assert len(client.get("/v1/people?account=42&limit=200").json["items"]) == 200
    again = create_app(Settings(port=PORT, folder=Path(sys.argv[1]))).extensions["fieldmark"]
    assert again.stores.damage == []
    assert again.stores.profiles.list_profiles()[0].name == "x2"
    assert not [file for file in Path(sys.argv[1]).iterdir() if ".tmp" in file.name]
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_on_a_full_disk_writes_are_refused_in_words_and_badges_go_on(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(FULL), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
