"""The whole backup as JSON: niches, settings, people with decisions and their history; never a token."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from fieldmark.values import InvalidValue

FORMAT, VERSION = "fieldmark-backup", 1
# Within a text that JSON holds, a backslash would stand before each quotation mark.
SAYS_BACKUP = re.compile(rf'"format"\s*:\s*"{FORMAT}"')
PARTS = ("format", "version", "profiles", "settings", "accounts")


class Backup(NamedTuple):
    """What a backup holds, as it stands there: each niche, setting and person is checked when it is taken."""

    profiles: list[Any]
    settings: dict[str, Any]
    accounts: list[tuple[str, list[Any]]]


def write_backup(
    profiles: Iterable[Mapping[str, Any]],
    settings: Mapping[str, int],
    accounts: Iterable[tuple[str, Iterable[Mapping[str, Any]]]],
) -> Iterator[str]:
    """The file, piece by piece: a person a line.

    Args:
        profiles: the niches, as the API gives them.
        settings: every setting.
        accounts: (account, its entries), of each.
    """
    head = {"format": FORMAT, "version": VERSION, "profiles": list(profiles), "settings": dict(settings)}
    yield _write(head)[:-1] + ', "accounts": ['
    for number, (account, entries) in enumerate(accounts):
        yield f'{"," if number else ""}\n{{"account": {_write(account)}, "people": ['
        for place, entry in enumerate(entries):
            yield ("," if place else "") + "\n" + _write(entry)
        yield "]}"
    yield "\n]}\n"


def is_backup(raw: object) -> bool:
    """Whether a JSON value is such a file."""
    return isinstance(raw, dict) and raw.get("format") == FORMAT


def says_backup(text: str) -> bool:
    """Whether a text that is no JSON as a whole calls itself such a file: it was one."""
    return SAYS_BACKUP.search(text) is not None


def read_backup(raw: Mapping[str, Any]) -> Backup:
    """What a backup holds.

    Raises:
        InvalidValue: it is of a newer Fieldmark, or its parts have the wrong shape.
    """
    version = raw.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise InvalidValue("version", "must be a whole number from 1; this is no backup that Fieldmark wrote")
    if version > VERSION:
        raise InvalidValue("version", f"is {version}: a newer Fieldmark wrote this backup; update Fieldmark")
    unknown = next((name for name in raw if name not in PARTS), None)
    if unknown is not None:
        raise InvalidValue(unknown[:100], f"is not a known part; a backup has {', '.join(PARTS)}")
    profiles, settings, accounts = raw.get("profiles", []), raw.get("settings", {}), raw.get("accounts", [])
    if not isinstance(profiles, list):
        raise InvalidValue("profiles", "must be a list of niches")
    if not isinstance(settings, dict):
        raise InvalidValue("settings", "must be an object of settings")
    if not isinstance(accounts, list):
        raise InvalidValue("accounts", 'must be a list of {"account", "people"}')
    return Backup(profiles, settings, [_read_account(number, account) for number, account in enumerate(accounts)])


def _read_account(number: int, raw: object) -> tuple[str, list[Any]]:
    people = raw.get("people") if isinstance(raw, dict) else None
    account = raw.get("account") if isinstance(raw, dict) else None
    if not isinstance(people, list) or not isinstance(account, str):
        raise InvalidValue(f"accounts[{number}]", 'must be {"account", "people"}: a key, and a list of entries')
    return account, people


def _write(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
