"""``make bench-ledger``: what remembering costs a request for 50 verdicts.

Learning, which follows news in the background at most once in a while, is waited for and not counted.

``ratio``: a ledger of 100,000 people against an empty one. ``stored_echo_ratio`` and ``new_echo_ratio``: people stored
unchanged, and people never seen, against a route that returns the same bytes, under the same waitress.
"""

import argparse
import http.client
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, Response

from bench.inputs import make_bios, make_keywords
from bench.report import print_result, print_table
from fieldmark.app import Services, create_app
from fieldmark.ports import HOST, bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings

PEOPLE_A_REQUEST = 50
KEYWORDS = 40
ACCOUNT = "42"
# Asks the server: its answer and the seconds it took. What the server learns from it is over before it returns.
Ask = Callable[[str, dict[str, Any]], tuple[bytes, float]]


def main() -> None:
    """Prints the table and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    bios = make_bios(1_000_000, seed=4)
    people = make_people(bios)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "full") as (full, ask_full),
        serve(Path(folder) / "empty") as (_, ask_empty),
    ):
        known = fill(full, people, options.people)
        size = (Path(folder) / "full" / "ledger.sqlite3").stat().st_size
        times = measure(ask_full, ask_empty, known, people, options.rounds)
    medians = {name: statistics.median(found) for name, found in times.items()}
    print_table(
        ["50 verdicts", "ms", "of the echo"],
        [[name, median * 1000, median / medians["echo"]] for name, median in medians.items()],
    )
    print(f"\n{options.people:,} people take {size / 1e6:.0f} MB.")
    print_result(
        {
            "ratio": round(medians["stored, full ledger"] / medians["stored, small ledger"], 2),
            "stored_echo_ratio": round(medians["stored, full ledger"] / medians["echo"], 2),
            "new_echo_ratio": round(medians["new, full ledger"] / medians["echo"], 2),
            "people": options.people,
        }
    )


def measure(
    ask_full: Ask, ask_empty: Ask, known: list[dict[str, Any]], people: Iterator[dict[str, Any]], rounds: int
) -> dict[str, list[float]]:
    """Way -> seconds of each round; the ways take turns, so that a slow moment hits them all."""
    stored = known[:PEOPLE_A_REQUEST]
    body, _ = ask_full("/v1/verdicts", make_body(stored))
    ask_empty("/v1/verdicts", make_body(stored))
    times: dict[str, list[float]] = {}

    def take(name: str, ask: Ask, path: str, content: dict[str, Any]) -> None:
        answer, seconds = ask(path, content)
        times.setdefault(name, []).append(seconds)
        if not answer:
            raise RuntimeError(path)

    for _ in range(rounds):
        echoed = make_body(stored)
        take("echo", ask_full, "/echo", {**echoed, "answer": body.decode()})
        take("stored, full ledger", ask_full, "/v1/verdicts", make_body(stored))
        take("stored, small ledger", ask_empty, "/v1/verdicts", make_body(stored))
        fresh = list(itertools.islice(people, PEOPLE_A_REQUEST))
        take("new, full ledger", ask_full, "/v1/verdicts", make_body(fresh))
        take("new, not remembered", ask_full, "/v1/verdicts", {**make_body(fresh), "remember": False})
    return times


def make_people(bios: Iterator[str], first: int = 0) -> Iterator[dict[str, Any]]:
    """People without end, each as an answer tells them; ``first`` is the first one's number."""
    for number, bio in enumerate(bios, first):
        yield {
            "id": str(10**18 + number), "handle": f"p{number}", "name": f"Person {number}", "bio": bio,
            "location": "Here", "followers": number % 5_000, "following": number % 700, "posts": number % 10**9,
            "created_at": "2020-02-02T00:00:00Z", "verified": False, "protected": False, "follows_me": True,
            "i_follow": False, "position": number % 10**9, "mounted": True, "source": "answer",
        }  # fmt: skip


def make_body(people: list[dict[str, Any]]) -> dict[str, Any]:
    """The request for people."""
    return {"account": ACCOUNT, "list": "followers", "people": people}


def fill(app: Flask, people: Iterator[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Remembers people; returns the last of them."""
    from fieldmark import Person

    services: Services = app.extensions["fieldmark"]
    batch: list[dict[str, Any]] = []
    for _ in range(0, count, 1_000):
        batch = list(itertools.islice(people, 1_000))
        services.ledger.remember(ACCOUNT, "followers", [Person.from_dict(person) for person in batch])
    return batch


@contextmanager
def serve(folder: Path) -> Iterator[tuple[Flask, Ask]]:
    """A server with a niche, an echo, and a client on one connection."""
    listener = bind_socket(0)
    port = listener.getsockname()[1]
    app = create_app(Settings(port=port, folder=folder))
    services: Services = app.extensions["fieldmark"]

    @app.post("/echo")
    def echo() -> Response:
        from flask import request

        return Response(json.loads(request.get_data())["answer"], mimetype="application/json")

    server = Server(app, listener)
    server.start()
    connection = http.client.HTTPConnection(HOST, port)
    headers = {
        "Host": f"{HOST}:{port}", "X-Fieldmark-Client": "1", "Content-Type": "application/json",
        "Authorization": f"Bearer {services.owner_token}",
    }  # fmt: skip

    def ask(path: str, content: dict[str, Any]) -> tuple[bytes, float]:
        sent = json.dumps(content, ensure_ascii=False).encode()
        started = time.perf_counter()
        connection.request("POST", path, sent, headers)
        answer = connection.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - started
        if answer.status >= 300:
            raise RuntimeError(body.decode())
        services.learner.wait()
        return body, seconds

    keywords = [{"text": text, "kind": "core"} for text in make_keywords(KEYWORDS)]
    ask("/v1/profiles", {"name": "bench", "keywords": keywords})
    services.judges.warm_up().join()
    try:
        yield app, ask
    finally:
        connection.close()
        server.stop()
        services.learner.wait()


if __name__ == "__main__":
    main()
