"""``fieldmark doctor``."""

from typing import Annotated

import typer

from fieldmark.cli.common import FAILED, Data, tell
from fieldmark.store.folder import get_default_folder


def doctor(
    data: Data = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Look at exactly this port.")] = None,
) -> None:
    """Look at all that Fieldmark needs, and say what to do about what does not hold; changes nothing."""
    from fieldmark.commands.doctor import CHECKS, Outcome, Situation, examine

    width = max(len(check.name) for check in CHECKS)
    failing = 0
    for check, finding in examine(Situation(data or get_default_folder(), port)):
        tell(f"{finding.outcome.value}  {check.name:{width}}  {finding.words}")
        if finding.remedy:
            tell(f"{'→':>{width + 9}} {finding.remedy}")
        failing += finding.outcome is Outcome.FAILS
    if failing:
        tell(f"{failing} of {len(CHECKS)} do not hold; the lines after → say what to do.")
        raise typer.Exit(FAILED)
    tell("All that Fieldmark needs is there.")
