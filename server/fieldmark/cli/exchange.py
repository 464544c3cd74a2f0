"""``fieldmark export`` and ``fieldmark import``."""

from pathlib import Path
from typing import Annotated

import typer

from fieldmark.cli.common import Data, open_folder, report, say
from fieldmark.commands.file_error import FileError
from fieldmark.commands.output import open_output
from fieldmark.commands.terminal import protect_terminal

Account = Annotated[str | None, typer.Option(help="The X account: its decimal id, or @handle.", show_default="all")]


def export(
    out: Annotated[Path | None, typer.Option(help="Where to write.", show_default="standard output")] = None,
    account: Account = None,
    output_format: Annotated[
        str | None, typer.Option("--format", help="csv or json.", show_default="by the ending of --out, else csv")
    ] = None,
    data: Data = None,
) -> None:
    """Write the people with verdicts and decisions as CSV for a spreadsheet, or everything as JSON: a backup."""
    from fieldmark.commands.exporting import FORMATS, export_all, find_format

    if output_format not in (None, *FORMATS):
        raise typer.BadParameter("must be csv or json", param_hint="--format")
    with open_folder(data) as access:
        pieces = export_all(access, account, find_format(output_format, out))
        with open_output(out) as stream:
            shown = protect_terminal(stream)
            for piece in pieces:
                shown.write(piece)


def import_people(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, an exported CSV, or a follower list.")],
    account: Annotated[str | None, typer.Option(help="Whose people they are: a decimal id, or @handle.")] = None,
    data: Data = None,
) -> None:
    """Take in a backup, an exported CSV, or a follower list; what is newer holds, and nothing is taken away."""
    from fieldmark.commands.importing import import_file

    with open_folder(data) as access:
        lines, is_nobody_read = import_file(access, file, account, say)
        for line in lines:
            report(line)
        if is_nobody_read:
            raise FileError(f"nobody in {file} could be read; the lines above say why")
