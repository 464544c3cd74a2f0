"""Files that are cut off, empty, of another encoding or of another kind: read as they were meant, or refused whole."""

import json
from pathlib import Path

import pytest

from support import Run, Score, put_into_stdin

BACKUP = Path(__file__).parent / "data" / "kept" / "backup-1.json"
LIST = "handle,bio\nzoe,café résumé\nbob,CSS\n"
HEADER = "account,key,handle,id,triage,note\n"
NOTED = HEADER + "42,7,ada,7,later,café résumé 🏺\n"


@pytest.fixture
def backup(tmp_path: Path, run: Run) -> bytes:
    """A backup as `fieldmark export` writes it."""
    folder = tmp_path / "source"
    run("import", BACKUP, "--data", folder)
    return run("export", "--format", "json", "--data", folder).stdout.encode()


def find_notes(run: Run, folder: Path) -> list[str]:
    backup = json.loads(run("export", "--format", "json", "--data", folder).stdout)
    people = [person for account in backup["accounts"] for person in account["people"]]
    return [person["decision"]["note"] for person in people if "decision" in person]


def write(tmp_path: Path, content: bytes) -> Path:
    file = tmp_path / "file"
    file.write_bytes(content)
    return file


def test_a_backup_that_is_cut_off_anywhere_is_refused_whole(
    tmp_path: Path, data: Path, run: Run, backup: bytes
) -> None:
    empty = run("export", "--format", "json", "--data", data).stdout
    for length in [60, 200, *range(300, len(backup) - 2, len(backup) // 12), len(backup) - 5, len(backup) - 2]:
        file = write(tmp_path, backup[:length])
        done = run("import", file, "--data", data, status=1)
        assert f"{file} is a backup that is cut off or damaged at line " in done.stderr
        assert "nothing was taken in: export it anew, or take another copy" in done.stderr
        assert done.stdout == ""
    assert run("export", "--format", "json", "--data", data).stdout == empty
    run("import", write(tmp_path, backup[:-1]), "--data", data)


def test_a_backup_damaged_in_the_middle_says_where(tmp_path: Path, data: Path, run: Run, backup: bytes) -> None:
    lines = backup.split(b"\n")
    file = write(tmp_path, b"\n".join([*lines[:3], lines[3].replace(b":", b"", 1), *lines[4:]]))
    assert "damaged at line 4, " in run("import", file, "--data", data, status=1).stderr


DAMAGED = {
    "a JSON array": (b'[{"handle": "ada"},\n{"handle": "b', "is a list in JSON that is cut off or damaged at line 2, "),
    "within a letter": (b'{"handle": "ada", "bio": "caf\xc3', "line 1 ends within a letter"),
    "nothing": (b"", "is empty"),
    "a mark alone": (b"\xef\xbb\xbf\r\n", "is empty"),
    "zeroes": (b"\0" * 4_096, "is empty"),
    "a text": (b"Dear Ada,\nhow are you?\n", "names no column that is known"),
    "an open quote": (b'handle,"bio\nada,x\n', "the header of the input opens a quote"),
    "too large a number": (b'[{"id": ' + b"9" * 5_000 + b"}]", "is a list in JSON that is cut off or damaged"),
}


@pytest.mark.parametrize(("content", "words"), DAMAGED.values(), ids=DAMAGED)
def test_what_holds_no_list_is_refused_in_words(
    tmp_path: Path, data: Path, run: Run, content: bytes, words: str
) -> None:
    done = run("import", write(tmp_path, content), "--account", "42", "--data", data, status=1)
    assert words in done.stderr
    assert "Skipped" not in done.stdout
    assert done.stderr.count("\n") == 1


UNREADABLE = {
    "JSON Lines": '{"handle": "ada"\n{"handle": "bob"\n',
    "CSV": "handle,bio\nada\nbob\n",
    "an exported CSV": HEADER + "42,8,ada,7,later,\n42,9,bob,7,later,\n",
    "a backup": '{"format": "fieldmark-backup", "version": 1, "accounts": [{"account": "42", "people": [5, 6]}]}',
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_if_nobody_could_be_read_the_import_has_failed(tmp_path: Path, data: Path, run: Run, content: str) -> None:
    file = write(tmp_path, content.encode())
    done = run("import", file, "--account", "42", "--data", data, status=1)
    assert "Skipped: 2 that could not be read." in done.stdout
    assert done.stderr.endswith(f"fieldmark: nobody in {file} could be read; the lines above say why\n")


def test_if_somebody_could_be_read_it_has_not(tmp_path: Path, data: Path, run: Run) -> None:
    for _ in ("new", "known"):
        run("import", write(tmp_path, b"handle,bio\nada\nbob,x\n"), "--account", "42", "--data", data)
    run("import", write(tmp_path, b"handle,bio\n"), "--account", "42", "--data", data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_that_its_mark_tells_is_read(tmp_path: Path, data: Path, run: Run, encoding: str) -> None:
    run("import", write(tmp_path, NOTED.replace(",", "\t").encode(encoding)), "--data", data)
    assert find_notes(run, data) == ["café résumé 🏺"]


def test_another_encoding_is_refused_and_overwrites_no_note(tmp_path: Path, data: Path, run: Run) -> None:
    run("import", write(tmp_path, NOTED.encode()), "--data", data)
    windows = NOTED.replace("🏺", "").encode("cp1252")
    done = run("import", write(tmp_path, windows), "--data", data, status=1)
    assert "line 2 holds a byte that is no text in UTF-8 (0xE9); save the file as UTF-8" in done.stderr
    assert "«CSV UTF-8»" in done.stderr
    assert find_notes(run, data) == ["café résumé 🏺"]


def test_a_niche_is_read_in_the_same_encodings(tmp_path: Path, data: Path, run: Run) -> None:
    file = tmp_path / "niche.txt"
    file.write_bytes("# Café\nrésumé\n".encode("cp1252"))
    done = run("profile", "import", file, "--data", data, status=1)
    assert f"{file}: line 1: holds a byte that is no text in UTF-8 (0xE9); save the file as UTF-8" in done.stderr
    file.write_bytes("# Café\nrésumé\n".encode("utf-16"))
    run("profile", "import", file, "--data", data)
    assert run("profile", "show", "Café", "--data", data).stdout.startswith("Café\ncore     résumé\n")


@pytest.mark.parametrize("from_pipe", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_score_reads_the_same_encodings(
    score: Score, monkeypatch: pytest.MonkeyPatch, encoding: str, from_pipe: bool
) -> None:
    content = LIST.encode(encoding)
    put_into_stdin(monkeypatch, content)
    done = score(None if from_pipe else content)
    assert [json.loads(line)["bio"] for line in done.stdout.splitlines()] == ["café résumé", "CSS"]
    assert done.stderr == ""


@pytest.mark.parametrize("from_pipe", [False, True])
def test_score_says_once_where_letters_were_lost(
    score: Score, monkeypatch: pytest.MonkeyPatch, from_pipe: bool
) -> None:
    content = LIST.encode("cp1252") + b"eve,\xe9\n"
    put_into_stdin(monkeypatch, content)
    done = score(None if from_pipe else content)
    assert [json.loads(line)["bio"] for line in done.stdout.splitlines()] == ["caf� r�sum�", "CSS", "�"]
    assert done.stderr.startswith("line 2 holds a byte that is no text in UTF-8, and so do perhaps others; ")
    assert done.stderr.count("\n") == 1
