"""``make bench-speed``: texts a second of our judge and of the usual ways, as ratios to naive spaCy in the same run.

The ways take turns block by block, so that a busy machine slows them all alike; of the blocks' ratios the medians are
told. «Unseen» bios come once; «seen» ones a second time. The base is always naive spaCy on unseen ones.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

from bench.inputs import make_bios, make_keywords
from bench.report import print_result, print_table
from bench.rivals import RIVALS
from fieldmark import Judge, Person, Profile
from fieldmark.judge.keywords import compile_keyword
from fieldmark.judge.matcher import Matcher
from fieldmark.values import Keyword

BASE = "spaCy PhraseMatcher LOWER"
OURS, WHOLE = "Fieldmark, matches", "Fieldmark, whole verdict"
COUNTS = (10, 100, 1_000, 10_000)


COMPILE_REPEATS = 5


def compile_ours(texts: Sequence[str]) -> Callable[[str], object]:
    """Our matcher, which remembers keywords it has compiled before; here it must not."""
    compile_keyword.cache_clear()
    return Matcher([Keyword(text, "core") for text in texts]).find


def compile_judge(texts: Sequence[str]) -> Callable[[str], object]:
    """The whole verdict: matches, relevance, near words, number-chaser signs."""
    judge = Judge(Profile("bench", tuple(Keyword(text, "core") for text in texts)))
    return lambda bio: judge.verdict(Person(bio=bio))


WAYS = {
    **{name: rival for name, rival in RIVALS.items() if name != "substring"},
    OURS: compile_ours,
    WHOLE: compile_judge,
}


def compare_compiling(keywords: Sequence[str]) -> float:
    """Our time to compile as a multiple of naive spaCy's, taking turns; the median."""
    ratios = []
    for _ in range(COMPILE_REPEATS):
        seconds = []
        for name in (BASE, OURS):
            started = time.perf_counter()
            WAYS[name](keywords)
            seconds.append(time.perf_counter() - started)
        ratios.append(seconds[1] / seconds[0])
    return statistics.median(ratios)


def cut_blocks(bios: Sequence[str], count: int) -> list[Sequence[str]]:
    """The bios in as many blocks of one size."""
    size = len(bios) // count
    return [bios[start : start + size] for start in range(0, size * count, size)]


def measure(ways: dict[str, Callable[[str], object]], blocks: Sequence[Sequence[str]]) -> dict[str, list[float]]:
    """Seconds of each way for each block; the order changes from block to block."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for number, block in enumerate(blocks):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            find = ways[name]
            started = time.perf_counter()
            for bio in block:
                find(bio)
            seconds[name].append(time.perf_counter() - started)
    return seconds


def main() -> None:
    """Prints the tables and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bios", type=int, default=30_000)
    parser.add_argument("--blocks", type=int, default=15)
    parser.add_argument("--keywords", type=int, nargs="*", default=COUNTS)
    options = parser.parse_args()
    unseen: dict[str, dict[str, float]] = {}
    seen: dict[str, dict[str, float]] = {}
    compiling: dict[str, float] = {}
    for count in options.keywords:
        # Bios of its own for each count: some memories are shared by all niches.
        blocks = cut_blocks(list(make_bios(options.bios, seed=count)), options.blocks)
        keywords = make_keywords(count)
        ways = {name: make(keywords) for name, make in WAYS.items()}
        for find in ways.values():
            find("warm up")
        first, second = measure(ways, blocks), measure(ways, blocks)
        base = first[BASE]
        unseen[str(count)] = {name: compare(base, first[name]) for name in ways}
        seen[str(count)] = {name: compare(base, second[name]) for name in ways}
        compiling[str(count)] = compare_compiling(keywords)
        matched = statistics.mean(bool(ways[OURS](bio)) for block in blocks for bio in block)
        speed = len(blocks[0]) / statistics.median(base)
        print(f"{count} keywords: {matched:.0%} of the bios match; naive spaCy {speed:,.0f} bios/s unseen")
    for title, ratios in (("unseen", unseen), ("seen before", seen)):
        print()
        names = list(ratios[str(options.keywords[0])])
        print_table(
            [f"times naive spaCy, {title}", *ratios], [[name, *(ratios[at][name] for at in ratios)] for name in names]
        )
    print()
    print_table(["compiling, times naive spaCy", *compiling], [[OURS, *compiling.values()]])
    print_result(
        {
            "unseen": {count: round(found[OURS], 2) for count, found in unseen.items()},
            "seen": {count: round(found[OURS], 2) for count, found in seen.items()},
        }
    )


def compare(base: Sequence[float], other: Sequence[float]) -> float:
    """How many times as fast the other is, the median of the blocks."""
    return statistics.median(one / two for one, two in zip(base, other, strict=True))


if __name__ == "__main__":
    main()
