"""Judges kept ready: compiling a niche costs milliseconds, so each revision is compiled once for each lesson."""

import threading
from collections import OrderedDict

from fieldmark.judge.chaser_phrases import warm_up_chaser_phrases
from fieldmark.judge.judge import Judge
from fieldmark.judge.lesson import NO_LESSON, Lesson
from fieldmark.judge.memory import settle_memory
from fieldmark.judge.relevance import Cuts
from fieldmark.judge.spacy_door import is_spacy_loaded, load_spacy
from fieldmark.values import Profile

# Eight niches may be in use at once, each also with what was learnt before.
MOST_JUDGES = 16
# Of one niche: it may be in use for as many accounts at once, or be asked for by who began before it learnt more.
LESSONS_KEPT = 3


class JudgePool:
    """Judges by profile, revision and lesson.

    Args:
        cuts: where the bands begin.
    """

    def __init__(self, cuts: Cuts | None = None) -> None:
        self._cuts = cuts
        self._judges: OrderedDict[tuple[str, int, int], Judge] = OrderedDict()
        self._lock = threading.Lock()

    def get_judge(self, profile: Profile, lesson: Lesson = NO_LESSON) -> Judge:
        """The judge of this revision of a profile with what was learnt for it, compiled if need be."""
        key = (profile.id, profile.revision, lesson.number)
        with self._lock:
            judge = self._judges.get(key)
            if judge is None:
                judge = self._make_judge(profile, lesson)
                self._keep(key, judge)
            self._judges.move_to_end(key)
            return judge

    def _make_judge(self, profile: Profile, lesson: Lesson) -> Judge:
        base = self._find_judge(profile) or Judge(profile, self._cuts)
        return base.with_learned(lesson.words, counts_learned=lesson.counts, experience=lesson.experience)

    def _find_judge(self, profile: Profile) -> Judge | None:
        """The judge of this revision of a profile that learnt last, if there is any."""
        same = {key[2]: judge for key, judge in self._judges.items() if key[:2] == (profile.id, profile.revision)}
        return same[max(same)] if same else None

    def prepare_judge(self, profile: Profile, lesson: Lesson) -> None:
        """Compiles what was learnt while others go on asking for judges, so that nobody who asks for it need wait."""
        key = (profile.id, profile.revision, lesson.number)
        with self._lock:
            base = None if key in self._judges else self._find_judge(profile)
        if not base:
            return
        judge = base.with_learned(lesson.words, counts_learned=lesson.counts, experience=lesson.experience)
        with self._lock:
            # Not if the cuts are others by now.
            if base in self._judges.values():
                self._keep(key, judge)

    def _keep(self, key: tuple[str, int, int], judge: Judge) -> None:
        """Keeps a judge, and forgets those that nobody will ask for again: each remembers thousands of bios."""
        self._judges[key] = judge
        others = sorted(known for known in self._judges if known[:2] == key[:2] and known[2] != NO_LESSON.number)
        for other in others[:-LESSONS_KEPT]:
            if other != key:
                del self._judges[other]
        if len(self._judges) > MOST_JUDGES:
            self._judges.popitem(last=False)

    def set_cuts(self, cuts: Cuts) -> None:
        """Lets the bands begin elsewhere from now on."""
        with self._lock:
            self._cuts = cuts
            self._judges.clear()

    def warm_up(self, profile: Profile | None = None) -> threading.Thread:
        """Starts loading spaCy, and compiles the profile, in the background."""

        def load() -> None:
            load_spacy()
            if profile:
                self.get_judge(profile)
            # Compiled when a bio first passes their gate, a third of a second: not while that bio's page waits.
            warm_up_chaser_phrases()
            settle_memory()

        thread = threading.Thread(target=load, name="warm-up", daemon=True)
        thread.start()
        return thread

    @property
    def ready(self) -> bool:
        """Whether a verdict can be given without waiting for spaCy."""
        return is_spacy_loaded()
