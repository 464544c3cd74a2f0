"""The shape of the code: who may import whom, what each door is for, how long a file may be."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "server" / "fieldmark"
FILES = sorted(PACKAGE.rglob("*.py"))
TRACKED_CODE = [
    *FILES,
    *sorted(file for file in (ROOT / "extension").glob("[!d]*/**/*.*") if file.suffix in (".js", ".css")),
    *sorted((PACKAGE / "demo" / "page").glob("*")),
    *sorted((ROOT / "tools").glob("*.*")),
]
PYTHON_FILES = [*FILES, *sorted((ROOT / "tools").glob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
LONGEST_FILE = 200
LONGEST_FUNCTION = 60
# File that is longer -> how long it may be, and why it is no two files.
LONGER_FILES = {
    "extension/popup/popup.css": (293, "one page's rules: the cascade is read from top to bottom"),
    "server/fieldmark/demo/page/cell.js": (204, "one row as X builds it, whose nesting is the point"),
    "server/fieldmark/demo/page/style.css": (298, "one page's rules: the cascade is read from top to bottom"),
}

# Part of the package -> the parts it may import. Anything not listed may import nothing of ours.
MAY_IMPORT: dict[str, set[str]] = {
    "values": {"values"},
    "judge": {"judge", "values"},
    "store": {"store", "values"},
    "errors": {"store", "values"},
    "logs": set(),
    "ports": set(),
    "pairing": {"values"},
    "demo": {"demo", "values"},
    "settings": {"demo"},
    "guard": {"errors", "pairing", "ports", "settings", "store"},
    "exchange": {"exchange", "judge", "store", "values"},
    "api": {
        "api",
        "app",
        "errors",
        "exchange",
        "guard",
        "judge",
        "pairing",
        "preview",
        "settings",
        "store",
        "templates",
        "values",
    },
    "advisor": {"judge", "store", "values"},
    "app": {"advisor", "api", "demo", "errors", "guard", "judge", "learner", "preview", "settings", "store"},
    "learner": {"judge", "learner", "store", "values"},
    "preview": {"judge", "preview", "store", "values"},
    "templates": {"exchange", "values"},
    "upkeep": {"store"},
    "heap": set(),
    "serving": {"errors", "heap", "settings"},
    "commands": {
        "app",
        "commands",
        "demo",
        "exchange",
        "judge",
        "learner",
        "logs",
        "pairing",
        "ports",
        "serving",
        "settings",
        "store",
        "upkeep",
        "values",
    },
    "cli": {"cli", "commands", "logs", "ports", "store", "templates", "values"},
    "__init__": {"judge", "values"},
}
CLI_FILES = ("autostart", "command_line", "common", "doctor", "exchange", "profile", "score", "serve")
# Library -> the only modules that may import it.
DOORS = {
    "spacy": {"judge/spacy_door.py"},
    "tinydb": {"store/pairings.py", "store/preferences.py", "store/profiles.py", "store/storage.py"},
    "sqlite3": {"store/ledger/sqlite_door.py"},
    "flask_cors": {"app.py"},
    "waitress": {"serving.py"},
    "filelock": {"store/folder.py"},
    "platformdirs": {"store/folder.py"},
    "typer": {f"cli/{name}.py" for name in CLI_FILES},
    "snowballstemmer": {"judge/keywords.py"},
}


def list_imports(file: Path) -> set[str]:
    """Every module a file imports, at the top or inside."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= (
                {node.module} if node.module != "fieldmark" else {f"fieldmark.{alias.name}" for alias in node.names}
            )
    return found


def get_part(file: Path) -> str:
    """The part of the package a file belongs to."""
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_one_way(file: Path) -> None:
    ours = {name.split(".")[1] for name in list_imports(file) if name.startswith("fieldmark.")}
    part = get_part(file)
    assert ours <= MAY_IMPORT[part], f"{part} may not import {ours - MAY_IMPORT[part]}; see MAY_IMPORT"


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_its_door(library: str) -> None:
    importers = {
        str(file.relative_to(PACKAGE))
        for file in FILES
        if any(name.split(".")[0] == library for name in list_imports(file))
    }
    assert importers == DOORS[library]


def test_only_the_command_line_prints() -> None:
    printers = {
        get_part(file) for file in FILES if re.search(r"\b(print|typer\.echo)\(", file.read_text(encoding="utf-8"))
    }
    assert printers == {"cli"}


@pytest.mark.parametrize("file", TRACKED_CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_grows_past_what_one_noun_needs(file: Path) -> None:
    length = len(file.read_text(encoding="utf-8").splitlines())
    limit, _ = LONGER_FILES.get(file.relative_to(ROOT).as_posix(), (LONGEST_FILE, ""))
    assert length <= limit, "find the noun that wants its own file"


def test_every_longer_file_is_there() -> None:
    assert {file.relative_to(ROOT).as_posix() for file in TRACKED_CODE} >= LONGER_FILES.keys()


@pytest.mark.parametrize("file", PYTHON_FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_function_grows_past_a_screen(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines: find the step that wants a name"


def test_every_data_file_of_the_judge_says_where_it_comes_from() -> None:
    for file in (PACKAGE / "judge" / "data").glob("*.txt"):
        assert file.read_text(encoding="utf-8").startswith("# "), file
