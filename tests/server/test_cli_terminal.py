"""What people and files say is shown on a terminal and drives none; what is written into a file stays exact."""

import json
import sys
from pathlib import Path

import pytest

from fieldmark import Person, Profile
from fieldmark.commands.terminal import show_controls
from fieldmark.store import Ledger, ProfileStore
from fieldmark.values import InvalidValue, Keyword
from support import Client, Run, Score

ESCAPE = "\x1b]0;owned\x07\x9b2J"
SHOWN = r"\x1b]0;owned\x07\x9b2J"


@pytest.fixture
def stored(data: Path) -> Path:
    """A folder with a niche as one could be stored before control characters were refused."""
    data.mkdir()
    niche = {"name": f"Web{ESCAPE}", "keywords": [{"text": f"css {ESCAPE}", "kind": "core"}], "id": "a", "revision": 1}
    tables = {"profiles": {"1": {**niche, "active": True, "archived": False, "never": []}}}
    whole = {"format": "fieldmark-profiles", "version": 1, "tables": tables}
    (data / "profiles.json").write_text(json.dumps(whole), "utf-8")
    return data


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\tb\r\nc\n🏺 é", "a\tb\r\nc\n🏺 é"), (ESCAPE, SHOWN), ("a\rb\x7f\x85\x00", r"a\x0db\x7f\x85\x00")],
)
def test_control_characters_are_seen_and_nothing_else_changes(text: str, shown: str) -> None:
    assert show_controls(text) == shown


COMMANDS = [
    ("profile", "list"), ("profile", "show", "a"), ("profile", "activate", "a"), ("profile", "show", "none"),
    ("explain", f"css {ESCAPE}"), ("import", "nobody\x1b[2J"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]).split(" css")[0])
def test_no_command_lets_it_through(run: Run, stored: Path, command: tuple[str, ...]) -> None:
    fails = command[-1] == "none" or command[0] == "import"
    done = run(*command, "--data", stored, status=int(fails))
    assert r"\x1b" in done.stdout + done.stderr
    assert not {"\x1b", "\x07", "\x9b"} & set(done.stdout + done.stderr)


def test_a_cell_that_is_quoted_is_shown_harmless(run: Run, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"account,key,handle,triage,followers\n42,@ada,ada,,{ESCAPE}\n", "utf-8")
    assert f"not «{SHOWN}»" in run("import", file, "--data", data, status=1).stderr


def test_an_import_shows_what_it_would_change_harmlessly(run: Run, stored: Path, tmp_path: Path) -> None:
    file = tmp_path / "niche.json"
    file.write_text(json.dumps({"name": f"Web{ESCAPE}", "keywords": []}), "utf-8")
    assert f"- core css {SHOWN}" in run("profile", "import", file, "--dry-run", "--data", stored).stdout


def test_what_goes_to_a_terminal_is_harmless_there(
    run: Run, score: Score, stored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ledger = Ledger(stored)
    ledger.remember("42", "followers", [Person("ada", id="7", bio=f"css {ESCAPE}")])
    ledger.close()
    for done in (
        score(f"handle,bio\nada,css {ESCAPE}\n", "--format", "csv"),
        score(f"handle,bio\nada,css {ESCAPE}\n"),
        run("export", "--data", stored),
        run("export", "--format", "json", "--data", stored),
        run("profile", "export", "a", "--data", stored),
        run("profile", "export", "a", "--format", "text", "--data", stored),
    ):
        assert not {"\x1b", "\x07", "\x9b"} & set(done.stdout)
        assert r"\x9b" in done.stdout


def test_what_goes_into_a_file_is_exact(score: Score, run: Run, stored: Path, tmp_path: Path) -> None:
    content = f"handle,bio\nada,css {ESCAPE}\n"
    assert f"ada,css {ESCAPE}," in score(content, "--format", "csv").stdout
    out = tmp_path / "out.csv"
    score(content, "--out", out)
    assert ESCAPE in out.read_text("utf-8")
    exported = run("profile", "export", "a", "--format", "text", "--data", stored).stdout
    assert exported == f"# Web{ESCAPE}\n\n[core]\ncss {ESCAPE}\n"


def test_a_niche_with_control_characters_is_refused_by_its_field(client: Client) -> None:
    def refuse(name: str, *texts: str) -> tuple[int, str, str]:
        body = {"name": name, "keywords": [{"text": text, "kind": "core"} for text in texts]}
        answer = client.post("/v1/profiles", body)
        return answer.status_code, answer.json["error"]["field"], answer.json["error"]["message"]

    for name in (f"Web{ESCAPE}", "Web\nmore", "Web\u2028more"):
        assert refuse(name)[:2] == (400, "name")
    status, field, message = refuse("Web", "css", "rust\x1b[2J")
    assert (status, field) == (400, "keywords[1].text")
    assert "holds a control character; write it without" in message
    body = {"draft": {"name": "n", "keywords": [{"text": "a\x7fb", "kind": "core"}]}, "account": "42"}
    assert client.post("/v1/profiles/preview", body).json["error"]["field"] == "draft.keywords[0].text"
    compared = client.post("/v1/profiles/difference", {"content": "a\x7fb"})
    assert compared.json["error"]["field"] == "content: keywords[0].text"


def test_what_is_stored_already_is_read_and_can_be_mended_bit_by_bit(stored: Path, client: Client) -> None:
    (niche,) = client.get("/v1/profiles").json["items"]
    assert niche["name"] == f"Web{ESCAPE}"
    path = f"/v1/profiles/{niche['id']}"
    niche["keywords"].append({"text": "rust", "kind": "core"})
    niche = client.put(path, niche).json
    assert [keyword["text"] for keyword in niche["keywords"]] == [f"css {ESCAPE}", "rust"]
    worse = {**niche, "keywords": [*niche["keywords"], {"text": "a\x00b", "kind": "core"}]}
    assert client.put(path, worse).json["error"]["field"] == "keywords[2].text"
    assert client.put(path, {**niche, "name": "Web\x1b"}).json["error"]["field"] == "name"
    mended = client.put(path, {**niche, "name": "Web", "keywords": niche["keywords"][1:]}).json
    assert (mended["name"], len(mended["keywords"])) == ("Web", 1)


def test_the_store_alone_refuses_such_a_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="name: holds a line break, a control character"):
        ProfileStore(tmp_path).add_profile(Profile("a\x1bb", (Keyword("css", "core"),)))
