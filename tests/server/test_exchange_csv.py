"""The CSV of people: nothing in it is a formula or loses a digit, and what was exported comes back exactly."""

import csv
import io
import string
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark import Judge, Person, Profile
from fieldmark.exchange.cells import (
    guard_text,
    read_count,
    read_flag,
    read_moment,
    read_text,
    write_count,
    write_flag,
    write_moment,
)
from fieldmark.exchange.people_csv import (
    COLUMNS,
    TELLING,
    ExportedPerson,
    ReadPerson,
    is_people_header,
    read_people_row,
    write_people,
)
from fieldmark.values import Decision, Entry, InvalidValue
from fieldmark.values.decision import MOST_MOMENT
from fieldmark.values.lists import ListName
from support import WEB_NICHE

# What a spreadsheet would do something with, and what is hard to carry.
NASTY = st.text(
    st.one_of(
        st.sampled_from("=+-@＝＋－＠﹦'\"\t\r\n\0 ,;\u200b\ufeff\u202e0123456789"), st.characters(codec="utf-8")
    ),
    max_size=12,
)
FORMULAS = [
    '=HYPERLINK("http://evil.example","x")', "+1+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1",
    "＝1", "＋1", "－1", "＠A1", "﹢1", "\u200b=1", "\ufeff=1", "\x00=1", "−1", "\u202e=1", "",
]  # fmt: skip
DATA = [
    "1750000000000000001",
    "007",
    "1e5",
    "3/4",
    "2020-01-01",
    "mar2",
    "Sep 12",
    "true",
    "FALSE",
    "$5",
    "10%",
    ".5",
    "(5)",
]
PLAIN = ["Ada", "potter 🏺", "שלום", "C++ and C#", "march hare", "true story", "I am 42", "«a=b»", "a=b"]


@pytest.mark.parametrize("text", [*FORMULAS, *DATA, "'", "'quoted'"])
def test_what_a_spreadsheet_would_change_is_guarded(text: str) -> None:
    assert guard_text(text) == "'" + text


@pytest.mark.parametrize("text", PLAIN)
def test_all_other_text_stays_as_it_is(text: str) -> None:
    assert guard_text(text) == text


@given(text=NASTY)
def test_every_text_comes_back(text: str) -> None:
    assert read_text(guard_text(text)) == text


def test_what_is_not_known_is_not_what_is_known_to_be_empty() -> None:
    assert (guard_text(None), guard_text("")) == ("", "'")
    assert (read_text(""), read_text("'")) == (None, "")


@given(count=st.none() | st.integers(0, 10**12))
def test_every_count_comes_back_and_none_gets_an_exponent(count: int | None) -> None:
    cell = write_count(count)
    assert read_count(cell) == count
    assert len(cell) <= 11 or cell.startswith("'")


@given(moment=st.none() | st.integers(0, MOST_MOMENT))
def test_every_moment_comes_back(moment: int | None) -> None:
    assert read_moment(write_moment(moment)) == moment


@pytest.mark.parametrize("flag", [None, True, False])
def test_every_flag_comes_back_in_capitals_too(flag: bool | None) -> None:
    assert read_flag(write_flag(flag)) == read_flag(write_flag(flag).upper()) == flag


HANDLES = st.text(string.ascii_letters + string.digits + "_", min_size=1, max_size=20)
IDS = st.text(string.digits, min_size=1, max_size=20)
COUNTS = st.none() | st.integers(0, 10**12)
FLAGS = st.none() | st.booleans()
TEXTS = st.none() | NASTY
LISTS: list[ListName] = ["followers", "following", "other"]
PEOPLE = st.builds(
    Person, handle=HANDLES, id=st.none() | IDS, name=TEXTS, bio=TEXTS, location=TEXTS, website=TEXTS, followers=COUNTS,
    following=COUNTS, posts=COUNTS, created_at=TEXTS, verified=FLAGS, protected=FLAGS, follows_me=FLAGS,
    i_follow=FLAGS, source=st.sampled_from(["answer", "page"]),
)  # fmt: skip
MOMENTS = st.integers(0, MOST_MOMENT)
NOTES = NASTY.filter(str.strip)


@st.composite
def make_entries(draw: st.DrawFn) -> Entry:
    person = draw(PEOPLE | st.builds(Person, id=IDS))
    decisions = st.builds(
        Decision, key=st.just(person.key), triage=st.sampled_from(["undecided", "followed", "passed", "later"]),
        overrule=st.sampled_from([None, "relevant", "not_relevant"]), note=st.none() | NOTES, changed=MOMENTS,
    )  # fmt: skip
    places = st.dictionaries(st.sampled_from(LISTS), COUNTS)
    moment = st.none() | MOMENTS
    return Entry(person, draw(moment), draw(moment), draw(places), draw(st.none() | decisions))


def write_text(people: Iterable[ExportedPerson]) -> str:
    return "".join(write_people(people))


def read_all(text: str) -> list[ReadPerson]:
    header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    assert is_people_header(header)
    return [read_people_row(header, row) for row in rows]


@settings(max_examples=200, deadline=None)
@given(entries=st.lists(make_entries(), max_size=3))
def test_everybody_comes_back_exactly(entries: list[Entry]) -> None:
    text = write_text(ExportedPerson("42", entry, None) for entry in entries)
    assert read_all(text) == [ReadPerson("42", entry) for entry in entries]
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) or cell[:1] in ("\t", "\r") for cell in row)


def test_the_verdict_is_written_beside() -> None:
    judge = Judge(Profile.from_dict(WEB_NICHE))
    person = Person("ada", id="1750000000000000001", bio="=TypeScript, CSS and typescript")
    text = write_text([ExportedPerson("@me", Entry(person), judge.verdict(person))])
    assert text.startswith("\ufeffaccount,")
    assert text.count("\r\n") == 2
    header, row = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    cells = dict(zip(header, row, strict=True))
    assert cells["id"] == "'1750000000000000001"
    assert cells["account"] == "'@me"
    assert cells["bio"] == "'=TypeScript, CSS and typescript"
    assert (cells["band"], cells["matched_words"], cells["chaser"]) == (
        "strong",
        "TypeScript; CSS; typescript",
        "false",
    )
    assert '"field": "bio", "start": 1, "end": 11, "text": "TypeScript"' in cells["matches"]
    assert (cells["triage"], cells["overrule"], cells["note"], cells["changed"]) == ("undecided", "", "", "")


def test_a_spreadsheet_may_move_add_and_drop_columns_and_guards() -> None:
    header = ["TRIAGE ", "mine", "handle", "key", "id", "verified"]
    (read,) = (read_people_row(header, cells) for cells in [["later", "x", "ada", "7", "7", "TRUE"]])
    assert read == ReadPerson(None, Entry(Person("ada", id="7", verified=True), decision=Decision("7", "later")))


# The id stands in the key too; a person's source is the answer where nothing else is said.
NOTHING_IS_LOST_WITH = {"account", "id", "source", "relevance", "band", "matched_words", "matches", "chaser"}


def forget(entry: Entry, column: str) -> Entry:
    """The entry without what stands in a column."""
    if column in NOTHING_IS_LOST_WITH:
        return entry
    nothing: dict[str, Any] = {column: None}
    assert entry.decision
    if column == "lists":
        return replace(entry, places={})
    if hasattr(entry, column):
        return replace(entry, **nothing)
    if hasattr(entry.person, column):
        return replace(entry, person=replace(entry.person, **nothing))
    return replace(entry, decision=replace(entry.decision, **nothing))


@pytest.mark.parametrize("column", [column for column in COLUMNS if column not in TELLING])
@pytest.mark.parametrize("key", ["1750000000000000001", "@ada"])
def test_any_column_but_the_telling_ones_may_be_left_out(column: str, key: str) -> None:
    person = Person(
        "ada", id=key if key.isdigit() else None, name="Ada", bio="css", location="x", website="y", followers=1,
        following=2, posts=3, created_at="2020", verified=True, protected=False, follows_me=True, i_follow=False,
    )  # fmt: skip
    entry = Entry(person, 1, 2, {"followers": 3}, Decision(key, "later", "relevant", "look again", 1_000))
    header, row = csv.reader(io.StringIO(write_text([ExportedPerson("42", entry, None)]).removeprefix("\ufeff")))
    cells = {name: cell for name, cell in zip(header, row, strict=True) if name != column}
    account = None if column == "account" else "42"
    assert read_people_row(cells.keys(), cells.values()) == ReadPerson(account, forget(entry, column))


def test_an_id_that_is_told_is_never_taken_from_the_key() -> None:
    with pytest.raises(InvalidValue, match="own"):
        read_people_row(["key", "handle", "id", "triage"], ["8", "ada", "7", ""])


# Column -> a cell that cannot be one of it.
WRONG = {
    "account": "Ada", "key": "8", "id": "x", "handle": "a b", "followers": "12K", "verified": "perhaps",
    "source": "rumour", "first_seen": "yesterday", "last_seen": "9999-99-99T00:00:00.000Z", "lists": "followers",
    "triage": "maybe", "overrule": "yes", "note": "x" * 281, "changed": "1.7E+12",
}  # fmt: skip


@pytest.mark.parametrize(("column", "cell"), WRONG.items())
def test_a_wrong_cell_is_told_by_its_column(column: str, cell: str) -> None:
    cells = {**dict.fromkeys(COLUMNS, ""), "handle": "ada", "key": "7", "id": "7", column: cell}
    with pytest.raises(InvalidValue) as raised:
        read_people_row(cells.keys(), cells.values())
    assert raised.value.field.removeprefix("decision.") == column


@pytest.mark.parametrize("lists", ["[[[", "{}", '[{"list": "x"}]', '[{"list": "other", "position": -1}]', "[" * 10_000])
def test_lists_that_are_none_are_told(lists: str) -> None:
    with pytest.raises(InvalidValue, match="lists"):
        read_people_row(["handle", "lists"], ["ada", lists])
