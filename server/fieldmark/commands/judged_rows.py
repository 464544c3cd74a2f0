"""Rows of a file, judged."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fieldmark.commands.columns import make_column_map, read_person
from fieldmark.commands.rows import Row
from fieldmark.judge import Judge
from fieldmark.values import InvalidValue, Person, Verdict

NO_MATCHES = "[]"
NO_SIGNS = '{"flag": false, "signs": []}'


class Added(NamedTuple):
    """What is added to a row: of the verdict, the matches and the chaser signs as JSON.

    So they are written once, in the process that judged them, and travel as plain text.
    """

    relevance: int | None
    band: str
    matches: str
    chaser: str


# What is added to a row, or what is wrong with it.
Outcome = tuple[Added | None, str]
# A row with its outcome.
Judged = tuple[Row, Added | None, str]


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


def judge_rows(judge: Judge, rows: Sequence[Row]) -> list[Outcome]:
    """The outcome of each row, in their order."""
    return [
        (describe_verdict(judge.verdict(person)) if person else None, problem)
        for _, person, problem in read_people(rows)
    ]


def describe_verdict(verdict: Verdict) -> Added:
    """What is added to a row."""
    chaser, matches = verdict.chaser, verdict.matches
    return Added(
        verdict.relevance,
        verdict.band,
        write_json([match.to_dict() for match in matches]) if matches else NO_MATCHES,
        write_json(chaser.to_dict()) if chaser.signs else NO_SIGNS,
    )


def write_json(value: object) -> str:
    """A value as JSON of our output: one line, letters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def pair_outcomes(batch: list[Row], outcomes: list[Outcome]) -> list[Judged]:
    """The rows with their outcomes."""
    return [(row, added, problem) for row, (added, problem) in zip(batch, outcomes, strict=True)]
