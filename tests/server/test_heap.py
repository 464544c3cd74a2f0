"""One heap for all threads: counted by GNU's malloc itself, in a process of its own."""

import subprocess
import sys

import pytest

COUNT_HEAPS = """
import ctypes, sys, tempfile, threading
from fieldmark.heap import share_one_heap

library = ctypes.CDLL(None)
if not hasattr(library, "malloc_info"):
    print("no GNU malloc")
    sys.exit()
if "share" in sys.argv:
    assert share_one_heap()
kept, all_there = [], threading.Barrier(8)

def allocate():
    kept.append([bytearray(4_096) for _ in range(100)])
    all_there.wait()

threads = [threading.Thread(target=allocate) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with tempfile.NamedTemporaryFile() as told:
    library.fopen.restype = ctypes.c_void_p
    file = ctypes.c_void_p(library.fopen(told.name.encode(), b"w"))
    library.malloc_info(0, file)
    library.fclose(file)
    print(told.read().count(b"<heap nr="))
"""


def count_heaps(*words: str) -> str:
    """How many heaps a process has after eight of its threads have used memory at once."""
    command = [sys.executable, "-c", COUNT_HEAPS, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="only GNU's C library has several heaps")
def test_threads_share_one_heap() -> None:
    alone, shared = count_heaps(), count_heaps("share")
    if alone == "no GNU malloc":
        pytest.skip("this C library is not GNU's")
    assert int(alone) > 1, "else this would not tell whether they share it"
    assert shared == "1"


@pytest.mark.parametrize("library", [object(), type("Old", (), {"mallopt": lambda self, *options: 0})()])
def test_a_c_library_without_the_setting_is_left_as_it_is(library: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from fieldmark.heap import share_one_heap

    monkeypatch.setattr("fieldmark.heap.ctypes.CDLL", lambda name: library)
    assert not share_one_heap()
