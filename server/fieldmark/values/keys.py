"""The keys by which people and accounts are told apart: the decimal id, else ``@handle`` in lower case."""

import re

from fieldmark.values.invalid import InvalidValue

KEY = re.compile("[0-9]{1,20}|@[a-z0-9_]{1,20}", re.ASCII)


def check_account(raw: object) -> str:
    """The key of the logged-in account.

    Raises:
        InvalidValue: it is none.
    """
    if not isinstance(raw, str) or not KEY.fullmatch(raw):
        raise InvalidValue("account", "must be the logged-in account: its decimal id as text, or @handle in lower case")
    return raw


def check_person_key(raw: object) -> str:
    """The key of a person.

    Raises:
        InvalidValue: it is none.
    """
    if not isinstance(raw, str) or not KEY.fullmatch(raw):
        raise InvalidValue("key", "must be a person's key: their decimal id as text, or @handle in lower case")
    return raw
