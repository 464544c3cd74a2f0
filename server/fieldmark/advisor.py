"""What the user's decisions say about a niche: words to offer for it, and how often its badges agreed with the user."""

import threading
from collections import Counter, OrderedDict
from typing import Any

from fieldmark.judge import LEAST_DECIDED, JudgePool, Suggester
from fieldmark.store import Ledger
from fieldmark.values import Profile
from fieldmark.values.verdict import Band

# Of the newest decisions so many count: a niche changes over the years.
MOST_DECIDED = 2_000
# Of those seen last so many tell how common a word is; more cost seconds and say the same.
MOST_SEEN = 1_000
MOST_NICHES = 4
BANDS: tuple[Band, ...] = ("strong", "maybe", "off", "no_basis")
# What of a badge agrees with which opinion; «maybe» says neither.
AGREES: dict[Band, bool | None] = {"strong": True, "maybe": None, "off": False, "no_basis": None}


class Advisor:
    """Reads decisions.

    Args:
        ledger: the people seen and the decisions.
        judges: the pool of compiled judges.
    """

    def __init__(self, ledger: Ledger, judges: JudgePool) -> None:
        self._ledger = ledger
        self._judges = judges
        self._lock = threading.Lock()
        self._suggesters: OrderedDict[tuple[str, int], Suggester] = OrderedDict()

    def suggest(self, account: str, profile: Profile) -> dict[str, Any]:
        """Words to offer, with their evidence; and how many decisions there are, and are needed.

        Raises:
            StoreError: the ledger cannot be read.
        """
        sides: dict[bool, list[str]] = {True: [], False: []}
        for person, is_relevant in self._ledger.list_opinions(account, MOST_DECIDED):
            sides[is_relevant].append(person.bio or "")
        decided = {"relevant": len(sides[True]), "not_relevant": len(sides[False])}
        offered = []
        if min(decided.values()) >= LEAST_DECIDED:
            seen = self._ledger.list_bios(account, MOST_SEEN)
            offered = self._get_suggester(profile).suggest(sides[True], sides[False], seen, profile.never)
        return {"suggestions": [one.to_dict() for one in offered], "decided": decided, "needed": LEAST_DECIDED}

    def compare(self, account: str, profile: Profile) -> dict[str, Any]:
        """What the user said about the people of each band; how many badges agreed, of how many that say something.

        The badges are those by the keywords alone: what is learnt is partly learnt from these very decisions, and would
        agree with them.

        Raises:
            StoreError: the ledger cannot be read.
        """
        judge = self._judges.get_judge(profile)
        counts: Counter[tuple[Band, bool]] = Counter()
        for person, is_relevant in self._ledger.list_opinions(account, MOST_DECIDED):
            counts[judge.choose_band(judge.find_relevance(person)), is_relevant] += 1
        said = {band: opinion for band, opinion in AGREES.items() if opinion is not None}
        return {
            "bands": {band: {"relevant": counts[band, True], "not_relevant": counts[band, False]} for band in BANDS},
            "agreed": sum(counts[band, opinion] for band, opinion in said.items()),
            "of": sum(counts[band, opinion] for band in said for opinion in (True, False)),
        }

    def _get_suggester(self, profile: Profile) -> Suggester:
        key = (profile.id, profile.revision)
        with self._lock:
            suggester = self._suggesters.get(key) or Suggester(profile)
            self._suggesters[key] = suggester
            self._suggesters.move_to_end(key)
            if len(self._suggesters) > MOST_NICHES:
                self._suggesters.popitem(last=False)
            return suggester
