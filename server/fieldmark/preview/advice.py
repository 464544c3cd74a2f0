"""A word of advice on keywords of a draft: codes, which the popup puts into words of its own language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fieldmark.judge.fold import fold_text
from fieldmark.judge.keywords import Pattern, compile_keyword
from fieldmark.judge.word_lists import load_words
from fieldmark.values import Keyword

# Of so few people a share says nothing; what more than a fifth of all say, sets nobody apart.
LEAST_PEOPLE = 50
MOST_SHARE = 0.2
SHORTEST = 3


def list_advice(keywords: Sequence[Keyword], counts: Mapping[Keyword, int], people: int) -> list[dict[str, Any]]:
    """``{keyword, code, …}`` for each thing to be said of a keyword, in their order.

    Args:
        keywords: of the draft.
        counts: how many people hold each.
        people: of how many.
    """
    finders: dict[Pattern, list[int]] = {}
    for number, keyword in enumerate(keywords):
        for pattern in compile_keyword(keyword).patterns:
            finders.setdefault(pattern, []).append(number)
    written = [_get_written(keyword) for keyword in keywords]
    advice: list[dict[str, Any]] = []
    for number, keyword in enumerate(keywords):
        for other in finders.get(written[number], ()):
            # Of two that find each other the later one is too many.
            if other < number or (other > number and number not in finders.get(written[other], ())):
                advice.append({"keyword": keyword.text, "code": "duplicate", "of": keywords[other].text})
                break
        advice += [{"keyword": keyword.text, "code": code} for code in _list_codes(keyword)]
        if people >= LEAST_PEOPLE and counts[keyword] > MOST_SHARE * people:
            said = {"people": counts[keyword], "of": people}
            advice.append({"keyword": keyword.text, "code": "too_common", **said})
    return advice


def _get_written(keyword: Keyword) -> Pattern:
    """The keyword as it is written, in none of its other forms."""
    return compile_keyword(replace(keyword, match="exact", lang=None)).patterns[0]


def _list_codes(keyword: Keyword) -> Iterator[str]:
    if compile_keyword(keyword).needs_case:
        # «Go», «R»: found only where it is written so.
        return
    word = fold_text(keyword.text).text.strip(" *#")
    if word in load_words("common_words"):
        yield "everyday_word"
    elif word in load_words("ambiguous_words"):
        yield "ambiguous"
    elif len(word) < SHORTEST and word.isascii() and word.isalpha():
        yield "too_short"
