"""``make bench-preview``: how long it takes, key by key, to tell what a change of a niche does.

Somebody opens the popup and types words into a niche, one after another; each key is a preview over HTTP, about the
people remembered and 50 on the open page. The first one, which reads everybody, comes as the popup opens and is told
apart.
"""

import argparse
import json
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.inputs import make_bios, make_keywords
from bench.ledger import ACCOUNT, Ask, fill, make_people, serve
from bench.report import print_result, print_table

# Words that many hold, few and nobody, with everyday words on the way; phrases, a wildcard, other scripts.
TYPED = (
    "software engineer", "the", "love", "machine learning", "marketing manager", "#buildinpublic", "invest*", "writer",
    "in", "C++", "founder", "健康", "desarrolladora web", "coffee", "working mum", "🚀",
)  # fmt: skip
ON_THE_PAGE = 50
KEYWORDS = (40, 1_000)
Draft = dict[str, Any]


def list_drafts(stored: Draft) -> Iterator[Draft]:
    """The niche after each key; each word stays, and the last is avoided, then taken out again."""
    keywords = list(stored["keywords"])
    for typed in TYPED:
        for text in dict.fromkeys(typed[:length].strip() for length in range(1, len(typed) + 1)):
            if text != "#":
                yield {**stored, "keywords": [*keywords, {"text": text, "kind": "related"}]}
        keywords.append({"text": typed, "kind": "related"})
    yield {**stored, "keywords": [*keywords[:-1], {**keywords[-1], "kind": "avoid"}]}
    yield {**stored, "keywords": keywords[:-1]}


def measure(ask: Ask, words: int, page: list[str]) -> tuple[float, list[float]]:
    """(ms of the first preview, ms of each key)."""
    keywords = [{"text": word, "kind": "core"} for word in make_keywords(words)]
    stored = json.loads(ask("/v1/profiles", {"name": f"{words} words", "keywords": keywords})[0])
    # What is learnt for the niche is learnt as soon as it is used, long before somebody changes it.
    ask("/v1/verdicts", {"account": ACCOUNT, "list": "followers", "people": [], "profile": stored["id"]})

    def take(draft: Draft) -> float:
        return ask("/v1/profiles/preview", {"draft": draft, "account": ACCOUNT, "open_page": page})[1] * 1000

    first = take(stored)
    return first, [take(draft) for draft in list_drafts(stored)]


def summarise(times: list[float]) -> dict[str, float]:
    """The median and the 95th of a hundred."""
    return {"p50_ms": round(statistics.median(times), 1), "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1)}


def main() -> None:
    """Prints the table and the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    options = parser.parse_args()
    rows, results = [], []
    for words in KEYWORDS:
        with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "data") as (app, ask):
            seen = fill(app, make_people(make_bios(options.people, seed=4)), options.people)
            first, times = measure(ask, words, [person["id"] for person in seen[:ON_THE_PAGE]])
        results.append(summarise(times))
        rows.append([f"{words:,} keywords", first, *results[-1].values(), max(times), len(times)])
    print_table([f"ms, {options.people:,} people", "opening", "median", "95 %", "longest", "keys"], rows)
    print_result({**results[0], "people": options.people, "large": {**results[1], "keywords": KEYWORDS[1]}})


if __name__ == "__main__":
    main()
