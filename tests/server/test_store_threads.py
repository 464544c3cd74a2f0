"""Eight threads on one store: nothing is lost, and no two changes pass for one."""

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fieldmark.store import PairingStore, ProfileStore, RevisionConflictError
from fieldmark.store.form import Tables
from fieldmark.store.preferences import PreferenceStore
from fieldmark.store.storage import AtomicStorage
from fieldmark.values import Keyword, Profile
from support import WEB_NICHE

pytestmark = pytest.mark.process

THREADS, CHANGES = 8, 6
NICHE = Profile.from_dict(WEB_NICHE)


def run_threads(work: Callable[[int], None]) -> None:
    """Runs the work in eight threads that begin together; what one raises is raised."""
    barrier, raised = threading.Barrier(THREADS), list[BaseException]()

    def run(thread: int) -> None:
        barrier.wait()
        try:
            work(thread)
        except BaseException as error:  # noqa: BLE001  # raised again below, in the test's own thread
            raised.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def test_changes_of_one_niche_are_each_a_revision_of_their_own(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)
    shared, revisions = store.add_profile(NICHE), list[int]()

    def add_keyword(text: str) -> None:
        while True:
            current = store.get_profile(shared.id)
            try:
                changed = store.change_profile(replace(current, keywords=(*current.keywords, Keyword(text, "core"))))
            except RevisionConflictError:
                continue
            revisions.append(changed.revision)
            return

    def work(thread: int) -> None:
        for number in range(CHANGES):
            add_keyword(f"word {thread} {number}")

    run_threads(work)
    wanted = {f"word {thread} {number}" for thread in range(THREADS) for number in range(CHANGES)}
    for found in (store.get_profile(shared.id), ProfileStore(tmp_path).get_profile(shared.id)):
        assert {keyword.text for keyword in found.keywords} == wanted | {word.text for word in NICHE.keywords}
    assert sorted(revisions) == [*range(2, 2 + THREADS * CHANGES)]


def test_niches_are_added_deleted_and_put_in_use_without_losing_one(tmp_path: Path) -> None:
    store = ProfileStore(tmp_path)

    def work(thread: int) -> None:
        for number in range(CHANGES):
            added = store.add_profile(replace(NICHE, name=f"{thread} {number}"))
            if number % 2:
                store.delete_profile(added.id)
            else:
                store.activate_profile(added.id)

    run_threads(work)
    wanted = {f"{thread} {number}" for thread in range(THREADS) for number in range(0, CHANGES, 2)}
    for found in (store.list_profiles(), ProfileStore(tmp_path).list_profiles()):
        assert {profile.name for profile in found} == wanted
        assert len(found) == len(wanted)
        assert sum(profile.active for profile in found) == 1


def test_one_name_is_given_to_one_niche(tmp_path: Path) -> None:
    store, added = ProfileStore(tmp_path), list[Profile]()

    def work(_thread: int) -> None:
        for number in range(CHANGES):
            try:
                added.append(store.add_profile(replace(NICHE, name=str(number))))
            except ValueError:
                continue

    run_threads(work)
    assert sorted(profile.name for profile in added) == [str(number) for number in range(CHANGES)]


def test_pairings_are_added_revoked_and_bound_without_losing_one(tmp_path: Path) -> None:
    store = PairingStore(tmp_path)

    def work(thread: int) -> None:
        for number in range(CHANGES):
            added = store.add_pairing(f"{thread} {number}")
            if number % 2:
                store.revoke_pairing(added.browser_id)
            else:
                assert store.claim_origin(added.browser_id, added.name)

    run_threads(work)
    wanted = {f"{thread} {number}" for thread in range(THREADS) for number in range(0, CHANGES, 2)}
    for found in (store.list_pairings(), PairingStore(tmp_path).list_pairings()):
        assert {pairing.name for pairing in found} == {pairing.origin for pairing in found} == wanted


def test_one_origin_of_many_gets_a_token(tmp_path: Path) -> None:
    store, winners = PairingStore(tmp_path), list[tuple[str, str]]()
    browser_ids = [store.add_pairing(str(number)).browser_id for number in range(CHANGES)]

    def work(thread: int) -> None:
        for browser_id in browser_ids:
            if store.claim_origin(browser_id, str(thread)):
                winners.append((browser_id, str(thread)))

    run_threads(work)
    assert sorted(winners) == sorted((item.browser_id, str(item.origin)) for item in store.list_pairings())
    assert store.list_pairings() == PairingStore(tmp_path).list_pairings()


def test_a_setting_is_not_taken_back_by_a_change_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = PreferenceStore(tmp_path)
    states, real = [store.set_values({"maybe_cut": 50, "strong_cut": 100})], AtomicStorage.write

    def record(self: AtomicStorage, data: Tables) -> None:
        real(self, data)
        states.append(data["settings"]["1"])

    monkeypatch.setattr(AtomicStorage, "write", record)

    def work(thread: int) -> None:
        name, first = ("strong_cut", 51) if thread % 2 else ("maybe_cut", 1)
        for number in range(CHANGES):
            store.set_values({name: first + thread // 2 * CHANGES + number})

    run_threads(work)
    assert len(states) == 1 + THREADS * CHANGES
    for before, after in itertools.pairwise(states):
        assert sum(before[name] != after[name] for name in before) == 1, "each change changes one setting"
    assert PreferenceStore(tmp_path).get_values() == store.get_values() == states[-1]
