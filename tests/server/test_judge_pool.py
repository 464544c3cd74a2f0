"""Judges kept ready: one for each revision, none that outlives what it was made from."""

import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from fieldmark import Person, Profile
from fieldmark.judge import NO_LESSON, Cuts, JudgePool, LearnedWord, Lesson
from fieldmark.judge.pool import LESSONS_KEPT, MOST_JUDGES

NICHE = Profile.from_dict({"name": "Web", "keywords": [{"text": "css", "kind": "core"}], "id": "web", "revision": 1})
PERSON = Person(handle="ada", bio="CSS")


def test_a_judge_is_made_once_for_a_revision() -> None:
    pool = JudgePool()
    assert pool.get_judge(NICHE) is pool.get_judge(NICHE)
    assert pool.get_judge(NICHE) is not pool.get_judge(replace(NICHE, revision=2))


def test_new_cuts_hold_for_a_niche_that_was_judged_before() -> None:
    pool = JudgePool()
    assert pool.get_judge(NICHE).verdict(PERSON).band == "strong"
    pool.set_cuts(Cuts(strong=90, maybe=20))
    assert pool.get_judge(NICHE).verdict(PERSON).band == "maybe"


def test_only_the_judges_used_last_are_kept() -> None:
    pool = JudgePool()
    first = pool.get_judge(NICHE)
    for revision in range(2, MOST_JUDGES + 1):
        pool.get_judge(replace(NICHE, revision=revision))
    assert pool.get_judge(NICHE) is first
    pool.get_judge(replace(NICHE, revision=MOST_JUDGES + 1))
    assert pool.get_judge(NICHE) is first
    for revision in range(2, MOST_JUDGES + 2):
        pool.get_judge(replace(NICHE, revision=revision))
    assert pool.get_judge(NICHE) is not first


def test_of_one_niche_only_the_latest_lessons_are_kept() -> None:
    pool = JudgePool()
    lessons = [Lesson() for _ in range(LESSONS_KEPT + 1)]
    plain, *judges = (pool.get_judge(NICHE, lesson) for lesson in (NO_LESSON, *lessons))
    assert [pool.get_judge(NICHE, lesson) for lesson in (NO_LESSON, *lessons[1:])] == [plain, *judges[1:]]
    assert pool.get_judge(NICHE, lessons[0]) is not judges[0]


def test_a_judge_prepared_is_the_one_that_is_given_and_knows_the_cuts() -> None:
    pool = JudgePool()
    pool.get_judge(NICHE)
    lesson = Lesson((LearnedWord("kiln", 0.1, 9),))
    pool.prepare_judge(NICHE, lesson)
    prepared = pool.get_judge(NICHE, lesson)
    pool.prepare_judge(NICHE, lesson)
    assert pool.get_judge(NICHE, lesson) is prepared
    assert [match.keyword for match in prepared.verdict(Person(bio="Kiln")).matches] == ["kiln"]
    pool.set_cuts(Cuts(strong=90, maybe=5))
    assert pool.get_judge(NICHE, lesson).verdict(Person(bio="Kiln")).band == "maybe"


def test_threads_that_ask_at_once_get_the_same_judge() -> None:
    pool = JudgePool()
    barrier = threading.Barrier(8)
    judges = []

    def ask() -> None:
        barrier.wait()
        judges.append(pool.get_judge(NICHE))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(judges) == 8
    assert len(set(map(id, judges))) == 1


@pytest.mark.parametrize("make_ready", ["pool.get_judge(niche)", "pool.warm_up(niche).join()", "pool.warm_up().join()"])
def test_a_server_is_ready_once_spacy_is_loaded_in_whatever_way(make_ready: str) -> None:
    program = (
        "from fieldmark import Profile; from fieldmark.judge import JudgePool\n"
        "pool = JudgePool(); niche = Profile('Web'); print(pool.ready)\n"
        f"{make_ready}; print(pool.ready)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
