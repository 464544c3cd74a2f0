"""The CSV in a real spreadsheet: LibreOffice evaluates nothing, loses no digit, and saves what can be read back.

These run where `soffice` is (`apt-get install libreoffice-calc-nogui`), and are skipped elsewhere; what guards the
cells is tested everywhere, in test_exchange_csv.py.
"""

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fieldmark import Judge, Person, Profile
from fieldmark.exchange.people_csv import COLUMNS, ExportedPerson, read_people_row, write_people
from fieldmark.values import Decision, Entry
from support import WEB_NICHE
from test_exchange_csv import DATA, FORMULAS, PLAIN

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice: apt-get install libreoffice-calc-nogui"),
]

# A spreadsheet that helps most: UTF-8, and takes for a number, date or truth value whatever looks like one in the
# language. (LibreOffice 7.4 without a window does not heed the byte order mark; with one, its dialogue does.)
IN = "CSV:44,34,76,1,,{language},false,true"
CSV_OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,{language},false,true"
LANGUAGES = {"English": 1033, "German": 1031}
MORE = [
    'He said "hi", twice', "line one\nline two\r\n=1+1", "💙👩\u200d💻 café ñ", "مرحبا بالعالم", "a;b,c\td", "1.234,56",
    "1,5", "12:30", "#REF!", "{=1+1}", "=cmd|' /C calc'!A0", "5. Mai", "WAHR", "\u202eright to left\u202c", "''=1",
]  # fmt: skip
# A character that no cell can hold is no matter of a guard: LibreOffice drops it.
TEXTS = [text for text in (*FORMULAS, *DATA, *PLAIN, *MORE) if "\x00" not in text]
SPACES = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, OFFICE, TEXT = (f"{{{SPACES}{name}:1.0}}" for name in ("table", "office", "text"))


@dataclass(frozen=True)
class Cell:
    """A cell as the spreadsheet holds it."""

    kind: str
    formula: str | None
    text: str


def make_people() -> Iterator[ExportedPerson]:
    judge = Judge(Profile.from_dict(WEB_NICHE))
    for number, text in enumerate(TEXTS):
        key = str(1_750_000_000_000_000_001 + number)
        person = Person(
            f"mar{number}", id=key, name=text, bio=text, location=text, website=text, followers=10**12,
            following=number, created_at="Sat Mar 12 01:45:04 +0000 2011", verified=True, follows_me=False,
        )  # fmt: skip
        decision = Decision(key, "passed", None, text or None, 1_700_000_002_000)
        yield ExportedPerson("42", Entry(person, 1, 2, {"followers": number}, decision), judge.verdict(person))


def convert(folder: Path, what_to: str, language: int) -> Path:
    """Lets LibreOffice open the file and save it as another."""
    assert SOFFICE
    out = folder / "out"
    command = [
        SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        f"--infilter={IN.format(language=language)}", "--convert-to", what_to.format(language=language),
        "--outdir", str(out), str(folder / "people.csv"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (found,) = out.iterdir()
    return found


@pytest.fixture(params=list(LANGUAGES.values()), ids=list(LANGUAGES))
def language(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text("".join(write_people(make_people())), encoding="utf-8", newline="")
    return tmp_path


def read_sheet(file: Path) -> list[list[Cell]]:
    """The rows of a flat OpenDocument sheet."""
    rows = ElementTree.parse(file).getroot().iter(f"{TABLE}table-row")  # noqa: S314  # we had it made
    return [[cell for node in row.iter(f"{TABLE}table-cell") for cell in read_cells(node)] for row in rows]


def read_cells(node: ElementTree.Element) -> list[Cell]:
    text = "\n".join(read_paragraph(part) for part in node.findall(f"{TEXT}p"))
    cell = Cell(node.get(f"{OFFICE}value-type", ""), node.get(f"{TABLE}formula"), text)
    return [cell] * min(int(node.get(f"{TABLE}number-columns-repeated", "1")), len(COLUMNS))


def read_paragraph(node: ElementTree.Element) -> str:
    breaks = {f"{TEXT}s": " " * int(node.get(f"{TEXT}c", "1")), f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
    inner = breaks.get(node.tag, node.text or "")
    return inner + "".join(read_paragraph(child) + (child.tail or "") for child in node)


def join_breaks(text: str) -> str:
    """A cell has one kind of line break, whatever it was given."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_every_cell_is_the_text_that_was_exported_and_none_a_formula(folder: Path, language: int) -> None:
    header, *sheet = read_sheet(convert(folder, "fods", language))
    assert [cell.text for cell in header[: len(COLUMNS)]] == list(COLUMNS)
    written = csv.reader(io.StringIO((folder / "people.csv").read_text(encoding="utf-8-sig"), newline=""))
    next(written)
    for cells, row in zip(sheet, written, strict=True):
        for name, cell, text in zip(COLUMNS, cells, row, strict=False):
            assert cell.formula is None, (name, text)
            kind = "" if not text else "string"
            if name in ("following", "relevance"):
                kind = "float" if text else ""
            if cell.kind != "boolean":
                assert (cell.kind, join_breaks(cell.text)) == (kind, join_breaks(text)), name
            else:
                assert (name in ("verified", "follows_me", "chaser"), cell.text.casefold()) == (True, text)


def test_what_the_spreadsheet_saves_again_is_read_as_what_was_exported(folder: Path, language: int) -> None:
    saved = convert(folder, CSV_OUT, language).read_text(encoding="utf-8-sig")
    header, *rows = csv.reader(io.StringIO(saved, newline=""), strict=True)
    for row, exported in zip(rows, make_people(), strict=True):
        read = read_people_row(header, [join_breaks(cell) for cell in row])
        texts = {name: join_breaks(getattr(exported.entry.person, name)) for name in ("name", "bio")}
        assert (read.account, read.entry.person.id) == ("42", exported.entry.person.id)
        assert {name: getattr(read.entry.person, name) for name in texts} == texts
        assert read.entry.decision is not None
        assert join_breaks(read.entry.decision.note or "") == texts["bio"]
        assert (read.entry.first_seen, read.entry.last_seen, read.entry.places) == (1, 2, exported.entry.places)
        counts = ("followers", "following", "created_at", "verified", "follows_me")
        for name in counts:
            assert getattr(read.entry.person, name) == getattr(exported.entry.person, name)
