"""The fast path finds what the slow reference finds: on random texts of nasty pieces, and on the captured bios."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark.judge.chunks import read_chunk
from fieldmark.judge.judge import Judge
from fieldmark.judge.learning import LearnedWord
from fieldmark.judge.lone_words import LONE_WORDS, list_possible_words
from fieldmark.judge.looks import CHASER, KEYWORD, NEAR_WORD, NEGATOR, Looks
from fieldmark.judge.matcher import Matcher
from fieldmark.judge.sieve import Sieve
from fieldmark.judge.token import BREAK_TEXT
from fieldmark.judge.word_sieve import WordSieve
from fieldmark.values import InvalidValue, Keyword, Person, Profile
from fieldmark.values.profile import Kind, MatchMode
from reference_matcher import ReferenceMatcher
from support import SHARED_DATA

# Words that have been read wrongly, here or elsewhere; those with invisible characters are written as escapes.
WORDS = [
    re.sub(r"\\([xuU][0-9a-f]+)", lambda escape: chr(int(escape.group(1)[1:], 16)), word)
    for word in (Path(__file__).parent / "data" / "nasty_words.txt").read_text(encoding="utf-8").split()
]
KEYWORD_WORDS = [word for word in WORDS if any(char.isalnum() for char in word)]


@st.composite
def keywords(draw: st.DrawFn) -> list[Keyword]:
    """A niche of words from the same heap, in all modes."""
    found: dict[str, Keyword] = {}
    for _ in range(draw(st.integers(1, 8))):
        text = " ".join(draw(st.lists(st.sampled_from(KEYWORD_WORDS), min_size=1, max_size=3)))
        text = draw(st.sampled_from(["", "", "", "*"])) + text + draw(st.sampled_from(["", "", "", "*"]))
        kind = draw(st.sampled_from(get_args(Kind)))
        mode = draw(st.sampled_from(get_args(MatchMode)))
        lang = draw(st.sampled_from([None, None, "es", "de"]))
        try:
            found.setdefault(text.casefold(), Keyword(text, kind, mode, lang))
        except InvalidValue:
            continue
    return list(found.values())


TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS) | st.text(max_size=4), st.sampled_from([" ", " ", " ", "", "\n", ", "])),
    max_size=16,
).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@settings(max_examples=300, deadline=None)
@given(niche=keywords(), texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_the_fast_path_finds_what_the_slow_reference_finds(niche: list[Keyword], texts: list[str]) -> None:
    fast, slow = Matcher(niche), ReferenceMatcher(niche)
    for text in texts:
        assert [hit[:3] for hit in fast.find(text)] == slow.find(text), text


def test_both_paths_agree_on_the_captured_bios() -> None:
    if not (SHARED_DATA / "bios").exists():
        pytest.skip("the captured bios are not here")
    bios = [
        json.loads(line).get("bio") or ""
        for file in sorted((SHARED_DATA / "bios").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    words = sorted({word for bio in bios for word in bio.split() if any(char.isalnum() for char in word)})
    niche = [Keyword(text, "core") for text in {word.casefold(): word for word in words[::20]}.values()]
    fast, slow = Matcher(niche), ReferenceMatcher(niche)
    for bio in bios:
        assert [hit[:3] for hit in fast.find(bio)] == slow.find(bio), bio


@settings(deadline=None)
@given(chunk=st.sampled_from(WORDS) | st.lists(st.sampled_from(WORDS), max_size=3).map("".join) | st.text(max_size=8))
def test_the_sieve_stops_no_chunk_that_holds_the_word(chunk: str) -> None:
    for part in chunk.split():
        for token in {token.text for reading in read_chunk(part) for token in reading} - {BREAK_TEXT}:
            assert Sieve([token]).passes(part), token


@settings(deadline=None)
@given(chunk=st.sampled_from(WORDS) | st.lists(st.sampled_from(WORDS), max_size=3).map("".join) | st.text(max_size=8))
def test_a_word_that_may_stand_alone_is_possible_and_passes_its_sieve(chunk: str) -> None:
    for part in chunk.split():
        possible = list_possible_words(part)
        if possible is not None:
            found = {word for word, _, _ in LONE_WORDS[part]}
            assert {word for word in found if word.isascii() and word.isalnum()} <= set(possible)
        for word, _, _ in LONE_WORDS[part]:
            assert WordSieve([word]).passes(part), word


@settings(max_examples=200, deadline=None)
@given(niche=keywords(), texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_a_look_passes_over_nothing_that_a_search_would_find(niche: list[Keyword], texts: list[str]) -> None:
    profile = Profile("niche", tuple(niche))
    learned = [LearnedWord(word, 0.1, 9) for word in KEYWORD_WORDS[::7]]
    judge, thorough = (Judge(profile, learned=learned) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Looks, "find_kinds", lambda *_: KEYWORD | CHASER | NEAR_WORD | NEGATOR)
        patch.setattr(Looks, "list_chunks", lambda _, text, __: text.chunks)
        expected = [thorough.verdict(Person(name=text, bio=text, location=text)) for text in texts]
    assert [judge.verdict(Person(name=text, bio=text, location=text)) for text in texts] == expected


def test_the_sieve_stops_what_holds_nothing_of_the_niche() -> None:
    sieve = Sieve(["typescript", "ai", "c++"])
    assert [word for word in WORDS if word.isascii() and sieve.passes(word)] == ["C++", "AI", "ai", "@openai", "openai"]
