"""``fieldmark doctor``: looks at all that Fieldmark needs, and says what to do about what does not hold.

A check is one function and one line of this table. No check changes anything: a doctor may be asked while the server
runs, while it does not, and when nobody knows what is the matter.
"""

from collections.abc import Iterator

from fieldmark.commands.doctor.autostart import check_autostart
from fieldmark.commands.doctor.browser import check_browser, check_extension
from fieldmark.commands.doctor.finding import Check, Finding, Outcome, Situation, fails
from fieldmark.commands.doctor.folder import check_folder, check_privacy, check_room, check_stored
from fieldmark.commands.doctor.runtime import check_packages, check_python, check_spacy
from fieldmark.commands.doctor.server import check_lock, check_pairing, check_port, check_server

__all__ = ["CHECKS", "Check", "Finding", "Outcome", "Situation", "examine"]

CHECKS = (
    Check("Python", check_python),
    Check("packages", check_packages),
    Check("spaCy", check_spacy),
    Check("data folder", check_folder),
    Check("privacy", check_privacy),
    Check("room", check_room),
    Check("stored data", check_stored),
    Check("server", check_server),
    Check("lock", check_lock),
    Check("port", check_port),
    Check("pairing", check_pairing),
    Check("autostart", check_autostart),
    Check("extension", check_extension),
    Check("browser", check_browser),
)


def examine(situation: Situation) -> Iterator[tuple[Check, Finding]]:
    """Every check with what it found. One that breaks fails, and takes no other with it."""
    for check in CHECKS:
        try:
            finding = check.look(situation)
        except Exception as error:  # noqa: BLE001  # whatever is the matter, the other lines are wanted
            words = f"could not be looked at ({type(error).__name__}: {error})"
            finding = fails(words, "this is an error of Fieldmark's own: please report it with this line")
        yield check, finding
