"""Words learnt without labels: what is learnt, what never is, and how little it counts."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark import Judge, Person, Profile, Verdict
from fieldmark.judge import LearnedWord, learn_from_bios
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.learned_matcher import LearnedMatcher
from fieldmark.judge.matcher import Matcher
from fieldmark.values import Keyword

NICHE = Profile.from_dict(
    {
        "name": "Pottery",
        "keywords": [
            {"text": "potter", "kind": "core"},
            {"text": "ceramics", "kind": "related"},
            {"text": "giveaway", "kind": "avoid"},
        ],
    }
)
BIOS = [
    *(f"Potter and kiln builder in town {number}, the wheel is my home #stoneware" for number in range(20)),
    *(f"Ceramics and glazes, and tea {number}" for number in range(10)),
    *(f"Football and beer and the weather {number}" for number in range(60)),
    "Potter, giveaway every week",
]
JUDGE = Judge(NICHE)


def learn(bios: list[str]) -> list[LearnedWord]:
    return learn_from_bios(NICHE, bios)


def judge(bio: str) -> Verdict:
    return Judge(NICHE, learned=learn(BIOS)).verdict(Person(bio=bio))


def test_words_of_those_who_match_are_learnt_and_others_are_not() -> None:
    words = {word.text for word in learn(BIOS)}
    assert {"kiln", "builder", "stoneware", "glazes"} <= words
    assert words.isdisjoint({"football", "beer", "weather", "and", "the", "is", "my", "giveaway", "3"})


def test_what_is_learnt_is_the_same_each_time_and_sorted_by_weight() -> None:
    learned = learn(BIOS)
    assert learned == learn(BIOS)
    assert [word.weight for word in learned] == sorted((word.weight for word in learned), reverse=True)


@pytest.mark.parametrize("bios", [[], [""], ["Football"] * 50, ["Potter"], ["Potter kiln", "Football"]])
def test_from_too_little_nothing_new_is_learnt(bios: list[str]) -> None:
    assert learn(bios) == []


def test_a_learnt_word_is_shown_as_such_with_its_place() -> None:
    (match,) = judge("🏺 Kiln repairs").matches
    assert (match.kind, match.keyword, match.text, match.start, match.end) == ("learned", "kiln", "Kiln", 3, 7)


def test_a_judge_with_other_learnt_words_is_as_one_made_anew() -> None:
    learned = learn(BIOS)
    shared = JUDGE.with_learned(learned)
    for bio in (*BIOS, "Kiln repairs", ""):
        assert shared.verdict(Person(bio=bio)) == Judge(NICHE, learned=learned).verdict(Person(bio=bio))
        assert shared.with_learned(()).verdict(Person(bio=bio)) == JUDGE.verdict(Person(bio=bio))
    silent = shared.with_learned(learned, counts_learned=False).verdict(Person(bio="Kiln repairs"))
    assert (silent.relevance, bool(silent.why_not)) == (0, True)


def test_learnt_words_alone_make_nobody_strong() -> None:
    everything = " ".join(word.text for word in learn(BIOS))
    verdict = Judge(Profile("empty"), learned=learn(BIOS)).verdict(Person(bio=everything))
    assert len(verdict.matches) == 5
    assert verdict.band == "maybe"


PIECES = [
    "kiln", "Kilns", "#KilnBuilder", "stone-ware", "ICU,", "i.c.u", "not", "no", "builder's", "KILN🏺", "@kiln",
    "glazesx", "https://kiln.example", "Töpfer", "ícu", "ａｒｔ", "陶芸家", "art/kiln", "ex-builder", "but", "5",
    "#ARTKILN", ".", "fire", '"Kiln"', "(icu)",
]  # fmt: skip
LEARNT_WORDS = ["kiln", "builder", "stoneware", "icu", "topfer", "art", "kilnbuilder", "glaze", "ex", "artkiln"]
LEARNT = [LearnedWord(text, 0.1, 9) for text in LEARNT_WORDS]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", "  ", "", "\n"])), max_size=10))
def test_learnt_words_are_found_as_keywords_would_be(pieces: list[tuple[str, str]]) -> None:
    bio = "".join(piece + space for piece, space in pieces)
    matcher = Matcher([Keyword(word.text, "related") for word in LEARNT])
    first: dict[int, str] = {}
    for hit in matcher.find(bio):
        first.setdefault(hit.number, bio[hit.start : hit.end])
    matches = LearnedMatcher(LEARNT).find(ChunkedText(bio), [])
    assert [match.text for match in matches] == [first[number] for number in first if number in sorted(first)[:5]]


@settings(max_examples=200, deadline=None)
@given(
    bios=st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join), max_size=4),
    before=st.sets(st.sampled_from(LEARNT)),
    after=st.sets(st.sampled_from(LEARNT)),
)
def test_what_is_taken_over_from_an_earlier_lesson_changes_no_answer(
    bios: list[str], before: set[LearnedWord], after: set[LearnedWord]
) -> None:
    earlier, words = LearnedMatcher(sorted(before, key=get_text)), sorted(after, key=get_text)
    for bio in bios:
        earlier.find(ChunkedText(bio), [])
    later, fresh = LearnedMatcher(words, None, earlier), LearnedMatcher(words)
    for bio in bios:
        assert later.find(ChunkedText(bio), []) == fresh.find(ChunkedText(bio), [])


def get_text(word: LearnedWord) -> str:
    return word.text


def test_where_a_keyword_was_found_nothing_learnt_counts_too() -> None:
    assert "potter" in {word.text for word in learn(BIOS)}
    verdict = judge("Potter")
    assert [match.kind for match in verdict.matches] == ["core"]
    assert verdict.relevance == 62


def test_a_bio_with_learnt_words_alone_still_names_its_near_words() -> None:
    verdict = judge("kiln and ceramic")
    assert [match.kind for match in verdict.matches if match.kind != "learned"] == ["related"] or verdict.why_not


def test_without_learning_a_verdict_depends_on_the_person_and_the_niche_alone() -> None:
    before = JUDGE.verdict(Person(bio="Kiln and potter"))
    judge("Kiln and potter")
    assert JUDGE.verdict(Person(bio="Kiln and potter")) == before
    assert [match.kind for match in before.matches] == ["core"]


@given(
    st.lists(
        st.sampled_from(["potter", "kiln", "builder", "glazes", "stoneware", "wheel", "giveaway", "no", "football"]),
        max_size=9,
    )
)
def test_relevance_with_learnt_words_can_be_recomputed_from_the_matches(words: list[str]) -> None:
    verdict = judge(" ".join(words) or "x")
    shares = {match.keyword: match.weight for match in verdict.matches if match.kind != "avoid"}
    factors = {match.keyword: match.weight for match in verdict.matches if match.kind == "avoid"}
    missed = math.prod(1 - weight for weight in shares.values())
    assert verdict.relevance == round(100 * (1 - missed) * math.prod(factors.values()))
