"""Whether two bios say the same."""

import unicodedata

# Joiners, direction marks and the like, and the marks that choose how an emoji is drawn: nobody sees them change.
INVISIBLE = "Cf"
VARIATION_SELECTORS = ("\ufe0e", "\ufe0f")


def is_same_bio(one: str, other: str) -> bool:
    """Whether two bios differ in nothing but case, spaces, compatible letters and what is not seen."""
    return one == other or _fold(one) == _fold(other)


def _fold(bio: str) -> str:
    seen = (
        char
        for char in unicodedata.normalize("NFKC", bio)
        if char not in VARIATION_SELECTORS and unicodedata.category(char) != INVISIBLE
    )
    # Folding the case can take letters apart again, as it does the Turkish İ.
    return " ".join(unicodedata.normalize("NFKC", "".join(seen).casefold()).split())
