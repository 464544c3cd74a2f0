"""One heap for all threads, so that a server that runs for days stays as small as it was.

GNU's malloc gives each thread a heap of its own. Threads here take turns anyway, and what one heap has free no other
may use: 240 seconds of ``make bench-load`` took 18 MB with one heap and 33 with many, most of it free and of no use.
"""

import ctypes
import sys

# https://www.gnu.org/software/libc/manual/html_node/Malloc-Tunable-Parameters.html
M_ARENA_MAX = -8


def share_one_heap() -> bool:
    """Makes threads begun from now on share one heap; returns whether this machine's C library can.

    Other libraries than GNU's have no such setting, and are left as they are.
    """
    if sys.platform != "linux":
        return False
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    return set_option is not None and set_option(M_ARENA_MAX, 1) == 1
