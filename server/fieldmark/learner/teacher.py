"""What the ledger holds to be learnt from."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fieldmark.judge import LearnedWord, learn_from_bios
from fieldmark.store import Ledger
from fieldmark.values import Person, Profile
from fieldmark.values.verdict import Experience

# From fewer people what sets those who match apart is chance: the labelled niches have 300 each.
LEAST_BIOS = 100
# Of those seen last so many are learnt from; more cost seconds and say the same.
MOST_BIOS = 5_000
# Of the newest decisions so many count: a niche changes over the years.
MOST_DECIDED = 2_000

# A millisecond or two of work, then a pause.
BIOS_IN_A_ROW, PAUSE_SECONDS = 10, 0.0005


class StoppedError(Exception):
    """What is being learnt is not wanted any more."""


class Teacher:
    """Teaches from a ledger.

    Args:
        ledger: the people seen and the decisions about them.
        stopped: set when nothing is to be taught any more.
    """

    def __init__(self, ledger: Ledger, stopped: threading.Event) -> None:
        self._ledger = ledger
        self._stopped = stopped

    def list_opinions(self, account: str) -> list[tuple[Person, bool]]:
        """The people who the user holds for relevant or not, the newest decision first.

        Raises:
            StoreError: the ledger cannot be read.
        """
        return self._ledger.list_opinions(account, MOST_DECIDED)

    def find_words(
        self,
        account: str,
        profile: Profile,
        people: Sequence[tuple[Person, bool]],
        experience: Mapping[str, Experience],
    ) -> tuple[tuple[LearnedWord, ...], int]:
        """The words that set a niche's people apart, and from how many bios they are; (nothing, 0) from too few.

        Args:
            account: whose people.
            profile: the niche.
            people: those with an opinion, as listed.
            experience: what was decided about people who hold a keyword.

        Raises:
            StoreError: the ledger cannot be read.
            StoppedError: nothing is to be taught any more.
        """
        bios = self._ledger.list_bios(account, MOST_BIOS)
        if len(bios) < LEAST_BIOS:
            return (), 0
        # Of two people with one bio the newer opinion counts.
        opinions = {person.bio: is_relevant for person, is_relevant in reversed(people) if person.bio}
        bios += sorted(opinions.keys() - set(bios))
        return tuple(learn_from_bios(profile, self._give_way(bios), opinions, experience)), len(bios)

    def _give_way(self, bios: Iterable[str]) -> Iterator[str]:
        """The bios, with pauses: a thread that waits gets its turn only every 5 ms, and a request asks for many."""
        for number, bio in enumerate(bios):
            if number % BIOS_IN_A_ROW == 0 and self._stopped.wait(PAUSE_SECONDS):
                raise StoppedError
            yield bio
