"""``make bench-matching``: how many of the matching cases each way gets right, by kind of case."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from bench.inputs import read_cases
from bench.report import print_result, print_table
from bench.rivals import RIVALS
from fieldmark import Judge, Person, Profile

OURS = "Fieldmark"


def find_with_judge(case: dict[str, Any]) -> list[str]:
    """The words our judge finds, through the public API."""
    keyword = {"text": case["keyword"], "kind": "core", **case.get("opts", {})}
    judge = Judge(Profile.from_dict({"name": "case", "keywords": [keyword]}))
    return [match.text for match in judge.verdict(Person(bio=case["text"])).matches]


def make_rival(compile_rival: Callable[..., Any]) -> Callable[[dict[str, Any]], list[str]]:
    """The words a rival finds."""
    return lambda case: [
        case["text"][start:end] for start, end, _ in compile_rival([case["keyword"].strip("*")])(case["text"])
    ]


def is_right(case: dict[str, Any], found: list[str]) -> bool:
    """Whether it was found if it should be, at the expected place."""
    return bool(found) == case["should_match"] and ("span" not in case or case["span"] in found)


def main() -> None:
    """Prints the table and the result."""
    source, cases = read_cases()
    ways = {OURS: find_with_judge, **{name: make_rival(compile_rival) for name, compile_rival in RIVALS.items()}}
    wrong = {name: [case for case in cases if not is_right(case, find(case))] for name, find in ways.items()}
    total = Counter(case["tag"] for case in cases)
    rows = [
        [tag, count, *(count - sum(case["tag"] == tag for case in missed) for missed in wrong.values())]
        for tag, count in total.most_common()
    ]
    rows.append([f"all ({source})", len(cases), *(len(cases) - len(missed) for missed in wrong.values())])
    print_table(["right by kind", "cases", *ways], rows)
    for case in wrong[OURS]:
        known = "known limit" if case.get("known_limit") else "WRONG"
        print(f"{known}: «{case['keyword']}» in «{case['text']}»")
    print_result({"right": len(cases) - len(wrong[OURS]), "total": len(cases)})


if __name__ == "__main__":
    main()
