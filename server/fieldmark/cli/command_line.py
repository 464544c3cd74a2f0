"""The commands, and what an error becomes."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from fieldmark.cli.autostart import autostart
from fieldmark.cli.common import FAILED, HELD, Data, open_folder, report, say
from fieldmark.cli.doctor import doctor
from fieldmark.cli.exchange import export, import_people
from fieldmark.cli.profile import profile_app
from fieldmark.cli.score import explain, score
from fieldmark.cli.serve import serve
from fieldmark.commands.autostart import AutostartError
from fieldmark.commands.extension import ExtensionMissingError, copy_extension, get_extension_folder
from fieldmark.commands.file_error import FileError
from fieldmark.commands.pair import pair_browser
from fieldmark.commands.stopping import BrokenDownError
from fieldmark.commands.streams import guarded_streams
from fieldmark.ports import PortTakenError
from fieldmark.store import FolderHeldError, StoreError, explain_os_error
from fieldmark.values import InvalidValue

EXIT_OF_ERROR: dict[type[Exception], int] = {
    PortTakenError: HELD,
    FolderHeldError: HELD,
    StoreError: FAILED,
    InvalidValue: FAILED,
    ExtensionMissingError: FAILED,
    FileError: FAILED,
    BrokenDownError: FAILED,
    AutostartError: FAILED,
}

app = typer.Typer(
    help="Shows on every row of your followers page on X how well that person fits your niche, and why.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(profile_app, name="profile")
app.command()(serve)
app.command()(doctor)
app.command()(autostart)
app.command()(export)
app.command("import")(import_people)
app.command()(score)
app.command()(explain)


def run_command_line(arguments: list[str] | None = None) -> None:
    """Runs a command; every known error is one line on stderr and an exit status of its own.

    Args:
        arguments: those of the process if None.
    """
    with guarded_streams():
        try:
            app(arguments)
        except tuple(EXIT_OF_ERROR) as error:
            say(f"fieldmark: {error}")
            sys.exit(next(status for kind, status in EXIT_OF_ERROR.items() if isinstance(error, kind)))
        except OSError as error:
            # Nobody foresaw this one. Its file and the system's reason say more than where in the code it came up.
            say(f"fieldmark: {error.filename or 'a file'} cannot be used {explain_os_error(error)}")
            sys.exit(FAILED)


@app.command()
def pair(
    data: Data = None,
    show: Annotated[bool, typer.Option("--list", help="List the paired browsers.")] = False,
    revoke: Annotated[str | None, typer.Option(metavar="ID", help="End a pairing.")] = None,
    name: Annotated[str, typer.Option(help="What to call the browser.")] = "browser",
) -> None:
    """Pair a browser: prints the one line to paste into the extension's popup."""
    with open_folder(data) as access:
        if show:
            for pairing in access.list_pairings():
                typer.echo(f"{pairing['id']}  {pairing['created']}  {pairing['name']}  {pairing['origin'] or '-'}")
        elif revoke is not None:
            # Looked for here, so that what no id can be (nothing, a slash) is told in the same words by any server.
            if all(revoke != pairing["id"] for pairing in access.list_pairings()):
                raise InvalidValue("--revoke", f"there is no paired browser «{revoke}»; --list lists them")
            access.revoke_pairing(revoke)
            say(f"Pairing {revoke} is ended; that browser can ask nothing any more.")
        else:
            if sys.stdout.isatty():
                say("Paste this whole line into the popup of the Fieldmark extension. It is a secret of this machine.")
            pair_browser(access, name, typer.echo)


@app.command()
def settings(
    name: Annotated[str | None, typer.Argument(help="Which one.", show_default="all of them")] = None,
    value: Annotated[int | None, typer.Argument(help="Its new value.")] = None,
    data: Data = None,
) -> None:
    """Show the settings, or change one: where bands begin, whether learnt words count, how long people are kept."""
    with open_folder(data) as access:
        values = access.get_settings()
        if name is not None and name not in values:
            raise InvalidValue(name, f"is no setting; there are {', '.join(values)}")
        if name is not None and value is not None:
            report(f"{name} {access.set_settings({name: value})[name]}")
            return
        for known, now in values.items():
            if name in (None, known):
                typer.echo(f"{known} {now}")


@app.command()
def extension(
    copy: Annotated[Path | None, typer.Option(metavar="DIR", help="Copy it there, for «load unpacked».")] = None,
) -> None:
    """Say where the built extension lies."""
    if copy:
        report(copy_extension(copy))
    else:
        typer.echo(get_extension_folder())


@app.command()
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="No window: save a screenshot and end.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Exactly this port.")] = None,
    screenshot: Annotated[Path | None, typer.Option(help="Where to save the screenshot.")] = None,
) -> None:
    """Show Fieldmark at work: a throwaway server, niche, browser and followers page of invented people."""
    from fieldmark.commands.demo import run_demo

    run_demo(headless=headless, port=port, screenshot=screenshot, say=report)
