"""``fieldmark pair``: a new pairing, if its line can be shown."""

from collections.abc import Callable

from fieldmark.commands.access import Access
from fieldmark.commands.file_error import FileError
from fieldmark.commands.streams import check_standard_output
from fieldmark.values.names import check_name


def pair_browser(access: Access, name: str, show: Callable[[str], None]) -> None:
    """Pairs a browser and shows its line. Where nobody sees the line, there is no pairing afterwards.

    Args:
        access: the data folder.
        name: what to call the browser.
        show: writes the line to standard output.

    Raises:
        InvalidValue: the name is no line of text.
        FileError: standard output takes nothing.
    """
    check_standard_output()
    line = access.add_pairing(check_name(name))
    try:
        show(line)
    except (FileError, OSError):
        _, _, browser_id, _ = line.split(":")
        access.revoke_pairing(browser_id)
        raise
