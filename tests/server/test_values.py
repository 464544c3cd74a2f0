"""The values: what is taken, what is refused, and in which words."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldmark.values import InvalidValue, Keyword, Person, Profile, find_profile
from fieldmark.values.text import Utf16Index, mend_surrogates_everywhere


@pytest.mark.parametrize(
    ("raw", "field", "words"),
    [
        ({}, "handle", "is missing"),
        ({"handle": "a b"}, "handle", "must be a handle"),
        ({"handle": ""}, "handle", "must be a handle"),
        ({"handle": "a" * 21}, "handle", "must be a handle"),
        ({"handle": 7}, "handle", "must be text"),
        ({"handle": "a", "id": 1234}, "id", "must be text"),
        ({"handle": "a", "id": "12x"}, "id", "digits"),
        ({"handle": "a", "id": "１２"}, "id", "digits"),
        ({"handle": "a", "followers": "12"}, "followers", "whole number"),
        ({"handle": "a", "followers": -1}, "followers", "0 or more"),
        ({"handle": "a", "followers": 1.5}, "followers", "whole number"),
        ({"handle": "a", "followers": True}, "followers", "whole number"),
        ({"handle": "a", "verified": "yes"}, "verified", "true or false"),
        ({"handle": "a", "bio": ["x"]}, "bio", "must be text"),
        ({"handle": "a", "bio": "x" * 100_001}, "bio", "longer than 100,000"),
        ({"handle": "a", "source": "guess"}, "source", "'answer' or 'page'"),
        ({"handle": "a", "score": 1}, "score", "not a known field"),
        ([], "", "object"),
        ("ada", "", "object"),
    ],
)
def test_a_person_of_the_wrong_shape_is_refused_by_name(raw: object, field: str, words: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Person.from_dict(raw)  # type: ignore[arg-type]  # the point
    assert caught.value.field == field
    assert words in caught.value.problem


@pytest.mark.parametrize(
    ("raw", "field", "words"),
    [
        ({}, "name", "is missing"),
        ({"name": ""}, "name", "must not be empty"),
        ({"name": "  "}, "name", "blank"),
        ({"name": "x" * 101}, "name", "longer than 100"),
        ({"name": "x", "keywords": {}}, "keywords", "list"),
        ({"name": "x", "keywords": ["a"]}, "keywords[0]", "object"),
        ({"name": "x", "keywords": [{"text": "a"}]}, "keywords[0].kind", "missing"),
        ({"name": "x", "keywords": [{"text": "", "kind": "core"}]}, "keywords[0].text", "empty"),
        ({"name": "x", "keywords": [{"text": "   ", "kind": "core"}]}, "keywords[0].text", "no letter"),
        ({"name": "x", "keywords": [{"text": "?!", "kind": "core"}]}, "keywords[0].text", "no letter"),
        ({"name": "x", "keywords": [{"text": "。", "kind": "core"}]}, "keywords[0].text", "no letter"),
        ({"name": "x", "keywords": [{"text": "*", "kind": "core"}]}, "keywords[0].text", "no letter"),
        ({"name": "x", "keywords": [{"text": "a", "kind": "learned"}]}, "keywords[0].kind", "'core'"),
        ({"name": "x", "keywords": [{"text": "a", "kind": "core", "match": "fuzzy"}]}, "keywords[0].match", "'exact'"),
        ({"name": "x", "keywords": [{"text": "a", "kind": "core", "lang": "English"}]}, "keywords[0].lang", "language"),
        ({"name": "x", "keywords": [{"text": "x" * 201, "kind": "core"}]}, "keywords[0].text", "longer than 200"),
        (
            {"name": "x", "keywords": [{"text": "A b", "kind": "core"}, {"text": "a  B", "kind": "avoid"}]},
            "keywords[1].text",
            "already there as core",
        ),
        ({"name": "x", "colour": "red"}, "colour", "not a known field"),
        (
            {"name": "x", "keywords": [{"text": f"k{n}", "kind": "core"} for n in range(10_001)]},
            "keywords",
            "more than 10,000",
        ),
    ],
)  # fmt: skip
def test_a_profile_of_the_wrong_shape_is_refused_by_name(raw: object, field: str, words: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Profile.from_dict(raw)  # type: ignore[arg-type]  # the point
    assert caught.value.field == field
    assert words in caught.value.problem


def test_a_profile_keeps_the_options_of_its_keywords() -> None:
    raw = {
        "name": "x",
        "keywords": [{"text": "a", "kind": "core", "match": "lemma", "lang": "es"}, {"text": "b", "kind": "avoid"}],
    }
    assert Profile.from_dict(raw).to_file() == raw


@pytest.mark.parametrize("text", ["🐍", "C++", "機械", "*entwickler", "7", "é"])
def test_a_keyword_of_any_script_is_taken(text: str) -> None:
    assert Keyword(text, "core").text == text


def test_the_name_of_a_niche_has_no_spaces_around_it() -> None:
    assert Profile.from_dict({"name": " Web \n", "keywords": []}).name == "Web"
    assert Profile(" Web ").to_file()["name"] == "Web"


def test_a_niche_is_found_by_its_id_first_then_by_its_name() -> None:
    first = Profile("Second", id="aaaa")
    second = Profile("aaaa", id="bbbb")
    for profiles in ([first, second], [second, first]):
        assert find_profile(profiles, " AAAA ") is first
        assert find_profile(profiles, "second ") is first
        assert find_profile(profiles, "bbbb") is second
        assert find_profile(profiles, "cccc") is None
        assert find_profile(profiles, "") is None


def nest(levels: int, inner: object = 7) -> object:
    """Lists and objects in turn, this deep in each other."""
    for level in range(levels):
        inner = [inner] if level % 2 else {"x": inner}
    return inner


@pytest.mark.parametrize("levels", [0, 1, 99, 100])
def test_a_value_nested_as_deep_as_allowed_is_mended(levels: int) -> None:
    assert mend_surrogates_everywhere(nest(levels, "\ud83d")) == nest(levels, "\ufffd")


@pytest.mark.parametrize("levels", [101, 600, 100_000])
def test_a_value_nested_too_deep_is_refused_in_words(levels: int) -> None:
    with pytest.raises(InvalidValue, match="more than 100 deep in each other; send it without them"):
        mend_surrogates_everywhere(nest(levels))


def test_null_means_not_known() -> None:
    person = Person.from_dict({"handle": "Ada", "bio": None, "location": None})
    assert person.bio is None
    assert "bio" not in person.to_dict()


def test_the_key_is_the_id_else_the_handle_in_lower_case() -> None:
    assert Person.from_dict({"handle": "Ada", "id": "42"}).key == "42"
    assert Person.from_dict({"handle": "Ada"}).key == "@ada"


def test_half_an_emoji_becomes_one_replacement_character_at_the_same_place() -> None:
    person = Person.from_dict({"handle": "a", "bio": json.loads('"x\\ud83d y"')})
    assert person.bio == "x\ufffd y"


@given(st.text())
def test_utf_16_places_agree_with_the_encoding(text: str) -> None:
    index = Utf16Index(text)
    for place in range(len(text) + 1):
        assert index.count_units(place) == len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


@given(st.dictionaries(st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(max_size=8)))
def test_any_object_is_a_person_or_is_refused(raw: dict[str, object]) -> None:
    with contextlib.suppress(InvalidValue):
        person = Person.from_dict(raw)
        assert Person.from_dict(person.to_dict()) == person
