"""``fieldmark profile``: the niches."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from fieldmark.cli.common import Data, open_folder, say, tell
from fieldmark.commands.access import Access
from fieldmark.commands.output import open_output
from fieldmark.commands.profile_files import FORMATS, check_storable, choose_format, read_profile_file
from fieldmark.commands.profile_import import plan_import
from fieldmark.commands.terminal import protect_terminal
from fieldmark.templates import find_template, load_templates
from fieldmark.values import InvalidValue, Profile, find_profile

profile_app = typer.Typer(help="Niches: list, show, export, import, activate.", no_args_is_help=True)


@profile_app.command("list")
def list_profiles(data: Data = None) -> None:
    """List the niches: id, name, keywords; * marks the one in use."""
    with open_folder(data) as access:
        for profile in access.list_profiles():
            mark = "*" if profile.active else " "
            put_away = "  (archived)" if profile.archived else ""
            tell(f"{mark} {profile.id}  {profile.name}  {len(profile.keywords)} keywords{put_away}")


@profile_app.command("show")
def show_profile(name: Annotated[str, typer.Argument(help="Name or id.")], data: Data = None) -> None:
    """Show the keywords of a niche by kind."""
    with open_folder(data) as access:
        profile = _get_profile(access, name)
        tell(profile.name)
        for kind in ("core", "related", "avoid"):
            texts = [keyword.text for keyword in profile.keywords if keyword.kind == kind]
            tell(f"{kind:8} {', '.join(texts) or '-'}")


@profile_app.command("export")
def export_profile(
    name: Annotated[str, typer.Argument(help="Name or id.")],
    out: Annotated[Path | None, typer.Option(help="Where to write.", show_default="standard output")] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="json or text.", show_default="by OUT's ending, else json")
    ] = None,
    data: Data = None,
) -> None:
    """Write a niche as a profile file: JSON, or plain text with one keyword a line."""
    write = FORMATS[choose_format(format_, out)]
    with open_folder(data) as access:
        text = write(_get_profile(access, name))
        with open_output(out) as stream:
            protect_terminal(stream).write(text)


@profile_app.command("import")
def import_profile(
    file: Annotated[Path, typer.Argument(help="A profile file.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of the niche of that name.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before keywords are changed or removed.")] = False,
    data: Data = None,
) -> None:
    """Store the niche of a profile file, after showing what that changes; the first niche becomes the one in use."""
    wanted = read_profile_file(file)
    check_storable(wanted, file)
    with open_folder(data) as access:
        plan = plan_import(access, wanted)
        if dry_run:
            for line in plan.describe():
                tell(line)
            return
        if plan.known and not replace:
            problem = f"there is a niche «{plan.known.name}» already; add --replace, or rename the file's"
            raise InvalidValue("name", problem)
        for line in plan.describe():
            say(line)
        if plan.takes_away and not yes and sys.stdin.isatty():
            typer.confirm("Change it?", abort=True, err=True)
        stored = plan.carry_out(access)
        in_use = " It is in use." if stored.active else f" Use it with: fieldmark profile activate {stored.id}"
        say(f"«{stored.name}» is stored with {len(stored.keywords)} keywords.{in_use}")


@profile_app.command("templates")
def list_templates(
    template_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Show this one.", show_default=False)
    ] = None,
    add: Annotated[bool, typer.Option("--add", help="Store it as a niche of yours.")] = False,
    data: Data = None,
) -> None:
    """List niches to begin from; show one as a profile file, or store it."""
    if template_id is None:
        for template in load_templates():
            tell(f"{template.id}  {template.profile.name}  {len(template.profile.keywords)} keywords")
        return
    found = find_template(template_id)
    if not found:
        raise InvalidValue("ID", f"there is no template «{template_id}»; `fieldmark profile templates` lists them")
    if not add:
        typer.echo(FORMATS["text"](found.profile), nl=False)
        return
    with open_folder(data) as access:
        stored = access.add_profile(found.profile)
        in_use = " It is in use." if stored.active else f" Use it with: fieldmark profile activate {stored.id}"
        say(f"«{stored.name}» is stored with {len(stored.keywords)} keywords.{in_use}")


@profile_app.command("activate")
def activate_profile(name: Annotated[str, typer.Argument(help="Name or id.")], data: Data = None) -> None:
    """Make a niche the one in use."""
    with open_folder(data) as access:
        stored = access.activate_profile(_get_profile(access, name).id)
        say(f"«{stored.name}» is in use.")


def _get_profile(access: Access, name: str) -> Profile:
    profiles = access.list_profiles()
    found = find_profile(profiles, name)
    if not found:
        known = ", ".join(item.name for item in profiles) or "none yet"
        raise InvalidValue("name", f"there is no niche «{name}»; there are: {known}")
    return found
