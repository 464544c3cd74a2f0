"""How far a word sets one group of texts apart from another, in standard deviations.

The log-odds of standing in a text of the one against standing in a text of the other, with an informative Dirichlet
prior, divided by its standard deviation: Monroe, Colaresi and Quinn 2008, Fightin' Words, §3.5.1,
doi:10.1093/pan/mpn018.
"""

import math


def count_deviations(
    held: float, texts: float, held_by_others: float, others: float, prior_held: float, prior_texts: float
) -> float:
    """Z of a word.

    Args:
        held: how many texts of the one group hold it.
        texts: how many these are.
        held_by_others: how many texts of the other group hold it.
        others: how many these are.
        prior_held: how many texts are taken to have held it before; more than 0.
        prior_texts: of how many.
    """
    with_word, without = held + prior_held, held_by_others + prior_held
    odds = with_word / (texts + prior_texts - with_word)
    odds_of_others = without / (others + prior_texts - without)
    return (math.log(odds) - math.log(odds_of_others)) / math.sqrt(1 / with_word + 1 / without)
