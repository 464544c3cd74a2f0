"""`fieldmark export` and `import`: alone and through a server; what is newer holds, and again changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark import Person
from fieldmark.app import Services, create_app
from fieldmark.commands import importing
from fieldmark.settings import Settings
from fieldmark.store import Ledger
from fieldmark.values import Decision, DecisionChange, Entry, InvalidValue
from support import PORT, WEB_NICHE, Client, Clock, Run

ACCOUNT = "42"
BIO = "=cmd|' /C calc'!A0\r\nשלום 🏺\t\u202e\x00"
ADA = Person("Ada", id="1750000000000000001", bio=BIO, name="", followers=5, position=4, mounted=True)


@pytest.fixture
def filled(data: Path) -> Path:
    """A data folder with people of two accounts and decisions about them."""
    data.mkdir()
    ledger = Ledger(data, clock=Clock())
    ledger.remember(ACCOUNT, "followers", [ADA, Person("bob", source="page")])
    ledger.remember("@other", "members", [Person("mar2", id="3", bio="css")])
    for number, (account, key, changes) in enumerate(
        [
            (ACCOUNT, ADA.key, {"triage": "passed", "note": "+1 'quoted'"}),
            (ACCOUNT, "99", {"triage": "later"}),
            (ACCOUNT, ADA.key, {"overrule": "relevant"}),
            ("@other", "3", {"note": "hm"}),
        ]
    ):
        ledger.decisions.decide(account, key, DecisionChange(f"c{number}", changes, at=1_000 + number))
    ledger.close()
    return data


@pytest.fixture(params=["alone", "with a server"])
def other(request: pytest.FixtureRequest, tmp_path: Path, data: Path) -> Path:
    """An empty data folder, that the command uses itself or a server holds; `data` is not it."""
    if request.param == "with a server":
        # The fixture serves `data`; what is exported lies elsewhere then.
        request.getfixturevalue("serving")
        return data
    return tmp_path / "other"


def export_json(run: Run, folder: Path, *arguments: str) -> dict[str, Any]:
    return dict(json.loads(run("export", "--format", "json", "--data", folder, *arguments).stdout))


def make_elsewhere(filled: Path, tmp_path: Path) -> Path:
    elsewhere = tmp_path / "elsewhere"
    filled.rename(elsewhere)
    return elsewhere


@pytest.fixture
def source(filled: Path, tmp_path: Path) -> Path:
    """The filled folder, out of the way of what a server holds."""
    return make_elsewhere(filled, tmp_path)


def strip_history(backup: dict[str, Any]) -> list[Any]:
    for account in backup["accounts"]:
        for person in account["people"]:
            if "decision" in person:
                del person["decision"]["history"]
    return list(backup["accounts"])


def test_a_backup_restores_everything(source: Path, other: Path, tmp_path: Path, niche_file: Path, run: Run) -> None:
    run("profile", "import", niche_file, "--data", source)
    run("settings", "strong_cut", "70", "--data", source)
    file = tmp_path / "backup.json"
    run("export", "--out", file, "--data", source)
    first = run("import", file, "--data", other).stdout
    assert "Niches: 1 new, 0 known already." in first
    assert "Settings: strong_cut restored." in first
    assert "People: 4 new, 0 known already." in first
    assert "Decisions: 3 taken, 0 older than what is stored, 0 known already." in first
    before, after = json.loads(file.read_text("utf-8")), export_json(run, other)
    for backup in (before, after):
        assert backup["profiles"][0].pop("id")
    assert after == before
    again = run("import", file, "--data", other).stdout
    assert "Niches: 0 new, 1 known already." in again
    assert "People: 0 new, 4 known already." in again
    assert "Decisions: 0 taken, 0 older than what is stored, 3 known already." in again
    assert export_json(run, other)["accounts"] == before["accounts"]


def test_the_csv_restores_people_and_decisions(source: Path, other: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "people.csv"
    run("export", "--out", file, "--data", source)
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfaccount,key,id,handle,")
    assert "Decisions: 3 taken" in run("import", file, "--data", other).stdout
    run("export", "--out", file, "--data", other)
    assert file.read_bytes() == content
    again = run("import", file, "--data", other).stdout
    assert "People: 0 new, 4 known already." in again
    assert "Decisions: 0 taken, 0 older than what is stored, 3 known already." in again
    assert strip_history(export_json(run, other)) == strip_history(export_json(run, source))


def test_one_account_alone(source: Path, other: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "backup.json"
    run("export", "--out", file, "--account", "@Other", "--data", source)
    assert [account["account"] for account in json.loads(file.read_text("utf-8"))["accounts"]] == ["@other"]
    run("export", "--out", file, "--data", source)
    said = run("import", file, "--account", "@other", "--data", other).stdout
    assert "People: 1 new, 0 known already." in said
    assert "Left out: 3 of other accounts." in said


def test_a_backup_holds_no_token(data: Path, run: Run, serving: None) -> None:
    pairing = run("pair", "--data", data).stdout.strip()
    text = run("export", "--format", "json", "--data", data).stdout
    assert pairing.split(":")[-1] not in text
    assert (data / "owner-token").read_text("ascii") not in text


def test_a_niche_that_differs_is_left_and_told(data: Path, tmp_path: Path, niche_file: Path, run: Run) -> None:
    run("profile", "import", niche_file, "--data", data)
    backup = export_json(run, data)
    niche = backup["profiles"][0]
    backup["profiles"] = [
        {**niche, "keywords": []},
        {**niche, "name": "Put away", "active": False, "archived": True},
        {"name": ""},
        5,
    ]
    backup["settings"] = {"learn": 0, "colour": 1, "keep_days": -4}
    file = tmp_path / "backup.json"
    file.write_text(json.dumps(backup), "utf-8")
    said = run("import", file, "--data", data).stdout
    assert "Left: the niche «Web» is here with other keywords" in said
    assert "Left: profiles[2] name must not be empty" in said
    assert "Left: profiles[3] must be an object: a niche." in said
    assert "Left: there is no setting «colour»." in said
    assert "Left: the settings stay as they are: keep_days" in said
    assert "Niches: 1 new, 0 known already." in said
    shown = run("profile", "list", "--data", data).stdout
    assert "Put away  3 keywords  (archived)" in shown
    assert run("profile", "show", "Web", "--data", data).stdout.startswith("Web\ncore     typescript")


HEADER = "account,key,handle,id,triage,overrule,note,changed,last_seen,bio\n"


def import_rows(run: Run, folder: Path, tmp_path: Path, *rows: str) -> str:
    file = tmp_path / "rows.csv"
    file.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    done = run("import", file, "--data", folder)
    return done.stdout + done.stderr


def get_decision(run: Run, folder: Path) -> dict[str, Any]:
    (account,) = export_json(run, folder)["accounts"]
    (person,) = account["people"]
    decision = dict(person["decision"])
    return {name: decision[name] for name in ("triage", "note")} | {"changes": len(decision["history"])}


def test_the_newer_decision_and_the_newer_facts_hold(data: Path, tmp_path: Path, run: Run) -> None:
    def take(triage: str, note: str, changed: str, bio: str) -> str:
        moment = f"2020-01-{changed}T00:00:00.000Z"
        return import_rows(run, data, tmp_path, f"42,7,ada,7,{triage},,{note},{moment},{moment},{bio}")

    assert "1 taken, 0 older" in take("passed", "a", "02", "second")
    assert "0 taken, 1 older" in take("later", "b", "01", "first")
    assert get_decision(run, data) == {"triage": "passed", "note": "a", "changes": 1}
    assert export_json(run, data)["accounts"][0]["people"][0]["bio"] == "second"
    assert "1 taken, 0 older" in take("later", "", "03", "third")
    assert get_decision(run, data) == {"triage": "later", "note": None, "changes": 2}
    assert export_json(run, data)["accounts"][0]["people"][0]["bio"] == "third"


def test_a_decision_changed_in_the_spreadsheet_is_taken(data: Path, tmp_path: Path, run: Run) -> None:
    moment = "2020-01-01T00:00:00.000Z"
    import_rows(run, data, tmp_path, f"42,7,ada,7,passed,,,{moment},{moment},x")
    changed = f"42,7,ada,7,later,,look again,{moment},{moment},x"
    assert "1 taken" in import_rows(run, data, tmp_path, changed)
    assert "0 taken, 0 older than what is stored, 1 known" in import_rows(run, data, tmp_path, changed)
    assert get_decision(run, data) == {"triage": "later", "note": "look again", "changes": 2}


def test_bad_rows_are_told_by_their_line_and_the_others_are_taken(data: Path, tmp_path: Path, run: Run) -> None:
    said = import_rows(
        run, data, tmp_path,
        "42,7,ada,7,passed,,,,,x",
        "42,7,ada,7,perhaps,,,,,x",
        "Who,8,bob,8,,,,,,x",
        "42,9,carl",
        '42,"9,carl,9,,,,,,x',
        "42,,,,,,,,,x",
        "42,@dora,dora,,,,,,,x",
    )  # fmt: skip
    assert "line 3 decision.triage must be one of" in said
    assert "line 4 account must be" in said
    assert "line 5 has 3 cells, the header has 10" in said
    assert "line 6 opens a quote" in said
    assert "line 7 handle is missing" in said
    assert "People: 2 new, 0 known already." in said
    assert "Skipped: 5 that could not be read." in said


LISTED = '{"id": "7", "screen_name": "ada", "name": "Ada", "description": "potter, \\n🏺", "following": true}'
LISTS = {
    "csv": (
        '"id","screen_name","name","description","following"\n"7","ada","Ada","potter, \n🏺","true"\n"","","x","y",""\n'
    ),
    "json": f"[{LISTED}, 5]",
    "jsonl": f"{LISTED}\n{{}}\n",
    "one object": LISTED,
}


@pytest.mark.parametrize("content", LISTS.values(), ids=LISTS)
def test_follower_lists_of_twitter_web_exporter_are_taken(tmp_path: Path, other: Path, run: Run, content: str) -> None:
    file = tmp_path / "list"
    file.write_text(content, "utf-8")
    done = run("import", file, "--account", "@Me", "--data", other)
    assert "People: 1 new, 0 known already." in done.stdout
    (account,) = export_json(run, other)["accounts"]
    (person,) = account["people"]
    assert person.pop("last_seen")
    assert account["account"] == "@me"
    assert person == {
        "key": "7", "id": "7", "handle": "ada", "name": "Ada", "bio": "potter, \n🏺", "i_follow": True,
        "source": "answer", "lists": [],
    }  # fmt: skip
    # Told again, and by the only account there is.
    assert "People: 0 new, 1 known already." in run("import", file, "--data", other).stdout


def test_a_list_fills_in_what_is_not_known_and_changes_nothing_else(filled: Path, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "list.json"
    file.write_text(
        json.dumps([{"screen_name": "ada", "id": ADA.id, "description": "old", "location": "Köln"}]), "utf-8"
    )
    run("import", file, "--account", ACCOUNT, "--data", filled)
    person = export_json(run, filled)["accounts"][0]["people"][0]
    assert (person["bio"], person["location"]) == (BIO, "Köln")
    assert person["decision"]["triage"] == "passed"


def test_without_an_account_it_asks_for_one(tmp_path: Path, filled: Path, run: Run) -> None:
    file = tmp_path / "list.json"
    file.write_text('[{"screen_name": "ada"}]', "utf-8")
    said = run("import", file, "--data", filled, status=1).stderr
    assert "--account: is missing" in said
    assert "(known: 42, @other)" in said
    assert "account" in run("import", file, "--account", "no account", "--data", filled, status=1).stderr


NO_FILES = {
    "nothing there": (None, "cannot be read"),
    "a newer backup": ('{"format": "fieldmark-backup", "version": 2}', "newer Fieldmark"),
    "no version": ('{"format": "fieldmark-backup"}', "version"),
    "an unknown part": ('{"format": "fieldmark-backup", "version": 1, "tokens": []}', "tokens"),
    "no accounts": ('{"format": "fieldmark-backup", "version": 1, "accounts": {}}', "accounts"),
    "an account that is none": ('{"format": "fieldmark-backup", "version": 1, "accounts": [5]}', "accounts[0]"),
    "niches that are none": ('{"format": "fieldmark-backup", "version": 1, "profiles": 5}', "profiles"),
    "settings that are none": ('{"format": "fieldmark-backup", "version": 1, "settings": []}', "settings"),
    "too deep": ("[" * 200_000, "deep"),
}


@pytest.mark.parametrize(("content", "words"), NO_FILES.values(), ids=NO_FILES)
def test_a_file_that_is_none_is_refused_in_words(
    tmp_path: Path, data: Path, run: Run, content: str | None, words: str
) -> None:
    file = tmp_path / "file"
    if content is not None:
        file.write_text(content, "utf-8")
    assert words in run("import", file, "--data", data, status=1).stderr


def test_garbage_in_a_backup_is_skipped_with_its_place(tmp_path: Path, data: Path, run: Run) -> None:
    people = [
        {"handle": "ada", "id": "7"}, {"handle": "ada", "id": "7", "key": "8"}, {}, 5, {"handle": "b", "token": "x"},
        {"handle": "b", "decision": {"triage": None}}, {"handle": "b", "decision": {"history": [{"id": "a"}]}},
        {"handle": "b", "lists": 5}, {"handle": "b", "last_seen": -1}, {"handle": "half \ud83d"},
    ]  # fmt: skip
    backup = {"format": "fieldmark-backup", "version": 1, "accounts": [{"account": "42", "people": people}]}
    file = tmp_path / "backup.json"
    file.write_text(json.dumps(backup), "utf-8")
    done = run("import", file, "--data", data)
    assert "People: 1 new" in done.stdout
    assert "Skipped: 9 that" in done.stdout
    for place, words in [
        (2, "key"),
        (5, "token"),
        (6, "decision.triage"),
        (7, "decision.history[0].triage"),
        (8, "lists"),
    ]:
        assert f"person {place} of account 42 {words} " in done.stderr


def test_a_long_history_goes_over_in_parts(
    source: Path, other: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(source)
    for number in range(100):
        change = DecisionChange(f"long{number}", {"note": f"{number} " + "🏺" * 270}, at=2_000 + number)
        ledger.decisions.decide(ACCOUNT, ADA.key, change)
    ledger.close()
    monkeypatch.setattr(importing, "MOST_BYTES", 100_000)
    file = tmp_path / "backup.json"
    run("export", "--out", file, "--data", source)
    run("import", file, "--data", other)
    assert export_json(run, other)["accounts"] == json.loads(file.read_text("utf-8"))["accounts"]


def test_the_export_carries_the_verdicts_of_the_niche_in_use(filled: Path, niche_file: Path, run: Run) -> None:
    run("profile", "import", niche_file, "--data", filled)
    row = run("export", "--account", "@other", "--data", filled).stdout.splitlines()[1]
    assert ',32,maybe,css,"[{""keyword"": ""css""' in row
    assert "must be csv or json" in run("export", "--format", "xml", "--data", filled, status=2).stderr


def test_the_csv_over_the_api(client: Client, stranger: Client, owner: Client) -> None:
    client.post("/v1/profiles", WEB_NICHE)
    people = [{"handle": "ada", "id": "7", "bio": "css"}]
    client.post("/v1/verdicts", {"account": "42", "list": "followers", "people": people})
    answer = client.get("/v1/export.csv?account=42")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    lines = answer.data.decode("utf-8").split("\r\n")
    assert lines[0].startswith("\ufeffaccount,key,")
    assert len(lines) == 3
    assert ",32,maybe,css," in lines[1]
    assert client.get("/v1/export.csv").data == answer.data
    assert client.get("/v1/export.csv?account=43").data.count(b"\r\n") == 1
    assert client.get("/v1/export.csv?account=Ada").json["error"]["field"] == "account"
    assert stranger.get("/v1/export.csv?account=42").status_code == 401


def test_entries_are_the_owners_alone(client: Client, owner: Client) -> None:
    assert client.get("/v1/entries?account=42").status_code == 403
    assert client.post("/v1/entries", {"account": "42", "entries": []}).status_code == 403
    assert owner.get("/v1/entries?account=42").json == {"items": [], "cursor": None}
    assert owner.get("/v1/entries").json["error"]["field"] == "account"


def test_an_entry_that_knows_the_id_alone_takes_no_handle_away(client: Client, owner: Client) -> None:
    def list_handles() -> list[object]:
        return [person.get("handle", "absent") for person in client.get("/v1/people?account=42").json["items"]]

    def take_in(**entry: object) -> None:
        assert owner.post("/v1/entries", {"account": "42", "entries": [{"id": "5", **entry}]}).status_code == 200

    take_in(decision={"triage": "later"})
    assert list_handles() == ["absent"]
    take_in(handle="Ada", last_seen=1_000)
    assert list_handles() == ["Ada"]
    take_in(last_seen=9_000_000_000_000)
    assert list_handles() == ["Ada"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"account": "42"}, "entries"),
        ({"account": "42", "entries": {}}, "entries"),
        ({"account": "42", "entries": [{"handle": "a"}] * 201}, "entries"),
        ({"account": "42", "entries": [{"handle": "a"}, 5]}, "entries[1]"),
        ({"account": "42", "entries": [{"handle": "a", "decision": {"note": 5}}]}, "entries[0].decision.note"),
        ({"account": "x", "entries": []}, "account"),
    ],
)
def test_wrong_entries_are_refused_whole(owner: Client, body: dict[str, object], field: str) -> None:
    answer = owner.post("/v1/entries", body)
    assert (answer.status_code, answer.json["error"]["field"]) == (400, field)
    assert owner.get("/v1/entries?account=42").json["items"] == []


def test_the_ledger_says_how_much_it_holds(client: Client) -> None:
    client.post("/v1/profiles", WEB_NICHE)
    people = [{"handle": "ada", "id": "7"}, {"handle": "bob", "id": "8"}]
    client.post("/v1/verdicts", {"account": "42", "list": "followers", "people": people})
    client.put("/v1/decisions/7", {"account": "42", "id": "a", "triage": "passed"})
    found = client.get("/v1/ledger").json
    assert found.pop("bytes") > 10_000
    assert found == {"accounts": [{"account": "42", "people": 2, "decisions": 1}]}


def test_a_file_that_says_two_things_of_one_person_changes_nothing_the_second_time(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, clock=Clock())
    entries = [
        Entry(Person("a", id="1"), decision=Decision("", "passed")),
        Entry(Person("b", id="1"), decision=Decision("", "passed", note="n")),
    ]
    ledger.entries.take_in(ACCOUNT, entries)
    state = ledger.entries.list_entries(ACCOUNT, 9)
    assert ledger.entries.take_in(ACCOUNT, entries)["decisions"]["taken"] == 0
    assert ledger.entries.list_entries(ACCOUNT, 9) == state
    ledger.close()


def test_without_memory_nothing_is_imported(tmp_path: Path) -> None:
    app = create_app(Settings(port=PORT, folder=tmp_path, remember=False))
    services: Services = app.extensions["fieldmark"]
    answer = Client(app, services.owner_token).post("/v1/entries", {"account": "42", "entries": [{"handle": "a"}]})
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "no_memory")
    assert services.ledger.entries.describe()["accounts"] == []


ENTRIES = st.builds(
    Entry,
    st.builds(
        Person, st.sampled_from(["a", "b"]), id=st.sampled_from([None, "1", "2"]), bio=st.sampled_from([None, "", "x"]),
        source=st.sampled_from(["answer", "page"]),
    ),
    st.none() | st.integers(0, 9),
    st.none() | st.integers(0, 9),
    st.just({}),
    st.none() | st.builds(
        Decision, st.just(""), st.sampled_from(["passed", "later"]), note=st.sampled_from([None, "n"]),
        changed=st.none() | st.integers(0, 9),
    ),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(entries=st.lists(ENTRIES, max_size=3, unique_by=lambda entry: entry.person.handle))
def test_taken_in_again_people_and_decisions_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    ledger = Ledger(tmp_path_factory.mktemp("ledger"), clock=Clock())
    try:
        ledger.entries.take_in(ACCOUNT, entries)
        state = ledger.entries.list_entries(ACCOUNT, 200)
        again = ledger.entries.take_in(ACCOUNT, entries)
        assert ledger.entries.list_entries(ACCOUNT, 200) == state
        assert again["people"]["new"] == again["decisions"]["taken"] == 0
        # And what is exported comes in as it was, anywhere else.
        other = Ledger(tmp_path_factory.mktemp("other"), clock=Clock())
        other.entries.take_in(ACCOUNT, [Entry.from_dict(one.entry.to_dict()) for one in state])
        assert [one.entry for one in other.entries.list_entries(ACCOUNT, 200)] == [one.entry for one in state]
        other.close()
    finally:
        ledger.close()


def test_an_error_says_where_in_the_entry() -> None:
    with pytest.raises(InvalidValue) as raised:
        Entry.from_dict({"handle": "a", "decision": {"history": [{"id": "a", "note": "x", "moment": 1}]}})
    assert raised.value.field == "decision.history[0].received"
