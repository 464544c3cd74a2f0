"""What every command shares: where the data is, how to tell the user something, what damage does to the exit status."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from fieldmark.commands.access import Access, open_access
from fieldmark.store.folder import get_default_folder

FAILED, HELD, DAMAGED = 1, 3, 4

Data = Annotated[Path | None, typer.Option("--data", help="The data folder.", show_default="the user's own")]


def say(line: str) -> None:
    """Tells the user something beside a command's result."""
    typer.echo(line, err=True)


@contextlib.contextmanager
def open_folder(data: Path | None) -> Iterator[Access]:
    """Opens the data folder; what was found damaged is told, and ends the command with exit 4 once it is done."""
    with open_access(data or get_default_folder()) as access:
        yield access
        damage = access.damage
    for report in damage:
        say(f"fieldmark: {report}")
    if damage:
        raise typer.Exit(DAMAGED)
