"""``fieldmark score``: judges a whole file, as a stream, on all cores, in order."""

import itertools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from fieldmark.commands.file_error import FileError
from fieldmark.commands.file_text import open_lines
from fieldmark.commands.judged_rows import Added, Judged, judge_rows, pair_outcomes
from fieldmark.commands.judging_processes import count_processes, judge_in_processes
from fieldmark.commands.learn_rows import MOST_ROWS_LEARNT_FROM, Learned, describe_learning, learn_from_rows
from fieldmark.commands.output import open_output
from fieldmark.commands.row_writers import JudgedRows, write_csv, write_json_lines, write_objects_as_csv
from fieldmark.commands.rows import Row, read_rows
from fieldmark.commands.terminal import protect_terminal
from fieldmark.judge import Cuts, Judge
from fieldmark.values import Profile

ROWS_A_BATCH = 1_000
# Fewer rows than this are judged sooner than a second process has loaded spaCy.
LEAST_ROWS_FOR_PROCESSES = 4 * ROWS_A_BATCH


@dataclass(frozen=True, slots=True)
class ScoreJob:
    """What to judge.

    Attributes:
        source: a file's path, or ``-`` for standard input.
        out: where to write; None is standard output.
        output_format: ``csv`` or ``jsonl``; None goes by the ending of ``out``, else JSON Lines.
        jobs: processes; None is one a core.
        cuts: where the bands begin; None is where they begin for everybody.
        learn: whether words are learnt from the input itself, at most its first 50,000 rows.
    """

    source: str
    out: Path | None
    profile: Profile
    output_format: str | None = None
    jobs: int | None = None
    cuts: Cuts | None = None
    learn: bool = False


def make_cuts(settings: Mapping[str, int]) -> Cuts:
    """Where the bands begin, by the user's settings."""
    return Cuts(settings["strong_cut"], settings["maybe_cut"])


def score_file(job: ScoreJob, say: Callable[[str], None]) -> int:
    """Judges every row; returns how many could not be read. Each of these is told to ``say``.

    Raises:
        FileError: the input cannot be read or the output not written.
        BrokenDownError: a process that judges was lost.
    """
    unreadable = 0
    with open_lines(job.source, say) as lines:
        header, rows = _start_reading(lines, job.source)
        learned: Learned = ()
        if job.learn:
            first = list(itertools.islice(rows, MOST_ROWS_LEARNT_FROM))
            learned = learn_from_rows(job.profile, _show_progress(first, "learning"))
            say(describe_learning(learned, len(first)))
            rows = itertools.chain(first, rows)
        judge = Judge(job.profile, job.cuts, learned)

        def list_readable() -> Iterator[tuple[Row, Added]]:
            nonlocal unreadable
            batches = _judge_batches(judge, _make_batches(_show_progress(rows, "judging")), job, learned)
            for row, added, problem in itertools.chain.from_iterable(batches):
                if added:
                    yield row, added
                else:
                    unreadable += 1
                    say(f"line {row.line} {problem}")

        _write(job, header, list_readable())
    return unreadable


def _start_reading(lines: Iterator[str], source: str) -> tuple[list[str] | None, Iterator[Row]]:
    try:
        return read_rows(lines)
    except OSError as error:
        raise FileError(f"{source} cannot be read ({error.strerror}); name a file") from None


def _show_progress(rows: Iterable[Row], work: str) -> Iterator[Row]:
    """Counts the rows on a terminal, on stderr, so that piped output stays clean."""
    return iter(tqdm(rows, work, unit=" rows", disable=not sys.stderr.isatty(), leave=False))


def _make_batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(itertools.islice(rows, ROWS_A_BATCH)):
        yield batch


def _judge_batches(
    judge: Judge, batches: Iterator[list[Row]], job: ScoreJob, learned: Learned
) -> Iterator[list[Judged]]:
    """Judges batch by batch, in order: the first few here, the rest of a long input on all cores."""
    first = list(itertools.islice(batches, LEAST_ROWS_FOR_PROCESSES // ROWS_A_BATCH))
    for batch in first:
        yield pair_outcomes(batch, judge_rows(judge, batch))
    count = count_processes(job.jobs)
    following = next(batches, None)
    if following is None:
        return
    rest = itertools.chain([following], batches)
    if count == 1:
        for batch in rest:
            yield pair_outcomes(batch, judge_rows(judge, batch))
    else:
        yield from judge_in_processes((job.profile, job.cuts, learned), rest, count)


def _write(job: ScoreJob, header: list[str] | None, judged: JudgedRows) -> None:
    ending = job.out.suffix.lower() if job.out else ""
    as_csv = (job.output_format or ("csv" if ending == ".csv" else "jsonl")) == "csv"
    with open_output(job.out) as opened:
        stream = protect_terminal(opened)
        if not as_csv:
            write_json_lines(stream, judged)
        elif header is None:
            write_objects_as_csv(stream, judged)
        else:
            write_csv(stream, header, judged)
