"""The people of a ledger, page by page, judged by the niche in use: what the CSV is made of."""

from collections.abc import Callable, Iterable, Iterator

from fieldmark.exchange.people_csv import ExportedPerson, write_people
from fieldmark.judge import Judge
from fieldmark.store import Ledger
from fieldmark.values import Entry

PEOPLE_A_PAGE = 200
# The judge of an account's people; None if no niche is in use.
FindJudge = Callable[[str], Judge | None]


def export_people(ledger: Ledger, accounts: Iterable[str], find_judge: FindJudge) -> Iterator[str]:
    """The CSV of the people that accounts saw, piece by piece: of any length, memory stays flat."""
    return write_people(person for account in accounts for person in _judge_people(ledger, account, find_judge))


def list_entries(ledger: Ledger, account: str) -> Iterator[list[Entry]]:
    """Everything kept about an account's people, page by page."""
    after = 0
    while page := ledger.entries.list_entries(account, PEOPLE_A_PAGE, after):
        yield [one.entry for one in page]
        after = page[-1].number


def _judge_people(ledger: Ledger, account: str, find_judge: FindJudge) -> Iterator[ExportedPerson]:
    judge = find_judge(account)
    for entries in list_entries(ledger, account):
        verdicts = judge.verdicts([entry.person for entry in entries]) if judge else [None] * len(entries)
        for entry, verdict in zip(entries, verdicts, strict=True):
            yield ExportedPerson(account, entry, verdict)
