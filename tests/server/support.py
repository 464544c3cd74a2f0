"""What the server's tests share: a niche, and a client that passes the guard."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

import pytest
from flask import Flask

from described import Answer, check_answer
from fieldmark.pairing import PREFIX, PairingString

PORT = 27182
HOST = f"127.0.0.1:{PORT}"
# The real captures are no part of the project; tests that use them say so and are skipped where they are not.
SHARED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

WEB_NICHE = {
    "name": "Web",
    "keywords": [
        {"text": "typescript", "kind": "core"},
        {"text": "css", "kind": "related"},
        {"text": "crypto", "kind": "avoid"},
    ],
}


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> int:
        """In ms since 1970."""
        return round(self.seconds * 1000)


def parse_pairing_string(text: str) -> PairingString:
    """What `fieldmark pair` printed, taken apart as the extension does."""
    prefix, port, browser_id, token = text.strip().split(":")
    assert prefix == PREFIX
    assert browser_id
    assert token
    return PairingString(int(port), browser_id, token)


class Client:
    """A client of an app: every header the guard asks for, each of which a test may change or leave out.

    Every answer is compared with what the app says of the call.
    """

    def __init__(self, app: Flask, token: str | None) -> None:
        self._app = app
        self._client = app.test_client()
        self.headers: dict[str, str] = {"Host": HOST, "X-Fieldmark-Client": "1"}
        if token is not None:
            self.headers["Authorization"] = f"Bearer {token}"

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str | None] | None = None,
        **options: Any,
    ) -> Answer:
        merged = {**self.headers, **(headers or {})}
        sent = {name: value for name, value in merged.items() if value is not None}
        options = {"json": body, **options} if body is not None else options
        # The test client adds a Host of its own, which a real request would not have twice.
        host = sent.pop("Host", None)
        environ = {"HTTP_HOST": host} if host is not None else {}
        answer = cast(
            "Answer", self._client.open(path, method=method, headers=sent, environ_overrides=environ, **options)
        )
        check_answer(self._app, method, path, answer)
        return answer

    def get(self, path: str, **headers: str | None) -> Answer:
        return self.call("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, body: object = None) -> Answer:
        return self.call("POST", path, body)

    def put(self, path: str, body: object = None) -> Answer:
        return self.call("PUT", path, body)

    def delete(self, path: str) -> Answer:
        return self.call("DELETE", path)


class Done(NamedTuple):
    """What a command said."""

    stdout: str
    stderr: str


class Run(Protocol):
    """Runs a command to its end in this process and checks its exit status."""

    def __call__(self, *arguments: str | Path, status: int = 0) -> Done:
        """Run it."""


class Score(Protocol):
    """Scores content, or standard input, with the niche of a profile file, and checks the exit status."""

    def __call__(self, content: str | bytes | None, *arguments: str | Path, status: int = 0) -> Done:
        """Score it."""


def put_into_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))


def take_state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """All that a look could change: content, time and mode of every file."""
    files = [file for file in folder.rglob("*") if file.is_file()] if folder.is_dir() else []
    return {str(file): (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_mode) for file in files}
