"""What the server learns from the people remembered: when, from whom, and what it is good for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldmark import Judge, Person, Profile
from fieldmark.judge import JudgePool
from fieldmark.learner import LEAST_BIOS, LEAST_NEWS, Learner
from fieldmark.store import Ledger
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
        self.learner.note_news(ACCOUNT, self.ledger.remember(ACCOUNT, "followers", people))

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
