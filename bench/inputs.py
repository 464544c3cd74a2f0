"""What the benchmarks run on: the captured bios and cases where they are, invented ones where they are not."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fieldmark.demo.people import make_people
from fieldmark.judge.word_lists import load_lines

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"
SPANISH_DATA = ROOT / "bench" / "data" / "spanish"
LabelledBios = dict[str, tuple[dict[str, Any], list[dict[str, Any]]]]


def read_cases() -> tuple[str, list[dict[str, Any]]]:
    """(where from, matching cases): the captured ones, else the project's own."""
    captured = SHARED_DATA / "matching_cases.json"
    if captured.exists():
        return "captured cases", json.loads(captured.read_text(encoding="utf-8"))
    own = ROOT / "tests" / "server" / "data" / "matching.jsonl"
    cases = [json.loads(line) for line in own.read_text(encoding="utf-8").splitlines()]
    return "own cases", [{**case, "should_match": case["match"], "tag": case["kind"]} for case in cases]


def read_labelled_bios() -> LabelledBios:
    """The captured bios; empty where the captures are not."""
    return _read_niches(SHARED_DATA / "bios")


def read_spanish_bios() -> LabelledBios:
    """The project's own Spanish bios, of invented people.

    One writer invented them from the two niches' descriptions, a second graded them by reading, a third wrote the
    keywords from the descriptions alone; none knew how they would be judged. All three were language models.
    """
    return _read_niches(SPANISH_DATA)


def _read_niches(folder: Path) -> LabelledBios:
    """Niche -> (its keywords, its labelled people)."""
    if not folder.exists():
        return {}
    niches = json.loads((folder / "niches.json").read_text(encoding="utf-8"))
    return {
        name: (
            niche,
            [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()],
        )
        for name, niche in niches.items()
    }


# Of the chunks of real bios this share is new even after 30,000 bios (measured on 33,907 captured ones).
NEW_CHUNKS = 0.21
LETTER = re.compile("[a-z]")


def make_bios(count: int, seed: int = 1) -> Iterator[str]:
    """Distinct bios: two real ones (or invented ones) spliced, in which about every fifth chunk becomes a new one.

    A chunk becomes new by other letters in its lower case; its capitals, signs, emoji and length stay.
    """
    chance = random.Random(seed)
    labelled = [person["bio"] or "" for _, people in read_labelled_bios().values() for person in people]
    bios = [re.findall(r"\S+\s*", bio) for bio in labelled or [person.bio for person in make_people()]]
    for _ in range(count):
        one, other = chance.choice(bios), chance.choice(bios)
        chunks = one[: (len(one) + 1) // 2] + other[len(other) // 2 :]
        yield "".join(
            LETTER.sub(lambda _: chance.choice("etaoinshrdlucmfwygpbvkxqjz"), chunk)
            if chance.random() < NEW_CHUNKS
            else chunk
            for chunk in chunks
        )


def make_keywords(count: int) -> list[str]:
    """Keywords as large niches hold them: a labelled niche's own, then words of middling frequency and pairs of words.

    Words are every third of the English list from its 6,000th on; pairs join two from its 1,000th to its 20,000th. So
    about as many bios match as real ones do with lists of these lengths (3.5 % with 10, 21 % with 100, 33 % with
    1,000, 50 % with 10,000, measured on 33,907 captured bios); the benchmark prints the share.
    """
    chance = random.Random(3)
    niches = read_labelled_bios()
    given = niches["health"][0]["include"] if niches else []
    ranked = [word for word in load_lines("hashtag_words") if len(word) > 3]
    words = ranked[6_000::3]
    pairs = (" ".join(chance.sample(ranked[1_000:20_000], 2)) for _ in words)
    mixed = [text for pair in zip(words, pairs, strict=True) for text in pair]
    return list(dict.fromkeys([*given, *mixed]))[:count]
