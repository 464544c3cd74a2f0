"""Words in camel case: cut at capitals and digits, but for the names that are one word."""

import re

from fieldmark.judge.word_lists import load_words

# On a shape of A (capital), s (that letter), a (any other letter), 0 (digit): «NFTs», «HTMLPage», «web3».
CAMEL = re.compile("A{2,}s(?![as])|A+(?=A[as])|A?[as]+|A+|0+")
MOST_PARTS_OF_A_BRAND = 4


def cut_camel_case(cased: str) -> list[tuple[int, int]]:
    """The places (start, end) of the parts of a word; the whole word if it has none."""
    if cased.isalpha() and (cased.islower() or cased[1:].islower()):
        return [(0, len(cased))]
    shape = "".join("A" if char.isupper() else "s" if char == "s" else "0" if char.isdigit() else "a" for char in cased)
    return [piece.span() for piece in CAMEL.finditer(shape)]


def merge_brands(pieces: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Puts camel-case names that are one word together again: ``java`` ``script`` is ``javascript``."""
    brands = load_words("brands")
    merged: list[tuple[str, int, int]] = []
    place = 0
    while place < len(pieces):
        for end in range(min(len(pieces), place + MOST_PARTS_OF_A_BRAND), place, -1):
            text = "".join(piece[0] for piece in pieces[place:end])
            if end == place + 1 or text in brands:
                merged.append((text, pieces[place][1], pieces[end - 1][2]))
                place = end
                break
    return merged
