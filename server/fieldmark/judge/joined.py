"""The joined reading: neighbouring words run together, «co-founder» as «cofounder», «Ph.D.» as «phd»."""

from collections.abc import Iterator, Sequence

from fieldmark.judge.folded_part import FoldedPart, Word
from fieldmark.judge.token import Token

# Across these words are run together; not across those of «R&D», «UX|UI», «dev+dad».
JOINING = "-_/.'"


def list_runs(part: FoldedPart, group: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of a group, in runs that are read as one; a word that joins none is a run of its own."""
    run: list[Word] = []
    for word in group:
        if run and not _is_joinable(part, word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def join_run(part: FoldedPart, run: Sequence[Word]) -> Token | None:
    """The run as one token; None where it is read as its words are."""
    if len(run) == 1 or not part.is_letters(run[0]):
        return None
    text = "".join(part.text[word.start : word.end] for word in run)
    end = run[-1].end
    is_abbreviation = all(word.end - word.start <= 2 and word.glue in ("", ".") for word in run)
    if is_abbreviation and part.text[end : end + 1] == ".":
        end += 1
    _, start_place, end_place = part.place(run[0].start, end)
    return Token(text, start_place, end_place)


def _is_joinable(part: FoldedPart, word: Word) -> bool:
    """Whether the word is run together with the one before it; a possessive ending is not."""
    is_possessive = word.glue == "'" and part.text[word.start : word.end] == "s"
    return word.glue in (*JOINING,) and part.is_letters(word) and not is_possessive
