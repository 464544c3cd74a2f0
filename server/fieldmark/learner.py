"""Learns for each niche from the people that an account has seen, in the background, and keeps what was learnt."""

import logging
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fieldmark.judge import NO_LESSON, Judge, JudgePool, Lesson, learn_from_bios
from fieldmark.store import Ledger, StoreError
from fieldmark.values import Profile

# From fewer people what sets those who match apart is chance: the labelled niches have 300 each.
LEAST_BIOS = 100
# Of those seen last so many are learnt from; more cost seconds and say the same.
MOST_BIOS = 5_000
# Learnt anew when so many, and this share of those learnt from, came up since.
LEAST_NEWS, SHARE_OF_NEWS = 50, 0.1

# A millisecond or two of work, then a pause.
BIOS_IN_A_ROW, PAUSE_SECONDS = 10, 0.0005

logger = logging.getLogger(__name__)


class StoppedError(Exception):
    """What is being learnt is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Whose people teach about which niche."""

    account: str
    profile_id: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt in a lane, of which revision, and how much news there had been by then."""

    lesson: Lesson
    revision: int
    news: int


class Learner:
    """Judges that know what the ledger teaches.

    Args:
        ledger: the people seen.
        judges: the pool of compiled judges.
        counts: whether learnt words count for the relevance.
    """

    def __init__(self, ledger: Ledger, judges: JudgePool, *, counts: bool = True) -> None:
        self._ledger = ledger
        self._judges = judges
        self._counts = counts
        self._lock = threading.Lock()
        self._learnt: dict[Lane, Learnt] = {}
        self._news: Counter[str] = Counter()
        self._at_work: dict[Lane, threading.Thread] = {}
        self._turn = threading.Lock()
        self._forgotten = 0
        self._stopped = threading.Event()

    def get_judge(self, profile: Profile, account: str) -> Judge:
        """The judge for an account's people. What is not learnt yet is learnt meanwhile, for the next time.

        A niche that was just changed goes on with what was learnt before the change, so that its badges do not lose
        their learnt words and find them again.
        """
        lane = Lane(account, profile.id)
        with self._lock:
            learnt = self._learnt.get(lane)
            if lane not in self._at_work and self._is_due(lane, learnt, profile):
                thread = threading.Thread(target=self._learn, args=(lane, profile), name="learner", daemon=True)
                self._at_work[lane] = thread
                thread.start()
        return self._judges.get_judge(profile, learnt.lesson if learnt else NO_LESSON)

    def get_settled_judge(self, profile: Profile, account: str) -> Judge:
        """The judge for an account's people, once what is to be learnt is learnt; that may take seconds."""
        self.get_judge(profile, account)
        self.wait()
        return self.get_judge(profile, account)

    def note_news(self, account: str, news: int) -> None:
        """Counts people who came up for the first time, or with another bio."""
        with self._lock:
            self._news[account] += news

    def set_counting(self, counts: bool) -> None:
        """Lets learnt words count for the relevance from now on, or not."""
        with self._lock:
            if counts == self._counts:
                return
            self._counts = counts
            for lane, learnt in self._learnt.items():
                lesson = Lesson(learnt.lesson.words, learnt.lesson.bios, counts)
                self._learnt[lane] = replace(learnt, lesson=lesson)

    def forget(self, account: str | None = None) -> None:
        """Unlearns what an account's people, or everybody's, taught."""
        with self._lock:
            self._forgotten += 1
            for lane in [lane for lane in self._learnt if account in (None, lane.account)]:
                del self._learnt[lane]

    def wait(self, seconds: float | None = None) -> None:
        """Waits until nothing is being learnt, but so long at most for each lesson under way."""
        with self._lock:
            threads = list(self._at_work.values())
        for thread in threads:
            thread.join(seconds)

    def stop(self, seconds: float) -> None:
        """Learns nothing any more; what is under way is given up, and waited for so long."""
        self._stopped.set()
        self.wait(seconds)

    def _is_due(self, lane: Lane, learnt: Learnt | None, profile: Profile) -> bool:
        if learnt is None or learnt.revision != profile.revision:
            return True
        news = self._news[lane.account] - learnt.news
        return news >= max(LEAST_NEWS, SHARE_OF_NEWS * learnt.lesson.bios)

    def _learn(self, lane: Lane, profile: Profile) -> None:
        try:
            # One at a time: each takes a core that verdicts wait for.
            with self._turn:
                forgotten, news = self._forgotten, self._news[lane.account]
                learnt = Learnt(self._take_lesson(lane, profile), profile.revision, news)
            with self._lock:
                if forgotten == self._forgotten:
                    self._learnt[lane] = learnt
        except StoppedError:
            pass
        except StoreError:
            # A verdict without learnt words is still right; the next request tries again.
            logger.exception("the ledger could not be read for learning")
        finally:
            with self._lock:
                del self._at_work[lane]

    def _take_lesson(self, lane: Lane, profile: Profile) -> Lesson:
        bios = self._ledger.list_bios(lane.account, MOST_BIOS)
        if len(bios) < LEAST_BIOS:
            return NO_LESSON
        words = learn_from_bios(profile, self._give_way(bios))
        return Lesson(tuple(words), len(bios), self._counts)

    def _give_way(self, bios: Iterable[str]) -> Iterator[str]:
        """The bios, with pauses. Python gives a waiting thread its turn only every 5 ms, and a request asks for many.

        Raises:
            StoppedError: the learner was stopped meanwhile.
        """
        for number, bio in enumerate(bios):
            if number % BIOS_IN_A_ROW == 0 and self._stopped.wait(PAUSE_SECONDS):
                raise StoppedError
            yield bio
