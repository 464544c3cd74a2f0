"""``fieldmark serve``."""

from typing import Annotated

import typer

from fieldmark.cli.common import DAMAGED, Data, say
from fieldmark.commands.stopping import end_process
from fieldmark.store.folder import get_default_folder


def serve(
    data: Data = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Exactly this port.")] = None,
    no_memory: Annotated[bool, typer.Option("--no-memory", help="Remember nobody.")] = False,
) -> None:
    """Run the server that the extension asks, on this machine only."""
    from fieldmark.commands.serve import serve as run_server

    damage = run_server(data or get_default_folder(), port, remember=not no_memory, say=say)
    end_process(DAMAGED if damage else 0)
