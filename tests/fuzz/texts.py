"""``make fuzz``: atheris looks for a text of which something does not hold (tests/server/fuzz_checks.py).

It watches which lines of the judge a text reaches, and changes those that reach new ones. What it keeps for that lies
in .fuzz/; a text that fails is written there as crash-…, and belongs into tests/fuzz/corpus/texts with its remedy.
"""

import sys

import atheris

with atheris.instrument_imports(include=["fieldmark"]):
    import fieldmark.judge  # noqa: F401  # here, so that it is watched

from fuzz_checks import check_text, load_checked


def test_one(data: bytes) -> None:
    """Checks one text."""
    check_text(data.decode("utf-8", "replace"))


if __name__ == "__main__":
    load_checked()
    atheris.Setup(sys.argv, test_one)
    atheris.Fuzz()
