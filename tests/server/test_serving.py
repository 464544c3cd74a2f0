"""The real server over real sockets: ports, broken requests, a clean stop."""

import contextlib
import json
import select
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldmark.app import create_app
from fieldmark.commands.server_client import ServerClient, ServerRefusal
from fieldmark.ports import PORTS, PortTakenError, bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings
from fieldmark.store import DataFolder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    listener = bind_socket(0)
    running = Server(create_app(Settings(port=listener.getsockname()[1], folder=tmp_path / "data")), listener)
    running.start()
    yield running
    running.stop()


def exchange(server: Server, content: bytes) -> tuple[int, dict[str, str], bytes]:
    """Sends raw bytes; returns status, headers and body of the answer."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(content)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


def make_request(server: Server, *lines: str, host: str | None = None, body: bytes = b"") -> bytes:
    first = lines[0] if lines else "GET /v1/health HTTP/1.1"
    named = f"Host: {host or f'127.0.0.1:{server.port}'}"
    return "\r\n".join([first, named, "X-Fieldmark-Client: 1", *lines[1:], "", ""]).encode() + body


def test_a_request_that_waits_for_a_thread_is_no_news(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    held = threading.Event()

    class Task:
        def service(self) -> None:
            held.wait(10)

    # More than there are threads: the rest wait in waitress's own queue.
    for _ in range(20):
        server._server.task_dispatcher.add_task(Task())
    held.set()
    assert exchange(server, make_request(server))[0] == 200
    assert caplog.records == []


def test_it_answers_on_loopback_alone(server: Server) -> None:
    status, headers, body = exchange(server, make_request(server))
    assert (status, json.loads(body)["app"]) == (200, "fieldmark")
    assert "Server" not in headers


@pytest.mark.parametrize(
    "lines",
    [
        ("GET http://evil.test/v1/health HTTP/1.1", "Host: evil.test"),
        ("GET /v1/health HTTP/1.1", "Host: evil.test"),
        ("GET /v1/health HTTP/1.1", "X-Forwarded-Host: evil.test", "Origin: https://evil.test"),
    ],
)
def test_a_foreign_name_in_any_place_is_refused(server: Server, lines: tuple[str, ...]) -> None:
    status, _, body = exchange(server, make_request(server, *lines))
    assert status == 403
    assert set(json.loads(body)) == {"error"}


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"GARBAGE\r\n\r\n", 400, "bad_request"),
        (b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400, "bad_request"),
        (b"POST /v1/verdicts HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413, "too_large"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501, "bad_request"),
    ],
    ids=["garbage", "no length", "long body", "unknown encoding"],
)
def test_what_is_no_request_gets_the_one_error_body(server: Server, content: bytes, status: int, code: str) -> None:
    found, headers, body = exchange(server, content)
    assert found == status
    assert json.loads(body)["error"]["code"] == code
    assert headers["Cache-Control"] == "no-store"
    assert b"waitress" not in body
    assert exchange(server, make_request(server))[0] == 200


def test_a_chunked_body_counts_as_a_body(server: Server) -> None:
    content = make_request(
        server, "POST /v1/verdicts HTTP/1.1", "Transfer-Encoding: chunked", "Content-Type: text/plain"
    )
    status, _, body = exchange(server, content + b"2\r\n{}\r\n0\r\n\r\n")
    assert (status, json.loads(body)["error"]["code"]) == (415, "not_json")


def test_a_port_that_is_taken_is_said(server: Server) -> None:
    with pytest.raises(PortTakenError, match=f"port {server.port} is taken"):
        bind_socket(server.port)


def test_the_next_port_of_the_range_is_taken_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    with bind_socket(0) as taken, bind_socket(0) as free:
        first, second = taken.getsockname()[1], free.getsockname()[1]
        free.close()
        monkeypatch.setattr("fieldmark.ports.PORTS", (first, second))
        with bind_socket(None, said.append) as found:
            assert found.getsockname() == ("127.0.0.1", second)
    assert said == [f"Port {first} is taken by another program; trying the next."]


def test_a_range_that_is_all_taken_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with bind_socket(0) as taken:
        monkeypatch.setattr("fieldmark.ports.PORTS", (taken.getsockname()[1],))
        with pytest.raises(PortTakenError, match="are all taken"):
            bind_socket(None)


def test_the_range_is_the_contracts() -> None:
    assert list(PORTS) == list(range(27182, 27190))


def test_no_thread_keeps_its_turn_long_while_a_request_waits(server: Server) -> None:
    assert sys.getswitchinterval() < 0.001


def test_a_stopped_server_frees_its_port(tmp_path: Path) -> None:
    listener = bind_socket(0)
    port = listener.getsockname()[1]
    running = Server(create_app(Settings(port=port, folder=tmp_path)), listener)
    running.start()
    running.stop()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2)
    bind_socket(port).close()


def test_the_command_lines_client_trusts_the_server_that_knows_its_token(server: Server, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    client = ServerClient(folder, server.port)
    assert client.is_ours()
    assert client.list_all("/v1/profiles") == []
    with pytest.raises(ServerRefusal, match="no niche"):
        client.call("GET", "/v1/profiles/nothing")
    assert not ServerClient(DataFolder(tmp_path / "other"), server.port).is_ours()


def test_the_command_lines_client_tells_a_stranger_nothing(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    with bind_socket(0) as stranger:
        stranger.settimeout(10)
        client = ServerClient(folder, stranger.getsockname()[1])
        heard: list[bytes] = []

        def answer() -> None:
            connection, _ = stranger.accept()
            with connection:
                heard.append(connection.recv(65_536))
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

        import threading

        thread = threading.Thread(target=answer)
        thread.start()
        assert not client.is_ours()
        thread.join()
    assert folder.get_owner_token().encode() not in heard[0]


def test_three_hundred_silent_connections_shut_nobody_out(server: Server) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(300):
            silent = stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            silent.sendall(b"GET /v1/health HTTP/1.1\r\nHost:")
        assert exchange(server, make_request(server))[0] == 200


def test_a_connection_that_says_nothing_is_closed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server._server, "next_channel_cleanup", 0)
    monkeypatch.setattr(server._server.adj, "channel_timeout", 1)
    monkeypatch.setattr(server._server.adj, "cleanup_interval", 0)
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as silent:
        silent.sendall(b"GET /v1/health HTTP/1.1\r\nHost:")
        # The server looks whenever anything happens.
        while exchange(server, make_request(server))[0] == 200 and not select.select([silent], [], [], 0)[0]:
            pass
        assert silent.recv(1) == b""
