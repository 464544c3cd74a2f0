"""``fieldmark autostart``."""

import shlex
from typing import Annotated

import typer

from fieldmark.cli.common import Data, report, tell
from fieldmark.store.folder import get_default_folder

ACTIONS = ("on", "off", "status")


def autostart(
    action: Annotated[str, typer.Argument(metavar="on|off|status", help="What to do.")],
    data: Data = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Exactly this port.")] = None,
    no_memory: Annotated[bool, typer.Option("--no-memory", help="Remember nobody.")] = False,
) -> None:
    """Let the server start at each login, with these options; or no more; or say which it is."""
    from fieldmark.commands.autostart import get_autostart, make_service

    if action not in ACTIONS:
        raise typer.BadParameter(f"must be one of {', '.join(ACTIONS)}", param_hint="action")
    entry = get_autostart()
    if action == "on":
        report(entry.turn_on(make_service(data or get_default_folder(), port, remember=not no_memory)))
    elif action == "off":
        report(entry.turn_off())
    else:
        words = entry.find_words()
        tell(f"on: {shlex.join(words)} ({entry.path})" if words else "off")
