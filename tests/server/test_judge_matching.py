"""What matches and what does not: a table of cases, each with its reason."""

import json
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldmark import Judge, Person, Profile
from fieldmark.judge import refuse_unfindable
from fieldmark.values import InvalidValue, Keyword
from support import SHARED_DATA

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "matching.jsonl").read_text(encoding="utf-8").splitlines()
]
CAPTURED_CASES = SHARED_DATA / "matching_cases.json"


def find_texts(text: str, keyword: str, options: dict[str, str] | None = None) -> list[str]:
    """The words found for one keyword in a bio."""
    profile = Profile.from_dict({"name": "x", "keywords": [{"text": keyword, "kind": "core", **(options or {})}]})
    return [match.text for match in Judge(profile).verdict(Person(bio=text)).matches]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['keyword']} in {case['text']}")
def test_a_keyword_is_found_where_a_reader_would_find_it(case: dict[str, Any]) -> None:
    found = find_texts(case["text"], case["keyword"], case.get("opts"))
    is_right = bool(found) == case["match"] and ("span" not in case or case["span"] in found)
    # A limit that has become right is noticed too.
    assert is_right != case.get("known_limit", False), f"{case['why']}: {found}"


def test_the_table_is_large_and_its_kinds_are_told_from_both_sides() -> None:
    assert len(CASES) >= 300
    assert sum("known_limit" in case for case in CASES) <= 0.03 * len(CASES)
    for kind in {case["kind"] for case in CASES} - {"plain"}:
        matches = [case["match"] for case in CASES if case["kind"] == kind]
        assert len(matches) >= 8, kind
        assert {True, False} == set(matches), kind


def test_the_captured_cases_are_right() -> None:
    if not CAPTURED_CASES.exists():
        pytest.skip("the captured cases are not here")
    wrong = []
    for case in json.loads(CAPTURED_CASES.read_text(encoding="utf-8")):
        found = find_texts(case["text"], case["keyword"], case.get("opts"))
        is_right = bool(found) == case["should_match"] and ("span" not in case or case["span"] in found)
        if not is_right and not case.get("known_limit"):
            wrong.append(case)
    assert wrong == []


@pytest.mark.parametrize("words_before", range(16))
@pytest.mark.parametrize(
    ("bio", "keyword", "is_found"),
    [
        ("I don't do crypto", "crypto", False),
        ("no crypto", "crypto", False),
        ("Non-technical startup founder", "founder", True),
        ("Can't stop: python", "python", True),
    ],
)
def test_a_negation_is_the_same_wherever_it_stands(bio: str, keyword: str, is_found: bool, words_before: int) -> None:
    assert bool(find_texts("word " * words_before + bio, keyword)) == is_found


@pytest.mark.parametrize(
    ("keywords", "bio", "found"),
    [
        (["react*", "react nat*"], "react native", {"react nat*": "react native"}),
        (["react nat*", "react*"], "reactive people", {"react*": "reactive"}),
        (["develop*", "*oper tools"], "developer tools", {"*oper tools": "developer tools"}),
        (["dev*", "develop*"], "developer", {"dev*": "developer"}),
        (["*script dev*"], "typescript developer", {"*script dev*": "typescript developer"}),
        (["*script dev*"], "devscript devscript", {"*script dev*": "devscript devscript"}),
        (["*chain*", "block*"], "onchain blocks", {"*chain*": "onchain", "block*": "blocks"}),
        (["*a*"], "bcd", {}),
    ],
)
def test_no_wildcard_hides_a_word_from_another(keywords: list[str], bio: str, found: dict[str, str]) -> None:
    profile = Profile.from_dict({"name": "x", "keywords": [{"text": text, "kind": "core"} for text in keywords]})
    assert {match.keyword: match.text for match in Judge(profile).verdict(Person(bio=bio)).matches} == found


@pytest.mark.parametrize("text", ["@©", "me@x.com", "©", "https://t.co/x", "*°*"])
def test_a_keyword_that_nothing_can_match_is_refused_in_words(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"keywords\[1\].text.*can never be found"):
        refuse_unfindable([Keyword("react", "core"), Keyword(text, "core")])


@given(st.text(max_size=30))
def test_whatever_keyword_a_niche_takes_is_compiled(text: str) -> None:
    try:
        keyword = Keyword(text, "core")
    except InvalidValue:
        return
    Judge(Profile("x", (keyword,))).verdict(Person(bio=text))


def test_of_overlapping_keywords_the_longest_is_found() -> None:
    profile = Profile.from_dict(
        {"name": "x", "keywords": [{"text": text, "kind": "core"} for text in ("learning", "machine learning")]}
    )
    verdict = Judge(profile).verdict(Person(bio="machine learning, then learning to cook"))
    assert [(match.keyword, match.start) for match in verdict.matches] == [("machine learning", 0), ("learning", 23)]


def test_an_avoided_phrase_silences_what_it_contains() -> None:
    keywords = [{"text": "doctor", "kind": "core"}, {"text": "spin doctor", "kind": "avoid"}]
    verdict = Judge(Profile.from_dict({"name": "x", "keywords": keywords})).verdict(Person(bio="spin doctor"))
    assert [(match.keyword, match.kind) for match in verdict.matches] == [("spin doctor", "avoid")]
    assert verdict.relevance == 0


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("python", 0, 6), ("🐍 python", 3, 9), ("é python", 2, 8), ("👩🏽‍💻🇩🇪 𝐏𝐲𝐭𝐡𝐨𝐧", 12, 24)],
)
def test_places_count_utf_16_code_units(text: str, start: int, end: int) -> None:
    profile = Profile.from_dict({"name": "x", "keywords": [{"text": "python", "kind": "core"}]})
    (match,) = Judge(profile).verdict(Person(bio=text)).matches
    assert (match.start, match.end) == (start, end)


KEYWORDS = st.text(min_size=1, max_size=12).filter(lambda text: any(char.isalnum() for char in text))


@given(
    words=st.lists(st.text(min_size=1, max_size=12), max_size=8),
    keywords=st.lists(KEYWORDS, min_size=1, max_size=4, unique_by=lambda text: " ".join(text.casefold().split())),
)
def test_every_match_is_cut_out_of_the_text_as_sent(words: list[str], keywords: list[str]) -> None:
    profile = Profile.from_dict({"name": "x", "keywords": [{"text": text, "kind": "core"} for text in keywords]})
    bio = " ".join([*words, *keywords])
    encoded = bio.encode("utf-16-le")
    for match in Judge(profile).verdict(Person(bio=bio)).matches:
        assert encoded[2 * match.start : 2 * match.end].decode("utf-16-le") == match.text


# A text and a keyword that could take long on it.
HOSTILE = [
    ("a" * 90_000, "typescript"),
    ("a " * 20_000, "typescript"),
    ("typescript " * 8_000, "typescript"),
    ("é" * 90_000, "typescript"),
    ("a\u0301" * 40_000, "typescript"),
    ("#" * 90_000, "typescript"),
    ("@a" * 10_000, "typescript"),
    ("a.b" * 10_000, "typescript"),
    ("🇩🇪" * 20_000, "typescript"),
    ("👩‍💻" * 30_000, "typescript"),
    ("x-" * 10_000, "typescript"),
    ("A1" * 10_000, "typescript"),
    ("\x00\x07\u202e\u2066" * 10, "typescript"),
    ("z" + "\u0300" * 90_000, "typescript"),
    ("https://" + "a." * 15_000, "typescript"),
    ("\ufffd" * 1_000, "typescript"),
    ("abcdefghij" * 9_000, "typescript"),
    ("a@" + "." * 90_000 + "@", "typescript"),
    ("IT " * 30_000, "IT"),
    ("R. " * 10_000, "R"),
    ("no typescript " * 7_000, "typescript"),
    ("typ" * 30_000, "*script*"),
    ("develop" * 12_000, "develop"),
    ("#TypeScript" * 3_000, "typescript"),
    ("#NoTypeScript" * 2_000, "typescript"),
    ("机器学习" * 3_000, "机器学习"),
]
# What grows with the square of the length takes minutes on these; the whole table takes seconds.
GIVE_UP_SECONDS = 20


@pytest.fixture
def gives_up() -> Iterator[None]:
    """Ends a test that hangs, also inside a regular expression."""

    def stop(*_: object) -> None:
        raise TimeoutError("this text takes far too long")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(GIVE_UP_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("gives_up")
@pytest.mark.parametrize(("text", "keyword"), HOSTILE, ids=lambda text: f"{text[:6]!r}×{len(text)}")
def test_a_hostile_bio_is_judged(text: str, keyword: str) -> None:
    options = {"match": "lemma"} if keyword == "develop" else {}
    profile = Profile.from_dict({"name": "x", "keywords": [{"text": keyword, "kind": "core", **options}]})
    verdict = Judge(profile).verdict(Person(handle="x", bio=text))
    assert len(verdict.matches) <= 200
