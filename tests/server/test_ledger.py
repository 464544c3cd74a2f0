"""The ledger: who is remembered, as whom, and what a later sighting changes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark import Person
from fieldmark.store import Ledger, NotFoundError, RememberedPerson
from fieldmark.store.ledger.remembering import SEEN_ANEW_MS
from support import Clock

ACCOUNT, OTHER = "42", "@other"


def list_all(ledger: Ledger, account: str = ACCOUNT) -> list[RememberedPerson]:
    return ledger.list_people(account, 200)


def get_only(ledger: Ledger) -> RememberedPerson:
    (person,) = list_all(ledger)
    return person


def see(ledger: Ledger, *people: Person, account: str = ACCOUNT) -> int:
    return ledger.remember(account, "followers", people).news


def test_a_person_is_kept_with_everything_an_answer_told(ledger: Ledger) -> None:
    fields = {
        "handle": "Ada", "id": "7", "name": "Ada 🏺", "bio": "potter\nשלום", "location": "Köln", "website": "https://a.example",
        "followers": 10, "following": 0, "posts": 3, "created_at": "2020-01-01", "verified": False, "protected": True,
        "follows_me": True, "i_follow": False,
    }  # fmt: skip
    see(ledger, Person.from_dict({**fields, "position": 4, "mounted": True, "source": "answer"}))
    person = get_only(ledger)
    assert person.fields == fields
    assert (person.key, person.places, person.first_seen) == ("7", {"followers": 4}, 1_000_000_000)


def test_people_outlive_the_process(ledger: Ledger, tmp_path: Path) -> None:
    see(ledger, Person("ada", bio="potter"))
    ledger.close()
    again = Ledger(tmp_path)
    assert get_only(again).fields["bio"] == "potter"
    again.close()


def test_accounts_never_mix(ledger: Ledger) -> None:
    see(ledger, Person("ada", id="1"))
    see(ledger, Person("bob", id="2"), account=OTHER)
    assert [person.key for person in list_all(ledger)] == ["1"]
    assert [person.key for person in list_all(ledger, OTHER)] == ["2"]
    assert list_all(ledger, "43") == []


# Known before, seen now -> what is known then.
SIGHTINGS = {
    "an answer replaces an answer": (
        {"id": "1", "bio": "old"},
        {"id": "1", "bio": "new"},
        {"id": "1", "bio": "new"},
    ),
    "what an answer leaves out stays": (
        {"id": "1", "bio": "old", "followers": 5},
        {"id": "1", "followers": 6},
        {"id": "1", "bio": "old", "followers": 6},
    ),
    "a bio that was emptied is empty": ({"id": "1", "bio": "old"}, {"id": "1", "bio": ""}, {"id": "1", "bio": ""}),
    "the page's shortened text never replaces an answer's": (
        {"id": "1", "bio": "long text 🏺"},
        {"bio": "long te…", "source": "page"},
        {"id": "1", "bio": "long text 🏺"},
    ),
    "the page adds what no answer told": (
        {"id": "1"},
        {"bio": "from the page", "source": "page"},
        {"id": "1", "bio": "from the page"},
    ),
    "the page's own button says whom I follow": (
        {"id": "1", "i_follow": False},
        {"i_follow": True, "source": "page"},
        {"id": "1", "i_follow": True},
    ),
    "an answer replaces the page's text": (
        {"bio": "long te…", "source": "page"},
        {"id": "1", "bio": "long text 🏺"},
        {"id": "1", "bio": "long text 🏺"},
    ),
}


@pytest.mark.parametrize(("before", "now", "after"), SIGHTINGS.values(), ids=SIGHTINGS)
def test_a_later_sighting(ledger: Ledger, before: dict[str, object], now: dict[str, object], after: object) -> None:
    for sighting in (before, now):
        see(ledger, Person.from_dict({"handle": "ada", **sighting}))
    fields = get_only(ledger).fields
    assert fields.pop("handle") == "ada"
    assert fields == after


def test_a_row_without_an_id_and_its_answer_are_one_person(ledger: Ledger) -> None:
    see(ledger, Person("Ada", source="page", mounted=True))
    assert get_only(ledger).key == "@ada"
    see(ledger, Person("ada", id="7"))
    assert get_only(ledger).key == "7"
    see(ledger, Person("ADA", source="page"))
    assert get_only(ledger).key == "7"


def test_two_rows_of_one_person_become_one_when_it_turns_out(ledger: Ledger, clock: Clock) -> None:
    see(ledger, Person("old_name", id="7", mounted=True))
    clock.seconds -= 50
    ledger.remember(ACCOUNT, "following", [Person("new_name", source="page", mounted=True, position=3)])
    assert len(list_all(ledger)) == 2
    clock.seconds += 100
    see(ledger, Person("new_name", id="7"))
    person = get_only(ledger)
    assert (person.key, person.fields["handle"]) == ("7", "new_name")
    assert person.places == {"followers": None, "following": 3}
    assert person.first_seen == 999_950_000


def test_a_handle_that_changes_hands_is_two_people(ledger: Ledger, clock: Clock) -> None:
    see(ledger, Person("ada", id="1", bio="the first"))
    clock.seconds += 1
    see(ledger, Person("ada", id="2", bio="the second"))
    see(ledger, Person("ada", source="page", i_follow=True))
    assert [(one.key, one.fields.get("i_follow")) for one in list_all(ledger)] == [("1", None), ("2", True)]


def test_someone_twice_in_one_answer_is_one_person(ledger: Ledger) -> None:
    assert see(ledger, Person("ada", id="7", bio="potter"), Person("ada", source="page"), Person("ada", id="7")) == 1
    assert get_only(ledger).fields["bio"] == "potter"


def test_news_are_new_people_and_other_bios(ledger: Ledger) -> None:
    assert see(ledger, Person("ada", bio="potter"), Person("bob", bio="baker")) == 2
    assert see(ledger, Person("ada", bio="potter", followers=5), Person("bob", bio="poet")) == 1
    assert see(ledger, Person("ada", bio="potter", followers=5)) == 0


def test_first_seen_is_when_the_row_was_first_mounted(ledger: Ledger, clock: Clock) -> None:
    see(ledger, Person("ada"))
    assert get_only(ledger).first_seen is None
    clock.seconds = 2_000_000
    see(ledger, Person("ada", mounted=True))
    clock.seconds = 3_000_000
    see(ledger, Person("ada", mounted=True))
    person = get_only(ledger)
    assert (person.first_seen, person.last_seen) == (2_000_000_000, 3_000_000_000)


def test_a_clock_set_back_makes_nobody_seen_earlier(ledger: Ledger, clock: Clock) -> None:
    see(ledger, Person("ada"))
    clock.seconds -= 10_000
    see(ledger, Person("ada", bio="potter"))
    assert get_only(ledger).last_seen == 1_000_000_000


def test_who_is_as_before_costs_no_write(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    log = tmp_path / "ledger.sqlite3-wal"
    people = [Person(f"p{number}", id=str(number), bio="x", position=number, mounted=True) for number in range(50)]
    see(ledger, *people)
    size = log.stat().st_size
    see(ledger, *people)
    assert log.stat().st_size == size
    clock.seconds += SEEN_ANEW_MS / 1000 + 1
    see(ledger, *people)
    assert log.stat().st_size > size


def test_whose_row_was_mounted_before_is_told_with_the_moment_and_this_sighting_is_not_before(
    ledger: Ledger, clock: Clock
) -> None:
    ada, bob = Person("ada", id="7"), Person("bob", source="page", mounted=True)
    people = [Person("ada", id="7", mounted=True), ada, bob]
    moments = []
    for _ in range(4):
        moments.append(dict(ledger.remember(ACCOUNT, "followers", people).first_seen))
        people = [ada, bob]
        clock.seconds += 60
    assert moments[0] == {}
    assert moments[1:] == [{"7": 1_000_000_000, "@bob": 1_000_000_000}] * 3


def test_who_has_an_id_now_was_seen_when_their_row_without_one_was(ledger: Ledger, clock: Clock) -> None:
    see(ledger, Person("ada", source="page", mounted=True))
    clock.seconds += 60
    for _ in range(2):
        assert ledger.remember(ACCOUNT, "followers", [Person("ada", id="7")]).first_seen == {"7": 1_000_000_000}
    assert ledger.remember(ACCOUNT, "members", [Person("Ada", source="page")]).first_seen == {"@ada": 1_000_000_000}
    assert ledger.remember(OTHER, "followers", [Person("ada", id="7")]).first_seen == {}


def test_who_is_only_a_text_is_not_remembered(ledger: Ledger) -> None:
    assert see(ledger, Person(bio="potter")) == 0
    assert list_all(ledger) == []


def test_pages_go_through_everybody_once(ledger: Ledger) -> None:
    see(ledger, *(Person(f"p{number}") for number in range(25)))
    seen, after = [], 0
    while page := ledger.list_people(ACCOUNT, 10, after):
        seen += [person.key for person in page]
        after = page[-1].number
    assert seen == [f"@p{number}" for number in range(25)]


def test_bios_are_those_seen_last(ledger: Ledger, clock: Clock) -> None:
    for number in range(5):
        clock.seconds += 1
        see(ledger, Person(f"p{number}", bio=f"bio {number}"))
    see(ledger, Person("silent", bio=""), Person("unknown"))
    assert ledger.list_bios(ACCOUNT, 3) == ["bio 4", "bio 3", "bio 2"]


def read_all_files(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_who_is_forgotten_leaves_no_trace_on_the_disk(ledger: Ledger, tmp_path: Path) -> None:
    see(ledger, Person("ada", bio="unforgettable-potter"), Person("bob", bio="stays-here"))
    ledger.back_up_if_due()
    assert read_all_files(tmp_path).count(b"unforgettable-potter") > 1
    ledger.forget_person("@ada")
    assert b"unforgettable-potter" not in read_all_files(tmp_path)
    assert b"stays-here" in (tmp_path / "ledger.sqlite3.backup-1").read_bytes()
    assert [person.key for person in list_all(ledger)] == ["@bob"]


def test_forgetting_an_account_leaves_the_others(ledger: Ledger, tmp_path: Path) -> None:
    see(ledger, Person("ada", bio="unforgettable-potter"), Person("bob"))
    see(ledger, Person("ada"), account=OTHER)
    assert ledger.forget_account(ACCOUNT) == 2
    assert ledger.count_people(ACCOUNT) == 0
    assert ledger.count_people(OTHER) == 1
    assert b"unforgettable-potter" not in read_all_files(tmp_path)
    assert ledger.forget_account(ACCOUNT) == 0


def test_a_person_can_be_forgotten_for_one_account(ledger: Ledger) -> None:
    see(ledger, Person("ada"))
    see(ledger, Person("ada"), account=OTHER)
    ledger.forget_person("@ada", ACCOUNT)
    assert ledger.count_people(ACCOUNT) == 0
    assert ledger.count_people(OTHER) == 1


@pytest.mark.parametrize(("key", "account"), [("@nobody", None), ("@nobody", ACCOUNT), ("@ada", "43")])
def test_nobody_cannot_be_forgotten(ledger: Ledger, key: str, account: str | None) -> None:
    see(ledger, Person("ada"))
    with pytest.raises(NotFoundError, match="is remembered"):
        ledger.forget_person(key, account)
    assert ledger.count_people(ACCOUNT) == 1


def test_people_unseen_for_long_are_forgotten(ledger: Ledger, clock: Clock) -> None:
    see(ledger, Person("ada"))
    clock.seconds += 20 * 86_400
    see(ledger, Person("bob"))
    clock.seconds += 20 * 86_400
    assert ledger.forget_unseen(30) == 1
    assert [person.key for person in list_all(ledger)] == ["@bob"]


HANDLES = ["a", "b", "c"]
PEOPLE = st.builds(
    Person,
    handle=st.sampled_from(HANDLES),
    id=st.sampled_from(["1", "2", None]),
    bio=st.sampled_from([None, "", "x", "y"]),
    source=st.sampled_from(["answer", "page"]),
    mounted=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(batches=st.lists(st.tuples(st.lists(PEOPLE, max_size=4), st.sampled_from([-1, 1, 1_000])), max_size=6))
def test_in_any_order_of_sightings_keys_are_unique_and_ids_win(
    tmp_path_factory: pytest.TempPathFactory, batches: list[tuple[list[Person], int]]
) -> None:
    clock = Clock()
    ledger = Ledger(tmp_path_factory.mktemp("ledger"), clock=clock)
    try:
        for batch, seconds in batches:
            clock.seconds += seconds
            see(ledger, *batch)
        people = list_all(ledger)
        keys = [person.key for person in people]
        assert len(set(keys)) == len(keys)
        assert {person.id for batch, _ in batches for person in batch} - {None} == {k for k in keys if k[0] != "@"}
        assert all(person.fields.get("id", person.key) == person.key for person in people)
        # Whoever came up without an id is there: as themselves, or as somebody who had the handle.
        had = {person.handle for batch, _ in batches for person in batch if person.id} | {key[1:] for key in keys}
        assert {person.handle for batch, _ in batches for person in batch} <= had
    finally:
        ledger.close()
