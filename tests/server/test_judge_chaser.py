"""Number chasers: a table of what they write, and of what only looks like it, each with its reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark import Judge, Person, Profile
from fieldmark.judge.chaser import find_chaser_signs, find_words
from fieldmark.judge.chaser_phrases import expand_choices, load_chaser_phrases, spell_wrongly
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.values import Chaser, Keyword
from support import SHARED_DATA

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "chaser.jsonl").read_text(encoding="utf-8").splitlines()
]
FLAGGED = [case["text"] for case in CASES if case["flag"]]
COMMON_LANGUAGES = {
    "en", "es", "pt", "fr", "de", "it", "nl", "sv", "pl", "tr", "id", "ms", "tl", "ru", "uk", "ar", "fa", "he", "hi",
    "bn", "th", "vi", "ja", "ko", "zh", "el", "ro",
}  # fmt: skip
CAPTURED_BIOS = SHARED_DATA / "bios"


def find_in_bio(bio: str, followers: int | None = None, following: int | None = None) -> Chaser:
    person = Person(handle="ada", bio=bio, followers=followers, following=following)
    return find_chaser_signs(person, find_words("bio", ChunkedText(bio)))


def read_captured_bios() -> list[str]:
    if not CAPTURED_BIOS.exists():
        pytest.skip("the captured bios are not here")
    lines = [line for file in CAPTURED_BIOS.glob("*.jsonl") for line in file.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line).get("bio") or "" for line in lines]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['lang']}: {case['text']}")
def test_who_follows_to_be_followed_is_flagged_and_nobody_else(case: dict[str, Any]) -> None:
    chaser = find_in_bio(case["text"])
    assert chaser.flag == case["flag"], case["why"]
    if "span" in case:
        assert case["span"] in [sign.text for sign in chaser.signs], case["why"]


def test_the_table_has_phrases_of_many_languages_and_a_trap_for_each_common_one() -> None:
    assert len({case["text"] for case in CASES}) == len(CASES) >= 150
    assert all(case["why"] and ("span" in case) == case["flag"] for case in CASES)
    assert len({case["lang"] for case in CASES if case["flag"]}) >= 22
    assert {case["lang"] for case in CASES if not case["flag"]} >= COMMON_LANGUAGES


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from([case["text"] for case in CASES]) | st.sampled_from(["🚀", "no", "é", "\n", ", "]), max_size=6
    ),
    st.sampled_from([" ", "\n", " 🧑🏽‍🚀 ", ""]),
)
def test_the_words_of_a_sign_stand_at_its_place_in_the_text_as_sent(texts: list[str], gap: str) -> None:
    bio = gap.join(texts)
    units = bio.encode("utf-16-le")
    end = 0
    for sign in find_in_bio(bio).signs:
        assert sign.start is not None
        assert sign.end is not None
        assert sign.field == "bio"
        assert end <= sign.start < sign.end
        assert units[2 * sign.start : 2 * sign.end].decode("utf-16-le") == sign.text
        end = sign.end


def test_a_name_is_looked_at_as_a_bio_is() -> None:
    name = "Ada #TemFollowBack"
    chaser = Judge(Profile("empty")).verdict(Person(handle="ada", name=name)).chaser
    assert [(sign.field, sign.text) for sign in chaser.signs] == [("name", "TemFollowBack")]


@given(followers=st.integers(0, 10**7), following=st.integers(0, 10**7))
def test_no_counts_ever_make_a_flag(followers: int, following: int) -> None:
    chaser = find_in_bio("Potter", followers=followers, following=following)
    assert not chaser.flag
    assert all(sign.field is None and sign.text is None for sign in chaser.signs)


def test_no_flag_changes_the_relevance() -> None:
    judge = Judge(Profile("Web", (Keyword("typescript", "core"),)))
    for text in FLAGGED:
        verdict = judge.verdict(Person(handle="ada", bio=f"TypeScript.\n{text}"))
        assert verdict.chaser.flag, text
        assert verdict.relevance == 62, text


def test_the_gate_lets_through_every_text_with_a_sign() -> None:
    phrases = load_chaser_phrases()
    for text in [case["text"] for case in CASES]:
        assert phrases.find(ChunkedText(text)) == phrases.search(text), text


def test_the_gate_lets_through_a_word_of_letters_and_digits_that_is_written_apart() -> None:
    phrases = load_chaser_phrases()
    words = ("f4f", "l4l", "fb4fb", "sub4sub", "like4like", "follow2follow", "followback100")
    apart = [
        f"{word[:place]}{space}{word[place:]}"
        for word in words
        for place in range(1, len(word))
        if word[place - 1].isdigit() != word[place].isdigit()
        for space in (" ", "\x1e")
    ]
    assert {text for text in apart if phrases.find(ChunkedText(text)) != phrases.search(text)} == set()
    assert phrases.search("f4 f") == [(0, 4)], "else nothing is tried here"


def test_the_gate_lets_through_every_captured_bio_with_a_sign() -> None:
    phrases = load_chaser_phrases()
    for bio in read_captured_bios():
        assert phrases.find(ChunkedText(bio)) == phrases.search(bio), bio


def test_of_the_captured_bios_only_those_of_number_chasers_are_flagged() -> None:
    # Each was read: two promise to follow back, the third follows in exchange for a follow. No other of the 900 does.
    flagged = [bio for bio in read_captured_bios() if find_in_bio(bio).flag]
    assert len(flagged) == 3, flagged


def test_a_long_word_is_found_with_a_letter_dropped_doubled_or_swapped_and_never_with_another_one() -> None:
    spellings = set(spell_wrongly("followback"))
    assert spellings >= {"folowback", "followbac", "ollowback", "folllowback", "followbackkk", "follwoback"}
    assert spellings.isdisjoint({"followblack", "followbank", "flowback", "follow", "followback100"})


@pytest.mark.parametrize("word", ["followers", "sdv", "follow back everyone", "相互フォロー"])
def test_a_short_word_or_a_phrase_has_no_misspellings(word: str) -> None:
    assert list(spell_wrongly(word)) == []


@pytest.mark.parametrize(
    ("line", "phrases"),
    [
        ("follow back", ["follow back"]),
        ("(i|we) follow (|you) back", ["i follow back", "i follow you back", "we follow back", "we follow you back"]),
        ("follow me, (|then) i follow", ["follow me, i follow", "follow me, then i follow"]),
        ("!(|so) no", ["!no", "!so no"]),
    ],
)
def test_a_line_with_choices_is_many_phrases(line: str, phrases: list[str]) -> None:
    assert list(expand_choices(line)) == phrases


def test_a_long_text_takes_time_in_proportion() -> None:
    bio = "Follow me, I follow you. #TemFollowBack sdv " * 2_000
    assert len(find_in_bio(bio).signs) == 6_000
