"""How the user's decisions move the weights of keywords."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark import Judge, Person, Profile
from fieldmark.judge import count_experience
from fieldmark.judge.experience import LEAST_SHARE, MOST_WEIGHT, move_weight
from fieldmark.judge.relevance import compute_relevance
from fieldmark.values.verdict import Experience

NICHE = Profile.from_dict({
    "name": "n",
    "keywords": [
        {"text": "rust", "kind": "core"}, {"text": "css", "kind": "related"}, {"text": "crypto", "kind": "avoid"},
    ],
})  # fmt: skip
counts = st.integers(0, 5_000)


@given(st.sampled_from([0.62, 0.32, 0.5]), counts, counts)
def test_a_weight_stays_within_its_bounds(usual: float, relevant: int, not_relevant: int) -> None:
    weight = move_weight(usual, Experience(relevant, not_relevant))
    assert LEAST_SHARE * usual <= weight <= MOST_WEIGHT


@given(st.sampled_from([0.62, 0.32, 0.5]), counts, counts)
def test_who_is_followed_raises_and_who_is_passed_lowers(usual: float, relevant: int, not_relevant: int) -> None:
    weight = move_weight(usual, Experience(relevant, not_relevant))
    assert move_weight(usual, Experience(relevant + 1, not_relevant)) >= weight
    assert move_weight(usual, Experience(relevant, not_relevant + 1)) <= weight


# The first bio loads spaCy.
@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["rust", "css", "crypto"]), st.builds(Experience, counts, counts)))
def test_relevance_can_be_recomputed_from_the_matches(experience: dict[str, Experience]) -> None:
    judge = Judge(NICHE).with_learned((), experience=experience)
    for bio in ("rust", "css and crypto", "rust, css, crypto", "weather"):
        verdict = judge.verdict(Person("ada", name="Rust", bio=bio))
        assert verdict.relevance == compute_relevance(verdict.matches)
        for match in verdict.matches:
            assert (match.experience is not None) == (match.keyword in experience)


def test_only_what_a_keyword_matched_counts() -> None:
    people = [
        (Person(bio="rust"), True), (Person(bio="not rust"), True), (Person(name="Rust"), True),
        (Person(bio="css"), False), (Person(bio="rust rust"), False), (Person(bio=""), False), (Person(), True),
    ]  # fmt: skip
    assert count_experience(Judge(NICHE), people) == {"rust": Experience(2, 1)}


def test_without_decisions_a_judge_is_what_it_was() -> None:
    judge = Judge(NICHE)
    person = Person("ada", bio="rust and css, no crypto")
    assert judge.with_learned((), experience={}).verdict(person) == judge.verdict(person)


def test_an_avoided_keyword_moves_too() -> None:
    people = [(Person(bio="crypto"), True)] * 4 + [(Person(bio="rust"), False)] * 2
    experience = count_experience(Judge(NICHE), people)
    (match,) = Judge(NICHE).with_learned((), experience=experience).verdict(Person(bio="crypto")).matches
    # Whom the user follows all the same is less avoided: (8 · 0.5 + 4) / 12.
    assert match.weight == 0.6667
