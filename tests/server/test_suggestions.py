"""What the user's decisions say about a niche: words to offer, words never to offer, how often badges agreed."""

from pathlib import Path
from typing import Any

import pytest

from fieldmark import Person, Profile
from fieldmark.app import Services
from fieldmark.judge import LEAST_DECIDED, Suggester
from fieldmark.judge.phrases import PhraseReader
from fieldmark.judge.sensitive import is_sensitive
from fieldmark.judge.suggesting import LEAST_HELD, Suggestion
from fieldmark.store import ProfileStore
from support import Client

ACCOUNT = "42"
NICHE = Profile.from_dict({
    "name": "Pottery",
    "keywords": [{"text": "potter", "kind": "core"}, {"text": "spin", "kind": "avoid"}],
})  # fmt: skip
FOLLOWED = [f"Kiln builder, stoneware bowls {number}" for number in range(9)] + ["quiet", "Potters"]
PASSED = [*(f"Growth 🚀 {number}" for number in range(20)), *(f"gardener {number}" for number in range(39)), "kiln"]


def suggest(followed: list[str], passed: list[str], profile: Profile = NICHE, **more: Any) -> list[Suggestion]:
    return Suggester(profile).suggest(followed, passed, [*followed, *passed], **more)


def list_texts(followed: list[str], passed: list[str], **more: Any) -> list[str]:
    return [one.text.lower() for one in suggest(followed, passed, **more)]


def test_a_word_of_those_followed_is_offered_with_its_evidence() -> None:
    (kiln,) = [one for one in suggest(FOLLOWED, PASSED) if "kiln" in one.text.lower()]
    assert kiln.to_dict() == {
        "text": "Kiln", "kind": "related",
        "evidence": {"relevant": 9, "of_relevant": 11, "not_relevant": 1, "of_not_relevant": 60},
        "people": 10, "of_people": 71,
    }  # fmt: skip


def test_a_word_of_those_passed_is_offered_to_be_avoided() -> None:
    kinds = {one.text: one.kind for one in suggest(FOLLOWED, PASSED)}
    assert kinds["gardener"] == "avoid"
    # That none of eleven holds what twenty of sixty do may be chance.
    assert "Growth" not in kinds


def test_below_the_least_evidence_nothing_is_offered() -> None:
    few = LEAST_HELD - 1
    assert "kiln" not in list_texts(["kiln"] * few + ["quiet"] * 9, ["noise"] * 60)
    assert "kiln" in list_texts(["kiln"] * LEAST_HELD + ["quiet"] * 8, ["noise"] * 60)
    assert list_texts(["kiln"] * (LEAST_DECIDED - 1), ["noise"] * 60) == []
    assert list_texts(["kiln"] * 60, ["noise"] * (LEAST_DECIDED - 1)) == []


def test_what_stands_on_both_sides_is_not_offered() -> None:
    assert "clay" not in list_texts(["clay"] * 6 + ["bowls"] * 6, ["clay"] * 30 + ["noise"] * 30)


def test_keywords_and_their_forms_are_not_offered_again_nor_parts_of_what_they_find() -> None:
    profile = Profile.from_dict({"name": "n", "keywords": [{"text": "stoneware potter", "kind": "core"}]})
    assert list_texts(["Stoneware potters"] * 9, ["noise"] * 30, profile=profile) == ["noise"]
    # Where it stands apart from the keyword, a part of it is news.
    assert "stoneware" in list_texts(["stoneware potter"] * 5 + ["stoneware"] * 4, ["noise"] * 30, profile=profile)


def test_a_phrase_to_avoid_may_hold_a_keyword() -> None:
    profile = Profile.from_dict({"name": "n", "keywords": [{"text": "doctor", "kind": "core"}]})
    assert "spin doctor" in list_texts(["doctor"] * 9, ["spin doctor"] * 30, profile=profile)
    assert "doctor" not in list_texts(["noise"] * 9, ["doctor"] * 30, profile=profile)


def test_a_refused_word_is_not_offered_in_any_form() -> None:
    assert "kiln" in list_texts(["kilns"] * 4 + ["kiln"] * 5, ["noise"] * 30)
    assert "kiln" not in list_texts(["kilns"] * 4 + ["kiln"] * 5, ["noise"] * 30, never=["Kilns"])


def test_forms_of_a_word_are_one() -> None:
    (kiln,) = [one for one in suggest(["kiln"] * 2 + ["kilns"] * 3, ["noise"] * 30) if one.kind == "related"]
    assert (kiln.text, kiln.relevant) == ("kilns", 5)


# Bio -> the phrases that could be keywords.
PHRASES = {
    "Data science for the rest of us": {"data science", "data", "science", "rest"},
    "Staff nurse, ICU": {"staff nurse", "staff", "nurse", "icu"},
    "#MachineLearning": {"machine learning", "machine", "learning", "machinelearning"},
    "JavaScript": {"javascript"},
    "ask @kilnhouse or mail me@kiln.example": {"ask"},
    "https://kiln.example/a kiln.example/b www.kiln.example": set(),
    "potter of bowls": {"potter of bowls", "bowls"},
    "Ceramics\nGlaze": {"ceramics", "glaze"},
    "Glaze 🏺🇩🇪🏳️‍🌈": {"glaze", "🏺"},
    "views are my own, and yours": set(),
    "機械学習のエンジニア": {"機械学習", "エンジニア"},
    "web 3 and 42": {"web 3", "web"},
    "": set(),
}  # fmt: skip


@pytest.mark.parametrize("bio", PHRASES)
def test_phrases_are_of_words_that_say_something(bio: str) -> None:
    assert PhraseReader(NICHE.keywords).list_phrases(bio).keys() == PHRASES[bio]


@pytest.mark.parametrize(
    "phrase",
    ["christian", "Christians", "gay dad", "she her", "republicans", "adhd", "katholisch", "musulmana", "vegan chef",
     "t1d", "church music", "trade unionist", "politics", "autista", "発達障害", "lgbtqia"],
)  # fmt: skip
def test_what_tells_a_sensitive_trait_is_never_offered(phrase: str) -> None:
    assert is_sensitive(phrase)
    assert phrase.lower() not in list_texts([phrase] * 9, ["noise"] * 60)


@pytest.mark.parametrize("phrase", ["nurse", "public health", "data", "kiln", "oncology", "biology", "midwife"])
def test_professions_and_subjects_are_no_traits(phrase: str) -> None:
    assert not is_sensitive(phrase)


def test_a_bio_of_any_length_is_read() -> None:
    assert len(PhraseReader(NICHE.keywords).list_phrases("clay " * 20_000)) < 10


@pytest.fixture
def decided(client: Client, services: Services, niche: Profile) -> Client:
    people = [Person(f"p{number}", id=str(number), bio=bio) for number, bio in enumerate([*FOLLOWED, *PASSED], 1)]
    services.ledger.remember(ACCOUNT, "followers", people)
    for number, person in enumerate(people):
        triage = "followed" if number < len(FOLLOWED) else "passed"
        body = {"account": ACCOUNT, "triage": triage, "id": f"c{number}"}
        assert client.put(f"/v1/decisions/{person.key}", body).status_code == 200
    return client


def get_suggestions(client: Client) -> Any:
    answer = client.get(f"/v1/suggestions?account={ACCOUNT}")
    assert answer.status_code == 200, answer.json
    return answer.json


def test_suggestions_are_told_with_what_they_rest_on(decided: Client) -> None:
    body = get_suggestions(decided)
    assert (body["decided"], body["needed"]) == ({"relevant": 11, "not_relevant": 60}, LEAST_DECIDED)
    assert "Kiln" in [one["text"] for one in body["suggestions"]]


def test_the_users_own_word_counts_more_than_a_click(decided: Client) -> None:
    for number in range(1, 10):
        body = {"account": ACCOUNT, "overrule": "not_relevant", "id": f"o{number}"}
        decided.put(f"/v1/decisions/{number}", body)
    assert get_suggestions(decided)["decided"] == {"relevant": 2, "not_relevant": 69}


def test_without_decisions_it_says_how_many_are_needed(client: Client, niche: Profile) -> None:
    assert get_suggestions(client) == {
        "suggestions": [], "decided": {"relevant": 0, "not_relevant": 0}, "needed": LEAST_DECIDED,
    }  # fmt: skip


def test_never_is_kept_with_the_niche_and_can_be_taken_back(decided: Client, niche: Profile) -> None:
    refuse = {"profile": niche.id, "text": "kilns"}
    assert decided.post("/v1/suggestions/never", refuse).json == {"never": ["kilns"]}
    assert decided.post("/v1/suggestions/never", refuse).json == {"never": ["kilns"]}
    assert "Kiln" not in [one["text"] for one in get_suggestions(decided)["suggestions"]]
    # Nobody's relevance depends on it: no revision, and a change of the keywords leaves it.
    stored = decided.get(f"/v1/profiles/{niche.id}").json
    assert (stored["revision"], stored["never"]) == (1, ["kilns"])
    changed = {"name": stored["name"], "keywords": [], "revision": 1}
    assert decided.put(f"/v1/profiles/{niche.id}", changed).json["never"] == ["kilns"]
    assert decided.post("/v1/suggestions/never", {**refuse, "undo": True}).json == {"never": []}
    assert "never" not in decided.get(f"/v1/profiles/{niche.id}").json


def test_what_was_refused_outlives_the_process(client: Client, niche: Profile, tmp_path: Path) -> None:
    client.post("/v1/suggestions/never", {"profile": niche.id, "text": "kiln"})
    assert ProfileStore(tmp_path / "data").get_profile(niche.id).never == ("kiln",)
    client.post("/v1/suggestions/never", {"profile": niche.id, "text": "kiln", "undo": True})
    assert ProfileStore(tmp_path / "data").get_profile(niche.id).never == ()


@pytest.mark.parametrize(
    ("body", "field"),
    [({"text": ""}, "text"), ({"text": 3}, "text"), ({"text": "x" * 201}, "text"), ({"text": "a", "undo": 1}, "undo"),
     ({"text": "a", "profile": "gone"}, "profile"), ({}, "text")],
)  # fmt: skip
def test_a_broken_refusal_is_named(client: Client, niche: Profile, body: dict[str, Any], field: str) -> None:
    answer = client.post("/v1/suggestions/never", body)
    assert answer.status_code in (400, 404)
    assert answer.json["error"]["field"] == field


def test_agreement_tells_for_each_band_what_the_user_said(client: Client, services: Services, niche: Profile) -> None:
    bios = {"1": "TypeScript", "2": "TypeScript", "3": "css", "4": "gardener", "5": "gardener", "6": "", "7": "later"}
    services.ledger.remember(ACCOUNT, "followers", [Person(f"p{key}", id=key, bio=bio) for key, bio in bios.items()])
    triages = ("followed", "passed", "followed", "passed", "followed", "passed", "later")
    for key, triage in zip(bios, triages, strict=True):
        client.put(f"/v1/decisions/{key}", {"account": ACCOUNT, "triage": triage, "id": key})
    assert client.get(f"/v1/agreement?account={ACCOUNT}&profile={niche.id}").json == {
        "bands": {
            "strong": {"relevant": 1, "not_relevant": 1},
            "maybe": {"relevant": 1, "not_relevant": 0},
            "off": {"relevant": 1, "not_relevant": 1},
            "no_basis": {"relevant": 0, "not_relevant": 1},
        },
        "agreed": 2,
        "of": 4,
    }
