"""Names that the user gives to things and that are shown in lists: one short line of text."""

import unicodedata

from fieldmark.values.invalid import InvalidValue

MOST_NAME_LENGTH = 100
# Control characters (line breaks among them), half a character, and Unicode's own line and paragraph separators.
NOT_IN_A_LINE = ("Cc", "Cs", "Zl", "Zp")
# What takes the place of a byte or half a character that is no text; a name that holds it was spoilt on the way.
REPLACEMENT = "\ufffd"
NO_LINE = "holds a line break, a control character or half a character; write it without"


def check_name(raw: object) -> str:
    """A name without the spaces around it.

    Raises:
        InvalidValue: it is no name of one line.
    """
    name = raw.strip() if isinstance(raw, str) else ""
    if not name or len(name) > MOST_NAME_LENGTH:
        raise InvalidValue("name", f"must be a name of 1 to {MOST_NAME_LENGTH} characters")
    refuse_controls(name)
    if REPLACEMENT in name:
        raise InvalidValue("name", NO_LINE)
    return name


def refuse_controls(name: str) -> None:
    """Refuses a name that is not one line of text: in a list it would be two, and on a terminal it could drive that.

    Raises:
        InvalidValue: saying so.
    """
    if any(unicodedata.category(char) in NOT_IN_A_LINE for char in name):
        raise InvalidValue("name", NO_LINE)
