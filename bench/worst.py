"""``make bench-worst``: the worst texts we know, at growing lengths: the time a character takes must not grow."""

import time

from bench.report import print_result, print_table
from fieldmark import Judge, Person, Profile
from fieldmark.judge import LearnedWord, settle_memory
from fieldmark.values import Keyword

LENGTHS = (1_000, 10_000, 100_000)
KEYWORDS = ("typescript", "AI", "R", "IT", "*script*", "web develop*", "machine learning", "🐍", "机器学习", "no-code")
PIECES = {
    "one letter": "a",
    "words": "a ",
    "hits": "typescript ",
    "negated hits": "no typescript ",
    "letters that need case": "R. ",
    "short accents": "é",
    "combining marks": "a\u0301",
    "a tower of marks": "\u0300",
    "hashtags": "#MachineLearning",
    "one long hashtag": "machinelearning",
    "handles": "@a",
    "dots": "a.b",
    "hyphens": "x-",
    "digits": "A1",
    "flags": "🇩🇪",
    "joined emoji": "👩‍💻",
    "Chinese": "机器学习",
    "a long host": "a.",
    "a mail address of dots": ".",
    "near words": "typscript ",
    "fancy letters": "𝓪",
    "invisible": "\u200b",
    "surrogates mended": "\ufffd",
    "learnt words": "kiln ",
    "learnt words in one chunk": "kiln-",
    "learnt words in matches": "machine learning ",
}
BEFORE = {"one long hashtag": "#", "a long host": "https://", "a mail address of dots": "a@", "a tower of marks": "z"}
LEARNT = ("kiln", "machine", "glaze")
REPEATS = 3


def main() -> None:
    """Prints the table and the result."""
    learned = [LearnedWord(text, 0.1, 9) for text in LEARNT]
    judge = Judge(Profile("bench", tuple(Keyword(text, "core") for text in KEYWORDS)), learned=learned)
    judge.verdict(Person(bio="follow back, warm up"))
    # As the server does once it is warm.
    settle_memory()
    rows = []
    for name, piece in PIECES.items():
        texts = [BEFORE.get(name, "") + piece * (length // len(piece)) for length in LENGTHS]
        micro = [measure(judge, text) / len(text) * 1_000_000 for text in texts]
        rows.append([name, *micro, micro[-1] / micro[0]])
    print_table(["µs a character", *(f"{length:,}" for length in LENGTHS), "last/first"], rows)
    worst = max(row[-1] for row in rows if isinstance(row[-1], float))
    print_result({"growth": round(worst, 2)})


def measure(judge: Judge, text: str) -> float:
    """Seconds for a verdict, the least of a few; each text differs, so that nothing is remembered of it."""
    seconds = []
    for number in range(REPEATS):
        person = Person(bio=f"{number} {text}")
        started = time.perf_counter()
        judge.verdict(person)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


if __name__ == "__main__":
    main()
