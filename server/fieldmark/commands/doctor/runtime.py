"""Checks of what Fieldmark runs on: Python, the packages, spaCy."""

import platform
import re
import sys
from importlib import metadata

from fieldmark.commands.doctor.finding import Finding, Situation, fails, holds, note
from fieldmark.judge import Judge
from fieldmark.values import Person, Profile

OLDEST_PYTHON = (3, 11)
PACKAGE = re.compile(r"[A-Za-z0-9._-]+")


def check_python(_: Situation) -> Finding:
    """The interpreter is new enough."""
    words = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info[:2] < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        return fails(f"{words} is too old", f"install Python {oldest} or newer, and Fieldmark with it")
    return holds(words)


def check_packages(_: Situation) -> Finding:
    """Every package that Fieldmark asks for is installed."""
    try:
        asked = metadata.requires("fieldmark") or []
    except metadata.PackageNotFoundError:
        return note("Fieldmark runs from its source, without being installed")
    names = [match.group() for line in asked if (match := PACKAGE.match(line))]
    missing = [name for name in names if not _is_installed(name)]
    if missing:
        return fails(f"not installed: {', '.join(missing)}", f"{sys.executable} -m pip install {' '.join(missing)}")
    return holds(f"all {len(names)} are installed")


def check_spacy(_: Situation) -> Finding:
    """It is there, and finds a word where there is one."""
    version = metadata.version("spacy") if _is_installed("spacy") else "of no known version"
    niche = Profile.from_dict({"name": "check", "keywords": [{"text": "lighthouse", "kind": "core"}]})
    remedy = f"install it anew: {sys.executable} -m pip install --force-reinstall spacy"
    try:
        verdict = Judge(niche).verdict(Person.from_dict({"handle": "check", "bio": "Keeper of lighthouses"}))
    except Exception as error:  # noqa: BLE001  # what a half-installed library raises cannot be foreseen
        return fails(f"{version} cannot be used ({type(error).__name__}: {error})", remedy)
    if [match.text for match in verdict.matches] != ["lighthouses"]:
        return fails(f"{version} does not find a word that is there", remedy)
    return holds(f"{version} finds what it should")


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True
