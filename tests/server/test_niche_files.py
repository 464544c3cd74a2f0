"""Niches as files, in JSON and as plain text, and what taking one in would change."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldmark import Profile
from fieldmark.exchange.niche_file import compare, read_niche, read_text, write_json, write_text
from fieldmark.values import InvalidValue, Keyword
from support import WEB_NICHE, Client, Run

TEXT = """# Pottery 🏺

kiln
stoneware\texact
[Related]
#ceramics
  glaze  tests
töpfern\tlemma\tde
مطور

[avoid]
harry potter
"""
KEYWORDS = (
    Keyword("kiln", "core"),
    Keyword("stoneware", "core", "exact"),
    Keyword("#ceramics", "related"),
    Keyword("glaze  tests", "related"),
    Keyword("töpfern", "related", "lemma", "de"),
    Keyword("مطور", "related"),
    Keyword("harry potter", "avoid"),
)


def test_a_list_of_keywords_is_a_niche() -> None:
    assert read_niche(TEXT) == ("Pottery 🏺", KEYWORDS)


@pytest.mark.parametrize(
    "content", ["\ufeff" + TEXT, TEXT.replace("\n", "\r\n"), "\n\n" + TEXT, TEXT + "harry  Potter\n"]
)
def test_however_it_was_saved_it_is_the_same(content: str) -> None:
    assert read_niche(content) == ("Pottery 🏺", KEYWORDS)


texts = st.text(st.sampled_from("abñ字#*+ [].🏺مא\\\t{core}\u2028"), min_size=1, max_size=12) | st.sampled_from(
    [
        "[core]",
        "[Avoid]",
        "# rust",
        "\\[core]",
        "\\# rust",
        "\\\\#",
        "[x] [y]",
        "#rust",
        "# a\tb",
        "[a\tb]",
        "{a}",
        "\\a",
    ]
)
keywords = st.lists(
    st.builds(
        Keyword, texts.filter(lambda text: any(map(str.isalnum, text))),
        st.sampled_from(["core", "related", "avoid"]), st.sampled_from(["inflect", "exact", "lemma"]),
        st.sampled_from([None, "en", "de"]),
    ),
    max_size=6, unique_by=lambda keyword: " ".join(keyword.text.casefold().split()),
)  # fmt: skip
names = texts.filter(str.strip)


@given(names, keywords)
def test_what_is_written_is_read_again(name: str, found: list[Keyword]) -> None:
    profile = Profile(name, tuple(found))
    assert read_niche(write_json(profile)) == (profile.name, profile.keywords)
    written = read_niche(write_text(profile))
    assert written.name == " ".join(name.split())
    assert {(one.kind, " ".join(one.text.split()), one.match, one.lang) for one in written.keywords} == {
        (one.kind, " ".join(one.text.split()), one.match, one.lang) for one in found
    }


# Line -> the keyword in it.
ESCAPED = {
    "\\# rust": "# rust",
    "\\[core]": "[core]",
    "\\\\# rust": "\\# rust",
    "\\\\[core]": "\\[core]",
    "\\#rust": "#rust",
    "#rust": "#rust",
    "[a] and b": "[a] and b",
    "\\alpha": "\\alpha",
    "a \\[b]": "a \\[b]",
}


@pytest.mark.parametrize(("line", "keyword"), ESCAPED.items())
def test_a_backslash_makes_a_keyword_of_what_would_be_a_name_or_a_section(line: str, keyword: str) -> None:
    assert read_text(f"[avoid]\n{line}\texact\n").keywords == (Keyword(keyword, "avoid", "exact"),)
    assert read_text(write_text(Profile("n", (Keyword(keyword, "avoid"),)))).keywords == (Keyword(keyword, "avoid"),)


BROKEN = {
    "# n\n[cor]\n": ("line 2", "no section"),
    "kiln\n[avoid]\nKiln": ("line 3", "already there as core"),
    "ok\n!!": ("line 2", "holds no letter"),
    "x" * 201: ("line 1", "longer than 200"),
    "kiln\tsometimes": ("line 1", "match must be one of"),
    "kiln\texact\ten\tmore": ("line 1", "part them by tabs"),
    "{": ("", "is not JSON"),
    '{"name": "n", "colour": 1}': ("colour", "not a known field"),
    '{"name": "n", "keywords": [{"text": "", "kind": "core"}]}': ("keywords[0].text", "must not be empty"),
    "[" * 100_000: ("line 1", "longer than 200"),
}


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_what_is_broken_is_named_by_its_line(content: str) -> None:
    with pytest.raises(InvalidValue) as found:
        read_niche(content)
    field, words = BROKEN[content]
    assert (found.value.field, words in found.value.problem) == (field, True)


def test_a_million_lines_are_refused_at_the_first_too_many() -> None:
    with pytest.raises(InvalidValue, match="line 10001"):
        read_text("\n".join(f"word{number}" for number in range(1_000_000)))


def test_a_difference_tells_what_comes_goes_and_changes() -> None:
    before = [Keyword("kiln", "core"), Keyword("clay", "core"), Keyword("Raku", "related")]
    after = [Keyword("raku", "avoid"), Keyword("kiln", "core"), Keyword("glaze", "core")]
    assert compare(before, after).to_dict() == {
        "added": [{"text": "glaze", "kind": "core"}],
        "removed": [{"text": "clay", "kind": "core"}],
        "changed": [{"before": {"text": "Raku", "kind": "related"}, "after": {"text": "raku", "kind": "avoid"}}],
        "same": 1,
    }


def ask(client: Client, content: str, **more: Any) -> Any:
    answer = client.post("/v1/profiles/difference", {"content": content, **more})
    assert answer.status_code == 200, answer.json
    return answer.json


def test_a_file_is_compared_with_the_niche_of_its_name_and_stores_nothing(client: Client, niche: Profile) -> None:
    found = ask(client, "# WEB\ntypescript\nrust\n[avoid]\ncss")
    assert found["against"] == {"id": niche.id, "name": "Web", "revision": 1}
    assert [one["text"] for one in found["added"]] == ["rust"]
    assert [one["text"] for one in found["removed"]] == ["crypto"]
    assert [one["after"]["kind"] for one in found["changed"]] == ["avoid"]
    assert (found["same"], found["name"]) == (1, "WEB")
    assert client.get(f"/v1/profiles/{niche.id}").json == niche.to_dict()


def test_it_can_be_compared_with_any_niche_or_with_none(client: Client, niche: Profile) -> None:
    assert ask(client, "rust", profile=niche.id)["against"]["id"] == niche.id
    new = ask(client, "rust")
    assert (new["against"], new["name"], new["added"]) == (None, None, [{"text": "rust", "kind": "core"}])


def test_a_list_keeps_the_options_that_it_does_not_say(client: Client, niche: Profile) -> None:
    changed = {**niche.to_dict(), "keywords": [{"text": "rust", "kind": "core", "match": "exact", "lang": "en"}]}
    client.put(f"/v1/profiles/{niche.id}", changed)
    found = ask(client, "Rust", profile=niche.id)
    assert found["changed"][0]["after"] == {"text": "Rust", "kind": "core", "match": "exact", "lang": "en"}
    assert ask(client, "rust", profile=niche.id)["same"] == 1


BROKEN_BODIES: list[tuple[dict[str, Any], str]] = [
    ({}, "content"),
    ({"content": " "}, "content"),
    ({"content": 3}, "content"),
    ({"content": "a\n[x]"}, "content: line 2"),
    ({"content": "a@b.example"}, "content: keywords[0].text"),
    ({"content": "a", "profile": "gone"}, "profile"),
    ({"content": "a", "profile": 3}, "profile"),
]


@pytest.mark.parametrize(("body", "field"), BROKEN_BODIES)
def test_a_broken_file_is_named(client: Client, body: dict[str, Any], field: str) -> None:
    answer = client.post("/v1/profiles/difference", body)
    assert answer.status_code in (400, 404)
    assert answer.json["error"]["field"] == field


def test_a_niche_is_given_as_a_file(client: Client, niche: Profile) -> None:
    as_json = client.get(f"/v1/profiles/{niche.id}/file")
    assert json.loads(as_json.text) == WEB_NICHE
    assert "filename*=UTF-8''Web.json" in as_json.headers["Content-Disposition"]
    as_text = client.get(f"/v1/profiles/{niche.id}/file?format=text")
    assert as_text.text == "# Web\n\n[core]\ntypescript\n\n[related]\ncss\n\n[avoid]\ncrypto\n"
    assert ask(client, as_text.text)["same"] == 3
    assert client.get(f"/v1/profiles/{niche.id}/file?format=xml").json["error"]["field"] == "format"
    assert client.get("/v1/profiles/gone/file").status_code == 404


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    file = tmp_path / "web.txt"
    file.write_text("typescript\n[avoid]\ncss\n[related]\nhtml", encoding="utf-8")
    return file


def test_importing_shows_the_difference_first(run: Run, data: Path, niche_file: Path, list_file: Path) -> None:
    run("profile", "import", niche_file, "--data", data)
    shown = run("profile", "import", list_file, "--dry-run", "--data", data).stdout
    assert shown.splitlines() == [
        "«Web» is there; with the file's keywords in their place:",
        "+ related html",
        "- avoid crypto",
        "~ related css -> avoid css",
        "1 added, 1 removed, 1 changed, 1 the same.",
    ]
    assert json.loads(run("profile", "export", "Web", "--data", data).stdout) == WEB_NICHE
    assert shown in run("profile", "import", list_file, "--replace", "--data", data).stderr
    assert "0 removed, 0 changed, 3 the same" in run("profile", "import", list_file, "--dry-run", "--data", data).stdout


def test_a_new_niche_is_shown_too(run: Run, data: Path, list_file: Path) -> None:
    assert "«web» is new:" in run("profile", "import", list_file, "--dry-run", "--data", data).stdout
    assert run("profile", "list", "--data", data).stdout == ""


class Terminal(io.StringIO):
    """Somebody at a keyboard."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("said", "options", "status"), [("n\n", [], 1), ("y\n", [], 0), ("", ["--yes"], 0)])
def test_on_a_terminal_it_asks_before_it_takes_anything_away(
    run: Run, data: Path, niche_file: Path, list_file: Path, monkeypatch: pytest.MonkeyPatch, said: str,
    options: list[str], status: int,
) -> None:  # fmt: skip
    run("profile", "import", niche_file, "--data", data)
    monkeypatch.setattr("sys.stdin", Terminal(said))
    run("profile", "import", list_file, "--replace", *options, "--data", data, status=status)
    is_changed = json.loads(run("profile", "export", "Web", "--data", data).stdout) != WEB_NICHE
    assert is_changed == (status == 0)


def test_a_niche_is_exported_as_text_by_format_or_ending(
    run: Run, data: Path, niche_file: Path, tmp_path: Path
) -> None:
    run("profile", "import", niche_file, "--data", data)
    text = run("profile", "export", "Web", "--format", "text", "--data", data).stdout
    assert text.startswith("# Web\n\n[core]\ntypescript\n")
    run("profile", "export", "Web", "--out", tmp_path / "web.txt", "--data", data)
    assert (tmp_path / "web.txt").read_text(encoding="utf-8") == text
    assert (
        "must be one of json, text" in run("profile", "export", "Web", "--format", "x", "--data", data, status=1).stderr
    )
