"""The plain values everything else speaks in: profile, keyword, person, match, verdict (docs/architecture.md)."""

from fieldmark.values.invalid import InvalidValue
from fieldmark.values.person import Person
from fieldmark.values.profile import Keyword, Profile, find_profile
from fieldmark.values.verdict import Chaser, Match, NearWord, Sign, Verdict

__all__ = [
    "Chaser",
    "InvalidValue",
    "Keyword",
    "Match",
    "NearWord",
    "Person",
    "Profile",
    "Sign",
    "Verdict",
    "find_profile",
]
