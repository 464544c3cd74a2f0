"""A proxy that leads some names to a port on this machine and refuses, and remembers, all others."""

import select
import socket
import socketserver
import threading


class ConnectProxy:
    """Answers CONNECT until it is closed.

    Attributes:
        refused: what was asked for and is not here.
    """

    def __init__(self, ports: dict[str, int]) -> None:
        self.refused: list[str] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                method, target, *_ = [*self.rfile.readline().decode("latin-1").split(), "", ""]
                while self.rfile.readline().strip():
                    pass
                port = ports.get(target.rpartition(":")[0])
                if method != "CONNECT" or port is None:
                    outer.refused.append(target)
                    self.wfile.write(b"HTTP/1.1 502 Not here\r\nContent-Length: 0\r\n\r\n")
                    return
                with socket.create_connection(("127.0.0.1", port)) as upstream:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
                    carry(self.connection, upstream)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]  # a hang-up
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()


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
