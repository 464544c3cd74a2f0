"""What every command shares: where the data is, how to tell the user something, what damage does to the exit status."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from fieldmark.commands.access import Access, open_access
from fieldmark.commands.streams import has_output
from fieldmark.commands.terminal import show_controls
from fieldmark.store import DamageReport
from fieldmark.store.folder import get_default_folder

FAILED, HELD, DAMAGED = 1, 3, 4

Data = Annotated[Path | None, typer.Option("--data", help="The data folder.", show_default="the user's own")]


def say(line: str) -> None:
    """Tells the user something beside a command's result."""
    typer.echo(show_controls(line), err=True)


def tell(line: str) -> None:
    """Tells the user a line of a command's result."""
    typer.echo(show_controls(line))


def report(line: object) -> None:
    """Tells on standard output what was done; where that is closed, it is done all the same."""
    if has_output():
        tell(str(line))


@contextlib.contextmanager
def open_folder(data: Path | None) -> Iterator[Access]:
    """Opens the data folder for all of a command's work; what was found damaged ends it, once that is done, with 4."""
    with exit_for_damage() as found, watch_folder(data, found) as access:
        yield access


@contextlib.contextmanager
def exit_for_damage() -> Iterator[list[DamageReport]]:
    """Ends the command with 4 if anything was put into the list, but not before the block's work is done."""
    found: list[DamageReport] = []
    yield found
    if found:
        raise typer.Exit(DAMAGED)


@contextlib.contextmanager
def watch_folder(data: Path | None, found: list[DamageReport]) -> Iterator[Access]:
    """Opens the data folder for a part of a command's work; what was found damaged is told, even if that part fails."""
    with open_access(data or get_default_folder()) as access:
        try:
            yield access
        finally:
            found += access.damage
            for report in access.damage:
                say(f"fieldmark: {report}")
