"""The one door to spaCy: sequences of symbols in, places of the known phrases out; and its lists of stop words."""

import threading
from collections.abc import Iterable, Sequence
from importlib.resources import files
from runpy import run_path
from typing import Protocol, cast

_loaded = threading.Event()


class Phrases(Protocol):
    """A compiled set of phrases."""

    def find(self, symbols: Sequence[str]) -> list[tuple[int, int, int]]:
        """(phrase number, first symbol, one past the last symbol) of every phrase in the sequence."""


class _SpacyPhrases:
    """spaCy's PhraseMatcher over a vocabulary of its own.

    Only symbols of the phrases reach spaCy's string store: it keeps every string it ever saw, so that feeding it
    the texts would grow the process for ever.
    """

    def __init__(self, phrases: Iterable[tuple[int, Sequence[str]]]) -> None:
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        _loaded.set()
        self._vocab = Vocab()
        self._make_doc = Doc
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        by_number: dict[int, list[Doc]] = {}
        for number, symbols in phrases:
            by_number.setdefault(number, []).append(Doc(self._vocab, words=list(symbols)))
        self._number_of = {}
        for number, docs in by_number.items():
            self._matcher.add(str(number), docs)
            self._number_of[self._vocab.strings[str(number)]] = number

    def find(self, symbols: Sequence[str]) -> list[tuple[int, int, int]]:
        doc = self._make_doc(self._vocab, words=list(symbols))
        return [(self._number_of[match], start, end) for match, start, end in self._matcher(doc)]


def compile_phrases(phrases: Iterable[tuple[int, Sequence[str]]]) -> Phrases:
    """Compiles numbered phrases; several phrases may share a number."""
    return cast("Phrases", _SpacyPhrases(phrases))


def load_spacy() -> None:
    """Imports spaCy (about half a second, once); safe to call from any thread and more than once."""
    import spacy.matcher
    import spacy.tokens
    import spacy.vocab  # noqa: F401  # the import is the point

    _loaded.set()


def is_spacy_loaded() -> bool:
    """Whether spaCy has been imported, by load_spacy or by the first phrases compiled."""
    return _loaded.is_set()


# Languages of bios that part words by spaces and of which spaCy lists the words that say nothing.
STOP_WORD_LANGUAGES = ("ar", "de", "en", "es", "fr", "id", "it", "nl", "pl", "pt", "ru", "tr")


def load_stop_words() -> frozenset[str]:
    """Words that say nothing of a subject («and», «y», «und»), of the bigger languages, as spaCy lists them."""
    # Not imported: a language's package brings its whole tokenizer, and twelve of them take two seconds.
    languages = files("spacy.lang")
    lists = (run_path(str(languages / lang / "stop_words.py"))["STOP_WORDS"] for lang in STOP_WORD_LANGUAGES)
    return frozenset().union(*lists)
