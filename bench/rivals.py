"""The usual ways to find keywords, each compiled from a list of keywords: text → spans (start, end, keyword)."""

from collections.abc import Callable, Sequence

Find = Callable[[str], list[tuple[int, int, str]]]


def compile_substring(keywords: Sequence[str]) -> Find:
    """Whether the letters occur anywhere."""
    folded = [(keyword.casefold(), keyword) for keyword in keywords]

    def find(text: str) -> list[tuple[int, int, str]]:
        lowered = text.casefold()
        return [
            (place, place + len(wanted), keyword) for wanted, keyword in folded if (place := lowered.find(wanted)) >= 0
        ]

    return find


def compile_naive_spacy(keywords: Sequence[str]) -> Find:
    """SpaCy as its documentation shows it: ``make_doc`` and PhraseMatcher on LOWER."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("niche", [nlp.make_doc(keyword) for keyword in keywords])

    def find(text: str) -> list[tuple[int, int, str]]:
        doc = nlp.make_doc(text)
        spans = [doc[start:end] for _, start, end in matcher(doc)]
        return [(span.start_char, span.end_char, span.text) for span in spans]

    return find


def compile_flashtext(keywords: Sequence[str]) -> Find:
    """flashtext: a trie in Python, whole words."""
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    for keyword in keywords:
        processor.add_keyword(keyword, keyword)

    def find(text: str) -> list[tuple[int, int, str]]:
        return [(start, end, keyword) for keyword, start, end in processor.extract_keywords(text, span_info=True)]

    return find


def compile_aho_corasick(keywords: Sequence[str]) -> Find:
    """Pyahocorasick on the lower-cased text, with a check that no letter or digit stands beside."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for keyword in keywords:
        automaton.add_word(keyword.lower(), keyword)
    automaton.make_automaton()

    def find(text: str) -> list[tuple[int, int, str]]:
        lowered = text.lower()
        spans = []
        for last, keyword in automaton.iter(lowered):
            start, end = last + 1 - len(keyword), last + 1
            if not (lowered[start - 1 : start].isalnum() and start) and not lowered[end : end + 1].isalnum():
                spans.append((start, end, keyword))
        return spans

    return find


RIVALS: dict[str, Callable[[Sequence[str]], Find]] = {
    "substring": compile_substring,
    "spaCy PhraseMatcher LOWER": compile_naive_spacy,
    "flashtext": compile_flashtext,
    "pyahocorasick + word edges": compile_aho_corasick,
}
