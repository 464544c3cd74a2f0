"""The command line; the only place that prints."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from fieldmark.commands.access import Access, open_access
from fieldmark.commands.extension import ExtensionMissingError, copy_extension, get_extension_folder
from fieldmark.commands.file_error import FileError
from fieldmark.commands.profile_files import read_profile_file, write_profile_text
from fieldmark.ports import PortTakenError
from fieldmark.store import FolderHeldError, StoreError
from fieldmark.store.folder import get_default_folder
from fieldmark.values import InvalidValue, Profile

FAILED, HELD, DAMAGED = 1, 3, 4
EXIT_OF_ERROR: dict[type[Exception], int] = {
    PortTakenError: HELD,
    FolderHeldError: HELD,
    StoreError: FAILED,
    InvalidValue: FAILED,
    ExtensionMissingError: FAILED,
    FileError: FAILED,
}

app = typer.Typer(
    help="Shows on every row of your followers page on X how well that person fits your niche, and why.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
profile_app = typer.Typer(help="Niches: list, show, export, import, activate.", no_args_is_help=True)
app.add_typer(profile_app, name="profile")

Data = Annotated[Path | None, typer.Option("--data", help="The data folder.", show_default="the user's own")]


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line; every known error is one line on stderr and an exit status of its own.

    Args:
        arguments: those of the process if None.
    """
    try:
        app(arguments)
    except tuple(EXIT_OF_ERROR) as error:
        say(f"fieldmark: {error}")
        sys.exit(next(status for kind, status in EXIT_OF_ERROR.items() if isinstance(error, kind)))
    except KeyboardInterrupt:
        sys.exit(130)


def say(line: str) -> None:
    """Tells the user something beside a command's result."""
    typer.echo(line, err=True)


@contextlib.contextmanager
def _open(data: Path | None) -> Iterator[Access]:
    """Opens the data folder; what was found damaged is told, and ends the command with exit 4 once it is done."""
    with open_access(data or get_default_folder()) as access:
        yield access
        damage = access.damage
    for report in damage:
        say(f"fieldmark: {report}")
    if damage:
        raise typer.Exit(DAMAGED)


@app.command()
def serve(
    data: Data = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Exactly this port.")] = None,
    no_memory: Annotated[bool, typer.Option("--no-memory", help="Remember nobody.")] = False,
) -> None:
    """Run the server that the extension asks, on this machine only."""
    from fieldmark.commands.serve import serve as run_server

    if run_server(data or get_default_folder(), port, remember=not no_memory, say=say):
        raise typer.Exit(DAMAGED)


@app.command()
def pair(
    data: Data = None,
    show: Annotated[bool, typer.Option("--list", help="List the paired browsers.")] = False,
    revoke: Annotated[str | None, typer.Option(metavar="ID", help="End a pairing.")] = None,
    name: Annotated[str, typer.Option(help="What to call the browser.")] = "browser",
) -> None:
    """Pair a browser: prints the one line to paste into the extension's popup."""
    with _open(data) as access:
        if show:
            for pairing in access.list_pairings():
                typer.echo(f"{pairing['id']}  {pairing['created']}  {pairing['name']}  {pairing['origin'] or '-'}")
        elif revoke:
            access.revoke_pairing(revoke)
            say(f"Pairing {revoke} is ended; that browser can ask nothing any more.")
        else:
            if sys.stdout.isatty():
                say("Paste this whole line into the popup of the Fieldmark extension. It is a secret of this machine.")
            typer.echo(access.add_pairing(name))


@app.command()
def score(
    source: Annotated[str, typer.Argument(metavar="IN", help="A CSV or JSON Lines file, or - for standard input.")],
    profile: Annotated[Path | None, typer.Option(help="A profile file.", show_default="the niche in use")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write.", show_default="standard output")] = None,
    output_format: Annotated[str | None, typer.Option("--format", help="csv or jsonl.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes.", show_default="one a core")] = None,
    data: Data = None,
) -> None:
    """Judge every row of a file: writes it again with relevance, band, matches and chaser."""
    from fieldmark.commands.score import ScoreJob, score_file

    if output_format not in (None, "csv", "jsonl"):
        raise typer.BadParameter("must be csv or jsonl", param_hint="--format")
    niche = read_profile_file(profile) if profile else _find_active(data)
    if not niche:
        say("fieldmark: no niche is in use; name a profile file with --profile")
        raise typer.Exit(2)
    job = ScoreJob(source=source, out=out, profile=niche, output_format=output_format, jobs=jobs)
    unreadable = score_file(job, say)
    if unreadable:
        say(f"{unreadable} rows could not be read and were left out.")


def _find_active(data: Path | None) -> Profile | None:
    with _open(data) as access:
        return next((profile for profile in access.list_profiles() if profile.active), None)


@profile_app.command("list")
def list_profiles(data: Data = None) -> None:
    """List the niches: id, name, keywords; * marks the one in use."""
    with _open(data) as access:
        for profile in access.list_profiles():
            mark = "*" if profile.active else " "
            put_away = "  (archived)" if profile.archived else ""
            typer.echo(f"{mark} {profile.id}  {profile.name}  {len(profile.keywords)} keywords{put_away}")


@profile_app.command("show")
def show_profile(name: Annotated[str, typer.Argument(help="Name or id.")], data: Data = None) -> None:
    """Show the keywords of a niche by kind."""
    with _open(data) as access:
        profile = _get_profile(access, name)
        typer.echo(profile.name)
        for kind in ("core", "related", "avoid"):
            texts = [keyword.text for keyword in profile.keywords if keyword.kind == kind]
            typer.echo(f"{kind:8} {', '.join(texts) or '-'}")


@profile_app.command("export")
def export_profile(
    name: Annotated[str, typer.Argument(help="Name or id.")],
    out: Annotated[Path | None, typer.Option(help="Where to write.", show_default="standard output")] = None,
    data: Data = None,
) -> None:
    """Write a niche as a profile file."""
    with _open(data) as access:
        text = write_profile_text(_get_profile(access, name))
    if not out:
        typer.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileError(f"{out} cannot be written ({error.strerror}); name another file") from None


@profile_app.command("import")
def import_profile(
    file: Annotated[Path, typer.Argument(help="A profile file.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of the niche of that name.")] = False,
    data: Data = None,
) -> None:
    """Store the niche of a profile file; the first niche becomes the one in use."""
    from dataclasses import replace as change

    wanted = read_profile_file(file)
    with _open(data) as access:
        known = next((item for item in access.list_profiles() if item.name.casefold() == wanted.name.casefold()), None)
        if known and not replace:
            raise InvalidValue("name", f"there is a niche «{known.name}» already; add --replace, or rename the file's")
        if known:
            stored = access.change_profile(change(known, name=wanted.name, keywords=wanted.keywords))
        else:
            stored = access.add_profile(wanted)
        in_use = " It is in use." if stored.active else f" Use it with: fieldmark profile activate {stored.id}"
        say(f"«{stored.name}» is stored with {len(stored.keywords)} keywords.{in_use}")


@profile_app.command("activate")
def activate_profile(name: Annotated[str, typer.Argument(help="Name or id.")], data: Data = None) -> None:
    """Make a niche the one in use."""
    with _open(data) as access:
        stored = access.activate_profile(_get_profile(access, name).id)
        say(f"«{stored.name}» is in use.")


def _get_profile(access: Access, name: str) -> Profile:
    profiles = access.list_profiles()
    wanted = name.casefold().strip()
    found = next((item for item in profiles if wanted in (item.id, item.name.casefold().strip())), None)
    if not found:
        known = ", ".join(item.name for item in profiles) or "none yet"
        raise InvalidValue("name", f"there is no niche «{name}»; there are: {known}")
    return found


@app.command()
def extension(
    copy: Annotated[Path | None, typer.Option(metavar="DIR", help="Copy it there, for «load unpacked».")] = None,
) -> None:
    """Say where the built extension lies."""
    typer.echo(copy_extension(copy) if copy else get_extension_folder())


@app.command()
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="No window: save a screenshot and end.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Exactly this port.")] = None,
    screenshot: Annotated[Path | None, typer.Option(help="Where to save the screenshot.")] = None,
) -> None:
    """Show Fieldmark at work: a throwaway server, niche, browser and followers page of invented people."""
    from fieldmark.commands.demo import run_demo

    run_demo(headless=headless, port=port, screenshot=screenshot, say=typer.echo)


if __name__ == "__main__":
    main()
