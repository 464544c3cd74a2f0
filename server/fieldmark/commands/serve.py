"""``fieldmark serve``: the server, until it is stopped."""

import contextlib
import logging
import platform
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fieldmark
from fieldmark.app import Services, create_app
from fieldmark.commands.stopping import BrokenDownError, StopWish, watch_signals
from fieldmark.logs import writing_log
from fieldmark.ports import HOST, PortTakenError, bind_socket
from fieldmark.serving import Server
from fieldmark.settings import Settings
from fieldmark.store import DamageReport, DataFolder, StoreError, explain_os_error
from fieldmark.upkeep import Upkeep

# From the wish to stop on: how long requests may take to finish, and all of it together. Two seconds are promised; a
# busy machine needs some of them. What is cut off was not acknowledged.
REQUESTS_SECONDS, STOP_SECONDS = 0.8, 1.2
# Another command holds the folder for some milliseconds.
HOLD_SECONDS = 1.0

logger = logging.getLogger(__name__)


def serve(
    data: Path, port: int | None, *, remember: bool, log_level: str, say: Callable[[str], None]
) -> list[DamageReport]:
    """Serves a data folder until Ctrl-C or SIGTERM; returns what was found damaged at the start.

    Raises:
        FolderHeldError: another process holds the folder.
        PortTakenError: no port could be had.
        BrokenDownError: the server ended by itself.
        StoreError: the folder cannot be used.
    """
    wish = watch_signals()
    folder = DataFolder(data)
    with folder.held(HOLD_SECONDS), writing_log(folder.path, log_level), _explaining_breakdown():
        listener = bind_socket(port, say)
        try:
            return _serve_on(listener, folder, wish, remember=remember, say=say)
        finally:
            listener.close()
            folder.withdraw_server()


@contextlib.contextmanager
def _explaining_breakdown() -> Iterator[None]:
    """What nobody foresaw goes to the log, without the words of the exception: they may hold a person's text."""
    try:
        yield
    except (PortTakenError, StoreError, BrokenDownError) as error:
        logger.info("the server ended by a %s", type(error).__name__, exc_info=error)
        raise
    except Exception as error:
        logger.critical("the server ended by an unexpected %s", type(error).__name__, exc_info=error)
        # Of a full disk the log can say nothing; and the system's own words hold no person's text.
        if isinstance(error, OSError):
            raise BrokenDownError(f"the server broke down {explain_os_error(error)}") from None
        raise BrokenDownError("the server broke down; its log says why. Start it again") from None


def _serve_on(
    listener: socket.socket,
    folder: DataFolder,
    wish: StopWish,
    *,
    remember: bool,
    say: Callable[[str], None],
) -> list[DamageReport]:
    port = listener.getsockname()[1]
    app = create_app(Settings(port=port, folder=folder.path, remember=remember))
    services: Services = app.extensions["fieldmark"]
    for report in services.stores.damage:
        say(str(report))
        logger.info("%s", report)
    server = Server(app, listener)
    folder.announce_server(port, services.settings.instance)
    services.judges.warm_up(services.stores.profiles.find_active())
    _say_welcome(services, port, say)
    logger.info("Fieldmark %s on Python %s listens on port %d", fieldmark.__version__, platform.python_version(), port)
    upkeep = Upkeep(services.ledger, services.stores.preferences)
    upkeep.start()
    was_told = server.run(wish.wait)
    _stop(server, services, upkeep)
    if not was_told:
        raise BrokenDownError("the server broke down; its log says why. Start it again")
    logger.info("stopped")
    say("Stopped; everything is saved.")
    return services.stores.damage


def _stop(server: Server, services: Services, upkeep: Upkeep) -> None:
    """Lets requests finish, ends what works in the background, closes the ledger; each for as long as time is left."""
    deadline = time.monotonic() + STOP_SECONDS

    def count_left() -> float:
        return max(0.0, deadline - time.monotonic())

    # Told first, so that requests need not share the processor with it.
    services.learner.stop(0)
    upkeep.stop(0)
    server.stop(REQUESTS_SECONDS)
    services.learner.stop(count_left())
    upkeep.stop(count_left())
    services.ledger.close(count_left())


def _say_welcome(services: Services, port: int, say: Callable[[str], None]) -> None:
    say(f"Fieldmark listens on http://{HOST}:{port} (this machine only). Ctrl-C stops it.")
    active = services.stores.profiles.find_active()
    say(f"Niche in use: {active.name}" if active else "There is no niche yet: make one in the extension's popup.")
    if not services.stores.pairings.list_pairings():
        say("No browser is paired yet: run `fieldmark pair` in another terminal and paste its line into the popup.")
