"""``make bench-load``: eight browsers at once for a minute (``ARGS="--seconds 600"``: for ten).

The server, a process of its own, learns and remembers meanwhile, as always. ``errors`` are refusals, warnings, answers
about somebody else, and what was acknowledged and is not there in the end; ``p99_over_p50`` is of all requests;
``rss_growth`` is the growth of the server's memory, as a share, from the end of the warm-up; ``echo_ratio`` is 50
verdicts about stored people (``new_echo_ratio``: new ones) against a route that returns the same bytes, one at a time
after the load, with nothing being learnt.
"""

import argparse
import contextlib
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from flask import Response, request

from bench.inputs import make_bios, make_keywords
from bench.ledger import KEYWORDS, PEOPLE_A_REQUEST, make_body, make_people
from bench.load_browser import KINDS, Browser, Client, Running
from bench.memory import read_resident_megabytes
from bench.report import print_result, print_table
from fieldmark.app import Services, create_app
from fieldmark.ports import bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings

BROWSERS, WARM_UP_SECONDS = 8, 20
ROUNDS_OF_ECHO = 60


def main() -> None:
    """Prints the table and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--browsers", type=int, default=BROWSERS)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    with tempfile.TemporaryDirectory() as folder, start(Path(folder)) as server:
        keywords = [{"text": text, "kind": "core"} for text in make_keywords(KEYWORDS)]
        Client(server).ask("POST", "/v1/profiles", {"name": "bench", "keywords": keywords})
        browsers = [Browser(server, number) for number in range(1, options.browsers + 1)]
        load(browsers, WARM_UP_SECONDS)
        before = read_resident_megabytes(server.pid)
        for browser in browsers:
            browser.times.clear()
        load(browsers, options.seconds)
        after = read_resident_megabytes(server.pid)
        errors = [error for browser in browsers for error in browser.errors] + list(find_losses(server, browsers))
        echo = compare_with_echo(server)
    report(browsers, errors, echo, (before, after))


def load(browsers: list[Browser], seconds: float) -> None:
    """Lets all browsers ask at once."""
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=browser.live, args=(until,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def find_losses(server: Running, browsers: list[Browser]) -> Iterator[str]:
    """What was acknowledged and is not there."""
    (kept,) = json.loads(Client(server).ask("GET", "/v1/ledger")[1])["accounts"]
    wanted = (sum(browser.seen for browser in browsers), sum(len(browser.decided) for browser in browsers))
    if (kept["people"], kept["decisions"]) != wanted:
        yield f"of {wanted} people and decisions {kept} are kept"


def compare_with_echo(server: Running) -> dict[str, float]:
    """Way -> median seconds; the ways take turns."""
    client, people = Client(server), make_people(make_bios(10**9, seed=4), first=10**15)
    stored = list(itertools.islice(people, PEOPLE_A_REQUEST))
    _, answer, _ = client.ask("POST", "/v1/verdicts", make_body(stored))
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS_OF_ECHO):
        fresh = list(itertools.islice(people, PEOPLE_A_REQUEST))
        for name, path, content in (
            ("echo", "/echo", {**make_body(stored), "answer": answer.decode()}),
            ("stored", "/v1/verdicts", make_body(stored)),
            ("new", "/v1/verdicts", make_body(fresh)),
        ):
            client.ask("POST", "/settle", {})
            status, _, seconds = client.ask("POST", path, content)
            if status >= 300:
                raise RuntimeError(path)
            times[name].append(seconds)
    return {name: statistics.median(found) for name, found in times.items()}


def report(browsers: list[Browser], errors: list[str], echo: dict[str, float], megabytes: tuple[float, float]) -> None:
    """Prints what was measured."""
    by_kind = {kind: [time for browser in browsers for time in browser.times[kind]] for kind in KINDS}
    whole = [time for times in by_kind.values() for time in times]
    rows = [[kind, len(times), *find_percentiles(times)] for kind, times in [*by_kind.items(), ("all", whole)]]
    print_table(["request", "count", "p50 ms", "p99 ms", "worst ms"], rows)
    print(f"\nThe server's memory went from {megabytes[0]:.0f} to {megabytes[1]:.0f} MB.")
    print("\n".join(errors[:5]))
    p50, p99, _ = find_percentiles(whole)
    print_result(
        {
            "errors": len(errors),
            "p99_over_p50": round(p99 / p50, 2),
            "echo_ratio": round(echo["stored"] / echo["echo"], 2),
            "new_echo_ratio": round(echo["new"] / echo["echo"], 2),
            "rss_growth": round(megabytes[1] / megabytes[0] - 1, 4),
        }
    )


def find_percentiles(seconds: list[float]) -> tuple[float, float, float]:
    """Median, 99th percentile and worst, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    return 1000 * cuts[49], 1000 * cuts[98], 1000 * max(seconds)


@contextlib.contextmanager
def start(folder: Path) -> Iterator[Running]:
    """The server, in a process of its own."""
    command = [sys.executable, "-m", "bench.load", "--serve", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as process:
        if not process.stdin or not process.stdout:
            raise RuntimeError("the server has no pipes")
        port, token = process.stdout.readline().split()
        yield Running(int(port), token, process.pid)
        process.stdin.close()


def serve(folder: Path) -> None:
    """Serves until nobody holds the other end of the standard input; says port and token first."""
    listener = bind_socket(0)
    port = listener.getsockname()[1]
    app = create_app(Settings(port=port, folder=folder))
    services: Services = app.extensions["fieldmark"]

    @app.post("/echo")
    def echo() -> Response:
        return Response(json.loads(request.get_data())["answer"], mimetype="application/json")

    @app.post("/settle")
    def settle() -> dict[str, str]:
        services.learner.wait()
        return {}

    server = Server(app, listener)
    services.judges.warm_up().join()
    server.start()
    print(port, services.owner_token, flush=True)
    sys.stdin.read()
    server.stop()
    services.learner.wait()
    services.ledger.close()


if __name__ == "__main__":
    main()
