"""What is installed is what the locks pin; what an audit could not ask is not taken for clean."""

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
REGISTRY = "https://registry.npmjs.org/"
AUDIT = runpy.run_path(str(ROOT / "tools" / "audit.py"))
SCRIPTS = [ROOT / "Makefile", *sorted((ROOT / "tools").glob("*.*"))]
# What installs without hashes -> why it may.
WITHOUT_HASHES = {
    "--no-deps --no-build-isolation --editable .": "our own package, from this folder",
    'install", "--quiet", "uv"]': "the tool that writes the locks, on its maintainer's machine",
}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_python_package_is_pinned_with_hashes(lock: Path) -> None:
    packages = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    assert packages
    for package in packages:
        assert re.match(r"[\w.-]+==\S+", package), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", package), package


def test_every_npm_package_is_pinned_with_a_hash_and_from_the_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, package in packages.items():
        if name:
            assert package["integrity"].startswith("sha512-"), name
            # Without an address it comes from the registry, and has to have this hash all the same.
            assert package.get("resolved", REGISTRY).startswith(REGISTRY), name


def test_whatever_is_installed_is_checked_against_a_lock() -> None:
    unchecked = [
        line.strip()
        for script in SCRIPTS
        for line in script.read_text(encoding="utf-8").splitlines()
        if re.search(r"pip install|\"pip\", \"install\"|npm (install|i) ", line)
        and "--require-hashes" not in line
        and not any(words in line for words in WITHOUT_HASHES)
    ]
    # tools/node.py puts its command together over two lines.
    assert unchecked == ['pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]']
    assert '[*pip, "--require-hashes", "-r", lock]' in (ROOT / "tools" / "node.py").read_text(encoding="utf-8")
    assert "npm ci --ignore-scripts" in (ROOT / "Makefile").read_text(encoding="utf-8")


def ask_pip(*dependencies: dict[str, Any]) -> Any:
    return AUDIT["read_pip_report"]("x.lock", json.dumps({"dependencies": dependencies}))


CLEAN = {"name": "flask", "version": "3.1", "vulns": []}
SKIPPED = {"name": "flask", "skip_reason": "Dependency not found on PyPI"}
HOLED = {"name": "flask", "version": "3.1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.2"]}]}
NPM_CLEAN = json.dumps({"vulnerabilities": {}, "metadata": {"dependencies": {"total": 9}}})
VIA = [{"url": "https://github.com/advisories/GHSA-1", "range": "<1", "title": "a hole"}]
NPM_HOLED = json.dumps(
    {"vulnerabilities": {"a": {"via": VIA}, "b": {"via": ["a"]}}, "metadata": {"dependencies": {"total": 9}}}
)


@pytest.mark.parametrize(
    ("reports", "status", "words"),
    [
        ([ask_pip(CLEAN), AUDIT["read_npm_report"](NPM_CLEAN)], 0, "9 packages, 0 advisories"),
        ([ask_pip(CLEAN, HOLED)], 1, "PYSEC-1 flask 3.1: fixed in 3.2"),
        ([AUDIT["read_npm_report"](NPM_HOLED)], 1, "1 advisories\n  GHSA-1 a <1: a hole"),
        ([ask_pip(CLEAN, SKIPPED)], 3, "NOT KNOWN: 1 packages are not known there: flask"),
        ([AUDIT["read_pip_report"]("x.lock", "")], 3, "could not be asked about everything"),
        ([AUDIT["read_npm_report"]('{"message": "405 Method Not Allowed"}')], 3, "gave no answer"),
        ([ask_pip(HOLED), AUDIT["read_npm_report"]("")], 1, "NOT KNOWN"),
    ],
)
def test_an_audit_says_what_is_known(
    reports: list[Any], status: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert AUDIT["tell"](reports) == status
    assert words in capsys.readouterr().out


def test_an_advisory_is_accepted_for_a_reason_alone(capsys: pytest.CaptureFixture[str]) -> None:
    AUDIT["ACCEPTED"]["PYSEC-1"] = "that part is never called"
    try:
        assert AUDIT["tell"]([ask_pip(HOLED)]) == 0
    finally:
        del AUDIT["ACCEPTED"]["PYSEC-1"]
    assert "(accepted: that part is never called)" in capsys.readouterr().out
    assert all(AUDIT["ACCEPTED"].values())
