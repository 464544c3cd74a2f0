"""Previews for the popup: one crowd an account, kept as long as it is asked for."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldmark.judge import Judge, JudgePool, settle_memory
from fieldmark.judge.word_index import Bits
from fieldmark.preview.advice import list_advice
from fieldmark.preview.assessor import Assessor, Outcome
from fieldmark.preview.crowd import Crowd
from fieldmark.preview.effect import Effect
from fieldmark.preview.keyword_examples import choose_explained, list_examples
from fieldmark.store import Ledger
from fieldmark.values import Keyword, Profile

# Of those an account saw last so many are judged; 5,000 take about 25 MB.
MOST_PEOPLE = 10_000
MOST_ACCOUNTS = 2
MOST_EXPLAINED = 20
NO_NICHE = Profile("none")


@dataclass(frozen=True, slots=True)
class Draft:
    """A niche as it is being changed.

    Attributes:
        profile: as it would be.
        stored: as it is; None for a new one.
        open_page: keys of the people on the open page.
    """

    profile: Profile
    stored: Profile | None
    open_page: Sequence[str] = ()


class Room:
    """What is kept for an account."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.start_anew()

    def start_anew(self) -> None:
        """Forgets everybody."""
        self.crowd = Crowd()
        self.assessor = Assessor(self.crowd)
        self.changes: int | None = None


class Previewer:
    """Tells what a draft does to the people remembered.

    Args:
        ledger: the people seen.
        judges: the pool of compiled judges.
        get_judge: the judge of a stored niche for an account's people, with what was learnt.
    """

    def __init__(self, ledger: Ledger, judges: JudgePool, get_judge: Callable[[Profile, str], Judge]) -> None:
        self._ledger = ledger
        self._judges = judges
        self._get_judge = get_judge
        self._lock = threading.Lock()
        self._rooms: OrderedDict[str, Room] = OrderedDict()

    def preview(self, account: str, draft: Draft) -> dict[str, Any]:
        """What the draft does to the people the account saw last, as the API tells it.

        Raises:
            StoreError: the ledger cannot be read.
        """
        room = self._get_room(account)
        stored = draft.stored or NO_NICHE
        judge = self._get_judge(stored, account) if draft.stored else self._judges.get_judge(NO_NICHE)
        with room.lock:
            self._bring_up_to_date(account, room)
            before = room.assessor.assess(judge, stored)
            after = room.assessor.assess(judge, draft.profile)
            return {
                "profile": {"id": stored.id, "revision": stored.revision} if draft.stored else None,
                "people": len(room.crowd.newest),
                **_describe_effect(Effect(room.assessor, room.crowd, before, after), draft.open_page),
                **_describe_keywords(room, before, after),
            }

    def forget(self) -> None:
        """Lets go of everybody; who is still remembered is read again when needed."""
        with self._lock:
            self._rooms.clear()

    def _get_room(self, account: str) -> Room:
        with self._lock:
            room = self._rooms.setdefault(account, Room())
            self._rooms.move_to_end(account)
            if len(self._rooms) > MOST_ACCOUNTS:
                self._rooms.popitem(last=False)
            return room

    def _bring_up_to_date(self, account: str, room: Room) -> None:
        changes = self._ledger.count_changes()
        if changes == room.changes:
            return
        latest = self._ledger.list_seen_last(account, MOST_PEOPLE)
        if room.crowd.is_worn:
            room.start_anew()
        is_first = not room.crowd.people
        room.crowd.take_in(latest)
        if is_first:
            # A search for garbage through all that is kept here took 100 ms, at a key in the middle of a word.
            settle_memory()
        # As counted before the people were read: what was written in between is read again the next time.
        room.changes = changes


def _describe_effect(effect: Effect, open_page: Sequence[str]) -> dict[str, Any]:
    return {
        "bands": effect.count_bands(),
        "up": effect.count_people(1),
        "down": effect.count_people(-1),
        "relevance": effect.count_relevance(),
        "examples": effect.list_examples(),
        "open_page": effect.describe_page(open_page),
    }


def _describe_keywords(room: Room, before: Outcome, after: Outcome) -> dict[str, Any]:
    holders = _find_holders(room, after.keywords)
    counts = {keyword: bits.bit_count() for keyword, bits in holders.items()}
    advice = list_advice(after.keywords, counts, len(room.crowd.newest))
    advised = {one["keyword"] for one in advice}
    explained = set(choose_explained(after.keywords, before.keywords, advised, MOST_EXPLAINED))
    keywords = []
    for keyword in after.keywords:
        described: dict[str, Any] = {"text": keyword.text, "people": counts[keyword]}
        if keyword in explained:
            described["examples"] = list_examples(room.crowd, keyword, holders[keyword])
        keywords.append(described)
    return {"keywords": keywords, "advice": advice}


def _find_holders(room: Room, keywords: Sequence[Keyword]) -> Mapping[Keyword, Bits]:
    found = room.assessor.holders.find(keywords)
    return {keyword: bits & room.crowd.present for keyword, bits in found.items()}
