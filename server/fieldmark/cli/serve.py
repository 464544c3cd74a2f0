"""``fieldmark serve``."""

from typing import Annotated

import typer

from fieldmark.cli.common import DAMAGED, Data, say
from fieldmark.commands.stopping import end_process
from fieldmark.logs import DEFAULT_LEVEL, LEVELS
from fieldmark.store.folder import get_default_folder

LEVEL_HELP = f"What the log tells: {', '.join(LEVELS)}. Only debug writes people's text."


def serve(
    data: Data = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Exactly this port.")] = None,
    no_memory: Annotated[bool, typer.Option("--no-memory", help="Remember nobody.")] = False,
    log_level: Annotated[str, typer.Option(help=LEVEL_HELP)] = DEFAULT_LEVEL,
) -> None:
    """Run the server that the extension asks, on this machine only."""
    from fieldmark.commands.serve import serve as run_server

    if log_level not in LEVELS:
        raise typer.BadParameter(f"must be one of {', '.join(LEVELS)}", param_hint="--log-level")
    folder = data or get_default_folder()
    damage = run_server(folder, port, remember=not no_memory, log_level=log_level, say=say)
    end_process(DAMAGED if damage else 0)
