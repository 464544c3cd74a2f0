"""A proxy that leads some names to a port on this machine, refuses all others, and remembers who was asked for."""

import select
import socket
import socketserver
import threading
from collections.abc import Collection
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


class ConnectProxy:
    """Answers until it is closed.

    Args:
        ports: name -> the port on this machine that it leads to, by CONNECT.
        plain: ports of this machine that plain requests may go to.

    Attributes:
        asked: every host and port that was asked for.
    """

    def __init__(self, ports: dict[str, int], plain: Collection[int] = ()) -> None:
        self.asked: list[str] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            # What follows a request's head is carried, not read.
            rbufsize = 0

            def handle(self) -> None:
                method, target, *_ = [*self.rfile.readline().decode("latin-1").split(), "", ""]
                head = [*iter(lambda: self.rfile.readline().strip(), b"")]
                place = target if method == "CONNECT" else urlsplit(target).netloc
                outer.asked.append(place)
                host, _, port = place.rpartition(":")
                if method == "CONNECT" and host in ports:
                    self.lead(ports[host], first=b"")
                elif method != "CONNECT" and host == LOOPBACK and int(port) in plain:
                    path = target.partition(place)[2]
                    lines = [f"{method} {path} HTTP/1.1".encode(), *filter(is_for_server, head), b"Connection: close"]
                    self.lead(int(port), b"\r\n".join([*lines, b"", b""]))
                else:
                    self.wfile.write(b"HTTP/1.1 502 Not here\r\nContent-Length: 0\r\n\r\n")

            def lead(self, port: int, first: bytes) -> None:
                with socket.create_connection((LOOPBACK, port)) as upstream:
                    if first:
                        upstream.sendall(first)
                    else:
                        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                    carry(self.connection, upstream)

        self._server = socketserver.ThreadingTCPServer((LOOPBACK, 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]  # a hang-up
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()


def is_for_server(line: bytes) -> bool:
    """Whether a line of a request's head is for the server, not for the proxy."""
    return not line.lower().startswith((b"connection:", b"proxy-"))


def carry(one: socket.socket, other: socket.socket) -> None:
    """Carries bytes both ways until either side hangs up."""
    while True:
        readable, _, _ = select.select([one, other], [], [], 30)
        for source in readable:
            content = source.recv(65_536)
            if not content:
                return
            (other if source is one else one).sendall(content)
        if not readable:
            return
