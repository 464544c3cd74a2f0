"""``fieldmark serve``: the server, until it is stopped."""

import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from fieldmark.app import Services, create_app
from fieldmark.ports import HOST, bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings
from fieldmark.store import DamageReport, DataFolder
from fieldmark.upkeep import Upkeep


def serve(data: Path, port: int | None, *, remember: bool, say: Callable[[str], None]) -> list[DamageReport]:
    """Serves a data folder until Ctrl-C or SIGTERM; returns what was found damaged at the start.

    Raises:
        FolderHeldError: another process holds the folder.
        PortTakenError: no port could be had.
        StoreError: the folder cannot be used.
    """
    folder = DataFolder(data)
    with folder.held():
        listener = bind_socket(port, say)
        try:
            return _serve_on(listener, folder, remember=remember, say=say)
        finally:
            listener.close()
            folder.withdraw_server()


def _serve_on(
    listener: socket.socket, folder: DataFolder, *, remember: bool, say: Callable[[str], None]
) -> list[DamageReport]:
    port = listener.getsockname()[1]
    app = create_app(Settings(port=port, folder=folder.path, remember=remember))
    services: Services = app.extensions["fieldmark"]
    for report in services.stores.damage:
        say(str(report))
    server = Server(app, listener)
    folder.announce_server(port, services.settings.instance)
    services.judges.warm_up(services.stores.profiles.find_active())
    _say_welcome(services, port, say)

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit

    signal.signal(signal.SIGTERM, stop)
    upkeep = Upkeep(services.ledger, services.stores.preferences)
    upkeep.start()
    server.run()
    upkeep.stop()
    services.ledger.close()
    say("Stopped; everything is saved.")
    return services.stores.damage


def _say_welcome(services: Services, port: int, say: Callable[[str], None]) -> None:
    say(f"Fieldmark listens on http://{HOST}:{port} (this machine only). Ctrl-C stops it.")
    active = services.stores.profiles.find_active()
    say(f"Niche in use: {active.name}" if active else "There is no niche yet: make one in the extension's popup.")
    if not services.stores.pairings.list_pairings():
        say("No browser is paired yet: run `fieldmark pair` in another terminal and paste its line into the popup.")
