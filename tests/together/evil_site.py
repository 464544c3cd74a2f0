"""The attackers' side: a site whose page attacks, over TLS or, on a port of its own, without."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from fieldmark.demo.site import SiteAnswer, StandInSite

SCRIPTS = Path(__file__).parent / "attackers"
PAGE = '<!doctype html><title>Nothing to see</title><body><script type="module" src="{}.js"></script>'


@dataclass(slots=True)
class EvilSite(StandInSite):
    """A page at every address, and at that address with `.js` the script that it attacks with."""

    def answer(self, path: str, query: str = "") -> SiteAnswer:
        if path.endswith(".js"):
            return SiteAnswer(200, (SCRIPTS / path.lstrip("/")).read_bytes(), "text/javascript")
        return SiteAnswer(200, PAGE.format(path).encode(), "text/html")


def make_json_answer(value: object, status: int = 200) -> SiteAnswer:
    """A value as an answer."""
    return SiteAnswer(status, json.dumps(value).encode(), "application/json")


class PlainServer:
    """Any other program on a port of this machine.

    Args:
        port: 0 for a free one.
        answer: gives the answer to whatever is asked of a path.

    Attributes:
        heard: all that it was sent.
    """

    def __init__(self, port: int, answer: Callable[[str], SiteAnswer]) -> None:
        self.heard: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                outer.heard.append(f"{self.requestline}\n{self.headers}\n{self.rfile.read(size).decode()}")
                found = answer(self.path)
                self.send_response(found.status)
                for name, value in {**found.headers, "Content-Type": found.content_type}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(found.body)))
                self.end_headers()
                self.wfile.write(found.body)

            do_GET = do_POST = do_OPTIONS = answer  # noqa: N815  # so BaseHTTPRequestHandler calls them

            def log_request(self, code: object = "-", size: object = "-") -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]  # a hang-up
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
