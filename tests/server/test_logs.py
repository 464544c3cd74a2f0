"""The log tells what went wrong and where, and holds no person's text."""

import contextlib
import logging
import re
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask import Flask

from fieldmark import logs
from fieldmark.app import Services, create_app
from fieldmark.commands.server_client import ServerClient, ServerRefusal
from fieldmark.learner import Learner
from fieldmark.logs import LOG_NAME, writing_log
from fieldmark.ports import bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings
from fieldmark.store import DataFolder, StoreError
from fieldmark.store.folder_view import FolderView
from support import Client

# Stands in every text of a person's or a user's own that is sent.
TEXT = "qzxtext"
PERSON = {
    "handle": TEXT,
    "name": f"{TEXT} Name",
    "bio": f"{TEXT} css 🦉",
    "location": TEXT,
    "website": f"https://{TEXT}.example",
    "source": "answer",
}
NICHE: dict[str, object] = {"name": f"{TEXT} niche", "keywords": [{"text": f"{TEXT} word", "kind": "core"}]}
BODIES: dict[str, dict[str, object]] = {
    "/v1/verdicts": {"account": f"@{TEXT}", "list": "followers", "people": [PERSON]},
    "/v1/profiles": NICHE,
    "/v1/profiles/<profile_id>": {**NICHE, "revision": 1},
    "/v1/decisions/<key>": {"account": f"@{TEXT}", "id": TEXT, "triage": "passed", "note": f"{TEXT} note"},
    "/v1/entries": {"account": f"@{TEXT}", "entries": [{**PERSON, "key": f"@{TEXT}", "lists": []}]},
    "/v1/pairings": {"name": TEXT},
    "/v1/settings": {TEXT: TEXT},
}
QUERY = urlencode({"account": f"@{TEXT}"})


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """The log of this process, at the default level."""
    with writing_log(tmp_path):
        yield tmp_path / LOG_NAME


def list_calls(app: Flask) -> list[tuple[str, str, object]]:
    """Every call of the server: well-formed, with a body that is none, and with one of another shape."""
    calls: list[tuple[str, str, object]] = []
    for rule in app.url_map.iter_rules():
        path = re.sub("<[^>]+>", quote(f"@{TEXT}"), rule.rule)
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"}):
            if method in ("POST", "PUT"):
                good = BODIES.get(rule.rule, {})
                calls += [(method, path, body) for body in (good, [TEXT], {**good, TEXT: TEXT}, {"people": TEXT})]
            else:
                calls.append((method, f"{path}?{QUERY}", None))
    return calls


def read_all(log: Path) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in log.parent.glob(f"{LOG_NAME}*"))


def check_silence(log: Path, capfd: pytest.CaptureFixture[str], *needed: str) -> None:
    """Neither the log nor the output holds any of the text, and the log tells what it should."""
    logging.getLogger("fieldmark.test").error("the log works")
    told, said = read_all(log), capfd.readouterr()
    assert "the log works" in told
    for words in needed:
        assert words in told
    for place in (told, said.out, said.err):
        assert TEXT not in place.lower(), place


def test_no_call_leaves_a_persons_text(
    log: Path, app: Flask, client: Client, owner: Client, stranger: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    statuses = set()
    # Twice: what is read and deleted was written the first time.
    for method, path, body in list_calls(app) * 2:
        for caller in (client, owner, stranger):
            statuses.add(caller.call(method, path, body).status_code)
    assert {200, 201, 400, 401, 403, 404} <= statuses
    check_silence(log, capfd)


def test_no_error_of_ours_leaves_a_persons_text(
    log: Path, app: Flask, client: Client, capfd: pytest.CaptureFixture[str]
) -> None:
    def break_down(**_: str) -> None:
        try:
            raise LookupError(f"inner {TEXT}")
        except LookupError as error:
            raise TypeError(f"{TEXT} is no number") from error

    for endpoint in app.view_functions:
        app.view_functions[endpoint] = break_down  # type: ignore[assignment]
    for method, path, body in list_calls(app):
        assert client.call(method, path, body).status_code == 500
    needed = ("POST /v1/verdicts ended by an unexpected TypeError", "builtins.TypeError", "builtins.LookupError")
    check_silence(log, capfd, *needed, f"{__file__}:", "in break_down", "PUT /v1/decisions/<key> ended")


def test_a_store_that_fails_leaves_no_persons_text(
    log: Path, client: Client, services: Services, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError(f"{TEXT} could not be written") from OSError(28, f"No space for {TEXT}")

    client.post("/v1/profiles", NICHE)
    for part, name in (
        (services.ledger, "remember"),
        (services.ledger.decisions, "find_standings"),
        (services.ledger.decisions, "decide"),
    ):
        monkeypatch.setattr(type(part), name, fail)
    assert len(client.post("/v1/verdicts", BODIES["/v1/verdicts"]).json["warnings"]) == 2
    assert client.put(f"/v1/decisions/@{TEXT}", BODIES["/v1/decisions/<key>"]).status_code == 507
    needed = ("nobody of 1 people could be remembered", "PUT /v1/decisions/<key> was answered store_failed")
    check_silence(log, capfd, *needed, "builtins.OSError (No space left on device)")


def test_neither_learning_nor_a_thread_leaves_a_persons_text(
    log: Path, services: Services, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreError(TEXT)

    def break_down() -> None:
        raise ValueError(TEXT)

    monkeypatch.setattr(Learner, "_learn_anew", fail)
    from fieldmark.values import Profile

    services.learner.get_settled_judge(Profile.from_dict({**NICHE, "id": "p", "revision": 1}), f"@{TEXT}")
    thread = threading.Thread(target=break_down)
    thread.start()
    thread.join()
    check_silence(log, capfd, "could not be read for learning", "a thread ended by an unexpected ValueError")


def test_an_answer_that_breaks_off_leaves_no_persons_text(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def break_off(*_: object) -> Iterator[str]:
        yield f"{TEXT}\n"
        raise ValueError(TEXT)

    monkeypatch.setattr("fieldmark.api.export.export_people", break_off)
    listener = bind_socket(0)
    server = Server(create_app(Settings(port=listener.getsockname()[1], folder=tmp_path / "data")), listener)
    server.start()
    client = ServerClient(DataFolder(tmp_path / "data"), server.port)
    with pytest.raises(ServerRefusal):
        list(client.stream("/v1/export.csv", {"account": f"@{TEXT}"}))
    server.stop()
    # waitress writes the address into its message.
    check_silence(log, capfd, "waitress: a message that is not", "builtins.ValueError", "in break_off")


def test_words_of_other_libraries_are_left_out(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("waitress", "fieldmark", "werkzeug"):
        logging.getLogger(name).error("serving %s", TEXT)
        logging.getLogger(name).error(f"serving {TEXT}")  # what other people's code does
    check_silence(log, capfd, "serving %s", "a message that is not written down")


def test_a_full_disk_prints_no_record(
    log: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def be_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(logs._LogFile, "_open", be_full)
        logging.getLogger("fieldmark.test").warning("values %s", "are here")
    assert "Logging error" not in capfd.readouterr().err


def test_a_token_is_in_no_log(log: Path, client: Client, services: Services) -> None:
    client.get("/v1/profiles", Authorization="Bearer wrong-token-qzx")
    client.get("/v1/profiles")
    logging.getLogger("fieldmark.test").error("the log works")
    told = read_all(log)
    for token in ("wrong-token-qzx", services.owner_token, client.headers["Authorization"].split()[1]):
        assert token not in told


@pytest.mark.parametrize(("level", "told"), [("error", 1), ("warning", 2), ("info", 3), ("debug", 4)])
def test_the_level_is_the_least_severe_that_is_written(tmp_path: Path, level: str, told: int) -> None:
    with writing_log(tmp_path, level):
        ours = logging.getLogger("fieldmark.test")
        for write in (ours.error, ours.warning, ours.info, ours.debug):
            write("a line")
    assert (tmp_path / LOG_NAME).read_text(encoding="utf-8").count("a line") == told


def test_debug_tells_all_of_it(tmp_path: Path) -> None:
    with writing_log(tmp_path, "debug"):
        try:
            raise ValueError(TEXT)
        except ValueError:
            logging.getLogger("waitress").exception("serving %s", "/v1/people/7")
    told = (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert "serving /v1/people/7" in told
    assert f"ValueError: {TEXT}" in told


def test_the_log_rotates_and_is_its_owners_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MOST_BYTES", 2_000)
    with writing_log(tmp_path):
        for number in range(200):
            logging.getLogger("fieldmark.test").info("line %d of many", number)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == [LOG_NAME, f"{LOG_NAME}.1", f"{LOG_NAME}.2"]
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert "line 199 of many" in files[0].read_text(encoding="utf-8")


def test_what_was_there_before_is_there_after(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers), threading.excepthook
    with writing_log(tmp_path):
        pass
    assert (root.level, list(root.handlers), threading.excepthook) == before


@pytest.mark.process
def test_a_real_server_writes_and_says_no_persons_text(running: subprocess.Popen[str], data: Path, app: Flask) -> None:
    announced = FolderView(data).find_server()
    assert announced
    client = ServerClient(DataFolder(data), announced["port"])
    for method, path, body in list_calls(app) * 2:
        with contextlib.suppress(ServerRefusal):
            client.call(method, path, body)
    running.terminate()
    running.wait()
    assert running.stderr
    told, said = read_all(data / LOG_NAME), running.stderr.read()
    assert "listens on port" in told
    assert told.endswith("stopped\n")
    assert TEXT not in told + said
