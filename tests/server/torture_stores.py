"""The stores as `make torture` sees them: what can be done to each, and what must then be found in it.

A state is what a store holds, as JSON; an act is ``[name, argument…]``.
"""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from fieldmark import Person
from fieldmark.store import DamageReport, Ledger, ProfileStore
from fieldmark.values import DecisionChange, Keyword, Profile

State = dict[str, Any]
Act = list[Any]

MOST_NICHES, WORDS = 12, tuple(Keyword(f"word {number}", "core") for number in range(200))
ACCOUNT, PEOPLE, BATCH = "42", 40, 15


class TorturedStore(Protocol):
    """A store, opened."""

    def __init__(self, folder: Path, report: Callable[[DamageReport], None]) -> None:
        """Opens it."""

    def read(self) -> State:
        """All that it holds."""

    def choose(self, chance: random.Random, state: State) -> Act:
        """What to do next."""

    def do(self, act: Act) -> None:
        """Does it; returns when it is acknowledged."""

    @staticmethod
    def foresee(state: State, act: Act) -> State:
        """What it holds after that act."""


class TorturedProfiles:
    """The niches, in TinyDB. State: name -> its last keyword; ``/active`` -> the name of the one in use."""

    def __init__(self, folder: Path, report: Callable[[DamageReport], None]) -> None:
        self._store = ProfileStore(folder, report)

    def read(self) -> State:
        active = self._store.find_active()
        # Sorted: a niche's place in the list is no part of what was acknowledged.
        found = {profile.name: profile.keywords[-1].text for profile in self._store.list_profiles()}
        return {**found, **({"/active": active.name} if active else {})}

    def choose(self, chance: random.Random, state: State) -> Act:
        names = [name for name in state if name != "/active"]
        what = chance.choice(["add", "change", "change", "activate", "delete"]) if names else "add"
        if what == "add" or (what == "delete" and len(names) < 3):
            what = "add" if len(names) < MOST_NICHES else "delete"
        word = f"{chance.randrange(10**12)}"
        return [what, word if what == "add" else chance.choice(names), word]

    def do(self, act: Act) -> None:
        what, name, word = act
        keywords = (*WORDS, Keyword(word, "core"))
        if what == "add":
            self._store.add_profile(Profile(name, keywords))
            return
        (found,) = [profile for profile in self._store.list_profiles() if profile.name == name]
        if what == "change":
            self._store.change_profile(replace(found, keywords=keywords))
        elif what == "activate":
            self._store.activate_profile(found.id)
        else:
            self._store.delete_profile(found.id)

    @staticmethod
    def foresee(state: State, act: Act) -> State:
        what, name, word = act
        if what == "delete":
            return {key: value for key, value in state.items() if key != name and (key, value) != ("/active", name)}
        if what == "activate" or (what == "add" and "/active" not in state):
            state = {**state, "/active": name}
        return state if what == "activate" else {**state, name: word}


class TorturedLedger:
    """The people and decisions, in SQLite. State: key -> [bio, id of each change of the decision]."""

    def __init__(self, folder: Path, report: Callable[[DamageReport], None]) -> None:
        self._folder = folder
        self._ledger = Ledger(folder, report)

    def read(self) -> State:
        people = self._ledger.list_people(ACCOUNT, 10 * PEOPLE)
        decided = {one.decision.key for one in self._ledger.decisions.list_decided(ACCOUNT, 10 * PEOPLE)}
        return {person.key: [person.fields.get("bio"), *self._list_changes(person.key, decided)] for person in people}

    def _list_changes(self, key: str, decided: set[str]) -> list[str]:
        return [change.id for change in self._ledger.decisions.get_history(ACCOUNT, key)[1]] if key in decided else []

    def choose(self, chance: random.Random, state: State) -> Act:
        what = chance.choices(["remember", "decide", "forget", "back up", "clear"], [40, 40, 6, 3, 1])[0]
        if what == "remember":
            keys = chance.sample(range(PEOPLE), chance.randint(1, BATCH))
            # Long enough that a batch fills pages of its own.
            return [what, {str(key): f"{chance.randrange(10**9)} " * chance.randint(1, 150) for key in keys}]
        if what == "decide":
            return [what, str(chance.randrange(PEOPLE)), f"{chance.randrange(10**15)}"]
        if what == "forget" and state:
            return [what, chance.choice(list(state))]
        return ["clear"] if what == "clear" else ["back up"]

    def do(self, act: Act) -> None:
        what, *rest = act
        if what == "remember":
            people = [Person(f"p{key}", id=key, bio=bio) for key, bio in rest[0].items()]
            self._ledger.remember(ACCOUNT, "followers", people)
        elif what == "decide":
            key, change_id = rest
            change = DecisionChange(change_id, {"triage": "followed", "note": "n" * (int(change_id) % 280)})
            self._ledger.decisions.decide(ACCOUNT, key, change)
        elif what == "forget":
            self._ledger.forget_person(rest[0])
        elif what == "clear":
            self._ledger.forget_account(ACCOUNT)
        else:
            newest = self._folder / "ledger.sqlite3.backup-1"
            if newest.exists():
                os.utime(newest, (0, 0))
            self._ledger.back_up_if_due()

    @staticmethod
    def foresee(state: State, act: Act) -> State:
        what, *rest = act
        if what == "remember":
            return {**state, **{key: [bio, *state.get(key, [None])[1:]] for key, bio in rest[0].items()}}
        if what == "decide":
            key, change_id = rest
            return {**state, key: [*state.get(key, [None]), change_id]}
        if what == "forget":
            return {key: value for key, value in state.items() if key != rest[0]}
        return {} if what == "clear" else state


STORES: dict[str, type[TorturedStore]] = {"profiles": TorturedProfiles, "ledger": TorturedLedger}
