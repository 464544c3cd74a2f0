"""Signs of a number chaser: an account that follows to be followed.

Only the person's own words set the flag. Counts are hints beside it: of ordinary people with 500 followers or more,
4.4 % follow about as many as follow them (measured on E13 of Cresci et al. 2015, doi:10.1016/j.dss.2015.09.003), so
a ratio near one says little; that such accounts are many in the thousands is from Elmas et al. 2024
(arXiv:2403.15856) and Saito and Masuda 2013 (arXiv:1302.0677).
"""

from collections.abc import Iterator

from fieldmark.judge.chaser_phrases import load_chaser_phrases
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.values import Chaser, Person, Sign
from fieldmark.values.text import Utf16Index
from fieldmark.values.verdict import FieldName

# The ratio is the one measured above. Thousands on both sides keep those 4.4 % mostly out; where they begin is our
# own choice, and was not measured.
LEAST_FOR_NEAR_EQUAL = 2_000
NEAR_EQUAL = (0.8, 1.25)
# Ten times as many: found 98.9 % of 1,337 bought followers (INT of the same source) and 2.4 % of 1,481 ordinary people
# (E13). That it must be thousands, too, is a choice of ours: a new account follows dozens, and is followed by a few.
LEAST_FOLLOWING = 2_000
MANY_PER_FOLLOWER = 10
NO_SIGNS = Chaser()


def find_chaser_signs(person: Person, words: tuple[Sign, ...]) -> Chaser:
    """The flag and every sign of a number chaser.

    Args:
        person: whose counts are looked at.
        words: the signs in their bio and name (find_words).
    """
    signs = (*words, *_find_count_signs(person))
    return Chaser(flag=bool(words), signs=signs) if signs else NO_SIGNS


def find_words(field: FieldName, text: ChunkedText) -> tuple[Sign, ...]:
    """The signs that are a text's own words."""
    return tuple(_find_phrases(field, text))


def _find_phrases(field: FieldName, text: ChunkedText) -> Iterator[Sign]:
    places = load_chaser_phrases().find(text)
    if not places:
        return
    index = Utf16Index(text.text)
    for start, end in places:
        yield Sign("follow_back_words", field, index.count_units(start), index.count_units(end), text.text[start:end])


def _find_count_signs(person: Person) -> Iterator[Sign]:
    followers, following = person.followers, person.following
    if followers is None or following is None:
        return
    if min(followers, following) >= LEAST_FOR_NEAR_EQUAL and NEAR_EQUAL[0] <= following / followers <= NEAR_EQUAL[1]:
        yield Sign("follows_as_many_as_follow")
    if following >= LEAST_FOLLOWING and following >= MANY_PER_FOLLOWER * max(1, followers):
        yield Sign("follows_many_followed_by_few")
