"""What the judge remembers: right answers, bounded memory, threads at once."""

import gc
import threading

import pytest

from fieldmark.judge.memory import LONGEST_KEPT, Memory, no_garbage


def remember_lengths(most: int) -> tuple[Memory[int], list[str]]:
    """A memory of lengths, and the texts whose length was worked out."""
    asked: list[str] = []

    def measure(text: str) -> int:
        asked.append(text)
        return len(text)

    return Memory(measure, most), asked


def test_an_answer_is_worked_out_once() -> None:
    memory, asked = remember_lengths(most=10)
    assert [memory["kiln"], memory["kiln"], memory["tea"]] == [4, 4, 3]
    assert asked == ["kiln", "tea"]


def test_a_long_text_is_not_kept() -> None:
    memory = Memory(len)
    assert memory["x" * (LONGEST_KEPT + 1)] == LONGEST_KEPT + 1
    assert len(memory) == 0


def test_no_more_than_two_generations_are_kept_and_what_is_asked_for_stays() -> None:
    memory, asked = remember_lengths(most=10)
    for number in range(100):
        assert memory["common"] == 6
        assert memory[f"rare {number}"] == len(f"rare {number}")
        assert len(memory) <= 10
    assert asked.count("common") == 1


def test_threads_at_once_get_right_answers() -> None:
    memory = Memory(len, most=5)
    wrong: list[str] = []
    barrier = threading.Barrier(8)

    def ask(first: int) -> None:
        barrier.wait()
        for number in range(3_000):
            text = "x" * ((first + number) % 40)
            if memory[text] != len(text):
                wrong.append(text)

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("is_enabled", [True, False])
def test_garbage_collection_is_as_before_afterwards(is_enabled: bool) -> None:
    def build() -> None:
        with no_garbage():
            assert not gc.isenabled()
            raise KeyError

    (gc.enable if is_enabled else gc.disable)()
    try:
        with pytest.raises(KeyError):
            build()
        assert gc.isenabled() == is_enabled
    finally:
        gc.enable()
