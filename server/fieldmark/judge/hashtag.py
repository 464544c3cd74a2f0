"""Hashtags written in one case, cut into words: «#machinelearning» is «machine» «learning».

The cut is the likeliest sequence of known words, each as likely as its rank says (Zipf 1949), found by dynamic
programming (the unigram model of Norvig, Natural Language Corpus Data, in: Beautiful Data, 2009). It counts only if
it is likelier than one unknown word spelled letter by letter: «#startup» and «#kubernetes» stay whole. The words are
English ones; a tag of another language is mostly no sequence of them, and stays whole too.
"""

import math
from functools import cache

from fieldmark.judge.variants import list_word_variants
from fieldmark.judge.word_lists import load_lines, load_words

SHORTEST_TAG = 5
LONGEST_TAG = 40
# What is left of a piece that gives its first letter away has three letters or more.
SHORTEST_REST = 3
# The entropy of English letters one by one: 4.14 bits (Shannon 1951, doi:10.1002/j.1538-7305.1951.tb01366.x), in nats.
COST_OF_LETTER = 4.14 * math.log(2)
# A name of judge/data/brands.txt has no rank of its own; it counts as a word of middling use.
RANK_OF_BRAND = 3_000


@cache
def _load_costs() -> dict[str, float]:
    """Each known word and how unlikely it is, −log of its probability (nats)."""
    words = load_lines("hashtag_words")
    scale = math.log(len(words))
    costs = {word: math.log((rank + 1) * scale) for rank, word in enumerate(words)}
    for brand in load_words("brands"):
        costs.setdefault(brand, math.log(RANK_OF_BRAND * scale))
    return costs


@cache
def _get_longest_word() -> int:
    return max(map(len, _load_costs()))


def cut_one_case(word: str) -> list[tuple[int, int]]:
    """The places (start, end) of the words of a folded tag; the whole tag if it is one word or none known.

    Args:
        word: a tag without its sign, folded, in one case.
    """
    whole = [(0, len(word))]
    if not SHORTEST_TAG <= len(word) <= LONGEST_TAG or not (word.isascii() and word.isalpha()):
        return whole
    costs = _load_costs()
    if any(form in costs for form in list_word_variants(word, None)):
        return whole
    cost, places = _find_likeliest(word, costs)
    return places if cost < COST_OF_LETTER * len(word) else whole


def count_capitals_before(pieces: list[str]) -> list[int]:
    """For each camel-case piece of a tag, how many of its first letters belong to the piece before it (0 or 1).

    «#AIforGood» is cut before the last capital, as «HTMLPage» is: «a» «ifor» «good». A piece that is no word, and is
    one without its first letter, gives that letter away: «ai» «for» «good»; so «#PhDlife» is «phd» «life».
    """
    costs = _load_costs()
    return [
        int(number > 0 and len(piece) > SHORTEST_REST and piece not in costs and piece[1:] in costs)
        for number, piece in enumerate(pieces)
    ]


def _find_likeliest(word: str, costs: dict[str, float]) -> tuple[float, list[tuple[int, int]]]:
    """The likeliest cut: its cost and its places; infinite where there is none."""
    longest = _get_longest_word()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(word) + 1):
        least, begin = math.inf, 0
        for start in range(max(0, end - longest), end):
            cost = costs.get(word[start:end])
            if cost is not None and best[start][0] + cost < least:
                least, begin = best[start][0] + cost, start
        best.append((least, begin))
    places: list[tuple[int, int]] = []
    end = len(word)
    while end:
        places.append((best[end][1], end))
        end = best[end][1]
    return best[-1][0], places[::-1]
