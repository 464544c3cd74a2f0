"""What must hold of any text at all; `make fuzz` looks for one of which it does not."""

from functools import cache
from typing import Any, NamedTuple

from fieldmark import Judge
from fieldmark.judge.chaser_phrases import load_chaser_phrases
from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.learning import LearnedWord
from fieldmark.judge.matcher import Matcher
from fieldmark.judge.readings import read_text
from fieldmark.judge.relevance import compute_relevance
from fieldmark.values import Keyword, Person, Profile
from reference_matcher import ReferenceMatcher

# Every mode, kind and script, short and long words, wildcards, joined and cut ones.
KEYWORDS = (
    Keyword("machine learning", "core"), Keyword("AI", "core", "exact"), Keyword("C++", "core"),
    Keyword("node.js", "related"), Keyword("developer", "core"), Keyword("co-founder", "core"),
    Keyword("crypto*", "avoid"), Keyword("*coin", "avoid", "exact"), Keyword("no code", "related", "exact"),
    Keyword("schreiben", "related", "lemma", "de"), Keyword("médico", "core", "inflect", "es"),
    Keyword("開発者", "core"), Keyword("개발자", "core"), Keyword("مطور", "core"), Keyword("🏺", "related"),
    Keyword("thé", "related"), Keyword("PhD", "core"), Keyword("R&D", "core"),
)  # fmt: skip
LEARNED = tuple(LearnedWord(text, 0.05, 9, "AI") for text in ("react", "startup", "potter", "クリエイター", "web"))


class Checked(NamedTuple):
    """What texts are held against."""

    fast: Matcher
    slow: ReferenceMatcher
    judge: Judge


@cache
def load_checked() -> Checked:
    """Compiled once."""
    # Nothing of a text may be remembered wrongly: some of the memories are small, so that they turn over.
    return Checked(
        Matcher(KEYWORDS, texts_kept=64),
        ReferenceMatcher(list(KEYWORDS)),
        Judge(Profile("fuzz", KEYWORDS), learned=LEARNED),
    )


def check_text(text: str) -> None:
    """Reads and judges a text in every way; what one way says the other must say.

    Raises:
        AssertionError: something does not hold.
    """
    checked = load_checked()
    for reading in read_text(text):
        assert all(0 <= token.start <= token.end <= len(text) for token in reading), "a token outside of the text"
        starts = [token.start for token in reading]
        assert starts == sorted(starts), "tokens out of order"
    assert [hit[:3] for hit in checked.fast.find(text)] == checked.slow.find(text), "the fast way finds something else"
    phrases = load_chaser_phrases()
    assert phrases.find(ChunkedText(text)) == phrases.search(text), "the gate stopped a text"
    check_verdict(text)


def check_verdict(text: str) -> None:
    """The verdict's places are in the text, and its relevance follows from its matches."""
    verdict = load_checked().judge.verdict(Person(bio=text, name=text[:1_000]))
    units = text.encode("utf-16-le", "surrogatepass")
    places: list[Any] = [(match.field, match.start, match.end, match.text) for match in verdict.matches]
    places += [(sign.field, sign.start, sign.end, sign.text) for sign in verdict.chaser.signs if sign.field]
    for field, start, end, found in places:
        if field == "bio":
            there = units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
            assert there == found, "a place that holds something else"
    if verdict.matches:
        assert verdict.relevance == compute_relevance(verdict.matches), "a relevance that does not follow"
    assert all(near.text in text for near in verdict.why_not), "a near word that is not in the text"
