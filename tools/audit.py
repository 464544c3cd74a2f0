"""Asks the advisory services about every version that the locks pin: PyPI's by pip-audit, npm's by npm audit.

Exit 0: nothing known; 1: something is, and is not accepted here with a reason; 3: they could not be asked, so that
nothing is known at all. Not knowing is never taken for being clean: pip-audit itself ends with 0 when every package
was skipped.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted(ROOT.glob("requirements*.lock"))
CLEAN, FOUND, UNKNOWN = 0, 1, 3
# Advisory -> why it does not concern us, and when to look again.
ACCEPTED: dict[str, str] = {}


@dataclass
class Report:
    """What a service said.

    Attributes:
        name: of what was asked about.
        asked: how many packages it knew something of, if only that there is nothing.
        found: (advisory, package and what is known).
        unknown: why something could not be asked.
    """

    name: str
    asked: int = 0
    found: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_pip_report(name: str, text: str) -> Report:
    """What pip-audit's JSON says; what it skipped is not known."""
    report = Report(name)
    try:
        dependencies = json.loads(text)["dependencies"]
    except (ValueError, LookupError, TypeError):
        report.unknown.append("pip-audit gave no answer")
        return report
    skipped = [item["name"] for item in dependencies if "skip_reason" in item]
    if skipped:
        report.unknown.append(f"{len(skipped)} packages are not known there: {', '.join(skipped[:5])} …")
    report.asked = len(dependencies) - len(skipped)
    for item in dependencies:
        for known in item.get("vulns", ()):
            fixed = ", ".join(known["fix_versions"]) or "no version yet"
            report.found.append((known["id"], f"{item['name']} {item['version']}: fixed in {fixed}"))
    return report


def read_npm_report(text: str) -> Report:
    """What npm's JSON says."""
    report = Report("package-lock.json")
    try:
        answer = json.loads(text)
        packages: dict[str, Any] = answer["vulnerabilities"]
        report.asked = answer["metadata"]["dependencies"]["total"]
    except (ValueError, LookupError, TypeError):
        report.unknown.append("the npm registry gave no answer")
        return report
    for name, package in packages.items():
        # A package that is only named because of another one names that one instead.
        for cause in package["via"]:
            if isinstance(cause, dict):
                report.found.append((cause["url"].rpartition("/")[2], f"{name} {cause['range']}: {cause['title']}"))
    return report


def ask_services(pip_audit: str) -> Iterator[Report]:
    """Asks about every lock."""
    for lock in LOCKS:
        command = [pip_audit, "--disable-pip", "--no-deps", "--progress-spinner", "off", "--format", "json"]
        yield read_pip_report(lock.name, run([*command, "--requirement", str(lock)]))
    yield read_npm_report(run([sys.executable, str(ROOT / "tools" / "node.py"), "npm", "audit", "--json"]))


def run(command: list[str]) -> str:
    """What a command writes, whatever its exit status."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def tell(reports: list[Report]) -> int:
    """Prints the reports; returns the exit status."""
    status = CLEAN
    for report in reports:
        print(f"{report.name}: {report.asked} packages, {len(report.found)} advisories")
        for advisory, words in report.found:
            reason = ACCEPTED.get(advisory)
            print(f"  {advisory} {words}" + (f" (accepted: {reason})" if reason else ""))
            status = status if reason else FOUND
        for reason in report.unknown:
            print(f"  NOT KNOWN: {reason}")
    if any(report.unknown for report in reports) and status == CLEAN:
        print("The advisory services could not be asked about everything: try again where they can be reached.")
        status = UNKNOWN
    return status


if __name__ == "__main__":
    sys.exit(tell(list(ask_services(sys.argv[1]))))
