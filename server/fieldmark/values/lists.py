"""The lists of people on X that Fieldmark knows."""

from typing import Literal

ListName = Literal[
    "followers",
    "verified_followers",
    "following",
    "followers_you_follow",
    "members",
    "search",
    "interactions",
    "other",
]
