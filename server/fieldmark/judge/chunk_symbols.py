"""What a chunk is to a profile: its readings, each token with the symbols that it is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fieldmark.judge.chunks import is_simple_word, read_chunk
from fieldmark.judge.sieve import Sieve
from fieldmark.judge.symbols import Symbols
from fieldmark.judge.token import Token


class SymbolReadings(NamedTuple):
    """The three readings of a chunk, each token with its symbols; equal ones are the same object."""

    plain: tuple[tuple[Token, Symbols], ...]
    split: tuple[tuple[Token, Symbols], ...]
    joined: tuple[tuple[Token, Symbols], ...]


class ChunkSymbols:
    """Reads chunks for one profile.

    Args:
        symbols: of each token by its text; mostly none.
        sieve: stops chunks that hold no word of the profile; None where every chunk must be read.
    """

    def __init__(self, symbols: Mapping[str, Symbols], sieve: Sieve | None) -> None:
        self._symbols = symbols
        self._sieve = sieve

    def read(self, chunk: str) -> SymbolReadings | None:
        """What a chunk is to the profile; None for nothing."""
        if is_simple_word(chunk):
            if not self._symbols[chunk.lower()]:
                return None
        elif self._sieve and not self._sieve.passes(chunk):
            return None
        plain, split, joined = read_chunk(chunk)
        first = self._find_symbols(plain)
        others = (first if reading is plain else self._find_symbols(reading) for reading in (split, joined))
        readings = SymbolReadings(first, *others)
        return readings if any(symbols for reading in readings for _, symbols in reading) else None

    def _find_symbols(self, reading: Sequence[Token]) -> tuple[tuple[Token, Symbols], ...]:
        return tuple((token, self._symbols[token.text]) for token in reading)
