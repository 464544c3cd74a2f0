"""Forms that are the same to a profile: where every keyword takes «developers» for «developer», both are one symbol.

So a keyword of four forms is one phrase to spaCy, not four; building its matcher is most of the time of compiling.
"""

from collections.abc import Iterable, Mapping

from fieldmark.judge.keywords import Pattern


def choose_symbols(patterns: Iterable[tuple[int, Pattern]]) -> Mapping[str, str]:
    """The symbol of each word of plain patterns: words that may stand for each other everywhere have the same one.

    Args:
        patterns: (number of the keyword, pattern of the plain layer).
    """
    uses: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    fixed: set[str] = set()
    for number, pattern in patterns:
        *before, last = pattern.symbols
        uses.setdefault(last, []).append((number, tuple(before)))
        fixed.update(before)
    # Only last words have forms; one that also stands elsewhere stays itself.
    symbol_of_use: dict[tuple[tuple[int, tuple[str, ...]], ...], str] = {}
    symbols = {word: symbol_of_use.setdefault(tuple(found), word) for word, found in uses.items() if word not in fixed}
    return {**symbols, **{word: word for word in fixed}}
