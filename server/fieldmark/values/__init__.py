"""The plain values everything else speaks in: profile, keyword, person, verdict, decision (docs/architecture.md)."""

from fieldmark.values.decision import Decision, DecisionChange
from fieldmark.values.entry import Entry
from fieldmark.values.invalid import InvalidValue
from fieldmark.values.person import Person
from fieldmark.values.profile import Keyword, Profile, find_profile
from fieldmark.values.verdict import Chaser, Match, NearWord, Sign, Verdict

__all__ = [
    "Chaser",
    "Decision",
    "DecisionChange",
    "Entry",
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
