"""The small corpus of `make fuzz`: what it begins with, and every text of which something once did not hold."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz_checks import check_text

pytestmark = pytest.mark.process

CORPUS = sorted((Path(__file__).parents[1] / "fuzz" / "corpus" / "texts").iterdir())


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_all_that_must_hold_of_a_text_holds_of_the_corpus(file: Path) -> None:
    check_text(file.read_bytes().decode("utf-8", "replace"))


@settings(max_examples=60)
@given(
    pieces=st.lists(
        st.sampled_from([file.read_text(encoding="utf-8", errors="replace") for file in CORPUS]), max_size=3
    ),
    cuts=st.lists(st.integers(0, 300), min_size=3, max_size=3),
)
def test_and_of_any_splice_of_it(pieces: list[str], cuts: list[int]) -> None:
    check_text("".join(piece[cut:] for piece, cut in zip(pieces, cuts, strict=False)))
