"""The verdict: relevance from its matches, bands, no basis, near words, number chasers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldmark import Judge, Person, Profile, Verdict
from fieldmark.judge import Cuts

NICHE = Profile.from_dict(
    {
        "name": "Web",
        "keywords": [
            {"text": "typescript", "kind": "core"},
            {"text": "react", "kind": "core"},
            {"text": "css", "kind": "related"},
            {"text": "web developer", "kind": "related"},
            {"text": "crypto", "kind": "avoid"},
            {"text": "forex", "kind": "avoid"},
        ],
    }
)
JUDGE = Judge(NICHE)


def judge(bio: str | None = None, **fields: object) -> Verdict:
    return JUDGE.verdict(Person.from_dict({"handle": "ada", **({} if bio is None else {"bio": bio}), **fields}))


def recompute(verdict: Verdict) -> int | None:
    """The relevance by hand, from the matches alone."""
    if verdict.relevance is None:
        return None
    best: dict[str, float] = {}
    factors: dict[str, float] = {}
    for match in verdict.matches:
        (factors if match.kind == "avoid" else best).setdefault(match.keyword, match.weight)
        if match.kind != "avoid":
            best[match.keyword] = max(best[match.keyword], match.weight)
    share = 1 - math.prod(1 - weight for weight in best.values())
    return round(100 * share * math.prod(factors.values()))


@pytest.mark.parametrize(
    ("bio", "relevance", "band"),
    [
        ("TypeScript", 62, "strong"),
        ("CSS", 32, "maybe"),
        ("TypeScript and React", 86, "strong"),
        ("TypeScript TypeScript TypeScript", 62, "strong"),
        ("TypeScript and crypto", 31, "maybe"),
        ("TypeScript, crypto, forex", 16, "off"),
        ("crypto", 0, "off"),
        ("Potter.", 0, "off"),
        ("🌻", 0, "off"),
        ("", None, "no_basis"),
        ("   ", None, "no_basis"),
        ("https://t.co/abc", None, "no_basis"),
        ("https://example.com/typescript", None, "no_basis"),
        ("me@example.com", None, "no_basis"),
        ("...", None, "no_basis"),
        (None, None, "no_basis"),
    ],
)
def test_a_bio_has_its_relevance_and_band(bio: str | None, relevance: int | None, band: str) -> None:
    verdict = judge(bio)
    assert (verdict.relevance, verdict.band) == (relevance, band)


def test_a_keyword_counts_once_by_its_best_field() -> None:
    in_name = judge("", name="TypeScript dev")
    in_both = judge("TypeScript", name="TypeScript dev")
    assert in_name.relevance == 56
    assert in_both.relevance == 62
    assert {match.field for match in in_both.matches} == {"bio", "name"}


def test_an_empty_bio_is_no_basis_unless_another_field_matches() -> None:
    assert judge("", name="Ada", location="Paris").band == "no_basis"
    assert judge("", website="https://typescript.example").relevance == 50


@given(
    st.lists(st.sampled_from(["typescript", "react", "CSS", "crypto", "forex", "potter", "no", ".", "🌻"]), max_size=12)
)
def test_relevance_can_be_recomputed_from_the_matches(words: list[str]) -> None:
    verdict = judge(" ".join(words), name=" ".join(words[:3]) or "x")
    assert verdict.relevance == recompute(verdict)
    person = Person.from_dict({"handle": "ada", "bio": " ".join(words), "name": " ".join(words[:3]) or "x"})
    assert JUDGE.find_relevance(person) == verdict.relevance


def test_relevance_can_be_recomputed_from_capped_matches() -> None:
    verdict = judge("typescript " * 5_000 + "react css")
    assert len(verdict.matches) <= 200
    assert verdict.relevance == recompute(verdict) == 90


def test_the_cuts_of_the_bands_are_settings() -> None:
    strict = Judge(NICHE, Cuts(strong=90, maybe=70))
    assert strict.verdict(Person(bio="TypeScript")).band == "off"
    assert strict.verdict(Person(bio="TypeScript, React")).band == "maybe"


def test_people_are_judged_in_their_order() -> None:
    people = [Person(handle=f"p{number}", bio="TypeScript" * (number % 2)) for number in range(10)]
    assert [verdict.key for verdict in JUDGE.verdicts(people)] == [f"@p{number}" for number in range(10)]


@pytest.mark.parametrize(
    ("bio", "near"),
    [
        ("I write typscript", ("typscript", "typescript")),
        ("Full stack development", ("development", "web developer")),
        ("reactor operator", None),
        ("no typescript", None),
        ("x" * 65 + "typescript", None),
        ("Potter.", None),
    ],
)
def test_a_bio_without_a_match_names_its_nearest_words(bio: str, near: tuple[str, str] | None) -> None:
    found = [(word.text, word.near) for word in judge(bio).why_not]
    assert found == ([near] if near else [])


def test_near_words_are_looked_for_in_the_keyword_s_language() -> None:
    keyword = {"text": "Arbeit", "kind": "core", "lang": "de"}
    niche = Judge(Profile.from_dict({"name": "x", "keywords": [keyword]}))
    (near,) = niche.verdict(Person(bio="Wir Arbeitenden")).why_not
    assert (near.text, near.near) == ("Arbeitenden", "Arbeit")


def test_only_avoided_words_leave_room_for_near_ones() -> None:
    verdict = judge("crypto and typscript")
    assert [match.kind for match in verdict.matches] == ["avoid"]
    assert [word.near for word in verdict.why_not] == ["typescript"]


def test_a_bio_with_a_match_names_no_near_words() -> None:
    assert judge("TypeScript development").why_not == ()


@pytest.mark.parametrize(
    "bio",
    [
        "I follow back everyone",
        "#TeamFollowBack 🚀",
        "F4F 100%",
        "Follow me and I will follow you back",
        "Sígueme y te sigo",
        "SDV, sigo de volta",
        "相互フォローお願いします",
        "互关必回",
        "맞팔해요",
        "Takibe takip",
        "𝗳𝗼𝗹𝗹𝗼𝘄 𝗯𝗮𝗰𝗸",
    ],
)
def test_who_asks_to_be_followed_back_is_flagged(bio: str) -> None:
    chaser = judge(bio).chaser
    assert chaser.flag
    sign = chaser.signs[0]
    assert (sign.sign, sign.field) == ("follow_back_words", "bio")
    encoded = bio.encode("utf-16-le")
    assert encoded[2 * (sign.start or 0) : 2 * (sign.end or 0)].decode("utf-16-le") == sign.text


@pytest.mark.parametrize(
    "bio",
    [
        "I do not follow back",
        "IFB church, est. 1962",
        "#FBPE 🇪🇺",
        "Follow me on Instagram",
        "I'll be back",
        "",
        "Follow your heart, back your team",
    ],
)
def test_the_known_traps_are_no_flag(bio: str) -> None:
    assert not judge(bio).chaser.flag


@pytest.mark.parametrize(
    ("followers", "following", "signs"),
    [
        (10_000, 9_800, ["follows_as_many_as_follow"]),
        (100, 5_000, ["follows_many_followed_by_few"]),
        (900, 900, []),
        (100_000, 300, []),
        (0, 0, []),
    ],
)
def test_counts_are_hints_and_never_a_flag(followers: int, following: int, signs: list[str]) -> None:
    chaser = judge("Potter", followers=followers, following=following).chaser
    assert [sign.sign for sign in chaser.signs] == signs
    assert not chaser.flag


def test_a_flag_changes_no_relevance() -> None:
    assert judge("TypeScript. I follow back").relevance == judge("TypeScript").relevance
