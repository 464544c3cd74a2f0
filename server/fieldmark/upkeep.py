"""What the server does for its ledger by itself: a backup a day, and forgetting in time who is to be forgotten."""

import logging
import threading

from fieldmark.store import Ledger, StoreError
from fieldmark.store.preferences import PreferenceStore

HOUR_SECONDS = 3_600

logger = logging.getLogger(__name__)


class Upkeep:
    """Looks after the ledger at the start and every hour, in the background.

    Args:
        ledger: the people seen.
        preferences: for how long they are kept.
    """

    def __init__(self, ledger: Ledger, preferences: PreferenceStore) -> None:
        self._ledger = ledger
        self._preferences = preferences
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Starts looking after it."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Stops, and waits so long for what is under way; a backup that is cut off is swept at the next start."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def do_once(self) -> None:
        """Forgets whom it should, and keeps a backup if one is due."""
        days = self._preferences.get_values()["keep_days"]
        if days:
            self._ledger.forget_unseen(days)
        self._ledger.back_up_if_due()

    def _run(self) -> None:
        while True:
            try:
                self.do_once()
            except StoreError:
                logger.exception("the ledger could not be looked after")
            if self._stopped.wait(HOUR_SECONDS):
                return
