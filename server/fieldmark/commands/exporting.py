"""``fieldmark export``: the people as CSV for a spreadsheet, or everything as JSON, to be kept and restored."""

from collections.abc import Iterator
from pathlib import Path

from fieldmark.commands.access import Access
from fieldmark.exchange.backup import write_backup
from fieldmark.values.keys import check_account

FORMATS = ("csv", "json")


def find_format(chosen: str | None, out: Path | None) -> str:
    """The format to write: the chosen one, else JSON for a file that is called so, else CSV."""
    return chosen or ("json" if out and out.suffix.casefold() == ".json" else "csv")


def export_all(access: Access, account: str | None, output_format: str) -> Iterator[str]:
    """The text of the file, piece by piece.

    Args:
        access: the data folder.
        account: whose people; None for those of all accounts.
        output_format: ``csv`` or ``json``.

    Raises:
        InvalidValue: the account is none.
        StoreError: what is stored cannot be read.
    """
    wanted = None if account is None else check_account(account.lower())
    if output_format == "csv":
        return access.export_csv(wanted)
    accounts = access.list_accounts() if wanted is None else [wanted]
    profiles = [profile.to_dict() for profile in access.list_profiles()]
    people = ((account, access.list_entries(account)) for account in accounts)
    return write_backup(profiles, access.get_settings(), people)
