"""A person judged piece by piece: where each keyword stands is found once, and put together for any niche.

The same answer as a judge's, which reads a text for all keywords at once; what overlaps, what is negated and what is
learnt is decided as there, and a test compares the two. For a thousand people and a niche that changes by one keyword,
this is a tenth of the work.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.hits import Hit, keep_longest
from fieldmark.judge.judge import Judge
from fieldmark.judge.learned_matcher import Placed
from fieldmark.judge.learning import MOST_WORDS_COUNTED
from fieldmark.judge.matcher import Matcher
from fieldmark.judge.negation import Negation
from fieldmark.judge.relevance import Weighed, compute_relevance
from fieldmark.values import Keyword, Person
from fieldmark.values.verdict import FieldName

FIELDS: tuple[FieldName, ...] = ("bio", "name", "location", "website")


class Piece(NamedTuple):
    """A place where a keyword stands (code points), whether or not a longer one covers it."""

    field: FieldName
    start: int
    end: int
    is_negated: bool


def list_texts(person: Person) -> list[tuple[FieldName, str]]:
    """The fields in which keywords are looked for, with their texts; those without one are left out."""
    return [(field, text) for field in FIELDS if (text := getattr(person, field))]


def find_pieces(matcher: Matcher, person: Person) -> dict[int, list[Piece]]:
    """Number of a keyword of the matcher -> where it stands in the person's texts."""
    pieces: dict[int, list[Piece]] = {}
    for field, text in list_texts(person):
        chunked = ChunkedText(text)
        hits = matcher.find_all(chunked)
        negation = Negation(chunked) if hits else None
        for hit in hits:
            is_negated = negation is not None and negation.includes(hit.chunk, hit.start)
            pieces.setdefault(hit.number, []).append(Piece(field, hit.start, hit.end, is_negated))
    return pieces


def find_learned(judge: Judge, person: Person) -> Sequence[Placed]:
    """The learnt words of the person's bio that may count, the weightiest first."""
    return judge.learned.find_all(ChunkedText(person.bio)) if judge.learned and person.bio else ()


def put_together(
    judge: Judge,
    keywords: Sequence[Keyword],
    pieces: Mapping[int, Iterable[Piece]],
    learned: Sequence[Placed],
) -> int | None:
    """The relevance of a person; None if nothing at all was found.

    Args:
        judge: whose weights and learnt words count.
        keywords: of the niche, in its order.
        pieces: number of a keyword -> where it stands.
        learned: what find_learned found.
    """
    by_field: dict[FieldName, list[tuple[Hit, bool]]] = {}
    for number, places in pieces.items():
        for field, start, end, is_negated in places:
            by_field.setdefault(field, []).append((Hit(number, start, end, 0), is_negated))
    weighed: list[Weighed] = []
    in_bio: Sequence[Hit] = ()
    for field, found in by_field.items():
        kept = _keep(found, keywords)
        weighed += [_weigh(judge, keywords[hit.number], field) for hit in kept]
        in_bio = kept if field == "bio" else in_bio
    weighed += _choose_learned(judge, learned, in_bio)
    return compute_relevance(weighed) if weighed else None


def _keep(found: Sequence[tuple[Hit, bool]], keywords: Sequence[Keyword]) -> list[Hit]:
    """Of one field, the hits that no longer one covers and no negator reaches."""
    hits = [hit for hit, _ in found]
    if len(hits) > 1:
        hits = keep_longest(hits, max(hit.end for hit in hits), lambda number: keywords[number].kind)
    negated = {hit for hit, is_negated in found if is_negated}
    return [hit for hit in hits if hit not in negated] if negated else hits


def _weigh(judge: Judge, keyword: Keyword, field: FieldName) -> Weighed:
    return Weighed(keyword.text, keyword.kind, judge.weigh(keyword, field))


def _choose_learned(judge: Judge, learned: Sequence[Placed], in_bio: Sequence[Hit]) -> list[Weighed]:
    """The weightiest learnt words beside what the keywords found in the bio."""
    chosen: dict[int, Weighed] = {}
    for number, start, end in learned:
        if len(chosen) == MOST_WORDS_COUNTED or judge.learned is None:
            break
        if number not in chosen and all(end <= hit.start or hit.end <= start for hit in in_bio):
            word = judge.learned.get_word(number)
            chosen[number] = Weighed(word.text, "learned", word.weight)
    return list(chosen.values())
