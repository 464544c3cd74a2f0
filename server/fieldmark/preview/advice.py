"""A word of advice on keywords of a draft: codes, which the popup puts into words of its own language."""

from collections.abc import Iterator, Mapping, Sequence
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
    first_of: dict[Pattern, str] = {}
    advice: list[dict[str, Any]] = []
    for keyword in keywords:
        patterns = compile_keyword(keyword).patterns
        same = next((first_of[pattern] for pattern in patterns if pattern in first_of), None)
        for pattern in patterns:
            first_of.setdefault(pattern, keyword.text)
        if same is not None:
            advice.append({"keyword": keyword.text, "code": "duplicate", "of": same})
        advice += [{"keyword": keyword.text, "code": code} for code in _list_codes(keyword)]
        if people >= LEAST_PEOPLE and counts[keyword] > MOST_SHARE * people:
            said = {"people": counts[keyword], "of": people}
            advice.append({"keyword": keyword.text, "code": "too_common", **said})
    return advice


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
