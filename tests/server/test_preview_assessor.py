"""The preview's quick way of judging, against judging everybody anew."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark import Judge, Person, Profile
from fieldmark.judge import LearnedWord
from fieldmark.judge.word_index import list_bits, make_bits
from fieldmark.preview.assessor import Assessor
from fieldmark.preview.crowd import Crowd
from fieldmark.store import SeenPerson
from fieldmark.values.verdict import Experience

LEARNED = (LearnedWord("kiln", 0.15, 5), LearnedWord("science", 0.12, 9), LearnedWord("medico", 0.1, 4))
EXPERIENCE = {
    "data": Experience(9, 1),
    "data science": Experience(0, 5),
    "IT": Experience(1, 1),
    "dataScience": Experience(3, 0),
}
# What overlaps, hides, negates, is written in other ways, or tells another language.
WORDS = (
    "data", "science", "Data-Science", "#DataScience", "datascience", "no", "not", "non-data", ".", "|", "react",
    "React", "native", "ReactJS", "developers", "developer", "crypto", "IT", "it", "C++", "🏺", "kiln", "médico",
    "médica", "desarrolladora", "salud", "データ", "science.example/data", "@data", "ai", "AI", "investing",
)  # fmt: skip
KEYWORDS = (
    {"text": "data", "kind": "core"}, {"text": "data", "kind": "avoid"}, {"text": "data science", "kind": "core"},
    {"text": "science", "kind": "related"}, {"text": "big data", "kind": "avoid"}, {"text": "react", "kind": "core"},
    {"text": "react native", "kind": "related"}, {"text": "crypto", "kind": "avoid"}, {"text": "IT", "kind": "core"},
    {"text": "it", "kind": "related"}, {"text": "C++", "kind": "core"}, {"text": "developer", "kind": "core"},
    {"text": "developer", "kind": "core", "match": "exact"}, {"text": "invest", "kind": "related", "match": "lemma"},
    {"text": "dev*", "kind": "related"}, {"text": "*js", "kind": "core"}, {"text": "médico", "kind": "core"},
    {"text": "salud", "kind": "related"}, {"text": "desarrollador", "kind": "core"}, {"text": "データ", "kind": "core"},
    {"text": "🏺", "kind": "related"}, {"text": "@data", "kind": "core"}, {"text": "AI", "kind": "core"},
    {"text": "data  science kiln", "kind": "related"}, {"text": "dataScience", "kind": "core"},
)  # fmt: skip

bios = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
crowds = st.lists(st.tuples(bios, bios), min_size=1, max_size=8)
niches = st.lists(st.sampled_from(KEYWORDS), max_size=7, unique_by=lambda keyword: keyword["text"].casefold())


def make_seen(texts: Sequence[tuple[str, str]], number: int = 1) -> list[SeenPerson]:
    """People with a bio and a name."""
    return [
        SeenPerson(place, str(place), json.dumps({"handle": f"p{place}", "bio": bio, "name": name}), 2)
        for place, (bio, name) in enumerate(texts, number)
    ]


def make_profile(keywords: Sequence[dict[str, str]]) -> Profile:
    return Profile.from_dict({"name": "n", "keywords": keywords})


def make_judge(keywords: Sequence[dict[str, str]]) -> Judge:
    return Judge(make_profile(keywords)).with_learned(LEARNED, experience=EXPERIENCE)


def judge_anew(keywords: Sequence[dict[str, str]], people: Sequence[Person]) -> list[int | None]:
    judge = make_judge(keywords)
    return [judge.find_relevance(person) for person in people]


@settings(deadline=None, max_examples=150)
@given(crowds, st.lists(niches, min_size=1, max_size=5), crowds)
def test_whoever_comes_and_whatever_is_typed_it_is_as_if_all_were_judged_anew(
    texts: list[tuple[str, str]], drafts: list[list[dict[str, str]]], later: list[tuple[str, str]]
) -> None:
    crowd = Crowd()
    assessor = Assessor(crowd)
    base = make_judge(drafts[0])
    # The first half of those who come later are the ones from before with another bio.
    for latest in (make_seen(texts), make_seen(later, 1 + len(texts) // 2)):
        crowd.take_in(latest)
        for draft in (*drafts, drafts[0]):
            relevance = assessor.assess(base, make_profile(draft)).relevance
            people = [one.make_person() for one in latest]
            assert [relevance[place] for place in crowd.newest] == judge_anew(draft, people)


def test_where_two_keywords_stand_at_the_same_place_their_order_decides() -> None:
    crowd = Crowd()
    crowd.take_in(make_seen([("front-end", "")]))
    assessor = Assessor(crowd)
    pair = [{"text": "frontend", "kind": "core"}, {"text": "front end", "kind": "core", "match": "exact"}]
    base = Judge(make_profile(pair)).with_learned((), experience={"frontend": Experience(0, 9)})
    for draft, relevance in ((pair, 31), (pair[::-1], 62)):
        outcome = assessor.assess(base, make_profile(draft))
        assert outcome.relevance == [relevance]
        (match,) = assessor.make_judge(outcome, 1).find_matches(crowd.people[0])[1]
        assert match.keyword == draft[0]["text"]


def test_only_who_holds_what_was_typed_is_looked_at() -> None:
    crowd = Crowd()
    crowd.take_in(make_seen([("potter", ""), ("weaver", ""), ("potter and weaver", "")]))
    assessor = Assessor(crowd)
    stored = make_profile([{"text": "potter", "kind": "core"}])
    before = assessor.assess(Judge(stored), stored)
    looked: list[int] = []
    look = before.lens.look
    before.lens.look = lambda place, *rest: looked.append(place) or look(place, *rest)  # type: ignore[method-assign,func-returns-value]
    draft = make_profile([{"text": "potter", "kind": "core"}, {"text": "weavers", "kind": "related"}])
    assessor.assess(before.lens.base, draft)
    assert looked == [1, 2]


@pytest.mark.parametrize("numbers", [[], [0], [3, 64, 7], list(range(200))])
def test_a_set_of_numbers_holds_them(numbers: list[int]) -> None:
    assert list_bits(make_bits(numbers)) == sorted(numbers)
