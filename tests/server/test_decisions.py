"""Decisions in the ledger: each change is kept, counts once, follows the person; a new bio brings people back."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark import Person
from fieldmark.store import IdReusedError, Ledger, NotFoundError
from fieldmark.values import Decision, DecisionChange
from support import Clock

ACCOUNT = "42"
ADA = Person("ada", id="7", bio="potter")
PAGE_ADA = Person("ada", bio="pott…", source="page")

numbers = itertools.count()
# Decides about one person: the changes by name; `id` and `at` if it matters.
Decide = Callable[..., Decision]


@pytest.fixture
def decide(ledger: Ledger) -> Decide:
    return lambda key, **raw: decide_in(ledger, key, **raw)


def decide_in(ledger: Ledger, key: str, person: Person | None = None, **raw: object) -> Decision:
    change = DecisionChange.from_dict({"id": f"change-{next(numbers)}", **raw})
    return ledger.decisions.decide(ACCOUNT, key, change, person)


def see(ledger: Ledger, *people: Person) -> None:
    ledger.remember(ACCOUNT, "followers", people)


def find(ledger: Ledger, person: Person) -> Decision | None:
    return ledger.decisions.find_standings(ACCOUNT, [person]).find(person)


def note_bio(ledger: Ledger, person: Person) -> Decision | None:
    """What a request for verdicts does."""
    see(ledger, person)
    standings = ledger.decisions.find_standings(ACCOUNT, [person])
    if standings.list_other_bios([person]):
        standings = ledger.decisions.note_bios(ACCOUNT, [person])
    return standings.find(person)


def list_history(ledger: Ledger, key: str) -> list[dict[str, object]]:
    _, changes = ledger.decisions.get_history(ACCOUNT, key)
    return [dict(change.changes) for change in changes]


def test_a_decision_outlives_the_process(ledger: Ledger, tmp_path: Path, decide: Decide, clock: Clock) -> None:
    see(ledger, ADA)
    decided = decide("7", triage="passed", overrule="relevant", note="met at the fair")
    assert decided == Decision("7", "passed", "relevant", "met at the fair", 1_000_000_000)
    ledger.close()
    again = Ledger(tmp_path, clock=clock)
    assert find(again, ADA) == decided
    again.close()


def test_a_change_changes_only_what_it_names(ledger: Ledger, decide: Decide) -> None:
    decide("7", triage="later", note="who?")
    decide("7", overrule="not_relevant")
    decide("7", note=None)
    assert find(ledger, ADA) == Decision("7", "later", "not_relevant", None, 1_000_000_000)
    assert list_history(ledger, "7") == [
        {"triage": "later", "note": "who?"},
        {"overrule": "not_relevant"},
        {"note": None},
    ]


def test_undo_is_another_change(ledger: Ledger, decide: Decide) -> None:
    decide("7", triage="passed")
    assert decide("7", triage="undecided").triage == "undecided"
    assert list_history(ledger, "7") == [{"triage": "passed"}, {"triage": "undecided"}]


def test_the_same_change_delivered_again_counts_once_and_is_answered_the_same(ledger: Ledger, decide: Decide) -> None:
    first = decide("@ada", id="a", triage="passed", at=5)
    decide("@ada", id="b", triage="later")
    assert decide("@ada", id="a", triage="passed", at=5) == first
    assert list_history(ledger, "@ada") == [{"triage": "passed"}, {"triage": "later"}]


@pytest.mark.parametrize(
    "other", [{"triage": "later"}, {"triage": "passed", "note": "x"}, {"triage": "passed", "at": 5}]
)
def test_one_id_for_two_changes_is_refused(ledger: Ledger, decide: Decide, other: dict[str, object]) -> None:
    decide("7", id="a", triage="passed")
    with pytest.raises(IdReusedError, match="used for another change"):
        decide("7", id="a", **other)
    with pytest.raises(IdReusedError):
        decide("8", id="a", triage="passed")
    assert list_history(ledger, "7") == [{"triage": "passed"}]


def test_accounts_decide_for_themselves_even_under_one_id(ledger: Ledger, decide: Decide) -> None:
    decide("7", id="a", triage="passed")
    ledger.decisions.decide("43", "7", DecisionChange("a", {"triage": "later"}))
    assert [one.decision.triage for one in ledger.decisions.list_decided("43", 9)] == ["later"]
    assert [one.decision.triage for one in ledger.decisions.list_decided(ACCOUNT, 9)] == ["passed"]


def test_somebody_never_seen_can_be_decided_about(ledger: Ledger, decide: Decide) -> None:
    decide("@ada", triage="passed")
    decide("8", triage="later")
    decide("9", triage="later", person=Person("bob", id="9", bio="baker"))
    people = ledger.list_people(ACCOUNT, 9)
    assert [(one.key, one.fields, one.places) for one in people] == [
        ("@ada", {"handle": "ada"}, {}),
        ("8", {"id": "8"}, {}),
        ("9", {"handle": "bob", "id": "9", "bio": "baker"}, {}),
    ]
    see(ledger, Person("carl", id="8", bio="cook"))
    assert ledger.list_people(ACCOUNT, 9)[1].fields == {"handle": "carl", "id": "8", "bio": "cook"}


def test_there_is_no_history_of_who_was_not_decided_about(ledger: Ledger) -> None:
    see(ledger, ADA)
    for key in ("7", "8"):
        with pytest.raises(NotFoundError, match="nothing was decided"):
            ledger.decisions.get_history(ACCOUNT, key)


def test_a_decision_is_found_by_handle_and_by_id(ledger: Ledger, decide: Decide) -> None:
    see(ledger, ADA)
    decide("7", triage="passed")
    assert find(ledger, PAGE_ADA) == find(ledger, ADA) == Decision("7", "passed", changed=1_000_000_000)
    decide("@bob", triage="later")
    assert find(ledger, Person("Bob", id="8")) == Decision("@bob", "later", changed=1_000_000_000)


def test_a_change_by_handle_is_about_the_person_with_the_id(ledger: Ledger, decide: Decide) -> None:
    see(ledger, ADA)
    assert decide("@ada", triage="passed").key == "@ada"
    assert list_history(ledger, "7") == [{"triage": "passed"}]


def test_who_took_over_a_handle_has_no_decision_of_its_former_owner(
    ledger: Ledger, decide: Decide, clock: Clock
) -> None:
    see(ledger, ADA)
    decide("7", triage="passed")
    clock.seconds += 1
    see(ledger, Person("ada", id="8", bio="another"))
    assert find(ledger, PAGE_ADA) is None
    assert find(ledger, ADA) is not None


def test_a_decision_follows_a_person_whose_id_becomes_known(ledger: Ledger, decide: Decide) -> None:
    see(ledger, PAGE_ADA)
    decide("@ada", triage="later", note="ask")
    see(ledger, ADA)
    (one,) = ledger.decisions.list_decided(ACCOUNT, 9)
    assert one.decision == Decision("7", "later", None, "ask", 1_000_000_000)


@pytest.mark.parametrize("newer", ["7", "@new_name"])
def test_when_two_rows_turn_out_to_be_one_person_the_newer_decision_holds(
    ledger: Ledger, decide: Decide, clock: Clock, newer: str
) -> None:
    see(ledger, Person("old_name", id="7"))
    see(ledger, Person("new_name", source="page"))
    first, second = ("@new_name", "7") if newer == "7" else ("7", "@new_name")
    decide(first, id="first", triage="passed", note="kept")
    clock.seconds += 1
    decide(second, id="second", triage="later")
    see(ledger, Person("new_name", id="7"))
    (one,) = ledger.decisions.list_decided(ACCOUNT, 9)
    assert one.decision == Decision("7", "later", None, "kept", 1_000_001_000)
    assert list_history(ledger, "7") == [{"triage": "passed", "note": "kept"}, {"triage": "later"}]
    assert decide(first, id="first", triage="passed", note="kept").triage == "passed"


def test_the_users_newest_wish_holds_however_late_an_older_one_arrives(ledger: Ledger, decide: Decide) -> None:
    decide("7", triage="followed", at=900)
    late = decide("7", triage="passed", note="a note", at=800)
    assert (late.triage, late.note, late.changed) == ("followed", "a note", 900)
    assert list_history(ledger, "7") == [{"triage": "passed", "note": "a note"}, {"triage": "followed"}]


def test_after_the_clock_was_set_back_what_comes_now_is_newer(ledger: Ledger, decide: Decide, clock: Clock) -> None:
    decide("7", triage="passed")
    clock.seconds -= 10_000
    assert decide("7", triage="later").triage == "later"
    assert decide("7", triage="followed", at=clock.now() - 5).triage == "followed"
    clock.seconds += 20_000
    assert decide("7", triage="undecided").triage == "undecided"


def test_a_browsers_clock_that_is_ahead_decides_nothing_for_ever(ledger: Ledger, decide: Decide, clock: Clock) -> None:
    assert decide("7", triage="passed", at=clock.now() + 10**9).changed == clock.now()
    assert decide("7", triage="later").triage == "later"


# Was put off on this bio, an answer tells this one now -> whether they come back.
BIOS = {
    "another one": ("potter", "poet", True),
    "an empty one that was filled": ("", "poet", True),
    "one that was emptied": ("potter", "", True),
    "another case": ("Potter of Köln", "potter OF KÖLN", False),
    "other spaces": ("a  potter\n", " a potter", False),
    "fancy letters": ("𝐩𝐨𝐭𝐭𝐞𝐫", "potter", False),
    "invisible characters": ("pot\u200dter ❤️", "potter ❤", False),
    "another accent": ("expose", "exposé", True),
    "past what is compared": ("x" * 1_000 + "a", "x" * 1_000 + "b", False),
}


@pytest.mark.parametrize(("before", "now", "comes_back"), BIOS.values(), ids=BIOS)
@pytest.mark.parametrize("triage", ["passed", "later"])
def test_who_was_put_off_comes_back_with_another_bio(
    ledger: Ledger, decide: Decide, triage: str, before: str, now: str, comes_back: bool
) -> None:
    see(ledger, Person("ada", id="7", bio=before))
    decide("7", triage=triage, note="stays")
    decision = note_bio(ledger, Person("ada", id="7", bio=now))
    assert decision
    assert (decision.triage, decision.note) == ("undecided" if comes_back else triage, "stays")
    assert decision.came_back == ("bio_changed" if comes_back else None)
    assert len(list_history(ledger, "7")) == (2 if comes_back else 1)


@pytest.mark.parametrize("triage", ["followed", "undecided"])
def test_nobody_else_comes_back(ledger: Ledger, decide: Decide, triage: str) -> None:
    see(ledger, ADA)
    decide("7", triage=triage)
    assert note_bio(ledger, Person("ada", id="7", bio="poet")) == Decision("7", triage, changed=1_000_000_000)  # type: ignore[arg-type]  # one of them


def test_the_pages_text_brings_nobody_back(ledger: Ledger, decide: Decide) -> None:
    see(ledger, PAGE_ADA)
    decide("@ada", triage="passed")
    for person in (Person("ada", bio="quite another", source="page"), ADA, PAGE_ADA):
        decision = note_bio(ledger, person)
        assert decision
        assert decision.triage == "passed"
    # The first bio that an answer told is the one they were passed on.
    decision = note_bio(ledger, Person("ada", id="7", bio="poet"))
    assert decision
    assert decision.came_back == "bio_changed"


def test_an_answer_without_a_bio_makes_no_answer_of_the_pages_text(ledger: Ledger, decide: Decide) -> None:
    see(ledger, Person("ada", id="7"), PAGE_ADA)
    decide("7", triage="passed")
    decision = note_bio(ledger, ADA)
    assert decision
    assert decision.triage == "passed"


def test_who_came_back_says_so_until_the_next_triage(ledger: Ledger, decide: Decide) -> None:
    see(ledger, ADA)
    decide("7", triage="passed")
    poet = Person("ada", id="7", bio="poet")
    note_bio(ledger, poet)
    assert decide("7", note="look again").came_back == "bio_changed"
    assert decide("7", triage="passed").came_back is None
    assert note_bio(ledger, poet) == find(ledger, poet) == decide("7", triage="passed")
    decision = note_bio(ledger, ADA)
    assert decision
    assert decision.came_back == "bio_changed"


def test_forgetting_a_person_forgets_what_was_decided(ledger: Ledger, decide: Decide, tmp_path: Path) -> None:
    see(ledger, ADA)
    decide("7", note="unforgettable-note")
    ledger.forget_person("7")
    assert find(ledger, ADA) is None
    assert all(b"unforgettable-note" not in file.read_bytes() for file in tmp_path.iterdir())


def test_who_was_decided_about_is_not_forgotten_for_being_unseen(ledger: Ledger, decide: Decide, clock: Clock) -> None:
    see(ledger, ADA, Person("bob"))
    decide("7", triage="passed")
    clock.seconds += 40 * 86_400
    assert ledger.forget_unseen(30) == 1
    assert [one.key for one in ledger.list_people(ACCOUNT, 9)] == ["7"]


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "triage": st.sampled_from(["undecided", "followed", "passed", "later"]),
        "overrule": st.sampled_from(["relevant", "not_relevant", None]),
        "note": st.sampled_from([None, "a", "b"]),
    },
).filter(bool)


@settings(max_examples=60, deadline=None)
@given(changes=st.lists(CHANGES, min_size=1, max_size=5), data=st.data())
def test_whatever_the_order_of_delivery_and_the_repeats_two_browsers_end_in_one_state(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, object]], data: st.DataObject
) -> None:
    # Two browsers, each with an id of its own for each change, made one after the other.
    sent = [{**change, "id": f"{'ab'[place % 2]}{place}", "at": 1_000 + place} for place, change in enumerate(changes)]
    deliveries = data.draw(st.lists(st.sampled_from(sent), max_size=8)) + data.draw(st.permutations(sent))
    states = []
    for number, order in enumerate((sent, deliveries)):
        ledger = Ledger(tmp_path_factory.mktemp(f"ledger{number}"), clock=Clock())
        answers: dict[object, set[Decision]] = {}
        for change in order:
            answers.setdefault(change["id"], set()).add(decide_in(ledger, "7", None, **change))
        assert all(len(given) == 1 for given in answers.values()), "a repeated delivery is answered as the first"
        states.append((find(ledger, Person("ada", id="7")), list_history(ledger, "7")))
        ledger.close()
    assert states[0] == states[1]
