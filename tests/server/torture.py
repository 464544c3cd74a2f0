"""``make torture``: a store is killed with signal 9 at random moments, again and again, and has to know what it said.

A child opens the store, says what it finds, then writes, naming each write before it and acknowledging it after. Killed
while it opens, writes or closes, the next child must find every acknowledged write, the one under way whole or not at
all, no damaged file and no leftover. Children are forked, so that a kill costs milliseconds.
"""

import argparse
import json
import os
import random
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fieldmark.store import DamageReport
from torture_stores import STORES, State, TorturedStore

# One child in so many may be killed before it has told what it found.
EARLY = 4
LONGEST_SECONDS = 0.04


class Death(NamedTuple):
    """When a child is killed: so many seconds after it began, or after the first thing it said."""

    seconds: float
    early: bool


class Torture:
    """One store, killed again and again.

    Args:
        kind: which store.
        folder: its data folder.
        seed: of all that is random.
    """

    def __init__(self, kind: type[TorturedStore], folder: Path, seed: str) -> None:
        self._kind = kind
        self._folder = folder
        self._chance = random.Random(seed)
        # What may be found: what was acknowledged, without and with the write that was under way.
        self._possible: list[State] = [{}]
        self.counts = {"kills": 0, "while opening": 0, "acknowledged writes": 0, "under way, kept": 0}

    def run(self, kills: int) -> None:
        """Kills so often, then looks once more.

        Raises:
            AssertionError: something was lost, spoilt or left lying.
        """
        for _ in range(kills):
            self._live(Death(self._chance.uniform(0, LONGEST_SECONDS), self._chance.randrange(EARLY) == 0))
        self._live(None)

    def _live(self, death: Death | None) -> None:
        """A child's life: until it is killed, or, without a death, until it has told what it found."""
        reader, writer = os.pipe()
        seed = self._chance.random()
        child = os.fork()
        if child == 0:
            os.close(reader)
            self._write_on(writer, random.Random(seed), looks_only=death is None)
        os.close(writer)
        said = list(listen(reader, child, death))
        os.close(reader)
        _, status = os.waitpid(child, 0)
        died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        assert died if death else status == 0, (status, said[-1:])
        self._check(said, killed=death is not None)

    def _write_on(self, writer: int, chance: random.Random, *, looks_only: bool) -> None:
        """In the child: says what there is, then writes until it is killed."""

        def say(**what: Any) -> None:
            os.write(writer, json.dumps(what).encode() + b"\n")

        status = 1
        try:
            reports: list[DamageReport] = []
            store = self._kind(self._folder, reports.append)
            state = store.read()
            left = sorted(file.name for file in self._folder.iterdir() if ".tmp" in file.name)
            say(found=state, damage=[str(report) for report in reports], left=left)
            while not looks_only:
                act = store.choose(chance, state)
                say(begins=act)
                store.do(act)
                state = store.foresee(state, act)
                say(done=act)
            status = 0
        except BaseException as error:  # noqa: BLE001  # told to the parent, which ends the run
            say(error=repr(error))
        finally:
            os._exit(status)

    def _check(self, said: list[dict[str, Any]], *, killed: bool) -> None:
        self.counts["kills"] += killed
        if not said:
            # Killed before it could look: whatever was possible is possible still.
            assert killed
            self.counts["while opening"] += 1
            return
        first, *rest = said
        assert not first.get("error"), first
        assert (first["damage"], first["left"]) == ([], []), first
        assert first["found"] in self._possible, f"found {first['found']}, but not one of {self._possible}"
        self.counts["under way, kept"] += len(self._possible) == 2 and first["found"] == self._possible[1]
        state, under_way = first["found"], None
        for line in rest:
            assert "error" not in line, line
            if "done" in line:
                state, under_way = self._kind.foresee(state, line["done"]), None
                self.counts["acknowledged writes"] += 1
            else:
                under_way = line["begins"]
        self._possible = [state] + ([self._kind.foresee(state, under_way)] if under_way else [])


def listen(reader: int, child: int, death: Death | None) -> Iterator[dict[str, Any]]:
    """What a child says until it ends, or is killed; a line cut off in the middle is not said."""
    heard, kill_at = b"", time.monotonic() + death.seconds if death and death.early else None
    while True:
        rest = None if kill_at is None else max(0.0, kill_at - time.monotonic())
        if rest == 0 or not select.select([reader], [], [], rest)[0]:
            os.kill(child, signal.SIGKILL)
            death = kill_at = None
            continue
        chunk = os.read(reader, 65_536)
        if not chunk:
            break
        if death and not kill_at:
            kill_at = time.monotonic() + death.seconds
        heard += chunk
    yield from (json.loads(line) for line in heard.split(b"\n")[:-1])


def main() -> None:
    """Tortures every store, or those that are named, and prints how often."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stores", nargs="*", choices=[*STORES, []], help="which; all by default")
    parser.add_argument("--kills", type=int, default=1_000, help="of each store")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    for name in options.stores or STORES:
        # Left lying where something was lost: it is the evidence.
        folder, started = Path(tempfile.mkdtemp(prefix=f"torture-{name}-")), time.monotonic()
        torture = Torture(STORES[name], folder, f"{options.seed} {name}")
        torture.run(options.kills)
        shutil.rmtree(folder)
        counts = ", ".join(f"{count:,} {what}" for what, count in torture.counts.items())
        print(f"{name}: {counts}; nothing lost, in {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
