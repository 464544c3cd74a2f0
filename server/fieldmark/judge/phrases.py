"""The words and phrases of a bio that could be keywords: of one to three words, with the way they are written there."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from fieldmark.judge.chunked_text import ChunkedText
from fieldmark.judge.emoji import EMOJI, fold_emoji
from fieldmark.judge.fold import fold_text
from fieldmark.judge.learning import load_folded_stop_words
from fieldmark.judge.matcher import LONGEST_TEXT_KEPT, Matcher
from fieldmark.judge.memory import FEW_KEPT, Memory
from fieldmark.judge.readings import read_text
from fieldmark.judge.script import BY_CHARACTER, classify_text
from fieldmark.judge.token import BREAK_TEXT, COVER_RUN, Token, may_match
from fieldmark.judge.web_address import WEB_ADDRESS
from fieldmark.judge.word_lists import load_words
from fieldmark.values import Keyword

MOST_WORDS = 3
MOST_LENGTH = 60
# Scripts without spaces between words: a run of one of them is the nearest there is to a word (Chinese sentences, which
# are one run, are never offered).
SOLID_SCRIPTS = re.compile("[\u4e00-\u9fff々]+|[\u30a1-\u30fa\u30fc]+|[\uac00-\ud7a3]+")
LONGEST_SOLID = 10
BREAK = "|"
# Before it are arrows, hearts, stars and the letters of which countries' flags are made; these two begin other flags.
FIRST_PICTURE = "\U0001f300"
FLAGS = "\U0001f3f3\U0001f3f4"


class PhraseReader:
    """Reads bios for one niche: what its keywords find there is no news.

    Args:
        keywords: of the niche, each with its language.
    """

    def __init__(self, keywords: Sequence[Keyword]) -> None:
        self._matcher = Matcher(keywords, 0)
        self._known: Memory[dict[str, str]] = Memory(self._read, FEW_KEPT, LONGEST_TEXT_KEPT)

    def list_phrases(self, bio: str) -> dict[str, str]:
        """Folded phrase -> how it is written in the bio, the first time; nothing of links, mail addresses and handles.

        A phrase neither begins nor ends with a word that says nothing of a subject, crosses no sign or line's end, and
        is no part of what a keyword finds.
        """
        return self._known[bio]

    def _read(self, bio: str) -> dict[str, str]:
        text = "\n".join(" ".join(map(_drop_names, line.split())) for line in bio.splitlines())
        covered = [(hit.start, hit.end) for hit in self._matcher.find_all(ChunkedText(text))]
        found: dict[str, str] = {}
        for folded, start, end in _list_places(text):
            if not any(first <= start and end <= last for first, last in covered):
                written = text[start:end]
                # «#MachineLearning» is offered as it would be typed.
                is_solid = " " in folded and not any(map(str.isspace, written))
                found.setdefault(folded, folded if is_solid else written)
        return found


def _drop_names(chunk: str) -> str:
    return BREAK if "@" in chunk or WEB_ADDRESS.match(chunk.strip("()[]<>,;!\"'")) else chunk


def _list_places(text: str) -> Iterator[tuple[str, int, int]]:
    """Each phrase, folded, with its place (code points)."""
    readings = read_text(text)
    for reading in (readings.plain, readings.split):
        for is_words, run in groupby(reading, key=_is_word):
            for gram in _list_grams(list(run)) if is_words else ():
                folded = " ".join(token.text for token in gram)
                if len(folded) <= MOST_LENGTH and gram[-1].end - gram[0].start <= MOST_LENGTH:
                    yield folded, gram[0].start, gram[-1].end
    for emoji in EMOJI.finditer(text):
        if emoji.group()[0] >= FIRST_PICTURE and emoji.group()[0] not in FLAGS:
            yield fold_emoji(emoji.group()), *emoji.span()
    for solid in SOLID_SCRIPTS.finditer(text):
        if 1 < len(solid.group()) <= LONGEST_SOLID and not _says_nothing(solid.group()):
            yield fold_text(solid.group()).text, *solid.span()


def _is_word(token: Token) -> bool:
    if token.text == BREAK_TEXT or not any(map(str.isalnum, token.text)):
        return False
    return set(BY_CHARACTER).isdisjoint(classify_text(token.text))


def _list_grams(run: list[Token]) -> Iterator[list[Token]]:
    silent = [_says_nothing(token.text) for token in run]
    for first in range(len(run)):
        if silent[first] or run[first].text.isdigit():
            continue
        for last in range(first, min(first + MOST_WORDS, len(run))):
            # «JavaScript» is no phrase of two words.
            if last > first and run[first].edges & COVER_RUN:
                break
            if not silent[last] and may_match(run[first], run[last]):
                yield run[first : last + 1]


def _says_nothing(word: str) -> bool:
    if word in load_folded_stop_words() or word in load_words("bio_words"):
        return True
    return len(word) < 2 and not word.isdigit()
