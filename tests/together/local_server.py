"""The real server, in this process: real Flask, real waitress, real files; can be stopped and started again."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, request

from fieldmark.app import Services, create_app
from fieldmark.demo.people import SAMPLE_NICHE
from fieldmark.pairing import PairingString
from fieldmark.ports import bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings
from fieldmark.values import Profile


@dataclass(frozen=True)
class Exchange:
    """A request as it came in, and what came of it.

    Attributes:
        headers: of the request.
        handler: the name of the handler that ran; None if it was refused before.
    """

    method: str
    address: str
    headers: Mapping[str, str]
    handler: str | None
    status: int


class LocalServer:
    """A Fieldmark server on a data folder.

    Attributes:
        bodies: what was posted to /v1/verdicts about anybody.
        exchanges: every request that was answered.
    """

    def __init__(
        self, folder: Path, niche: Mapping[str, Any] | None = SAMPLE_NICHE, port: int = 0, *, started: bool = True
    ) -> None:
        self._folder = folder
        self.port = port
        self.bodies: list[dict[str, Any]] = []
        self.exchanges: list[Exchange] = []
        self._server: Server | None = None
        if started:
            self.start()
        if niche:
            self.services.stores.profiles.add_profile(Profile.from_dict(niche))

    def start(self) -> None:
        """Starts it, on the port it had before."""
        listener = bind_socket(self.port)
        self.port = listener.getsockname()[1]
        app = create_app(Settings(port=self.port, folder=self._folder))
        self.services: Services = app.extensions["fieldmark"]
        # Learnt words count from the moment when learning in the background is through; what a test expects must not.
        self.services.learner.set_counting(False)
        app.before_request(self._note_body)
        self._note_exchanges(app)
        self._server = Server(app, listener)
        self._server.start()

    def _note_body(self) -> None:
        body = request.get_json() if request.path == "/v1/verdicts" else {}
        if body.get("people"):
            self.bodies.append(body)

    def _note_exchanges(self, app: Flask) -> None:
        def run(name: str, view: Any, **arguments: Any) -> Any:
            g.handler = name
            return view(**arguments)

        def note(answer: Response) -> Response:
            address, headers = request.full_path.rstrip("?"), dict(request.headers)
            exchange = Exchange(request.method, address, headers, g.get("handler"), answer.status_code)
            self.exchanges.append(exchange)
            return answer

        for name, view in list(app.view_functions.items()):
            app.view_functions[name] = partial(run, name, view)
        app.after_request(note)

    def stop(self) -> None:
        """Stops it, if it runs; the port is closed afterwards."""
        if self._server:
            self._server.stop()
            self._server = None

    def pair(self) -> str:
        """A new pairing string."""
        pairing = self.services.stores.pairings.add_pairing("test")
        return str(PairingString(self.port, pairing.browser_id, pairing.token))

    @property
    def active(self) -> Profile:
        """The niche in use."""
        found = self.services.stores.profiles.find_active()
        assert found
        return found
