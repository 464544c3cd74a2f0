"""``fieldmark score`` and ``fieldmark explain``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from fieldmark.cli.common import Data, exit_for_damage, say, watch_folder
from fieldmark.commands.access import has_settings
from fieldmark.commands.profile_files import read_profile_file
from fieldmark.store import DamageReport
from fieldmark.store.folder import get_default_folder
from fieldmark.values import Profile


def score(
    source: Annotated[str, typer.Argument(metavar="IN", help="A CSV or JSON Lines file, or - for standard input.")],
    profile: Annotated[Path | None, typer.Option(help="A profile file.", show_default="the niche in use")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write.", show_default="standard output")] = None,
    output_format: Annotated[str | None, typer.Option("--format", help="csv or jsonl.")] = None,
    learn: Annotated[bool, typer.Option("--learn", help="Learn words from the file itself.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes.", show_default="one a core")] = None,
    data: Data = None,
) -> None:
    """Judge every row of a file: writes it again with relevance, band, matches and chaser."""
    from fieldmark.commands.score import ScoreJob, make_cuts, score_file

    if output_format not in (None, "csv", "jsonl"):
        raise typer.BadParameter("must be csv or jsonl", param_hint="--format")
    with exit_for_damage() as damage:
        niche, chosen = _get_niche_and_settings(profile, data, damage)
        job = ScoreJob(source, out, niche, output_format, jobs, make_cuts(chosen) if chosen else None, learn)
        unreadable = score_file(job, say)
        if unreadable:
            say(f"{unreadable} {'row' if unreadable == 1 else 'rows'} could not be read and were left out.")


def _get_niche_and_settings(
    file: Path | None, data: Path | None, damage: list[DamageReport]
) -> tuple[Profile, Mapping[str, int] | None]:
    """The niche to judge by (the file's, else the one in use; exit 2 without) and the settings, if there are any."""
    niche = read_profile_file(file) if file else None
    if niche and not has_settings(data or get_default_folder()):
        # With a niche of its own, no data folder is needed and none is made.
        return niche, None
    with watch_folder(data, damage) as access:
        niche = niche or next((item for item in access.list_profiles() if item.active), None)
        chosen = access.get_settings()
    if not niche:
        say("fieldmark: no niche is in use; name a profile file with --profile")
        raise typer.Exit(2)
    return niche, chosen


def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A bio.")],
    profile: Annotated[Path | None, typer.Option(help="A profile file.", show_default="the niche in use")] = None,
    data: Data = None,
) -> None:
    """Show how the relevance of a bio comes about, term by term."""
    from fieldmark.commands.explain import explain_text
    from fieldmark.commands.score import make_cuts

    with exit_for_damage() as damage:
        niche, chosen = _get_niche_and_settings(profile, data, damage)
        for line in explain_text(niche, text, make_cuts(chosen) if chosen else None):
            typer.echo(line)
