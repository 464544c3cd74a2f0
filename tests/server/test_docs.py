"""What there is, is written down; what is written down, is there."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer
from flask import Flask

from fieldmark.cli.command_line import app as command_line
from fieldmark.store.preferences import PREFERENCES

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = (ROOT / "docs" / "contracts.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_every_call_is_in_the_contracts(app: Flask) -> None:
    written: set[tuple[str, str]] = set()
    for cell in re.findall(r"^\| (`(?:GET|POST|PUT|DELETE)\b.*?`) \|", CONTRACTS, re.MULTILINE):
        methods: list[str] = []
        # `GET`, `PUT /settings`: a method without a path has the next one's.
        for code in re.findall("`([^`]+)`", cell):
            method, _, path = code.partition(" ")
            methods.append(method)
            if path:
                written |= {(method, path.partition("?")[0]) for method in methods}
                methods = []
    served = {
        (method, rule.rule.removeprefix("/v1"))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert written == served


GROUP: Any = typer.main.get_command(command_line)
PROFILE_COMMANDS = {f"profile {name}": command for name, command in GROUP.commands["profile"].commands.items()}
COMMANDS = {name: command for name, command in GROUP.commands.items() if name != "profile"} | PROFILE_COMMANDS


def list_words(text: str, name: str) -> set[str]:
    """Every word of the pieces of code that are about this command."""
    prose = re.sub("```.*?```", "", text, flags=re.DOTALL)
    pieces = (code.removeprefix("fieldmark ") for code in re.findall("`([^`]+)`", prose))
    return {word for piece in pieces if f"{piece} ".startswith(f"{name} ") for word in re.findall(r"[\w-]+", piece)}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("text", [README, CONTRACTS], ids=["README", "contracts"])
def test_every_command_and_its_options_are_written_down(text: str, name: str) -> None:
    words = list_words(text, name)
    assert words, f"there is no `{name} …`"
    options = {word for option in COMMANDS[name].params for word in option.opts if word.startswith("--")}
    # What every command takes is said once, under `serve`; the rest under the command itself.
    assert options - ({"--data"} if name != "serve" else set()) <= words


def test_words_are_compared_whole() -> None:
    assert list_words("`pairing [--listed]`, `fieldmark pair [--list]`", "pair") == {"pair", "--list"}
    assert list_words("`fieldmark pairing`", "pair") == set()


def test_every_setting_is_in_the_contracts() -> None:
    for name, preference in PREFERENCES.items():
        assert f"`{name}` ({preference.default})" in CONTRACTS


def test_every_target_that_the_docs_name_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    # `bench-%` in the Makefile runs the module of that name.
    targets |= {f"bench-{file.stem}" for file in (ROOT / "bench").glob("*.py") if "def main" in file.read_text("utf-8")}
    for page in PAGES:
        for target in re.findall(r"`make ([a-z-]+)`", page.read_text(encoding="utf-8")):
            assert target in targets, f"{page.name}: make {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102  # our own text
    assert capsys.readouterr().out == "62 strong ['TypeScript']\n"


def test_the_numbers_in_the_docs_are_the_codes() -> None:
    from fieldmark.judge import Cuts

    assert (Cuts().strong, Cuts().maybe) == (60, 20)
    assert "60 and more" in README
    assert "below 20" in README


def test_every_test_that_the_threat_table_names_is_there() -> None:
    tests = [*(ROOT / "tests").rglob("test_*.py"), *(ROOT / "tests").rglob("*.test.js")]
    files = {file.name: file.read_text(encoding="utf-8") for file in tests}
    rows = [line for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    # Below the heads of the columns and the line under them.
    for row in rows[2:]:
        named = re.findall(r"`([\w.]+)::([^`]+)`", row)
        assert named, row
        for file, name in named:
            written = f"def {name}(" if file.endswith(".py") else f'test("{name}"'
            assert written in files[file], f"{file}::{name}"
