"""Check of the entry that starts the server at login."""

from pathlib import Path

from fieldmark.commands.autostart import AutostartError, get_autostart
from fieldmark.commands.doctor.finding import Finding, Situation, fails, holds, note


def check_autostart(situation: Situation) -> Finding:
    """It is off, or starts what is there."""
    try:
        entry = get_autostart()
    except AutostartError as error:
        return note(str(error))
    words = entry.find_words()
    if not words:
        is_foreign = entry.path.exists()
        return note(f"{entry.path} is another's") if is_foreign else holds("off (fieldmark autostart on)")
    if not Path(words[0]).exists():
        return fails(f"on, but {words[0]} is gone", "let it start this installation: fieldmark autostart on")
    if str(situation.data.absolute()) not in words:
        return note("on, for another data folder", "see which: fieldmark autostart status")
    return holds("on")
