"""Learns for each niche from the people that an account has seen, and from the user's decisions about them.

In the background; what was learnt is kept.
"""

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from fieldmark.judge import NO_LESSON, Judge, JudgePool, LearnedWord, Lesson, count_experience
from fieldmark.learner.teacher import StoppedError, Teacher
from fieldmark.store import Ledger, StoreError
from fieldmark.values import Profile
from fieldmark.values.verdict import Experience

# Learnt anew when so many, and this share of those learnt from, came up since.
LEAST_NEWS, SHARE_OF_NEWS = 50, 0.1
# Weights of keywords move with each decision; words, which cost seconds, are learnt anew after so many.
LEAST_DECISIONS = 10

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lane:
    """Whose people teach about which niche."""

    account: str
    profile_id: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt in a lane.

    Attributes:
        lesson: as it counts.
        experience: what was decided about people who hold a keyword, also where it does not count.
        revision: of the niche.
        news: how much there had been when the words were learnt.
        decided: how many decisions there had been then.
        decisions: how many there had been when their weights were moved.
    """

    lesson: Lesson
    experience: Mapping[str, Experience]
    revision: int
    news: int
    decided: int
    decisions: int


class Learner:
    """Judges that know what the ledger teaches.

    Args:
        ledger: the people seen.
        judges: the pool of compiled judges.
        counts: whether learnt words count for the relevance.
    """

    def __init__(self, ledger: Ledger, judges: JudgePool, *, counts: bool = True) -> None:
        self._stopped = threading.Event()
        self._teacher = Teacher(ledger, self._stopped)
        self._judges = judges
        self._counts = counts
        self._lock = threading.Lock()
        self._learnt: dict[Lane, Learnt] = {}
        self._news: Counter[str] = Counter()
        self._decisions: Counter[str] = Counter()
        self._at_work: dict[Lane, threading.Thread] = {}
        self._turn = threading.Lock()
        self._forgotten = 0

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
        # A lesson that was under way before may not know of the newest decisions; the one after it does.
        for _ in range(2):
            self.get_judge(profile, account)
            self.wait()
        return self.get_judge(profile, account)

    def note_news(self, account: str, news: int) -> None:
        """Counts people who came up for the first time, or with another bio."""
        with self._lock:
            self._news[account] += news

    def note_decisions(self, account: str, decisions: int = 1) -> None:
        """Counts decisions that the user made."""
        with self._lock:
            self._decisions[account] += decisions

    def set_counting(self, counts: bool) -> None:
        """Lets what is learnt count for the relevance from now on, or not."""
        with self._lock:
            if counts == self._counts:
                return
            self._counts = counts
            for lane, learnt in self._learnt.items():
                lesson = self._make_lesson(learnt.lesson.words, learnt.lesson.bios, learnt.experience)
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
        return (
            learnt is None
            or learnt.decisions != self._decisions[lane.account]
            or self._are_words_due(lane, learnt, profile)
        )

    def _are_words_due(self, lane: Lane, learnt: Learnt, profile: Profile) -> bool:
        if learnt.revision != profile.revision:
            return True
        if self._decisions[lane.account] - learnt.decided >= LEAST_DECISIONS:
            return True
        news = self._news[lane.account] - learnt.news
        return news >= max(LEAST_NEWS, SHARE_OF_NEWS * learnt.lesson.bios)

    def _learn(self, lane: Lane, profile: Profile) -> None:
        try:
            # One at a time: each takes a core that verdicts wait for.
            with self._turn:
                forgotten = self._forgotten
                learnt = self._learn_anew(lane, profile)
                self._judges.prepare_judge(profile, learnt.lesson)
            with self._lock:
                if forgotten == self._forgotten:
                    self._learnt[lane] = learnt
        except StoppedError:
            pass
        except StoreError:
            # A verdict without what is learnt is still right; the next request tries again.
            logger.exception("the ledger could not be read for learning")
        finally:
            with self._lock:
                del self._at_work[lane]

    def _learn_anew(self, lane: Lane, profile: Profile) -> Learnt:
        """What is to be learnt now: the weights of keywords, and the words if it is time."""
        with self._lock:
            before, news, decisions = self._learnt.get(lane), self._news[lane.account], self._decisions[lane.account]
            keeps_words = before is not None and not self._are_words_due(lane, before, profile)
        people = self._teacher.list_opinions(lane.account)
        experience = count_experience(self._judges.get_judge(profile), people)
        if before and keeps_words:
            is_same, known = experience == before.experience, before.lesson
            lesson = known if is_same else self._make_lesson(known.words, known.bios, experience)
            return replace(before, lesson=lesson, experience=experience, decisions=decisions)
        words, bios = self._teacher.find_words(lane.account, profile, people, experience)
        lesson = self._make_lesson(words, bios, experience)
        return Learnt(lesson, experience, profile.revision, news, decisions, decisions)

    def _make_lesson(self, words: tuple[LearnedWord, ...], bios: int, experience: Mapping[str, Experience]) -> Lesson:
        if not bios and not experience:
            return NO_LESSON
        return Lesson(words, bios, self._counts, experience if self._counts else {})
