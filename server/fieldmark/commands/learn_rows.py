"""``fieldmark score --learn``: words learnt from the rows themselves."""

from collections.abc import Iterable, Sequence

from fieldmark.commands.judged_rows import read_people
from fieldmark.commands.rows import Row
from fieldmark.judge import LearnedWord, learn_from_bios
from fieldmark.values import Profile

MOST_ROWS_LEARNT_FROM = 50_000
MOST_WORDS_TOLD = 12

Learned = Sequence[LearnedWord]


def learn_from_rows(profile: Profile, rows: Iterable[Row]) -> Learned:
    """What these rows teach about a niche; rows that cannot be read teach nothing."""
    return learn_from_bios(profile, (person.bio for _, person, _ in read_people(rows) if person and person.bio))


def describe_learning(learned: Learned, rows: int) -> str:
    """What was learnt, in a line."""
    count = f"{rows:,} {'row' if rows == 1 else 'rows'}"
    if not learned:
        return f"Nothing could be learnt from {count}: too few match the niche's keywords."
    words = ", ".join(word.text for word in learned[:MOST_WORDS_TOLD])
    more = f" and {len(learned) - MOST_WORDS_TOLD} more" if len(learned) > MOST_WORDS_TOLD else ""
    return f"Learnt from {count}: {words}{more}."
