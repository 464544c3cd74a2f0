"""What the server learns from the people remembered: when, from whom, and what it is good for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldmark import Judge, Person, Profile
from fieldmark.app import Services
from fieldmark.judge import JudgePool
from fieldmark.learner import LEAST_BIOS, LEAST_NEWS, Learner
from fieldmark.learner.teacher import Teacher
from fieldmark.store import Ledger
from fieldmark.values import DecisionChange
from support import Client

ACCOUNT = "42"
KEYWORDS = [{"text": "potter", "kind": "core"}, {"text": "ceramics", "kind": "core"}]
NICHE = Profile.from_dict({"id": "p1", "name": "Pottery", "revision": 1, "keywords": KEYWORDS})
BIOS = [
    *(f"Potter and kiln builder in town {number}" for number in range(LEAST_BIOS // 2)),
    *(f"Football and beer and weather {number}" for number in range(LEAST_BIOS // 2)),
]
STRANGER = Person("new", bio="Kiln repairs")


class World:
    """A ledger, a learner, and somebody who scrolls."""

    def __init__(self, folder: Path) -> None:
        self.ledger = Ledger(folder)
        self.learner = Learner(self.ledger, JudgePool())

    def see(self, bios: list[str], name: str = "p") -> None:
        people = [Person(f"{name}{number}", bio=bio) for number, bio in enumerate(bios)]
        self.learner.note_news(ACCOUNT, self.ledger.remember(ACCOUNT, "followers", people).news)

    def get_judge(self, profile: Profile = NICHE, account: str = ACCOUNT) -> Judge:
        """The judge once everything is learnt that was to be."""
        self.learner.get_judge(profile, account)
        self.learner.wait()
        return self.learner.get_judge(profile, account)

    def learns(self, profile: Profile = NICHE, account: str = ACCOUNT) -> bool:
        return any(match.kind == "learned" for match in self.get_judge(profile, account).verdict(STRANGER).matches)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.learner.wait()
    world.ledger.close()


def test_words_are_learnt_from_the_people_remembered(world: World) -> None:
    world.see(BIOS)
    verdict = world.get_judge().verdict(STRANGER)
    assert [(match.kind, match.keyword) for match in verdict.matches] == [("learned", "kiln")]
    assert [(near.text, near.near) for near in verdict.why_not] == [("Kiln", "potter")]


def test_from_few_people_nothing_is_learnt(world: World) -> None:
    world.see(BIOS[1:])
    assert not world.learns()


def test_what_one_account_saw_teaches_no_other(world: World) -> None:
    world.see(BIOS)
    assert not world.learns(account="43")


def test_learning_goes_on_as_people_come(world: World) -> None:
    world.see(BIOS[1:])
    assert not world.learns()
    world.see(["Potter with a kiln"] * (LEAST_NEWS - 1), "q")
    assert not world.learns()
    world.see(["Potter with a kiln"], "r")
    assert world.learns()


def test_a_changed_niche_goes_on_with_what_was_learnt_until_it_is_learnt_anew(world: World) -> None:
    world.see(BIOS)
    assert world.learns()
    changed = replace(NICHE, revision=2)
    meanwhile = world.learner.get_judge(changed, ACCOUNT).verdict(STRANGER)
    assert [match.kind for match in meanwhile.matches] == ["learned"]
    assert world.learns(changed)


def test_what_was_learnt_from_the_forgotten_is_forgotten(world: World) -> None:
    world.see(BIOS)
    assert world.learns()
    world.learner.forget(ACCOUNT)
    world.ledger.forget_account(ACCOUNT)
    assert not world.learns()


def decide(world: World, *triages: tuple[str, str]) -> None:
    for number, (handle, triage) in enumerate(triages):
        change = DecisionChange(f"{handle}-{number}-{triage}", {"triage": triage})
        world.ledger.decisions.decide(ACCOUNT, f"@{handle}", change)
        world.learner.note_decisions(ACCOUNT)


def test_a_keywords_weight_moves_with_decisions_and_says_so(world: World) -> None:
    world.see(["potter"] * 6 + ["ceramics"] * 6)
    decide(world, ("p0", "passed"), ("p1", "passed"), ("p2", "followed"), ("p6", "followed"), ("p7", "later"))
    verdict = world.get_judge().verdict(Person("new", bio="potter"))
    (match,) = verdict.matches
    # Beforehand as if 0.62 of eight people; then one of three: (8 · 0.62 + 1) / 11.
    assert match.weight == 0.5418
    assert match.to_dict()["decisions"] == {"relevant": 1, "not_relevant": 2, "usual_weight": 0.62}
    assert (verdict.relevance, verdict.band) == (54, "maybe")
    # One decision is not enough to say anything of a keyword.
    (match,) = world.get_judge().verdict(Person("new", bio="ceramics")).matches
    assert (match.weight, "decisions" in match.to_dict()) == (0.62, False)


def test_a_settled_judge_knows_what_was_decided_while_a_lesson_was_under_way(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.see(["potter"] * 6)
    list_opinions = Teacher.list_opinions
    listed: list[object] = []

    def decide_meanwhile(teacher: Teacher, account: str) -> list[tuple[Person, bool]]:
        known = list_opinions(teacher, account)
        if not listed:
            decide(world, ("p0", "passed"), ("p1", "passed"))
        listed.append(known)
        return known

    monkeypatch.setattr(Teacher, "list_opinions", decide_meanwhile)
    assert world.learner.get_settled_judge(NICHE, ACCOUNT).find_relevance(Person(bio="potter")) == 50
    assert len(listed) == 2


def test_undoing_a_decision_moves_the_weight_back(world: World) -> None:
    world.see(["potter"] * 6)
    decide(world, ("p0", "passed"), ("p1", "passed"))
    assert world.get_judge().find_relevance(Person(bio="potter")) == 50
    decide(world, ("p0", "undecided"), ("p1", "undecided"))
    assert world.get_judge().find_relevance(Person(bio="potter")) == 62


def test_a_decision_that_says_nothing_of_the_niche_leaves_the_judge_as_it_is(world: World) -> None:
    world.see(["potter"] * 2 + ["weather"] * 2)
    before = world.get_judge()
    decide(world, ("p2", "passed"))
    assert world.get_judge() is before


def test_words_are_learnt_from_decisions_too(world: World) -> None:
    # As many with a kiln as without match: the keywords alone say nothing of kilns.
    world.see([f"{subject} {thing}" for subject in ("Potter", "Weather") for thing in ["Kiln", "Football"] * 30])
    assert not world.learns()
    kilns = [("p" + str(number), "followed") for number in range(60, 120, 2)]
    decide(world, *kilns, *((f"p{number}", "passed") for number in range(61, 120, 2)))
    assert world.learns()


def test_without_counting_decisions_move_nothing(world: World) -> None:
    world.see(["potter"] * 6)
    decide(world, ("p0", "passed"), ("p1", "passed"))
    assert world.get_judge().find_relevance(Person(bio="potter")) == 50
    world.learner.set_counting(counts=False)
    assert world.get_judge().find_relevance(Person(bio="potter")) == 62
    world.learner.set_counting(counts=True)
    assert world.get_judge().find_relevance(Person(bio="potter")) == 50


def test_decisions_over_the_api_move_the_next_verdicts(client: Client, services: Services, niche: Profile) -> None:
    people = [
        {"handle": f"p{number}", "id": str(number), "bio": "typescript", "source": "answer"} for number in (1, 2, 3)
    ]
    body = {"account": ACCOUNT, "list": "followers", "people": people}
    assert client.post("/v1/verdicts", body).json["verdicts"][2]["relevance"] == 62
    # Else the lesson under way, which knows of no decision yet, may be the one that is waited for.
    services.learner.wait()
    for key in ("1", "2"):
        client.put(f"/v1/decisions/{key}", {"account": ACCOUNT, "triage": "followed", "id": key})
    client.post("/v1/verdicts", body)
    services.learner.wait()
    verdict = client.post("/v1/verdicts", body).json["verdicts"][2]
    assert verdict["relevance"] == 70
    assert verdict["matches"][0]["decisions"] == {"relevant": 2, "not_relevant": 0, "usual_weight": 0.62}


def test_learnt_words_that_do_not_count_still_explain(world: World) -> None:
    world.see(BIOS)
    world.learner.set_counting(counts=False)
    verdict = world.get_judge().verdict(STRANGER)
    assert (verdict.matches, verdict.relevance) == ((), 0)
    assert [(near.text, near.near) for near in verdict.why_not] == [("Kiln", "potter")]
    world.learner.set_counting(counts=True)
    assert world.learns()


def test_a_setting_switches_learnt_words_off(client: Client) -> None:
    assert client.get("/v1/settings").json["learn"] == 1
    assert client.put("/v1/settings", {"learn": 0}).json["learn"] == 0
    assert client.put("/v1/settings", {"learn": 2}).json["error"]["field"] == "learn"
