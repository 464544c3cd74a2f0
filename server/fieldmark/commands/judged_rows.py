"""Rows of a file, judged."""

from collections.abc import Iterable, Iterator

from fieldmark.commands.columns import make_column_map, read_person
from fieldmark.commands.rows import Row
from fieldmark.judge import Judge
from fieldmark.values import InvalidValue, Person, Verdict

# A row, and its verdict or what is wrong with it.
Judged = tuple[Row, Verdict | None, str]


def read_people(rows: Iterable[Row]) -> Iterator[tuple[Row, Person | None, str]]:
    """The person of each row, or what is wrong with it."""
    fields: dict[int, str] = {}
    columns: tuple[str, ...] = ()
    for row in rows:
        if row.problem:
            yield row, None, row.problem
            continue
        if columns != row.columns:
            columns = row.columns
            fields = make_column_map(columns)
        try:
            person = read_person(row.cells, fields)
        except InvalidValue as error:
            yield row, None, error.problem if not error.field else f"{error.field} {error.problem}"
        else:
            yield row, person, ""


def judge_batch(judge: Judge, batch: list[Row]) -> list[Judged]:
    """Judges a batch of rows; a row that cannot be read has no verdict and a reason."""
    return [(row, judge.verdict(person) if person else None, problem) for row, person, problem in read_people(batch)]
