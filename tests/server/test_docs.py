"""What there is, is written down; what is written down, is there."""

import re
from pathlib import Path

import pytest
import typer
from flask import Flask

from fieldmark.cli import app as command_line
from fieldmark.store.preferences import PREFERENCES

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = (ROOT / "docs" / "contracts.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_every_call_is_in_the_contracts(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert f"{rule.rule.removeprefix('/v1')}`" in CONTRACTS, rule.rule


def test_every_command_and_option_is_in_the_readme_and_the_contracts() -> None:
    group = typer.main.get_command(command_line)
    for name, command in group.commands.items():  # type: ignore[attr-defined]  # a group has commands
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        if name == "profile":
            options = set(command.commands)
        for text in (README, CONTRACTS):
            assert name in text
            for option in options - {"--data"}:
                assert option in text, f"{name} {option}"


def test_every_setting_is_in_the_contracts() -> None:
    for name, preference in PREFERENCES.items():
        assert f"`{name}` ({preference.default})" in CONTRACTS


def test_every_target_that_the_docs_name_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
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
