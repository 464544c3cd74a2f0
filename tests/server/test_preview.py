"""``POST /profiles/preview``: what a change of a niche would do, before it is made."""

from typing import Any

import pytest

from fieldmark import Judge, Person, Profile
from fieldmark.app import Services
from support import Client

ACCOUNT = "42"
BIOS = {
    "1": "TypeScript and CSS",
    "2": "Rust developer 🦀",
    "3": "Rust, crypto",
    "4": "gardener",
    "5": "",
    "6": "I go hiking",
}
RUST = {"text": "rust", "kind": "core"}


@pytest.fixture
def crowd(services: Services, niche: Profile) -> Services:
    people = [Person(f"p{key}", id=key, bio=bio, name=f"Person {key}") for key, bio in BIOS.items()]
    services.ledger.remember(ACCOUNT, "followers", people)
    return services


def make_draft(niche: Profile, *keywords: dict[str, str]) -> dict[str, Any]:
    draft = niche.to_dict()
    return {**draft, "keywords": [*draft["keywords"], *keywords]}


def preview(client: Client, draft: dict[str, Any], **more: Any) -> Any:
    answer = client.post("/v1/profiles/preview", {"draft": draft, "account": ACCOUNT, **more})
    assert answer.status_code == 200, answer.json
    return answer.json


def refuse(client: Client, body: object) -> Any:
    answer = client.post("/v1/profiles/preview", body)
    assert answer.status_code in (400, 404), answer.json
    return answer.json["error"]


def test_an_added_keyword_lifts_those_who_hold_it(client: Client, crowd: Services, niche: Profile) -> None:
    effect = preview(client, make_draft(niche, RUST))
    assert effect["profile"] == {"id": niche.id, "revision": niche.revision}
    assert effect["people"] == 6
    assert effect["bands"] == {
        "strong": {"up": 1, "down": 0},
        "maybe": {"up": 1, "down": 0},
        "off": {"up": 0, "down": 0},
        "no_basis": {"up": 0, "down": 0},
    }
    assert effect["up"] == {"people": 2, "followed": 0, "passed": 0, "later": 0}
    assert effect["relevance"] == {"up": 2, "down": 0}
    example = effect["examples"][0]
    assert (example["person"]["key"], example["person"]["bio"]) == ("2", BIOS["2"])
    assert (example["before"], example["after"]) == (
        {"relevance": 0, "band": "off"},
        {"relevance": 62, "band": "strong"},
    )
    assert [(match["keyword"], match["start"], match["end"]) for match in example["matches"]] == [("rust", 0, 4)]


def test_a_removed_keyword_shows_what_is_lost(client: Client, crowd: Services, niche: Profile) -> None:
    draft = {**niche.to_dict(), "keywords": [{"text": "css", "kind": "related"}]}
    effect = preview(client, draft)
    assert effect["down"]["people"] == 1
    # Nobody avoids crypto now, but the one who names it had no match that it could have lowered.
    assert effect["relevance"] == {"up": 0, "down": 1}
    (example,) = effect["examples"]
    assert ([m["keyword"] for m in example["matches"]], [m["keyword"] for m in example["lost"]]) == (
        ["css"],
        ["typescript"],
    )


def test_it_tells_what_was_decided_about_those_who_move(client: Client, crowd: Services, niche: Profile) -> None:
    client.put("/v1/decisions/3", {"account": ACCOUNT, "triage": "passed", "id": "a"})
    effect = preview(client, make_draft(niche, RUST))
    assert effect["up"] == {"people": 2, "followed": 0, "passed": 1, "later": 0}
    # Whom one passed stands first among the examples.
    assert [(one["person"]["key"], one["person"]["triage"]) for one in effect["examples"]] == [
        ("3", "passed"),
        ("2", "undecided"),
    ]


def test_the_open_page_is_told_before_and_after(client: Client, crowd: Services, niche: Profile) -> None:
    effect = preview(client, make_draft(niche, RUST), open_page=["2", "99", "@p1", "5"])
    assert [one["key"] for one in effect["open_page"]] == ["2", "@p1", "5"]
    assert effect["open_page"][0]["after"] == {"relevance": 62, "band": "strong"}
    assert (
        effect["open_page"][2]["before"] == effect["open_page"][2]["after"] == {"relevance": None, "band": "no_basis"}
    )


def test_each_keyword_tells_who_holds_it(client: Client, crowd: Services, niche: Profile) -> None:
    effect = preview(client, make_draft(niche, RUST))
    assert [(one["text"], one["people"]) for one in effect["keywords"]] == [
        ("typescript", 1), ("css", 1), ("crypto", 1), ("rust", 2),
    ]  # fmt: skip
    examples = effect["keywords"][3]["examples"]
    assert {
        "key": "2",
        "handle": "p2",
        "name": "Person 2",
        "field": "bio",
        "text": BIOS["2"],
        "start": 0,
        "end": 4,
    } in examples
    # Of what the stored niche has, and of which there is nothing to say, the number is enough.
    assert "examples" not in effect["keywords"][0]


def test_places_of_examples_count_utf_16_units_of_what_is_shown(
    client: Client, services: Services, niche: Profile
) -> None:
    bio = "🏺" * 100 + " rust " + "x" * 1_000
    services.ledger.remember(ACCOUNT, "followers", [Person("p", id="1", bio=bio)])
    (example,) = preview(client, make_draft(niche, RUST))["keywords"][3]["examples"]
    shown = example["text"].encode("utf-16-le")
    assert shown[2 * example["start"] : 2 * example["end"]].decode("utf-16-le") == "rust"
    assert len(example["text"]) < 300


# Keyword -> the codes of advice on it.
ADVICE = {
    "go": {"everyday_word"},
    "Go": set(),
    "r": set(),
    "ux": {"too_short"},
    "typescripts": {"duplicate"},
    "swift": {"ambiguous"},
    "rust developer": set(),
}


@pytest.mark.parametrize("text", ADVICE)
def test_a_keyword_that_needs_it_gets_a_word_of_advice(
    client: Client, crowd: Services, niche: Profile, text: str
) -> None:
    advice = preview(client, make_draft(niche, {"text": text, "kind": "core"}))["advice"]
    assert {one["code"] for one in advice if one["keyword"] == text} == ADVICE[text]


def test_a_duplicate_names_the_other_keyword(client: Client, crowd: Services, niche: Profile) -> None:
    advice = preview(client, make_draft(niche, {"text": "typescripts", "kind": "related"}))["advice"]
    assert advice == [{"keyword": "typescripts", "code": "duplicate", "of": "typescript"}]


def test_of_two_keywords_the_narrower_is_the_duplicate(client: Client, crowd: Services, niche: Profile) -> None:
    pair = ({"text": "frontend", "kind": "core"}, {"text": "front end", "kind": "core"})
    for draft in (pair, pair[::-1]):
        advice = preview(client, make_draft(niche, *draft))["advice"]
        assert advice == [{"keyword": "frontend", "code": "duplicate", "of": "front end"}]


def test_a_word_that_too_many_hold_sets_nobody_apart(client: Client, services: Services, niche: Profile) -> None:
    people = [Person(f"q{n}", bio="hello there" if n % 2 else "nothing") for n in range(60)]
    services.ledger.remember(ACCOUNT, "followers", people)
    advice = preview(client, make_draft(niche, {"text": "hello", "kind": "core"}))["advice"]
    assert advice == [{"keyword": "hello", "code": "too_common", "people": 30, "of": 60}]


def test_what_the_ledger_learns_or_forgets_counts_at_once(client: Client, crowd: Services, niche: Profile) -> None:
    draft = make_draft(niche, RUST)
    assert preview(client, draft)["up"]["people"] == 2
    crowd.ledger.remember(ACCOUNT, "followers", [Person("new", id="7", bio="Rust"), Person("p2", id="2", bio="Rest")])
    assert preview(client, draft)["up"]["people"] == 2
    assert client.delete("/v1/people/7").status_code == 204
    assert preview(client, draft)["up"]["people"] == 1
    assert client.delete(f"/v1/people?account={ACCOUNT}").status_code == 200
    assert (preview(client, draft)["people"], preview(client, draft)["up"]["people"]) == (0, 0)


def test_a_draft_is_compared_with_its_own_niche_a_new_one_with_the_one_in_use(
    client: Client, crowd: Services, niche: Profile
) -> None:
    other = client.post("/v1/profiles", {"name": "Other", "keywords": [RUST]}).json
    assert preview(client, {**other, "keywords": []})["down"]["people"] == 2
    assert preview(client, {"keywords": [RUST]})["profile"]["id"] == niche.id


def test_without_any_niche_everybody_comes_from_nothing(client: Client, services: Services) -> None:
    services.ledger.remember(ACCOUNT, "followers", [Person("p", id="1", bio="Rust")])
    effect = preview(client, {"name": " ", "keywords": [RUST]})
    assert (effect["profile"], effect["up"]["people"]) == (None, 1)


def test_the_badge_after_saving_is_the_one_that_was_shown(client: Client, crowd: Services, niche: Profile) -> None:
    draft = make_draft(niche, RUST)
    shown = preview(client, draft, open_page=list(BIOS))["open_page"]
    stored = Judge(Profile.from_dict(client.put(f"/v1/profiles/{niche.id}", draft).json))
    for one, bio in zip(shown, BIOS.values(), strict=True):
        assert one["after"]["relevance"] == stored.find_relevance(Person(bio=bio))


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "no draft": ({}, "draft"),
    "a keyword without text": ({"draft": {"keywords": [RUST, {"text": "", "kind": "core"}]}}, "draft.keywords[1].text"),
    "a keyword too long": ({"draft": {"keywords": [{"text": "x" * 201, "kind": "core"}]}}, "draft.keywords[0].text"),
    "a keyword twice": ({"draft": {"keywords": [RUST, {"text": "Rust ", "kind": "avoid"}]}}, "draft.keywords[1].text"),
    "a keyword of signs": ({"draft": {"keywords": [{"text": "!!", "kind": "core"}]}}, "draft.keywords[0].text"),
    "a mail address": ({"draft": {"keywords": [{"text": "a@b.example", "kind": "core"}]}}, "draft.keywords[0].text"),
    "no kind": ({"draft": {"keywords": [{"text": "rust"}]}}, "draft.keywords[0].kind"),
    "a name that is none": ({"draft": {"name": 3, "keywords": []}}, "draft.name"),
    "a niche that is gone": ({"draft": {"id": "gone", "keywords": []}}, "draft.id"),
    "keys that are none": ({"draft": {"keywords": []}, "open_page": ["1", "no key"]}, "open_page[1]"),
    "too many keys": ({"draft": {"keywords": []}, "open_page": ["1"] * 201}, "open_page"),
    "an account that is none": ({"draft": {"keywords": []}, "account": "me"}, "account"),
    "an unknown field": ({"draft": {"keywords": []}, "colour": 1}, "colour"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_named(client: Client, niche: Profile, what: str) -> None:
    body, field = BROKEN[what]
    assert refuse(client, {"account": ACCOUNT, **body})["field"] == field
