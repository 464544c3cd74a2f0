"""Every file that a user may hand in, spoilt in any way: it is read, or refused in words."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldmark.commands.access import Access, open_access
from fieldmark.commands.file_error import FileError
from fieldmark.commands.import_items import read_import
from fieldmark.commands.importing import import_file
from fieldmark.commands.profile_files import read_profile_file
from fieldmark.store.preferences import PREFERENCES, PreferenceStore
from fieldmark.values import InvalidValue, Profile
from support import WEB_NICHE

pytestmark = pytest.mark.process

KEPT = Path(__file__).parent / "data" / "kept"
ACCOUNT = "42"
EXPORTER_CSV = (
    '"ID","Screen Name","Name","Bio","Location","URL","Followers Count","FollowingCount","Created At"\r\n'
    '7,ada,"Ada","potter, ""glaze""",Paris,https://ada.example,12,34,2011-03-12\r\n'
    '8,bob,Bob,"two\nlines",,,0,1,\r\n'
)
JSON_LINES = '{"handle": "ada", "bio": "potter 🏺", "followers": 12}\n{"id": "8", "username": "bob", "bio": null}\n'
PIECES = [
    "", "\x00", '"', '"""', ",", ";", "\t", "\n", "\r", "\ufeff", "\ud83d", "=", "'", "[", "{", "]}", "null", "NaN",
    "1e999", "-1", "9" * 25, "é", "🏺", "@", "[" * 200, '{"a":' * 120, "x" * 3_000,
]  # fmt: skip
HOSTILE: list[Any] = [
    None, True, 0, -1, 0.5, 10**30, "", "0", "\ud83d", "x" * 2_000, "1" * 30, [], {}, [[]], [None], {"": None},
    "Infinity", "@ada", "ADA", "7\n", "2011-13-45",
]  # fmt: skip


@st.composite
def spoilt_texts(draw: st.DrawFn, seeds: list[str]) -> bytes:
    """A file in which stretches are replaced, cut out and doubled."""
    text = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 30))
        text = text[:start] + draw(st.sampled_from([*PIECES, text[start:end] * 2])) + text[end:]
    content = text.encode("utf-8", "surrogatepass")
    return content[: draw(st.just(len(content)) | st.integers(0, len(content)))]


@st.composite
def spoilt_values(draw: st.DrawFn, seed: Any) -> Any:
    """A JSON value in which parts are replaced, taken away and added."""
    value = json.loads(json.dumps(seed))
    for _ in range(draw(st.integers(0, 5))):
        node, depth = value, draw(st.integers(0, 8))
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = draw(st.sampled_from([*keys, "unknown"] if isinstance(node, dict) else [*keys, 0]))
            inner = node[key] if key in keys else None
            depth -= 1
            if depth < 0 or not isinstance(inner, list | dict) or not inner:
                break
            node = inner
        if key in keys and draw(st.booleans()):
            del node[key]
        elif isinstance(node, dict):
            node[key] = deepcopy(draw(st.sampled_from(HOSTILE)))
        else:
            node.insert(0, deepcopy(draw(st.sampled_from(HOSTILE))))
    return value


@pytest.fixture(scope="module")
def backup() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((KEPT / "backup-1.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("parsers")


@pytest.fixture(scope="module")
def access(folder: Path) -> Iterator[Access]:
    with open_access(folder / "data") as opened:
        yield opened


def find_refusal(act: Callable[[], object]) -> str | None:
    """What an act is refused with; anything else that is raised is a bug."""
    try:
        act()
    except (InvalidValue, FileError) as refusal:
        return str(refusal)
    return None


def list_items(file: Path) -> None:
    """Reads all of a file that may be imported; each item is somebody, or says why not."""
    for item in read_import(file).items:
        assert (item.entry is None) == bool(item.problem), item
        assert item.where


def import_twice(access: Access, file: Path) -> None:
    """Imports a file; the second time nobody and nothing is new."""
    said: list[str] = []
    import_file(access, file, ACCOUNT, said.append)
    again = "\n".join(import_file(access, file, ACCOUNT, said.append).lines)
    assert not re.search(r"[1-9]\d* (new|taken)", again), again


@pytest.mark.parametrize("read", [list_items, None], ids=["read", "imported twice"])
@settings(max_examples=60)
@given(data=st.data())
def test_a_spoilt_list_is_taken_or_refused_in_words(
    access: Access, folder: Path, exported: str, read: Any, data: st.DataObject
) -> None:
    file = folder / "list"
    file.write_bytes(
        data.draw(spoilt_texts([EXPORTER_CSV, JSON_LINES, exported, (KEPT / "backup-1.json").read_text("utf-8")]))
    )
    assert find_refusal(lambda: read(file) if read else import_twice(access, file)) != ""


@settings(max_examples=60)
@given(data=st.data())
def test_a_spoilt_backup_is_taken_or_refused_in_words(
    access: Access, folder: Path, backup: dict[str, Any], data: st.DataObject
) -> None:
    file = folder / "backup"
    file.write_text(json.dumps(data.draw(spoilt_values(backup))), encoding="utf-8")
    assert find_refusal(lambda: import_twice(access, file)) != ""


@settings(max_examples=100)
@given(data=st.data())
def test_a_spoilt_profile_file_is_a_niche_or_refused_by_name(folder: Path, data: st.DataObject) -> None:
    file = folder / "profile.json"
    whole = json.dumps(WEB_NICHE)
    spoilt = st.one_of(spoilt_texts([whole]), spoilt_values(WEB_NICHE).map(lambda value: json.dumps(value).encode()))
    file.write_bytes(data.draw(spoilt))
    refusal = find_refusal(lambda: read_profile_file(file))
    if refusal is None:
        profile = read_profile_file(file)
        assert Profile.from_dict(profile.to_file()) == profile
    else:
        assert str(file) in refusal


@settings(max_examples=100)
@given(
    changes=st.dictionaries(
        st.sampled_from([*PREFERENCES, "colour", ""]), st.integers(-5, 40_000) | st.sampled_from(HOSTILE)
    )
)
def test_any_change_of_settings_is_taken_whole_or_refused_by_name(folder: Path, changes: dict[str, object]) -> None:
    store = PreferenceStore(folder)
    before = store.get_values()
    refusal = find_refusal(lambda: store.set_values(changes))
    after = store.get_values()
    assert after == (before if refusal else {**before, **changes}) == PreferenceStore(folder).get_values()
    assert after["maybe_cut"] < after["strong_cut"]
    assert refusal is None or any(refusal.startswith(name or "the value") for name in changes)


@pytest.fixture(scope="module")
def exported(folder: Path, backup: dict[str, Any]) -> str:
    """A CSV as `fieldmark export` writes it."""
    with open_access(folder / "source") as source:
        import_file(source, KEPT / "backup-1.json", None, lambda line: None)
        return "".join(source.export_csv(None))
