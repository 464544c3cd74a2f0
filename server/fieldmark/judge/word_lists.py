"""The lists of judge/data: one entry a line, after comments that say where it comes from."""

from functools import cache
from importlib.resources import files


@cache
def load_lines(name: str) -> tuple[str, ...]:
    """The entries of a list, in its order."""
    lines = files("fieldmark.judge").joinpath(f"data/{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def load_words(name: str) -> frozenset[str]:
    """The entries of a list, to look words up in."""
    return frozenset(load_lines(name))
